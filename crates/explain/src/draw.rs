//! A report laid out as a page: the first screen in the order in which reviewers ask.
//!
//! Head, headline questions, prohibitions, values, counts, what is missing and whose it is, readings, notes.

use guiju_base::{Lang, Words};
use guiju_ir::{Day, Interval, NormKind, Outcome, Problem, RuleId, Subject, TermValue, Type, day_to_string};

use crate::case::{AsOfFrom, Case};
use crate::explanation::{awaiting_words, outcome_style};
use crate::missing::Needs;
use crate::page::{Block, Line, Page, Row, Style};
use crate::quantity::{Precision, hectares, quantity};
use crate::reasons::{Reason, Role};
use crate::report::{
    Decision, DecisionRow, Listing, MissingGroup, NormCount, Note, Report, SubjectLine, cited,
};
use crate::values::Teller;
use crate::words::{bracketed, flag_words, list, outcome_words, quoted, say, short_outcome, to_determine};

/// Subjects named after a prohibition, and values shown of one term.
const NAMED: usize = 8;
/// How wide a subject in a list is with its name.
const SUBJECT: usize = 26;

/// The page of a report.
pub fn report_page(case: &Case, report: &Report, lang: Lang) -> Page {
    let mut draw = Draw { case: *case, lang, report, blocks: Vec::new() };
    draw.head();
    if report.problem != Problem::Refused {
        draw.decisions();
        draw.prohibitions();
        draw.values();
        draw.counts();
        draw.missing();
        draw.readings();
        draw.notes();
    }
    Page { lang, blocks: draw.blocks }
}

struct Draw<'a> {
    case: Case<'a>,
    lang: Lang,
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

    fn head(&mut self) {
        let (lang, plan, pack) = (self.lang, &self.case.facts.plan, &self.case.program.pack);
        let name = plan.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let mut title = Line::plain(format!("{}{name}", plan.id));
        if plan.synthetic {
            title = title.then(Style::Open, format!("  {}", self.say("〔虚构数据〕", "[synthetic data]")));
        }
        self.blocks.push(Block::Title(title));
        let mut lines = Vec::new();
        let facts: Vec<String> = self
            .report
            .head
            .iter()
            .map(|(label, value)| format!("{} {}", label.get(lang), value.get(lang)))
            .collect();
        if !facts.is_empty() {
            lines.push((0, Line::plain(facts.join(" · "))));
        }
        let status = pack.status.get(lang);
        let status = if status.is_empty() { String::new() } else { bracketed(lang, status) };
        let policy = format!("{} {}{status}", self.say("政策", "Policy"), pack.title.get(lang));
        let version = format!("  {} {} {}", pack.id, pack.version, short(&pack.digest));
        lines.push((0, Line::plain(policy).then(Style::Faint, version)));
        let as_of = as_of_words(lang, self.case.question.as_of, self.case.as_of_from);
        lines.push((
            0,
            Line::plain(as_of).then(Style::Faint, format!("  {} {}", plan.file, short(&plan.digest))),
        ));
        if self.report.problem == Problem::Refused {
            let refused = self.say("材料未通过校验，未作结论", "the plan is refused: no outcomes");
            lines.push((0, Line::default().then(Style::Bad, refused)));
        }
        if self.report.problem == Problem::Conflict {
            let conflict = self
                .say("规则之间有冲突，相关数值未定", "rules are in conflict; the values concerned are open");
            lines.push((0, Line::default().then(Style::Bad, conflict)));
        }
        self.blocks.push(Block::Lines(lines));
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
            Line::default().then(Style::Faint, clauses),
        ]
    }

    /// The reason of a row, and where its clauses come from: what a yes hangs on is all of its conditions.
    fn why<'r>(&self, row: &'r DecisionRow) -> (Line, Option<&'r Reason>) {
        if row.outcome == Outcome::Applies {
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
        let reason = line.reason.as_ref().filter(|_| line.outcome != Outcome::Applies);
        let mut why = Line::plain(reason.map_or("", |reason| reason.text.get(self.lang)));
        if line.turned {
            why = why.then(Style::Open, "  ◇");
        }
        vec![
            Line::plain(Teller { case: self.case, lang: self.lang }.id(line.subject, SUBJECT)),
            Line::default().then(outcome_style(line.outcome), words),
            why,
            Line::default().then(Style::Faint, self.clauses(norm, reason)),
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
                .then(Style::Faint, format!("  {}", self.case.program.clause_ids(&rule.clauses).join(" ")));
            lines.push((0, line));
        }
        self.section("触碰禁止性规定", "Prohibitions touched", lines);
    }

    fn named(&self, subjects: &[Subject]) -> String {
        let shown = subjects.iter().take(NAMED).map(|subject| self.case.facts.id(*subject).to_string());
        let names = list(self.lang, &shown.collect::<Vec<_>>());
        if subjects.len() > NAMED { format!("{names}{}", self.say("等", " …")) } else { names }
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
        let each = values.iter().take(NAMED).map(|value| match single {
            true => shown(&value.value),
            false => format!("{} {}", self.case.facts.id(value.subject), shown(&value.value)),
        });
        let text = each.collect::<Vec<_>>().join(self.say("；", "; "));
        let more = values.len().saturating_sub(NAMED);
        let more = match (more, self.lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("；另有 {more} 项"),
            (more, Lang::En) => format!("; and {more} more"),
        };
        let clauses = self.case.program.clause_ids(&rule.clauses).join(" ");
        Line::plain(format!("{}{}{text}{more}", rule.name.label.get(self.lang), self.say("：", ": ")))
            .then(Style::Faint, format!("  {clauses}"))
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
                .then(Style::Faint, self.cut_clauses(&self.case.program.clause_ids(&rule.clauses))),
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
            Lang::En => format!("{} other norms have nothing broken or open: ", rest.len()),
        };
        let mut line = Line::plain(head);
        line.append(Line::joined(outcomes, " · "));
        line
    }

    fn missing(&mut self) {
        let mut lines = Vec::new();
        for group in &self.report.missing {
            lines.push((0, self.group(group)));
            lines.extend(group.fields.iter().map(|note| (1, self.note(note))));
        }
        self.section("尚缺材料与认定", "What is missing, and whose it is", lines);
        let lines = self
            .report
            .awaited
            .iter()
            .map(|(body, count)| {
                let text = match self.lang {
                    Lang::Zh => format!("{}：{count} 项结论", body.zh),
                    Lang::En => format!("{}: {count} outcomes", body.en),
                };
                (0, Line::default().then(Style::Open, text))
            })
            .collect();
        self.section("条件具备，待批准", "Complete but for a step of procedure", lines);
    }

    fn group(&self, group: &MissingGroup) -> Line {
        let by = group.by.as_ref().map(|by| by.get(self.lang));
        let text = match (self.lang, group.needs, by) {
            (Lang::Zh, Needs::Fact, None) => "由方案填报".to_string(),
            (Lang::Zh, Needs::Fact, Some(by)) => format!("由方案填报（{by}）"),
            (Lang::Zh, Needs::Determination, by) => format!("待认定：{}", by.unwrap_or_default()),
            (Lang::Zh, Needs::Approval, by) => format!("待办理或批准：{}", by.unwrap_or_default()),
            (Lang::En, Needs::Fact, None) => "to be stated in the plan".to_string(),
            (Lang::En, Needs::Fact, Some(by)) => format!("to be stated in the plan ({by})"),
            (Lang::En, Needs::Determination, by) => format!("determination by {}", by.unwrap_or_default()),
            (Lang::En, Needs::Approval, by) => format!("step of {}", by.unwrap_or_default()),
        };
        Line::default().then(Style::Open, text)
    }

    fn note(&self, note: &Note) -> Line {
        let entity =
            note.fact.map(|(entity, _)| self.case.program.entities.at(entity).name.label.get(self.lang));
        let whose = entity.map(|entity| format!("{entity} · ")).unwrap_or_default();
        let count = match (note.count, self.lang) {
            (1, _) => String::new(),
            (count, Lang::Zh) => format!(" {count} 处"),
            (count, Lang::En) => format!(" ×{count}"),
        };
        let more = if note.count > note.examples.len() { " …" } else { "" };
        Line::plain(format!("{whose}{}{count}", note.label.get(self.lang)))
            .then(Style::Faint, format!("  {}{more}", note.examples.join(" ")))
    }

    fn readings(&mut self) {
        let mut lines = Vec::new();
        let mut last = None;
        for line in &self.report.readings {
            let switch = self.case.program.switches.at(line.switch);
            let Some(option) = switch.options.get(line.option) else { continue };
            if last != Some((line.switch, line.option)) {
                last = Some((line.switch, line.option));
                let register = switch.register.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
                let option = quoted(self.lang, option.name.label.get(self.lang));
                let read = match self.lang {
                    Lang::Zh => format!("{}：若按{option}", switch.name.label.zh),
                    Lang::En => format!("{}: read as {option}", switch.name.label.en),
                };
                lines.push((0, Line::default().then(Style::Open, register).then(Style::Plain, read)));
            }
            let kind = self.kind(line.norm);
            let (from, to) = (short_outcome(kind, line.from), short_outcome(kind, line.to));
            let label = quoted(self.lang, self.case.program.rules.at(line.norm).name.label.get(self.lang));
            let text = match self.lang {
                Lang::Zh => format!("{label} {} 项：{} → {}", line.count, from.zh, to.zh),
                Lang::En => format!("{label} {}: {} → {}", line.count, from.en, to.en),
            };
            lines.push((1, Line::plain(text)));
        }
        self.section("需要决定的口径", "Readings that need a decision", lines);
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
        if !awaits.is_empty() {
            let pending = flag_words("awaiting_approval");
            let words = short_outcome(kind, outcome);
            return match self.lang {
                Lang::Zh => format!("{}（{}）", pending.zh, words.zh),
                Lang::En => format!("{} ({})", pending.en, words.en),
            };
        }
        match (outcome, determine) {
            (Outcome::Undetermined, true) => to_determine().get(self.lang).to_string(),
            _ => outcome_words(kind, outcome).get(self.lang).to_string(),
        }
    }

    /// A reason for a row: in common words when it speaks for several subjects; a bar or exception by its name.
    fn reason(&self, reason: &Reason, count: usize) -> String {
        let text = if count > 1 { &reason.common } else { &reason.text };
        let text = text.get(self.lang);
        match reason.role {
            Role::Bar(rule) | Role::Exception(rule) => {
                let label = self.case.program.rules.at(rule).name.label.get(self.lang);
                format!("{label}{}{text}", self.say("：", ": "))
            }
            Role::Concerns | Role::Condition => text.to_string(),
        }
    }

    fn clauses(&self, norm: RuleId, reason: Option<&Reason>) -> String {
        self.cut_clauses(&self.case.program.clause_ids(&cited(&self.case, norm, reason)))
    }

    /// The first clauses of a long list.
    fn cut_clauses(&self, clauses: &[String]) -> String {
        const MOST: usize = 3;
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

pub(crate) fn as_of_words(lang: Lang, day: Day, from: AsOfFrom) -> String {
    let from = match from {
        AsOfFrom::Option => say(lang, "命令指定", "as asked"),
        AsOfFrom::Plan => say(lang, "方案所定", "as the plan says"),
        AsOfFrom::Today => say(lang, "今日", "today"),
    };
    format!("{} {}{}", say(lang, "基准日", "As of"), day_to_string(day), bracketed(lang, from))
}

/// The first digits of a digest.
pub(crate) fn short(digest: &str) -> String {
    let hex = digest.rsplit(':').next().unwrap_or_default();
    hex.chars().take(12).collect()
}
