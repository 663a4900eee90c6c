//! Annexes: what each headline question comes to and why, the subjects of all problems in one list, the words of the clauses
//! that problems rest on, the accounts, and what the data is.

use std::collections::HashSet;

use guiju_base::Lang;
use guiju_explain::{Precision, head_facts, particulars, quantity};
use guiju_ir::{ClauseId, Subject, Type};

use super::subjects::ID;
use super::{Pen, faults};
use crate::Review;
use crate::document::{Block, Column, Row, Table};
use crate::open::Wanted;
use crate::problems::Problems;
use crate::words::{bracketed, hectares, line, list, mu, say};

/// Rows that a list of a document holds; the workbook has all.
const ROWS: usize = 300;
/// Columns that a name has.
const NAME: usize = 40;
/// The words of one clause; no clause of a policy is as long.
const CLAUSE: usize = 1_200;

/// What an annex holds; in the order of the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Annex {
    Outcomes,
    Problems,
    Subjects,
    Clauses,
    Open,
    Readings,
    Accounts,
    Data,
}

impl Annex {
    pub(super) fn title(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Annex::Outcomes => ("重点审查事项的结论和原因", "headline questions, outcomes and reasons"),
            Annex::Problems => ("问题和建议明细", "problems and advice, every situation"),
            Annex::Subjects => ("问题涉及对象清单", "what the problems are about"),
            Annex::Clauses => ("依据条文", "the clauses"),
            Annex::Open => ("待补充、待认定和待批准事项", "what is still open, and whose it is"),
            Annex::Readings => ("需要明确的口径", "readings that need a decision"),
            Annex::Accounts => ("账目", "accounts"),
            Annex::Data => ("审查依据和数据说明", "text, day, files and data"),
        };
        say(lang, zh, en)
    }
}

/// The annexes that a document needs.
pub(super) fn present(review: &Review, found: &Problems, wanted: &[Wanted]) -> Vec<Annex> {
    let report = review.report;
    let problems = !found.faults.is_empty() || !found.advice.is_empty();
    let all = [
        (Annex::Outcomes, report.decisions.iter().any(|decision| !decision.rows.is_empty())),
        (Annex::Problems, problems || !found.beyond.is_empty()),
        (Annex::Subjects, !concerned(review, found).is_empty()),
        (Annex::Clauses, problems && review.case.program.clauses.values().next().is_some()),
        (Annex::Open, !wanted.is_empty()),
        (Annex::Readings, !report.readings.is_empty()),
        (Annex::Accounts, !report.values.is_empty()),
        (Annex::Data, true),
    ];
    all.into_iter().filter(|(_, is_there)| *is_there).map(|(annex, _)| annex).collect()
}

/// The items that problems are about, each with the numbers of these.
fn concerned(review: &Review, found: &Problems) -> Vec<(Subject, Vec<String>)> {
    let mut all: Vec<(Subject, Vec<String>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (at, problem) in found.faults.iter().enumerate() {
        for subject in faults::subjects(problem) {
            if review.case.program.entities.at(subject.entity).is_single() {
                continue;
            }
            let place = *places.entry(subject).or_insert(all.len());
            let number = (at + 1).to_string();
            match all.get_mut(place) {
                Some((_, numbers)) => numbers.push(number),
                None => all.push((subject, vec![number])),
            }
        }
    }
    all.sort_by_key(|(subject, _)| *subject);
    all
}

impl Pen<'_> {
    /// All annexes, after the opinion.
    pub(super) fn annexed(&mut self, found: &Problems, wanted: &[Wanted]) {
        for annex in self.annexes.clone() {
            match annex {
                Annex::Outcomes => self.reasons(),
                Annex::Problems => self.details(found),
                Annex::Subjects => self.subjects(found),
                Annex::Clauses => self.clauses(found),
                Annex::Open => self.wanted(wanted),
                Annex::Readings => self.readings(),
                Annex::Accounts => self.accounts(),
                Annex::Data => self.data(),
            }
        }
    }

    /// `附件2`, where the document has it.
    pub(super) fn annex_named(&self, annex: Annex) -> Option<String> {
        let at = self.annexes.iter().position(|known| *known == annex)?;
        Some(match self.lang {
            Lang::Zh => format!("附件{}", at + 1),
            Lang::En => format!("Annex {}", at + 1),
        })
    }

    /// `（详见附件2）`, where the document has it.
    pub(super) fn see(&self, annex: Annex) -> String {
        let named = self.annex_named(annex);
        let see = named.map(|named| format!("{}{named}", self.say("详见", "details: ")));
        see.map_or_else(String::new, |see| bracketed(self.lang, &see))
    }

    pub(super) fn annex_name(&self, annex: Annex) -> String {
        let number = self.annex_named(annex).unwrap_or_default();
        format!("{number}{}{}", self.say("　", ": "), annex.title(self.lang))
    }

    pub(super) fn annex(&mut self, annex: Annex) {
        let name = self.annex_name(annex);
        let is_first = self.annexes.first() == Some(&annex);
        self.blocks.push(if is_first { Block::Opening(name) } else { Block::Chapter(name) });
    }

    /// The headline questions, an outcome a row, with the main reason.
    fn reasons(&mut self) {
        self.annex(Annex::Outcomes);
        let columns = vec![
            Column::words(self.say("结论", "Outcome"), 23),
            Column::figures(self.say("数量", "Count"), 8),
            Column::figures(self.say("公顷", "ha"), 12),
            Column::words(self.say("主要原因", "Main reason"), 40),
            Column::words(self.say("依据", "Clauses"), 17),
        ];
        let mut rows = Vec::new();
        let report = self.review.report;
        for decision in report.decisions.iter().filter(|decision| !decision.rows.is_empty()) {
            let rule = self.review.case.program.rules.at(decision.norm);
            let entity = self.review.case.program.entities.at(rule.subject);
            let mut notes = vec![entity.name.label.get(self.lang).to_string()];
            if rule.norm().is_some_and(|norm| norm.exploratory) {
                notes.push(self.say("探索性条款，不单独生效", "exploratory, not in force by itself").into());
            }
            let notes = bracketed(self.lang, &notes.join(self.say("，", ", ")));
            rows.push(Row::Group(format!("{}{notes}", decision.question.get(self.lang))));
            rows.extend(decision.rows.iter().map(|row| Row::Cells(self.decision_row(decision, row))));
        }
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// The words of the clauses that problems and advice rest on, each once, in the order of the text.
    fn clauses(&mut self, found: &Problems) {
        self.annex(Annex::Clauses);
        let all = found.faults.iter().chain(&found.advice);
        let mut cited: Vec<ClauseId> = all.flat_map(|problem| self.all_grounds(problem)).collect();
        cited.sort();
        cited.dedup();
        let columns =
            vec![Column::words(self.say("条款", "Clause"), 12), Column::words(self.say("条文", "Words"), 88)];
        let clauses = cited.iter().filter_map(|id| self.review.case.program.clauses.get(*id));
        let rows = clauses
            .map(|clause| Row::Cells(vec![clause.id.clone(), line(clause.text.trim(), CLAUSE)]))
            .collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// The items that problems are about.
    fn subjects(&mut self, found: &Problems) {
        let all = concerned(self.review, found);
        self.annex(Annex::Subjects);
        let columns = vec![
            Column::centred(self.say("序号", "No."), 8),
            Column::words(self.say("对象", "Kind"), 10),
            Column::words(self.say("编号", "Id"), 17),
            Column::words(self.say("名称", "Name"), 27),
            Column::figures(self.say("公顷", "ha"), 12),
            Column::figures(self.say("亩", "mu"), 11),
            Column::centred(self.say("问题", "Problem"), 15),
        ];
        let shown = all.iter().take(ROWS).enumerate();
        let rows = shown.map(|(at, (subject, numbers))| self.concerned(at + 1, *subject, numbers)).collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
        if all.len() > ROWS {
            let rest = all.len() - ROWS;
            self.blocks.push(Block::Note(match self.lang {
                Lang::Zh => format!("其余{rest}个见审查表。"),
                Lang::En => format!("{rest} more are in the workbook."),
            }));
        }
    }

    fn concerned(&self, number: usize, subject: Subject, problems: &[String]) -> Row {
        let case = self.review.case;
        let label = case.program.entities.at(subject.entity).name.label.get(self.lang);
        let area = self.area(subject);
        let problems = list(self.lang, problems);
        Row::Cells(vec![
            number.to_string(),
            label.to_string(),
            line(case.facts.id(subject), ID),
            self.telling.name(subject).map(|name| line(&name, NAME)).unwrap_or_default(),
            area.as_ref().map(hectares).unwrap_or_default(),
            area.as_ref().map(mu).unwrap_or_default(),
            problems,
        ])
    }

    /// The values of quantity terms.
    pub(super) fn accounts(&mut self) {
        let case = self.review.case;
        let values = &self.review.report.values;
        self.annex(Annex::Accounts);
        let columns = vec![
            Column::words(self.say("事项", "Term"), 28),
            Column::words(self.say("对象", "Subject"), 22),
            Column::words(self.say("数值", "Value"), 34),
            Column::words(self.say("依据", "Clauses"), 16),
        ];
        let rows = values.iter().take(ROWS).map(|value| {
            let rule = case.program.rules.at(value.term);
            let dimension = rule.value().map(|node| case.program.nodes.at(node).ty);
            let shown = match dimension {
                Some(Type::Quantity(dimension)) => {
                    quantity(self.lang, dimension, &value.value, Precision::Plain)
                }
                _ => String::new(),
            };
            Row::Cells(vec![
                rule.name.label.get(self.lang).to_string(),
                line(&self.telling.item(value.subject), ID),
                shown,
                self.ids(&rule.clauses),
            ])
        });
        let rows = rows.collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
        if values.len() > ROWS {
            let rest = values.len() - ROWS;
            self.blocks.push(Block::Note(match self.lang {
                Lang::Zh => format!("其余{rest}项见审查表。"),
                Lang::En => format!("{rest} more are in the workbook."),
            }));
        }
    }

    /// Which annexes there are.
    pub(super) fn annex_list(&mut self) {
        let names = self.annexes.iter().enumerate();
        let names: Vec<String> =
            names.map(|(at, annex)| format!("{} {}", at + 1, annex.title(self.lang))).collect();
        let names = names.join(self.say("；", "; "));
        self.blocks.push(Block::Note(format!("{}{names}", self.say("附件：", "Annexes: "))));
    }

    /// What the text, the day, the readings and the bytes were; facts without a document, facts presumed, and what was counted
    /// in part only.
    fn data(&mut self) {
        self.annex(Annex::Data);
        let case = self.review.case;
        let known: HashSet<String> =
            particulars(&case).into_iter().map(|(label, _)| label.get(self.lang).to_string()).collect();
        for (label, value) in head_facts(&case, self.review.report.problem, self.lang) {
            let (label, value) = (label.words(), value.words());
            if !known.contains(&label) {
                self.blocks.push(Block::Note(format!("{label}{}{value}", self.say("：", ": "))));
            }
        }
        for (heading, notes) in [
            (self.say("未附依据文件的事实", "Facts without a document"), &self.review.report.ungrounded),
            (self.say("按推定处理的事实", "Facts presumed"), &self.review.report.presumed),
        ] {
            let told: Vec<String> = notes.iter().map(|note| self.noted(note)).collect();
            if !told.is_empty() {
                let told = list(self.lang, &told);
                self.blocks.push(Block::Note(format!("{heading}{}{told}", self.say("：", ": "))));
            }
        }
        if let Some(most) = self.review.report.sampled {
            self.blocks.push(Block::Note(match self.lang {
                Lang::Zh => format!("同一规则同一结论超过{most}个对象的，原因和缺项按前{most}个统计。"),
                Lang::En => format!(
                    "Where a norm has one outcome for more than {most} subjects, reasons and missing facts are those of the first {most}."
                ),
            }));
        }
    }

    fn noted(&self, note: &guiju_explain::Note) -> String {
        let entities = &self.review.case.program.entities;
        let entity = note.fact.map_or("", |(entity, _)| entities.at(entity).name.label.get(self.lang));
        let gap = if entity.is_empty() { "" } else { self.say("的", ": ") };
        match self.lang {
            Lang::Zh => format!("{entity}{gap}“{}”{}处", note.label.zh, note.count),
            Lang::En => format!("{entity}{gap}{} ×{}", note.label.en, note.count),
        }
    }
}
