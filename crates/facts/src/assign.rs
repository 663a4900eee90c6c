//! One fact of loaded facts stated anew: what `--assume FIELD=VALUE` does.
//!
//! The assignment becomes a source of its own, so that places and messages show what the user typed. A value is written
//! as in a plan, evidence included; 未知 takes the fact back. Without an item in brackets all items of the list are
//! meant; a field alone (`approving_authority`) is that of the only entity, or the only singleton, that has it.
//! Evidence that the plan gave goes with the value that it was given for. The facts remember what was assumed.

use std::collections::HashSet;

use guiju_base::{Diagnostic, SourceId, Sources, Span, Words, has_errors};
use guiju_ir::{Assumption, Cell, EntityId, Facts, FieldId, Program, RowId, Type};

use crate::convert::{Converter, Raw, Stated};
use crate::diagnostics::unknown_path;
use crate::events::{Events, TextEvents};
use crate::inverse::inverse_of;
use crate::loader::set_ledger;
use crate::node::{Node, node};
use crate::path::{Place, place};
use crate::references::Resolver;
use crate::sink::Sink;
use crate::statement::rows_named;
use crate::vocabulary::{Vocabulary, target};

/// The name under which an assignment is shown.
pub const ASSUMPTION: &str = "--assume";

/// States the fact at `path` as `text`; returns warnings.
///
/// # Errors
/// A path that names no fact, or a text that is no value of it; the facts are as before.
pub fn assign(
    program: &Program,
    facts: &mut Facts,
    sources: &mut Sources,
    path: &str,
    text: &str,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let line = format!("{path}={text}");
    let source = sources.add(ASSUMPTION, line.as_str());
    let mut assignment = Assignment { program, facts, source, sink: Sink::default() };
    assignment.run(path, text);
    let diagnostics = assignment.sink.finish();
    if has_errors(&diagnostics) { Err(diagnostics) } else { Ok(diagnostics) }
}

struct Assignment<'a> {
    program: &'a Program,
    facts: &'a mut Facts,
    source: SourceId,
    sink: Sink,
}

impl Assignment<'_> {
    fn run(&mut self, path: &str, text: &str) {
        let vocabulary = Vocabulary::new(self.program);
        let path_span = Span::new(self.source, 0, path.len());
        let (entity, item, field, entry) = match place(&vocabulary, path, path_span) {
            Ok(Place::Of { entity, item, field: Some(field), entry }) => (entity, item, field, entry),
            Ok(_) => {
                let why = Words::new("要写到具体事项", "it must name a field");
                self.sink.push(unknown_path(path_span, path, why, &[], ""));
                return;
            }
            Err(diagnostic) => {
                self.sink.push(*diagnostic);
                return;
            }
        };
        let Some(rows) = self.rows(entity, item.as_deref(), path, path_span) else { return };
        let value = self.value(path.len() + 1, text);
        if self.sink.errors() > 0 {
            return;
        }
        match &entry {
            Some(clause) => self.set_entry(&vocabulary, (entity, field), &rows, clause, path_span, &value),
            None => self.set_field(&vocabulary, entity, field, &rows, &value),
        }
        if self.sink.errors() == 0 {
            let is_one = item.is_some() || self.program.entities.at(entity).is_single();
            let row = rows.first().copied().filter(|_| is_one);
            self.remember(Assumption { source: self.source, row, field, entry });
        }
    }

    /// Adds an assumption, in the place of earlier ones about the same.
    fn remember(&mut self, new: Assumption) {
        self.facts.assumed.retain(|old| {
            let is_same = old.field == new.field && (new.entry.is_none() || old.entry == new.entry);
            !is_same || new.row.is_some() && old.row != new.row
        });
        self.facts.assumed.push(new);
    }

    /// The rows meant: one, or all.
    fn rows(&mut self, entity: EntityId, item: Option<&str>, path: &str, span: Span) -> Option<Vec<RowId>> {
        rows_named(self.facts, entity, item, path, span).map_err(|fault| self.sink.push(*fault)).ok()
    }

    /// The value, read as YAML from byte `base` of the assignment on.
    fn value<'t>(&mut self, base: usize, text: &'t str) -> Node<'t> {
        let mut events = TextEvents::new(self.source, base, text);
        let (step, span) = events.next(&mut self.sink);
        if matches!(step, crate::events::Step::End) {
            return Node::scalar("", Span::new(self.source, base, base + text.len()));
        }
        let node = node(&mut events, step, span, &mut self.sink);
        events.next(&mut self.sink);
        node
    }

    fn set_field(
        &mut self,
        vocabulary: &Vocabulary<'_>,
        entity: EntityId,
        field: FieldId,
        rows: &[RowId],
        value: &Node<'_>,
    ) {
        let converter = Converter { vocabulary, sink: &mut self.sink, json: false }.field(field, value);
        let Some(Stated { value, span, evidence }) = converter else { return };
        let declared = self.program.fields.at(field);
        if let Some(Raw::Ledger(mut entries)) = value {
            let facts = self.facts.rows.at_mut(entity);
            if let Some(row) = rows.first() {
                facts.ledger.remove(&(field, *row));
                facts.entry_evidence.remove(&(field, *row));
                set_ledger(facts, field, *row, std::mem::take(&mut entries));
            }
            return;
        }
        let cell = match (&value, target(declared.ty)) {
            (None, _) => None,
            (Some(Raw::Ready(value)), _) => Some(value.clone()),
            (Some(raw), Some(entity)) => {
                let rows = &self.facts.rows;
                Resolver { program: self.program, rows, sink: &mut self.sink, unlisted: HashSet::new() }
                    .value(entity, raw, span)
            }
            (Some(_), None) => None,
        };
        if self.sink.errors() > 0 {
            return;
        }
        let cell = cell.map(|value| Cell { value, span });
        let of_entity = self.facts.rows.at_mut(entity);
        for row in rows {
            of_entity.set(declared.column, *row, cell.clone());
            of_entity.evidence.remove(&(field, *row));
            if let Some(evidence) = &evidence {
                of_entity.evidence.insert((field, *row), evidence.clone());
            }
        }
        for (inverse, index) in inverse_of(self.program, &self.facts.rows, field) {
            *self.facts.inverses.at_mut(inverse) = index;
        }
    }

    fn set_entry(
        &mut self,
        vocabulary: &Vocabulary<'_>,
        (entity, field): (EntityId, FieldId),
        rows: &[RowId],
        clause: &str,
        path_span: Span,
        value: &Node<'_>,
    ) {
        let Type::Ledger(kind) = self.program.fields.at(field).ty else {
            let why = Words::new("这一事项不分条款", "the field has no entries");
            self.sink.push(unknown_path(path_span, clause, why, &[], ""));
            return;
        };
        let mut converter = Converter { vocabulary, sink: &mut self.sink, json: false };
        let entry = converter.ledger_entry(kind, clause, path_span, value);
        if let (Some(entry), Some(row)) = (entry, rows.first()) {
            let rows = self.facts.rows.at_mut(entity);
            if let Some(evidence) = rows.entry_evidence.get_mut(&(field, *row)) {
                evidence.remove(clause);
            }
            set_ledger(rows, field, *row, vec![entry]);
        }
    }
}
