//! The vocabulary: what a plan may say, and what each fact means to those who give it.

use guiju_base::{Span, Words};

use super::{EntityId, EnumId, FieldId, InverseId, RuleId};
use crate::{Interval, Name, Type, Value};

/// A kind of thing that a plan speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// Its names.
    pub name: Name,
    /// Where a plan keeps it.
    pub extent: Extent,
    /// Its fields, in the order of the vocabulary.
    pub fields: Vec<FieldId>,
    /// The lists that it gets from references of others.
    pub inverses: Vec<InverseId>,
    /// Where it is declared.
    pub span: Span,
}

/// Where a plan keeps an entity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Extent {
    /// One mapping at the top of the plan, under the entity's own name.
    Single,
    /// A list.
    List {
        /// Its key in a plan.
        key: String,
        /// The singleton under which it stands; the top of the plan without one.
        within: Option<EntityId>,
        /// The enum whose values are the only ids.
        keyed_by: Option<EnumId>,
    },
}

impl Entity {
    /// The key under which a plan keeps it.
    pub fn key(&self) -> &str {
        match &self.extent {
            Extent::Single => &self.name.id,
            Extent::List { key, .. } => key,
        }
    }

    /// Whether a plan has one of it.
    pub fn is_single(&self) -> bool {
        self.extent == Extent::Single
    }
}

/// A fact that a plan may state of an entity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its names.
    pub name: Name,
    /// The entity that it belongs to.
    pub entity: EntityId,
    /// Its place among the fields of its entity: the index of its column.
    pub column: usize,
    /// Its type.
    pub ty: Type,
    /// What an unknown quantity lies in, and a stated one must lie in.
    pub range: Interval,
    /// What stands in when the plan is silent.
    pub presumed: Option<Value>,
    /// The body whose judgement it is.
    pub judged_by: Option<Words>,
    /// The step of procedure that it records.
    pub awaits: Option<Await>,
    /// Who can change it.
    pub change: Change,
    /// Whether it rests on an outside act, so that a statement without evidence is reported as ungrounded.
    pub evidenced: bool,
    /// The formula by which it is derived when the plan is silent.
    pub derived: Option<RuleId>,
    /// Longer words for forms and schemas.
    pub description: Option<Words>,
    /// Where it is declared.
    pub span: Span,
}

/// A step of procedure: who takes it, and which value says that it has not been taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Await {
    /// Who takes the step.
    pub body: Words,
    /// The value that means *not yet*.
    pub pending: Value,
}

/// Whether a fact can be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The vocabulary does not say.
    Unstated,
    /// A fact of nature or of the past.
    Fixed,
    /// This body or person can change it.
    By(Words),
}

/// The list of items whose reference points at an item: `area.parcels` from `parcel.area`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inverse {
    /// Its names.
    pub name: Name,
    /// The reference that it inverts.
    pub field: FieldId,
    /// The entity that has the list.
    pub of: EntityId,
    /// The entity whose items are in the list.
    pub items: EntityId,
    /// Where it is declared.
    pub span: Span,
}

/// A list of named values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enum {
    /// Its names.
    pub name: Name,
    /// Whether the text ends its list in 等: a duty of rules, never of evaluation.
    pub open: bool,
    /// The values, in order; a value is known by its index.
    pub values: Vec<Name>,
    /// Where it is declared.
    pub span: Span,
}

impl Enum {
    /// The index of the value whose id or Chinese label is `word`.
    pub fn value_named(&self, word: &str) -> Option<u16> {
        self.values.iter().position(|value| value.is(word)).and_then(|index| u16::try_from(index).ok())
    }

    /// The names of the value at `index`.
    pub fn value(&self, index: u16) -> Option<&Name> {
        self.values.get(usize::from(index))
    }
}
