//! What an interview asks for, in which order, and where it ends.

use std::collections::HashSet;

use guiju_base::Lang;
use guiju_eval::Evaluator;
use guiju_explain::{
    About, Agenda, Block, Page, Query, Scope, Standing, Wanted, agenda, choices, effects, part, plain,
    question, text,
};
use guiju_facts::assign;
use guiju_ir::{Decide, FactRef, Outcome, RuleId, Type, Value, Verdict};

use super::Town;

/// The programme's support is one fact for all entries; parcels lack facts of their own.
const PLAN: &str = "guiju: plan/1\nid: P-1\nas_of: 2026-03-01\nplan: { approver: none }\nzones:\n  \
    - { id: A1, vacated: 5 公顷, need: 2 公顷 }\n  - { id: A2, vacated: 5 公顷 }\nparcels:\n  \
    - { id: X1, zone: A1, size: 1 公顷, slope: 10 度, use_mode: in_situ, in_redline: false, proposed: true, scattered: false }\n  \
    - { id: X2, zone: A1, size: 2 公顷, slope: 20..30 度, built: false, in_redline: false, proposed: true, scattered: false }\n  \
    - { id: X3, name: 三号, zone: A2, size: 1 公顷, slope: 10 度, built: false, use_mode: in_situ, proposed: true, scattered: true }\n  \
    - { id: X4, size: 9 公顷, slope: 40 度, built: false, use_mode: in_situ, in_redline: true, basis: true, proposed: false }\n";

fn town() -> Town {
    Town::with(include_str!("outlook.gj"), PLAN)
}

struct Seen {
    agenda: Agenda,
    verdicts: Vec<Verdict>,
}

fn seen(town: &Town, scope: &Scope) -> Seen {
    let mut inquiry = town.open();
    let verdicts = inquiry.answer().verdicts;
    let agenda = agenda(&town.case(), &Evaluator, inquiry.as_mut(), &verdicts, scope);
    Seen { agenda, verdicts }
}

fn paths(town: &Town, query: &Query) -> Vec<String> {
    query.facts.iter().map(|wanted| town.facts.path(&town.program, &wanted.fact)).collect()
}

fn all(town: &Town, agenda: &Agenda) -> Vec<Vec<String>> {
    agenda.queries.iter().map(|query| paths(town, query)).collect()
}

/// The open outcomes of the scope with one fact stated.
fn open_with(
    town: &Town,
    scope: &Scope,
    fact: &FactRef,
    value: &Value,
) -> HashSet<(RuleId, guiju_ir::Subject)> {
    let mut facts = town.facts.clone();
    let span = facts.rows.at(fact.subject.entity).spans.at(fact.subject.row);
    let cell = guiju_ir::Cell { value: value.clone(), span: *span };
    facts.state(&town.program, fact, Some(cell));
    let mut inquiry = Evaluator.open(&town.program, &facts, &town.question);
    let open = inquiry.answer().verdicts.into_iter();
    let open = open.filter(|verdict| verdict.outcome == Outcome::Undetermined && scope.holds(verdict));
    open.map(|verdict| (verdict.norm, verdict.subject)).collect()
}

#[test]
fn the_question_whose_answer_settles_most_comes_first() {
    let town = town();
    let scope = Scope::headline(&town.program);
    let Seen { agenda, .. } = seen(&town, &scope);
    let asked = all(&town, &agenda);
    assert_eq!(asked[0], ["programme.support"], "it settles the entry of every parcel: {asked:?}");
    assert_eq!(agenda.queries[0].settles, 3);
    let settles: Vec<usize> = agenda.queries.iter().map(|query| query.settles).collect();
    assert!(settles.is_sorted_by(|one, other| one >= other), "{settles:?}");
    assert!(!asked.iter().flatten().any(|path| path.starts_with("parcels[X4]")), "X4 is settled: {asked:?}");
}

#[test]
fn a_weight_is_what_the_engine_says() {
    let town = town();
    let scope = Scope::headline(&town.program);
    let Seen { agenda, verdicts } = seen(&town, &scope);
    assert_eq!((agenda.kinds, agenda.tried), (5, 5), "the entries of X1 and X2 wait for the same");
    let open: HashSet<_> = verdicts
        .iter()
        .filter(|verdict| verdict.outcome == Outcome::Undetermined && scope.holds(verdict))
        .map(|verdict| (verdict.norm, verdict.subject))
        .collect();
    let mut compared = 0;
    for Wanted { fact, waiting, settles } in agenda.queries.iter().flat_map(|query| &query.facts) {
        let values: Vec<Value> = match town.program.fields.at(fact.field).ty {
            Type::Truth => vec![Value::Truth(guiju_ir::Truth::True), Value::Truth(guiju_ir::Truth::False)],
            Type::Choice(_) => vec![Value::Choice(Some(0)), Value::Choice(Some(1))],
            _ => continue,
        };
        let mut settled = HashSet::new();
        for value in values {
            let still = open_with(&town, &scope, fact, &value);
            settled.extend(open.iter().filter(|outcome| !still.contains(outcome)).copied());
        }
        assert_eq!(settled.len(), *settles, "{}", town.facts.path(&town.program, fact));
        assert!(settled.iter().all(|outcome| waiting.contains(outcome)), "only what waits is settled");
        compared += 1;
    }
    assert!(compared >= 5, "{compared}");
}

#[test]
fn a_group_is_asked_to_its_end_and_what_was_passed_over_is_not_asked_again() {
    let town = town();
    let Seen { agenda, .. } = seen(&town, &Scope::headline(&town.program));
    let mut passed = HashSet::new();
    let mut current: Option<About> = None;
    let mut order = Vec::new();
    while let Some((query, facts)) = agenda.next(&passed, current.as_ref()) {
        assert!(facts.iter().all(|wanted| !passed.contains(&wanted.fact)));
        current = Some(query.about.clone());
        passed.insert(facts[0].fact.clone());
        order.push(query.about.clone());
    }
    let facts: usize = agenda.queries.iter().map(|query| query.facts.len()).sum();
    assert_eq!((order.len(), passed.len()), (facts, facts), "each fact once");
    order.dedup();
    let distinct: HashSet<_> = order.iter().collect();
    assert_eq!(distinct.len(), order.len(), "a group is not left before its end");
}

#[test]
fn a_scope_narrows_what_is_asked() {
    let town = town();
    let norm = town.program.rule_named("entry").unwrap();
    let row = town.facts.rows.at(town.program.rules.at(norm).subject).row("X3").unwrap();
    let subject = guiju_ir::Subject { entity: town.program.rules.at(norm).subject, row };
    let scope = Scope::of(vec![(norm, Some(subject))]);
    let Seen { agenda, verdicts } = seen(&town, &scope);
    assert_eq!(Standing::of(&scope, &verdicts).all(), 1);
    let asked: Vec<String> = all(&town, &agenda).concat();
    let expected =
        HashSet::from(["programme.support", "zones[A2].need", "parcels[X3].in_redline", "parcels[X3].basis"]);
    assert_eq!(asked.iter().map(String::as_str).collect::<HashSet<_>>(), expected);
}

/// An answer to a fact as a plan states it, chosen by a number.
fn answer(town: &Town, fact: &FactRef, choice: usize) -> String {
    let field = town.program.fields.at(fact.field);
    let one = |of: &[&str]| of[choice % of.len()].to_string();
    match field.ty {
        Type::Truth => one(&["是", "否"]),
        Type::Quantity(dimension) if dimension.names().0 == "angle" => one(&["25 度", "25.1 度", "3 度"]),
        Type::Quantity(_) => one(&["0 公顷", "4 公顷", "100 公顷"]),
        _ => {
            let choices = choices(&town.case(), field);
            choices[choice % choices.len()].written.zh.clone()
        }
    }
}

#[test]
fn when_every_question_is_answered_nothing_is_open() {
    for seed in 0..60usize {
        let mut town = town();
        let scope = Scope::headline(&town.program);
        let mut questions = 0;
        let mut asked = HashSet::new();
        let mut current: Option<About> = None;
        loop {
            let Seen { agenda, verdicts } = seen(&town, &scope);
            let Some((query, facts)) = agenda.next(&HashSet::new(), current.as_ref()) else {
                assert_eq!(Standing::of(&scope, &verdicts).open(), 0, "seed {seed}");
                break;
            };
            let fact = facts[0].fact.clone();
            assert!(!facts[0].waiting.is_empty(), "some outcome waits for it");
            assert!(asked.insert(fact.clone()), "asked twice: {}", town.facts.path(&town.program, &fact));
            current = Some(query.about.clone());
            questions += 1;
            let path = town.facts.path(&town.program, &fact);
            let text = answer(&town, &fact, seed * 7 + questions * (seed % 5 + 1));
            assign(&town.program, &mut town.facts, &mut town.sources, &path, &text).unwrap();
        }
        assert!((2..=14).contains(&questions), "seed {seed}: {questions} questions");
    }
}

#[test]
fn questions_and_what_answers_bring_in_both_languages() {
    let town = town();
    let Seen { agenda, .. } = seen(&town, &Scope::headline(&town.program));
    let mut told = String::new();
    for lang in [Lang::Zh, Lang::En] {
        let mut inquiry = town.open();
        for query in &agenda.queries {
            let facts: Vec<&Wanted> = query.facts.iter().collect();
            let mut blocks = question(&town.case(), query, &facts, lang);
            let brought = effects(&town.case(), &Evaluator, inquiry.as_mut(), facts[0], lang);
            blocks.push(Block::Lines(brought.into_iter().map(|(depth, line)| (depth + 2, line)).collect()));
            told.push_str(&plain(&text(&Page { lang, blocks }, 100)));
            told.push('\n');
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_list_that_is_given_in_part_is_asked_for_as_long_as_the_rest_matters() {
    let plan = "guiju: plan/1\nid: P-2\nas_of: 2026-03-01\nunits: [{ id: U1 }]\nplan: { reviewed: true, approver: bureau, \
                leader: U1, pilots: { partial: true, items: [丙] } }\n";
    let rules = include_str!("shapes.gj");
    let town = Town::with(rules, plan);
    let Seen { agenda, .. } = seen(&town, &Scope::headline(&town.program));
    assert_eq!(all(&town, &agenda), [["plan.pilots"]], "nothing else is open");
    assert_eq!(agenda.lists, []);
    let query = &agenda.queries[0];
    let facts: Vec<&Wanted> = query.facts.iter().collect();
    assert_eq!(part(&town.case(), &facts[0].fact, Lang::Zh), ["丙"]);
    for (lang, words) in [
        (
            Lang::Zh,
            [
                "实施方案「试点」：还有哪些？",
                "现填 丙等",
                "填其余各项，用顿号隔开；没有别的填 无；还没有列全的，末尾加 等",
            ],
        ),
        (
            Lang::En,
            [
                "which others?",
                "now 丙 and others",
                "none if there are no others; end with etc. if there may be more",
            ],
        ),
    ] {
        let blocks = question(&town.case(), query, &facts, lang);
        let told = plain(&text(&Page { lang, blocks }, 200));
        assert!(words.iter().all(|words| told.contains(words)), "{told}");
    }
    // One of those that are listed settles it whatever else there is.
    let settled = Town::with(rules, &plan.replace("[丙]", "[丙, 甲]"));
    let Seen { agenda, .. } = seen(&settled, &Scope::headline(&settled.program));
    assert_eq!((agenda.queries.len(), agenda.open), (0, 0));
}
