//! Opinions and workbooks read back: what stands in the files is what was decided, in both languages, whatever a plan holds.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "office/hostile.rs"]
mod hostile;
#[path = "office/opinion.rs"]
mod opinion;
#[path = "office/package.rs"]
mod package;
#[path = "office/schema.rs"]
mod schema;
#[path = "office/workbook.rs"]
mod workbook;

use std::path::Path;
use std::sync::OnceLock;

use guiju_base::{Lang, SourceId, Sources, Words};
use guiju_explain::{AsOfFrom, Case, Options, report};
use guiju_ir::{Answer, Decide, Facts, Inquiry, PackHead, Program, Question, Readings, day_parse};
use guiju_office::{Limits, Review};

/// A policy, a plan, and the question that is put to it.
struct Reviewed {
    sources: Sources,
    program: Program,
    facts: Facts,
    question: Question,
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap()
}

/// A file of the repository.
fn text(path: &str) -> String {
    std::fs::read_to_string(top().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn policy() -> (Sources, Program) {
    let mut sources = Sources::new();
    let mut pack = guiju_compile::Pack::default();
    let folder = top().join("policies/chongqing-2025");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut rules = Vec::new();
    for name in names {
        let Some((_, ending)) = name.rsplit_once('.') else { continue };
        if !["gj", "txt", "tsv"].contains(&ending) {
            continue;
        }
        let id = sources.add(&*name, text(&format!("policies/chongqing-2025/{name}")));
        match ending {
            "gj" => rules.push(id),
            "txt" => pack.text = Some(id),
            _ => pack.clauses = Some(id),
        }
    }
    pack.head = PackHead {
        id: "pack".into(),
        version: "1".into(),
        title: Words::new("试点政策", "Pilot policy"),
        status: Words::new("征求意见稿", "draft for comments"),
        digest: format!("sha256:{}", "ab".repeat(32)),
    };
    let program = compiled(&sources, &pack, &rules);
    (sources, program)
}

fn compiled(sources: &Sources, pack: &guiju_compile::Pack, rules: &[SourceId]) -> Program {
    let trees: Vec<_> = rules.iter().map(|id| guiju_syntax::parse(sources, *id).file).collect();
    let compiled = guiju_compile::compile(sources, pack, &trees);
    compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

impl Reviewed {
    /// A plan under the policy of the repository, which has an official text.
    fn of(plan: &str) -> Reviewed {
        static POLICY: OnceLock<(Sources, Program)> = OnceLock::new();
        let (sources, program) = POLICY.get_or_init(policy).clone();
        Reviewed::with(sources, program, plan)
    }

    /// A plan under rules that have no official text.
    fn under(rules: &str, plan: &str) -> Reviewed {
        let mut sources = Sources::new();
        let id = sources.add("rules.gj", rules);
        let program = compiled(&sources, &guiju_compile::Pack::default(), &[id]);
        Reviewed::with(sources, program, plan)
    }

    fn with(mut sources: Sources, program: Program, plan: &str) -> Reviewed {
        let source = sources.add("plan.yaml", plan);
        let loaded = guiju_facts::load(&program, &sources, source);
        let facts = loaded.facts.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        let as_of = facts.plan.as_of.unwrap_or_else(|| day_parse("2026-03-01").unwrap());
        let question = Question { as_of, readings: Readings::defaults(&program) };
        Reviewed { sources, program, facts, question }
    }

    fn case(&self) -> Case<'_> {
        Case {
            program: &self.program,
            sources: &self.sources,
            facts: &self.facts,
            question: &self.question,
            as_of_from: AsOfFrom::Plan,
        }
    }

    fn open(&self) -> Box<dyn Inquiry + '_> {
        guiju_eval::Evaluator.open(&self.program, &self.facts, &self.question)
    }

    fn answer(&self) -> Answer {
        self.open().answer()
    }

    fn written(&self, lang: Lang, write: impl Fn(&Review, &mut dyn Inquiry) -> Vec<u8>) -> Vec<u8> {
        let mut inquiry = self.open();
        let answer = inquiry.answer();
        let report = report(&self.case(), &answer, inquiry.as_mut(), &Options::default());
        let review = Review { case: self.case(), answer: &answer, report: &report, lang };
        write(&review, inquiry.as_mut())
    }

    /// The opinion as a file.
    fn docx(&self, lang: Lang) -> Vec<u8> {
        self.written(lang, |review, inquiry| {
            let document = guiju_office::opinion(review, inquiry, &guiju_eval::Evaluator);
            guiju_office::docx(&document).unwrap()
        })
    }

    /// The workbook as a file.
    fn xlsx(&self, lang: Lang, limits: Limits) -> Vec<u8> {
        self.written(lang, |review, inquiry| {
            guiju_office::workbook(review, inquiry, &guiju_eval::Evaluator, limits).unwrap()
        })
    }
}

/// The example with everything in it.
fn town() -> Reviewed {
    Reviewed::of(&text("examples/heping-town/plan.yaml"))
}
