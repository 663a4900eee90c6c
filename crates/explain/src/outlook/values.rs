//! The values that a fact could have: all of a truth or an enum, of a quantity the points where something turns.
//!
//! References, lists of items and texts have no such list: they are not tried.

use guiju_ir::{Choices, Dimension, FactRef, Interval, Rat, Truth, Type, Value};

use crate::outlook::boundary::boundaries;
use crate::trail::Trail;

/// A fact and the values to try.
pub(crate) struct Candidate {
    pub fact: FactRef,
    /// What is stated or presumed.
    pub from: Option<Value>,
    /// What else it could be, in order.
    pub options: Vec<Value>,
}

/// What the plan states or the vocabulary presumes of a fact.
pub(crate) fn current(trail: &Trail, fact: &FactRef) -> Option<Value> {
    let case = trail.case;
    let stated = case.facts.stated(case.program, fact).map(|cell| cell.value.clone());
    stated.or_else(|| case.program.fields.at(fact.field).presumed.clone())
}

/// Whether the values of a fact of this type can be listed.
pub(crate) fn is_listed(ty: Type) -> bool {
    matches!(ty, Type::Truth | Type::Choice(_) | Type::Ledger(_) | Type::Quantity(_) | Type::Choices(_))
}

/// The fact when nothing is known of it.
pub(crate) fn unknown(trail: &Trail, fact: &FactRef) -> Option<Value> {
    let field = trail.case.program.fields.at(fact.field);
    match field.ty {
        Type::Truth => Some(Value::Truth(Truth::Unknown)),
        Type::Choice(_) | Type::Ledger(_) => Some(Value::Choice(None)),
        Type::Quantity(_) => Some(Value::Quantity(field.range.clone())),
        Type::Choices(_) => Some(Value::Choices(Choices { known: [].into(), complete: false })),
        Type::Text | Type::Texts | Type::Entity(_) | Type::Entities(_) => None,
    }
}

/// A fact with all the values that it could have beside what it is.
pub(crate) fn candidate(trail: &Trail, fact: &FactRef) -> Candidate {
    let from = current(trail, fact);
    let field = trail.case.program.fields.at(fact.field);
    let mut options = match field.ty {
        Type::Truth => vec![Value::Truth(Truth::True), Value::Truth(Truth::False)],
        Type::Choice(of) | Type::Ledger(of) => {
            let values = u16::try_from(trail.case.program.enums.at(of).values.len()).unwrap_or(u16::MAX);
            (0..values).map(|value| Value::Choice(Some(value))).collect()
        }
        Type::Choices(of) => {
            let values = u16::try_from(trail.case.program.enums.at(of).values.len()).unwrap_or(u16::MAX);
            sets(from.as_ref(), values)
        }
        Type::Quantity(dimension) => {
            let known = match &from {
                Some(Value::Quantity(known)) if known.as_point().is_none() => known,
                _ => &field.range,
            };
            let points = points(dimension, known, boundaries(trail, fact));
            points.into_iter().map(|point| Value::Quantity(Interval::point(point))).collect()
        }
        Type::Text | Type::Texts | Type::Entity(_) | Type::Entities(_) => Vec::new(),
    };
    options.retain(|option| Some(option) != from.as_ref());
    Candidate { fact: fact.clone(), from, options }
}

/// The set with one value more or one less; of an unknown one, none and each alone.
fn sets(from: Option<&Value>, values: u16) -> Vec<Value> {
    let set = |known: Vec<u16>| Value::Choices(Choices { known: known.into(), complete: true });
    let Some(Value::Choices(known)) = from else {
        return std::iter::once(set(Vec::new())).chain((0..values).map(|value| set(vec![value]))).collect();
    };
    let toggled = |value: u16| {
        let mut more: Vec<u16> = known.known.iter().copied().filter(|other| *other != value).collect();
        if !known.known.contains(&value) {
            more.push(value);
        }
        more.sort_unstable();
        set(more)
    };
    (0..values).map(toggled).collect()
}

/// How finely a quantity is stated: whole where it is counted, else to four decimals, as reports print it.
pub(crate) fn grain(dimension: Dimension) -> Rat {
    if dimension.is_whole() { Rat::ONE } else { Rat::ratio(1, 10_000).unwrap_or(Rat::ONE) }
}

/// Each boundary, the points just beside it, and the ends, inside what is possible and in order.
fn points(dimension: Dimension, within: &Interval, boundaries: Vec<Rat>) -> Vec<Rat> {
    let grain = grain(dimension);
    let mut points: Vec<Rat> =
        boundaries.iter().flat_map(|at| [at.sub(&grain), at.clone(), at.add(&grain)]).collect();
    points.extend([&within.low, &within.high].into_iter().flatten().cloned());
    points.retain(|point| {
        let inside = within.low.as_ref().is_none_or(|low| low <= point)
            && within.high.as_ref().is_none_or(|high| point <= high);
        inside && (!dimension.is_whole() || point.to_whole().is_some())
    });
    points.sort();
    points.dedup();
    points
}
