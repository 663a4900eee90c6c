//! Values and items in words, in one language.
//!
//! Knows the vocabulary of a program and the ids of a plan, no derivation.

use guiju_base::Lang;
use guiju_ir::{EntityId, List, Reference, Subject, Texts, Type, Value};
use unicode_width::UnicodeWidthStr;

use crate::case::Case;
use crate::quantity::{Precision, quantity};
use crate::words::{bracketed, list, say, shortened, truth_word};

/// A case told in one language.
#[derive(Clone, Copy)]
pub(crate) struct Teller<'a> {
    pub case: Case<'a>,
    pub lang: Lang,
}

impl Teller<'_> {
    /// A value in words.
    pub(crate) fn value(&self, ty: &Type, value: &Value, precision: Precision) -> String {
        let program = self.case.program;
        let unknown = || say(self.lang, "未知", "unknown").to_string();
        let none = || say(self.lang, "无", "none").to_string();
        let choice = |index: u16| match ty {
            Type::Choice(of) | Type::Choices(of) | Type::Ledger(of) => program
                .enums
                .at(*of)
                .value(index)
                .map_or_else(String::new, |name| name.label.get(self.lang).into()),
            _ => String::new(),
        };
        match value {
            Value::Truth(truth) => truth_word(self.lang, *truth).to_string(),
            Value::Quantity(interval) => match ty {
                Type::Quantity(dimension) => quantity(self.lang, *dimension, interval, precision),
                _ => String::new(),
            },
            Value::Choice(index) => index.map_or_else(unknown, choice),
            Value::Text(text) => text.as_ref().map_or_else(unknown, |text| text.to_string()),
            Value::Entity(Reference::One(row)) => match ty {
                Type::Entity(entity) => self.item(Subject { entity: *entity, row: *row }),
                _ => String::new(),
            },
            Value::Entity(Reference::None) => none(),
            Value::Absent => say(self.lang, "无此对象", "no such item").to_string(),
            Value::Entity(Reference::Unknown) => unknown(),
            Value::Entities(items) => match ty {
                Type::Entities(entity) => self.items(*entity, items),
                _ => String::new(),
            },
            Value::Choices(set) => {
                let names: Vec<String> = set.known.iter().map(|index| choice(*index)).collect();
                self.set(&names, set.complete)
            }
            Value::Texts(Texts { known, complete }) => {
                let names: Vec<String> = known.iter().map(|text| text.to_string()).collect();
                self.set(&names, *complete)
            }
        }
    }

    /// An item with the label of its entity: `地块 X1`; a singleton by its label alone.
    pub(crate) fn item(&self, subject: Subject) -> String {
        let entity = self.case.program.entities.at(subject.entity);
        let label = entity.name.label.get(self.lang);
        if entity.is_single() {
            return label.to_string();
        }
        format!("{label} {}", self.case.facts.id(subject))
    }

    /// An item with the label of its entity and its name, where it has one: `地块 X1（和平村农机站）`.
    pub(crate) fn titled(&self, subject: Subject) -> String {
        const WIDEST: usize = 40;
        let entity = self.case.program.entities.at(subject.entity);
        if entity.is_single() {
            return self.item(subject);
        }
        format!("{} {}", entity.name.label.get(self.lang), self.id(subject, WIDEST))
    }

    /// An item where its kind is plain: its id; a singleton, whose id says nothing, by its label.
    pub(crate) fn briefly(&self, subject: Subject) -> String {
        match self.case.program.entities.at(subject.entity).is_single() {
            true => self.item(subject),
            false => self.case.facts.id(subject).to_string(),
        }
    }

    /// The id of an item, and its name as far as `columns` have room for some of it.
    pub(crate) fn id(&self, subject: Subject, columns: usize) -> String {
        const LEAST: usize = 8;
        let id = self.case.facts.id(subject);
        let name = self.case.name(subject);
        let brackets = bracketed(self.lang, "").width();
        let room = columns.saturating_sub(id.width() + brackets);
        match name.filter(|name| room >= LEAST.min(name.width())) {
            Some(name) => format!("{id}{}", bracketed(self.lang, &shortened(&name, room))),
            None => id.to_string(),
        }
    }

    /// The items of a list by their ids, of a long one the first and how many there are.
    fn items(&self, entity: EntityId, items: &List) -> String {
        const NAMED: usize = 4;
        let subjects = items.known.iter().map(|row| Subject { entity, row: *row });
        let names: Vec<String> = subjects.take(NAMED).map(|subject| self.briefly(subject)).collect();
        let count = items.known.len();
        if count <= NAMED {
            return self.set(&names, items.complete);
        }
        let names = list(self.lang, &names);
        match (items.complete, self.lang) {
            (true, Lang::Zh) => format!("{names}等 {count} 项"),
            (false, Lang::Zh) => format!("{names}等至少 {count} 项"),
            (true, Lang::En) => format!("{names} and others, {count} in all"),
            (false, Lang::En) => format!("{names} and others, at least {count} in all"),
        }
    }

    fn set(&self, names: &[String], complete: bool) -> String {
        match (names.is_empty(), complete) {
            (true, true) => say(self.lang, "无", "none").to_string(),
            (true, false) => say(self.lang, "未知", "unknown").to_string(),
            (false, true) => list(self.lang, names),
            (false, false) => format!("{}{}", list(self.lang, names), say(self.lang, "等", " and others")),
        }
    }
}
