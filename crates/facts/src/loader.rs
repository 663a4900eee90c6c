//! The stream of a plan's events to its facts, item by item.
//!
//! One small tree per item is built, converted and dropped; the document is never held. References may point forward:
//! those that cannot be resolved when they are met are resolved at the end.
//!
//! Invariant: a singleton has its cells in row 0 from the start and its id at the end, when the plan's id is known.

mod head;
mod items;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use guiju_base::{Id, SourceId, Span, Table, Words};
use guiju_ir::{
    Cell, Completeness, EntityId, EntityRows, Extent, Facts, FieldId, PlanHead, Program, Reference, RowId,
    Subject, Type, Value,
};

use crate::convert::{Converter, LedgerEntry, Raw, Stated};
use crate::diagnostics::{
    duplicate_key, key_not_a_text, not_said, plan_without_id, unknown_key, wrong_shape,
};
use crate::events::{Events, Step};
use crate::inverse::inverses;
use crate::node::skip;
use crate::references::Resolver;
use crate::sink::Sink;
use crate::text::{is_unknown, normal};
use crate::vocabulary::{Head, Slot, Top, Vocabulary, is_plan, target};

/// What a plan must say of itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heading {
    /// The format and an id: a file.
    Required,
    /// Nothing: a piece of a case.
    Optional,
}

/// Reads one plan.
pub(crate) struct Loader<'l, 'p> {
    pub(crate) program: &'p Program,
    vocabulary: &'l Vocabulary<'p>,
    pub(crate) sink: Sink,
    json: bool,
    start: Span,
    head: PlanHead,
    rows: Table<EntityId, EntityRows>,
    single_ids: HashMap<EntityId, (Arc<str>, Span)>,
    pending: Vec<Pending>,
    /// Where each slot of the current item was first given.
    seen: HashMap<Slot, Span>,
}

/// A reference that is yet to be resolved.
struct Pending {
    subject: Subject,
    field: FieldId,
    span: Span,
    raw: Raw,
}

impl<'l, 'p> Loader<'l, 'p> {
    /// A loader of a plan in `source`; `json` when its fixes must be quoted.
    pub(crate) fn new(vocabulary: &'l Vocabulary<'p>, source: SourceId, json: bool) -> Self {
        let program = vocabulary.program;
        let rows: Vec<EntityRows> = program
            .entities
            .values()
            .map(|entity| {
                let completeness =
                    if entity.is_single() { Completeness::Complete } else { Completeness::Absent };
                EntityRows::new(entity.fields.len(), completeness)
            })
            .collect();
        Loader {
            program,
            vocabulary,
            sink: Sink::default(),
            json,
            start: Span::new(source, 0, 0),
            head: PlanHead::default(),
            rows: rows.into(),
            single_ids: HashMap::new(),
            pending: Vec::new(),
            seen: HashMap::new(),
        }
    }

    /// Reads all events.
    pub(crate) fn read<'t>(&mut self, events: &mut impl Events<'t>, heading: Heading) {
        let mut seen: HashMap<Top, Span> = HashMap::new();
        let (step, span) = events.next(&mut self.sink);
        match step {
            Step::MapStart => {
                self.read_top(events, &mut seen);
                // To the end of the text: there may be a second document.
                while !self.sink.is_full() && !matches!(events.next(&mut self.sink).0, Step::End) {}
            }
            Step::End | Step::Refused => {}
            Step::Scalar(ref text, true) if is_unknown(text, true) => {}
            step => {
                let found = match step {
                    Step::ListStart => Words::new("清单", "a list"),
                    _ => Words::new("单个值", "a plain value"),
                };
                let due = Words::new("键值表（`键: 值`）", "a mapping (`key: value`)");
                let help =
                    Words::new("以 `guiju: plan/1` 开头，每行写 `键: 值`", "begin with `guiju: plan/1`");
                self.sink.push(wrong_shape(span, &found, &due).help(help));
                skip(events, &step, &mut self.sink);
                return;
            }
        }
        if heading == Heading::Required && !self.sink.is_stopped() {
            if !seen.contains_key(&Top::Head(Head::Format)) {
                self.sink.push(not_said(self.start));
            }
            if !seen.contains_key(&Top::Head(Head::Id)) {
                self.sink.push(plan_without_id(self.start));
            }
        }
    }

    fn read_top<'t>(&mut self, events: &mut impl Events<'t>, seen: &mut HashMap<Top, Span>) {
        while !self.sink.is_full() {
            let Some((key, key_span)) = self.key(events) else { return };
            let Some(key) = key else { continue };
            let Some(top) = self.vocabulary.top(&key) else {
                self.unknown_top(&key, key_span);
                self.skip_value(events);
                continue;
            };
            if let Some(first) = seen.get(&top) {
                self.sink.push(duplicate_key(key_span, *first, &key));
                self.skip_value(events);
                continue;
            }
            seen.insert(top, key_span);
            match top {
                Top::Head(head) => self.read_head(events, head, key_span),
                Top::Single(entity) => self.read_single(events, entity, key_span),
                Top::List(entity) => self.read_list(events, entity),
            }
        }
    }

    fn unknown_top(&mut self, key: &str, span: Span) {
        let place = Words::new("方案", "a plan");
        let known = self.vocabulary.top_keys();
        match self.vocabulary.list_key(normal(key.trim()).as_ref()) {
            Some(list) => self.sink.push(unknown_key(span, key, &place, &[list], None).fix(span, list)),
            None => {
                let elsewhere = self.vocabulary.elsewhere(key);
                self.sink.push(unknown_key(span, key, &place, &known, elsewhere));
            }
        }
    }

    /// The next key of a mapping: nothing at its end, `None` inside for one that was passed over with its value.
    pub(super) fn key<'t>(&mut self, events: &mut impl Events<'t>) -> Option<(Option<Cow<'t, str>>, Span)> {
        let (step, span) = events.next(&mut self.sink);
        match step {
            Step::MapEnd | Step::ListEnd | Step::End => None,
            Step::Scalar(key, _) => Some((Some(key), span)),
            step => {
                if !matches!(step, Step::Refused) {
                    self.sink.push(key_not_a_text(span));
                }
                skip(events, &step, &mut self.sink);
                self.skip_value(events);
                Some((None, span))
            }
        }
    }

    fn skip_value<'t>(&mut self, events: &mut impl Events<'t>) {
        let (step, _) = events.next(&mut self.sink);
        skip(events, &step, &mut self.sink);
    }

    pub(super) fn converter(&mut self) -> Converter<'_, 'p> {
        Converter { vocabulary: self.vocabulary, sink: &mut self.sink, json: self.json }
    }

    /// Puts a stated fact in its place.
    fn state(&mut self, subject: Subject, field: FieldId, stated: Stated) {
        let declared = self.program.fields.at(field);
        let rows = self.rows.at_mut(subject.entity);
        if let Some(evidence) = stated.evidence {
            rows.evidence.insert((field, subject.row), evidence);
        }
        let value = match stated.value {
            None => return,
            Some(Raw::Ready(value)) => value,
            Some(Raw::Ledger(entries)) => {
                set_ledger(rows, field, subject.row, entries);
                return;
            }
            Some(raw) => match self.resolved(declared.ty, &raw) {
                Some(value) => value,
                None => {
                    self.pending.push(Pending { subject, field, span: stated.span, raw });
                    return;
                }
            },
        };
        let cell = Cell { value, span: stated.span };
        self.rows.at_mut(subject.entity).set(declared.column, subject.row, Some(cell));
    }

    /// A single reference to an item that has been read.
    fn resolved(&self, ty: Type, raw: &Raw) -> Option<Value> {
        match raw {
            Raw::One(id) => {
                let row = self.rows.at(target(ty)?).row(id)?;
                Some(Value::Entity(Reference::One(row)))
            }
            _ => None,
        }
    }

    /// The facts, once everything has been read.
    pub(crate) fn finish(mut self, file: String, digest: String) -> (Facts, Sink) {
        self.head.file = file;
        self.head.digest = digest;
        self.name_singletons();
        self.resolve();
        let inverses = inverses(self.program, &self.rows);
        let facts = Facts {
            plan: self.head,
            source: self.start.source,
            rows: self.rows,
            inverses,
            assumed: Vec::new(),
        };
        (facts, self.sink)
    }

    fn resolve(&mut self) {
        let mut unlisted = HashSet::new();
        for Pending { subject, field, span, raw } in std::mem::take(&mut self.pending) {
            if self.sink.is_full() {
                return;
            }
            let field = self.program.fields.at(field);
            let Some(entity) = target(field.ty) else { continue };
            let (program, sink) = (self.program, &mut self.sink);
            let mut resolver = Resolver { program, rows: &self.rows, sink, unlisted };
            let value = resolver.value(entity, &raw, span);
            unlisted = resolver.unlisted;
            if let Some(value) = value {
                self.rows.at_mut(subject.entity).set(field.column, subject.row, Some(Cell { value, span }));
            }
        }
    }

    fn name_singletons(&mut self) {
        for (id, entity) in self.program.entities.iter() {
            if entity.extent != Extent::Single {
                continue;
            }
            let (mut name, span) = match self.single_ids.remove(&id) {
                Some(named) => named,
                None => (Arc::from(entity.name.id.as_str()), self.start),
            };
            if is_plan(self.program, id) && !self.head.id.is_empty() {
                name = Arc::from(self.head.id.as_str());
            }
            self.rows.at_mut(id).add(name, span);
        }
    }

    pub(super) fn single_row() -> RowId {
        RowId::new(0)
    }
}

/// Puts entries of a ledger in their places; an unknown one is taken back.
pub(crate) fn set_ledger(rows: &mut EntityRows, field: FieldId, row: RowId, entries: Vec<LedgerEntry>) {
    for entry in entries {
        if let Some(evidence) = entry.evidence {
            let of_field = rows.entry_evidence.entry((field, row)).or_default();
            of_field.insert(entry.clause.clone(), evidence);
        }
        let ledger = rows.ledger.entry((field, row)).or_default();
        match entry.cell {
            Some(cell) => ledger.insert(entry.clause, cell),
            None => ledger.remove(&entry.clause),
        };
    }
}
