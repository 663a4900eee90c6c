//! The state of a draft against two plans, in both languages and every format.

use guiju_base::{Lang, Sources};
use guiju_explain::{
    AsOfFrom, Case, IssueKind, RemarksReport, html, markdown, plain, remarks, remarks_page, text,
    write_remarks,
};
use guiju_ir::{Answer, Decide, Facts, Program, Question, Readings, day_parse};

/// A draft and the plans that are tried on it.
struct Draft {
    sources: Sources,
    program: Program,
    plans: Vec<(Facts, Question)>,
}

impl Draft {
    fn with(plans: &[&str]) -> Draft {
        let mut sources = Sources::new();
        let rules = sources.add("draft.gj", include_str!("draft.gj"));
        let parsed = guiju_syntax::parse(&sources, rules);
        assert_eq!(parsed.diagnostics, []);
        let mut pack = guiju_compile::Pack::default();
        pack.head.id = "draft".into();
        pack.head.version = "1".into();
        pack.head.title = guiju_base::Words::new("试点政策", "Pilot policy");
        pack.head.status = guiju_base::Words::new("征求意见稿", "draft for comments");
        let compiled = guiju_compile::compile(&sources, &pack, &[parsed.file]);
        let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
        let mut read = Vec::new();
        for (index, plan) in plans.iter().enumerate() {
            let source = sources.add(format!("plan-{}.yaml", index + 1), *plan);
            let loaded = guiju_facts::load(&program, &sources, source);
            let facts = loaded.facts.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
            let as_of = facts.plan.as_of.unwrap_or_else(|| day_parse("2026-03-01").unwrap());
            read.push((facts, Question { as_of, readings: Readings::defaults(&program) }));
        }
        Draft { sources, program, plans: read }
    }

    fn two_plans() -> Draft {
        Draft::with(&[include_str!("draft-1.yaml"), include_str!("draft-2.yaml")])
    }

    fn report(&self) -> RemarksReport {
        let cases: Vec<(Case, Answer)> = self
            .plans
            .iter()
            .map(|(facts, question)| {
                let answer = guiju_eval::Evaluator.open(&self.program, facts, question).answer();
                let case = Case {
                    program: &self.program,
                    sources: &self.sources,
                    facts,
                    question,
                    as_of_from: AsOfFrom::Plan,
                };
                (case, answer)
            })
            .collect();
        remarks(&self.program, &cases)
    }

    fn text(&self, lang: Lang) -> String {
        plain(&text(&remarks_page(&self.program, &self.report(), lang), 100))
    }
}

fn without_digests(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"sha256:[0-9a-f]{64}", "sha256:…");
    settings.add_filter(r"\b[0-9a-f]{12}\b", "[digest]");
    settings.bind(check);
}

#[test]
fn the_state_of_a_draft_in_chinese() {
    without_digests(|| insta::assert_snapshot!(Draft::two_plans().text(Lang::Zh)));
}

#[test]
fn the_state_of_a_draft_in_english() {
    without_digests(|| insta::assert_snapshot!(Draft::two_plans().text(Lang::En)));
}

#[test]
fn the_state_of_a_draft_in_markdown() {
    let draft = Draft::two_plans();
    let page = remarks_page(&draft.program, &draft.report(), Lang::Zh);
    without_digests(|| insta::assert_snapshot!(markdown(&page)));
}

#[test]
fn the_state_of_a_draft_in_html() {
    let draft = Draft::two_plans();
    let page = remarks_page(&draft.program, &draft.report(), Lang::Zh);
    without_digests(|| insta::assert_snapshot!(crate::web::unstyled(&html(&page))));
}

#[test]
fn the_state_of_a_draft_in_json() {
    let draft = Draft::with(&[include_str!("draft-1.yaml")]);
    let mut out = Vec::new();
    write_remarks(&draft.program, &draft.report(), &mut out).unwrap();
    let json = String::from_utf8(out).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    without_digests(|| insta::assert_snapshot!(json));
}

#[test]
fn without_plans_all_issues_are_listed_and_no_figure() {
    let draft = Draft::with(&[]);
    insta::assert_snapshot!(draft.text(Lang::Zh));
}

#[test]
fn what_turns_headline_decisions_comes_first_and_remarks_last() {
    let report = Draft::two_plans().report();
    let order: Vec<&str> = report.issues.iter().filter_map(|issue| issue.register.as_deref()).collect();
    assert_eq!(order, ["R18-c", "R0-c", "R10-a", "R9-z", "D-1", "R19-b"]);
    let kinds = report.issues.iter().map(|issue| issue.kind == IssueKind::Remark);
    assert!(kinds.is_sorted());
}

#[test]
fn a_decision_that_two_readings_turn_counts_once() {
    let draft = Draft::with(&[include_str!("draft-1.yaml")]);
    let report = draft.report();
    let merging = report.issues.first().unwrap();
    let turns: usize =
        merging.readings.iter().flat_map(|rival| &rival.turns).map(|turned| turned.stake.count).sum();
    let counted: usize = merging.stakes.iter().map(|stake| stake.count).sum();
    assert_eq!((merging.weight().headline, counted, turns), (3, 3, 3));
}

#[test]
fn another_reading_chosen_is_the_one_that_the_figures_start_from() {
    let mut draft = Draft::with(&[include_str!("draft-2.yaml")]);
    let switch = draft.program.switch_named("merging").unwrap();
    let (_, question) = draft.plans.first_mut().unwrap();
    question.readings = question.readings.clone().with(switch, 2);
    let report = draft.report();
    let merging = report.issues.iter().find(|issue| issue.kind == IssueKind::Switch(switch)).unwrap();
    let chosen: Vec<bool> = merging.readings.iter().map(|rival| rival.chosen).collect();
    assert_eq!(chosen, [false, false, true]);
    let turned: Vec<usize> = merging.readings.iter().map(|rival| rival.turns.len()).collect();
    assert_eq!(turned, [1, 1, 0]);
}
