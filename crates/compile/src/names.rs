//! Namespaces: ids and Chinese labels to what they name, and the nearest name to a misspelt one.
//!
//! An id and a label are names alike, so one that equals another's is a duplicate.

use std::cell::Cell;
use std::collections::HashMap;

use guiju_base::{Diagnostic, Span, Words};
use guiju_ir::Name;
use guiju_syntax::tree::{Heading, Label, Word};

use crate::diagnostics::duplicate_name;

/// Among more names than these none is looked up as the nearest, so that faults stay linear in a hostile file.
const MOST_NAMES: usize = 4096;
/// For so many misspelt words a near one is looked up in one namespace; the faults beyond are named without advice.
const MOST_LOOKUPS: u32 = 500;

/// Names of one kind of thing, and where each was declared first.
#[derive(Clone, Debug)]
pub(crate) struct Namespace<'t, T> {
    entries: HashMap<&'t str, (T, Option<Span>)>,
    lookups: Cell<u32>,
}

impl<T> Default for Namespace<'_, T> {
    fn default() -> Self {
        Namespace { entries: HashMap::new(), lookups: Cell::new(0) }
    }
}

impl<'t, T: Copy + PartialEq> Namespace<'t, T> {
    /// A name of the language itself.
    pub fn build_in(&mut self, word: &'t str, item: T) {
        self.entries.insert(word, (item, None));
    }

    /// Takes in the id and the Chinese label of a declaration; a duplicate is reported once.
    pub fn declare(&mut self, heading: &'t Heading, item: T, report: &mut Vec<Diagnostic>) {
        let fresh = self.declare_word(&heading.name, item, report);
        if let Some(label) = heading.label.as_ref().filter(|_| fresh) {
            self.declare_word(&label.zh, item, report);
        }
    }

    /// Takes in one name; whether it was free.
    pub fn declare_word(&mut self, word: &'t Word, item: T, report: &mut Vec<Diagnostic>) -> bool {
        match self.entries.get(word.value.as_str()) {
            Some((other, _)) if *other == item => true,
            Some((_, first)) => {
                report.push(duplicate_name(&word.value, word.span, *first));
                false
            }
            None => {
                self.entries.insert(&word.value, (item, Some(word.span)));
                true
            }
        }
    }

    /// What is called `word`.
    pub fn find(&self, word: &str) -> Option<T> {
        self.entries.get(word).map(|(item, _)| *item)
    }

    /// Where `word` was declared; nothing for a name of the language.
    pub fn place(&self, word: &str) -> Option<Span> {
        self.entries.get(word).and_then(|(_, span)| *span)
    }

    /// The names among which a misspelt one may have its nearest, in no order: all, within the limits above.
    pub fn words(&self) -> impl Iterator<Item = &'t str> + '_ {
        let within = self.entries.len() <= MOST_NAMES && self.lookups.get() < MOST_LOOKUPS;
        self.lookups.set(self.lookups.get().saturating_add(1));
        self.entries.keys().copied().take(if within { MOST_NAMES } else { 0 })
    }

    /// The name that `word` was probably meant to be.
    pub fn nearest(&self, word: &str) -> Option<&'t str> {
        nearest(word, self.words())
    }
}

/// The candidate that is nearest to `word`, if one is near: a third of its letters may differ.
pub(crate) fn nearest<'n>(word: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = (word.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// The names of a declared thing.
pub(crate) fn name(heading: &Heading) -> Name {
    let id = heading.name.value.clone();
    match &heading.label {
        Some(label) => Name::new(id, label.zh.value.clone(), label.en.as_ref().map(|en| en.value.clone())),
        None => Name::new(id.clone(), id, None),
    }
}

/// Words that the author wrote, in Chinese where there is no English.
pub(crate) fn words(label: &Label) -> Words {
    let zh = label.zh.value.clone();
    let en = label.en.as_ref().map_or_else(|| zh.clone(), |en| en.value.clone());
    Words { zh, en }
}
