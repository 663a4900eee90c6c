//! Conditions as an indented tree: each a sentence with its truth, its clauses and the place and evidence of its facts.
//!
//! Below `Full` only the operands that make a condition what it is are shown. A notion that was already opened is not
//! opened again, so a tree is no longer than its derivation.

use std::collections::HashSet;

use guiju_base::Lang;
use guiju_ir::{FactRef, Op, OverOp, Reading, RuleId, StepId, Subject, Truth, Value, day_to_string};

use crate::assumed;
use crate::claim::{Claim, Stance, shown};
use crate::explanation::{Level, marked};
use crate::naming::{Speech, called, quantified};
use crate::nearness::Nearness;
use crate::page::{Line, Style};
use crate::sentence;
use crate::trail::{Item, Mark};
use crate::words::{Negation, bracketed, capital, labelled, quoted, say};

/// Items of a quantifier shown below `Full`.
const ITEMS: usize = 5;

/// Clauses cited on a line below `Full`.
const CLAUSES: usize = 3;

/// A tree in the making.
pub(crate) struct Tree<'a> {
    speech: Speech<'a>,
    level: Level,
    stance: Stance,
    opened: HashSet<(RuleId, Vec<Subject>)>,
    lines: Vec<(usize, Line)>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(speech: Speech<'a>, level: Level) -> Self {
        Tree { speech, level, stance: Stance::Asked, opened: HashSet::new(), lines: Vec::new() }
    }

    /// The lines of a list of conditions, without a line of its own.
    pub(crate) fn conditions(&mut self, root: StepId, stance: Stance) -> Vec<(usize, Line)> {
        self.stance = stance;
        self.body(root, Negation::No, 0);
        std::mem::take(&mut self.lines)
    }

    /// The lines of a bar or exception, under its label.
    pub(crate) fn attached(&mut self, rule: RuleId, root: StepId) -> Vec<(usize, Line)> {
        self.stance = Stance::Noted;
        let truth = self.speech.trail.truth(root);
        let label = self.speech.trail.case.program.rules.at(rule).name.label.get(self.speech.lang);
        let state = match truth {
            Truth::True => say(self.speech.lang, "有此情形", "the case"),
            Truth::False => say(self.speech.lang, "无此情形", "not the case"),
            Truth::Unknown => say(self.speech.lang, "有无此情形未定", "open"),
        };
        let line = Line::plain(format!("{label}{}", bracketed(self.speech.lang, state)));
        self.lines.push((0, self.cited(line, rule)));
        if self.level == Level::Full {
            self.body(root, Negation::No, 1);
        } else if truth != Truth::False {
            self.body(self.inside(root), Negation::No, 1);
        }
        std::mem::take(&mut self.lines)
    }

    /// What a bar or exception asks for when it asks for one notion alone, which its own label has named; not where that
    /// notion has a sentence of its own, or was opened before.
    fn inside(&self, root: StepId) -> StepId {
        let trail = self.speech.trail;
        let only = match (&trail.node(root).op, trail.step(root).inputs.as_slice()) {
            (Op::All(_), [only]) => *only,
            _ => root,
        };
        let Op::Call(rule, _) = &trail.node(only).op else { return root };
        let is_term = trail.case.program.rules.at(*rule).norm().is_none() && trail.said(only).is_none();
        let mut roots = trail.roots(only);
        let is_new = roots
            .next()
            .is_some_and(|root| !self.opened.contains(&(*rule, trail.step(root).bindings.clone())));
        if is_term && is_new { trail.roots(only).next().unwrap_or(root) } else { root }
    }

    /// A root: its operands when it is a plain conjunction, else itself.
    fn body(&mut self, root: StepId, negated: Negation, depth: usize) {
        match &self.speech.trail.node(root).op {
            Op::All(_) if negated == Negation::No => {
                let mut shown = self.shown(root);
                let trail = self.speech.trail;
                // Of what fails the nearest stands first; where all is shown, the text's own order does.
                if self.level != Level::Full && trail.truth(root) == Truth::False {
                    let mut near = Nearness::of(trail);
                    shown.sort_by_cached_key(|step| near.distance(*step));
                }
                shown.into_iter().for_each(|step| self.condition(step, Negation::No, depth));
            }
            _ => self.condition(root, negated, depth),
        }
    }

    /// The operands to show: all at `Full`, else those that decide.
    fn shown(&self, id: StepId) -> Vec<StepId> {
        if self.level == Level::Full {
            self.speech.trail.step(id).inputs.clone()
        } else {
            self.speech.trail.parts(id)
        }
    }

    fn condition(&mut self, id: StepId, negated: Negation, depth: usize) {
        let lang = self.speech.lang;
        let depth = if self.is_apart(id) { self.sentence(id, negated, depth) } else { depth };
        match &self.speech.trail.node(id).op {
            // A denied atom that the author has a sentence for is told as one.
            Op::Not(of)
                if self.speech.trail.said(id).is_some()
                    && self.speech.trail.input(id, *of).is_some_and(|inner| self.is_atom(inner)) =>
            {
                self.atom(id, negated, depth);
            }
            Op::Not(_) => {
                let inner = self.speech.trail.step(id).inputs.first().copied();
                inner.into_iter().for_each(|step| self.condition(step, negated.flipped(), depth));
            }
            Op::All(_) => {
                let (zh, en) = match (negated, self.is_wanting(id)) {
                    (Negation::No, false) => ("同时满足", "all of these"),
                    (Negation::No, true) => ("须同时满足", "all of these are required"),
                    (Negation::Yes, _) => ("并非同时满足", "not all of these"),
                };
                self.group(id, negated, depth, say(lang, zh, en));
            }
            Op::Any(_) => {
                let (zh, en) = match (negated, self.is_wanting(id)) {
                    (Negation::No, false) => ("满足其一", "any of these"),
                    (Negation::No, true) => ("须满足其一", "one of these is required"),
                    (Negation::Yes, _) => ("均不满足", "none of these"),
                };
                self.group(id, negated, depth, say(lang, zh, en));
            }
            Op::Reading(..) => self.reading(id, negated, depth),
            Op::Call(rule, _) => self.call(id, *rule, negated, depth),
            Op::Over { op: op @ (OverOp::Every | OverOp::Some), .. } => self.items(id, *op, negated, depth),
            _ => self.atom(id, negated, depth),
        }
    }

    /// Whether something is asked for that is not so, or may not be.
    fn is_wanting(&self, id: StepId) -> bool {
        self.stance == Stance::Asked && self.speech.trail.truth(id) != Truth::True
    }

    /// Whether the author's own sentence of a step has a line of its own: in that of a reading stands how it is read, and a
    /// denial has none.
    fn is_apart(&self, id: StepId) -> bool {
        let trail = self.speech.trail;
        let has_line = match trail.node(id).op {
            Op::Reading(..) => false,
            Op::Not(of) => trail.input(id, of).is_none_or(|inner| self.is_atom(inner)),
            _ => true,
        };
        trail.said(id).is_some() && !has_line
    }

    fn is_atom(&self, id: StepId) -> bool {
        !matches!(
            self.speech.trail.node(id).op,
            Op::Not(_)
                | Op::All(_)
                | Op::Any(_)
                | Op::Reading(..)
                | Op::Call(..)
                | Op::Over { op: OverOp::Every | OverOp::Some, .. }
        )
    }

    /// The author's own sentence; what it speaks of follows one step in.
    fn sentence(&mut self, id: StepId, negated: Negation, depth: usize) -> usize {
        let told = sentence::of_step(&self.speech, id).unwrap_or_default();
        let line = self.marked(id, negated).then(Style::Plain, capital(&told));
        let rule = self.speech.trail.step(id).rule;
        let line = self.cited(line, rule);
        self.lines.push((depth, line));
        depth + 1
    }

    fn group(&mut self, id: StepId, negated: Negation, depth: usize, words: &str) {
        let named = self.speech.trail.node(id).label.as_ref();
        if self.is_one_limb(id) && self.speech.trail.said(id).is_none() {
            let limb = self.speech.trail.parts(id);
            return limb.into_iter().for_each(|step| self.condition(step, Negation::No, depth));
        }
        let words = || labelled(self.speech.lang, named, words.to_string());
        let told = sentence::of_step(&self.speech, id).unwrap_or_else(words);
        let line = self.marked(id, negated).then(Style::Plain, capital(&told));
        if self.is_told_whole(id) {
            let line = self.cited(line, self.speech.trail.step(id).rule);
            return self.grounded(line, depth, &self.leaf_facts(id));
        }
        self.lines.push((depth, line));
        let shown = self.shown(id);
        self.below(negated, |tree| {
            shown.into_iter().for_each(|step| tree.condition(step, Negation::No, depth + 1));
        });
    }

    /// What stands below something denied is told as it is: nobody has to meet it.
    fn below(&mut self, negated: Negation, tell: impl FnOnce(&mut Self)) {
        let stance = self.stance;
        if negated == Negation::Yes {
            self.stance = Stance::Noted;
        }
        tell(self);
        self.stance = stance;
    }

    /// Whether a choice goes without saying: what holds of it is told by the one limb that holds.
    fn is_one_limb(&self, id: StepId) -> bool {
        let trail = self.speech.trail;
        let is_choice = matches!(trail.node(id).op, Op::Any(_)) && trail.truth(id) == Truth::True;
        is_choice && self.level != Level::Full
    }

    fn reading(&mut self, id: StepId, negated: Negation, depth: usize) {
        let (lang, trail) = (self.speech.lang, self.speech.trail);
        let Op::Reading(switch, _) = &trail.node(id).op else { return };
        let chosen = trail.case.question.readings.chosen(*switch);
        let switch = trail.case.program.switches.at(*switch);
        let option = switch.options.get(chosen).map_or("", |option| option.name.label.get(lang));
        let register = switch.register.as_ref().map(|id| bracketed(lang, id)).unwrap_or_default();
        let (label, option) = (switch.name.label.get(lang), quoted(lang, option));
        let text = match lang {
            Lang::Zh => format!("{label}{register}：按{option}"),
            Lang::En => format!("{label}{register}: read as {option}"),
        };
        let line = self.marked(id, negated).then(Style::Plain, text);
        let arm = trail.step(id).inputs.last().copied();
        // A reading that asks for nothing more is told by itself.
        if let Some(arm) = arm.filter(|arm| matches!(trail.node(*arm).op, Op::Constant(_))) {
            let told = Claim::of(self.speech, Mark { step: arm, negated }, self.stance).found();
            let line = line.then(Style::Plain, format!("{}{told}", say(lang, "，", ", ")));
            let line = self.cited(line, trail.step(id).rule);
            return self.lines.push((depth, line));
        }
        self.lines.push((depth, line));
        arm.into_iter().for_each(|arm| self.body(arm, negated, depth + 1));
    }

    fn call(&mut self, id: StepId, rule: RuleId, negated: Negation, depth: usize) {
        let (lang, trail) = (self.speech.lang, self.speech.trail);
        let norm = trail.case.program.rules.at(rule).norm();
        let bad = negated == Negation::Yes && trail.truth(id) == Truth::True && self.stance == Stance::Asked;
        let must = if bad { say(lang, "，须不成立", ", which must not be so") } else { "" };
        let words = format!("{}{must}", called(&self.speech, rule, trail.truth(id)));
        let words = sentence::of_step(&self.speech, id).unwrap_or(format!("{}{words}", self.owner(id)));
        let line = self.marked(id, negated).then(Style::Plain, capital(&words));
        let line = self.cited(line, rule);
        if self.is_told_whole(id) {
            return self.grounded(line, depth, &self.leaf_facts(id));
        }
        let bindings =
            trail.roots(id).next().map(|root| trail.step(root).bindings.clone()).unwrap_or_default();
        if !self.opened.insert((rule, bindings)) && self.level != Level::Full {
            let seen = bracketed(lang, say(lang, "见上", "see above"));
            self.lines.push((depth, line.then(Style::Faint, seen)));
            return;
        }
        self.lines.push((depth, line));
        let roots = match norm {
            Some(_) if self.level == Level::Full => trail.roots(id).collect(),
            Some(_) => trail.parts(id),
            None => trail.roots(id).collect::<Vec<_>>(),
        };
        self.below(negated, |tree| {
            roots.into_iter().for_each(|root| tree.body(root, Negation::No, depth + 1));
        });
    }

    /// The item that a call speaks of, when it is not the subject.
    fn owner(&self, id: StepId) -> String {
        let trail = self.speech.trail;
        let subject = trail.roots(id).next().and_then(|root| trail.step(root).bindings.first().copied());
        let single = |subject: &Subject| trail.case.program.entities.at(subject.entity).is_single();
        match subject.filter(|subject| *subject != trail.derivation.subject && !single(subject)) {
            Some(subject) => format!("{} ", self.speech.item(subject)),
            None => String::new(),
        }
    }

    fn items(&mut self, id: StepId, op: OverOp, negated: Negation, depth: usize) {
        let (lang, trail) = (self.speech.lang, self.speech.trail);
        let items = trail.items(id);
        let node = trail.node(id);
        let Op::Over { list, .. } = &node.op else { return };
        let listed = trail.input(id, *list);
        // Of a long list a derivation holds some items only: the list itself says how many there are.
        let count = match listed.map(|listed| &trail.step(listed).value) {
            Some(Value::Entities(all)) => all.known.len() + all.possible.len(),
            _ => items.len(),
        };
        let text = quantified(&self.speech, (*list, listed), op, trail.truth(id));
        let items_of = match lang {
            Lang::Zh => format!("（共 {count} 项）"),
            Lang::En => format!(" ({count} in all)"),
        };
        let text = labelled(lang, node.label.as_ref(), format!("{text}{items_of}"));
        let text = sentence::of_step(&self.speech, id).unwrap_or(text);
        let line = self.marked(id, negated).then(Style::Plain, capital(&text));
        self.lines.push((depth, line));
        let truth = trail.truth(id);
        let full = self.level == Level::Full;
        let telling: Vec<_> =
            items.iter().filter(|item| full || trail.item_truth(op, item) == truth).collect();
        let most = if full { telling.len() } else { ITEMS };
        for item in telling.iter().take(most) {
            let name = item.subject.map_or_else(String::new, |subject| self.speech.item(subject));
            let line = marked(trail.item_truth(op, item)).then(Style::Plain, name);
            self.lines.push((depth + 1, line));
            let parts = item.filter.filter(|_| full).into_iter().chain(item.body);
            self.below(negated, |tree| parts.for_each(|part| tree.body(part, Negation::No, depth + 2)));
        }
        if telling.len() > most {
            let rest = telling.len() - most;
            let more = match lang {
                Lang::Zh => format!("……另有 {rest} 项"),
                Lang::En => format!("… and {rest} more"),
            };
            self.lines.push((depth + 1, Line::default().then(Style::Faint, more)));
        }
    }

    fn atom(&mut self, id: StepId, negated: Negation, depth: usize) {
        let trail = self.speech.trail;
        let claim = Claim::of(self.speech, Mark { step: id, negated }, self.stance).found();
        // A truth has a name of its own.
        let is_truth = matches!(trail.node(id).op, Op::Field(..) | Op::Not(_));
        let named = trail.node(id).label.as_ref().filter(|_| !is_truth && trail.said(id).is_none());
        let line =
            self.marked(id, negated).then(Style::Plain, capital(&labelled(self.speech.lang, named, claim)));
        let line = self.cited(line, trail.step(id).rule);
        self.grounded(line, depth, &self.facts(id));
    }

    /// Whether the author's own sentence tells all of a step: below it the facts alone are shown, unless a reading was taken.
    fn is_told_whole(&self, id: StepId) -> bool {
        let trail = self.speech.trail;
        let reads = |step: &StepId| matches!(trail.node(*step).op, Op::Reading(..));
        self.level != Level::Full && trail.said(id).is_some() && !self.deciding(id).iter().any(reads)
    }

    /// The steps that make a step what it is, itself first, in the order of the text.
    fn deciding(&self, id: StepId) -> Vec<StepId> {
        let (mut found, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![id]);
        while let Some(step) = open.pop() {
            if seen.insert(step) {
                found.push(step);
                open.extend(self.speech.trail.parts(step).into_iter().rev());
            }
        }
        found
    }

    /// The facts below the atoms that decide a step.
    fn leaf_facts(&self, id: StepId) -> Vec<StepId> {
        let leaves = self.deciding(id).into_iter().filter(|step| self.speech.trail.parts(*step).is_empty());
        let mut facts: Vec<StepId> = Vec::new();
        for step in leaves.flat_map(|leaf| self.facts(leaf)) {
            let is_new =
                facts.iter().all(|fact| self.speech.trail.fact(*fact) != self.speech.trail.fact(step));
            if is_new {
                facts.push(step);
            }
        }
        facts
    }

    /// A line with the facts that it rests on: beside it when there is one, else below.
    fn grounded(&mut self, line: Line, depth: usize, facts: &[StepId]) {
        match facts {
            [only] => {
                let grounds = self.grounds(*only);
                self.lines.push((depth, line.then(Style::Faint, grounds)));
            }
            several => {
                self.lines.push((depth, line));
                let most = if self.level == Level::Full { several.len() } else { ITEMS };
                for fact in several.iter().take(most) {
                    let told = self.told(*fact);
                    self.lines.push((depth + 1, told));
                }
            }
        }
    }

    /// The facts read for an atom, but for references on the way to them.
    fn facts(&self, id: StepId) -> Vec<StepId> {
        let trail = self.speech.trail;
        let mut found = Vec::new();
        let mut seen: HashSet<StepId> = HashSet::new();
        let mut open = vec![id];
        while let Some(step) = open.pop() {
            if !seen.insert(step) {
                continue;
            }
            let reference = matches!(trail.step(step).value, Value::Entity(guiju_ir::Reference::One(_)));
            if trail.step(step).reading.is_some() && !reference {
                found.push(step);
            }
            let aside = if self.level == Level::Full { HashSet::new() } else { self.aside(step) };
            open.extend(trail.step(step).inputs.iter().rev().filter(|input| !aside.contains(input)));
        }
        found
    }

    /// The steps of items that a filter leaves out: what is not counted did not matter.
    fn aside(&self, id: StepId) -> HashSet<StepId> {
        let trail = self.speech.trail;
        let is_out = |item: &Item| item.filter.is_some_and(|filter| trail.truth(filter) == Truth::False);
        trail
            .items(id)
            .into_iter()
            .filter(is_out)
            .flat_map(|item| [item.filter, item.body])
            .flatten()
            .collect()
    }

    /// A fact on a line of its own: `整治前耕地 120 公顷（1800 亩）`.
    fn told(&self, id: StepId) -> Line {
        let trail = self.speech.trail;
        let step = trail.step(id);
        let value = shown(&self.speech, Some(id));
        let name = trail
            .fact(id)
            .map_or_else(|| self.speech.name(step.node, Some(id)), |fact| self.speech.fact(fact));
        let glue = say(self.speech.lang, " ", ": ");
        Line::plain(format!("{name}{glue}{value}")).then(Style::Faint, self.grounds(id))
    }

    /// Where a fact stands and what it rests on, or why it has no place.
    fn grounds(&self, id: StepId) -> String {
        let (lang, case) = (self.speech.lang, self.speech.trail.case);
        match &self.speech.trail.step(id).reading {
            Some(Reading::Stated(fact)) if case.facts.is_assumed(fact) => {
                let mark = bracketed(lang, say(lang, "假设", "assumed"));
                let gap = say(lang, "", " ");
                format!("{mark}{gap}{}{}", assumed::fact(&case, fact, lang), self.evidence(fact))
            }
            Some(Reading::Stated(fact)) => format!("  {}{}", self.place(fact), self.evidence(fact)),
            Some(Reading::Presumed(_)) => bracketed(lang, say(lang, "推定", "presumed")),
            Some(Reading::Derived(_)) => bracketed(lang, say(lang, "推算", "derived")),
            Some(Reading::Missing(fact)) => {
                format!("  {}", case.facts.path(case.program, fact))
            }
            Some(Reading::MissingList(key)) => format!("  {key}"),
            None => String::new(),
        }
    }

    fn place(&self, fact: &FactRef) -> String {
        let case = self.speech.trail.case;
        let rows = case.facts.rows.get(fact.subject.entity);
        let entry = fact.entry.as_ref().and_then(|entry| {
            rows?.ledger.get(&(fact.field, fact.subject.row))?.get(entry).map(|cell| cell.span)
        });
        let span =
            entry.or_else(|| case.facts.cell(case.program, fact.subject, fact.field).map(|cell| cell.span));
        span.map_or_else(String::new, |span| case.sources.place(span).to_string())
    }

    fn evidence(&self, fact: &FactRef) -> String {
        let (lang, case) = (self.speech.lang, self.speech.trail.case);
        let Some(evidence) = case.facts.evidence(fact.subject, fact.field) else { return String::new() };
        let parts = [evidence.by.clone(), evidence.evidence.clone(), evidence.on.map(day_to_string)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { bracketed(lang, &parts.join(say(lang, "，", ", "))) }
    }

    fn marked(&self, id: StepId, negated: Negation) -> Line {
        marked(negated.of(self.speech.trail.truth(id)))
    }

    fn cited(&self, line: Line, rule: RuleId) -> Line {
        let program = self.speech.trail.case.program;
        let ids = program.clause_ids(&program.rules.at(rule).clauses);
        let few = ids.get(..CLAUSES).filter(|_| ids.len() > CLAUSES && self.level != Level::Full);
        let clauses = few.map_or_else(|| ids.join(" "), |few| format!("{} …", few.join(" ")));
        let (open, close) = (say(self.speech.lang, "〔", "["), say(self.speech.lang, "〕", "]"));
        let clauses = if clauses.is_empty() { clauses } else { format!("  {open}{clauses}{close}") };
        line.then(Style::Cited, clauses)
    }
}
