//! The mappings that statements belong to, found in one pass over the text; of all others only the keys are looked at.
//!
//! One small tree per item is built, as when a plan is loaded. The pass also tells in which face the plan's keys are
//! written, so that new ones match.

use std::borrow::Cow;
use std::collections::HashMap;

use guiju_base::{SourceId, Span};
use guiju_ir::{EntityId, Facts, RowId};

use super::layout::{Layout, Part};
use super::spelling::Face;
use super::{Key, Statement};
use crate::convert::{Wrap, wrap_named};
use crate::events::{Events, Step, TextEvents};
use crate::load::is_json;
use crate::node::{Entry, Node, NodeKind, node, skip};
use crate::sink::Sink;
use crate::vocabulary::{Slot, Top, Vocabulary};

/// A mapping to be written in, and the numbers of the statements that belong in it.
pub(super) struct Found<'t> {
    pub(super) entity: EntityId,
    pub(super) statements: Vec<usize>,
    pub(super) node: Target<'t>,
}

/// What was found of a mapping.
pub(super) enum Target<'t> {
    /// An item of a list.
    Item(Node<'t>),
    /// A singleton with its key.
    Single(Entry<'t>),
    /// The plan does not have it.
    Absent,
}

/// The top of a plan.
pub(super) struct Head {
    /// The places of its braces, when it has any.
    pub(super) braces: Option<(usize, usize)>,
    /// Its entries.
    pub(super) entries: Vec<Part>,
}

/// All that a pass finds.
pub(super) struct Targets<'t> {
    /// In the order of the text, then those that are absent, in the order of the vocabulary.
    pub(super) found: Vec<Found<'t>>,
    pub(super) top: Head,
    /// The face of the keys at the top.
    pub(super) tops: Face,
    /// The face of the keys of items.
    pub(super) fields: Face,
}

/// How many keys are written in each face.
#[derive(Clone, Copy, Default)]
struct Count {
    ids: usize,
    labels: usize,
}

impl Count {
    fn add(&mut self, key: &str) {
        match key.is_ascii() {
            true => self.ids += 1,
            false => self.labels += 1,
        }
    }

    fn face(self, otherwise: Face) -> Face {
        match self.ids.cmp(&self.labels) {
            std::cmp::Ordering::Less => Face::Labels,
            std::cmp::Ordering::Equal => otherwise,
            std::cmp::Ordering::Greater => Face::Ids,
        }
    }
}

/// The face in which the keys of a mapping are written; `otherwise` where they do not tell.
pub(super) fn face_of(
    vocabulary: &Vocabulary<'_>,
    entity: EntityId,
    map: &Node<'_>,
    otherwise: Face,
) -> Face {
    let mut count = Count::default();
    count_fields(vocabulary, entity, map, &mut count);
    count.face(otherwise)
}

fn count_fields(vocabulary: &Vocabulary<'_>, entity: EntityId, map: &Node<'_>, count: &mut Count) {
    let fields = map.entries().unwrap_or_default().iter();
    let fields = fields.filter(|entry| matches!(vocabulary.slot(entity, &entry.key), Some(Slot::Field(_))));
    fields.for_each(|entry| count.add(&entry.key));
}

/// Whether `word`, as the key of a mapping of `entity`, is this key.
pub(super) fn names(vocabulary: &Vocabulary<'_>, entity: EntityId, key: &Key, word: &str) -> bool {
    match key {
        Key::Single(single) => vocabulary.top(word) == Some(Top::Single(*single)),
        Key::Field(field) => vocabulary.slot(entity, word) == Some(Slot::Field(*field)),
        Key::Clause(clause) => crate::text::normal(word.trim()) == clause.as_str(),
        Key::Wrap(wrap) => wrap_named(word) == Some(*wrap),
    }
}

/// Finds where the statements belong in the text of the plan of `facts`.
pub(super) fn find<'t>(
    vocabulary: &Vocabulary<'_>,
    facts: &Facts,
    text: &'t str,
    statements: &[Statement],
) -> Targets<'t> {
    let mut wanted: HashMap<(EntityId, RowId), Vec<usize>> = HashMap::new();
    for (at, statement) in statements.iter().enumerate() {
        let subject = statement.fact.subject;
        // Of a fact of which nothing is known there is nothing to write.
        if statement.value.is_some() || crate::amend::spelling::says_something(&statement.node) {
            wanted.entry((subject.entity, subject.row)).or_default().push(at);
        }
    }
    let mut pass = Pass {
        vocabulary,
        facts,
        events: Watched { inner: TextEvents::new(facts.source, 0, text), text, last: Last::default() },
        sink: Sink::default(),
        wanted,
        found: Vec::new(),
        fields: Count::default(),
        tops: Count::default(),
    };
    let top = pass.top(text);
    let (tops, fields) = (pass.tops.face(Face::Ids), pass.fields.face(pass.tops.face(Face::Ids)));
    let mut found = pass.found;
    let mut absent: Vec<_> = pass.wanted.into_iter().collect();
    absent.sort_by_key(|(item, _)| *item);
    found.extend(absent.into_iter().map(|((entity, _), statements)| Found {
        entity,
        statements,
        node: Target::Absent,
    }));
    Targets { found, top, tops, fields }
}

/// The end of the last thing that was read, and where it ends for what is to follow it, when that is certain.
#[derive(Clone, Copy, Default)]
struct Last {
    end: usize,
    followed: Option<usize>,
}

/// Events, and the end of the last one that takes up room.
struct Watched<'t> {
    inner: TextEvents<'t>,
    text: &'t str,
    last: Last,
}

impl<'t> Events<'t> for Watched<'t> {
    fn next(&mut self, sink: &mut Sink) -> (Step<'t>, Span) {
        let (step, span) = self.inner.next(sink);
        let (start, end) = (span.start as usize, span.end as usize);
        let is_closing = matches!(step, Step::MapEnd | Step::ListEnd) && end > start;
        match &step {
            Step::Scalar(text, plain) if end > start => {
                let scalar = Node { span, kind: NodeKind::Scalar { text: text.clone(), plain: *plain } };
                self.last = Last { end, followed: Layout::new(self.text, false).end(&scalar) };
            }
            _ if is_closing => self.last = Last { end, followed: Some(end) },
            _ => {}
        }
        (step, span)
    }
}

struct Pass<'t, 'p> {
    vocabulary: &'p Vocabulary<'p>,
    facts: &'p Facts,
    events: Watched<'t>,
    sink: Sink,
    wanted: HashMap<(EntityId, RowId), Vec<usize>>,
    found: Vec<Found<'t>>,
    fields: Count,
    tops: Count,
}

impl<'t> Pass<'t, '_> {
    fn top(&mut self, text: &str) -> Head {
        let (step, start) = self.events.next(&mut self.sink);
        let mut entries: Vec<Part> = Vec::new();
        let layout = Layout::new(text, is_json(text));
        let braces = |end: Span| Some((start.start as usize, (end.end as usize).saturating_sub(1)));
        if !matches!(step, Step::MapStart) {
            return Head { braces: None, entries };
        }
        loop {
            let (step, span) = self.events.next(&mut self.sink);
            let key = match step {
                Step::Scalar(key, _) => key,
                Step::MapEnd if span.end > span.start => return Head { braces: braces(span), entries },
                _ => return Head { braces: None, entries },
            };
            if matches!(self.vocabulary.top(&key), Some(Top::Single(_) | Top::List(_))) {
                self.tops.add(&key);
            }
            let before = self.events.last;
            self.value(key, span);
            let last = self.events.last;
            let absent = last.end == before.end;
            let end = match absent {
                // Nothing stands behind the key but its colon.
                true => layout.next_sign(before.end).map(|(at, _)| at + 1),
                false => last.followed,
            };
            entries.push(Part { key: span.start as usize, end });
        }
    }

    /// The value of a key at the top.
    fn value(&mut self, key: Cow<'t, str>, key_span: Span) {
        match self.vocabulary.top(&key) {
            Some(Top::Single(entity)) => self.single(entity, key, key_span),
            Some(Top::List(entity)) => self.list(entity),
            Some(Top::Head(_)) | None => {
                let (step, _) = self.events.next(&mut self.sink);
                skip(&mut self.events, &step, &mut self.sink);
            }
        }
    }

    fn node(&mut self) -> Node<'t> {
        let (step, span) = self.events.next(&mut self.sink);
        node(&mut self.events, step, span, &mut self.sink)
    }

    fn single(&mut self, entity: EntityId, key: Cow<'t, str>, key_span: Span) {
        let value = self.node();
        count_fields(self.vocabulary, entity, &value, &mut self.fields);
        let lists = value.entries().unwrap_or_default().iter().filter_map(|entry| {
            match self.vocabulary.slot(entity, &entry.key) {
                Some(Slot::List(list)) => Some((list, items_of(&entry.value))),
                _ => None,
            }
        });
        let nested: Vec<(EntityId, Vec<Node<'t>>)> =
            lists.map(|(list, items)| (list, items.to_vec())).collect();
        nested.into_iter().for_each(|(list, items)| {
            items.into_iter().for_each(|item| self.item(list, item));
        });
        let row = self.facts.rows.at(entity).ids.ids().next();
        if let Some(statements) = row.and_then(|row| self.wanted.remove(&(entity, row))) {
            let entry = Entry { key, key_span, value };
            self.found.push(Found { entity, statements, node: Target::Single(entry) });
        }
    }

    /// The items of a list, in their wrapping or not, one tree each.
    fn list(&mut self, entity: EntityId) {
        let (step, _) = self.events.next(&mut self.sink);
        match step {
            Step::ListStart => self.items(entity),
            Step::MapStart => loop {
                let (step, _) = self.events.next(&mut self.sink);
                let Step::Scalar(key, _) = step else { return };
                let (step, _) = self.events.next(&mut self.sink);
                match (wrap_named(&key), step) {
                    (Some(Wrap::Items), Step::ListStart) => self.items(entity),
                    (_, step) => skip(&mut self.events, &step, &mut self.sink),
                }
            },
            _ => {}
        }
    }

    fn items(&mut self, entity: EntityId) {
        loop {
            let (step, span) = self.events.next(&mut self.sink);
            if matches!(step, Step::ListEnd | Step::MapEnd | Step::End) {
                return;
            }
            let item = node(&mut self.events, step, span, &mut self.sink);
            self.item(entity, item);
        }
    }

    fn item(&mut self, entity: EntityId, item: Node<'t>) {
        count_fields(self.vocabulary, entity, &item, &mut self.fields);
        let entries = item.entries().unwrap_or_default();
        let id = entries.iter().find(|entry| self.vocabulary.slot(entity, &entry.key) == Some(Slot::Id));
        let id = id.and_then(|entry| entry.value.text());
        let id = id.map(|text| self.vocabulary.canonical_id(entity, text));
        let row = id.and_then(|id| self.facts.rows.at(entity).row(&id));
        if let Some(statements) = row.and_then(|row| self.wanted.remove(&(entity, row))) {
            self.found.push(Found { entity, statements, node: Target::Item(item) });
        }
    }
}

/// The items of a list, in their wrapping or not.
fn items_of<'n, 't>(list: &'n Node<'t>) -> &'n [Node<'t>] {
    let wrapped = list.entries().unwrap_or_default().iter();
    let wrapped = wrapped.filter(|entry| wrap_named(&entry.key) == Some(Wrap::Items));
    let body = wrapped.map(|entry| &entry.value).next_back().unwrap_or(list);
    body.items().unwrap_or_default()
}

/// Where a key of the top, or of a singleton, stands: `parcels`, `programme.reserve_banks`.
pub(super) fn key_place(
    vocabulary: &Vocabulary<'_>,
    source: SourceId,
    text: &str,
    key: &str,
) -> Option<Span> {
    let (outer, inner) = key.split_once('.').map_or((key, None), |(outer, inner)| (outer, Some(inner)));
    let mut events = TextEvents::new(source, 0, text);
    let mut sink = Sink::default();
    let (step, _) = events.next(&mut sink);
    if !matches!(step, Step::MapStart) {
        return None;
    }
    let wanted = vocabulary.top(outer)?;
    loop {
        let (Step::Scalar(word, _), span) = events.next(&mut sink) else { return None };
        let (step, at) = events.next(&mut sink);
        if vocabulary.top(&word) != Some(wanted) {
            skip(&mut events, &step, &mut sink);
            continue;
        }
        let (Some(inner), Top::Single(entity)) = (inner, wanted) else { return Some(span) };
        let value = node(&mut events, step, at, &mut sink);
        let slot = vocabulary.slot(entity, inner)?;
        let entries = value.entries().unwrap_or_default();
        let entry = entries.iter().find(|entry| vocabulary.slot(entity, &entry.key) == Some(slot))?;
        return Some(entry.key_span);
    }
}
