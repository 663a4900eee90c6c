//! One fact stated by itself, outside of any plan file: by an answer, or by a line of a file of answers.
//!
//! Checked as a plan would be: the same types, units, ranges, references and evidence, and the same diagnostics, with
//! places in the text that the node was read from. Changes nothing; `amend` writes statements into a plan.

use std::collections::HashSet;

use guiju_base::{Diagnostic, Span, Words, has_errors};
use guiju_ir::{Cell, EntityId, Evidence, FactRef, Facts, Program, RowId, Subject, Truth, Type, Value};

use crate::convert::{Converter, Raw, Stated, Wrap, wrap_named};
use crate::diagnostics::{control_character, text_too_long, unknown_path};
use crate::limits::TEXT_BYTES;
use crate::node::{Entry, Node, NodeKind};
use crate::path::{Place, place};
use crate::references::Resolver;
use crate::sink::Sink;
use crate::text::{invisible, is_unknown, nearest};
use crate::vocabulary::{Vocabulary, target};
use crate::write::write_value;

/// What is stated of one fact.
///
/// Invariant: the node reads as the value, so that a plan with the node in it states the value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The fact.
    pub fact: FactRef,
    /// The value; nothing when it is unknown, or names an item that a partial list leaves out.
    pub value: Option<Value>,
    /// What it rests on.
    pub evidence: Option<Evidence>,
    /// As it is written, evidence included.
    pub(crate) node: Node<'static>,
}

impl Statement {
    /// The same of another item; nothing when the fact is of another field or entry.
    pub fn of(&self, fact: &FactRef) -> Option<Statement> {
        let same = self.fact.field == fact.field && self.fact.entry == fact.entry;
        same.then(|| Statement { fact: fact.clone(), ..self.clone() })
    }

    /// The same with a truth as JSON writes it.
    pub(crate) fn in_json(&self) -> Statement {
        let Some(Value::Truth(truth)) = self.value else { return self.clone() };
        let word = if truth == Truth::True { "true" } else { "false" };
        let mut statement = self.clone();
        let node = match &mut statement.node.kind {
            NodeKind::Map(entries) => entries
                .iter_mut()
                .find(|entry| wrap_named(&entry.key) == Some(Wrap::Value))
                .map(|entry| &mut entry.value),
            _ => None,
        };
        let node = match node {
            Some(node) => node,
            None => &mut statement.node,
        };
        node.kind = NodeKind::Scalar { text: word.into(), plain: true };
        statement
    }
}

/// What `node` states of `fact`, and warnings. An entry of a ledger is stated by its value.
///
/// # Errors
/// A node that is no value of the fact.
pub fn statement(
    program: &Program,
    facts: &Facts,
    fact: &FactRef,
    node: &Node<'_>,
) -> Result<(Statement, Vec<Diagnostic>), Vec<Diagnostic>> {
    let vocabulary = Vocabulary::new(program);
    let mut sink = Sink::default();
    let node = readable(node.clone().into_owned(), &mut sink);
    let stated = match sink.errors() {
        0 => stated(&vocabulary, facts, fact, &node, &mut sink),
        _ => None,
    };
    let diagnostics = sink.finish();
    match stated {
        Some((value, evidence)) if !has_errors(&diagnostics) => {
            let node = match value.as_ref().and_then(is_whole) {
                Some(whole) => set_node(node, whole),
                None => node,
            };
            Ok((Statement { fact: fact.clone(), value, evidence, node }, diagnostics))
        }
        _ => Err(diagnostics),
    }
}

/// The value and its evidence; nothing when a diagnostic says why not.
fn stated(
    vocabulary: &Vocabulary<'_>,
    facts: &Facts,
    fact: &FactRef,
    node: &Node<'_>,
    sink: &mut Sink,
) -> Option<(Option<Value>, Option<Evidence>)> {
    let program = vocabulary.program;
    let ty = program.fields.at(fact.field).ty;
    let mut converter = Converter { vocabulary, sink, json: false };
    if let (Type::Ledger(kind), Some(clause)) = (ty, &fact.entry) {
        let entry = converter.ledger_entry(kind, clause, node.span, node)?;
        return Some((entry.cell.map(|cell: Cell| cell.value), entry.evidence));
    }
    let Stated { value, span, evidence } = converter.field(fact.field, node)?;
    let value = match (value, target(ty)) {
        (None, _) => None,
        (Some(Raw::Ready(value)), _) => Some(value),
        (Some(raw), Some(entity)) => {
            let mut resolver = Resolver { program, rows: &facts.rows, sink, unlisted: HashSet::new() };
            resolver.value(entity, &raw, span)
        }
        (Some(_), None) => None,
    };
    Some((value, evidence))
}

/// Of a set or list, whether it can hold no more than it says.
fn is_whole(value: &Value) -> Option<bool> {
    match value {
        Value::Entities(list) => Some(list.complete),
        Value::Choices(set) => Some(set.complete),
        Value::Texts(texts) => Some(texts.complete),
        _ => None,
    }
}

/// A set or list in its usual form: its items, within `{ partial: true, items }` where it is not whole, within `{ value }`
/// where it has evidence. Items of which nothing is known are left out.
fn set_node(mut node: Node<'static>, whole: bool) -> Node<'static> {
    let span = node.span;
    let entry = |key: &'static str, value| Entry { key: key.into(), key_span: span, value };
    let mut evidence: Vec<Entry<'static>> = Vec::new();
    while let NodeKind::Map(entries) = node.kind {
        let mut body = None;
        for entry in entries {
            match wrap_named(&entry.key) {
                Some(Wrap::Value | Wrap::Items) => body = Some(entry.value),
                Some(Wrap::By | Wrap::Evidence | Wrap::On)
                    if evidence.iter().all(|known| wrap_named(&known.key) != wrap_named(&entry.key)) =>
                {
                    evidence.push(entry);
                }
                _ => {}
            }
        }
        node = body.unwrap_or(Node { span, kind: NodeKind::List(Vec::new()) });
    }
    if let NodeKind::List(items) = &mut node.kind {
        items.retain(|item| !item.text().is_some_and(|text| is_unknown(text, item.is_plain())));
    }
    if !whole {
        let entries = vec![entry("partial", Node::scalar("true", span)), entry("items", node)];
        node = Node { span, kind: NodeKind::Map(entries) };
    }
    if !evidence.is_empty() {
        evidence.insert(0, entry("value", node));
        node = Node { span, kind: NodeKind::Map(evidence) };
    }
    node
}

/// What the plan states of the fact and the answer denies, in words: an item of a list that the answer leaves out, an end of
/// a range that it passes. Nothing where the answer adds to what is stated.
pub fn denied(program: &Program, facts: &Facts, statement: &Statement) -> Option<Words> {
    let stated = &facts.stated(program, &statement.fact)?.value;
    let field = program.fields.at(statement.fact.field);
    let is_denied = match (stated, statement.value.as_ref()?) {
        (Value::Quantity(known), Value::Quantity(new)) => known.meet(new) != *new,
        (Value::Entities(known), Value::Entities(new)) => {
            known.known.iter().any(|item| !new.known.contains(item))
        }
        (Value::Choices(known), Value::Choices(new)) => {
            known.known.iter().any(|item| !new.known.contains(item))
        }
        (Value::Texts(known), Value::Texts(new)) => known.known.iter().any(|item| !new.known.contains(item)),
        _ => false,
    };
    let written = write_value(program, facts, statement.fact.field, stated).filter(|_| is_denied)?;
    let written = written.trim_matches('"');
    let label = &field.name.label;
    Some(Words::new(
        format!("与方案已填的“{}”不一致：{written}；方案填错了的，先在文件里改", label.zh),
        format!(
            "the plan already states {} as {written}; where that is wrong, mend the file first",
            label.en
        ),
    ))
}

/// The node with its texts trimmed; a sign or a length that no plan may have is refused, as when a plan is read.
fn readable(mut node: Node<'static>, sink: &mut Sink) -> Node<'static> {
    match &mut node.kind {
        NodeKind::Scalar { text, .. } => {
            if let Some(sign) = invisible(text) {
                sink.push(control_character(node.span, sign));
            } else if text.len() > TEXT_BYTES {
                sink.push(text_too_long(node.span, text.len()));
            }
            *text = text.trim().to_string().into();
        }
        NodeKind::List(items) => {
            *items = std::mem::take(items).into_iter().map(|item| readable(item, sink)).collect();
        }
        NodeKind::Map(entries) => entries.iter_mut().for_each(|entry| {
            let span = entry.value.span;
            let value = std::mem::replace(&mut entry.value, Node { span, kind: NodeKind::Refused });
            entry.value = readable(value, sink);
        }),
        NodeKind::Refused => {}
    }
    node
}

/// The facts that a path written at `span` names: one, or that of every item of a list.
///
/// # Errors
/// A path that names no fact of this plan.
pub fn facts_at(
    program: &Program,
    facts: &Facts,
    path: &str,
    span: Span,
) -> Result<Vec<FactRef>, Box<Diagnostic>> {
    let vocabulary = Vocabulary::new(program);
    let fault = |zh: &str, en: &str| Box::new(unknown_path(span, path, Words::new(zh, en), &[], ""));
    let Place::Of { entity, item, field: Some(field), entry } = place(&vocabulary, path, span)? else {
        return Err(fault("要写到具体事项", "it must name a field"));
    };
    match (program.fields.at(field).ty, &entry) {
        (Type::Ledger(_), None) => {
            return Err(fault("要写明条款，如 `[1.1a]`", "it must name a clause, such as `[1.1a]`"));
        }
        (Type::Ledger(_), Some(clause)) => {
            if !program.clauses.is_empty() && program.clause_named(clause).is_none() {
                return Err(fault("没有这一条款", "there is no such clause"));
            }
        }
        (_, Some(_)) => return Err(fault("这一事项不分条款", "the field has no entries")),
        (_, None) => {}
    }
    let rows = rows_named(facts, entity, item.as_deref(), path, span)?;
    let fact = |row| FactRef { subject: Subject { entity, row }, field, entry: entry.clone() };
    Ok(rows.into_iter().map(fact).collect())
}

/// The rows that a path means: one, or all without an item.
pub(crate) fn rows_named(
    facts: &Facts,
    entity: EntityId,
    item: Option<&str>,
    path: &str,
    span: Span,
) -> Result<Vec<RowId>, Box<Diagnostic>> {
    /// The longest list in which a near id is looked for.
    const COMPARED: usize = 2_000;
    let rows = facts.rows.at(entity);
    let Some(id) = item else { return Ok(rows.ids.ids().collect()) };
    if let Some(row) = rows.row(id) {
        return Ok(vec![row]);
    }
    let ids: Vec<&str> = rows.ids.values().take(COMPARED).map(AsRef::as_ref).collect();
    let near = nearest(id, ids.iter().copied());
    let why = Words::new("清单里没有这个编号", "the list has no such id");
    Err(Box::new(unknown_path(span, path, why, near.as_slice(), id)))
}
