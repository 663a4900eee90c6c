//! One small policy and plan, seen as report, result and explanations, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "explain/claims.rs"]
mod claims;
#[path = "explain/draft.rs"]
mod draft;
#[path = "explain/interview.rs"]
mod interview;
#[path = "explain/outlook.rs"]
mod outlook;
#[path = "explain/web.rs"]
mod web;

use guiju_base::{Lang, Sources};
use guiju_explain::{
    AsOfFrom, Case, JsonLayout, Level, Line, Listing, Options, Prospects, explanation, markdown, plain,
    report, report_page, text, write_json,
};
use guiju_ir::{Decide, Facts, Inquiry, Program, Question, Readings, Subject, day_parse};

/// A compiled policy and a loaded plan.
struct Town {
    sources: Sources,
    program: Program,
    facts: Facts,
    question: Question,
}

impl Town {
    fn new() -> Town {
        Town::with(include_str!("explain/town.gj"), include_str!("explain/plan.yaml"))
    }

    fn with(rules: &str, plan: &str) -> Town {
        let mut sources = Sources::new();
        let rules = sources.add("town.gj", rules);
        let parsed = guiju_syntax::parse(&sources, rules);
        assert_eq!(parsed.diagnostics, []);
        let mut pack = guiju_compile::Pack::default();
        pack.head.id = "town".into();
        pack.head.version = "1".into();
        pack.head.title = guiju_base::Words::new("试点政策", "Pilot policy");
        pack.head.status = guiju_base::Words::new("征求意见稿", "draft for comments");
        let compiled = guiju_compile::compile(&sources, &pack, &[parsed.file]);
        let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
        let source = sources.add("plan.yaml", plan);
        let loaded = guiju_facts::load(&program, &sources, source);
        let facts = loaded.facts.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        let question =
            Question { as_of: day_parse("2026-03-01").unwrap(), readings: Readings::defaults(&program) };
        Town { sources, program, facts, question }
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

    fn page(&self, lang: Lang, listing: Listing) -> guiju_explain::Page {
        let mut inquiry = self.open();
        let answer = inquiry.answer();
        let options = Options { listing, ..Options::default() };
        let report = report(&self.case(), &answer, inquiry.as_mut(), &options);
        report_page(&self.case(), &report, lang)
    }

    fn explain(&self, norm: &str, id: &str, lang: Lang, level: Level) -> String {
        let mut inquiry = self.open();
        let norm = self.program.rule_named(norm).unwrap();
        let entity = self.program.rules.at(norm).subject;
        let subject = Subject { entity, row: self.facts.rows.at(entity).row(id).unwrap() };
        let answer = inquiry.answer();
        let verdict = answer
            .verdicts
            .iter()
            .find(|verdict| verdict.norm == norm && verdict.subject == subject)
            .unwrap();
        let derivation = inquiry.derive(norm, subject).unwrap();
        let outlook =
            Prospects::new(&self.case(), &guiju_eval::Evaluator).outlook(&derivation, inquiry.as_mut());
        let page = explanation(&self.case(), &derivation, &verdict.turns, Some(&outlook), lang, level);
        plain(&text(&page, 100))
    }
}

#[test]
fn a_report_in_chinese() {
    insta::assert_snapshot!(plain(&text(&Town::new().page(Lang::Zh, Listing::Summary), 100)));
}

#[test]
fn a_report_in_english_lists_subjects_when_asked() {
    insta::assert_snapshot!(plain(&text(&Town::new().page(Lang::En, Listing::All), 100)));
}

#[test]
fn a_report_in_markdown() {
    insta::assert_snapshot!(markdown(&Town::new().page(Lang::Zh, Listing::Summary)));
}

#[test]
fn no_line_of_a_report_is_wider_than_asked() {
    use unicode_width::UnicodeWidthStr;
    for lang in [Lang::Zh, Lang::En] {
        for width in [60, 80, 120] {
            for line in text(&Town::new().page(lang, Listing::All), width) {
                assert!(line.words().width() <= width, "{width}: {}", line.words());
            }
        }
    }
}

#[test]
fn no_line_begins_with_what_belongs_to_the_line_above() {
    let town = Town::new();
    for width in 40..120 {
        let lines = text(&town.page(Lang::Zh, Listing::All), width);
        for line in lines.iter().map(Line::words) {
            assert!(
                !line.trim_start().starts_with(['，', '。', '：', '；', '）', '〕', '」']),
                "{width}: {line}"
            );
        }
    }
}

#[test]
fn a_result_in_json_is_the_same_twice() {
    let json = || {
        let town = Town::new();
        let mut inquiry = town.open();
        let answer = inquiry.answer();
        let mut out = Vec::new();
        write_json(
            &town.case(),
            &answer,
            inquiry.as_mut(),
            &answer.diagnostics,
            JsonLayout::Spread,
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    };
    let first = json();
    assert_eq!(first, json());
    assert!(serde_json::from_str::<serde_json::Value>(&first).is_ok());
    insta::with_settings!({filters => vec![(r"sha256:[0-9a-f]+", "sha256:…")]}, {
        insta::assert_snapshot!(first);
    });
}

#[test]
fn explanations_in_chinese() {
    let town = Town::new();
    let asked = [
        ("reuse", "X1"),
        ("reuse", "X2"),
        ("reuse", "X3"),
        ("reuse", "X4"),
        ("reuse", "X5"),
        ("reuse", "X6"),
        ("reuse", "X8"),
        ("entry", "X1"),
        ("entry", "X7"),
        ("entry", "X8"),
        ("entry", "X9"),
        ("encroachment", "X3"),
    ];
    let all: Vec<String> =
        asked.iter().map(|(norm, parcel)| town.explain(norm, parcel, Lang::Zh, Level::Normal)).collect();
    insta::assert_snapshot!(all.join("\n========\n"));
}

#[test]
fn every_shape_of_condition_has_its_sentence() {
    let town = Town::with(include_str!("explain/shapes.gj"), include_str!("explain/shapes.yaml"));
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for norm in ["plain_approval", "chained", "quantified", "ledger"] {
            for level in [Level::Brief, Level::Normal, Level::Full] {
                all.push(format!("{level:?}\n{}", town.explain(norm, "P-2", lang, level)));
            }
        }
    }
    insta::assert_snapshot!(all.join("\n========\n"));
}

#[test]
fn explanations_in_english() {
    let town = Town::new();
    let asked = [("reuse", "X1"), ("reuse", "X2"), ("entry", "X7"), ("entry", "X8")];
    let all: Vec<String> =
        asked.iter().map(|(norm, parcel)| town.explain(norm, parcel, Lang::En, Level::Normal)).collect();
    insta::assert_snapshot!(all.join("\n========\n"));
}

#[test]
fn a_full_explanation_shows_what_did_not_matter_too() {
    insta::assert_snapshot!(Town::new().explain("reuse", "X2", Lang::Zh, Level::Full));
}

#[test]
fn a_brief_explanation_is_a_sentence_with_its_reasons() {
    insta::assert_snapshot!(Town::new().explain("reuse", "X2", Lang::Zh, Level::Brief));
}

/// The reason that a report gives for what is refused, when a choice was put in place of a condition.
fn reason_for(choice: &str) -> String {
    reason_in(choice, Lang::Zh, "不符合条件", '占')
}

fn reason_in(choice: &str, lang: Lang, outcome: &str, end: char) -> String {
    let rules = include_str!("explain/town.gj").replace("    parcel.idle;\n", choice);
    let plan = include_str!("explain/plan.yaml").replace(
        "X2, zone: A1, size: 2 公顷, slope: 30 度, built: true",
        "X2, zone: A1, size: 2 公顷, slope: 3 度, built: false",
    );
    let lines = text(&Town::with(&rules, &plan).page(lang, Listing::Summary), 140);
    let refused = lines.iter().map(Line::words).find(|line| line.contains(outcome)).unwrap();
    refused.split_whitespace().skip(3).take_while(|word| !word.starts_with(end)).collect::<Vec<_>>().join(" ")
}

#[test]
fn of_a_choice_that_fails_the_limb_that_someone_can_change_is_told() {
    let choice = "any of { parcel.size > 9 公顷; parcel.use_mode is relocation; };\n";
    assert_eq!(reason_for(choice), "利用方式为就地，须为异地");
}

#[test]
fn of_a_choice_that_fails_the_limb_with_a_label_is_told() {
    let choice = "any of { parcel.use_mode is relocation; \"成片\": parcel.size > 9 公顷; };\n";
    assert!(reason_for(choice).starts_with("面积 不满足 > 9 公顷"), "{}", reason_for(choice));
}

#[test]
fn a_choice_with_a_label_is_told_by_it() {
    let choice = "\"另有出路\": any of { parcel.size > 9 公顷; parcel.use_mode is relocation; };\n";
    assert_eq!(reason_for(choice), "不满足：另有出路");
    // The label is in Chinese alone: English tells the limb that someone can change.
    let english = reason_in(choice, Lang::En, "conditions not met", '5');
    assert!(english.contains("Mode of use is in place, must be elsewhere"), "{english}");
}
