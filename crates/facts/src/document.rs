//! A small plan held whole, to be edited by path and then loaded: the plans of case files and of previews.
//!
//! Big plans never take this form. Equal keys are kept as written, so that loading finds them.

use std::borrow::Cow;

use guiju_base::{Diagnostic, SourceId, Sources, Span, Words, has_errors};
use guiju_ir::{EntityId, Extent, FieldId, Program};

use crate::convert::{Wrap, wrap_named};
use crate::diagnostics::unknown_path;
use crate::events::{Events, Step, TextEvents};
use crate::node::{Entry, Node, NodeKind, node};
use crate::path::{Place, place};
use crate::sink::Sink;
use crate::vocabulary::{HEADS, Head, ID, Slot, Top, Vocabulary};

/// A parsed plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// The text that it was parsed from.
    pub source: SourceId,
    /// Its top: a mapping, if it is a plan.
    pub root: Node<'static>,
}

/// A document, if the text is YAML or JSON, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Nothing when there is an error.
    pub document: Option<Document>,
    /// In the order of places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Parses the text of `id`.
    pub fn parse(sources: &Sources, id: SourceId) -> Parsed {
        let text = sources.get(id).map(|source| source.text.clone()).unwrap_or_default();
        Self::parse_part(id, 0, &text)
    }

    /// Parses `text`, which stands in `source` from byte `base` on: a block of a case file.
    pub fn parse_part(source: SourceId, base: usize, text: &str) -> Parsed {
        let mut sink = Sink::default();
        let mut events = TextEvents::new(source, base, text);
        let (step, span) = events.next(&mut sink);
        let root = match step {
            Step::End => Node { span, kind: NodeKind::Map(Vec::new()) },
            step => node(&mut events, step, span, &mut sink).into_owned(),
        };
        events.next(&mut sink);
        let diagnostics = sink.finish();
        let document = (!has_errors(&diagnostics)).then_some(Document { source, root });
        Parsed { document, diagnostics }
    }

    /// A plan that says nothing yet, with places in `source`.
    pub fn empty(source: SourceId) -> Self {
        let span = Span::new(source, 0, 0);
        Document { source, root: Node { span, kind: NodeKind::Map(Vec::new()) } }
    }

    /// Puts `value` at `path`, in the place of what is there: a key of the head, a singleton, a list, an item
    /// (`parcels[X1]`, also a new one), a field, an entry of a ledger. A field without an item is set in all items.
    ///
    /// # Errors
    /// A path that names nothing, or a field of an item that is not there.
    pub fn set(
        &mut self,
        program: &Program,
        path: &str,
        value: Node<'static>,
    ) -> Result<(), Box<Diagnostic>> {
        self.change(program, path, value.span, &Change::Set(value))
    }

    /// Takes away what is at `path`; nothing happens when it is not there.
    ///
    /// # Errors
    /// A path that names nothing, or a field of an item that is not there.
    pub fn remove(&mut self, program: &Program, path: &str, span: Span) -> Result<(), Box<Diagnostic>> {
        self.change(program, path, span, &Change::Remove)
    }

    /// Adds `item` to the list at `path`, which is made when it is not there.
    ///
    /// # Errors
    /// A path that names no list.
    pub fn add(&mut self, program: &Program, path: &str, item: Node<'static>) -> Result<(), Box<Diagnostic>> {
        let vocabulary = Vocabulary::new(program);
        match place(&vocabulary, path, item.span)? {
            Place::Of { entity, item: None, field: None, .. } if !program.entities.at(entity).is_single() => {
                if let Some(items) = self.list(&vocabulary, entity, item.span) {
                    items.push(item);
                    return Ok(());
                }
                Err(fault(path, item.span, ("它不是清单", "it is not a list")))
            }
            _ => Err(fault(path, item.span, ("它不是清单", "it is not a list"))),
        }
    }

    fn change(
        &mut self,
        program: &Program,
        path: &str,
        span: Span,
        change: &Change,
    ) -> Result<(), Box<Diagnostic>> {
        let vocabulary = Vocabulary::new(program);
        let of = |slot: Slot, entity: EntityId| {
            let vocabulary = &vocabulary;
            move |key: &str| vocabulary.slot(entity, key) == Some(slot)
        };
        match place(&vocabulary, path, span)? {
            Place::Head(head) => {
                put(&mut self.root, change, span, head_key(head), |key| {
                    vocabulary.top(key) == Some(Top::Head(head))
                });
            }
            Place::Of { entity, item: None, field: None, .. } => {
                self.change_whole(&vocabulary, entity, span, change)
            }
            Place::Of { entity, item: Some(id), field: None, .. } => {
                self.change_item(&vocabulary, entity, &id, span, change);
            }
            Place::Of { entity, item, field: Some(field), entry } => {
                let name = &program.fields.at(field).name.id;
                let nodes = self.nodes(&vocabulary, entity, item.as_deref(), span);
                if nodes.is_empty() && item.is_some() {
                    return Err(fault(path, span, ("清单里没有这个编号", "the list has no such id")));
                }
                for node in nodes {
                    match &entry {
                        None => put(node, change, span, name, of(Slot::Field(field), entity)),
                        Some(clause) => put_entry(&vocabulary, node, (entity, field), clause, span, change),
                    }
                }
            }
        }
        Ok(())
    }

    fn change_whole(&mut self, vocabulary: &Vocabulary<'_>, entity: EntityId, span: Span, change: &Change) {
        let declared = vocabulary.program.entities.at(entity);
        let outer = match declared.extent {
            Extent::List { within: Some(outer), .. } => self.single(vocabulary, outer, span),
            _ => {
                let names = |key: &str| names_whole(vocabulary, key, entity);
                put(&mut self.root, change, span, declared.key(), names);
                return;
            }
        };
        let Extent::List { within: Some(within), .. } = declared.extent else { return };
        put(outer, change, span, declared.key(), |key| {
            vocabulary.slot(within, key) == Some(Slot::List(entity))
        });
    }

    fn change_item(
        &mut self,
        vocabulary: &Vocabulary<'_>,
        entity: EntityId,
        id: &str,
        span: Span,
        change: &Change,
    ) {
        let Some(items) = self.list(vocabulary, entity, span) else { return };
        let at = items.iter().position(|item| item_id(vocabulary, entity, item).as_deref() == Some(id));
        match (change, at) {
            (Change::Remove, Some(at)) => {
                items.remove(at);
            }
            (Change::Remove, None) => {}
            (Change::Set(value), at) => {
                let mut value = value.clone();
                if item_id(vocabulary, entity, &value).is_none()
                    && let NodeKind::Map(entries) = &mut value.kind
                {
                    let key = Cow::Borrowed(ID.0);
                    entries
                        .insert(0, Entry { key, key_span: span, value: Node::scalar(id.to_string(), span) });
                }
                match at.and_then(|at| items.get_mut(at)) {
                    Some(item) => *item = value,
                    None => items.push(value),
                }
            }
        }
    }

    /// The singleton or items that a path means.
    fn nodes(
        &mut self,
        vocabulary: &Vocabulary<'_>,
        entity: EntityId,
        id: Option<&str>,
        span: Span,
    ) -> Vec<&mut Node<'static>> {
        if vocabulary.program.entities.at(entity).is_single() {
            return vec![self.single(vocabulary, entity, span)];
        }
        let items = self.list(vocabulary, entity, span).into_iter().flatten();
        items
            .filter(|item| id.is_none_or(|id| item_id(vocabulary, entity, item).as_deref() == Some(id)))
            .collect()
    }

    fn single(&mut self, vocabulary: &Vocabulary<'_>, entity: EntityId, span: Span) -> &mut Node<'static> {
        let key = vocabulary.program.entities.at(entity).key();
        child(&mut self.root, key, span, EMPTY_MAP, |key| names_whole(vocabulary, key, entity))
    }

    /// The items of a list, in their wrapping or not; nothing when something else stands there.
    fn list(
        &mut self,
        vocabulary: &Vocabulary<'_>,
        entity: EntityId,
        span: Span,
    ) -> Option<&mut Vec<Node<'static>>> {
        let declared = vocabulary.program.entities.at(entity);
        let node = match declared.extent {
            Extent::List { within: Some(outer), .. } => {
                let single = self.single(vocabulary, outer, span);
                let names = |key: &str| vocabulary.slot(outer, key) == Some(Slot::List(entity));
                child(single, declared.key(), span, EMPTY_LIST, names)
            }
            _ => child(&mut self.root, declared.key(), span, EMPTY_LIST, |key| {
                names_whole(vocabulary, key, entity)
            }),
        };
        let node = match &node.kind {
            NodeKind::Map(_) => {
                child(node, "items", span, EMPTY_LIST, |key| wrap_named(key) == Some(Wrap::Items))
            }
            _ => node,
        };
        match &mut node.kind {
            NodeKind::List(items) => Some(items),
            _ => None,
        }
    }
}

enum Change {
    Set(Node<'static>),
    Remove,
}

const EMPTY_MAP: NodeKind<'static> = NodeKind::Map(Vec::new());
const EMPTY_LIST: NodeKind<'static> = NodeKind::List(Vec::new());

fn fault(path: &str, span: Span, why: (&str, &str)) -> Box<Diagnostic> {
    Box::new(unknown_path(span, path, Words::new(why.0, why.1), &[], ""))
}

fn head_key(head: Head) -> &'static str {
    HEADS.iter().find(|(known, ..)| *known == head).map_or("", |(_, en, _)| en)
}

fn names_whole(vocabulary: &Vocabulary<'_>, key: &str, entity: EntityId) -> bool {
    matches!(vocabulary.top(key), Some(Top::Single(found) | Top::List(found)) if found == entity)
}

/// The id that an item states.
fn item_id(vocabulary: &Vocabulary<'_>, entity: EntityId, item: &Node<'_>) -> Option<String> {
    let entry = item.entries()?.iter().find(|entry| vocabulary.slot(entity, &entry.key) == Some(Slot::Id))?;
    entry.value.text().map(|text| vocabulary.canonical_id(entity, text))
}

/// The entries of a mapping; what is no mapping becomes one.
fn entries_of<'n>(node: &'n mut Node<'static>) -> &'n mut Vec<Entry<'static>> {
    if !matches!(node.kind, NodeKind::Map(_)) {
        node.kind = EMPTY_MAP;
    }
    match &mut node.kind {
        NodeKind::Map(entries) => entries,
        // Made a mapping just now.
        _ => unreachable!("a mapping"),
    }
}

/// The value of the key that `names` accepts, made when it is missing or null.
fn child<'n>(
    node: &'n mut Node<'static>,
    key: &str,
    span: Span,
    empty: NodeKind<'static>,
    names: impl Fn(&str) -> bool,
) -> &'n mut Node<'static> {
    let entries = entries_of(node);
    let at = match entries.iter().position(|entry| names(&entry.key)) {
        Some(at) => at,
        None => {
            let value = Node { span, kind: empty.clone() };
            entries.push(Entry { key: Cow::Owned(key.to_string()), key_span: span, value });
            entries.len() - 1
        }
    };
    let value = match entries.get_mut(at) {
        Some(entry) => &mut entry.value,
        None => unreachable!("found or pushed just now"),
    };
    if value.text().is_some_and(|text| crate::text::is_unknown(text, true)) {
        value.kind = empty;
    }
    value
}

/// Sets or removes the entry whose key `names` accepts.
fn put(node: &mut Node<'static>, change: &Change, span: Span, key: &str, names: impl Fn(&str) -> bool) {
    let entries = entries_of(node);
    match change {
        Change::Remove => entries.retain(|entry| !names(&entry.key)),
        Change::Set(value) => match entries.iter_mut().find(|entry| names(&entry.key)) {
            Some(entry) => entry.value = value.clone(),
            None => {
                let key = Cow::Owned(key.to_string());
                entries.push(Entry { key, key_span: span, value: value.clone() });
            }
        },
    }
}

/// Sets or removes an entry of a ledger.
fn put_entry(
    vocabulary: &Vocabulary<'_>,
    node: &mut Node<'static>,
    (entity, field): (EntityId, FieldId),
    clause: &str,
    span: Span,
    change: &Change,
) {
    let name = &vocabulary.program.fields.at(field).name.id;
    let names = |key: &str| vocabulary.slot(entity, key) == Some(Slot::Field(field));
    let mut ledger = child(node, name, span, EMPTY_MAP, names);
    let wrapped =
        ledger.entries().into_iter().flatten().any(|entry| wrap_named(&entry.key) == Some(Wrap::Value));
    if wrapped {
        ledger = child(ledger, "value", span, EMPTY_MAP, |key| wrap_named(key) == Some(Wrap::Value));
    }
    put(ledger, change, span, clause, |key| key.trim() == clause);
}
