//! A rule before any plan: how it will be explained, what it asks for, and who gives that.
//!
//! The sentences are those of an explanation with a blank where a plan's value will stand. A notion is opened where it is
//! first met.

pub(crate) mod asked;
mod sentence;

use std::collections::HashSet;

use guiju_base::{Id, Lang, Table};
use guiju_ir::{
    AttachedRule, ClauseId, Derivation, NodeId, Norm, NormKind, Op, Outcome, OverOp, RowId, Rule, RuleId,
    RuleKind, Subject, SwitchId, Truth, Type,
};

use crate::case::Case;
use crate::cited::words;
use crate::naming::{self, Speech, quantified, rule_label, uncapital};
use crate::page::{Block, Line, Page, Style};
use crate::sentence as own;
use crate::trail::Trail;
use crate::words::{Negation, bracketed, capital, flag_words, labelled, outcome_words, quoted, say};

/// The page of a rule; the day and the readings of the case tell its figures and defaults, its facts may be those of no plan.
pub fn rule_page(case: &Case, rule: RuleId, lang: Lang) -> Page {
    let subject = Subject { entity: case.program.rules.at(rule).subject, row: RowId::new(0) };
    let nothing = Derivation {
        norm: rule,
        subject,
        outcome: Outcome::Undetermined,
        in_force: true,
        readings: Vec::new(),
        concerns: None,
        conditions: None,
        bars: Vec::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        effects: Vec::new(),
        said: Vec::new(),
        steps: Table::new(),
    };
    let speech = Speech { trail: Trail { case: *case, derivation: &nothing }, lang };
    let mut telling = Telling {
        speech,
        rule,
        opened: HashSet::new(),
        met: Vec::new(),
        lines: Vec::new(),
        blocks: Vec::new(),
    };
    telling.page();
    Page { lang, blocks: telling.blocks }
}

struct Telling<'a> {
    speech: Speech<'a>,
    rule: RuleId,
    opened: HashSet<RuleId>,
    /// Clauses of everything that was told.
    met: Vec<ClauseId>,
    lines: Vec<(usize, Line)>,
    blocks: Vec<Block>,
}

impl Telling<'_> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.speech.lang, zh, en)
    }

    fn page(&mut self) {
        let program = self.speech.trail.case.program;
        let rule = program.rules.at(self.rule);
        self.head(rule);
        match (&rule.kind, rule.value()) {
            (RuleKind::Norm(norm), _) => self.norm(norm),
            (_, Some(value)) => {
                self.body(value, 0);
                self.section("条件", "Conditions");
            }
            _ => {}
        }
        let roots = asked::roots(rule);
        self.lines = asked::readings(&self.speech, rule);
        self.section("涉及的口径", "Readings");
        self.lines = asked::facts(&self.speech, &roots);
        self.section("要哪些事实", "What it asks for");
        self.clauses();
    }

    fn head(&mut self, rule: &Rule) {
        let (lang, program) = (self.speech.lang, self.speech.trail.case.program);
        let entity = program.entities.at(rule.subject).name.label.get(lang);
        let title = Line::plain(rule_label(&self.speech, self.rule))
            .then(Style::Faint, format!("  {}", rule.name.id));
        self.blocks.push(Block::Title(title));
        let mut notes = vec![format!("{}{entity}", self.say("对象：", "Subject: "))];
        if let Some(norm) = rule.norm() {
            notes.push(kind(norm.kind, lang).to_string());
            if norm.exploratory {
                notes.push(flag_words("exploratory").get(lang).to_string());
            }
        }
        let question = program.decisions.iter().find(|(norm, _)| *norm == self.rule);
        let question = question.map(|(_, words)| words.get(lang).to_string());
        let lines = question.into_iter().chain([notes.join(" · ")]).map(|line| (0, Line::plain(line)));
        self.blocks.push(Block::Lines(lines.collect()));
        self.met.extend(&rule.clauses);
    }

    fn norm(&mut self, norm: &Norm) {
        if let Some(concerns) = norm.concerns {
            self.body(concerns, 0);
            self.section("适用范围", "When the question arises");
        }
        if norm.kind.grants() {
            self.attached(&norm.bars);
            self.section("不予适用的情形", "Bars");
        }
        self.body(norm.conditions, 0);
        match norm.kind {
            NormKind::Forbid => self.section("违反情形", "The forbidden state"),
            _ => self.section("条件", "Conditions"),
        }
        self.attached(&norm.exceptions);
        self.section("除外", "Exceptions");
        let (lang, program) = (self.speech.lang, self.speech.trail.case.program);
        for used in &norm.effects {
            let label = program.effects.at(used.effect).name.label.get(lang).to_string();
            let line = self.cited(Line::plain(label), &used.clauses);
            self.lines.push((0, line));
            if let Some(when) = used.when {
                self.body(when, 1);
            }
        }
        self.section("效果", "Effects");
        for duty in &norm.duties {
            let line = self.cited(Line::plain(duty.name.label.get(lang)), &duty.clauses);
            self.lines.push((0, line));
            self.body(duty.holds, 1);
        }
        self.section("附带义务", "Duties");
        self.lines = norm.leaves.iter().map(|words| (0, Line::plain(words.get(lang)))).collect();
        self.section("未免除", "Still required");
        for (outcome, sentence) in &norm.says {
            let state = outcome_words(norm.kind, *outcome).get(lang).to_string();
            let line = Line::default().then(Style::Open, format!("{state}{}", self.say("：", ": ")));
            let line = line.then(Style::Plain, own::blank(&self.speech, sentence));
            self.lines.push((0, line));
        }
        self.section("结论的表述", "What is said of its outcomes");
    }

    fn attached(&mut self, rules: &[AttachedRule]) {
        let program = self.speech.trail.case.program;
        for attached in rules {
            let rule = program.rules.at(attached.rule);
            let line = self.cited(Line::plain(rule.name.label.get(self.speech.lang)), &rule.clauses);
            self.lines.push((0, line));
            self.body(attached.holds, 1);
        }
    }

    fn section(&mut self, zh: &str, en: &str) {
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            self.blocks.push(Block::Heading(Line::plain(self.say(zh, en))));
            self.blocks.push(Block::Lines(lines));
        }
    }

    /// A root: its operands when it is a plain conjunction, else itself.
    fn body(&mut self, root: NodeId, depth: usize) {
        match &self.speech.trail.case.program.nodes.at(root).op {
            Op::All(nodes) => nodes.iter().for_each(|node| self.condition(*node, Negation::No, depth)),
            _ => self.condition(root, Negation::No, depth),
        }
    }

    /// A condition, and below its own line what the author says of it.
    fn condition(&mut self, id: NodeId, negated: Negation, depth: usize) {
        let at = self.lines.len();
        self.asked(id, negated, depth);
        let node = self.speech.trail.case.program.nodes.at(id);
        for (behind, (truth, sentence)) in node.says.iter().enumerate() {
            let state = match truth {
                Truth::True => self.say("成立时：", "when it holds: "),
                Truth::False => self.say("不成立时：", "when it fails: "),
                Truth::Unknown => self.say("未知时：", "when it is unknown: "),
            };
            let line = Line::default().then(Style::Open, state);
            let line = line.then(Style::Plain, own::blank(&self.speech, sentence));
            self.lines.insert((at + 1 + behind).min(self.lines.len()), (depth + 1, line));
        }
    }

    fn asked(&mut self, id: NodeId, negated: Negation, depth: usize) {
        let node = self.speech.trail.case.program.nodes.at(id);
        match &node.op {
            Op::Not(of) => self.condition(*of, negated.flipped(), depth),
            Op::All(nodes) | Op::Any(nodes) => {
                let words = match (&node.op, negated) {
                    (Op::All(_), Negation::No) => ("同时满足", "all of these"),
                    (Op::All(_), Negation::Yes) => ("并非同时满足", "not all of these"),
                    (_, Negation::No) => ("满足其一", "any of these"),
                    (_, Negation::Yes) => ("均不满足", "none of these"),
                };
                let words = self.say(words.0, words.1).to_string();
                self.push(id, depth, words);
                nodes.iter().for_each(|node| self.condition(*node, Negation::No, depth + 1));
            }
            Op::Reading(switch, arms) => self.reading(*switch, arms, negated, depth),
            Op::Call(rule, _) => self.call(id, *rule, negated, depth),
            Op::Over { op: op @ (OverOp::Every | OverOp::Some), list, filter, body, .. } => {
                let words = quantified(&self.speech, (*list, None), *op, negated.of(Truth::True));
                self.push(id, depth, words);
                if let Some(filter) = filter {
                    self.lines.push((depth + 1, Line::plain(self.say("其中", "where"))));
                    self.body(*filter, depth + 2);
                }
                body.iter().for_each(|body| self.body(*body, depth + 1));
            }
            _ => {
                let sentence = sentence::sentence(&self.speech, id, negated);
                self.push(id, depth, sentence);
                self.figures(id, depth + 1);
            }
        }
    }

    /// How the quantities of an atom are figured: `「节余」＝ 腾退面积 − 需求`, and which items of a list count.
    fn figures(&mut self, id: NodeId, depth: usize) {
        let program = self.speech.trail.case.program;
        let node = program.nodes.at(id);
        match &node.op {
            Op::Call(rule, _) if matches!(node.ty, Type::Quantity(_)) => {
                let called = program.rules.at(*rule);
                let Some(value) = called.value().filter(|_| self.opened.insert(*rule)) else { return };
                let figured = self.speech.name(value, None);
                let words =
                    format!("{}{}{figured}", rule_label(&self.speech, *rule), self.say(" ＝ ", " = "));
                let line = self.cited(Line::plain(words), &called.clauses);
                self.lines.push((depth, line));
                self.figures(value, depth + 1);
            }
            Op::Over { list, filter: Some(filter), .. } => {
                let each = if self.speech.is_singular(*list) { self.say("", "every ") } else { "" };
                let name = match self.speech.lang {
                    Lang::Zh => self.speech.name(*list, None),
                    Lang::En => uncapital(&self.speech.name(*list, None)),
                };
                let words = capital(&format!("{each}{name}{}", self.say("，其中", ", where")));
                self.lines.push((depth, Line::plain(words)));
                self.body(*filter, depth + 1);
            }
            op => op.operands().into_iter().for_each(|operand| self.figures(operand, depth)),
        }
    }

    /// A line under the label that the author gave its node.
    fn push(&mut self, id: NodeId, depth: usize, words: String) {
        let label = self.speech.trail.case.program.nodes.at(id).label.as_ref();
        self.lines.push((depth, Line::plain(capital(&labelled(self.speech.lang, label, words)))));
    }

    /// Every reading: the one that is chosen first.
    fn reading(&mut self, id: SwitchId, arms: &[NodeId], negated: Negation, depth: usize) {
        let (lang, case) = (self.speech.lang, self.speech.trail.case);
        let switch = case.program.switches.at(id);
        let chosen = case.question.readings.chosen(id);
        let register = switch.register.as_ref().map(|id| bracketed(lang, id)).unwrap_or_default();
        let words = format!("{}{register}", switch.name.label.get(lang));
        self.lines.push((depth, Line::default().then(Style::Open, words)));
        let mut order: Vec<usize> = (0..arms.len()).collect();
        order.sort_by_key(|option| *option != chosen);
        for option in order {
            let (Some(arm), Some(named)) = (arms.get(option), switch.options.get(option)) else { continue };
            let name = quoted(lang, named.name.label.get(lang));
            let mark = if option == chosen { self.say("（采用）", " (taken)") } else { "" };
            let words = match lang {
                Lang::Zh => format!("按{name}{mark}"),
                Lang::En => format!("read as {name}{mark}"),
            };
            self.lines.push((depth + 1, Line::plain(words)));
            match negated {
                Negation::No => self.body(*arm, depth + 2),
                Negation::Yes => self.condition(*arm, negated, depth + 2),
            }
        }
    }

    fn call(&mut self, id: NodeId, rule: RuleId, negated: Negation, depth: usize) {
        let called = self.speech.trail.case.program.rules.at(rule);
        let words = naming::called(&self.speech, rule, negated.of(Truth::True));
        self.push(id, depth, words);
        if let Some((_, line)) = self.lines.pop() {
            let line = self.cited(line, &called.clauses);
            self.lines.push((depth, line));
        }
        let is_new = self.opened.insert(rule);
        match (called.norm(), called.value()) {
            (None, Some(value)) if is_new => self.body(value, depth + 1),
            // A norm has a page of its own.
            _ => {}
        }
    }

    fn cited(&mut self, line: Line, clauses: &[ClauseId]) -> Line {
        self.met.extend(clauses);
        let ids = self.speech.trail.case.program.clause_ids(clauses).join(" ");
        let (open, close) = (self.say("〔", "["), self.say("〕", "]"));
        let ids = if ids.is_empty() { ids } else { format!("  {open}{ids}{close}") };
        line.then(Style::Cited, ids)
    }

    fn clauses(&mut self) {
        let program = self.speech.trail.case.program;
        self.blocks.extend(words(program, &self.met.iter().copied().collect(), self.speech.lang));
    }
}

fn kind(kind: NormKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        NormKind::Permit => ("允许", "permission"),
        NormKind::Exempt => ("可免", "exemption"),
        NormKind::Delegate => ("下放", "delegation"),
        NormKind::Oblige => ("应", "duty"),
        NormKind::Forbid => ("不得", "prohibition"),
        NormKind::Advise => ("宜", "advice"),
    };
    say(lang, zh, en)
}
