//! A report laid out as a page: the first screen in the order in which reviewers ask.
//!
//! Head, headline questions, prohibitions, values, counts, what is missing and whose it is, readings, notes.

mod wanted;

use guiju_base::{Lang, Words};
use guiju_ir::{Interval, NormKind, Outcome, Problem, RuleId, Subject, TermValue, Type};

use crate::case::Case;
use crate::explanation::{awaiting_words, outcome_style};
use crate::head::{lines, title};
use crate::page::{Block, Line, Page, Row, Style};
use crate::quantity::{Precision, hectares, quantity};
use crate::reasons::{Reason, Role};
use crate::report::{Decision, DecisionRow, Listing, NormCount, Report, SubjectLine, cited};
use crate::telling::Telling;
use crate::values::Teller;
use crate::words::{capital, flag_words, list, outcome_words, quoted, say, short_outcome};

/// Subjects named after a prohibition, and values shown of one term.
const NAMED: usize = 8;
/// How wide a subject in a list is with its name.
const SUBJECT: usize = 26;

/// The page of a report.
pub fn report_page(case: &Case, report: &Report, lang: Lang) -> Page {
    let mut blocks = vec![Block::Title(title(case, lang)), Block::Lines(lines(case, report, lang))];
    if report.problem != Problem::Refused {
        blocks.extend(sections(case, report, Form::Screen, lang));
    }
    Page { lang, blocks }
}

/// What a report is laid out for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A screen, of which the first is what counts.
    Screen,
    /// A file that is leafed through: it names what a screen only counts.
    File,
}

/// The sections of a report under its head.
pub(crate) fn sections(case: &Case, report: &Report, form: Form, lang: Lang) -> Vec<Block> {
    let mut draw = Draw { case: *case, lang, form, report, blocks: Vec::new() };
    draw.decisions();
    draw.prohibitions();
    draw.values();
    draw.counts();
    draw.missing();
    draw.readings();
    draw.notes();
    draw.blocks
}

struct Draw<'a> {
    case: Case<'a>,
    lang: Lang,
    form: Form,
    report: &'a Report,
    blocks: Vec<Block>,
}

impl Draw<'_> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.lang, zh, en)
    }

    fn section(&mut self, zh: &str, en: &str, lines: Vec<(usize, Line)>) {
        if !lines.is_empty() {
            self.blocks.push(Block::Heading(Line::plain(self.say(zh, en))));
            self.blocks.push(Block::Lines(lines));
        }
    }

    fn decisions(&mut self) {
        let decisions: Vec<&Decision> =
            self.report.decisions.iter().filter(|decision| !decision.rows.is_empty()).collect();
        if decisions.is_empty() {
            return;
        }
        self.blocks.push(Block::Heading(Line::plain(self.say("审查事项", "Headline decisions"))));
        let header = [
            ("结论", "outcome"),
            ("数量", "count"),
            ("公顷", "ha"),
            ("主要原因", "main reason"),
            ("依据", "clauses"),
        ];
        let header = header.iter().map(|(zh, en)| Line::plain(self.say(zh, en))).collect();
        let mut rows = Vec::new();
        for decision in &decisions {
            rows.push(Row::Group(self.question(decision)));
            rows.extend(decision.rows.iter().map(|row| Row::Cells(self.decision_row(decision, row))));
        }
        self.blocks.push(Block::Table { header, rows, right: vec![1, 2], wide: 3 });
        for decision in decisions {
            self.subjects(decision);
        }
    }

    fn question(&self, decision: &Decision) -> Line {
        let program = self.case.program;
        let rule = program.rules.at(decision.norm);
        let mut notes = vec![program.entities.at(rule.subject).name.label.get(self.lang).to_string()];
        if rule.norm().is_some_and(|norm| norm.exploratory) {
            notes.push(flag_words("exploratory").get(self.lang).to_string());
        }
        Line::plain(decision.question.get(self.lang)).then(Style::Faint, format!("  {}", notes.join(" · ")))
    }

    fn decision_row(&self, decision: &Decision, row: &DecisionRow) -> Vec<Line> {
        let kind = self.kind(decision.norm);
        let words = self.outcome(kind, row.outcome, row.to_determine, &row.awaits);
        let area = match (decision.area, &row.area, row.area_unknown) {
            (None, ..) => String::new(),
            (Some(_), Some(area), 0) => hectares(area),
            (Some(_), Some(area), _) => format!("≥ {}", hectares(area)),
            (Some(_), None, _) => self.say("未知", "unknown").to_string(),
        };
        let (mut why, reason) = self.why(row);
        if row.turned > 0 {
            let mark = match self.lang {
                Lang::Zh => format!("  ◇口径影响 {}", row.turned),
                Lang::En => format!("  ◇a reading turns {}", row.turned),
            };
            why = why.then(Style::Open, mark);
        }
        let clauses = self.clauses(decision.norm, reason);
        vec![
            Line::default().then(outcome_style(row.outcome), words),
            Line::plain(row.count.to_string()),
            Line::plain(area),
            why,
            Line::default().then(Style::Cited, clauses),
        ]
    }

    /// The reason of a row, and where its clauses come from: what a yes hangs on is all of its conditions.
    fn why<'r>(&self, row: &'r DecisionRow) -> (Line, Option<&'r Reason>) {
        let told = row.reason.as_ref().is_some_and(|(reason, _)| reason.role == Role::Outcome);
        if row.outcome == Outcome::Applies && !told {
            return (Line::plain(self.say("条件均满足", "all conditions hold")), None);
        }
        let Some((reason, count)) = &row.reason else { return (Line::default(), None) };
        if !row.awaits.is_empty() {
            return (Line::default().then(Style::Open, awaiting_words(self.lang, &row.awaits)), Some(reason));
        }
        let line = Line::plain(self.reason(reason, row.count));
        let part = format!("  {} {count}/{}", self.say("占", "for"), row.derived);
        (if *count < row.derived { line.then(Style::Faint, part) } else { line }, Some(reason))
    }

    fn subjects(&mut self, decision: &Decision) {
        if decision.subjects.is_empty() {
            return;
        }
        let label = self.case.program.rules.at(decision.norm).name.label.get(self.lang);
        self.blocks.push(Block::Heading(Line::plain(label)));
        let header = [("对象", "subject"), ("结论", "outcome"), ("原因", "reason"), ("依据", "clauses")];
        let header = header.iter().map(|(zh, en)| Line::plain(self.say(zh, en))).collect();
        let rows =
            decision.subjects.iter().map(|line| Row::Cells(self.subject(decision.norm, line))).collect();
        self.blocks.push(Block::Table { header, rows, right: Vec::new(), wide: 2 });
    }

    fn subject(&self, norm: RuleId, line: &SubjectLine) -> Vec<Line> {
        let words = self.outcome(self.kind(norm), line.outcome, line.to_determine, &line.awaits);
        let is_told = |reason: &&Reason| line.outcome != Outcome::Applies || reason.role == Role::Outcome;
        let reason = line.reason.as_ref().filter(is_told);
        let mut why = Line::plain(reason.map_or("", |reason| reason.text.get(self.lang)));
        if line.turned {
            why = why.then(Style::Open, "  ◇");
        }
        vec![
            Line::plain(Teller { case: self.case, lang: self.lang }.id(line.subject, SUBJECT)),
            Line::default().then(outcome_style(line.outcome), words),
            why,
            Line::default().then(Style::Cited, self.clauses(norm, reason)),
        ]
    }

    fn prohibitions(&mut self) {
        let mut lines = Vec::new();
        for found in &self.report.prohibitions {
            let rule = self.case.program.rules.at(found.norm);
            let words = outcome_words(self.kind(found.norm), found.outcome);
            let count = found.subjects.len();
            let area = found.area.as_ref().map(|area| match self.lang {
                Lang::Zh => format!("，{} 公顷", hectares(area)),
                Lang::En => format!(", {} ha", hectares(area)),
            });
            let label = quoted(self.lang, rule.name.label.get(self.lang));
            let line = Line::default()
                .then(Style::Bad, format!("{} ", words.get(self.lang)))
                .then(Style::Plain, format!("{label} {count}{}", area.unwrap_or_default()))
                .then(Style::Plain, format!("{}{}", self.say("：", ": "), self.named(&found.subjects)))
                .then(Style::Cited, format!("  {}", self.case.program.clause_ids(&rule.clauses).join(" ")));
            lines.push((0, line));
        }
        self.section("触碰禁止性规定", "Prohibitions breached", lines);
    }

    fn named(&self, subjects: &[Subject]) -> String {
        let most = self.most();
        let teller = Teller { case: self.case, lang: self.lang };
        let shown = subjects.iter().take(most).map(|subject| teller.briefly(*subject));
        let names = list(self.lang, &shown.collect::<Vec<_>>());
        if subjects.len() > most { format!("{names}{}", self.say("等", " …")) } else { names }
    }

    /// How many are named of one thing.
    fn most(&self) -> usize {
        NAMED.max(self.report.name_at_most)
    }

    fn values(&mut self) {
        let mut lines: Vec<(usize, Line)> = Vec::new();
        let mut rest = self.report.values.as_slice();
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|value| value.term == first.term).count();
            let (values, later) = rest.split_at(same);
            rest = later;
            lines.push((0, self.term(values)));
        }
        self.section("账目", "Accounts", lines);
    }

    fn term(&self, values: &[TermValue]) -> Line {
        let Some(first) = values.first() else { return Line::default() };
        let rule = self.case.program.rules.at(first.term);
        let dimension = rule.value().map(|node| self.case.program.nodes.at(node).ty);
        let shown = |value: &Interval| match dimension {
            Some(Type::Quantity(dimension)) => quantity(self.lang, dimension, value, Precision::Plain),
            _ => String::new(),
        };
        let single = self.case.program.entities.at(rule.subject).is_single();
        let each = values.iter().take(self.most()).map(|value| match single {
            true => shown(&value.value),
            false => format!("{} {}", self.case.facts.id(value.subject), shown(&value.value)),
        });
        let text = each.collect::<Vec<_>>().join(self.say("；", "; "));
        let more = values.len().saturating_sub(self.most());
        let more = match (more, self.lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("；另有 {more} 项"),
            (more, Lang::En) => format!("; and {more} more"),
        };
        let clauses = self.case.program.clause_ids(&rule.clauses).join(" ");
        Line::plain(format!("{}{}{text}{more}", rule.name.label.get(self.lang), self.say("：", ": ")))
            .then(Style::Cited, format!("  {clauses}"))
    }

    fn counts(&mut self) {
        if self.report.counts.is_empty() {
            return;
        }
        self.blocks.push(Block::Heading(Line::plain(self.say("各项规则", "All norms"))));
        let header = [("规则", "norm"), ("依据", "clauses"), ("结论", "outcomes")];
        let header = header.iter().map(|(zh, en)| Line::plain(self.say(zh, en))).collect();
        let all = self.report.listing == Listing::All;
        // The headline norms stand in the first table already.
        let headline = |norm| self.report.decisions.iter().any(|decision| decision.norm == norm);
        let counts = self.report.counts.iter().filter(|count| all || !headline(count.norm));
        let (open, counts): (Vec<&NormCount>, Vec<&NormCount>) =
            counts.partition(|count| !all && is_only_open(count));
        let (told, rest): (Vec<&NormCount>, Vec<&NormCount>) =
            counts.into_iter().partition(|count| all || is_notable(count));
        let rows = told.iter().map(|count| Row::Cells(self.count(count))).collect::<Vec<_>>();
        if !rows.is_empty() {
            self.blocks.push(Block::Table { header, rows, right: Vec::new(), wide: 2 });
        }
        let rest = (!rest.is_empty()).then(|| (0, self.rest(&rest)));
        let open = (!open.is_empty()).then(|| (0, self.only_open(open.len())));
        let lines: Vec<(usize, Line)> = open.into_iter().chain(rest).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::Lines(lines));
        }
    }

    /// The norms of which nothing is known yet: what they lack is listed further below.
    fn only_open(&self, norms: usize) -> Line {
        Line::plain(match self.lang {
            Lang::Zh => format!("另有 {norms} 项规则只待补材料或认定，所缺见下。"),
            Lang::En if norms == 1 => {
                "1 more norm only lacks facts or determinations, listed below.".to_string()
            }
            Lang::En => format!("{norms} more norms only lack facts or determinations, listed below."),
        })
    }

    fn count(&self, count: &NormCount) -> Vec<Line> {
        let rule = self.case.program.rules.at(count.norm);
        let kind = self.kind(count.norm);
        let outcomes = count.outcomes.iter().map(|(outcome, number)| {
            let words = format!("{} {number}", short_outcome(kind, *outcome).get(self.lang));
            Line::default().then(outcome_style(*outcome), words)
        });
        vec![
            Line::plain(rule.name.label.get(self.lang)),
            Line::default()
                .then(Style::Cited, self.cut_clauses(&self.case.program.clause_ids(&rule.clauses))),
            Line::joined(outcomes, " · "),
        ]
    }

    /// The norms of which nothing is broken or open, in one line.
    fn rest(&self, rest: &[&NormCount]) -> Line {
        let mut words: Vec<(Outcome, String, usize)> = Vec::new();
        for count in rest {
            let kind = self.kind(count.norm);
            for (outcome, number) in &count.outcomes {
                let word = short_outcome(kind, *outcome).get(self.lang).to_string();
                match words.iter_mut().find(|(_, known, _)| *known == word) {
                    Some((_, _, sum)) => *sum += number,
                    None => words.push((*outcome, word, *number)),
                }
            }
        }
        words.sort_by_key(|(outcome, ..)| *outcome);
        let outcomes = words.into_iter().map(|(outcome, word, number)| {
            Line::default().then(outcome_style(outcome), format!("{word} {number}"))
        });
        let head = match self.lang {
            Lang::Zh => format!("其余 {} 项规则无未落实、触碰或待定：", rest.len()),
            Lang::En if rest.len() == 1 => "1 other norm has nothing broken or open: ".to_string(),
            Lang::En => format!("{} other norms have nothing broken or open: ", rest.len()),
        };
        let mut line = Line::plain(head);
        line.append(Line::joined(outcomes, " · "));
        line
    }

    fn notes(&mut self) {
        let mut lines: Vec<(usize, Line)> = Vec::new();
        let groups = [
            (self.say("无依据（未附文件）", "without evidence"), &self.report.ungrounded),
            (self.say("按推定处理", "presumed"), &self.report.presumed),
        ];
        for (heading, notes) in groups.into_iter().filter(|(_, notes)| !notes.is_empty()) {
            lines.push((0, Line::default().then(Style::Open, heading)));
            lines.extend(notes.iter().map(|note| (1, self.note(note))));
        }
        if let Some(most) = self.report.sampled {
            let text = match self.lang {
                Lang::Zh => format!("同一规则同一结论超过 {most} 个对象的，原因和缺项按前 {most} 个统计"),
                Lang::En => format!(
                    "where a norm has one outcome for more than {most} subjects, reasons and missing facts are those of the first {most}"
                ),
            };
            lines.push((0, Line::plain(text)));
        }
        self.section("说明", "Notes", lines);
    }

    fn kind(&self, norm: RuleId) -> NormKind {
        self.case.program.rules.at(norm).norm().map_or(NormKind::Permit, |norm| norm.kind)
    }

    fn outcome(&self, kind: NormKind, outcome: Outcome, determine: bool, awaits: &[Words]) -> String {
        Telling { case: self.case, lang: self.lang }.concluded(kind, outcome, determine, awaits)
    }

    /// A reason for a row: in common words when it speaks for several subjects; a bar or exception by its name.
    fn reason(&self, reason: &Reason, count: usize) -> String {
        let text = if count > 1 { &reason.common } else { &reason.text };
        let text = text.get(self.lang);
        match reason.role {
            Role::Bar(rule) | Role::Exception(rule) => {
                let label = self.case.program.rules.at(rule).name.label.get(self.lang);
                capital(&format!("{label}{}{text}", self.say("：", ": ")))
            }
            Role::Concerns | Role::Condition | Role::Outcome => capital(text),
        }
    }

    fn clauses(&self, norm: RuleId, reason: Option<&Reason>) -> String {
        self.cut_clauses(&self.case.program.clause_ids(&cited(&self.case, norm, reason)))
    }

    /// The first clauses of a long list.
    fn cut_clauses(&self, clauses: &[String]) -> String {
        const MOST: usize = 3;
        if self.form == Form::File {
            return clauses.join(" ");
        }
        let shown = clauses.iter().take(MOST).cloned().collect::<Vec<_>>().join(" ");
        if clauses.len() > MOST { format!("{shown} …") } else { shown }
    }
}

/// Whether nothing of a norm is decided, but something is open.
fn is_only_open(count: &NormCount) -> bool {
    let open = |outcome| matches!(outcome, Outcome::Undetermined | Outcome::NotEngaged);
    count.outcomes.iter().all(|(outcome, _)| open(*outcome))
        && count.outcomes.iter().any(|(outcome, _)| *outcome == Outcome::Undetermined)
}

/// Whether a norm has an outcome that someone must act on.
fn is_notable(count: &NormCount) -> bool {
    let acts = [Outcome::Breached, Outcome::NotFollowed, Outcome::Undetermined, Outcome::Blocked];
    count.outcomes.iter().any(|(outcome, _)| acts.contains(outcome))
}
