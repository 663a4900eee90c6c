//! What norms come to, and norms as conditions.

use guiju_ir::*;

use crate::build::*;

/// A norm over parcels: `concerns` is `built`, the condition `steep`, the bar `mode is in_situ`, the exception
/// `note is 例外`.
fn guarded(kind: NormKind) -> (Policy, RuleId) {
    let mut policy = Policy::new();
    let concerns = policy.of(0, policy.built);
    let steep = policy.of(0, policy.steep);
    let conditions = policy.cond(Op::All(vec![steep]));
    let (mode, in_situ) = (policy.of(0, policy.mode), Value::Choice(Some(0)));
    let bites = policy.cond(Op::Among(mode, vec![in_situ]));
    let bar = policy.rule("bar", policy.parcel, RuleKind::Bar { holds: bites });
    let note = policy.of(0, policy.note);
    let defeats = policy.cond(Op::Among(note, vec![text("例外")]));
    let to = bar;
    let exception = policy.rule("exception", policy.parcel, RuleKind::Exception { holds: defeats, to });
    let mut norm = Policy::norm_of(kind, conditions);
    norm.concerns = Some(concerns);
    norm.bars = vec![AttachedRule { rule: bar, holds: bites }];
    norm.exceptions = vec![AttachedRule { rule: exception, holds: defeats }];
    let norm = policy.norm("norm", policy.parcel, norm);
    (policy, norm)
}

const TRUTHS: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

#[test]
fn every_combination_of_parts_comes_to_the_outcome_of_the_table() {
    let kinds = [NormKind::Permit, NormKind::Oblige, NormKind::Forbid, NormKind::Advise];
    for kind in kinds {
        let (policy, norm) = guarded(kind);
        let mut facts = policy.facts();
        let mut expected = Vec::new();
        for concerns in TRUTHS {
            for bar in TRUTHS {
                for conditions in TRUTHS {
                    for exception in TRUTHS {
                        let parcel = policy.item(&mut facts, policy.parcel, &format!("X{}", expected.len()));
                        policy.state(&mut facts, parcel, policy.built, Value::Truth(concerns));
                        policy.state(&mut facts, parcel, policy.steep, Value::Truth(conditions));
                        let mode = [Some(0), Some(1), None][bar as usize];
                        policy.state(&mut facts, parcel, policy.mode, Value::Choice(mode));
                        let note = [Some("例外"), Some("无"), None][exception as usize];
                        policy.state(&mut facts, parcel, policy.note, Value::Text(note.map(Into::into)));
                        expected.push(outcome_of(kind, concerns, bar, conditions, exception));
                    }
                }
            }
        }
        policy.index(&mut facts);
        let outcomes: Vec<Outcome> = policy.answer(&facts).verdicts.iter().map(|v| v.outcome).collect();
        assert_eq!(outcomes, expected, "{kind:?}");
        for (row, outcome) in expected.into_iter().enumerate() {
            let derivation = policy.open(&facts).derive(norm, subject(policy.parcel, row)).unwrap();
            assert_eq!(derivation.outcome, outcome);
        }
    }
}

#[test]
fn a_norm_outside_its_period_is_not_engaged() {
    let (mut policy, norm) = guarded(NormKind::Permit);
    let RuleKind::Norm(body) = &mut policy.program.rules.at_mut(norm).kind else { panic!("a norm") };
    body.valid_to = Some(19_999);
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    assert_eq!(policy.answer(&facts).verdicts[0].outcome, Outcome::NotEngaged);
    let derivation = policy.open(&facts).derive(norm, parcel).unwrap();
    assert!(!derivation.in_force);
    assert_eq!(derivation.conditions, None);
    assert_eq!(derivation.steps.len(), 0);
}

#[test]
fn a_norm_as_a_condition() {
    let cases = [
        (NormKind::Permit, Truth::True, Truth::True),
        (NormKind::Permit, Truth::False, Truth::False),
        (NormKind::Permit, Truth::Unknown, Truth::Unknown),
        (NormKind::Forbid, Truth::True, Truth::False),
        (NormKind::Forbid, Truth::False, Truth::True),
        (NormKind::Oblige, Truth::False, Truth::False),
    ];
    for (kind, condition, expected) in cases {
        let mut policy = Policy::new();
        let steep = policy.of(0, policy.steep);
        let conditions = policy.cond(Op::All(vec![steep]));
        let norm = policy.norm("norm", policy.parcel, Policy::norm_of(kind, conditions));
        let parcel = policy.var(0, policy.parcel);
        let call = policy.cond(Op::Call(norm, parcel));
        let term = policy.term("t", policy.parcel, call);
        let mut facts = policy.facts();
        let parcel = policy.item(&mut facts, policy.parcel, "X1");
        policy.state(&mut facts, parcel, policy.steep, Value::Truth(condition));
        assert_eq!(policy.value_of(&facts, term, parcel), Value::Truth(expected), "{kind:?} {condition:?}");
    }
}

#[test]
fn a_call_on_none_is_false_and_a_quantity_absent() {
    let mut policy = Policy::new();
    let delimited = policy.of(0, policy.delimited);
    let total = policy.of(0, policy.total);
    let is_delimited = policy.term("is_delimited", policy.area, delimited);
    let size_of = policy.term("size_of", policy.area, total);
    let area = policy.of(0, policy.in_area);
    let truth_call = policy.cond(Op::Call(is_delimited, area));
    let quantity_call = policy.node(AREA, Op::Call(size_of, area));
    let truth_term = policy.term("truth_term", policy.parcel, truth_call);
    let quantity_term = policy.term("quantity_term", policy.parcel, quantity_call);
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    assert_eq!(policy.value_of(&facts, truth_term, parcel), Value::Truth(Truth::Unknown));
    let unknown = Value::Quantity(Interval::NON_NEGATIVE);
    assert_eq!(policy.value_of(&facts, quantity_term, parcel), unknown);
    policy.state(&mut facts, parcel, policy.in_area, Value::Entity(Reference::None));
    assert_eq!(policy.value_of(&facts, truth_term, parcel), truth(false));
    assert_eq!(policy.value_of(&facts, quantity_term, parcel), Value::Absent);
    let values = policy.answer(&facts).values;
    assert_eq!(values.last().map(|value| value.value.clone()), Some(Interval::NON_NEGATIVE));
}

/// A term worth 10 with two exceptions: 5 when `built`, `second` when `steep`.
fn with_exceptions(second: i64) -> (Policy, RuleId) {
    let mut policy = Policy::new();
    let parcel = policy.parcel;
    let [base, low, high] = [10, 5, second].map(|value| policy.number(AREA, value));
    let (built, steep) = (policy.of(0, policy.built), policy.of(0, policy.steep));
    let to = guiju_base::Id::new(2);
    let first = policy.rule("first", parcel, RuleKind::Exception { holds: built, to });
    let other = policy.rule("other", parcel, RuleKind::Exception { holds: steep, to });
    let exceptions = vec![
        DefeasibleArm { rule: first, holds: built, value: low },
        DefeasibleArm { rule: other, holds: steep, value: high },
    ];
    let value = policy.node(AREA, Op::Defeasible { base, exceptions });
    let term = policy.term("cap", parcel, value);
    (policy, term)
}

#[test]
fn exceptions_replace_the_base_and_differing_ones_are_in_conflict() {
    use Truth::{False, True, Unknown};
    let cases = [
        (7, False, False, between(10, 10)),
        (7, True, False, between(5, 5)),
        (7, False, Unknown, between(7, 10)),
        (7, True, Unknown, between(5, 7)),
        (7, Unknown, Unknown, between(5, 10)),
        (5, True, True, between(5, 5)),
        (7, True, True, Interval::NON_NEGATIVE),
    ];
    for (second, built, steep, expected) in cases {
        let (policy, term) = with_exceptions(second);
        let mut facts = policy.facts();
        let parcel = policy.item(&mut facts, policy.parcel, "X1");
        policy.state(&mut facts, parcel, policy.built, Value::Truth(built));
        policy.state(&mut facts, parcel, policy.steep, Value::Truth(steep));
        let answer = policy.answer(&facts);
        assert_eq!(answer.values[0].value, expected, "{second} {built:?} {steep:?}");
        assert_eq!(answer.values[0].term, term);
        let conflict = (second, built, steep) == (7, True, True);
        assert_eq!(answer.problem, if conflict { Problem::Conflict } else { Problem::None });
        let codes: Vec<&str> = answer.diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect();
        assert_eq!(codes, if conflict { vec!["GJ0601"] } else { vec![] });
    }
}

#[test]
fn headline_norms_come_first_and_subjects_in_the_order_of_the_plan() {
    let mut policy = Policy::new();
    let always = policy.cond(Op::All(vec![]));
    let first = policy.norm("first", policy.parcel, Policy::norm_of(NormKind::Oblige, always));
    let second = policy.norm("second", policy.plan, Policy::norm_of(NormKind::Permit, always));
    policy.program.decisions = vec![(second, words("?"))];
    let mut facts = policy.facts();
    let parcels = ["X2", "X1"].map(|id| policy.item(&mut facts, policy.parcel, id));
    let verdicts = policy.answer(&facts).verdicts;
    let order: Vec<_> = verdicts.iter().map(|verdict| (verdict.norm, verdict.subject)).collect();
    assert_eq!(order, [(second, subject(policy.plan, 0)), (first, parcels[0]), (first, parcels[1])]);
}
