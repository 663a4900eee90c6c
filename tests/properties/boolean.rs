//! Conditions of `and`, `or`, `not` and blocks: the evaluator against strong Kleene logic written again, and a settled
//! truth against every way in which the unknowns can turn out.

use guiju_ir::{Truth, Value};
use guiju_tests::pipeline::{self, PackTexts, Text};
use proptest::prelude::*;

use super::cases;

/// A condition over `FACTS` truths.
#[derive(Clone, Debug)]
enum Condition {
    Fact(usize),
    Constant(bool),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    NoneOf(Vec<Condition>),
    Same(usize, usize),
}

const FACTS: usize = 4;

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        6 => (0..FACTS).prop_map(Condition::Fact),
        1 => any::<bool>().prop_map(Condition::Constant),
        1 => (0..FACTS, 0..FACTS).prop_map(|(a, b)| Condition::Same(a, b)),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            inner.clone().prop_map(|it| Condition::Not(Box::new(it))),
            several().prop_map(Condition::All),
            several().prop_map(Condition::Any),
            several().prop_map(Condition::NoneOf),
        ]
    })
}

impl Condition {
    fn text(&self) -> String {
        let join = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(Condition::text).collect();
            format!("({})", parts.join(word))
        };
        match self {
            Condition::Fact(fact) => format!("x.f{fact}"),
            Condition::Constant(value) => value.to_string(),
            Condition::Not(of) => format!("not {}", of.text()),
            Condition::All(parts) => join(parts, " and "),
            Condition::Any(parts) => join(parts, " or "),
            Condition::NoneOf(parts) => {
                let parts: String = parts.iter().map(|part| format!("{}; ", part.text())).collect();
                format!("none of {{ {parts}}}")
            }
            Condition::Same(a, b) => format!("x.f{a} is x.f{b}"),
        }
    }

    fn kleene(&self, facts: &[Option<bool>]) -> Option<bool> {
        let any = |parts: &[Condition], stop: bool| {
            let found: Vec<Option<bool>> = parts.iter().map(|part| part.kleene(facts)).collect();
            if found.contains(&Some(stop)) { Some(stop) } else { (!found.contains(&None)).then_some(!stop) }
        };
        match self {
            Condition::Fact(fact) => facts[*fact],
            Condition::Constant(value) => Some(*value),
            Condition::Not(of) => of.kleene(facts).map(|value| !value),
            Condition::All(parts) => any(parts, false),
            Condition::Any(parts) => any(parts, true),
            Condition::NoneOf(parts) => any(parts, true).map(|value| !value),
            Condition::Same(a, b) => Some(facts[*a]? == facts[*b]?),
        }
    }
}

/// All ways to know, not to know, or to know not: facts by the digits of a number in base three.
fn assignments() -> Vec<Vec<Option<bool>>> {
    let digit = |number: usize, fact: u32| [None, Some(true), Some(false)][number / 3usize.pow(fact) % 3];
    (0..3usize.pow(FACTS as u32))
        .map(|number| (0..FACTS as u32).map(|fact| digit(number, fact)).collect())
        .collect()
}

fn completions(facts: &[Option<bool>]) -> impl Iterator<Item = Vec<Option<bool>>> {
    let full = assignments().into_iter().filter(|facts| !facts.contains(&None));
    full.filter(|full| facts.iter().zip(full).all(|(known, it)| known.is_none() || known == it))
}

fn plan() -> String {
    let mut text = "guiju: plan/1\nid: P\nas_of: 2026-03-01\nxs:\n".to_string();
    for (number, facts) in assignments().iter().enumerate() {
        let stated =
            facts.iter().enumerate().filter_map(|(fact, value)| Some(format!(", f{fact}: {}", (*value)?)));
        text.push_str(&format!("  - {{ id: X{number}{} }}\n", stated.collect::<String>()));
    }
    text
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_evaluator_is_strong_kleene_and_sound(conditions in prop::collection::vec(condition(), 1..5)) {
        let terms: String = conditions
            .iter()
            .enumerate()
            .map(|(number, condition)| format!("term t{number} for x {{ {}; }}\n", condition.text()))
            .collect();
        let rules = format!("entity x \"项\" list xs {{ f0: truth; f1: truth; f2: truth; f3: truth; }}\n{terms}");
        let policy = pipeline::policy(&PackTexts::rules(&rules));
        let program = policy.program.as_ref().unwrap_or_else(|| panic!("{:?}\n{rules}", policy.diagnostics));
        let loaded = pipeline::plan(&policy, program, &Text::new("plan.yaml", plan()));
        let facts = loaded.facts.as_ref().expect("the plan is right");
        let mut inquiry = pipeline::open(program, facts, &pipeline::question(program, facts));
        for (number, condition) in conditions.iter().enumerate() {
            let rule = program.rule_named(&format!("t{number}")).unwrap();
            let subjects = facts.subjects(program.rules.at(rule).subject);
            for (known, subject) in assignments().iter().zip(subjects) {
                let found = inquiry.value(rule, subject);
                let expected = condition.kleene(known);
                let truth = expected.map_or(Truth::Unknown, Truth::from);
                prop_assert_eq!(found, Some(Value::Truth(truth)), "{} {:?}", condition.text(), known);
                if let Some(settled) = expected {
                    prop_assert!(completions(known).all(|full| condition.kleene(&full) == Some(settled)));
                }
            }
        }
    }
}
