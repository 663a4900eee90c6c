//! Quantifiers and aggregates over lists that are complete, partial, absent, or have possible members.

use guiju_ir::*;

use crate::build::*;

/// An area with parcels: for each, whether it is in the area (true) or has no known area (false), `built`, and `size`.
type Parcel = (bool, Option<bool>, Option<i64>);

fn plan(policy: &Policy, parcels: &[Parcel], completeness: Completeness) -> Facts {
    let mut facts = policy.facts();
    let area = policy.item(&mut facts, policy.area, "A1");
    for (index, (inside, built, size)) in parcels.iter().enumerate() {
        let parcel = policy.item(&mut facts, policy.parcel, &format!("X{index}"));
        if *inside {
            policy.put(&mut facts, parcel, area);
        }
        if let Some(built) = built {
            policy.state(&mut facts, parcel, policy.built, truth(*built));
        }
        if let Some(size) = size {
            policy.state(&mut facts, parcel, policy.size, quantity(*size));
        }
    }
    facts.rows.at_mut(policy.parcel).completeness = completeness;
    policy.index(&mut facts);
    facts
}

fn check(op: OverOp, filtered: bool, parcels: &[Parcel], completeness: Completeness, expected: &Value) {
    let mut policy = Policy::new();
    let list = policy.parcels_of_area();
    let built = policy.of(1, policy.built);
    let size = policy.of(1, policy.size);
    let (filter, body) = match op {
        OverOp::Every | OverOp::Some => (None, Some(built)),
        OverOp::Count => (filtered.then_some(built), None),
        OverOp::Sum | OverOp::Extreme(_) => (filtered.then_some(built), Some(size)),
    };
    let otherwise = matches!(op, OverOp::Extreme(_)).then(|| policy.number(AREA, 100));
    let value = policy.over(op, 1, list, filter, body, otherwise);
    let term = policy.term("t", policy.area, value);
    let facts = plan(&policy, parcels, completeness);
    let value = policy.value_of(&facts, term, subject(policy.area, 0));
    assert_eq!(value, *expected, "{op:?} filtered={filtered} {parcels:?} {completeness:?}");
}

use Completeness::{Absent, Complete, Partial};

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

#[test]
fn quantifiers() {
    let cases: &[(&[Parcel], Completeness, Truth, Truth)] = &[
        (&[], Complete, Truth::True, Truth::False),
        (&[], Partial, Truth::Unknown, Truth::Unknown),
        (&[], Absent, Truth::Unknown, Truth::Unknown),
        (&[(true, YES, None)], Complete, Truth::True, Truth::True),
        (&[(true, YES, None)], Partial, Truth::Unknown, Truth::True),
        (&[(true, NO, None)], Complete, Truth::False, Truth::False),
        (&[(true, NO, None)], Partial, Truth::False, Truth::Unknown),
        (&[(true, None, None)], Complete, Truth::Unknown, Truth::Unknown),
        (&[(true, YES, None), (true, NO, None), (true, None, None)], Complete, Truth::False, Truth::True),
        (&[(false, YES, None)], Complete, Truth::True, Truth::Unknown),
        (&[(false, NO, None)], Complete, Truth::Unknown, Truth::False),
        (&[(false, None, None)], Complete, Truth::Unknown, Truth::Unknown),
    ];
    for (parcels, completeness, every, some) in cases {
        check(OverOp::Every, false, parcels, *completeness, &Value::Truth(*every));
        check(OverOp::Some, false, parcels, *completeness, &Value::Truth(*some));
    }
}

#[test]
fn counts() {
    let all: &[Parcel] = &[(true, YES, None), (true, NO, None), (true, None, None), (false, YES, None)];
    check(OverOp::Count, false, all, Complete, &Value::Quantity(between(3, 4)));
    check(OverOp::Count, false, all, Partial, &Value::Quantity(between(3, None)));
    check(OverOp::Count, true, all, Complete, &Value::Quantity(between(1, 3)));
    check(OverOp::Count, true, all, Partial, &Value::Quantity(between(1, None)));
    check(OverOp::Count, true, &[], Complete, &quantity(0));
    check(OverOp::Count, true, &[], Absent, &Value::Quantity(between(0, None)));
}

#[test]
fn sums() {
    let known: &[Parcel] = &[(true, YES, Some(2)), (true, YES, Some(3))];
    check(OverOp::Sum, false, known, Complete, &quantity(5));
    check(OverOp::Sum, false, known, Partial, &Value::Quantity(between(5, None)));
    check(OverOp::Sum, false, &[], Complete, &quantity(0));
    check(OverOp::Sum, false, &[], Absent, &Value::Quantity(between(0, None)));
    let open: &[Parcel] = &[(true, YES, Some(2)), (true, None, Some(3)), (true, NO, Some(7))];
    check(OverOp::Sum, true, open, Complete, &Value::Quantity(between(2, 5)));
    let possible: &[Parcel] = &[(true, YES, Some(2)), (false, YES, Some(3))];
    check(OverOp::Sum, false, possible, Complete, &Value::Quantity(between(2, 5)));
    let unsized_one: &[Parcel] = &[(true, YES, Some(2)), (true, YES, None)];
    check(OverOp::Sum, false, unsized_one, Complete, &Value::Quantity(between(2, None)));
}

#[test]
fn extremes() {
    let (min, max) = (OverOp::Extreme(ExtremeOp::Min), OverOp::Extreme(ExtremeOp::Max));
    let known: &[Parcel] = &[(true, YES, Some(2)), (true, YES, Some(3))];
    check(min, false, known, Complete, &quantity(2));
    check(max, false, known, Complete, &quantity(3));
    check(min, false, known, Partial, &Value::Quantity(between(0, 2)));
    check(max, false, known, Partial, &Value::Quantity(between(3, None)));
    check(min, false, &[], Complete, &quantity(100));
    check(min, false, &[], Absent, &Value::Quantity(between(0, None)));
    let possible: &[Parcel] = &[(true, YES, Some(2)), (false, YES, Some(1)), (false, YES, Some(3))];
    check(min, false, possible, Complete, &Value::Quantity(between(1, 2)));
    check(max, false, possible, Complete, &Value::Quantity(between(2, 3)));
    let only_possible: &[Parcel] = &[(false, YES, Some(1)), (false, YES, Some(3))];
    check(min, false, only_possible, Complete, &Value::Quantity(between(1, 100)));
    let unsized_one: &[Parcel] = &[(true, YES, Some(2)), (true, YES, None)];
    check(min, false, unsized_one, Complete, &Value::Quantity(between(0, 2)));
    check(max, false, unsized_one, Complete, &Value::Quantity(between(2, None)));
}

#[test]
fn an_empty_list_without_else_is_unknown() {
    let mut policy = Policy::new();
    let (list, size) = (policy.all_parcels(), policy.of(1, policy.size));
    let value = policy.over(OverOp::Extreme(ExtremeOp::Min), 1, list, None, Some(size), None);
    let term = policy.term("t", policy.plan, value);
    let facts = policy.facts();
    let unknown = Value::Quantity(Interval::NON_NEGATIVE);
    assert_eq!(policy.value_of(&facts, term, subject(policy.plan, 0)), unknown);
}

#[test]
fn unseen_items_of_a_sum_that_may_be_negative_leave_it_open_below() {
    let mut policy = Policy::new();
    let list = policy.all_parcels();
    let price = policy.of(1, policy.price);
    let money = policy.over(OverOp::Sum, 1, list, None, Some(price), None);
    let size = policy.of(1, policy.size);
    let one = policy.number(AREA, 1);
    let less_one = policy.node(AREA, Op::Arithmetic(ArithmeticOp::Subtract, size, one));
    let area = policy.over(OverOp::Sum, 1, list, None, Some(less_one), None);
    let terms = [money, area].map(|value| policy.term("t", policy.plan, value));
    let mut facts = policy.facts();
    facts.rows.at_mut(policy.parcel).completeness = Partial;
    for term in terms {
        let value = policy.value_of(&facts, term, subject(policy.plan, 0));
        assert_eq!(value, Value::Quantity(Interval::ANY));
    }
}

#[test]
fn an_item_whose_body_is_absent_adds_nothing() {
    let mut policy = Policy::new();
    let list = policy.all_parcels();
    let total = policy.of_area(1, policy.total);
    let sum = policy.over(OverOp::Sum, 1, list, None, Some(total), None);
    let least = policy.over(OverOp::Extreme(ExtremeOp::Min), 1, list, None, Some(total), None);
    let terms = [sum, least].map(|value| policy.term("t", policy.plan, value));
    let mut facts = policy.facts();
    let area = policy.item(&mut facts, policy.area, "A1");
    policy.state(&mut facts, area, policy.total, quantity(4));
    let [inside, outside] = ["X1", "X2"].map(|id| policy.item(&mut facts, policy.parcel, id));
    policy.put(&mut facts, inside, area);
    policy.state(&mut facts, outside, policy.in_area, Value::Entity(Reference::None));
    for term in terms {
        assert_eq!(policy.value_of(&facts, term, subject(policy.plan, 0)), quantity(4));
    }
}

#[test]
fn membership_in_an_inverse() {
    let mut policy = Policy::new();
    let (item, area) = (policy.var(0, policy.parcel), policy.of(0, policy.in_area));
    let list = policy.node(Type::Entities(policy.parcel), Op::Inverse(area, policy.parcels));
    let member = policy.cond(Op::Member(item, list));
    let term = policy.term("t", policy.parcel, member);
    let facts = plan(&policy, &[(true, None, None), (false, None, None)], Partial);
    assert_eq!(policy.value_of(&facts, term, subject(policy.parcel, 0)), truth(true));
    assert_eq!(policy.value_of(&facts, term, subject(policy.parcel, 1)), Value::Truth(Truth::Unknown));
}
