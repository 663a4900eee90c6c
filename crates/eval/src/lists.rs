//! Lists of items: all of an entity, those that refer to an item, and the one with a key.
//!
//! A list that is not given is unknown; one that is given is complete unless the plan marks it partial.

use guiju_ir::{Completeness, EntityId, Extent, InverseId, List, Reading, Reference, Value};

use crate::pass::{Pass, Seen};
use crate::record::Record;

impl<R: Record> Pass<'_, R> {
    /// All items of an entity.
    pub fn rows(&mut self, entity: EntityId) -> Seen {
        let list = self.world.rows(entity);
        self.note_missing(entity, list.complete);
        Seen::plain(Value::Entities(list.clone()))
    }

    /// The items that refer to the one that `of` points at.
    pub fn inverse(&mut self, of: Seen, id: InverseId) -> Seen {
        let inverse = self.world.program.inverses.at(id);
        let value = match of.value {
            Value::Entity(Reference::One(row)) => {
                use guiju_base::Id;
                let lists = &self.world.facts.inverses.at(id).lists;
                let list = lists.get(row.index()).cloned().unwrap_or_else(List::unknown);
                self.note_missing(inverse.items, list.complete);
                Value::Entities(list)
            }
            Value::Entity(Reference::Unknown) => {
                return Seen { value: Value::Entities(List::unknown()), may_be_absent: true, ..of };
            }
            _ => Value::Absent,
        };
        Seen { value, ..of }
    }

    /// The item with this key: none when a complete list does not have it.
    pub fn keyed_item(&mut self, id: EntityId, key: u16) -> Seen {
        let entity = self.world.program.entities.at(id);
        let rows = self.world.facts.rows.at(id);
        let keys = match &entity.extent {
            Extent::List { keyed_by: Some(keys), .. } => Some(self.world.program.enums.at(*keys)),
            _ => None,
        };
        let name = keys.and_then(|keys| keys.value(key));
        let row = name.and_then(|name| rows.row(&name.id).or_else(|| rows.row(&name.label.zh)));
        let complete = rows.completeness == Completeness::Complete;
        self.note_missing(id, complete || row.is_some());
        Seen::plain(Value::Entity(match row {
            Some(row) => Reference::One(row),
            None if complete => Reference::None,
            None => Reference::Unknown,
        }))
    }

    fn note_missing(&mut self, entity: EntityId, complete: bool) {
        if complete {
            return;
        }
        let program = self.world.program;
        self.recorder.read(|| {
            let key = program.entities.at(entity).key();
            Reading::MissingList(match &program.entities.at(entity).extent {
                Extent::List { within: Some(outer), .. } => {
                    format!("{}.{key}", program.entities.at(*outer).name.id)
                }
                _ => key.to_string(),
            })
        });
    }
}
