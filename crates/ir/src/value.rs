//! What a node can come to, each kind with its own unknown.

use std::ops::Not;
use std::sync::Arc;

use crate::facts::RowId;
use crate::number::Interval;

/// True, false, or not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Truth {
    /// Known to hold.
    True,
    /// Known not to hold.
    False,
    /// Not known.
    Unknown,
}

impl Truth {
    /// True when `holds`, false when `fails`, else unknown.
    pub fn decided(holds: bool, fails: bool) -> Truth {
        match (holds, fails) {
            (true, _) => Truth::True,
            (false, true) => Truth::False,
            (false, false) => Truth::Unknown,
        }
    }

    /// Strong Kleene conjunction.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// Strong Kleene disjunction.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        !((!self).and(!other))
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::True } else { Truth::False }
    }
}

/// Strong Kleene negation.
impl Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// What a reference points at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reference {
    /// This item.
    One(RowId),
    /// Stated to be none: every condition on its facts is false.
    None,
    /// Not known, nor anything behind it.
    Unknown,
}

/// A list of items of an entity, as far as it is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct List {
    /// The items that are certainly in it.
    pub known: Arc<[RowId]>,
    /// Items that may be in it: their own reference is unknown.
    pub possible: Arc<[RowId]>,
    /// Whether there can be no further items.
    pub complete: bool,
}

impl List {
    /// Nothing is known of it.
    pub fn unknown() -> List {
        List { known: Arc::from([]), possible: Arc::from([]), complete: false }
    }
}

/// A set of values of an enum, as far as it is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Choices {
    /// The values that are certainly in it, by index, in order.
    pub known: Arc<[u16]>,
    /// Whether there can be no further values.
    pub complete: bool,
}

/// A list of texts, as far as it is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Texts {
    /// The texts that are certainly in it.
    pub known: Arc<[Arc<str>]>,
    /// Whether there can be no further texts.
    pub complete: bool,
}

/// What a node comes to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// Of a condition.
    Truth(Truth),
    /// Of a quantity, in the base unit of its dimension.
    Quantity(Interval),
    /// The index of a value of an enum; `None` is unknown.
    Choice(Option<u16>),
    /// A text; `None` is unknown.
    Text(Option<Arc<str>>),
    /// A reference.
    Entity(Reference),
    /// A list of items.
    Entities(List),
    /// A set of values of an enum.
    Choices(Choices),
    /// A list of texts.
    Texts(Texts),
    /// The value of a fact behind a reference to none: any condition on it is false.
    Absent,
}

impl Value {
    /// Whether it is fully known.
    pub fn is_settled(&self) -> bool {
        match self {
            Value::Truth(truth) => *truth != Truth::Unknown,
            Value::Quantity(interval) => interval.as_point().is_some(),
            Value::Choice(choice) => choice.is_some(),
            Value::Text(text) => text.is_some(),
            Value::Entity(reference) => *reference != Reference::Unknown,
            Value::Entities(list) => list.complete && list.possible.is_empty(),
            Value::Choices(choices) => choices.complete,
            Value::Texts(texts) => texts.complete,
            Value::Absent => true,
        }
    }
}
