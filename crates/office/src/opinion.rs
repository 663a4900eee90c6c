//! 审查意见: a draft of the review opinion on a plan, for a reviewer to check and sign.
//!
//! Overall view, problems with clause, subjects and what must be put right, what is still open and whose it is, readings
//! that need a decision, conclusion. Every figure is that of the report, every demand that of an outlook.
//!
//! Invariant: it says what the conditions of the text come to; it passes no judgement of the law, and what to decide is left
//! to who signs.

mod annexes;
mod conclusion;
mod faults;
mod pending;

use std::collections::HashSet;

use guiju_base::Lang;
use guiju_explain::{Decision, DecisionRow, Telling, head_facts, outcome_words, particulars, subject_size};
use guiju_ir::{
    ClauseId, Decide, Dimension, Inquiry, NormKind, Outcome, Problem as Trouble, Rat, RuleId, Subject,
};

use unicode_width::UnicodeWidthStr;

use crate::Review;
use crate::document::{Block, Column, Document, Row, Table};
use crate::open;
use crate::problems::{Fault, Problems, problems};
use crate::words::{bracketed, date, hectares, line, list, mu, numeral, official, quotation, say};

/// Columns that an id and a name have in running text.
const ID: usize = 60;
const NAME: usize = 40;
/// Columns of a plan's name that leave room for the rest of the title on one line, and for its beginning.
const ONE_LINE: usize = 20;
const TWO_LINES: usize = 30;
/// Subjects that are named in running text.
const NAMED: usize = 8;
/// The words of one clause; no clause of a policy is as long.
const CLAUSE: usize = 1_200;

/// The opinion on a decided plan. `inquiry` gave the answer; `engine` tries what would put things right.
pub fn opinion(review: &Review, inquiry: &mut dyn Inquiry, engine: &dyn Decide) -> Document {
    let found = problems(review, inquiry, engine);
    let wanted = open::headline(review, inquiry);
    let mut pen = Pen::new(review);
    pen.head();
    pen.overall(&found, wanted.len());
    pen.faults(&found);
    pen.advice(&found);
    pen.pending(&found, &wanted);
    pen.readings();
    pen.conclusion(&found, wanted.len());
    pen.notes();
    pen.subjects(&found);
    pen.accounts();
    Document {
        lang: review.lang,
        title: title(review),
        under: under(review),
        day: review.case.question.as_of,
        blocks: pen.blocks,
    }
}

fn plan_name<'r>(review: &'r Review) -> &'r str {
    let plan = &review.case.facts.plan;
    plan.name.as_deref().unwrap_or(&plan.id)
}

fn title(review: &Review) -> String {
    let name = line(plan_name(review), 120);
    match review.lang {
        // A title that needs two lines is broken by its sense, as far as that fits.
        Lang::Zh if (ONE_LINE + 1..=TWO_LINES).contains(&name.width()) => {
            format!("关于《{name}》的\n审查意见")
        }
        Lang::Zh => format!("关于《{name}》的审查意见"),
        Lang::En => format!("Review opinion on “{name}”"),
    }
}

fn under(review: &Review) -> Vec<String> {
    let draft = say(review.lang, "（草稿，供审查人员复核签署）", "(draft, for a reviewer to check and sign)");
    let made_up = say(review.lang, "虚构数据，不得用于审批", "synthetic data, not for any decision");
    let synthetic = review.case.facts.plan.synthetic.then(|| made_up.to_string());
    std::iter::once(draft.to_string()).chain(synthetic).collect()
}

/// A document in the making.
pub(crate) struct Pen<'r> {
    review: &'r Review<'r>,
    telling: Telling<'r>,
    lang: Lang,
    blocks: Vec<Block>,
    chapters: usize,
    annexes: usize,
    /// Clauses whose words stand in the text already.
    quoted: HashSet<ClauseId>,
}

impl<'r> Pen<'r> {
    pub(crate) fn new(review: &'r Review<'r>) -> Self {
        Pen {
            review,
            telling: Telling { case: review.case, lang: review.lang },
            lang: review.lang,
            blocks: Vec::new(),
            chapters: 0,
            annexes: 0,
            quoted: HashSet::new(),
        }
    }

    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.lang, zh, en)
    }

    fn text(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Text(words.into()));
    }

    fn lead(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Lead(words.into()));
    }

    /// `一、总体评价`
    fn chapter(&mut self, zh: &str, en: &str) {
        self.chapters += 1;
        let heading = match self.lang {
            Lang::Zh => format!("{}、{zh}", numeral(self.chapters)),
            Lang::En => format!("{}. {en}", self.chapters),
        };
        self.blocks.push(Block::Chapter(heading));
    }

    /// `（一）……`
    fn part(&mut self, number: usize, words: &str) {
        let heading = match self.lang {
            Lang::Zh => format!("（{}）{words}", numeral(number)),
            Lang::En => format!("{}.{number} {words}", self.chapters),
        };
        self.blocks.push(Block::Part(heading));
    }

    fn named(&mut self, zh: &str, en: &str, words: String) {
        if !words.is_empty() {
            self.blocks.push(Block::Named(self.say(zh, en).to_string(), words));
        }
    }

    /// Particulars of the plan: two pairs a row.
    fn head(&mut self) {
        let plan = &self.review.case.facts.plan;
        let mut pairs = vec![
            (self.say("方案名称", "Plan").to_string(), plan_name(self.review).to_string()),
            (self.say("方案编号", "Plan id").to_string(), plan.id.clone()),
        ];
        let stated = particulars(&self.review.case).into_iter();
        pairs.extend(
            stated.map(|(label, value)| (label.get(self.lang).to_string(), value.get(self.lang).to_string())),
        );
        let columns = [15, 35, 18, 32].map(|share| Column::words("", share)).to_vec();
        let rows = pairs
            .chunks(2)
            .map(|pair| {
                let cells = pair.iter().flat_map(|(label, value)| [label.clone(), line(value, 240)]);
                let mut cells: Vec<String> = cells.collect();
                cells.resize(4, String::new());
                Row::Cells(cells)
            })
            .collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    fn overall(&mut self, found: &Problems, wanted: usize) {
        self.chapter("总体评价", "Overall view");
        let (case, report) = (self.review.case, self.review.report);
        let pack = &case.program.pack;
        let status = pack.status.get(self.lang);
        let status = if status.is_empty() { String::new() } else { bracketed(self.lang, status) };
        let policy = match self.lang {
            Lang::Zh => format!("《{}》{status}", pack.title.zh),
            Lang::En => format!("“{}”{status}", pack.title.en),
        };
        let day = date(self.lang, case.question.as_of);
        let from = self.day_from();
        let items = self.items();
        let asked = report.decisions.iter().filter(|decision| !decision.rows.is_empty()).count();
        self.text(match self.lang {
            Lang::Zh => format!(
                "依据{policy}，以{day}为基准日（{from}），对方案所列{items}逐项审查。{asked}项重点审查事项的结论如下表。"
            ),
            Lang::En => format!(
                "Under {policy}, as of {day} ({from}), every item of the plan was examined: {items}. The {asked} headline \
                 questions come to what the table shows."
            ),
        });
        self.decisions();
        let counts = self.counts(found, wanted);
        if !counts.is_empty() {
            self.text(counts);
        }
        if report.problem == Trouble::Conflict {
            self.text(self.say(
                "规则之间有冲突，相关数值未定，涉及的结论须待冲突解决后再定。",
                "Rules are in conflict; the values concerned are open until that is resolved.",
            ));
        }
    }

    fn day_from(&self) -> &'static str {
        use guiju_explain::AsOfFrom;
        match (self.review.case.as_of_from, self.lang) {
            (AsOfFrom::Option, Lang::Zh) => "审查时指定",
            (AsOfFrom::Plan, Lang::Zh) => "方案所定",
            (AsOfFrom::Today, Lang::Zh) => "审查当日",
            (AsOfFrom::Option, Lang::En) => "as asked",
            (AsOfFrom::Plan, Lang::En) => "as the plan says",
            (AsOfFrom::Today, Lang::En) => "the day of the review",
        }
    }

    /// `地块 90 个、子项目 24 个`
    fn items(&self) -> String {
        let case = self.review.case;
        let lists = case.program.entities.iter().filter(|(_, entity)| !entity.is_single());
        let told = lists.filter_map(|(id, entity)| {
            let count = case.facts.rows.get(id).map_or(0, |rows| rows.len());
            let label = entity.name.label.get(self.lang);
            (count > 0).then(|| match self.lang {
                Lang::Zh => format!("{label}{count}个"),
                Lang::En => format!("{label} {count}"),
            })
        });
        list(self.lang, &told.collect::<Vec<_>>())
    }

    fn counts(&self, found: &Problems, wanted: usize) -> String {
        let of = |fault: fn(Fault) -> bool| found.faults.iter().filter(|it| fault(it.fault)).count();
        let touched = of(|fault| matches!(fault, Fault::Touched | Fault::Stopped));
        let short = of(|fault| fault == Fault::Short);
        let unmet = of(|fault| matches!(fault, Fault::Unmet | Fault::Duty));
        let readings = self.turning().len();
        let told = [
            (touched, "触碰禁止性规定的问题", "prohibitions touched"),
            (short, "不符合条件的重点事项", "headline questions with conditions not met"),
            (unmet, "未落实的要求", "requirements not met"),
            (found.advice.len(), "建议改进的事项", "points of advice"),
            (
                wanted,
                "影响重点事项的待补材料或待认定",
                "facts or determinations wanted for headline questions",
            ),
            (readings, "影响结论的不同口径", "readings that turn outcomes"),
        ];
        let told = told.into_iter().filter(|(count, ..)| *count > 0);
        let told: Vec<String> = told
            .map(|(count, zh, en)| match self.lang {
                Lang::Zh => format!("{zh}{count}项"),
                Lang::En => format!("{count} {en}"),
            })
            .collect();
        match (told.is_empty(), self.lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("审查中发现：{}。", told.join("，")),
            (false, Lang::En) => format!("Found: {}.", told.join("; ")),
        }
    }

    fn decisions(&mut self) {
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

    pub(crate) fn decision_row(&self, decision: &Decision, row: &DecisionRow) -> Vec<String> {
        let area = match (decision.area, &row.area, row.area_unknown) {
            (None, ..) => "—".to_string(),
            (Some(_), Some(area), 0) => hectares(area),
            (Some(_), Some(area), _) => format!("≥ {}", hectares(area)),
            (Some(_), None, _) => self.say("未知", "unknown").to_string(),
        };
        let mut why = self.why(row);
        if row.turned > 0 {
            let turned = match self.lang {
                Lang::Zh => format!("{}项受口径影响", row.turned),
                Lang::En => format!("a reading turns {}", row.turned),
            };
            why = if why.is_empty() { turned } else { format!("{why}{}", bracketed(self.lang, &turned)) };
        }
        let clauses = match row.reason.as_ref().filter(|_| row.outcome != Outcome::Applies) {
            Some((reason, _)) if !reason.clauses.is_empty() => &reason.clauses,
            _ => &self.review.case.program.rules.at(decision.norm).clauses,
        };
        vec![
            self.telling.concluded(self.kind(decision.norm), row.outcome, row.to_determine, &row.awaits),
            row.count.to_string(),
            area,
            why,
            self.ids(clauses),
        ]
    }

    fn why(&self, row: &DecisionRow) -> String {
        if row.outcome == Outcome::Applies {
            return self.say("条件均满足", "all conditions hold").to_string();
        }
        if !row.awaits.is_empty() {
            return self.awaits(&row.awaits);
        }
        let Some((reason, count)) = &row.reason else { return String::new() };
        let text = if row.count > 1 { &reason.common } else { &reason.text };
        let text = official(self.lang, text.get(self.lang));
        match (*count < row.derived, self.lang) {
            (false, _) => text,
            (true, Lang::Zh) => format!("{text}（占{count}/{}）", row.derived),
            (true, Lang::En) => format!("{text} (for {count} of {})", row.derived),
        }
    }

    fn awaits(&self, bodies: &[guiju_base::Words]) -> String {
        let bodies: Vec<String> = bodies.iter().map(|body| body.get(self.lang).to_string()).collect();
        let bodies = list(self.lang, &bodies);
        match self.lang {
            Lang::Zh => format!("条件具备，待{bodies}批准后生效"),
            Lang::En => format!("otherwise complete; takes effect upon the decision of {bodies}"),
        }
    }

    fn kind(&self, norm: RuleId) -> NormKind {
        self.review.case.program.rules.at(norm).norm().map_or(NormKind::Permit, |norm| norm.kind)
    }

    fn label(&self, rule: RuleId) -> &'r str {
        self.review.case.program.rules.at(rule).name.label.get(self.lang)
    }

    fn outcome(&self, norm: RuleId, outcome: Outcome) -> String {
        outcome_words(self.kind(norm), outcome).get(self.lang).to_string()
    }

    /// The ids of clauses, the first of many.
    fn ids(&self, clauses: &[ClauseId]) -> String {
        const MOST: usize = 3;
        let ids = self.review.case.program.clause_ids(clauses);
        let shown: Vec<String> = ids.iter().take(MOST).cloned().collect();
        let more = if ids.len() > MOST { self.say("等", " …") } else { "" };
        format!("{}{more}", shown.join(" "))
    }

    /// Clauses with their words, each time with the words that were not quoted yet.
    fn cite(&mut self, clauses: &[ClauseId]) -> String {
        let program = self.review.case.program;
        let mut told = Vec::new();
        for id in clauses {
            let Some(clause) = program.clauses.get(*id) else { continue };
            if self.quoted.insert(*id) {
                told.push(format!("{}{}", clause.id, quotation(&line(clause.text.trim(), CLAUSE))));
            } else {
                told.push(match self.lang {
                    Lang::Zh => format!("{}（条文见前）", clause.id),
                    Lang::En => format!("{} (quoted above)", clause.id),
                });
            }
        }
        told.join(self.say("；", "; "))
    }

    /// The first subjects by id, with areas, and how many there are.
    fn subjects_named(&self, subjects: &[Subject]) -> String {
        let shown: Vec<String> = subjects.iter().take(NAMED).map(|subject| self.subject(*subject)).collect();
        let shown = list(self.lang, &shown);
        let total = self.total(subjects);
        match (subjects.len() > NAMED, subjects.len() > 1, self.lang) {
            (true, _, Lang::Zh) => format!("{shown}等{}个{total}", subjects.len()),
            (true, _, Lang::En) => format!("{shown} and others, {} in all{total}", subjects.len()),
            (false, true, Lang::Zh) => format!("{shown}，共{}个{total}", subjects.len()),
            (false, true, Lang::En) => format!("{shown}; {} in all{total}", subjects.len()),
            (false, false, _) => shown,
        }
    }

    /// The same in the cell of a table: of more than a few the ids alone, with what they come to.
    fn subjects_in_cell(&self, subjects: &[Subject]) -> String {
        const FEW: usize = 3;
        if subjects.len() <= FEW {
            return self.subjects_named(subjects);
        }
        let ids = subjects.iter().take(FEW).map(|subject| line(self.review.case.facts.id(*subject), ID));
        let ids = list(self.lang, &ids.collect::<Vec<_>>());
        let total = self.total(subjects);
        match self.lang {
            Lang::Zh => format!("{ids}等{}个{total}", subjects.len()),
            Lang::En => format!("{ids} and others, {} in all{total}", subjects.len()),
        }
    }

    fn subject(&self, subject: Subject) -> String {
        let entity = self.review.case.program.entities.at(subject.entity);
        if entity.is_single() {
            return entity.name.label.get(self.lang).to_string();
        }
        let id = line(self.review.case.facts.id(subject), ID);
        match self.area(subject) {
            Some(area) => {
                let area = format!("{}{}", hectares(&area), self.say("公顷", " ha"));
                format!("{id}{}", bracketed(self.lang, &area))
            }
            None => id,
        }
    }

    fn area(&self, subject: Subject) -> Option<Rat> {
        subject_size(&self.review.case, subject, Dimension::Area).flatten()
    }

    /// `，合计0.2667公顷（4亩）`; with ≥ where some do not state it.
    fn total(&self, subjects: &[Subject]) -> String {
        let areas: Vec<Rat> = subjects.iter().filter_map(|subject| self.area(*subject)).collect();
        if areas.is_empty() {
            return String::new();
        }
        let sum = areas.iter().fold(Rat::ZERO, |sum, area| sum.add(area));
        let least = if areas.len() < subjects.len() { "≥ " } else { "" };
        match self.lang {
            Lang::Zh => format!("，合计{least}{}公顷（{}亩）", hectares(&sum), mu(&sum)),
            Lang::En => format!(", {least}{} ha ({} mu)", hectares(&sum), mu(&sum)),
        }
    }

    /// What the text, the day, the readings and the bytes were.
    fn notes(&mut self) {
        let case = self.review.case;
        let known: HashSet<String> =
            particulars(&case).into_iter().map(|(label, _)| label.get(self.lang).to_string()).collect();
        self.blocks.push(Block::Point(self.say("附注", "Notes").into()));
        for (label, value) in head_facts(&case, self.review.report.problem, self.lang) {
            let (label, value) = (label.words(), value.words());
            if !known.contains(&label) {
                self.blocks.push(Block::Note(format!("{label}{}{value}", self.say("：", ": "))));
            }
        }
        if case.facts.plan.synthetic {
            let words = self.say(
                "数据性质：虚构数据，不得用于审批。",
                "Nature of the data: synthetic, not for any decision.",
            );
            self.blocks.push(Block::Note(words.into()));
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
        self.limits();
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

    /// What was counted or tried in part only.
    fn limits(&mut self) {
        if let Some(most) = self.review.report.sampled {
            self.blocks.push(Block::Note(match self.lang {
                Lang::Zh => format!("同一规则同一结论超过{most}个对象的，原因和缺项按前{most}个统计。"),
                Lang::En => format!(
                    "Where a norm has one outcome for more than {most} subjects, reasons and missing facts are those of the first {most}."
                ),
            }));
        }
    }
}
