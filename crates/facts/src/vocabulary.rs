//! Which words may stand as keys, and what each of them names: ids and Chinese labels alike.
//!
//! Built once per plan from the program. Words are compared in normal form C.

use std::collections::HashMap;

use guiju_base::{Id, Words};
use guiju_ir::{EntityId, Enum, Extent, FieldId, InverseId, Program, Type};

use crate::text::normal;

/// What heads a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Head {
    Format,
    Id,
    Name,
    AsOf,
    Synthetic,
    NotForProduction,
}

/// The keys of the head, in both languages.
pub(crate) const HEADS: &[(Head, &str, &str)] = &[
    (Head::Format, "guiju", "规矩"),
    (Head::Id, "id", "编号"),
    (Head::Name, "name", "名称"),
    (Head::AsOf, "as_of", "基准日"),
    (Head::Synthetic, "synthetic", "虚构"),
    (Head::NotForProduction, "not_for_production", "不得用于生产"),
];

/// The key of an item's id, in both languages.
pub(crate) const ID: (&str, &str) = ("id", "编号");
/// The key of an item's name, in both languages.
pub(crate) const NAME: (&str, &str) = ("name", "名称");

/// What a key at the top of a plan names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Top {
    Head(Head),
    Single(EntityId),
    List(EntityId),
}

/// What a key of an item names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Slot {
    Id,
    Name,
    Field(FieldId),
    Inverse(InverseId),
    /// A list that stands under a singleton.
    List(EntityId),
}

/// The keys of a program's plans.
pub(crate) struct Vocabulary<'p> {
    pub(crate) program: &'p Program,
    top: HashMap<&'p str, Top>,
    slots: Vec<HashMap<&'p str, Slot>>,
}

impl<'p> Vocabulary<'p> {
    pub(crate) fn new(program: &'p Program) -> Self {
        let mut top = HashMap::new();
        let mut slots: Vec<HashMap<&str, Slot>> = vec![HashMap::new(); program.entities.len()];
        for (head, en, zh) in HEADS {
            top.insert(*en, Top::Head(*head));
            top.insert(*zh, Top::Head(*head));
        }
        for (id, entity) in program.entities.iter() {
            let label = entity.name.label.zh.as_str();
            match &entity.extent {
                Extent::Single => {
                    top.entry(entity.key()).or_insert(Top::Single(id));
                    top.entry(label).or_insert(Top::Single(id));
                }
                Extent::List { within: None, .. } => {
                    top.entry(entity.key()).or_insert(Top::List(id));
                    top.entry(label).or_insert(Top::List(id));
                }
                Extent::List { within: Some(outer), .. } => {
                    if let Some(keys) = slots.get_mut(outer.index()) {
                        keys.entry(entity.key()).or_insert(Slot::List(id));
                        keys.entry(label).or_insert(Slot::List(id));
                    }
                }
            }
        }
        for ((id, entity), keys) in program.entities.iter().zip(&mut slots) {
            // The plan's id is that of the file.
            if !is_plan(program, id) {
                keys.insert(ID.0, Slot::Id);
                keys.insert(ID.1, Slot::Id);
            }
            for field in &entity.fields {
                let name = &program.fields.at(*field).name;
                keys.entry(&name.id).or_insert(Slot::Field(*field));
                keys.entry(&name.label.zh).or_insert(Slot::Field(*field));
            }
            for inverse in &entity.inverses {
                let name = &program.inverses.at(*inverse).name;
                keys.entry(&name.id).or_insert(Slot::Inverse(*inverse));
                keys.entry(&name.label.zh).or_insert(Slot::Inverse(*inverse));
            }
            keys.entry(NAME.0).or_insert(Slot::Name);
            keys.entry(NAME.1).or_insert(Slot::Name);
        }
        Vocabulary { program, top, slots }
    }

    /// What `key` names at the top of a plan.
    pub(crate) fn top(&self, key: &str) -> Option<Top> {
        self.top.get(key).or_else(|| self.top.get(normal(key.trim()).as_ref())).copied()
    }

    /// What `key` names in an item of `entity`.
    pub(crate) fn slot(&self, entity: EntityId, key: &str) -> Option<Slot> {
        let keys = self.slots.get(entity.index())?;
        keys.get(key).or_else(|| keys.get(normal(key.trim()).as_ref())).copied()
    }

    /// All keys at the top of a plan.
    pub(crate) fn top_keys(&self) -> Vec<&'p str> {
        sorted(self.top.keys().copied())
    }

    /// All keys of an item of `entity`.
    pub(crate) fn slot_keys(&self, entity: EntityId) -> Vec<&'p str> {
        self.slots.get(entity.index()).map(|keys| sorted(keys.keys().copied())).unwrap_or_default()
    }

    /// The singleton under which `key` would be known.
    pub(crate) fn elsewhere(&self, key: &str) -> Option<&'p str> {
        let mut owners = self.program.entities.iter().filter(|(id, entity)| {
            let slot = self.slot(*id, key);
            entity.is_single() && matches!(slot, Some(Slot::Field(_) | Slot::List(_)))
        });
        let (_, owner) = owners.next()?;
        owners.next().is_none().then_some(owner.key())
    }

    /// The list key that an author meant who wrote the entity's own id.
    pub(crate) fn list_key(&self, word: &str) -> Option<&'p str> {
        let mut entities = self.program.entities.values();
        entities.find(|entity| !entity.is_single() && entity.name.id == word).map(|entity| entity.key())
    }

    /// An item of `entity`, or the singleton, for messages.
    pub(crate) fn place(&self, entity: EntityId) -> Words {
        let entity = self.program.entities.at(entity);
        Words::new(entity.name.label.zh.clone(), format!("`{}`", entity.key()))
    }

    /// The enum whose values are the ids of `entity`.
    pub(crate) fn keys_of(&self, entity: EntityId) -> Option<&'p Enum> {
        match self.program.entities.at(entity).extent {
            Extent::List { keyed_by: Some(keys), .. } => Some(self.program.enums.at(keys)),
            _ => None,
        }
    }

    /// The id that `word` is in the list of `entity`: keyed lists know their ids by label too.
    pub(crate) fn canonical_id(&self, entity: EntityId, word: &str) -> String {
        let word = normal(word.trim());
        let named = self.keys_of(entity).and_then(|keys| keys.value(keys.value_named(&word)?));
        named.map_or_else(|| word.to_string(), |name| name.id.clone())
    }
}

/// Whether the entity is the plan itself, whose id is that of the file.
pub(crate) fn is_plan(program: &Program, entity: EntityId) -> bool {
    let entity = program.entities.at(entity);
    entity.is_single() && entity.name.id == "plan"
}

/// The value of the enum that `word` names; 无 names the value `none`.
pub(crate) fn choice(values: &Enum, word: &str) -> Option<u16> {
    let word = normal(word.trim());
    let none = || (word == "无").then(|| values.value_named("none")).flatten();
    values.value_named(&word).or_else(none)
}

/// The entity that a reference or list of references points at.
pub(crate) fn target(ty: Type) -> Option<EntityId> {
    match ty {
        Type::Entity(entity) | Type::Entities(entity) => Some(entity),
        _ => None,
    }
}

fn sorted<'p>(keys: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let mut keys: Vec<&str> = keys.collect();
    // Latin before Chinese, each in order: the same list in every run.
    keys.sort_unstable();
    keys
}
