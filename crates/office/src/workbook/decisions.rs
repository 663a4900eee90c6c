//! Every decision of the answer, one row each, derived one by one.
//!
//! What open ones wait for and the words of the headline ones are kept on the way, for the sheets that need them.

use std::collections::HashMap;

use guiju_base::Lang;
use guiju_explain::{Finding, Telling, finding, flag_words, outcome_words, subject_size};
use guiju_ir::{Dimension, Inquiry, NormKind, Rat, RuleId, Subject};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Book, Cell, Column, Kind};
use crate::Review;
use crate::open::{Open, Wanted};
use crate::words::{MU, bracketed, official, quoted, say};

/// The words of headline outcomes, by norm and subject.
pub(super) type Outcomes = HashMap<(RuleId, Subject), String>;

/// Writes all decisions.
pub(super) fn decisions(
    review: &Review,
    inquiry: &mut dyn Inquiry,
    book: &mut Book,
) -> Result<(Vec<Wanted>, Outcomes), XlsxError> {
    let lang = review.lang;
    let questions: HashMap<RuleId, &str> =
        review.case.program.decisions.iter().map(|(norm, question)| (*norm, question.get(lang))).collect();
    let mut open = Open::default();
    let mut outcomes = Outcomes::new();
    let mut table = book.table(say(lang, "审查结论", "Decisions"), columns(lang), 2)?;
    let teller = Teller { review, telling: Telling { case: review.case, lang }, lang };
    for verdict in &review.answer.verdicts {
        let derivation = inquiry.derive(verdict.norm, verdict.subject);
        let found = finding(&review.case, verdict, derivation.as_ref());
        open.add(&found);
        let question = questions.get(&verdict.norm).copied();
        if question.is_some() {
            outcomes.insert((verdict.norm, verdict.subject), teller.telling.outcome(&found));
        }
        table.row(teller.row(&found, question))?;
    }
    table.end()?;
    Ok((open.finish(), outcomes))
}

fn columns(lang: Lang) -> Vec<Column> {
    let columns = [
        ("规则编号", "norm", Kind::Word),
        ("规则", "label", Kind::Word),
        ("审查事项", "question", Kind::Prose),
        ("依据", "clauses", Kind::Word),
        ("对象类型", "kind", Kind::Word),
        ("对象编号", "id", Kind::Word),
        ("名称", "name", Kind::Prose),
        ("面积（公顷）", "area (ha)", Kind::Hectares),
        ("面积（亩）", "area (mu)", Kind::Number),
        ("结论", "outcome", Kind::Word),
        ("结论代码", "outcome id", Kind::Word),
        ("标记", "flags", Kind::Prose),
        ("原因", "reasons", Kind::Prose),
        ("效果", "effects", Kind::Prose),
        ("未免除", "left in place", Kind::Prose),
        ("附带义务", "duties", Kind::Prose),
        ("禁止性规定", "stopped by", Kind::Prose),
        ("尚缺", "missing", Kind::Prose),
        ("口径影响", "readings", Kind::Prose),
        ("方案位置", "place in the plan", Kind::Word),
    ];
    columns.into_iter().map(|(zh, en, kind)| Column::new(say(lang, zh, en), kind)).collect()
}

struct Teller<'r> {
    review: &'r Review<'r>,
    telling: Telling<'r>,
    lang: Lang,
}

impl Teller<'_> {
    fn row(&self, found: &Finding, question: Option<&str>) -> Vec<Cell> {
        let (lang, case) = (self.lang, self.review.case);
        let rule = case.program.rules.at(found.norm);
        let area = subject_size(&case, found.subject, Dimension::Area).flatten();
        let flags: Vec<String> =
            found.flags.iter().map(|flag| flag_words(flag).get(lang).to_string()).collect();
        let effects = found
            .effects
            .iter()
            .map(|effect| case.program.effects.at(*effect).name.label.get(lang).to_string());
        let leaves = found.leaves.iter().map(|words| words.get(lang).to_string());
        vec![
            Cell::text(&rule.name.id),
            Cell::text(rule.name.label.get(lang)),
            question.map_or(Cell::Blank, Cell::text),
            Cell::text(case.program.clause_ids(&found.clauses).join(" ")),
            Cell::text(case.program.entities.at(found.subject.entity).name.label.get(lang)),
            Cell::text(case.facts.id(found.subject)),
            self.telling.name(found.subject).map_or(Cell::Blank, Cell::Text),
            Cell::number(area.clone()),
            Cell::number(area.map(|area| area.mul(&Rat::whole(MU)))),
            Cell::text(self.telling.outcome(found)),
            Cell::text(found.outcome.id()),
            lines(flags),
            lines(self.reasons(found)),
            lines(effects.collect()),
            lines(leaves.collect()),
            lines(self.duties(found)),
            lines(self.bars(found)),
            lines(self.missing(found)),
            lines(self.readings(found)),
            Cell::text(place(self.review, found.subject)),
        ]
    }

    fn reasons(&self, found: &Finding) -> Vec<String> {
        let own = found.sentence.iter().map(|words| official(self.lang, words.get(self.lang)));
        let reasons = found.reasons.iter().map(|reason| {
            let clauses = self.review.case.program.clause_ids(&reason.clauses).join(" ");
            let text = official(self.lang, reason.text.get(self.lang));
            if clauses.is_empty() { text } else { format!("{text}{}", bracketed(self.lang, &clauses)) }
        });
        own.chain(reasons).collect()
    }

    fn duties(&self, found: &Finding) -> Vec<String> {
        let told = found.duties.iter().map(|duty| {
            let state = outcome_words(NormKind::Oblige, duty.outcome);
            let clauses = self.review.case.program.clause_ids(&duty.clauses).join(" ");
            let state = bracketed(self.lang, &format!("{} {clauses}", state.get(self.lang)));
            format!("{}{state}", duty.label.get(self.lang))
        });
        told.collect()
    }

    fn bars(&self, found: &Finding) -> Vec<String> {
        let bars = found.blocked_by.iter().map(|bar| self.review.case.program.rules.at(*bar));
        let told = bars.map(|bar| {
            let clauses = self.review.case.program.clause_ids(&bar.clauses).join(" ");
            format!("{}{}", bar.name.label.get(self.lang), bracketed(self.lang, &clauses))
        });
        told.collect()
    }

    fn missing(&self, found: &Finding) -> Vec<String> {
        let told = found.missing.iter().map(|missing| {
            let by = missing.by.as_ref().map(|by| bracketed(self.lang, by.get(self.lang)));
            format!("{}{} {}", missing.label.get(self.lang), by.unwrap_or_default(), missing.path)
        });
        told.collect()
    }

    fn readings(&self, found: &Finding) -> Vec<String> {
        let program = self.review.case.program;
        let kind = program.rules.at(found.norm).norm().map_or(NormKind::Permit, |norm| norm.kind);
        let told = found.readings.iter().map(|turn| {
            let switch = program.switches.at(turn.switch);
            let option =
                switch.options.get(turn.option).map_or("", |option| option.name.label.get(self.lang));
            let outcome = outcome_words(kind, turn.outcome);
            let (label, option) = (switch.name.label.get(self.lang), quoted(option));
            match self.lang {
                Lang::Zh => format!("{label}按{option}：{}", outcome.zh),
                Lang::En => format!("{label} read as {option}: {}", outcome.en),
            }
        });
        told.collect()
    }
}

/// Several phrases in one cell, a line each.
pub(super) fn lines(phrases: Vec<String>) -> Cell {
    if phrases.is_empty() { Cell::Blank } else { Cell::Text(phrases.join("\n")) }
}

/// `plan.yaml:14`, where an item is written.
pub(super) fn place(review: &Review, subject: Subject) -> String {
    let spans = review.case.facts.rows.get(subject.entity).and_then(|rows| rows.spans.get(subject.row));
    spans.map_or_else(String::new, |span| {
        let place = review.case.sources.place(*span);
        format!("{}:{}", place.file, place.line)
    })
}
