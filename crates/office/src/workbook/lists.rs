//! Lists: what is missing and whose it is, readings that turn outcomes, and the accounts.

use guiju_base::Lang;
use guiju_explain::{Needs, Telling, outcome_words};
use guiju_ir::{ClauseId, Dimension, NormKind, Type};
use rust_xlsxwriter::XlsxError;

use super::decisions::lines;
use super::sheet::{Book, Cell, Column, Kind};
use crate::Review;
use crate::open::Wanted;
use crate::words::say;

/// Decisions that are named beside a missing fact; the rest are counted.
const NAMED: usize = 20;

/// What is missing: a fact or determination per row.
pub(super) fn wanted(review: &Review, wanted: Vec<Wanted>, book: &mut Book) -> Result<(), XlsxError> {
    let (lang, program) = (review.lang, review.case.program);
    let columns = [
        ("方案路径", "path", Kind::Word),
        ("对象类型", "kind", Kind::Word),
        ("事项", "fact", Kind::Word),
        ("需要", "needs", Kind::Word),
        ("由谁提供或认定", "by", Kind::Word),
        ("待定结论数", "open decisions", Kind::Number),
        ("待定结论", "which", Kind::Prose),
        ("依据", "clauses", Kind::Prose),
    ];
    let columns = columns.into_iter().map(|(zh, en, kind)| Column::new(say(lang, zh, en), kind)).collect();
    let mut table = book.table(say(lang, "待补材料与认定", "Missing"), columns, 1)?;
    for Wanted { missing, decisions } in wanted {
        let mut clauses: Vec<ClauseId> = Vec::new();
        for (norm, _) in &decisions {
            clauses.extend(&program.rules.at(*norm).clauses);
        }
        clauses.sort();
        clauses.dedup();
        let named = decisions.iter().take(NAMED).map(|(norm, subject)| {
            format!("{} {}", program.rules.at(*norm).name.label.get(lang), review.case.facts.id(*subject))
        });
        let mut named: Vec<String> = named.collect();
        if let Some(rest) = decisions.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
            named.push(match lang {
                Lang::Zh => format!("……另有{rest}项"),
                Lang::En => format!("… and {rest} more"),
            });
        }
        let kind = missing.fact.map(|(entity, _)| program.entities.at(entity).name.label.get(lang));
        let needs = match missing.needs {
            Needs::Fact => say(lang, "方案补充填报", "to be stated in the plan"),
            Needs::Determination => say(lang, "认定", "determination"),
            Needs::Approval => say(lang, "办理或批准", "a step of procedure"),
        };
        table.row(vec![
            Cell::Text(missing.path),
            kind.map_or(Cell::Blank, Cell::text),
            Cell::text(missing.label.get(lang)),
            Cell::text(needs),
            missing.by.as_ref().map_or(Cell::Blank, |by| Cell::text(by.get(lang))),
            Cell::count(decisions.len()),
            lines(named),
            Cell::text(program.clause_ids(&clauses).join(" ")),
        ])?;
    }
    table.end()
}

/// A decision that a reading turns per row.
pub(super) fn readings(review: &Review, book: &mut Book) -> Result<(), XlsxError> {
    let (lang, case) = (review.lang, review.case);
    let columns = [
        ("登记号", "register", Kind::Word),
        ("口径", "reading of", Kind::Word),
        ("条文", "clauses", Kind::Word),
        ("本次采用", "taken here", Kind::Prose),
        ("若采用", "the other reading", Kind::Prose),
        ("规则", "norm", Kind::Word),
        ("对象类型", "kind", Kind::Word),
        ("对象编号", "id", Kind::Word),
        ("现结论", "outcome", Kind::Word),
        ("改为", "outcome then", Kind::Word),
    ];
    let columns = columns.into_iter().map(|(zh, en, kind)| Column::new(say(lang, zh, en), kind)).collect();
    let mut table = book.table(say(lang, "口径影响", "Readings"), columns, 2)?;
    let mut turned: Vec<_> = review
        .answer
        .verdicts
        .iter()
        .flat_map(|verdict| verdict.turns.iter().map(move |turn| (turn, verdict)))
        .collect();
    // A stable sort: within a reading the order of reports stays.
    turned.sort_by_key(|(turn, _)| (turn.switch, turn.option));
    for (turn, verdict) in turned {
        let switch = case.program.switches.at(turn.switch);
        let option = |at: usize| switch.options.get(at).map_or("", |option| option.name.label.get(lang));
        let rule = case.program.rules.at(verdict.norm);
        let kind = rule.norm().map_or(NormKind::Permit, |norm| norm.kind);
        table.row(vec![
            switch.register.as_deref().map_or(Cell::Blank, Cell::text),
            Cell::text(switch.name.label.get(lang)),
            Cell::text(case.program.clause_ids(&switch.clauses).join(" ")),
            Cell::text(option(case.question.readings.chosen(turn.switch))),
            Cell::text(option(turn.option)),
            Cell::text(rule.name.label.get(lang)),
            Cell::text(case.program.entities.at(verdict.subject.entity).name.label.get(lang)),
            Cell::text(case.facts.id(verdict.subject)),
            Cell::text(outcome_words(kind, verdict.outcome).get(lang)),
            Cell::text(outcome_words(kind, turn.outcome).get(lang)),
        ])?;
    }
    table.end()
}

/// A value of a quantity term per row.
pub(super) fn values(review: &Review, book: &mut Book) -> Result<(), XlsxError> {
    let (lang, case) = (review.lang, review.case);
    let columns = [
        ("事项", "term", Kind::Word),
        ("对象", "subject", Kind::Word),
        ("数值", "value", Kind::Number),
        ("不少于", "at least", Kind::Number),
        ("不多于", "at most", Kind::Number),
        ("单位", "unit", Kind::Word),
        ("依据", "clauses", Kind::Word),
    ];
    let columns = columns.into_iter().map(|(zh, en, kind)| Column::new(say(lang, zh, en), kind)).collect();
    let mut table = book.table(say(lang, "账目", "Accounts"), columns, 1)?;
    let telling = Telling { case, lang };
    for value in &review.report.values {
        let rule = case.program.rules.at(value.term);
        let dimension = match rule.value().map(|node| case.program.nodes.at(node).ty) {
            Some(Type::Quantity(dimension)) => Some(dimension),
            _ => None,
        };
        let point = value.value.as_point().cloned();
        let known = point.is_some();
        let end = |end: &Option<guiju_ir::Rat>| Cell::number(end.clone().filter(|_| !known));
        table.row(vec![
            Cell::text(rule.name.label.get(lang)),
            Cell::text(telling.item(value.subject)),
            Cell::number(point),
            end(&value.value.low),
            end(&value.value.high),
            dimension.map_or(Cell::Blank, |dimension| Cell::text(unit(lang, dimension))),
            Cell::text(case.program.clause_ids(&rule.clauses).join(" ")),
        ])?;
    }
    table.end()
}

/// The base unit of a dimension, by its name.
pub(super) fn unit(lang: Lang, dimension: Dimension) -> &'static str {
    match (lang, dimension) {
        (Lang::Zh, _) => guiju_ir::Unit::base(dimension),
        (Lang::En, Dimension::Area) => "ha",
        (Lang::En, Dimension::Angle) => "degrees",
        (Lang::En, Dimension::Length) => "m",
        (Lang::En, Dimension::Money) => "yuan",
        (Lang::En, Dimension::Ratio) => "times",
        (Lang::En, Dimension::Households) => "households",
        (Lang::En, Dimension::Duration) => "days",
        (Lang::En, Dimension::Number | Dimension::Year | Dimension::Date) => "",
    }
}
