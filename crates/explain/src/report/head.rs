//! What a plan states for its readers alone: facts of singletons that no rule reads.
//!
//! The stage of a plan, its approval and its base year are such facts; which they are is for the vocabulary to say.

use std::collections::HashSet;

use guiju_base::Words;
use guiju_ir::{Dimension, FieldId, Op, Subject, Type};

use crate::case::Case;
use crate::quantity::Precision;
use crate::values::Teller;
use crate::words::{both, say};

/// Label and value of each such fact that the plan states.
pub(crate) fn stated(case: &Case) -> Vec<(Words, Words)> {
    let program = case.program;
    let read: HashSet<FieldId> = program
        .nodes
        .values()
        .filter_map(|node| match &node.op {
            Op::Field(_, field) | Op::LedgerEntry(_, field, _) => Some(*field),
            _ => None,
        })
        .collect();
    told(case, &|field| !read.contains(&field))
}

/// Label and value of each fact that the plan states of its singletons in words, as a year or a date, whether a rule reads it
/// or not: who made the plan, who approves it, at which stage it is.
pub fn particulars(case: &Case) -> Vec<(Words, Words)> {
    told(case, &|_| true)
}

fn told(case: &Case, keep: &dyn Fn(FieldId) -> bool) -> Vec<(Words, Words)> {
    let program = case.program;
    let singles = program.entities.iter().filter(|(_, entity)| entity.is_single());
    let mut facts = Vec::new();
    for (entity, declared) in singles {
        let Some(subject): Option<Subject> = case.facts.subjects(entity).next() else { continue };
        for field in declared.fields.iter().copied().filter(|field| keep(*field)) {
            let declared = program.fields.at(field);
            let tells = matches!(
                declared.ty,
                Type::Choice(_) | Type::Text | Type::Quantity(Dimension::Year | Dimension::Date)
            );
            let Some(cell) = case.facts.cell(program, subject, field).filter(|_| tells) else { continue };
            let value =
                |lang| Teller { case: *case, lang }.value(&declared.ty, &cell.value, Precision::Plain);
            // A label that several entities have, such as a name, says whose it is.
            let alike = program.fields.values().filter(|field| field.name.label.zh == declared.name.label.zh);
            let shared = alike.count() > 1;
            let label = |lang| {
                let owner = program.entities.at(entity).name.label.get(lang);
                let own = declared.name.label.get(lang);
                if shared { format!("{owner}{}{own}", say(lang, "", " ")) } else { own.to_string() }
            };
            facts.push((both(label), both(value)));
        }
    }
    facts
}
