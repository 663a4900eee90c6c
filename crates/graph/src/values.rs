//! Values of a plan in words, short enough for a box.

use guiju_base::Words;
use guiju_ir::{Facts, Reference, Subject, Type, Value};

use crate::naming::{Naming, both, say};

/// A plan told in the names of a program.
#[derive(Clone, Copy)]
pub(crate) struct Teller<'a> {
    pub naming: Naming<'a>,
    pub facts: &'a Facts,
}

impl Teller<'_> {
    /// A value in words.
    pub(crate) fn value(&self, ty: &Type, value: &Value) -> Words {
        let none = || Words::new("无", "none");
        match (value, ty) {
            (Value::Entity(Reference::One(row)), Type::Entity(entity)) => {
                self.item(Subject { entity: *entity, row: *row })
            }
            (Value::Entity(Reference::None), _) => none(),
            (Value::Entities(list), _) => {
                let items = if list.known.len() == 1 { "item" } else { "items" };
                both(|lang| format!("{} {}", list.known.len(), say(lang, "项", items)))
            }
            (Value::Choices(set), _) => {
                let choice = |index: &u16| {
                    let value = Value::Choice(Some(*index));
                    both(|lang| self.naming.constant(ty, &value, lang))
                };
                several(&set.known.iter().map(choice).collect::<Vec<_>>(), set.complete)
            }
            (Value::Texts(texts), _) => {
                several(&texts.known.iter().map(Words::same).collect::<Vec<_>>(), texts.complete)
            }
            _ => both(|lang| self.naming.constant(ty, value, lang)),
        }
    }

    /// An item with the label of its entity: `地块 X1`; a singleton by its label alone.
    pub(crate) fn item(&self, subject: Subject) -> Words {
        let entity = self.naming.program.entities.at(subject.entity);
        if entity.is_single() {
            return entity.name.label.clone();
        }
        let id = self.facts.id(subject);
        both(|lang| format!("{} {id}", entity.name.label.get(lang)))
    }
}

fn several(names: &[Words], complete: bool) -> Words {
    let joined =
        both(|lang| names.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(say(lang, "、", ", ")));
    match (names.is_empty(), complete) {
        (true, true) => Words::new("无", "none"),
        (true, false) => Words::new("未知", "unknown"),
        (false, true) => joined,
        (false, false) => both(|lang| format!("{}{}", joined.get(lang), say(lang, "等", " and others"))),
    }
}
