//! The items that headline questions are about and that have a size: each with its main facts and what each question comes to.
//!
//! Main facts are those that the headline norms can read. A cell is blank where the plan says nothing.

use std::collections::HashSet;

use guiju_explain::{Telling, subject_size};
use guiju_ir::{Dimension, EntityId, FieldId, Op, Program, Rat, Reference, RuleId, Subject, Type, Value};
use rust_xlsxwriter::XlsxError;

use super::decisions::{Outcomes, place};
use super::lists::unit;
use super::sheet::{Book, Cell, Column, Kind};
use crate::Review;
use crate::words::{MU, bracketed, say};

/// A sheet per such entity.
pub(super) fn items(review: &Review, outcomes: &Outcomes, book: &mut Book) -> Result<(), XlsxError> {
    let program = review.case.program;
    let mut entities: Vec<EntityId> = Vec::new();
    for (norm, _) in &program.decisions {
        let entity = program.rules.at(*norm).subject;
        let has_size = review
            .case
            .facts
            .subjects(entity)
            .any(|subject| subject_size(&review.case, subject, Dimension::Area).is_some());
        if has_size && !entities.contains(&entity) {
            entities.push(entity);
        }
    }
    for entity in entities {
        sheet(review, entity, outcomes, book)?;
    }
    Ok(())
}

fn sheet(review: &Review, entity: EntityId, outcomes: &Outcomes, book: &mut Book) -> Result<(), XlsxError> {
    let (lang, program) = (review.lang, review.case.program);
    let norms: Vec<RuleId> = program
        .decisions
        .iter()
        .map(|(norm, _)| *norm)
        .filter(|norm| program.rules.at(*norm).subject == entity)
        .collect();
    let fields = main_facts(program, entity, &norms);
    let mut columns = vec![
        Column::new(say(lang, "编号", "id"), Kind::Word),
        Column::new(say(lang, "名称", "name"), Kind::Prose),
        Column::new(say(lang, "面积（公顷）", "area (ha)"), Kind::Hectares),
        Column::new(say(lang, "面积（亩）", "area (mu)"), Kind::Number),
    ];
    columns.extend(
        norms.iter().map(|norm| Column::new(program.rules.at(*norm).name.label.get(lang), Kind::Word)),
    );
    columns.extend(fields.iter().map(|field| {
        let field = program.fields.at(*field);
        let (unit, kind) = match field.ty {
            Type::Quantity(Dimension::Date) => ("", Kind::Date),
            Type::Quantity(Dimension::Area) => (unit(lang, Dimension::Area), Kind::Hectares),
            Type::Quantity(Dimension::Year) => ("", Kind::Number),
            Type::Quantity(dimension) => (unit(lang, dimension), Kind::Number),
            _ => ("", Kind::Word),
        };
        let unit = if unit.is_empty() { String::new() } else { bracketed(lang, unit) };
        Column::new(format!("{}{unit}", field.name.label.get(lang)), kind)
    }));
    columns.push(Column::new(say(lang, "方案位置", "place in the plan"), Kind::Word));
    let label = program.entities.at(entity).name.label.get(lang).to_string();
    let mut table = book.table(&label, columns, 2)?;
    let telling = Telling { case: review.case, lang };
    for subject in review.case.facts.subjects(entity) {
        let area = subject_size(&review.case, subject, Dimension::Area).flatten();
        let mut row = vec![
            Cell::text(review.case.facts.id(subject)),
            telling.name(subject).map_or(Cell::Blank, Cell::Text),
            Cell::number(area.clone()),
            Cell::number(area.map(|area| area.mul(&Rat::whole(MU)))),
        ];
        row.extend(norms.iter().map(|norm| match outcomes.get(&(*norm, subject)) {
            Some(words) => Cell::text(words),
            None => Cell::Blank,
        }));
        row.extend(fields.iter().map(|field| fact(&telling, subject, *field)));
        row.push(Cell::text(place(review, subject)));
        table.row(row)?;
    }
    table.end()
}

/// The facts of the entity that the norms can read, in the order of the vocabulary; its size and name stand by themselves.
fn main_facts(program: &Program, entity: EntityId, norms: &[RuleId]) -> Vec<FieldId> {
    let roots = norms.iter().flat_map(|norm| program.rules.at(*norm).deciding());
    let read: HashSet<FieldId> = program
        .nodes_below(roots)
        .filter_map(|(_, node)| match &node.op {
            Op::Field(_, field) => Some(*field),
            _ => None,
        })
        .collect();
    let own = program.entities.at(entity).fields.iter().copied();
    let areas: Vec<FieldId> =
        own.clone().filter(|field| program.fields.at(*field).ty == Type::Quantity(Dimension::Area)).collect();
    own.filter(|field| read.contains(field) && (areas.len() > 1 || !areas.contains(field))).collect()
}

/// What the plan states, as the type that it has.
fn fact(telling: &Telling, subject: Subject, field: FieldId) -> Cell {
    let case = telling.case;
    let Some(cell) = case.facts.cell(case.program, subject, field) else { return Cell::Blank };
    match (&cell.value, case.program.fields.at(field).ty) {
        (Value::Quantity(interval), Type::Quantity(dimension)) => match interval.as_point() {
            Some(point) if dimension == Dimension::Date => match point.to_whole() {
                Some(day) => i32::try_from(day).map_or(Cell::Blank, Cell::Date),
                None => Cell::text(telling.value(field, &cell.value)),
            },
            Some(point) => Cell::Number(point.clone()),
            None => Cell::text(telling.value(field, &cell.value)),
        },
        (Value::Entity(Reference::One(row)), Type::Entity(entity)) => {
            Cell::text(case.facts.id(Subject { entity, row: *row }))
        }
        (value, _) => Cell::text(telling.value(field, value)),
    }
}
