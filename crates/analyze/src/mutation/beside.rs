//! Mutants of what is declared beside the rules: which reading is the default, what is presumed of a fact.

use guiju_ir::{FieldId, Op, RuleId, SwitchId, Truth, Type, Value};

use super::text::Face;
use super::{Changed, Edit, Kind, Maker, Words, owned};
use crate::encoding::Declaration;

impl Maker<'_> {
    pub(super) fn default_reading(&mut self, switch: SwitchId) {
        let declared = self.program.switches.at(switch);
        let reach = self.dependents.rules(&[Declaration::Reading(switch)]);
        let name = |option: usize| {
            declared.options.get(option).map(|option| option.name.id.clone()).unwrap_or_default()
        };
        for option in (0..declared.options.len()).filter(|option| *option != declared.default) {
            let (before, after) = (name(declared.default), name(option));
            let words = Words::new(declared.span, before, after);
            let edit = Edit::Default(switch, option);
            let clauses = declared.clauses.clone();
            self.push(Changed::Reading(switch), Kind::DefaultReading, clauses, edit, words, reach.clone());
        }
    }

    /// The other way round, and not made at all.
    pub(super) fn presumption(&mut self, field: FieldId) {
        let declared = self.program.fields.at(field);
        let Some(presumed) = &declared.presumed else { return };
        let readers = self.readers(field);
        let mut clauses: Vec<_> =
            readers.iter().flat_map(|rule| self.program.rules.at(*rule).clauses.clone()).collect();
        clauses.sort_unstable();
        clauses.dedup();
        let reach = self.reach(&readers);
        let face = Face::of(self.text.sources.slice(declared.span));
        let before = self.value_words(presumed, declared.ty, face);
        for other in self.other_presumptions(presumed, declared.ty) {
            let after = other.as_ref().map(|value| self.value_words(value, declared.ty, face));
            let words = Words::new(declared.span, before.clone(), after.unwrap_or_default());
            let (of, edit) = (Changed::Fact(field), Edit::Presumed(field, other));
            self.push(of, Kind::Presumption, clauses.clone(), edit, words, reach.clone());
        }
    }

    fn other_presumptions(&self, presumed: &Value, ty: Type) -> Vec<Option<Value>> {
        let otherwise = match (presumed, ty) {
            (Value::Truth(truth), _) if *truth != Truth::Unknown => vec![Value::Truth(!*truth)],
            (Value::Choice(Some(value)), Type::Choice(id)) => {
                let values = self.program.enums.at(id).values.len();
                let others = (0..u16::try_from(values).unwrap_or(u16::MAX)).filter(|other| other != value);
                others.map(|other| Value::Choice(Some(other))).collect()
            }
            _ => Vec::new(),
        };
        otherwise.into_iter().map(Some).chain([None]).collect()
    }

    fn value_words(&self, value: &Value, ty: Type, face: Face) -> String {
        match (value, ty) {
            (Value::Truth(Truth::True), _) => face.pick("是", "true").to_string(),
            (Value::Truth(_), _) => face.pick("否", "false").to_string(),
            (Value::Choice(Some(value)), Type::Choice(id)) => self.text.choice(id, *value, face),
            (Value::Quantity(interval), _) => {
                interval.as_point().map(ToString::to_string).unwrap_or_default()
            }
            (Value::Text(Some(text)), _) => text.to_string(),
            _ => String::new(),
        }
    }

    /// The rules whose own nodes read a fact.
    fn readers(&self, field: FieldId) -> Vec<RuleId> {
        let reads = |owned: &owned::Owned| {
            matches!(self.program.nodes.at(owned.node).op,
                Op::Field(_, of) | Op::LedgerEntry(_, of, _) if of == field)
        };
        let mut readers: Vec<RuleId> =
            owned::owned(self.program).into_iter().filter(reads).map(|owned| owned.rule).collect();
        readers.dedup();
        readers
    }
}
