//! What is not the plan's but was assumed on top of it, in words: for the head of a report, and beside each fact.
//!
//! A report that rests on assumptions says so wherever one looks: an answer to "what if" must not pass for the plan's.

use guiju_base::{Id, Lang};
use guiju_ir::{Assumption, Cell, EntityId, FactRef, RowId, Subject, Type, Value};

use crate::case::Case;
use crate::quantity::Precision;
use crate::values::Teller;
use crate::words::{list, say};

/// Assumptions named in a line.
const NAMED: usize = 12;

/// The assumptions of a call in one line: `已建设 = 是（parcels[X1].built）`; nothing without any.
pub(crate) fn line(case: &Case, lang: Lang) -> Option<String> {
    let all = &case.facts.assumed;
    let told: Vec<String> = all.iter().take(NAMED).map(|assumed| told(case, assumed, lang)).collect();
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more if lang == Lang::Zh => format!("等，另有 {more} 项"),
        more => format!(" and {more} more"),
    };
    (!told.is_empty()).then(|| format!("{}{more}", list(lang, &told)))
}

/// `parcels[X1].built = 是`
pub(crate) fn fact(case: &Case, fact: &FactRef, lang: Lang) -> String {
    let value = case.facts.stated(case.program, fact);
    let path = case.facts.path(case.program, fact);
    format!("{path} = {}", value_words(case, fact, value, lang))
}

/// An assumption as a program reads it: where it belongs, the fact, and its value, nothing where it takes one back.
pub(crate) fn stated<'a>(case: &Case<'a>, assumed: &Assumption) -> (String, FactRef, Option<&'a Value>) {
    let fact = example(case, assumed);
    let path = match assumed.row {
        Some(_) => case.facts.path(case.program, &fact),
        None => {
            let field = case.program.fields.at(assumed.field);
            format!("{}.{}", case.program.entities.at(field.entity).key(), field.name.id)
        }
    };
    let cell = case.facts.stated(case.program, &fact).filter(|cell| cell.span.source == assumed.source);
    (path, fact, cell.map(|cell| &cell.value))
}

/// A whole ledger, which is no single value, as it was written.
pub(crate) fn ledger(case: &Case, assumed: &Assumption) -> Option<String> {
    let is_ledger = matches!(case.program.fields.at(assumed.field).ty, Type::Ledger(_));
    let written = case.sources.get(assumed.source).filter(|_| is_ledger && assumed.entry.is_none())?;
    written.text.split_once('=').map(|(_, value)| value.trim().to_string())
}

/// A fact with its value, the label first: `已建设 = 是（parcels[X1].built）`.
fn told(case: &Case, assumed: &Assumption, lang: Lang) -> String {
    let (path, fact, _) = stated(case, assumed);
    let field = case.program.fields.at(assumed.field);
    let entry = fact.entry.as_ref().map(|entry| format!(" {entry}")).unwrap_or_default();
    let label = format!("{}{entry}", field.name.label.get(lang));
    let cell = case.facts.stated(case.program, &fact).filter(|cell| cell.span.source == assumed.source);
    let value = ledger(case, assumed).unwrap_or_else(|| value_words(case, &fact, cell, lang));
    match lang {
        Lang::Zh => format!("{label} = {value}（{path}）"),
        Lang::En => format!("{label} = {value} ({path})"),
    }
}

fn value_words(case: &Case, fact: &FactRef, cell: Option<&Cell>, lang: Lang) -> String {
    let ty = &case.program.fields.at(fact.field).ty;
    let teller = Teller { case: *case, lang };
    cell.map_or_else(
        || say(lang, "未知", "unknown").to_string(),
        |cell| teller.value(ty, &cell.value, Precision::Plain),
    )
}

/// The fact that an assumption states; of all items, the first that has it.
fn example(case: &Case, assumed: &Assumption) -> FactRef {
    let entity: EntityId = case.program.fields.at(assumed.field).entity;
    let of = |row: RowId| FactRef {
        subject: Subject { entity, row },
        field: assumed.field,
        entry: assumed.entry.clone(),
    };
    let has_it = |fact: &FactRef| {
        case.facts.stated(case.program, fact).is_some_and(|cell| cell.span.source == assumed.source)
    };
    let first = || case.facts.subjects(entity).map(|subject| of(subject.row)).find(has_it);
    match assumed.row {
        Some(row) => of(row),
        None => first().unwrap_or_else(|| of(RowId::new(0))),
    }
}
