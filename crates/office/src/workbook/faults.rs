//! The list of problems: one row per problem and subject, with the number that the opinion gives it.

use std::collections::HashSet;

use guiju_base::Lang;
use guiju_explain::{Telling, subject_size};
use guiju_ir::{ClauseId, Dimension, Rat};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Book, Cell, Column, Kind};
use crate::Review;
use crate::opinion::Pen;
use crate::problems::{Problem, Problems};
use crate::words::{MU, say};

/// Writes the list.
pub(super) fn faults(review: &Review, found: &Problems, book: &mut Book) -> Result<(), XlsxError> {
    let lang = review.lang;
    let columns = [
        ("序号", "no.", Kind::Word),
        ("性质", "nature", Kind::Word),
        ("问题", "problem", Kind::Prose),
        ("情形", "situation", Kind::Prose),
        ("依据", "clauses", Kind::Word),
        ("条文", "words of the clauses", Kind::Prose),
        ("对象类型", "kind", Kind::Word),
        ("对象编号", "id", Kind::Word),
        ("名称", "name", Kind::Prose),
        ("面积（公顷）", "area (ha)", Kind::Hectares),
        ("面积（亩）", "area (mu)", Kind::Number),
        ("整改要求或建议", "to be put right, or advice", Kind::Prose),
    ];
    let columns = columns.into_iter().map(|(zh, en, kind)| Column::new(say(lang, zh, en), kind)).collect();
    let mut table = book.table(say(lang, "问题清单", "Problems"), columns, 1)?;
    let pen = Pen::new(review);
    let advice = found.advice.iter().enumerate().map(|(at, problem)| {
        let number = match lang {
            Lang::Zh => format!("建议{}", at + 1),
            Lang::En => format!("advice {}", at + 1),
        };
        (number, say(lang, "建议", "advice"), problem)
    });
    let beyond =
        found.beyond.iter().map(|problem| (String::new(), say(lang, "不具备条件", "cannot be had"), problem));
    let faults = pen.numbered(found).into_iter();
    let faults = faults.map(|(number, problem)| (number.to_string(), say(lang, "问题", "problem"), problem));
    for (number, nature, problem) in faults.chain(advice).chain(beyond) {
        for row in rows(&pen, review, (&number, nature), problem) {
            table.row(row)?;
        }
    }
    table.end()
}

fn rows(pen: &Pen, review: &Review, (number, nature): (&str, &str), problem: &Problem) -> Vec<Vec<Cell>> {
    let (lang, case) = (review.lang, review.case);
    let telling = Telling { case, lang };
    let heading = pen.heading(problem);
    let mut rows = Vec::new();
    for situation in &problem.situations {
        let clauses = pen.grounds(problem, situation);
        let words = quoted(review, &clauses);
        let ids = case.program.clause_ids(&clauses).join(" ");
        let demand = pen.demand(problem, situation);
        for subject in &situation.subjects {
            let area = subject_size(&case, *subject, Dimension::Area).flatten();
            rows.push(vec![
                Cell::text(number),
                Cell::text(nature),
                Cell::text(&heading),
                Cell::text(situation.reason.get(lang)),
                Cell::text(&ids),
                Cell::text(&words),
                Cell::text(case.program.entities.at(subject.entity).name.label.get(lang)),
                Cell::text(case.facts.id(*subject)),
                telling.name(*subject).map_or(Cell::Blank, Cell::Text),
                Cell::number(area.clone()),
                Cell::number(area.map(|area| area.mul(&Rat::whole(MU)))),
                Cell::text(&demand),
            ]);
        }
    }
    rows
}

/// The words of clauses, a line each.
fn quoted(review: &Review, clauses: &[ClauseId]) -> String {
    let mut seen = HashSet::new();
    let told = clauses.iter().filter(|clause| seen.insert(**clause));
    let told = told.filter_map(|clause| review.case.program.clauses.get(*clause));
    let told: Vec<String> = told.map(|clause| format!("{} {}", clause.id, clause.text.trim())).collect();
    told.join("\n")
}
