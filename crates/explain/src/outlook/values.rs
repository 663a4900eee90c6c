//! The values that a fact could have: all of a truth or an enum, of a quantity the points where something turns, of a
//! reference or list the items of the plan.
//!
//! Texts have no such list: they are not tried.

use guiju_ir::{Choices, Dimension, FactRef, Interval, List, Rat, Reference, Truth, Type, Value};

use crate::outlook::boundary::boundaries;
use crate::outlook::items;
use crate::outlook::subsets::{Known, near};
use crate::trail::Trail;

/// A fact and the values to try.
pub(crate) struct Candidate {
    pub fact: FactRef,
    /// What is stated or presumed.
    pub from: Option<Value>,
    /// What else it could be, in order.
    pub options: Vec<Value>,
    /// Whether it could be more than that.
    pub cut: bool,
}

/// What the plan states or the vocabulary presumes of a fact.
pub(crate) fn current(trail: &Trail, fact: &FactRef) -> Option<Value> {
    let case = trail.case;
    let stated = case.facts.stated(case.program, fact).map(|cell| cell.value.clone());
    stated.or_else(|| case.program.fields.at(fact.field).presumed.clone())
}

/// Whether the values of a fact of this type can be listed.
pub(crate) fn is_listed(ty: Type) -> bool {
    !matches!(ty, Type::Text | Type::Texts)
}

/// The fact when nothing is known of it.
pub(crate) fn unknown(trail: &Trail, fact: &FactRef) -> Option<Value> {
    let field = trail.case.program.fields.at(fact.field);
    match field.ty {
        Type::Truth => Some(Value::Truth(Truth::Unknown)),
        Type::Choice(_) | Type::Ledger(_) => Some(Value::Choice(None)),
        Type::Quantity(_) => Some(Value::Quantity(field.range.clone())),
        Type::Choices(_) => Some(Value::Choices(Choices { known: [].into(), complete: false })),
        Type::Entity(_) => Some(Value::Entity(Reference::Unknown)),
        Type::Entities(_) => Some(Value::Entities(List::unknown())),
        Type::Text | Type::Texts => None,
    }
}

/// What the values are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To answer what is open: nothing else than the plan says already in part, and every stretch of a quantity is to be seen.
    Answer,
    /// To change what is: the ends of what a quantity can be only where nothing is known to turn on it, for nobody aims at
    /// them.
    Change,
}

/// A fact with all the values that it could have beside what it is.
pub(crate) fn candidate(trail: &Trail, fact: &FactRef, purpose: Purpose) -> Candidate {
    let from = current(trail, fact);
    let field = trail.case.program.fields.at(fact.field);
    let mut cut = false;
    let mut options = match field.ty {
        Type::Truth => vec![Value::Truth(Truth::True), Value::Truth(Truth::False)],
        Type::Choice(of) | Type::Ledger(of) => {
            let values = u16::try_from(trail.case.program.enums.at(of).values.len()).unwrap_or(u16::MAX);
            (0..values).map(|value| Value::Choice(Some(value))).collect()
        }
        Type::Choices(of) => {
            let values = u16::try_from(trail.case.program.enums.at(of).values.len()).unwrap_or(u16::MAX);
            let (known, is_whole): (&[u16], bool) = match &from {
                Some(Value::Choices(set)) => (&set.known, set.complete),
                _ => (&[], false),
            };
            let near = near(
                Known { known, is_whole, stays: purpose == Purpose::Answer },
                0..values,
                usize::from(values),
            );
            cut = near.cut;
            let set = |known: Vec<u16>| Value::Choices(Choices { known: known.into(), complete: true });
            near.sets.into_iter().map(set).collect()
        }
        Type::Quantity(dimension) => {
            let known = match &from {
                Some(Value::Quantity(known)) if purpose == Purpose::Answer && known.as_point().is_none() => {
                    known
                }
                _ => &field.range,
            };
            let boundaries = boundaries(trail, fact);
            let ends = purpose == Purpose::Answer || boundaries.is_empty();
            let ends = [&known.low, &known.high].into_iter().flatten().filter(|_| ends).cloned().collect();
            let points = points(dimension, known, boundaries, ends);
            points.into_iter().map(|point| Value::Quantity(Interval::point(point))).collect()
        }
        Type::Entity(of) | Type::Entities(of) => {
            let others = match field.ty {
                Type::Entity(_) => items::references(trail, of, from.as_ref()),
                _ => items::lists(trail, of, from.as_ref(), purpose),
            };
            cut = others.cut;
            others.values
        }
        Type::Text | Type::Texts => Vec::new(),
    };
    options.retain(|option| Some(option) != from.as_ref());
    Candidate { fact: fact.clone(), from, options, cut }
}

/// How finely a quantity is stated: whole where it is counted, else to four decimals, as reports print it.
pub(crate) fn grain(dimension: Dimension) -> Rat {
    if dimension.is_whole() { Rat::ONE } else { Rat::ratio(1, 10_000).unwrap_or(Rat::ONE) }
}

/// Whether a value is the number zero.
pub(crate) fn is_zero(value: &Value) -> bool {
    matches!(value, Value::Quantity(known) if known.as_point().is_some_and(Rat::is_zero))
}

/// Each boundary, the points just beside it, and the ends, inside what is possible and in order.
fn points(dimension: Dimension, within: &Interval, boundaries: Vec<Rat>, ends: Vec<Rat>) -> Vec<Rat> {
    let grain = grain(dimension);
    let mut points: Vec<Rat> =
        boundaries.iter().flat_map(|at| [at.sub(&grain), at.clone(), at.add(&grain)]).collect();
    points.extend(ends);
    points.retain(|point| {
        let inside = within.low.as_ref().is_none_or(|low| low <= point)
            && within.high.as_ref().is_none_or(|high| point <= high);
        inside && (!dimension.is_whole() || point.to_whole().is_some())
    });
    points.sort();
    points.dedup();
    points
}
