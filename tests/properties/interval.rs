//! Intervals are sound: whatever the unknowns turn out to be, the result holds it; a comparison is decided exactly
//! when every pair of values agrees.

use guiju_ir::{Interval, Rat, Rounding, Truth};
use proptest::prelude::*;

use super::cases;

/// An interval and a number in it.
#[derive(Clone, Debug)]
struct Known {
    interval: Interval,
    inside: Rat,
}

fn number() -> impl Strategy<Value = Rat> {
    (prop_oneof![3 => -20i64..=20, 1 => any::<i64>()], 1i64..=6).prop_map(|(a, b)| Rat::ratio(a, b).unwrap())
}

fn known() -> impl Strategy<Value = Known> {
    (number(), number(), number(), 0u8..8).prop_map(|(a, b, c, shape)| {
        let mut ends = [a, b, c];
        ends.sort();
        let [low, inside, high] = ends;
        let (low, high) = match shape {
            0 => (None, Some(high)),
            1 => (Some(low), None),
            2 => (None, None),
            3 => (Some(inside.clone()), Some(inside.clone())),
            4 => (Some(inside.clone()), Some(high)),
            _ => (Some(low), Some(high)),
        };
        Known { interval: Interval::new(low, high).unwrap(), inside }
    })
}

fn holds(interval: &Interval, value: &Rat) -> bool {
    interval.low.as_ref().is_none_or(|low| low <= value)
        && interval.high.as_ref().is_none_or(|high| value <= high)
}

/// The ends of `of`; where it has none, numbers beyond all ends of both.
fn extremes(of: &Interval, other: &Interval) -> [Rat; 2] {
    let ends = [&of.low, &of.high, &other.low, &other.high].into_iter().flatten();
    let beyond = ends.fold(Rat::ONE, |most, end| most.max(end.clone()).max(end.neg())).add(&Rat::ONE);
    [of.low.clone().unwrap_or(beyond.neg()), of.high.clone().unwrap_or(beyond)]
}

/// What a comparison must come to, by trying the extreme values of both; it is monotone in each.
fn by_extremes(a: &Interval, b: &Interval, test: impl Fn(&Rat, &Rat) -> bool) -> Truth {
    let pairs = extremes(a, b).into_iter().flat_map(|x| extremes(b, a).map(|y| (x.clone(), y)));
    let found: Vec<bool> = pairs.map(|(x, y)| test(&x, &y)).collect();
    Truth::decided(found.iter().all(|holds| *holds), !found.iter().any(|holds| *holds))
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn arithmetic_holds_every_possible_result(a in known(), b in known()) {
        let (x, y) = (&a.inside, &b.inside);
        let (a, b) = (&a.interval, &b.interval);
        prop_assert!(holds(&a.add(b), &x.add(y)));
        prop_assert!(holds(&a.sub(b), &x.sub(y)));
        prop_assert!(holds(&a.mul(b), &x.mul(y)), "{:?} {:?} {:?}", a, b, a.mul(b));
        prop_assert!(holds(&a.neg(), &x.neg()));
        prop_assert!(holds(&a.min(b), &x.clone().min(y.clone())));
        prop_assert!(holds(&a.max(b), &x.clone().max(y.clone())));
        prop_assert!(holds(&a.hull(b), x) && holds(&a.hull(b), y));
        if let Some(quotient) = x.div(y) {
            prop_assert!(holds(&a.div(b), &quotient), "{:?} {:?} {:?}", a, b, a.div(b));
        }
        if holds(b, x) {
            prop_assert!(holds(&a.meet(b), x));
        }
    }

    #[test]
    fn operations_on_points_are_points(a in number(), b in number()) {
        let (one, two) = (Interval::point(a.clone()), Interval::point(b.clone()));
        let check = |interval: Interval, value: Rat| prop_assert_eq_points(interval, value);
        check(one.add(&two), a.add(&b))?;
        check(one.sub(&two), a.sub(&b))?;
        check(one.mul(&two), a.mul(&b))?;
        check(one.min(&two), a.clone().min(b.clone()))?;
        check(one.max(&two), a.clone().max(b.clone()))?;
        if let Some(quotient) = a.div(&b) {
            check(one.div(&two), quotient)?;
        }
    }

    #[test]
    fn the_ends_of_sums_and_extremes_are_reached(a in known(), b in known()) {
        let (a, b) = (&a.interval, &b.interval);
        for (result, low, high) in [
            (a.add(b), pair(&a.low, &b.low, Rat::add), pair(&a.high, &b.high, Rat::add)),
            (a.sub(b), pair(&a.low, &b.high, Rat::sub), pair(&a.high, &b.low, Rat::sub)),
        ] {
            prop_assert_eq!(result, Interval { low, high });
        }
        prop_assert_eq!(a.min(b).max(&a.max(b)), a.max(b));
    }

    #[test]
    fn rounding_holds_every_possible_result(a in known(), step in 1i64..9, part in 1i64..9) {
        let step = Rat::ratio(step, part).unwrap();
        for rounding in [Rounding::Nearest, Rounding::Up, Rounding::Down] {
            let rounded = a.inside.round(&step, rounding).unwrap();
            prop_assert!(holds(&a.interval.round(&step, rounding).unwrap(), &rounded));
        }
        prop_assert_eq!(a.interval.round(&Rat::ZERO, Rounding::Up), None);
        prop_assert_eq!(a.interval.round(&step.neg(), Rounding::Up), None);
    }

    #[test]
    fn an_order_is_decided_exactly_when_all_values_agree(a in known(), b in known()) {
        let (a, b) = (&a.interval, &b.interval);
        prop_assert_eq!(a.at_most(b), by_extremes(a, b, |x, y| x <= y));
        prop_assert_eq!(a.less(b), by_extremes(a, b, |x, y| x < y));
    }

    #[test]
    fn equality_is_true_of_two_equal_points_and_false_of_disjoint_intervals(a in known(), b in known()) {
        let equal = a.interval.equals(&b.interval);
        let disjoint = [(&a, &b), (&b, &a)].into_iter().any(|(one, two)| {
            one.interval.high.as_ref().zip(two.interval.low.as_ref()).is_some_and(|(high, low)| high < low)
        });
        prop_assert_eq!(equal == Truth::False, disjoint);
        let points = a.interval.as_point().zip(b.interval.as_point());
        prop_assert_eq!(equal == Truth::True, points.is_some_and(|(one, two)| one == two));
        prop_assert_eq!(equal, b.interval.equals(&a.interval));
    }

    #[test]
    fn knowing_more_never_turns_a_comparison(a in known(), b in known()) {
        let point = Interval::point(a.inside.clone());
        for (wide, narrow) in [
            (a.interval.at_most(&b.interval), point.at_most(&b.interval)),
            (a.interval.less(&b.interval), point.less(&b.interval)),
            (a.interval.equals(&b.interval), point.equals(&b.interval)),
        ] {
            prop_assert!(wide == Truth::Unknown || wide == narrow);
        }
    }

    #[test]
    fn an_interval_is_never_empty(a in number(), b in number()) {
        prop_assert_eq!(Interval::new(Some(a.clone()), Some(b.clone())).is_some(), a <= b);
    }
}

fn pair(a: &Option<Rat>, b: &Option<Rat>, join: fn(&Rat, &Rat) -> Rat) -> Option<Rat> {
    Some(join(a.as_ref()?, b.as_ref()?))
}

fn prop_assert_eq_points(interval: Interval, value: Rat) -> Result<(), TestCaseError> {
    prop_assert_eq!(interval.as_point(), Some(&value));
    Ok(())
}

#[test]
fn an_area_times_nothing_is_nothing_even_without_bound() {
    let zero = Interval::point(Rat::ZERO);
    assert_eq!(zero.mul(&Interval::ANY), zero);
    assert_eq!(Interval::NON_NEGATIVE.mul(&Interval::NON_NEGATIVE), Interval::NON_NEGATIVE);
    assert_eq!(Interval::NON_NEGATIVE.mul(&Interval::ANY), Interval::ANY);
}

#[test]
fn a_divisor_that_can_be_zero_leaves_nothing_known() {
    let one = Interval::point(Rat::ONE);
    assert_eq!(one.div(&Interval::NON_NEGATIVE), Interval::ANY);
    assert_eq!(one.div(&Interval::point(Rat::ZERO)), Interval::ANY);
    let from_two = Interval::new(Some(Rat::whole(2)), None).unwrap();
    assert_eq!(one.div(&from_two), Interval::new(Some(Rat::ZERO), Rat::ratio(1, 2)).unwrap());
}
