//! Values that are not known, or known only to be one of two.
//!
//! Every function here is sound: what it returns covers whatever the unknowns turn out to be.

use guiju_ir::{Choices, Interval, List, Reference, Texts, Truth, Type, Value};

/// A value of type `ty` of which nothing is known but, for a quantity, its `range`.
pub(crate) fn unknown(ty: &Type, range: &Interval) -> Value {
    match ty {
        Type::Truth => Value::Truth(Truth::Unknown),
        Type::Quantity(_) => Value::Quantity(range.clone()),
        Type::Choice(_) | Type::Ledger(_) => Value::Choice(None),
        Type::Text => Value::Text(None),
        Type::Entity(_) => Value::Entity(Reference::Unknown),
        Type::Entities(_) => Value::Entities(List::unknown()),
        Type::Choices(_) => Value::Choices(Choices { known: [].into(), complete: false }),
        Type::Texts => Value::Texts(Texts { known: [].into(), complete: false }),
    }
}

/// Whether two values are one and the same.
pub(crate) fn same(left: &Value, right: &Value) -> Truth {
    match (left, right) {
        (Value::Quantity(left), Value::Quantity(right)) => left.equals(right),
        _ if left.is_settled() && right.is_settled() => Truth::from(left == right),
        _ => Truth::Unknown,
    }
}

/// What is known of a value that is one of two of the same type. With an absent one, see `Seen::may_be_absent`.
pub(crate) fn either(left: Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Quantity(left), Value::Quantity(right)) => Value::Quantity(left.hull(right)),
        (left, right) if left == *right => left,
        (Value::Absent, other) => other.clone(),
        (other, Value::Absent) => other,
        (Value::Truth(_), _) => Value::Truth(Truth::Unknown),
        (Value::Choice(_), _) => Value::Choice(None),
        (Value::Text(_), _) => Value::Text(None),
        (Value::Entity(_), _) => Value::Entity(Reference::Unknown),
        (Value::Entities(_), _) => Value::Entities(List::unknown()),
        (Value::Choices(_), _) => Value::Choices(Choices { known: [].into(), complete: false }),
        (Value::Texts(_), _) => Value::Texts(Texts { known: [].into(), complete: false }),
        (Value::Quantity(_), _) => Value::Quantity(Interval::ANY),
    }
}
