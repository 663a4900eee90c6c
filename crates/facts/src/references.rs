//! Ids to items: what a reference names once all items of its list are known.
//!
//! An id that a complete list does not have is refused; one that a partial or absent list does not have may name an
//! item that the plan leaves out, so it is unknown, with a warning.

use std::collections::HashSet;

use guiju_base::{Span, Table};
use guiju_ir::{Completeness, EntityId, EntityRows, List, Program, Reference, RowId, Value};

use crate::convert::Raw;
use crate::diagnostics::{dangling_reference, unlisted_reference};
use crate::sink::Sink;
use crate::text::nearest;

/// The longest list in which a near id is looked for.
const COMPARED: usize = 2_000;

/// The rows of all entities.
pub(crate) type Rows = Table<EntityId, EntityRows>;

/// Resolves references.
pub(crate) struct Resolver<'r> {
    pub(crate) program: &'r Program,
    pub(crate) rows: &'r Rows,
    pub(crate) sink: &'r mut Sink,
    /// The ids of which it was said that they are not listed: once is enough.
    pub(crate) unlisted: HashSet<(EntityId, Box<str>)>,
}

impl Resolver<'_> {
    /// The value with its references resolved to items of `entity`; nothing when it is unknown or refused.
    pub(crate) fn value(&mut self, entity: EntityId, raw: &Raw, span: Span) -> Option<Value> {
        match raw {
            Raw::Ready(value) => Some(value.clone()),
            Raw::One(id) => self.row(entity, id, span).map(|row| Value::Entity(Reference::One(row))),
            Raw::Many(ids, complete) => {
                let mut known = Vec::with_capacity(ids.len());
                for (id, span) in ids {
                    known.extend(self.row(entity, id, *span));
                }
                let complete = *complete && known.len() == ids.len();
                Some(Value::Entities(List { known: known.into(), possible: [].into(), complete }))
            }
            Raw::Ledger(_) => None,
        }
    }

    fn row(&mut self, entity: EntityId, id: &str, span: Span) -> Option<RowId> {
        let rows = self.rows.at(entity);
        if let Some(row) = rows.row(id) {
            return Some(row);
        }
        // What the rest of an unreadable text may have listed is not missing.
        if self.sink.is_stopped() {
            return None;
        }
        let key = self.program.entities.at(entity).key();
        if rows.completeness == Completeness::Complete {
            let ids = rows.ids.values().map(AsRef::as_ref);
            let near = if rows.len() <= COMPARED { nearest(id, ids) } else { None };
            self.sink.push(dangling_reference(span, id, key, near));
        } else if self.unlisted.insert((entity, Box::from(id))) {
            self.sink.push(unlisted_reference(span, id, key));
        }
        None
    }
}
