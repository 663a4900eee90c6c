//! `guiju eval PLAN…`: decides every norm for every subject of each plan, and reports.

use std::path::Path;

use guiju_base::{Diagnostic, Lang, Sources};
use guiju_eval::Evaluator;
use guiju_explain::{
    AsOfFrom, Block, Case, JsonLayout, Listing, Options, Page, Prospects, dossier, report, report_page,
    write_json, write_refusal,
};
use guiju_ir::{Answer, Decide, Inquiry, Outcome, Problem, Program};

use super::{office, page, pictures};
use crate::arguments::{Call, Eval, Format};
use crate::draw::draw;
use crate::output::complain;
use crate::plan::{self, Plan};
use crate::progress::Progress;
use crate::{Exit, output, pack};

/// Evaluates the plans.
///
/// # Errors
/// A pack, a file or an option that cannot be used.
pub fn run(call: &Call, eval: &Eval) -> Result<Exit, Exit> {
    office::ready_for_plans(call, eval)?;
    let (program, mut sources, _) = pack::program(call.pack.as_deref(), call.lang)?;
    let required =
        eval.require.iter().map(|text| requirement(&program, text, call.lang)).collect::<Result<_, _>>()?;
    let run = Run { call, eval, program: &program, required };
    let progress = Progress::new(eval.plans.len() * 3, call.lang);
    let mut report = Written::default();
    let mut exit = Exit::Done;
    for path in &eval.plans {
        exit = exit.max(run.plan(path, &mut sources, &progress, &mut report)?);
    }
    drop(progress);
    if office::is_office(eval.asking.format) {
        // A refused plan has no file.
        return Ok(report.file.map_or(exit, |file| office::write(file, call).max(exit)));
    }
    let report = match eval.asking.format {
        Format::Html if !report.blocks.is_empty() => page::file(report.blocks, &program, call.lang),
        Format::Text | Format::Markdown if !report.blocks.is_empty() => {
            page::render(&Page { lang: call.lang, blocks: report.blocks }, &eval.asking, call)
        }
        _ => String::from_utf8_lossy(&report.json).into_owned(),
    };
    Ok(output::write(&report, call.output.as_deref(), call.lang).max(exit))
}

/// `--require NORM=OUTCOME`
struct Requirement {
    norm: guiju_ir::RuleId,
    subject: Option<String>,
    outcome: Outcome,
    written: String,
}

/// What the plans came to so far: objects, or the blocks of one page for all of them.
#[derive(Default)]
struct Written {
    json: Vec<u8>,
    blocks: Vec<Block>,
    /// A file that is no text.
    file: Option<Result<Vec<u8>, guiju_office::Unwritten>>,
    /// How many plans have a part of the page.
    files: usize,
}

struct Run<'a> {
    call: &'a Call,
    eval: &'a Eval,
    program: &'a Program,
    required: Vec<Requirement>,
}

impl Run<'_> {
    fn plan(
        &self,
        path: &Path,
        sources: &mut Sources,
        progress: &Progress,
        out: &mut Written,
    ) -> Result<Exit, Exit> {
        let (lang, asking) = (self.call.lang, &self.eval.asking);
        let name = path.display();
        progress.stage(match lang {
            Lang::Zh => format!("读取 {name}"),
            Lang::En => format!("reading {name}"),
        });
        let Plan { facts, head, diagnostics } = plan::load(self.program, sources, path, asking, lang)?;
        progress.done();
        let (question, as_of_from) = plan::question(self.program, &head, asking, lang)?;
        let Some(facts) = facts else {
            draw(sources, &diagnostics, lang);
            self.refuse(&head, (question.as_of, as_of_from), (sources, &diagnostics), out);
            return Ok(Exit::Unusable);
        };
        progress.stage(match lang {
            Lang::Zh => format!("审查 {name}"),
            Lang::En => format!("evaluating {name}"),
        });
        let mut inquiry = Evaluator.open(self.program, &facts, &question);
        let answer = inquiry.answer();
        progress.done();
        progress.stage(match lang {
            Lang::Zh => format!("汇总 {name}"),
            Lang::En => format!("reporting {name}"),
        });
        let diagnostics: Vec<Diagnostic> =
            diagnostics.into_iter().chain(answer.diagnostics.iter().cloned()).collect();
        draw(sources, &diagnostics, lang);
        let case = Case { program: self.program, sources, facts: &facts, question: &question, as_of_from };
        self.write(&case, &answer, inquiry.as_mut(), &diagnostics, out);
        progress.done();
        Ok(match answer.problem {
            Problem::Refused => Exit::Unusable,
            Problem::Conflict => Exit::No,
            Problem::None if self.unmet(&case, &answer) => Exit::No,
            Problem::None => Exit::Done,
        })
    }

    fn layout(&self) -> JsonLayout {
        if self.eval.plans.len() > 1 { JsonLayout::OneLine } else { JsonLayout::Spread }
    }

    /// The object of a refused plan; other formats leave a refusal to the diagnostics.
    fn refuse(
        &self,
        head: &guiju_ir::PlanHead,
        as_of: (guiju_ir::Day, AsOfFrom),
        found: (&Sources, &[Diagnostic]),
        out: &mut Written,
    ) {
        if self.eval.asking.format == Format::Json {
            // Writing to memory does not fail.
            let _ = write_refusal(self.program, head, as_of, found, self.layout(), &mut out.json);
        }
    }

    fn write(
        &self,
        case: &Case,
        answer: &Answer,
        inquiry: &mut dyn Inquiry,
        diagnostics: &[Diagnostic],
        out: &mut Written,
    ) {
        let lang = self.call.lang;
        if self.eval.asking.format == Format::Json {
            // Writing to memory does not fail.
            let _ = write_json(case, answer, inquiry, diagnostics, self.layout(), &mut out.json);
            return;
        }
        if answer.problem == Problem::Refused {
            return;
        }
        if office::is_office(self.eval.asking.format) {
            out.file = Some(office::of_plan(case, answer, inquiry, self.eval.asking.format, lang));
            return;
        }
        let listing = if self.eval.list { Listing::All } else { Listing::Summary };
        let options = Options { listing, ..Options::default() };
        if self.eval.asking.format == Format::Html {
            out.files += 1;
            let norms = self.program.decisions.iter().map(|(norm, _)| *norm);
            let pictures = pictures::of_norms(case, norms, out.files, lang);
            let mut prospects = Prospects::new(case, &Evaluator);
            out.blocks.extend(dossier(case, answer, inquiry, &mut prospects, &options, &pictures, lang));
            return;
        }
        let report = report(case, answer, inquiry, &options);
        out.blocks.extend(report_page(case, &report, lang).blocks);
    }

    /// Says which requirements are not met.
    fn unmet(&self, case: &Case, answer: &Answer) -> bool {
        let mut unmet = false;
        for required in &self.required {
            let mut met = answer
                .verdicts
                .iter()
                .filter(|verdict| verdict.norm == required.norm)
                .filter(|verdict| {
                    required.subject.as_deref().is_none_or(|id| id == case.facts.id(verdict.subject))
                })
                .map(|verdict| verdict.outcome == required.outcome)
                .peekable();
            let none = met.peek().is_none();
            if none || !met.all(|met| met) {
                unmet = true;
                complain(
                    self.call.lang,
                    &format!("{} 未符合要求：{}", case.facts.plan.file, required.written),
                    &format!("{}: required but not so: {}", case.facts.plan.file, required.written),
                );
            }
        }
        unmet
    }
}

fn requirement(program: &Program, text: &str, lang: Lang) -> Result<Requirement, Exit> {
    let refuse = |zh: String, en: String| {
        complain(lang, &format!("--require {text}：{zh}"), &format!("--require {text}: {en}"));
        Exit::Unusable
    };
    let (target, outcome) = text.split_once('=').unwrap_or((text, ""));
    let (norm, subject) = super::target(target);
    let norm = super::named_norm(program, norm, lang)?;
    let Some(outcome) = Outcome::named(outcome.trim()) else {
        let all: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.id()).collect();
        return Err(refuse(
            format!("结论应为 {} 之一", all.join("、")),
            format!("expected one of {}", all.join(", ")),
        ));
    };
    Ok(Requirement { norm, subject: subject.map(str::to_string), outcome, written: text.to_string() })
}
