//! Problems and advice as the opinion tells them: what it is, its clauses, the subjects, and what must be put right, each once
//! whatever it touches. The situations one by one are the annex's.

use guiju_base::Lang;
use guiju_ir::{ClauseId, RuleId, Subject};
use unicode_width::UnicodeWidthStr;

use super::{Annex, Pen};
use crate::document::{Block, Column, Row, Table};
use crate::problems::{Fault, Problem, Problems, Situation};
use crate::words::{bracketed, line, list, quoted};

/// Columns that a reason has, and a demand that stands in the opinion itself.
const REASON: usize = 160;
const DEMAND: usize = 150;
/// Situations of a problem that are told in the opinion itself.
const TOLD: usize = 2;
/// Subjects that are named.
const NAMED: usize = 3;
/// The share of a column of ids: two or three a line, of which none is torn at its hyphen.
pub(super) const IDS: usize = 26;

/// Whether problems of a kind stand in a row, not each by itself.
fn is_listed(fault: Fault) -> bool {
    matches!(fault, Fault::Duty | Fault::Unmet | Fault::Advice)
}

impl Pen<'_> {
    /// `二、存在问题`
    pub(super) fn faults(&mut self, found: &Problems) {
        self.chapter("存在问题", "Problems");
        if found.faults.is_empty() {
            self.text(self.say(
                "按现有材料，未发现触碰禁止性规定、不符合条件可整改或未落实的事项。",
                "On what is known, no prohibition is breached, no condition fails that could be put right, and no requirement \
                 is unmet.",
            ));
            return;
        }
        let columns = vec![
            Column::centred(self.say("序号", "No."), 6),
            Column::words(self.say("问题", "Problem"), 30),
            Column::words(self.say("依据", "Clauses"), 9),
            Column::words(self.say("涉及", "Concerned"), IDS),
            Column::words(self.say("整改要求", "To be put right"), 29),
        ];
        let (listed, told): (Vec<_>, Vec<_>) =
            self.numbered(found).into_iter().partition(|(_, problem)| is_listed(problem.fault));
        let mut rows: Vec<Row> =
            told.iter().map(|(number, problem)| self.told_row(*number, problem)).collect();
        for (fault, zh, en) in [
            (
                Fault::Duty,
                "未履行的附带义务（按条文逐项履行）",
                "Duties that are not kept (each to be kept as its clause has it)",
            ),
            (
                Fault::Unmet,
                "未落实的其他要求（逐项落实）",
                "Other requirements that are not met (each to be met)",
            ),
        ] {
            let these: Vec<_> =
                listed.iter().filter(|(_, problem)| problem.fault == fault).copied().collect();
            if !these.is_empty() {
                rows.push(Row::Group(self.say(zh, en).into()));
                rows.push(Row::Whole(self.row(&these)));
            }
        }
        self.blocks.push(Block::Table(Table { columns, rows }));
        let see = [Annex::Problems, Annex::Subjects, Annex::Clauses].map(|annex| self.annex_named(annex));
        let see = list(self.lang, &see.into_iter().flatten().collect::<Vec<_>>());
        self.blocks.push(Block::Note(match self.lang {
            Lang::Zh => format!("各种情形、全部对象、整改要求全文和条文见{see}。"),
            Lang::En => format!("Every situation, all subjects, demands in full and clauses: {see}."),
        }));
    }

    /// The problems, each with its number.
    pub(crate) fn numbered<'f>(&self, found: &'f Problems) -> Vec<(usize, &'f Problem)> {
        found.faults.iter().enumerate().map(|(at, problem)| (at + 1, problem)).collect()
    }

    /// `三、修改建议`
    pub(super) fn advice(&mut self, found: &Problems) {
        if found.advice.is_empty() {
            return;
        }
        self.chapter("修改建议", "Advice");
        let advice: Vec<(usize, &Problem)> =
            found.advice.iter().enumerate().map(|(at, problem)| (at + 1, problem)).collect();
        let heading = self.say(
            "下列条文属鼓励、引导性要求，方案尚未体现，建议完善",
            "These clauses encourage or guide; the plan does not follow them yet",
        );
        let heading = format!("{heading}{}", self.see(Annex::Problems));
        let rows = vec![Row::Group(heading), Row::Whole(self.row(&advice))];
        self.blocks.push(Block::Table(Table { columns: vec![Column::words("", 100)], rows }));
    }

    fn told_row(&self, number: usize, problem: &Problem) -> Row {
        let told = format!("{}{}{}", self.heading(problem), self.say("：", ": "), self.why_all(problem));
        Row::Cells(vec![
            number.to_string(),
            self.sentence(&told),
            self.ids(&self.all_grounds(problem)),
            self.subjects_named(&subjects(problem), NAMED),
            self.brief_demand(problem),
        ])
    }

    /// The reasons of a problem, each once.
    fn why_all(&self, problem: &Problem) -> String {
        let mut reasons: Vec<&str> = Vec::new();
        for situation in &problem.situations {
            let reason = situation.reason.get(self.lang);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        let more = reasons.len().saturating_sub(TOLD);
        let told: Vec<String> = reasons.iter().take(TOLD).map(|reason| line(reason, REASON)).collect();
        let told = told.join(self.say("；", "; "));
        match (more, self.lang) {
            (0, _) => told,
            (_, Lang::Zh) => format!("{told}；另有{more}种情形"),
            (_, Lang::En) => format!("{told}; and {more} more"),
        }
    }

    /// The demand where it is one and short; else where it stands.
    fn brief_demand(&self, problem: &Problem) -> String {
        let mut demands: Vec<String> = Vec::new();
        for situation in &problem.situations {
            let demand = self.demand(problem, situation);
            if !demands.contains(&demand) {
                demands.push(demand);
            }
        }
        let see = self.annex_named(Annex::Problems).unwrap_or_default();
        match (demands.as_slice(), self.lang) {
            ([only], _) if only.width() <= DEMAND => only.clone(),
            ([only], lang) => {
                let stop = self.say("。", ". ");
                let first = only.split_inclusive(stop).next().unwrap_or(only).trim_end();
                let first = line(first, DEMAND);
                match lang {
                    Lang::Zh => format!("{first}（全文见{see}）"),
                    Lang::En => format!("{first} (in full: {see})"),
                }
            }
            (many, Lang::Zh) => format!("按{}种情形分别整改，见{see}。", many.len()),
            (many, Lang::En) => format!("Differs by situation ({}): see {see}.", many.len()),
        }
    }

    /// `8.“按程序报批”（4.1d，LA-PBF）；9.……`
    fn row(&self, problems: &[(usize, &Problem)]) -> String {
        let told: Vec<String> = problems
            .iter()
            .map(|(number, problem)| {
                let mut about = vec![self.ids(&self.all_grounds(problem))];
                let subjects = subjects(problem);
                let named = match (subjects.as_slice(), self.lang) {
                    ([only], _) => self.subjects_named(std::slice::from_ref(only), 1),
                    (many, Lang::Zh) => format!("{}个{}", many.len(), self.kind_of(many)),
                    (many, Lang::En) => format!("{} ({})", many.len(), self.kind_of(many)),
                };
                about.push(named);
                let about = bracketed(self.lang, &about.join(self.say("，", ", ")));
                let label = self.named_after(problem);
                match self.lang {
                    Lang::Zh => format!("{number}．{label}{about}"),
                    Lang::En => format!("({number}) {label}{about}"),
                }
            })
            .collect();
        self.sentence(&told.join(self.say("；", "; ")))
    }

    fn kind_of(&self, subjects: &[Subject]) -> &str {
        let entities = &self.review.case.program.entities;
        subjects.first().map_or("", |first| entities.at(first.entity).name.label.get(self.lang))
    }

    /// The duty, or the norm that a problem is about.
    fn named_after(&self, problem: &Problem) -> String {
        let label = self.label(problem.rule);
        quoted(problem.duty.as_ref().map_or(label, |duty| duty.get(self.lang)))
    }

    pub(crate) fn heading(&self, problem: &Problem) -> String {
        let label = self.named_after(problem);
        match (problem.fault, self.lang) {
            (Fault::Touched, Lang::Zh) => format!("触碰{label}"),
            (Fault::Touched, Lang::En) => format!("Prohibition breached, {label}"),
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
                    Lang::Zh => format!("{label}，不许按{}办理", norms.concat()),
                    Lang::En => format!("{label} stops {}", list(self.lang, &norms)),
                }
            }
            (Fault::Short, Lang::Zh) => format!("{label}不符合条件"),
            (Fault::Short, Lang::En) => format!("Conditions not met, {label}"),
            (Fault::Duty, Lang::Zh) => format!("附带义务{label}未履行"),
            (Fault::Duty, Lang::En) => format!("Duty not kept, {label}"),
            (Fault::Unmet, Lang::Zh) => format!("{label}未落实"),
            (Fault::Unmet, Lang::En) => format!("Not met, {label}"),
            (Fault::Advice, Lang::Zh) => format!("{label}未体现"),
            (Fault::Advice, Lang::En) => format!("Not followed, {label}"),
        }
    }

    /// The clauses of a situation; those of the rule where its reasons cite none.
    pub(crate) fn grounds(&self, problem: &Problem, situation: &Situation) -> Vec<ClauseId> {
        let own = &self.review.case.program.rules.at(problem.rule).clauses;
        match (problem.fault, situation.clauses.is_empty()) {
            (Fault::Short | Fault::Duty, false) => situation.clauses.clone(),
            _ => {
                let more = situation.clauses.iter().filter(|clause| !own.contains(clause));
                own.iter().chain(more).copied().collect()
            }
        }
    }

    /// The clauses of a problem, each once.
    pub(super) fn all_grounds(&self, problem: &Problem) -> Vec<ClauseId> {
        let mut clauses: Vec<ClauseId> = Vec::new();
        for situation in &problem.situations {
            for clause in self.grounds(problem, situation) {
                if !clauses.contains(&clause) {
                    clauses.push(clause);
                }
            }
        }
        clauses
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

    /// A sentence with its stop.
    pub(super) fn sentence(&self, words: &str) -> String {
        let ended = words.is_empty() || words.ends_with(['。', '.', '；']);
        if ended { words.to_string() } else { format!("{words}{}", self.say("。", ".")) }
    }
}

/// The subjects of a problem, each once.
pub(super) fn subjects(problem: &Problem) -> Vec<Subject> {
    let mut subjects: Vec<Subject> =
        problem.situations.iter().flat_map(|situation| &situation.subjects).copied().collect();
    subjects.sort();
    subjects.dedup();
    subjects
}
