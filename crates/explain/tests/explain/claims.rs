//! What an outlook claims is so, on random small policies and plans: every set, put into the plan and read anew, does what
//! it says, none smaller does, and what nobody can change is never proposed.

#[path = "claims/brute.rs"]
mod brute;
#[path = "claims/checked.rs"]
mod checked;
#[path = "claims/choices.rs"]
mod choices;
#[path = "claims/fresh.rs"]
mod fresh;
#[path = "claims/small.rs"]
mod small;

use guiju_explain::Prospects;
use guiju_ir::{
    Decide, Derivation, FactRef, Interval, List, NormKind, Outcome, Rat, Reference, RowId, Truth, Type, Value,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::Town;
use brute::{can_change, domain};
use checked::{Claimed, is_good};
use choices::Choices;
use fresh::World;

/// Whatever is changed of what can be changed, a no that stands stays.
fn check_stands(world: &World, derivation: &Derivation, choices: &mut Choices) {
    let changeable = domain(world, |fact, field| can_change(world, fact, field));
    for _ in 0..12 {
        let mut settings: Vec<(FactRef, Value)> = Vec::new();
        for fact in changeable.iter().map(|open| &open.fact) {
            let value = match world.program.fields.at(fact.field).ty {
                Type::Truth => Value::Truth(Truth::from(choices.below(2) == 1)),
                Type::Choice(_) => Value::Choice(Some(choices.below(3) as u16)),
                Type::Ledger(_) => Value::Choice(Some(choices.below(2) as u16)),
                Type::Quantity(_) => {
                    let value = Rat::whole([0, 1, 3, 50][choices.below(4)]);
                    Value::Quantity(Interval::point(value))
                }
                Type::Entity(of) => {
                    let rows: Vec<RowId> = world.facts.rows.at(of).ids.ids().collect();
                    let row = rows.get(choices.below(rows.len() + 1)).copied();
                    Value::Entity(row.map_or(Reference::None, Reference::One))
                }
                Type::Entities(of) => {
                    let rows = world.facts.rows.at(of).ids.ids();
                    let known = rows.filter(|_| choices.below(2) == 1).collect();
                    Value::Entities(List { known, possible: [].into(), complete: true })
                }
                _ => continue,
            };
            settings.push((fact.clone(), value));
        }
        let settings: Vec<(&FactRef, &Value)> = settings.iter().map(|(fact, value)| (fact, value)).collect();
        let outcome = world.outcome((derivation.norm, derivation.subject), &settings);
        assert!(!outcome.is_some_and(is_good), "it was said to stand");
    }
}

fn check(bytes: Vec<u8>) {
    let mut choices = Choices::new(bytes);
    let (policy, plan) = (choices.policy(), choices.plan());
    let town = Town::with(&policy, &plan);
    let engine = guiju_eval::Evaluator;
    let case = town.case();
    let world = World { program: &town.program, facts: &town.facts, question: &town.question };
    let mut prospects = Prospects::new(&case, &engine);
    let mut inquiry = town.open();
    // What a failure shows.
    println!("{policy}\n{plan}");
    for verdict in inquiry.answer().verdicts {
        let asked = (verdict.norm, verdict.subject);
        let attempt =
            engine.attempt(&town.program, &town.facts, &town.question, asked).outcome(&town.facts, &[]);
        assert_eq!(attempt, Some(verdict.outcome), "an attempt decides as an answer does");
        let derivation = inquiry.derive(verdict.norm, verdict.subject).unwrap();
        let outlook = prospects.outlook(&derivation, inquiry.as_mut());
        println!("{} {:?}: {outlook:#?}", town.program.rules.at(verdict.norm).name.id, verdict);
        Claimed { world, derivation: &derivation, outlook: &outlook, most: 100 }.check(&mut choices);
        let rule = town.program.rules.at(verdict.norm);
        brute::check(world, &derivation, &outlook, if rule.name.id == "n3" { 2 } else { 1 });
        if outlook.stands {
            check_stands(&world, &derivation, &mut choices);
        }
        let granting = rule.norm().is_some_and(|norm| norm.kind == NormKind::Permit);
        assert!(granting || outlook.routes.is_empty(), "only a grant has other routes");
        let is_open = derivation.outcome == Outcome::Undetermined;
        assert!(is_open || (outlook.settling.is_empty() && outlook.favourable.is_none()));
    }
}

/// As many cases, of one seed, unless the environment asks for others.
fn cases(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let set = |name: &str| std::env::var_os(name).is_some();
    ProptestConfig {
        cases: if set("PROPTEST_CASES") { asked.cases } else { cases },
        rng_seed: if set("PROPTEST_RNG_SEED") { asked.rng_seed } else { RngSeed::Fixed(20_260_301) },
        ..asked
    }
}

proptest! {
    #![proptest_config(cases(60))]
    #[test]
    fn what_is_claimed_is_so(bytes in prop::collection::vec(any::<u8>(), 60..360)) {
        check(bytes);
    }
}
