//! Lists, items and singletons.
//!
//! An item is converted whole: also one whose id is missing or taken, so that all its faults are found in one run.

use std::sync::Arc;

use guiju_base::{Span, Words};
use guiju_ir::{Completeness, EntityId, RowId, Subject};

use super::Loader;
use crate::convert::{Wrap, is_plain, wrap_named};
use crate::diagnostics::{
    duplicate_id, duplicate_key, item_without_id, missing_value, not_a_key, reserved_id, stated_inverse,
    too_many_items, unknown_key, wrong_shape,
};
use crate::events::{Events, Step};
use crate::limits::ITEMS;
use crate::node::{Entry, Node, NodeKind, node, skip};
use crate::text::{is_none, is_unknown};
use crate::vocabulary::Slot;

impl Loader<'_, '_> {
    /// Reads a singleton: its mapping, key by key, with the lists under it.
    pub(super) fn read_single<'t>(&mut self, events: &mut impl Events<'t>, entity: EntityId, key_span: Span) {
        let name: Arc<str> = Arc::from(self.program.entities.at(entity).name.id.as_str());
        self.single_ids.insert(entity, (name, key_span));
        let (step, span) = events.next(&mut self.sink);
        match step {
            Step::MapStart => {}
            Step::Scalar(ref text, plain) if is_unknown(text, plain) => return,
            Step::Refused | Step::End => return,
            step => {
                let shape = if matches!(step, Step::ListStart) { LIST } else { VALUE };
                let due = Words::new("键值表", "a mapping");
                let help = Words::new("写作 `事项: 值`，每项一行", "write one `field: value` per line");
                self.sink.push(wrong_shape(span, &Words::new(shape.0, shape.1), &due).help(help));
                skip(events, &step, &mut self.sink);
                return;
            }
        }
        let subject = Subject { entity, row: Self::single_row() };
        let mut seen = std::mem::take(&mut self.seen);
        seen.clear();
        while !self.sink.is_full() {
            let Some((key, key_span)) = self.key(events) else { break };
            let Some(key) = key else { continue };
            let slot = self.vocabulary.slot(entity, &key);
            let first = slot.and_then(|slot| seen.insert(slot, key_span));
            if let (Some(Slot::List(list)), None) = (slot, first) {
                self.read_list(events, list);
                continue;
            }
            let (step, at) = events.next(&mut self.sink);
            let value = node(events, step, at, &mut self.sink);
            if self.sink.is_stopped() {
                break;
            }
            let entry = Entry { key, key_span, value };
            self.entry(entity, Some(subject), &entry, slot, first);
        }
        self.seen = seen;
    }

    /// Reads a list of items, or the wrapping around it.
    pub(super) fn read_list<'t>(&mut self, events: &mut impl Events<'t>, entity: EntityId) {
        let (step, span) = events.next(&mut self.sink);
        match step {
            Step::ListStart => {
                self.rows.at_mut(entity).completeness = Completeness::Complete;
                self.read_items(events, entity, span);
            }
            Step::MapStart => self.read_wrapped_list(events, entity, span),
            // Without items it is absent.
            Step::Scalar(ref text, plain) if is_unknown(text, plain) => {}
            Step::Refused => self.rows.at_mut(entity).completeness = Completeness::Partial,
            Step::Scalar(ref text, _) if is_none(text) => {
                self.wrong_list(span, VALUE, Words::new("没有就写空清单 `[]`", "write `[]` for none"));
            }
            Step::Scalar(..) => {
                self.wrong_list(
                    span,
                    VALUE,
                    Words::new("每项以“- id: …”开头", "begin each item with `- id: …`"),
                );
            }
            Step::End | Step::ListEnd | Step::MapEnd => {}
        }
    }

    fn wrong_list(&mut self, span: Span, shape: (&str, &str), help: Words) {
        let due = Words::new("清单", "a list");
        self.sink.push(wrong_shape(span, &Words::new(shape.0, shape.1), &due).help(help));
    }

    /// `{ partial: true, items: [...] }`.
    fn read_wrapped_list<'t>(&mut self, events: &mut impl Events<'t>, entity: EntityId, start: Span) {
        let (mut partial, mut given) = (None, None);
        while !self.sink.is_full() {
            let Some((key, key_span)) = self.key(events) else { break };
            let Some(key) = key else { continue };
            let wrap = wrap_named(&key);
            let (step, span) = events.next(&mut self.sink);
            match (wrap, step) {
                (Some(Wrap::Items), step) if given.is_none() => {
                    given = Some(key_span);
                    match step {
                        Step::ListStart => self.read_items(events, entity, span),
                        step => {
                            skip(events, &step, &mut self.sink);
                            let help = Words::new("写作 `items: [...]`", "write `items: [...]`");
                            self.wrong_list(span, VALUE, help);
                        }
                    }
                }
                (Some(Wrap::Partial), step) if partial.is_none() => {
                    let node = node(events, step, span, &mut self.sink);
                    partial = Some((key_span, self.converter().truth(&node) == Some(true)));
                }
                (wrap, step) => {
                    skip(events, &step, &mut self.sink);
                    let first = match wrap {
                        Some(Wrap::Items) => given,
                        Some(Wrap::Partial) => partial.map(|(first, _)| first),
                        _ => None,
                    };
                    self.wrong_list_key(&key, key_span, first);
                }
            }
        }
        if given.is_none() && !self.sink.is_stopped() {
            self.sink.push(missing_value(start, "items"));
        }
        let is_partial = partial.is_some_and(|(_, partial)| partial);
        self.rows.at_mut(entity).completeness =
            if is_partial { Completeness::Partial } else { Completeness::Complete };
    }

    fn wrong_list_key(&mut self, key: &str, key_span: Span, first: Option<Span>) {
        self.sink.push(match first {
            Some(first) => duplicate_key(key_span, first, key),
            None => {
                let known = ["partial", "items", "不完整", "清单"];
                let place = Words::new("清单", "a list");
                unknown_key(key_span, key, &place, &known, None).help(Words::new(
                    "清单写作 `- id: …`，或 `{ partial: true, items: [...] }`；依据写在各项的事项上",
                    "write `- id: …`, or `{ partial: true, items: [...] }`; evidence belongs to the fields of the items",
                ))
            }
        });
    }

    fn read_items<'t>(&mut self, events: &mut impl Events<'t>, entity: EntityId, start: Span) {
        let mut count = 0usize;
        while !self.sink.is_full() {
            let (step, span) = events.next(&mut self.sink);
            if matches!(step, Step::ListEnd | Step::MapEnd | Step::End) {
                return;
            }
            count += 1;
            if count > ITEMS {
                self.sink.push(too_many_items(start));
                skip(events, &step, &mut self.sink);
                skip(events, &Step::ListStart, &mut self.sink);
                return;
            }
            let item = node(events, step, span, &mut self.sink);
            // A text that ends within an item says nothing reliable of it.
            if self.sink.is_stopped() {
                return;
            }
            self.item(entity, &item);
        }
    }

    /// Converts one item of a list.
    fn item(&mut self, entity: EntityId, item: &Node<'_>) {
        let entries = match &item.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Refused => return,
            _ => {
                let due = Words::new("键值表", "a mapping");
                let help =
                    Words::new("每项写作“- id: …”和各事项", "write `- id: …` and the fields of the item");
                self.sink.push(wrong_shape(item.span, &item.shape(), &due).help(help));
                return;
            }
        };
        let mut ids =
            entries.iter().filter(|entry| self.vocabulary.slot(entity, &entry.key) == Some(Slot::Id));
        let row = match ids.next() {
            Some(entry) => self.add_row(entity, &entry.value),
            None => {
                let label = self.program.entities.at(entity).name.label.clone();
                self.sink.push(item_without_id(first_of(item), &label));
                None
            }
        };
        let subject = row.map(|row| Subject { entity, row });
        let mut seen = std::mem::take(&mut self.seen);
        seen.clear();
        for entry in entries {
            let slot = self.vocabulary.slot(entity, &entry.key);
            let first = slot.and_then(|slot| seen.insert(slot, entry.key_span));
            self.entry(entity, subject, entry, slot, first);
            if self.sink.is_full() {
                break;
            }
        }
        self.seen = seen;
    }

    /// The row for the item whose id is `node`; nothing when a diagnostic says why not.
    fn add_row(&mut self, entity: EntityId, node: &Node<'_>) -> Option<RowId> {
        let label = self.program.entities.at(entity).name.label.clone();
        let text = self.converter().scalar(node, || Words::new("编号", "an id"))?;
        if is_unknown(text, is_plain(node)) {
            let quoted = !text.trim().is_empty();
            self.sink.push(match quoted {
                true => reserved_id(node.span, text),
                false => item_without_id(node.span, &label),
            });
            return None;
        }
        if let Some(keys) = self.vocabulary.keys_of(entity) {
            if keys.value_named(crate::text::normal(text.trim()).as_ref()).is_none() {
                let ids: Vec<&str> = keys.values.iter().map(|name| name.id.as_str()).collect();
                self.sink.push(not_a_key(node.span, text, &ids));
                return None;
            }
        } else if is_none(text) {
            self.sink.push(reserved_id(node.span, text));
            return None;
        }
        let id: Arc<str> = self.vocabulary.canonical_id(entity, text).into();
        let rows = self.rows.at_mut(entity);
        let row = rows.add(id.clone(), node.span);
        if row.is_none() {
            let first = rows.row(&id).and_then(|row| rows.spans.get(row)).copied();
            self.sink.push(duplicate_id(node.span, first.unwrap_or(node.span), text, &label));
        }
        row
    }

    /// Converts one entry of an item or singleton; `first` is where the same was said before.
    fn entry(
        &mut self,
        entity: EntityId,
        subject: Option<Subject>,
        entry: &Entry<'_>,
        slot: Option<Slot>,
        first: Option<Span>,
    ) {
        if let Some(first) = first {
            self.sink.push(duplicate_key(entry.key_span, first, &entry.key));
            return;
        }
        match slot {
            Some(Slot::Field(field)) => {
                let stated = self.converter().field(field, &entry.value);
                if let (Some(subject), Some(stated)) = (subject, stated) {
                    self.state(subject, field, stated);
                }
            }
            Some(Slot::Id) => self.single_id(entity, &entry.value),
            Some(Slot::Name) => self.name(subject, &entry.value),
            Some(Slot::Inverse(inverse)) => {
                let inverse = self.program.inverses.at(inverse);
                let items = self.program.entities.at(inverse.items).key();
                let reference = &self.program.fields.at(inverse.field).name.id;
                self.sink.push(stated_inverse(entry.key_span, &entry.key, items, reference));
            }
            // Read where it is met; here it can only be the second of two.
            Some(Slot::List(_)) => {}
            None => {
                let place = self.vocabulary.place(entity);
                let known = self.vocabulary.slot_keys(entity);
                self.sink.push(unknown_key(entry.key_span, &entry.key, &place, &known, None));
            }
        }
    }

    /// The id of a singleton; those of items were read first.
    fn single_id(&mut self, entity: EntityId, node: &Node<'_>) {
        if !self.program.entities.at(entity).is_single() {
            return;
        }
        let Some(text) = self.converter().scalar(node, || Words::new("编号", "an id")) else { return };
        if !is_unknown(text, is_plain(node)) {
            let id: Arc<str> = self.vocabulary.canonical_id(entity, text).into();
            self.single_ids.insert(entity, (id, node.span));
        }
    }

    fn name(&mut self, subject: Option<Subject>, node: &Node<'_>) {
        let Some(text) = self.converter().scalar(node, || Words::new("名称", "a name")) else { return };
        if let Some(subject) = subject.filter(|_| !is_unknown(text, is_plain(node))) {
            self.rows.at_mut(subject.entity).names.insert(subject.row, Arc::from(text.trim()));
        }
    }
}

const LIST: (&str, &str) = ("清单", "a list");
const VALUE: (&str, &str) = ("单个值", "a plain value");

/// The first key of an item: a place that can be underlined.
fn first_of(item: &Node<'_>) -> Span {
    item.entries().and_then(<[_]>::first).map_or(item.span, |entry| entry.key_span)
}
