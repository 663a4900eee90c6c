//! Problems and advice: each with its clause, the subjects, and what must be put right.

use guiju_base::Lang;
use guiju_ir::RuleId;

use super::Pen;
use crate::document::{Block, Column, Row, Table};
use crate::problems::{Fault, Problem, Problems, Situation};
use crate::words::{line, list, numeral, quoted};

/// The chapter of problems.
const PROBLEMS: usize = 2;

/// Columns that a reason has.
const REASON: usize = 160;

/// The problems by the parts in which they are told: one by one, but for those that stand in a table together.
fn parts(found: &Problems) -> Vec<Vec<&Problem>> {
    let mut parts: Vec<Vec<&Problem>> = Vec::new();
    for problem in &found.faults {
        let together = |part: &&mut Vec<&Problem>| {
            is_tabled(problem.fault) && part.first().is_some_and(|first| first.fault == problem.fault)
        };
        match parts.last_mut().filter(together) {
            Some(part) => part.push(problem),
            None => parts.push(vec![problem]),
        }
    }
    parts
}

fn is_tabled(fault: Fault) -> bool {
    matches!(fault, Fault::Duty | Fault::Unmet | Fault::Advice)
}

impl Pen<'_> {
    /// `二、存在问题`
    pub(super) fn faults(&mut self, found: &Problems) {
        self.chapter("存在问题", "Problems");
        if found.faults.is_empty() {
            self.text(self.say(
                "按现有材料，未发现触碰禁止性规定、不符合条件可整改或未落实的事项。",
                "On what is known, no prohibition is touched, no condition fails that could be put right, and no requirement \
                 is unmet.",
            ));
        }
        for (at, group) in parts(found).iter().enumerate() {
            match group.as_slice() {
                [problem] if !is_tabled(problem.fault) => self.problem(at + 1, problem),
                problems => {
                    let duties = problems.first().is_some_and(|problem| problem.fault == Fault::Duty);
                    self.part(
                        at + 1,
                        match duties {
                            true => self.say("未履行的附带义务", "Duties that are not kept"),
                            false => self.say("未落实的其他要求", "Other requirements that are not met"),
                        },
                    );
                    self.summary(problems, ("整改要求", "To be put right"));
                }
            }
        }
        self.beyond(&found.beyond);
    }

    /// The problems, each with its number as the text tells it: `（二）`, `（八）3`.
    pub(crate) fn numbered<'f>(&self, found: &'f Problems) -> Vec<(String, &'f Problem)> {
        let mut numbered = Vec::new();
        for (at, part) in parts(found).into_iter().enumerate() {
            for (row, problem) in part.into_iter().enumerate() {
                let number = match self.lang {
                    Lang::Zh => format!("（{}）", numeral(at + 1)),
                    Lang::En => format!("{PROBLEMS}.{}", at + 1),
                };
                let number = match (is_tabled(problem.fault), self.lang) {
                    (false, _) => number,
                    (true, Lang::Zh) => format!("{number}{}", row + 1),
                    (true, Lang::En) => format!("{number}.{}", row + 1),
                };
                numbered.push((number, problem));
            }
        }
        numbered
    }

    /// `三、修改建议`
    pub(super) fn advice(&mut self, found: &Problems) {
        if found.advice.is_empty() {
            return;
        }
        self.chapter("修改建议", "Advice");
        self.lead(self.say(
            "下列条文属鼓励、引导性要求，方案尚未体现，建议完善。",
            "These clauses encourage or guide; the plan does not follow them yet.",
        ));
        let advice: Vec<&Problem> = found.advice.iter().collect();
        self.summary(&advice, ("建议", "Advice"));
    }

    fn problem(&mut self, number: usize, problem: &Problem) {
        let heading = self.heading(problem);
        self.part(number, &heading);
        if let [only] = problem.situations.as_slice() {
            let reason = line(only.reason.get(self.lang), REASON);
            self.named("问题", "Problem", self.sentence(&reason));
            let cited = self.cite(&self.grounds(problem, only));
            self.named("依据", "Clauses", self.sentence(&cited));
            let concerned = self.subjects_named(&only.subjects);
            self.named("涉及", "Concerned", self.sentence(&concerned));
            let demand = self.demand(problem, only);
            self.named("整改要求", "To be put right", demand);
            return;
        }
        let mut clauses = Vec::new();
        for situation in &problem.situations {
            let more = self.grounds(problem, situation);
            clauses.extend(more.into_iter().filter(|clause| !clauses.contains(clause)).collect::<Vec<_>>());
        }
        let cited = self.cite(&clauses);
        self.named("依据", "Clauses", self.sentence(&cited));
        let columns = vec![
            Column::words(self.say("情形", "Situation"), 28),
            Column::words(self.say("依据", "Clauses"), 10),
            Column::words(self.say("涉及", "Concerned"), 26),
            Column::words(self.say("整改要求", "To be put right"), 36),
        ];
        let rows = problem.situations.iter().map(|situation| {
            Row::Cells(vec![
                line(situation.reason.get(self.lang), REASON),
                self.ids(&self.grounds(problem, situation)),
                self.subjects_in_cell(&situation.subjects),
                self.demand(problem, situation),
            ])
        });
        let rows = rows.collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    pub(crate) fn heading(&self, problem: &Problem) -> String {
        let label = quoted(self.label(problem.rule));
        match (problem.fault, self.lang) {
            (Fault::Touched, Lang::Zh) => format!("触碰{label}"),
            (Fault::Touched, Lang::En) => format!("Prohibition touched: {label}"),
            (Fault::Stopped, _) => {
                let mut norms: Vec<RuleId> = Vec::new();
                let all = problem.situations.iter().flat_map(|situation| &situation.norms);
                all.for_each(|norm| {
                    if !norms.contains(norm) {
                        norms.push(*norm);
                    }
                });
                let norms: Vec<String> = norms.iter().map(|norm| quoted(self.label(*norm))).collect();
                match self.lang {
                    Lang::Zh => format!("{label}：不许按{}办理", norms.concat()),
                    Lang::En => format!("{label} stops {}", list(self.lang, &norms)),
                }
            }
            (Fault::Short, Lang::Zh) => format!("{label}不符合条件"),
            (Fault::Short, Lang::En) => format!("Conditions not met: {label}"),
            (Fault::Duty, Lang::Zh) => "附带义务未履行".to_string(),
            (Fault::Duty, Lang::En) => "A duty is not kept".to_string(),
            (Fault::Unmet, Lang::Zh) => format!("{label}未落实"),
            (Fault::Unmet, Lang::En) => format!("Not met: {label}"),
            (Fault::Advice, Lang::Zh) => format!("{label}未体现"),
            (Fault::Advice, Lang::En) => format!("Not followed: {label}"),
        }
    }

    /// The clauses of a situation; those of the rule where its reasons cite none.
    pub(crate) fn grounds(&self, problem: &Problem, situation: &Situation) -> Vec<guiju_ir::ClauseId> {
        let own = &self.review.case.program.rules.at(problem.rule).clauses;
        match (problem.fault, situation.clauses.is_empty()) {
            (Fault::Short | Fault::Duty, false) => situation.clauses.clone(),
            _ => {
                let more = situation.clauses.iter().filter(|clause| !own.contains(clause));
                own.iter().chain(more).copied().collect()
            }
        }
    }

    pub(crate) fn demand(&self, problem: &Problem, situation: &Situation) -> String {
        if matches!(problem.fault, Fault::Duty) {
            return self.say("按条文履行该项义务。", "Keep the duty as the clause has it.").into();
        }
        if situation.demand.is_empty() {
            return self
                .say("按“情形”一栏逐项整改（未逐项试算）。", "Put right what the situation says (not tried).")
                .into();
        }
        let some = situation.tried < situation.subjects.len();
        match (some, self.lang) {
            (false, _) => situation.demand.clone(),
            (true, Lang::Zh) => format!("{}（按其中{}个试算）", situation.demand, situation.tried),
            (true, Lang::En) => format!("{} (tried for {} of them)", situation.demand, situation.tried),
        }
    }

    /// One row per situation, with the words of the clauses.
    fn summary(&mut self, problems: &[&Problem], (zh, en): (&str, &str)) {
        let columns = vec![
            Column::centred(self.say("序号", "No."), 6),
            Column::words(self.say("事项和现状", "Requirement and state"), 25),
            Column::words(self.say("依据", "Clauses"), 24),
            Column::words(self.say("涉及", "Concerned"), 19),
            Column::words(self.say(zh, en), 26),
        ];
        let mut rows = Vec::new();
        for (at, problem) in problems.iter().enumerate() {
            for situation in &problem.situations {
                let cited = self.cite(&self.grounds(problem, situation));
                let colon = self.say("：", ": ");
                let reason = line(situation.reason.get(self.lang), REASON);
                let state = match problem.fault {
                    Fault::Duty => format!("{reason}{}", self.riding(situation)),
                    _ => format!("{}{colon}{reason}", self.label(problem.rule)),
                };
                rows.push(Row::Cells(vec![
                    (at + 1).to_string(),
                    state,
                    cited,
                    self.subjects_in_cell(&situation.subjects),
                    self.demand(problem, situation),
                ]));
            }
        }
        self.blocks.push(Block::Table(Table { columns, rows }));
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
        self.text(match self.lang {
            Lang::Zh => format!(
                "另有不具备条件、且系现状、既往事实或有权机关认定所致，方案无从整改的：{told}。不列为问题，明细见审查表。"
            ),
            Lang::En => format!(
                "Besides, conditions fail for what no correction of the plan can change (facts of nature or of the past, \
                 determinations): {told}. These are not counted as problems; the workbook lists them."
            ),
        });
    }

    /// A sentence with its stop.
    fn sentence(&self, words: &str) -> String {
        let ended = words.is_empty() || words.ends_with(['。', '.', '；']);
        if ended { words.to_string() } else { format!("{words}{}", self.say("。", ".")) }
    }
}
