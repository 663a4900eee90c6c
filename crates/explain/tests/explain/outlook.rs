//! What would settle or change an outcome, in both languages; the property tests say that it is so.

use guiju_base::Lang;
use guiju_explain::{Explained, Level, Prospects, markdown, plain, rule_page, text, write_explanations};
use guiju_ir::{Decide, Facts, Subject};

use super::Town;

fn town() -> Town {
    Town::with(include_str!("outlook.gj"), include_str!("outlook.yaml"))
}

fn both(norm: &str, id: &str) -> String {
    let told = |lang| town().explain(norm, id, lang, Level::Normal);
    format!("{}\n========\n{}", told(Lang::Zh), told(Lang::En))
}

#[test]
fn a_yes_and_what_would_turn_it() {
    insta::assert_snapshot!(both("reuse", "X1"));
}

#[test]
fn a_no_that_one_change_turns() {
    insta::assert_snapshot!(both("reuse", "X2"));
}

#[test]
fn a_bar_that_nobody_can_change() {
    insta::assert_snapshot!(both("reuse", "X3"));
}

#[test]
fn an_open_outcome_with_two_sets_that_settle_it() {
    insta::assert_snapshot!(both("reuse", "X4"));
}

#[test]
fn a_sum_that_exceeds_what_there_is() {
    insta::assert_snapshot!(both("entry", "X6"));
}

#[test]
fn a_step_of_procedure_is_awaited_and_no_change() {
    insta::assert_snapshot!(both("linked", "X2"));
}

#[test]
fn a_prohibition_that_is_touched() {
    insta::assert_snapshot!(both("steep", "X6"));
}

#[test]
fn a_rule_before_any_plan() {
    let town = town();
    let nothing = Facts::none(&town.program, town.facts.source);
    let case = guiju_explain::Case { facts: &nothing, ..town.case() };
    let rule = |id: &str| town.program.rule_named(id).unwrap();
    let told = |id, lang| plain(&text(&rule_page(&case, rule(id), lang), 100));
    let all = [told("entry", Lang::Zh), told("entry", Lang::En), told("redline", Lang::Zh)];
    insta::assert_snapshot!(all.join("\n========\n"));
    insta::assert_snapshot!("a_rule_in_markdown", markdown(&rule_page(&case, rule("reuse"), Lang::Zh)));
}

#[test]
fn explanations_in_json() {
    let town = town();
    let mut inquiry = town.open();
    let engine = guiju_eval::Evaluator;
    let case = town.case();
    let mut prospects = Prospects::new(&case, &engine);
    let asked = [("reuse", "X2"), ("reuse", "X4"), ("entry", "X6"), ("linked", "X2")];
    let explained: Vec<Explained> = asked
        .into_iter()
        .map(|(norm, id)| {
            let norm = town.program.rule_named(norm).unwrap();
            let entity = town.program.rules.at(norm).subject;
            let subject = Subject { entity, row: town.facts.rows.at(entity).row(id).unwrap() };
            let derivation = inquiry.derive(norm, subject).unwrap();
            let outlook = Some(prospects.outlook(&derivation, inquiry.as_mut()));
            Explained { derivation, turns: Vec::new(), outlook }
        })
        .collect();
    let mut out = Vec::new();
    write_explanations(&case, explained.into_iter(), &[], &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    let read: serde_json::Value = serde_json::from_str(&out).unwrap();
    insta::with_settings!({filters => vec![(r"sha256:[0-9a-f]+", "sha256:…")]}, {
        insta::assert_snapshot!(serde_json::to_string_pretty(&read).unwrap());
    });
}

#[test]
fn an_attempt_on_the_plan_as_it_is_comes_to_the_same() {
    let town = town();
    let engine = guiju_eval::Evaluator;
    for verdict in town.open().answer().verdicts {
        let asked = (verdict.norm, verdict.subject);
        let mut attempt = engine.attempt(&town.program, &town.facts, &town.question, asked);
        assert_eq!(attempt.outcome(&town.facts, &[]), Some(verdict.outcome));
    }
}
