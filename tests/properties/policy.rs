//! Laws of the whole pipeline, on random policies and plans: a fact more never turns a settled answer, the order of
//! declarations and items means nothing, turns are what evaluating anew gives, and nothing panics.

use std::collections::{BTreeMap, HashMap};

use guiju_ir::{
    Answer, Facts, Interval, NormKind, Outcome, Problem, Program, Question, Readings, SwitchId, Truth, Value,
};
use guiju_tests::pipeline::{self, PackTexts, Text};
use proptest::prelude::*;

use super::cases;
use super::generate::{Choices, Plan, Policy, choices, seeded};

/// The names of a rule and a subject.
type About = (String, String);

/// A switch, an option of it, and the outcome under it.
type Turned = (String, usize, Outcome);

/// What a plan comes to.
#[derive(Clone, PartialEq, Debug, Default)]
struct Results {
    outcomes: BTreeMap<About, (NormKind, Outcome)>,
    values: BTreeMap<About, Value>,
    turns: BTreeMap<About, Vec<Turned>>,
    conflicts: bool,
}

struct Loaded {
    program: Program,
    facts: Facts,
}

/// Compiles and loads what the generator wrote, which must be right.
fn load(policy: &str, plan: &str) -> Loaded {
    let compiled = pipeline::policy(&PackTexts::rules(policy));
    let program = compiled.program.clone().unwrap_or_else(|| panic!("{:?}\n{policy}", compiled.diagnostics));
    let loaded = pipeline::plan(&compiled, &program, &Text::new("plan.yaml", plan));
    let facts = loaded.facts.unwrap_or_else(|| panic!("{:?}\n{plan}", loaded.diagnostics));
    Loaded { program, facts }
}

fn evaluate(Loaded { program, facts }: &Loaded, question: &Question) -> Results {
    let mut inquiry = pipeline::open(program, facts, question);
    let answer = inquiry.answer();
    assert_ne!(answer.problem, Problem::Refused, "{:?}", answer.diagnostics);
    let mut results = named(program, facts, &answer);
    for (id, rule) in program.rules.iter().filter(|(_, rule)| rule.norm().is_none()) {
        for subject in facts.subjects(rule.subject) {
            let key = (rule.name.id.clone(), facts.id(subject).to_string());
            results.values.extend(inquiry.value(id, subject).map(|value| (key, value)));
        }
    }
    for verdict in &answer.verdicts {
        let derivation =
            inquiry.derive(verdict.norm, verdict.subject).expect("a norm that was decided has a derivation");
        assert_eq!(derivation.outcome, verdict.outcome, "a derivation comes to the outcome");
    }
    results
}

fn named(program: &Program, facts: &Facts, answer: &Answer) -> Results {
    let mut results = Results { conflicts: answer.problem == Problem::Conflict, ..Results::default() };
    for verdict in &answer.verdicts {
        let rule = program.rules.at(verdict.norm);
        let key = (rule.name.id.clone(), facts.id(verdict.subject).to_string());
        let kind = rule.norm().expect("a verdict is of a norm").kind;
        let turns = verdict
            .turns
            .iter()
            .map(|turn| (program.switches.at(turn.switch).name.id.clone(), turn.option, turn.outcome));
        let mut turns: Vec<_> = turns.collect();
        turns.sort();
        results.turns.insert(key.clone(), turns);
        results.outcomes.insert(key, (kind, verdict.outcome));
    }
    results
}

fn results(policy: &Policy, plan: &Plan) -> Results {
    let loaded = load(&policy.text(), &plan.text());
    let question = pipeline::question(&loaded.program, &loaded.facts);
    evaluate(&loaded, &question)
}

/// The answer behind an outcome, `None` while it is open.
fn answer_of(kind: NormKind, outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Undetermined => None,
        Outcome::Applies => Some("yes"),
        Outcome::Breached | Outcome::NotFollowed => Some("breached"),
        _ if kind.grants() => Some("no"),
        _ => Some("nothing breached"),
    }
}

/// Whether `more` says all that `less` says.
fn refines(less: &Value, more: &Value) -> bool {
    let above = |a: &Interval, b: &Interval| {
        a.low.as_ref().is_none_or(|low| b.low.as_ref().is_some_and(|it| it >= low))
    };
    let below = |a: &Interval, b: &Interval| {
        a.high.as_ref().is_none_or(|high| b.high.as_ref().is_some_and(|it| it <= high))
    };
    match (less, more) {
        (Value::Truth(less), Value::Truth(more)) => *less == Truth::Unknown || less == more,
        // Behind a reference that turns out to be none there is no quantity at all.
        (Value::Quantity(_), Value::Absent) => true,
        (Value::Quantity(less), Value::Quantity(more)) => above(less, more) && below(less, more),
        (less, more) => less == more,
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_fact_more_never_turns_a_settled_answer(mut choices in choices(160), mut more in choices(24)) {
        let policy = Policy::make(&mut choices);
        let mut plan = Plan::make(&mut choices);
        let mut before = results(&policy, &plan);
        for _ in 0..3 {
            let told = plan.told_more(&mut more);
            let after = results(&policy, &told);
            let texts = || format!("{}\n{}\nthen\n{}", policy.declarations.join("\n"), plan.text(), told.text());
            for (key, (kind, outcome)) in &before.outcomes {
                let Some((_, then)) = after.outcomes.get(key) else { continue };
                let (was, is) = (answer_of(*kind, *outcome), answer_of(*kind, *then));
                prop_assert!(was.is_none() || was == is, "{key:?} {outcome:?} then {then:?}\n{}", texts());
            }
            // Two exceptions that turn out to differ are a conflict, and make a value unknown again.
            if !after.conflicts {
                for (key, value) in &before.values {
                    let Some(then) = after.values.get(key) else { continue };
                    prop_assert!(refines(value, then), "{key:?} {value:?} then {then:?}\n{}", texts());
                }
            }
            plan = told;
            before = after;
        }
    }

    #[test]
    fn the_order_of_declarations_and_items_means_nothing(mut choices in choices(160), mut order in choices(60)) {
        let policy = Policy::make(&mut choices);
        let plan = Plan::make(&mut choices);
        let shuffled = Policy { declarations: order.shuffled(policy.declarations.clone()) };
        let other = plan.shuffled(&mut order);
        let texts = || format!("{}\n{}\nor\n{}", policy.declarations.join("\n"), plan.text(), other.text());
        prop_assert_eq!(results(&policy, &plan), results(&shuffled, &other), "{}", texts());
    }

    #[test]
    fn turns_are_what_evaluating_anew_gives(mut choices in choices(160)) {
        let policy = Policy::make(&mut choices);
        let plan = Plan::make(&mut choices);
        let loaded = load(&policy.text(), &plan.text());
        let defaults = pipeline::question(&loaded.program, &loaded.facts);
        let chosen = other_readings(&loaded.program, &mut choices);
        for question in [defaults.clone(), Question { readings: chosen, ..defaults }] {
            let base = evaluate(&loaded, &question);
            let mut expected: BTreeMap<_, Vec<_>> = base.outcomes.keys().map(|key| (key.clone(), Vec::new())).collect();
            for (switch, option) in alternatives(&loaded.program, &question.readings) {
                let readings = question.readings.clone().with(switch, option);
                let under = evaluate(&loaded, &Question { readings, ..question.clone() });
                for (key, (_, outcome)) in under.outcomes.iter().filter(|(key, it)| base.outcomes[*key] != **it) {
                    let name = loaded.program.switches.at(switch).name.id.clone();
                    expected.get_mut(key).unwrap().push((name, option, *outcome));
                }
            }
            expected.values_mut().for_each(|turns| turns.sort());
            prop_assert_eq!(&base.turns, &expected, "{}\n{}", policy.declarations.join("\n"), plan.text());
        }
    }
}

#[test]
fn the_generator_reaches_every_outcome_and_turns_some() {
    let (mut seen, mut turned, mut settled_values) = (HashMap::new(), 0, 0);
    for seed in 0..250 {
        let mut choices = seeded(seed, 160);
        let (policy, plan) = (Policy::make(&mut choices), Plan::make(&mut choices));
        let results = results(&policy, &plan);
        for (_, outcome) in results.outcomes.values() {
            *seen.entry(*outcome).or_insert(0) += 1;
        }
        turned += results.turns.values().filter(|turns| !turns.is_empty()).count();
        settled_values += results.values.values().filter(|value| value.is_settled()).count();
    }
    let rare: Vec<_> = Outcome::ALL
        .into_iter()
        .filter(|outcome| seen.get(outcome).is_none_or(|count| *count < 10))
        .collect();
    assert!(rare.is_empty() && turned > 50 && settled_values > 100, "{seen:?} {turned} {settled_values}");
}

/// Every reading that is not chosen.
fn alternatives(program: &Program, readings: &Readings) -> Vec<(SwitchId, usize)> {
    let options = program
        .switches
        .iter()
        .flat_map(|(switch, it)| (0..it.options.len()).map(move |option| (switch, option)));
    options.filter(|(switch, option)| readings.chosen(*switch) != *option).collect()
}

fn other_readings(program: &Program, choices: &mut Choices) -> Readings {
    let switches = program.switches.iter();
    switches.fold(Readings::defaults(program), |readings, (switch, it)| {
        readings.with(switch, choices.below(it.options.len()))
    })
}
