//! Facts, as the plan gives them.
//!
//! A stated fact is taken; else what the vocabulary presumes; else what it derives; else nothing is known but the range.
//! Behind an unknown reference every fact is unknown, presumed or not; behind one to none it is absent.

use guiju_ir::{FactRef, FieldId, NodeId, Reading, Reference, RowId, RuleId, Subject, Value};

use crate::pass::{Pass, Seen};
use crate::record::Record;
use crate::unknown::unknown;

impl<R: Record> Pass<'_, R> {
    /// A field of the item that `of` points at.
    pub fn field(&mut self, of: Seen, field: FieldId) -> Seen {
        match of.value {
            Value::Entity(Reference::One(row)) => {
                let fact = self.fact(row, field);
                Seen { switches: of.switches | fact.switches, ..fact }
            }
            Value::Entity(Reference::Unknown) => {
                let field = self.world.program.fields.at(field);
                let value = unknown(&field.ty, &field.range);
                Seen { value, switches: of.switches, may_be_absent: true }
            }
            _ => Seen { value: Value::Absent, ..of },
        }
    }

    fn fact(&mut self, row: RowId, id: FieldId) -> Seen {
        let (program, facts) = (self.world.program, self.world.facts);
        let field = program.fields.at(id);
        let subject = Subject { entity: field.entity, row };
        let fact = || FactRef { subject, field: id, entry: None };
        if let Some(cell) = facts.rows.at(field.entity).cell(field.column, row) {
            self.recorder.read(|| match is_partial(&cell.value) {
                true => Reading::MissingList(facts.path(program, &fact())),
                false => Reading::Stated(fact()),
            });
            return Seen::plain(cell.value.clone());
        }
        if let Some(presumed) = &field.presumed {
            self.recorder.read(|| Reading::Presumed(fact()));
            return Seen::plain(presumed.clone());
        }
        if let Some((rule, value)) = field.derived.and_then(|rule| Some((rule, formula(self, rule)?))) {
            self.recorder.read(|| Reading::Derived(fact()));
            self.recorder.called(rule, row);
            return self.result(value, rule, row);
        }
        self.recorder.read(|| Reading::Missing(fact()));
        Seen::plain(unknown(&field.ty, &field.range))
    }

    /// An entry of a ledger field.
    pub fn ledger_entry(&mut self, of: Seen, id: FieldId, entry: &str) -> Seen {
        let field = self.world.program.fields.at(id);
        let value = match of.value {
            Value::Entity(Reference::One(row)) => {
                let subject = Subject { entity: field.entity, row };
                let fact = || FactRef { subject, field: id, entry: Some(entry.to_string()) };
                let ledger = self.world.facts.rows.at(field.entity).ledger.get(&(id, row));
                let stated = ledger.and_then(|entries| entries.get(entry));
                self.recorder.read(|| match (stated, &field.presumed) {
                    (Some(_), _) => Reading::Stated(fact()),
                    (None, Some(_)) => Reading::Presumed(fact()),
                    (None, None) => Reading::Missing(fact()),
                });
                stated
                    .map(|cell| &cell.value)
                    .or(field.presumed.as_ref())
                    .cloned()
                    .unwrap_or(Value::Choice(None))
            }
            Value::Entity(Reference::Unknown) => Value::Choice(None),
            _ => Value::Absent,
        };
        Seen { value, ..of }
    }
}

fn formula<R: Record>(pass: &Pass<'_, R>, rule: RuleId) -> Option<NodeId> {
    pass.world.program.rules.at(rule).value()
}

fn is_partial(value: &Value) -> bool {
    match value {
        Value::Entities(list) => !list.complete,
        Value::Choices(choices) => !choices.complete,
        Value::Texts(texts) => !texts.complete,
        _ => false,
    }
}
