//! Which readings turn an outcome.

use guiju_ir::*;

use crate::build::*;

/// `legal: size >= 25; survey: size > 25`, as a term that a norm calls behind `not built`.
fn by_reading() -> (Policy, SwitchId) {
    let mut policy = Policy::new();
    let switch = policy.switch("slope", 2);
    let arms = [CompareOp::AtLeast, CompareOp::Greater].map(|op| {
        let (size, limit) = (policy.of(0, policy.size), policy.number(AREA, 25));
        policy.compare(op, size, limit)
    });
    let reading = policy.cond(Op::Reading(switch, arms.to_vec()));
    let term = policy.term("steep", policy.parcel, reading);
    let built = policy.of(0, policy.built);
    let not_built = policy.not(built);
    let parcel = policy.var(0, policy.parcel);
    let call = policy.cond(Op::Call(term, parcel));
    let conditions = policy.cond(Op::All(vec![not_built, call]));
    policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    (policy, switch)
}

#[test]
fn a_reading_turns_an_outcome_only_where_it_matters() {
    let (policy, switch) = by_reading();
    let mut facts = policy.facts();
    for (id, size, built) in [("X1", 25, false), ("X2", 26, false), ("X3", 25, true)] {
        let parcel = policy.item(&mut facts, policy.parcel, id);
        policy.state(&mut facts, parcel, policy.size, quantity(size));
        policy.state(&mut facts, parcel, policy.built, truth(built));
    }
    let verdicts = policy.answer(&facts).verdicts;
    let turn = Turn { switch, option: 1, outcome: Outcome::DoesNotApply };
    let found: Vec<_> = verdicts.iter().map(|verdict| (verdict.outcome, verdict.turns.clone())).collect();
    let expected =
        [(Outcome::Applies, vec![turn]), (Outcome::Applies, vec![]), (Outcome::DoesNotApply, vec![])];
    assert_eq!(found, expected);
}

#[test]
fn the_chosen_reading_is_the_base_of_comparison() {
    let (policy, switch) = by_reading();
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    policy.state(&mut facts, parcel, policy.size, quantity(25));
    policy.state(&mut facts, parcel, policy.built, truth(false));
    let mut question = policy.question();
    question.readings = question.readings.with(switch, 1);
    let answer = guiju_eval::Evaluator.open(&policy.program, &facts, &question).answer();
    assert_eq!(answer.verdicts[0].outcome, Outcome::DoesNotApply);
    assert_eq!(answer.verdicts[0].turns, [Turn { switch, option: 0, outcome: Outcome::Applies }]);
}
