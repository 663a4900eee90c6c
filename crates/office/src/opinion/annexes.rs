//! Annexes: the subjects of all problems in one list, and the accounts.

use guiju_base::Lang;
use guiju_explain::{Precision, quantity};
use guiju_ir::{Subject, Type};

use super::{ID, NAME, Pen};
use crate::document::{Block, Column, Row, Table};
use crate::problems::Problems;
use crate::words::{hectares, line, list, mu};

/// Rows that a list of a document holds; the workbook has all.
const ROWS: usize = 300;

impl Pen<'_> {
    fn annex(&mut self, zh: &str, en: &str) {
        self.annexes += 1;
        if self.annexes == 1 {
            self.blocks.push(Block::NewPage);
        }
        let heading = match self.lang {
            Lang::Zh => format!("附件{}　{zh}", self.annexes),
            Lang::En => format!("Annex {}: {en}", self.annexes),
        };
        self.blocks.push(Block::Chapter(heading));
    }

    /// The items that problems are about, each with the numbers of these.
    pub(super) fn subjects(&mut self, found: &Problems) {
        let mut all: Vec<(Subject, Vec<String>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (number, problem) in self.numbered(found) {
            for subject in problem.situations.iter().flat_map(|situation| &situation.subjects) {
                if self.review.case.program.entities.at(subject.entity).is_single() {
                    continue;
                }
                let place = *places.entry(*subject).or_insert(all.len());
                match all.get_mut(place) {
                    Some((_, numbers)) if numbers.last() == Some(&number) => {}
                    Some((_, numbers)) => numbers.push(number.clone()),
                    None => all.push((*subject, vec![number.clone()])),
                }
            }
        }
        if all.is_empty() {
            return;
        }
        all.sort_by_key(|(subject, _)| *subject);
        self.annex("问题涉及对象清单", "what the problems are about");
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
        let problems = if self.lang == Lang::Zh { problems.concat() } else { list(self.lang, problems) };
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
        if values.is_empty() {
            return;
        }
        self.annex("账目", "accounts");
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
}
