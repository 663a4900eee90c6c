//! Facts counted by whose they are to give: each fact once, however many outcomes wait for it.

use std::collections::{HashMap, HashSet};

use guiju_base::Words;
use guiju_ir::{EntityId, FactRef, FieldId};

use super::{MissingGroup, Note, Spot};
use crate::case::Case;
use crate::missing::{Gap, Needs, vocabulary_order, whose};

/// Facts by field, each counted once.
pub(super) struct Notes {
    name_at_most: usize,
    seen: HashSet<FactRef>,
    by_field: HashMap<(EntityId, FieldId), usize>,
    notes: Vec<Note>,
}

impl Notes {
    pub(super) fn new(name_at_most: usize) -> Self {
        Notes { name_at_most, seen: HashSet::new(), by_field: HashMap::new(), notes: Vec::new() }
    }

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
            if note.examples.len() < self.name_at_most {
                note.examples.push(spot(case, fact));
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
pub(super) struct Wanted {
    facts: Notes,
    lists: Vec<Note>,
}

impl Wanted {
    pub(super) fn new(name_at_most: usize) -> Self {
        Wanted { facts: Notes::new(name_at_most), lists: Vec::new() }
    }

    /// Counts a gap that was not counted yet.
    pub(super) fn add(&mut self, case: &Case, gap: &Gap) {
        match gap {
            Gap::Fact(fact) => self.facts.add(case, fact),
            Gap::List(key)
                if self.lists.iter().any(|note| note.examples.iter().any(|spot| spot.path == *key)) => {}
            Gap::List(key) => {
                let missing = gap.missing(case);
                let note = Note {
                    fact: None,
                    label: missing.label,
                    count: 1,
                    examples: vec![Spot { path: key.clone(), item: String::new() }],
                };
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

fn spot(case: &Case, fact: &FactRef) -> Spot {
    let item = match &fact.entry {
        Some(entry) => entry.to_string(),
        None if case.program.entities.at(fact.subject.entity).is_single() => String::new(),
        None => case.facts.id(fact.subject).to_string(),
    };
    Spot { path: case.facts.path(case.program, fact), item }
}
