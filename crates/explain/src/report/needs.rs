//! Facts counted by whose they are to give: each fact once, however many outcomes wait for it.

use std::collections::{HashMap, HashSet};

use guiju_base::Words;
use guiju_ir::{EntityId, FactRef, FieldId};

use super::{MissingGroup, Note};
use crate::case::Case;
use crate::missing::{Gap, Needs, vocabulary_order, whose};

const EXAMPLES: usize = 3;

/// Facts by field, each counted once.
#[derive(Default)]
pub(super) struct Notes {
    seen: HashSet<FactRef>,
    by_field: HashMap<(EntityId, FieldId), usize>,
    notes: Vec<Note>,
}

impl Notes {
    /// Counts a fact that was not counted yet.
    pub(super) fn add(&mut self, case: &Case, fact: &FactRef) {
        if !self.seen.insert(fact.clone()) {
            return;
        }
        let key = (fact.subject.entity, fact.field);
        let index = *self.by_field.entry(key).or_insert_with(|| {
            let label = case.program.fields.at(fact.field).name.label.clone();
            self.notes.push(Note { fact: Some(key), label, count: 0, examples: Vec::new() });
            self.notes.len() - 1
        });
        if let Some(note) = self.notes.get_mut(index) {
            note.count += 1;
            if note.examples.len() < EXAMPLES {
                note.examples.push(case.facts.path(case.program, fact));
            }
        }
    }

    /// The notes in the order of the vocabulary.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.notes.sort_by_key(|note| vocabulary_order(note.fact));
        self.notes
    }
}

/// What is missing, as it is gathered.
#[derive(Default)]
pub(super) struct Wanted {
    facts: Notes,
    lists: Vec<Note>,
}

impl Wanted {
    /// Counts a gap that was not counted yet.
    pub(super) fn add(&mut self, case: &Case, gap: &Gap) {
        match gap {
            Gap::Fact(fact) => self.facts.add(case, fact),
            Gap::List(key) if self.lists.iter().any(|note| note.examples.first() == Some(key)) => {}
            Gap::List(key) => {
                let missing = gap.missing(case);
                let note = Note { fact: None, label: missing.label, count: 1, examples: vec![key.clone()] };
                self.lists.push(note);
            }
        }
    }

    /// By what settles it and who gives it; the plan itself first.
    pub(super) fn finish(self, case: &Case) -> Vec<MissingGroup> {
        let mut groups: Vec<MissingGroup> = Vec::new();
        for note in self.facts.finish().into_iter().chain(self.lists) {
            let (needs, by): (Needs, Option<Words>) =
                note.fact.map_or((Needs::Fact, None), |(_, field)| whose(case, field));
            match groups.iter_mut().find(|group| group.needs == needs && group.by == by) {
                Some(group) => group.fields.push(note),
                None => groups.push(MissingGroup { needs, by, fields: vec![note] }),
            }
        }
        groups.sort_by_key(|group| (group.needs, group.by.is_some()));
        groups
    }
}
