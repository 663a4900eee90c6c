//! One node to what it states of one field: its value by the declared type, and the evidence around it.
//!
//! Knows no rows: references come out as ids and are resolved by whoever has all items.

mod scalars;
mod wrapping;

use std::collections::HashMap;
use std::sync::Arc;

use guiju_base::{Span, Words};
use guiju_ir::{Cell, Choices, EntityId, EnumId, Evidence, FieldId, Reference, Texts, Type, Value};

use crate::diagnostics::{
    duplicate_item, duplicate_key, not_a_list, unknown_clause, unknown_value, wrong_shape,
};
use crate::node::{Node, NodeKind};
use crate::sink::Sink;
use crate::text::{is_none, is_unknown, normal, shown};
use crate::vocabulary::{Vocabulary, choice};

pub(crate) use scalars::{date, range_words};
use wrapping::Wrapped;
pub(crate) use wrapping::{WRAPS, Wrap, has_value, wrap_named};

/// What is stated of one field.
pub(crate) struct Stated {
    /// The value; nothing when it is unknown.
    pub(crate) value: Option<Raw>,
    /// Where the value stands.
    pub(crate) span: Span,
    /// What it rests on.
    pub(crate) evidence: Option<Evidence>,
}

/// A value, its references not yet resolved.
pub(crate) enum Raw {
    /// A value that needs no other item.
    Ready(Value),
    /// A reference to the item with this id.
    One(Box<str>),
    /// References to items with these ids, and whether there can be no more.
    Many(Vec<(Box<str>, Span)>, bool),
    /// The entries of a ledger, by clause id.
    Ledger(Vec<LedgerEntry>),
}

/// One entry of a ledger; its value is nothing when it is unknown.
pub(crate) struct LedgerEntry {
    pub(crate) clause: String,
    pub(crate) cell: Option<Cell>,
    pub(crate) evidence: Option<Evidence>,
}

/// Converts nodes.
pub(crate) struct Converter<'c, 'p> {
    pub(crate) vocabulary: &'c Vocabulary<'p>,
    pub(crate) sink: &'c mut Sink,
    /// Whether fixes must be quoted.
    pub(crate) json: bool,
}

impl<'p> Converter<'_, 'p> {
    /// What `node` states of `field`; nothing when a diagnostic says why not.
    pub(crate) fn field(&mut self, field: FieldId, node: &Node<'_>) -> Option<Stated> {
        let program = self.vocabulary.program;
        let ty = program.fields.at(field).ty;
        if let Type::Ledger(kind) = ty {
            return self.ledger(kind, node);
        }
        let wrapped = match node.kind {
            NodeKind::Refused => return None,
            NodeKind::Map(_) => self.unwrapped(node)?,
            _ => Wrapped::plain(node),
        };
        let value = self.value(field, ty, &wrapped)?;
        Some(Stated { value, span: wrapped.body.span, evidence: wrapped.evidence })
    }

    /// The value by its type: `Some(None)` is unknown.
    fn value(&mut self, field: FieldId, ty: Type, wrapped: &Wrapped<'_, '_>) -> Option<Option<Raw>> {
        let node = wrapped.body;
        if let (
            Some(partial),
            Type::Truth | Type::Quantity(_) | Type::Choice(_) | Type::Text | Type::Entity(_),
        ) = (wrapped.partial, ty)
        {
            self.sink.push(not_a_list(partial));
            return None;
        }
        if node.text().is_some_and(|text| is_unknown(text, is_plain(node))) {
            return Some(None);
        }
        let complete = wrapped.partial.is_none();
        let raw = match ty {
            Type::Truth => Raw::Ready(Value::Truth(self.truth(node)?.into())),
            Type::Quantity(dimension) => Raw::Ready(Value::Quantity(self.quantity(field, dimension, node)?)),
            Type::Choice(kind) => Raw::Ready(Value::Choice(Some(self.choice(kind, node)?))),
            Type::Text => Raw::Ready(Value::Text(Some(Arc::from(self.scalar(node, text_due)?)))),
            Type::Entity(entity) => self.reference(entity, node)?,
            Type::Entities(entity) => self.references(entity, node, complete)?,
            Type::Choices(kind) => self.choices(kind, node, complete)?,
            Type::Texts => self.texts(node, complete)?,
            // Handled before.
            Type::Ledger(_) => return None,
        };
        Some(Some(raw))
    }

    /// The text of a node that must be a single value.
    pub(crate) fn scalar<'n>(&mut self, node: &'n Node<'_>, due: impl FnOnce() -> Words) -> Option<&'n str> {
        if let Some(text) = node.text() {
            return Some(text);
        }
        if node.kind != NodeKind::Refused {
            let diagnostic = wrong_shape(node.span, &node.shape(), &due());
            self.sink.push(diagnostic.help(Words::new("此项只有一个值", "this field has a single value")));
        }
        None
    }

    /// The items of a node that must be a list.
    fn list<'n, 't>(&mut self, node: &'n Node<'t>) -> Option<&'n [Node<'t>]> {
        match &node.kind {
            NodeKind::List(items) => return Some(items),
            NodeKind::Refused => return None,
            _ => {}
        }
        let diagnostic = wrong_shape(node.span, &node.shape(), &Words::new("清单", "a list"));
        self.sink.push(match node.text() {
            Some(text) if is_none(text) => diagnostic
                .help(Words::new("没有就写空清单 `[]`", "write `[]` for an empty list"))
                .fix(node.span, "[]"),
            Some(text) => diagnostic
                .help(Words::new("写在方括号里", "put it in brackets"))
                .fix(node.span, format!("[{}]", self.quoted(text))),
            None => diagnostic.help(Words::new("写作 `[甲, 乙]`", "write it as `[a, b]`")),
        });
        None
    }

    fn reference(&mut self, entity: EntityId, node: &Node<'_>) -> Option<Raw> {
        let text = self.scalar(node, || Words::new("编号", "an id"))?;
        if is_none(text) {
            return Some(Raw::Ready(Value::Entity(Reference::None)));
        }
        Some(Raw::One(self.vocabulary.canonical_id(entity, text).into()))
    }

    fn references(&mut self, entity: EntityId, node: &Node<'_>, complete: bool) -> Option<Raw> {
        let mut seen: HashMap<Box<str>, Span> = HashMap::new();
        let mut ids = Vec::new();
        let complete = self.each_text(node, complete, |this, text, span| {
            let id: Box<str> = this.vocabulary.canonical_id(entity, text).into();
            match seen.get(&id) {
                Some(first) => this.sink.push(duplicate_item(span, *first, text)),
                None => {
                    seen.insert(id.clone(), span);
                    ids.push((id, span));
                }
            }
        })?;
        Some(Raw::Many(ids, complete))
    }

    fn choices(&mut self, kind: EnumId, node: &Node<'_>, complete: bool) -> Option<Raw> {
        let mut seen: Vec<(u16, Span)> = Vec::new();
        let mut wrong = false;
        let complete = self.each_text(node, complete, |this, text, span| {
            let Some(value) = this.choice_named(kind, text, span) else {
                wrong = true;
                return;
            };
            match seen.iter().find(|(known, _)| *known == value) {
                Some((_, first)) => this.sink.push(duplicate_item(span, *first, text)),
                None => seen.push((value, span)),
            }
        })?;
        if wrong {
            return None;
        }
        let mut known: Vec<u16> = seen.into_iter().map(|(value, _)| value).collect();
        known.sort_unstable();
        Some(Raw::Ready(Value::Choices(Choices { known: known.into(), complete })))
    }

    fn texts(&mut self, node: &Node<'_>, complete: bool) -> Option<Raw> {
        let mut known: Vec<Arc<str>> = Vec::new();
        let complete = self.each_text(node, complete, |_, text, _| known.push(Arc::from(text)))?;
        Some(Raw::Ready(Value::Texts(Texts { known: known.into(), complete })))
    }

    /// Calls `take` for each text of a list; whether there can be no more: an unknown item leaves the list open.
    fn each_text(
        &mut self,
        node: &Node<'_>,
        complete: bool,
        mut take: impl FnMut(&mut Self, &str, Span),
    ) -> Option<bool> {
        let mut complete = complete;
        for item in self.list(node)? {
            match item.text() {
                Some(text) if is_unknown(text, is_plain(item)) => complete = false,
                Some(text) => take(self, text, item.span),
                None => {
                    self.scalar(item, text_due);
                }
            }
            if self.sink.is_full() {
                break;
            }
        }
        Some(complete)
    }

    fn choice(&mut self, kind: EnumId, node: &Node<'_>) -> Option<u16> {
        let label = &self.vocabulary.program.enums.at(kind).name.label;
        let due = || Words::new(format!("“{}”的一个值", label.zh), format!("a value of {}", label.en));
        let text = self.scalar(node, due)?;
        self.choice_named(kind, text, node.span)
    }

    fn choice_named(&mut self, kind: EnumId, text: &str, span: Span) -> Option<u16> {
        let program = self.vocabulary.program;
        let values = program.enums.at(kind);
        let value = choice(values, text);
        if value.is_none() {
            self.sink.push(unknown_value(span, text, values));
        }
        value
    }

    fn ledger(&mut self, kind: EnumId, node: &Node<'_>) -> Option<Stated> {
        let (body, evidence) = match &node.kind {
            NodeKind::Refused => return None,
            NodeKind::Map(_) if has_value(node) => {
                // What it wraps is a mapping of its own.
                let wrapped = self.opened(node)?;
                if let Some(partial) = wrapped.partial {
                    self.sink.push(not_a_list(partial));
                }
                (wrapped.body, wrapped.evidence)
            }
            _ => (node, None),
        };
        if body.text().is_some_and(|text| is_unknown(text, is_plain(body))) {
            return Some(Stated { value: None, span: body.span, evidence });
        }
        let Some(lines) = body.entries() else {
            let due = Words::new("条款编号到履行状态的键值表", "a mapping from clause ids");
            let diagnostic = wrong_shape(body.span, &body.shape(), &due);
            self.sink
                .push(diagnostic.help(Words::new("写作 `{ 1.1a: done }`", "write it as `{ 1.1a: done }`")));
            return None;
        };
        let mut seen: HashMap<String, Span> = HashMap::new();
        let mut entries = Vec::new();
        for line in lines {
            let clause = normal(line.key.trim()).into_owned();
            if let Some(first) = seen.insert(clause.clone(), line.key_span) {
                self.sink.push(duplicate_key(line.key_span, first, &line.key));
                continue;
            }
            if let Some(entry) = self.ledger_entry(kind, &clause, line.key_span, &line.value) {
                entries.push(entry);
            }
        }
        Some(Stated { value: Some(Raw::Ledger(entries)), span: body.span, evidence })
    }

    /// One entry of a ledger; nothing when a diagnostic says why not.
    pub(crate) fn ledger_entry(
        &mut self,
        kind: EnumId,
        clause: &str,
        key_span: Span,
        node: &Node<'_>,
    ) -> Option<LedgerEntry> {
        let clauses = &self.vocabulary.program.clauses;
        if !clauses.is_empty() && self.vocabulary.program.clause_named(clause).is_none() {
            let ids = clauses.values().map(|clause| clause.id.as_str());
            self.sink.push(unknown_clause(key_span, clause, ids));
            return None;
        }
        let wrapped = match node.kind {
            NodeKind::Refused => return None,
            NodeKind::Map(_) => self.unwrapped(node)?,
            _ => Wrapped::plain(node),
        };
        let body = wrapped.body;
        let unknown = body.text().is_some_and(|text| is_unknown(text, is_plain(body)));
        let cell = match unknown {
            true => None,
            false => {
                let value = Value::Choice(Some(self.choice(kind, body)?));
                Some(Cell { value, span: body.span })
            }
        };
        Some(LedgerEntry { clause: clause.to_string(), cell, evidence: wrapped.evidence })
    }

    /// A text as a fix writes it.
    fn quoted(&self, text: &str) -> String {
        let safe = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.' | ' ');
        if self.json || !text.chars().all(safe) {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            text.to_string()
        }
    }
}

/// Whether a node was written without quotes.
pub(crate) fn is_plain(node: &Node<'_>) -> bool {
    matches!(node.kind, NodeKind::Scalar { plain: true, .. })
}

fn text_due() -> Words {
    Words::new("文字", "a text")
}

/// The words of a field for messages.
pub(crate) fn field_words(label: &Words, id: &str) -> Words {
    Words::new(label.zh.clone(), shown(id))
}
