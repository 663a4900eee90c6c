//! 审查意见: a draft of the review opinion on a plan, for a reviewer to check and sign.
//!
//! The opinion itself fits a meeting: overall view, problems with clause, subjects and what must be put right, what is still
//! open and whose it is, conclusion. Annexes hold the rest of each: every situation, subject, clause and reading. Every
//! figure is that of the report, every demand that of an outlook.
//!
//! Invariant: it says what the conditions of the text come to; it passes no judgement of the law, and what to decide is left
//! to who signs.

mod annexes;
mod conclusion;
mod details;
mod faults;
mod pending;
mod subjects;

use guiju_base::Lang;
use guiju_explain::{Decision, DecisionRow, Telling, outcome_words, particulars};
use guiju_ir::{ClauseId, Decide, EntityId, Inquiry, NormKind, Outcome, Problem as Trouble, RuleId};
use unicode_width::UnicodeWidthStr;

use crate::Review;
use crate::document::{Block, Column, Document, Row, Table};
use crate::open;
use crate::problems::{Fault, Problems, problems};
use crate::words::{bracketed, date, hectares, line, list, numeral, official, say};
use annexes::Annex;

/// Columns of a plan's name that leave room for the rest of the title on one line, and for its beginning.
const ONE_LINE: usize = 20;
const TWO_LINES: usize = 30;

/// The opinion on a decided plan. `inquiry` gave the answer; `engine` tries what would put things right.
pub fn opinion(review: &Review, inquiry: &mut dyn Inquiry, engine: &dyn Decide) -> Document {
    let found = problems(review, inquiry, engine);
    let wanted = open::headline(review, inquiry);
    let mut pen = Pen::new(review);
    pen.annexes = annexes::present(review, &found, &wanted);
    pen.head();
    pen.overall(&found, wanted.len());
    pen.faults(&found);
    pen.advice(&found);
    pen.open(&found, &wanted);
    pen.conclusion(&found, wanted.len());
    pen.annexed(&found, &wanted);
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
    let draft = say(review.lang, "草稿，供审查人员复核签署", "draft, for a reviewer to check and sign");
    let made_up = say(review.lang, "虚构数据，不得用于审批", "synthetic data, not for any decision");
    let told: Vec<&str> =
        std::iter::once(draft).chain(review.case.facts.plan.synthetic.then_some(made_up)).collect();
    vec![bracketed(review.lang, &told.join(say(review.lang, "；", "; "))).trim().to_string()]
}

/// A document in the making.
pub(crate) struct Pen<'r> {
    review: &'r Review<'r>,
    telling: Telling<'r>,
    lang: Lang,
    blocks: Vec<Block>,
    chapters: usize,
    /// The annexes that the document has, in their order.
    annexes: Vec<Annex>,
}

impl<'r> Pen<'r> {
    pub(crate) fn new(review: &'r Review<'r>) -> Self {
        Pen {
            review,
            telling: Telling { case: review.case, lang: review.lang },
            lang: review.lang,
            blocks: Vec::new(),
            chapters: 0,
            annexes: Vec::new(),
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
        let columns = [17, 33, 20, 30].map(|share| Column::words("", share)).to_vec();
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
        let see = self.see(Annex::Outcomes);
        self.text(match self.lang {
            Lang::Zh => format!(
                "依据{policy}，以{day}为基准日（{from}），对方案{items}逐项审查。{asked}项重点审查事项的结论如下表{see}。"
            ),
            Lang::En => format!(
                "Under {policy}, as of {day} ({from}), every item of the plan was examined: {items}. The {asked} headline \
                 questions come to what the table shows{see}."
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

    /// `地块90个、子项目24个`: the items that headline questions are about; of the others only how many.
    fn items(&self) -> String {
        let case = self.review.case;
        let asked: Vec<EntityId> =
            case.program.decisions.iter().map(|(norm, _)| case.program.rules.at(*norm).subject).collect();
        let (mut told, mut others) = (Vec::new(), 0);
        for (id, entity) in case.program.entities.iter().filter(|(_, entity)| !entity.is_single()) {
            let count = case.facts.rows.get(id).map_or(0, |rows| rows.len());
            let label = entity.name.label.get(self.lang);
            match (count > 0, asked.contains(&id), self.lang) {
                (false, ..) => {}
                (true, false, _) => others += count,
                (true, true, Lang::Zh) => told.push(format!("{label}{count}个")),
                (true, true, Lang::En) => told.push(format!("{label} {count}")),
            }
        }
        match (others, told.is_empty(), self.lang) {
            (0, true, Lang::Zh) => "本体".into(),
            (0, true, Lang::En) => "the plan itself".into(),
            (0, false, Lang::Zh) => format!("所列{}", told.join("、")),
            (0, false, Lang::En) => told.join(", "),
            (_, true, Lang::Zh) => format!("所列{others}个对象"),
            (_, true, Lang::En) => format!("{others} items"),
            (_, false, Lang::Zh) => format!("所列{}和其他对象{others}个", told.join("、")),
            (_, false, Lang::En) => format!("{} and {others} others", told.join(", ")),
        }
    }

    fn counts(&self, found: &Problems, wanted: usize) -> String {
        let of = |fault: fn(Fault) -> bool| found.faults.iter().filter(|it| fault(it.fault)).count();
        let touched = of(|fault| matches!(fault, Fault::Touched | Fault::Stopped));
        let short = of(|fault| fault == Fault::Short);
        let unmet = of(|fault| matches!(fault, Fault::Unmet | Fault::Duty));
        let readings = self.turning().len();
        let told = [
            (touched, "触碰禁止性规定", "prohibitions breached"),
            (short, "重点事项不符合条件", "headline questions with conditions not met"),
            (unmet, "要求未落实", "requirements not met"),
            (found.advice.len(), "建议", "points of advice"),
            (wanted, "待补材料或待认定", "facts or determinations wanted for headline questions"),
            (readings, "影响结论的口径", "readings that turn outcomes"),
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
            (false, Lang::Zh) => format!("审查中发现：{}。", told.join("、")),
            (false, Lang::En) => format!("Found: {}.", told.join("; ")),
        }
    }

    /// A row per headline question: what it comes to, without those that it does not concern.
    fn decisions(&mut self) {
        let columns = vec![
            Column::words(self.say("审查事项", "Question"), 38),
            Column::words(self.say("结论", "Outcomes"), 62),
        ];
        let told = self.review.report.decisions.iter().filter(|decision| !decision.rows.is_empty());
        let rows = told
            .map(|decision| {
                Row::Cells(vec![decision.question.get(self.lang).to_string(), self.outcomes(decision)])
            })
            .collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// `可免7个（1.0240公顷），不符合条件66个（52.3030公顷）；其中4个受口径影响`
    fn outcomes(&self, decision: &Decision) -> String {
        let rule = self.review.case.program.rules.at(decision.norm);
        let single = self.review.case.program.entities.at(rule.subject).is_single();
        let engaged: Vec<&DecisionRow> =
            decision.rows.iter().filter(|row| row.outcome != Outcome::NotEngaged).collect();
        let told: Vec<String> = engaged
            .iter()
            .map(|row| {
                let outcome = self.telling.concluded(
                    self.kind(decision.norm),
                    row.outcome,
                    row.to_determine,
                    &row.awaits,
                );
                let least = if row.area_unknown > 0 { "≥ " } else { "" };
                let area = row.area.as_ref().filter(|_| decision.area.is_some()).map(hectares);
                let count = row.count;
                match (single, area, self.lang) {
                    (true, ..) => outcome,
                    (_, None, Lang::Zh) => format!("{outcome}{count}个"),
                    (_, None, Lang::En) => format!("{outcome}: {count}"),
                    (_, Some(area), Lang::Zh) => format!("{outcome}{count}个（{least}{area}公顷）"),
                    (_, Some(area), Lang::En) => format!("{outcome}: {count} ({least}{area} ha)"),
                }
            })
            .collect();
        if told.is_empty() {
            return self.outcome(decision.norm, Outcome::NotEngaged);
        }
        let told = told.join(self.say("，", "; "));
        let turned: usize = engaged.iter().map(|row| row.turned).sum();
        let exploratory = rule.norm().is_some_and(|norm| norm.exploratory);
        let mut notes = Vec::new();
        match (turned, single, self.lang) {
            (0, ..) => {}
            (_, true, _) => notes.push(self.say("受口径影响", "a reading turns it").to_string()),
            (_, false, Lang::Zh) => notes.push(format!("其中{turned}个受口径影响")),
            (_, false, Lang::En) => notes.push(format!("a reading turns {turned} of them")),
        }
        if exploratory {
            notes.push(self.say("探索性条款，不单独生效", "exploratory, not in force by itself").into());
        }
        match notes.is_empty() {
            true => told,
            false => format!("{told}{}{}", self.say("；", "; "), notes.join(self.say("；", "; "))),
        }
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
}
