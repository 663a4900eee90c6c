//! How big a subject is: the one stated quantity of a dimension that its entity has.
//!
//! With several quantities of the dimension none of them is the size of the subject, so it has none. Derived fields do not
//! count: they are figured from others.

use guiju_ir::{Dimension, EntityId, FieldId, Program, Rat, Subject, Type, Value};

use crate::case::Case;

/// The field that says how big an item of the entity is.
pub(crate) fn size_field(program: &Program, entity: EntityId, dimension: Dimension) -> Option<FieldId> {
    let is_size = |field: &FieldId| {
        let field = program.fields.at(*field);
        field.ty == Type::Quantity(dimension) && field.derived.is_none()
    };
    let mut sizes = program.entities.at(entity).fields.iter().copied().filter(is_size);
    sizes.next().filter(|_| sizes.next().is_none())
}

/// What the plan states in that field, where it is one number.
pub(crate) fn size(case: &Case, subject: Subject, field: FieldId) -> Option<Rat> {
    match &case.facts.cell(case.program, subject, field)?.value {
        Value::Quantity(interval) => interval.as_point().cloned(),
        _ => None,
    }
}

/// How big a subject is in a dimension, as far as the plan says so; nothing when its kind has no size there.
pub fn subject_size(case: &Case, subject: Subject, dimension: Dimension) -> Option<Option<Rat>> {
    size_field(case.program, subject.entity, dimension).map(|field| size(case, subject, field))
}

/// Sizes added up, and how many were not stated.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Total {
    /// The sum of those that are stated; nothing when none is.
    pub sum: Option<Rat>,
    /// How many are not stated.
    pub unknown: usize,
}

impl Total {
    /// Adds a size.
    pub fn add(&mut self, size: Option<Rat>) {
        match size {
            Some(size) => self.sum = Some(self.sum.take().unwrap_or(Rat::ZERO).add(&size)),
            None => self.unknown += 1,
        }
    }
}
