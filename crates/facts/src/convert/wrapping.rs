//! The mapping around a value: its evidence, and whether a list is partial.
//!
//! `{ value, by, evidence, on }` may wrap any field, `{ partial, items }` any list, and either may hold the other.

use std::collections::HashMap;

use guiju_base::{Span, Words};
use guiju_ir::Evidence;

use super::Converter;
use crate::diagnostics::{duplicate_key, missing_value, unknown_key, value_and_items};
use crate::node::{Entry, Node, NodeKind};
use crate::text::{is_unknown, normal};

/// The keys of a wrapping.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Wrap {
    Value,
    By,
    Evidence,
    On,
    Partial,
    Items,
}

/// The keys of a wrapping, in both languages.
pub(crate) const WRAPS: &[(Wrap, &str, &str)] = &[
    (Wrap::Value, "value", "值"),
    (Wrap::By, "by", "认定机关"),
    (Wrap::Evidence, "evidence", "依据"),
    (Wrap::On, "on", "日期"),
    (Wrap::Partial, "partial", "不完整"),
    (Wrap::Items, "items", "清单"),
];

/// A value without its wrapping.
pub(crate) struct Wrapped<'n, 't> {
    /// The value.
    pub(super) body: &'n Node<'t>,
    /// Where it is said to be partial.
    pub(super) partial: Option<Span>,
    /// What it rests on.
    pub(super) evidence: Option<Evidence>,
}

impl<'n, 't> Wrapped<'n, 't> {
    /// A value that has no wrapping.
    pub(super) fn plain(body: &'n Node<'t>) -> Self {
        Wrapped { body, partial: None, evidence: None }
    }
}

/// What a key of a wrapping is.
pub(crate) fn wrap_named(key: &str) -> Option<Wrap> {
    let key = normal(key.trim());
    WRAPS.iter().find(|(_, en, zh)| key == *en || key == *zh).map(|(wrap, ..)| *wrap)
}

/// Whether a mapping has the key `value`.
pub(crate) fn has_value(node: &Node<'_>) -> bool {
    let mut entries = node.entries().into_iter().flatten();
    entries.any(|entry| wrap_named(&entry.key) == Some(Wrap::Value))
}

impl Converter<'_, '_> {
    /// Takes the wrapping off a mapping, and one inside it; nothing when a diagnostic says why not.
    pub(super) fn unwrapped<'n, 't>(&mut self, node: &'n Node<'t>) -> Option<Wrapped<'n, 't>> {
        let outer = self.opened(node)?;
        match &outer.body.kind {
            NodeKind::Refused => None,
            NodeKind::Map(_) => {
                let inner = self.unwrapped(outer.body)?;
                Some(Wrapped {
                    body: inner.body,
                    partial: outer.partial.or(inner.partial),
                    evidence: outer.evidence.or(inner.evidence),
                })
            }
            _ => Some(outer),
        }
    }

    /// Takes one wrapping off a mapping; nothing when a diagnostic says why not.
    pub(super) fn opened<'n, 't>(&mut self, node: &'n Node<'t>) -> Option<Wrapped<'n, 't>> {
        let found = self.wraps(node);
        let get = |wrap| found.get(&wrap).map(|entry: &&'n Entry<'t>| &entry.value);
        let evidence = self.evidence(get(Wrap::By), get(Wrap::Evidence), get(Wrap::On));
        let partial = match get(Wrap::Partial) {
            Some(value) => self.truth(value)?.then_some(value.span),
            None => None,
        };
        let body = match (get(Wrap::Value), get(Wrap::Items)) {
            (Some(_), Some(items)) => {
                self.sink.push(value_and_items(items.span));
                return None;
            }
            (None, None) => {
                let key = if partial.is_some() { "items" } else { "value" };
                // A mapping of nothing but wrong keys has been complained of.
                if !found.is_empty() || node.entries().is_none_or(<[_]>::is_empty) {
                    self.sink.push(missing_value(node.span, key));
                }
                return None;
            }
            (body, items) => body.or(items)?,
        };
        Some(Wrapped { body, partial, evidence })
    }

    fn wraps<'n, 't>(&mut self, node: &'n Node<'t>) -> HashMap<Wrap, &'n Entry<'t>> {
        let mut found: HashMap<Wrap, &Entry<'_>> = HashMap::new();
        for entry in node.entries().into_iter().flatten() {
            let Some(wrap) = wrap_named(&entry.key) else {
                let known: Vec<&str> = WRAPS.iter().flat_map(|(_, en, zh)| [*en, *zh]).collect();
                let place = Words::new("这个值", "this value");
                self.sink.push(unknown_key(entry.key_span, &entry.key, &place, &known, None));
                continue;
            };
            if let Some(first) = found.get(&wrap) {
                self.sink.push(duplicate_key(entry.key_span, first.key_span, &entry.key));
                continue;
            }
            found.insert(wrap, entry);
        }
        found
    }

    fn evidence(
        &mut self,
        by: Option<&Node<'_>>,
        document: Option<&Node<'_>>,
        on: Option<&Node<'_>>,
    ) -> Option<Evidence> {
        if by.is_none() && document.is_none() && on.is_none() {
            return None;
        }
        let evidence = Evidence {
            by: by.and_then(|node| self.known_text(node)),
            evidence: document.and_then(|node| self.known_text(node)),
            on: on.and_then(|node| self.known_date(node)),
        };
        (evidence != Evidence::default()).then_some(evidence)
    }

    fn known_text(&mut self, node: &Node<'_>) -> Option<String> {
        let text = self.scalar(node, super::text_due)?;
        (!is_unknown(text, super::is_plain(node))).then(|| text.to_string())
    }
}
