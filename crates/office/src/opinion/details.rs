//! The annex of problems and advice: every situation with its clauses, its subjects and the whole of what must be put right.

use guiju_base::Lang;

use super::faults::IDS;
use super::{Annex, Pen};
use crate::document::{Block, Column, Row, Table};
use crate::problems::{Fault, Problem, Problems, Situation};
use crate::words::{line, list, quoted};

/// Columns that a reason has.
const REASON: usize = 240;
/// Subjects that are named; the list of subjects has all.
const NAMED: usize = 12;

impl Pen<'_> {
    pub(super) fn details(&mut self, found: &Problems) {
        self.annex(Annex::Problems);
        let columns = vec![
            Column::words(self.say("情形", "Situation"), 27),
            Column::words(self.say("依据", "Clauses"), 10),
            Column::words(self.say("涉及", "Concerned"), IDS),
            Column::words(self.say("整改要求或建议", "To be put right, or advice"), 37),
        ];
        let mut rows = Vec::new();
        for (number, problem) in self.numbered(found) {
            rows.push(Row::Group(format!("{number}{}{}", self.say("．", ". "), self.heading(problem))));
            rows.extend(problem.situations.iter().map(|situation| self.situation(problem, situation)));
        }
        for (at, problem) in found.advice.iter().enumerate() {
            let (number, heading) = (at + 1, self.heading(problem));
            rows.push(Row::Group(match self.lang {
                Lang::Zh => format!("建议{number}．{heading}"),
                Lang::En => format!("Advice {number}. {heading}"),
            }));
            rows.extend(problem.situations.iter().map(|situation| self.situation(problem, situation)));
        }
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { columns, rows }));
        }
        self.beyond(&found.beyond);
    }

    fn situation(&self, problem: &Problem, situation: &Situation) -> Row {
        let reason = line(situation.reason.get(self.lang), REASON);
        let reason = match problem.fault {
            Fault::Duty => format!("{reason}{}", self.riding(situation)),
            _ => reason,
        };
        Row::Cells(vec![
            reason,
            self.ids(&self.grounds(problem, situation)),
            self.subjects_named(&situation.subjects, NAMED),
            self.demand(problem, situation),
        ])
    }

    /// `（附于“甲”“乙”）`
    fn riding(&self, situation: &Situation) -> String {
        let norms: Vec<String> = situation.norms.iter().map(|norm| quoted(self.label(*norm))).collect();
        match self.lang {
            Lang::Zh => format!("（附于{}）", norms.concat()),
            Lang::En => format!(" (rides on {})", list(self.lang, &norms)),
        }
    }

    /// Headline norms that fail for what nobody can change.
    fn beyond(&mut self, beyond: &[Problem]) {
        if beyond.is_empty() {
            return;
        }
        let told: Vec<String> = beyond
            .iter()
            .map(|problem| {
                let count: usize = problem.situations.iter().map(|situation| situation.subjects.len()).sum();
                let entity = self.review.case.program.rules.at(problem.rule).subject;
                let entity = self.review.case.program.entities.at(entity).name.label.get(self.lang);
                let label = quoted(self.label(problem.rule));
                match self.lang {
                    Lang::Zh => format!("{label}{count}个{entity}"),
                    Lang::En => format!("{label}: {count} ({entity})"),
                }
            })
            .collect();
        let told = told.join(self.say("，", ", "));
        self.blocks.push(Block::Note(match self.lang {
            Lang::Zh => format!(
                "另有不具备条件、且系现状、既往事实或有权机关认定所致，方案无从整改的：{told}。不列为问题，明细见审查表。"
            ),
            Lang::En => format!(
                "Besides, conditions fail for what no correction of the plan can change (facts of nature or of the past, \
                 determinations): {told}. These are not counted as problems; the workbook lists them."
            ),
        }));
    }
}
