//! What is known of a number: the closed interval that it lies in, open-ended where nothing bounds it.
//!
//! Operations take every pair of possible operands into account, so a result holds whatever the unknowns turn out to be.
//!
//! Invariant: when both ends are given, `low <= high`.

use super::{Rat, Rounding};
use crate::value::Truth;

/// A closed interval; `None` is without bound.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Interval {
    /// The least possible value.
    pub low: Option<Rat>,
    /// The greatest possible value.
    pub high: Option<Rat>,
}

impl Interval {
    /// Nothing is known.
    pub const ANY: Interval = Interval { low: None, high: None };
    /// Known only not to be negative.
    pub const NON_NEGATIVE: Interval = Interval { low: Some(Rat::ZERO), high: None };

    /// Exactly `value`.
    pub fn point(value: Rat) -> Self {
        Interval { low: Some(value.clone()), high: Some(value) }
    }

    /// From `low` to `high`; nothing when they cross.
    pub fn new(low: Option<Rat>, high: Option<Rat>) -> Option<Self> {
        match (&low, &high) {
            (Some(least), Some(greatest)) if least > greatest => None,
            _ => Some(Interval { low, high }),
        }
    }

    /// The value, when only one is possible.
    pub fn as_point(&self) -> Option<&Rat> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// What both say; the first when they exclude each other.
    #[must_use]
    pub fn meet(&self, other: &Interval) -> Interval {
        let low = self.low.clone().into_iter().chain(other.low.clone()).max();
        let high = self.high.clone().into_iter().chain(other.high.clone()).min();
        Interval::new(low, high).unwrap_or_else(|| self.clone())
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Interval) -> Interval {
        let both = |a: &Option<Rat>, b: &Option<Rat>, pick: fn(Rat, Rat) -> Rat| match (a, b) {
            (Some(a), Some(b)) => Some(pick(a.clone(), b.clone())),
            _ => None,
        };
        Interval { low: both(&self.low, &other.low, Rat::min), high: both(&self.high, &other.high, Rat::max) }
    }

    /// The sums.
    #[must_use]
    pub fn add(&self, other: &Interval) -> Interval {
        let sum = |a: &Option<Rat>, b: &Option<Rat>| Some(a.as_ref()?.add(b.as_ref()?));
        Interval { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high) }
    }

    /// The numbers with the other sign.
    #[must_use]
    pub fn neg(&self) -> Interval {
        Interval { low: self.high.as_ref().map(Rat::neg), high: self.low.as_ref().map(Rat::neg) }
    }

    /// The differences.
    #[must_use]
    pub fn sub(&self, other: &Interval) -> Interval {
        self.add(&other.neg())
    }

    /// The products.
    #[must_use]
    pub fn mul(&self, other: &Interval) -> Interval {
        if let (Some(a), Some(b)) = (self.as_point(), other.as_point()) {
            return Interval::point(a.mul(b));
        }
        let products = [
            End::product(End::low(self), End::low(other)),
            End::product(End::low(self), End::high(other)),
            End::product(End::high(self), End::low(other)),
            End::product(End::high(self), End::high(other)),
        ];
        End::span(products)
    }

    /// The quotients; unbounded when the divisor can be zero.
    #[must_use]
    pub fn div(&self, other: &Interval) -> Interval {
        let excludes_zero = other.low.as_ref().is_some_and(|low| *low > Rat::ZERO)
            || other.high.as_ref().is_some_and(|high| *high < Rat::ZERO);
        if !excludes_zero {
            return Interval::ANY;
        }
        let inverse = |end: &Option<Rat>| match end {
            Some(value) => Rat::ONE.div(value),
            None => Some(Rat::ZERO),
        };
        self.mul(&Interval { low: inverse(&other.high), high: inverse(&other.low) })
    }

    /// The least of both, pair by pair.
    #[must_use]
    pub fn min(&self, other: &Interval) -> Interval {
        let low = self.low.as_ref().zip(other.low.as_ref()).map(|(a, b)| a.min(b).clone());
        let high = match (&self.high, &other.high) {
            (Some(a), Some(b)) => Some(a.min(b).clone()),
            (one, two) => one.clone().or_else(|| two.clone()),
        };
        Interval { low, high }
    }

    /// The greatest of both, pair by pair.
    #[must_use]
    pub fn max(&self, other: &Interval) -> Interval {
        self.neg().min(&other.neg()).neg()
    }

    /// Rounds both ends; nothing when the step is not above zero.
    pub fn round(&self, step: &Rat, rounding: Rounding) -> Option<Interval> {
        if *step <= Rat::ZERO {
            return None;
        }
        let end = |end: &Option<Rat>| match end {
            Some(value) => value.round(step, rounding).map(Some),
            None => Some(None),
        };
        Some(Interval { low: end(&self.low)?, high: end(&self.high)? })
    }

    /// Whether `self <= other`, whatever the unknowns.
    pub fn at_most(&self, other: &Interval) -> Truth {
        let holds = self.high.as_ref().zip(other.low.as_ref()).is_some_and(|(high, low)| high <= low);
        let fails = self.low.as_ref().zip(other.high.as_ref()).is_some_and(|(low, high)| low > high);
        Truth::decided(holds, fails)
    }

    /// Whether `self < other`, whatever the unknowns.
    pub fn less(&self, other: &Interval) -> Truth {
        !other.at_most(self)
    }

    /// Whether they are equal, whatever the unknowns.
    pub fn equals(&self, other: &Interval) -> Truth {
        let same = self.as_point().zip(other.as_point()).is_some_and(|(a, b)| a == b);
        let apart = self.less(other) == Truth::True || other.less(self) == Truth::True;
        Truth::decided(same, apart)
    }
}

/// An end of an interval: a number, or beyond all numbers on one side.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    At(Rat),
    Above,
}

impl End {
    fn low(interval: &Interval) -> End {
        interval.low.clone().map_or(End::Below, End::At)
    }

    fn high(interval: &Interval) -> End {
        interval.high.clone().map_or(End::Above, End::At)
    }

    fn sign(&self) -> i8 {
        match self {
            End::Below => -1,
            End::Above => 1,
            End::At(value) if *value > Rat::ZERO => 1,
            End::At(value) if value.is_zero() => 0,
            End::At(_) => -1,
        }
    }

    fn product(a: End, b: End) -> End {
        match (&a, &b) {
            (End::At(a), End::At(b)) => End::At(a.mul(b)),
            // Zero times a number beyond bounds is zero: the bound is never reached.
            _ => match a.sign() * b.sign() {
                1 => End::Above,
                -1 => End::Below,
                _ => End::At(Rat::ZERO),
            },
        }
    }

    fn span(ends: [End; 4]) -> Interval {
        let low = ends.iter().min().cloned();
        let high = ends.into_iter().max();
        let number = |end| match end {
            Some(End::At(value)) => Some(value),
            _ => None,
        };
        Interval { low: number(low), high: number(high) }
    }
}
