//! The state of a draft laid out as a page for those who draft it.
//!
//! Head, plans, then the issues in their order: the words of the clauses, the readings with their reasons, and what each
//! other reading would turn. It says what the text can mean, never what it should have said.

use guiju_base::{Lang, Words};
use guiju_ir::{Dimension, Interval, NormKind, Program, Rat, day_to_string};

use super::{Example, Issue, IssueKind, RemarksReport, Rival, Stake, TriedPlan, Turned, Weight};
use crate::explanation::outcome_style;
use crate::head::{as_of_words, short};
use crate::page::{Block, Line, Page, Row, Style};
use crate::quantity::{Precision, hectares, quantity};
use crate::size::Total;
use crate::words::{bracketed, list, quoted, say, short_outcome, shortened};

/// How wide the name of an example is.
const NAME: usize = 24;

/// The page of a report on a draft.
pub fn remarks_page(program: &Program, report: &RemarksReport, lang: Lang) -> Page {
    let mut draw = Draw { program, report, lang, blocks: Vec::new(), sections: 0 };
    draw.head();
    draw.plans();
    let switch = |issue: &&Issue| matches!(issue.kind, IssueKind::Switch(_));
    let (switches, remarks): (Vec<&Issue>, Vec<&Issue>) = report.issues.iter().partition(switch);
    let (turning, silent): (Vec<&Issue>, Vec<&Issue>) =
        switches.into_iter().partition(|issue| issue.is_decisive());
    draw.turning(&turning);
    let heading = if report.plans.is_empty() {
        Words::new("有不同读法、规则可以切换的条文", "Clauses of several readings that the rules can follow")
    } else {
        Words::new("对照方案的结论不因之改变的口径", "Readings that turn no decision of these plans")
    };
    draw.section(heading.get(lang), &silent);
    draw.section(draw.say("其他疑义和起草意见", "Other doubts and remarks on the drafting"), &remarks);
    Page { lang, blocks: draw.blocks }
}

struct Draw<'a> {
    program: &'a Program,
    report: &'a RemarksReport,
    lang: Lang,
    blocks: Vec<Block>,
    sections: usize,
}

impl Draw<'_> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.lang, zh, en)
    }

    fn heads(&self, heads: &[(&str, &str)]) -> Vec<Line> {
        heads.iter().map(|(zh, en)| Line::plain(self.say(zh, en))).collect()
    }

    fn head(&mut self) {
        let (lang, pack, issues) = (self.lang, &self.program.pack, &self.report.issues);
        let (title, status) = (pack.title.get(lang), pack.status.get(lang));
        let status = if status.is_empty() { String::new() } else { bracketed(lang, status) };
        let mut heading = Line::plain(match lang {
            Lang::Zh => format!("《{title}》{status}条文疑义和起草意见"),
            Lang::En => format!("{title}{status}: doubts and remarks on the drafting"),
        });
        if self.report.plans.iter().any(|plan| plan.synthetic) {
            heading = heading.then(Style::Open, self.say("  〔含虚构数据〕", "  [with synthetic data]"));
        }
        self.blocks.push(Block::Title(heading));
        let switches = issues.iter().filter(|issue| issue.kind != IssueKind::Remark).count();
        let (all, remarks) = (issues.len(), issues.len() - switches);
        let count = match lang {
            Lang::Zh => format!(
                "共 {all} 项：有不同读法、规则可以切换的口径 {switches} 项，其他疑义和起草意见 {remarks} 项"
            ),
            Lang::En => format!(
                "{all} issues: {switches} readings between which the rules can switch, {remarks} other doubts and remarks"
            ),
        };
        let from = format!("{} {} {} ", self.say("规则", "Rules"), pack.id, pack.version);
        let mut lines = vec![
            (0, Line::plain(count)),
            (0, Line::plain(from).then(Style::Faint, short(&pack.digest))),
            (
                0,
                Line::plain(self.say(
                    "● 规则采用的读法；○ 其他读法",
                    "● the reading that the rules follow; ○ the others",
                )),
            ),
        ];
        let decisive = issues.iter().filter(|issue| issue.is_decisive()).count();
        if !self.report.plans.is_empty() {
            lines.push((0, Line::plain(match lang {
                Lang::Zh => format!(
                    "对照方案 {} 个，其中 {decisive} 项口径影响结论。影响按只换这一项口径、其余不变计算；公顷数和户数为结论有变化的对象自身的面积和户数",
                    self.report.plans.len()
                ),
                Lang::En => format!(
                    "plans tried: {}; readings that turn decisions: {decisive}. Each is changed alone, the others as they are; hectares and households are those of the subjects whose decisions turn",
                    self.report.plans.len()
                ),
            })));
        }
        self.blocks.push(Block::Lines(lines));
    }

    fn plans(&mut self) {
        if self.report.plans.is_empty() {
            return;
        }
        self.blocks.push(Block::Heading(Line::plain(self.say("对照方案", "Plans tried"))));
        let header = self.heads(&[
            ("编号", "id"),
            ("方案", "plan"),
            ("基准日", "as of"),
            ("结论", "decisions"),
            ("口径影响", "turned"),
            ("摘要", "digest"),
        ]);
        let rows = self.report.plans.iter().map(|plan| Row::Cells(self.plan(plan))).collect();
        self.blocks.push(Block::Table { header, rows, right: vec![3, 4], wide: 1 });
    }

    fn plan(&self, plan: &TriedPlan) -> Vec<Line> {
        let mut name = Line::plain(plan.name.as_deref().unwrap_or(&plan.id));
        if plan.synthetic {
            name = name.then(Style::Open, self.say(" 〔虚构数据〕", " [synthetic data]"));
        }
        let day = as_of_words(self.lang, plan.as_of, plan.as_of_from);
        let day = day.strip_prefix(self.say("基准日 ", "As of ")).unwrap_or(&day).to_string();
        vec![
            Line::plain(&plan.id),
            name.then(Style::Faint, format!("  {}", plan.file)),
            Line::plain(if day.is_empty() { day_to_string(plan.as_of) } else { day }),
            Line::plain(plan.decisions.to_string()),
            Line::plain(plan.turned.to_string()),
            Line::default().then(Style::Faint, short(&plan.digest)),
        ]
    }

    /// Opens a section, with the number of its issues.
    fn heading(&mut self, words: &str, issues: &[&Issue]) {
        const NUMBERS: [&str; 3] = ["一、", "二、", "三、"];
        let number = NUMBERS.get(self.sections).filter(|_| self.lang == Lang::Zh).copied().unwrap_or("");
        self.sections += 1;
        let count = match self.lang {
            Lang::Zh => format!("{} 项", issues.len()),
            Lang::En => issues.len().to_string(),
        };
        let heading = format!("{number}{words}{}", bracketed(self.lang, &count));
        self.blocks.push(Block::Heading(Line::plain(heading)));
    }

    fn section(&mut self, words: &str, issues: &[&Issue]) {
        if !issues.is_empty() {
            self.heading(words, issues);
            issues.iter().for_each(|issue| self.issue(issue));
        }
    }

    /// The readings that turn something: a table of what hangs on each, then each in full.
    fn turning(&mut self, issues: &[&Issue]) {
        if issues.is_empty() {
            return;
        }
        let words = self.say("影响对照方案结论的口径", "Readings that turn decisions of these plans");
        self.heading(words, issues);
        let homes = |stake: &Stake| stake.households.as_ref().is_some_and(|homes| homes.sum.is_some());
        let homes = issues.iter().any(|issue| issue.stakes.iter().any(homes));
        let mut header = self.heads(&[
            ("编号", "no."),
            ("疑义", "in doubt"),
            ("条文", "clauses"),
            ("审查事项", "headline"),
            ("其他结论", "others"),
            ("公顷", "ha"),
        ]);
        let mut right = vec![3, 4, 5];
        if homes {
            header.extend(self.heads(&[("户", "households")]));
            right.push(6);
        }
        let rows = issues.iter().map(|issue| {
            let mut cells = self.totals(issue);
            if homes {
                let households = |stake: &'_ Stake| stake.households.clone();
                cells.push(Line::plain(self.figures(issue, households, Rat::to_string)));
            }
            Row::Cells(cells)
        });
        let rows = rows.collect();
        self.blocks.push(Block::Table { header, rows, right, wide: 1 });
        issues.iter().for_each(|issue| self.issue(issue));
    }

    fn totals(&self, issue: &Issue) -> Vec<Line> {
        let weight = issue.weight();
        vec![
            Line::plain(issue.register.as_deref().unwrap_or("")),
            Line::plain(issue.issue.get(self.lang)),
            Line::default().then(Style::Faint, self.program.clause_ids(&issue.clauses).join(" ")),
            Line::plain(weight.headline.to_string()),
            Line::plain(weight.other.to_string()),
            Line::plain(self.figures(issue, |stake| stake.area.clone(), hectares)),
        ]
    }

    /// The figures of an issue; those of several entities are not added up: one may lie within another.
    fn figures(&self, issue: &Issue, of: fn(&Stake) -> Option<Total>, shown: fn(&Rat) -> String) -> String {
        let figure = |total: Total| {
            let sum = total.sum.as_ref().map(shown)?;
            Some(if total.unknown > 0 { format!("≥ {sum}") } else { sum })
        };
        issue.stakes.iter().filter_map(of).filter_map(figure).collect::<Vec<_>>().join(" + ")
    }

    fn issue(&mut self, issue: &Issue) {
        let register = issue.register.as_ref().map(|id| format!("{id}  ")).unwrap_or_default();
        let clauses = self.program.clause_ids(&issue.clauses).join(" ");
        let heading = Line::plain(format!("{register}{}", issue.issue.get(self.lang)))
            .then(Style::Faint, format!("  {clauses}"));
        self.blocks.push(Block::Subheading(heading));
        let mut lines = Vec::new();
        let clauses = issue.clauses.iter().filter_map(|clause| self.program.clauses.get(*clause));
        for clause in clauses.filter(|clause| !clause.text.is_empty()) {
            let words = Line::default().then(Style::Faint, format!("{}  ", clause.id));
            lines.push((0, words.then(Style::Plain, &clause.text)));
        }
        for rival in &issue.readings {
            lines.push((0, self.rival(rival)));
            if let Some(because) = &rival.because {
                let because = format!("{}{}", self.say("理由：", "because: "), because.get(self.lang));
                lines.push((1, Line::plain(because)));
            }
            if issue.is_decisive() && !rival.chosen {
                self.turns(issue, &rival.turns, &mut lines);
            }
        }
        if !issue.readings.iter().any(|rival| rival.default) {
            lines.push((0, Line::plain(self.say("规则未采用其中一种", "the rules follow none of them"))));
        }
        if issue.is_decisive() {
            lines.extend(self.weight(issue));
        }
        self.blocks.push(Block::Lines(lines));
    }

    fn rival(&self, rival: &Rival) -> Line {
        let words = rival.words.get(self.lang);
        let line = match rival.default {
            true => Line::plain("● ")
                .then(Style::Strong, words)
                .then(Style::Plain, bracketed(self.lang, self.say("规则采用", "followed by the rules"))),
            false => Line::plain(format!("○ {words}")),
        };
        match (rival.chosen, rival.default) {
            (true, false) => {
                line.then(Style::Open, bracketed(self.lang, self.say("本次按此计算", "followed here")))
            }
            _ => line,
        }
    }

    fn turns(&self, issue: &Issue, turns: &[Turned], lines: &mut Vec<(usize, Line)>) {
        if turns.is_empty() {
            let none = self.say("采此读法，对照方案的结论不变", "read so, no decision of these plans turns");
            lines.push((1, Line::default().then(Style::Faint, none)));
            return;
        }
        lines.push((1, Line::plain(self.say("采此读法，下列结论改变：", "read so, these decisions turn:"))));
        let several = self.touched(issue).len() > 1;
        lines.extend(turns.iter().map(|turned| {
            let line = self.turned(turned);
            (2, if several { line.then(Style::Faint, self.by_plan(turned)) } else { line })
        }));
    }

    /// `「入市」（审查事项）由待补材料变为可：地块 1 个，0.26 公顷（3.9 亩）  HP-050（农机站）`
    fn turned(&self, turned: &Turned) -> Line {
        let rule = self.program.rules.at(turned.norm);
        let kind = rule.norm().map_or(NormKind::Permit, |norm| norm.kind);
        let words = |outcome| short_outcome(kind, outcome).get(self.lang).to_string();
        let mut line = Line::plain(quoted(self.lang, rule.name.label.get(self.lang)));
        if turned.headline {
            line = line.then(Style::Strong, bracketed(self.lang, self.say("审查事项", "headline")));
        }
        line.then(Style::Plain, self.say("由", ": "))
            .then(outcome_style(turned.from), words(turned.from))
            .then(Style::Plain, self.say("变为", " → "))
            .then(outcome_style(turned.to), words(turned.to))
            .then(Style::Plain, format!("{}{}", self.say("：", ", "), self.stake(&turned.stake)))
            .then(Style::Faint, format!("  {}", self.examples(turned)))
    }

    /// The plans of whose decisions an issue turns some.
    fn touched(&self, issue: &Issue) -> Vec<(&TriedPlan, Weight)> {
        let plans = self.report.plans.iter().zip(issue.plans.iter().copied());
        plans.filter(|(_, weight)| *weight != Weight::default()).collect()
    }

    fn examples(&self, turned: &Turned) -> String {
        let names: Vec<String> = turned.examples.iter().map(|example| self.example(example)).collect();
        let more = if turned.stake.count > names.len() { self.say("等", " …") } else { "" };
        format!("{}{more}", list(self.lang, &names))
    }

    /// `〔P-1 2、P-2 1〕`
    fn by_plan(&self, turned: &Turned) -> String {
        let counts = self.report.plans.iter().zip(&turned.plans).filter(|(_, count)| **count > 0);
        let counts: Vec<String> = counts.map(|(plan, count)| format!("{} {count}", plan.id)).collect();
        let (open, close) = (self.say("〔", "["), self.say("〕", "]"));
        format!("  {open}{}{close}", list(self.lang, &counts))
    }

    /// `HP-050（农机站）`
    fn example(&self, example: &Example) -> String {
        match &example.name {
            Some(name) => format!("{}{}", example.id, bracketed(self.lang, &shortened(name, NAME))),
            None => example.id.clone(),
        }
    }

    fn weight(&self, issue: &Issue) -> Vec<(usize, Line)> {
        let told = |weight: &Weight| match self.lang {
            Lang::Zh => format!("审查事项结论 {} 项，其他结论 {} 项", weight.headline, weight.other),
            Lang::En => format!("{} headline decisions, {} others", weight.headline, weight.other),
        };
        let stakes: Vec<String> = issue.stakes.iter().map(|stake| self.stake(stake)).collect();
        let glue = self.say("；", "; ");
        let whole = format!("{}{glue}{}", told(&issue.weight()), stakes.join(glue));
        let touched = self.touched(issue);
        let only = match touched.as_slice() {
            [(plan, _)] if self.report.plans.len() > 1 => bracketed(self.lang, &plan.id),
            _ => String::new(),
        };
        let lead = format!("{}{only}{}", self.say("影响合计", "In all"), self.say("：", ": "));
        let mut lines = vec![(0, Line::default().then(Style::Strong, lead).then(Style::Plain, whole))];
        if touched.len() > 1 {
            lines.extend(touched.into_iter().map(|(plan, weight)| {
                (1, Line::plain(format!("{}{}{}", plan.id, self.say("：", ": "), told(&weight))))
            }));
        }
        lines
    }

    /// `地块 3 个，5.2 公顷（78 亩）`
    fn stake(&self, stake: &Stake) -> String {
        let entity = self.program.entities.at(stake.entity).name.label.get(self.lang);
        let mut parts = vec![match self.lang {
            Lang::Zh => format!("{entity} {} 个", stake.count),
            Lang::En => format!("{entity} ×{}", stake.count),
        }];
        let totals = [(&stake.area, Dimension::Area), (&stake.households, Dimension::Households)];
        for (total, dimension) in totals {
            let Some(total) = total else { continue };
            parts.extend(total.sum.as_ref().map(|sum| {
                let figure = quantity(self.lang, dimension, &Interval::point(sum.clone()), Precision::Plain);
                if total.unknown > 0 { format!("≥ {figure}") } else { figure }
            }));
        }
        parts.join(self.say("，", ", "))
    }
}
