//! One outcome explained: a sentence, then the conditions as a tree, what is missing, duties, effects, readings and
//! what would settle or change it.
//!
//! `Brief` is one sentence with its reasons, `Normal` what decided, `Full` every condition and the words of the clauses.

mod json;

use std::collections::HashSet;

use guiju_base::{Lang, Words};
use guiju_ir::{Derivation, FactRef, Outcome, RuleId, StepId, Truth, Turn, Verdict};

use crate::assumed;
use crate::awaiting::pending;
use crate::case::Case;
use crate::cited::{appendix, words};
use crate::claim::Stance;
use crate::finding::{Finding, finding};
use crate::missing::{Gap, Missing, Needs, gaps};
use crate::naming::{Speech, rule_label, uncapital};
use crate::outlook::{Outlook, facts_below, sections};
use crate::page::{Block, Line, Page, Style};
use crate::quantity::Precision;
use crate::reasons::{Role, stance};
use crate::trail::Trail;
use crate::tree::Tree;
use crate::words::{
    bracketed, capital, citing, duty_words, flag_words, list, outcome_words, quoted, say, to_determine,
};

pub(crate) use json::value_json;
pub use json::{Explained, write_explanations};

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// The outcome and its reasons in one sentence.
    Brief,
    /// What decided.
    Normal,
    /// Everything.
    Full,
}

/// Explains one outcome; `turns` are the readings that turn it, as the answer lists them, and `outlook`, where it was looked
/// for, what would settle or change it.
pub fn explanation(
    case: &Case,
    derivation: &Derivation,
    turns: &[Turn],
    outlook: Option<&Outlook>,
    lang: Lang,
    level: Level,
) -> Page {
    let mut teller = Explaining::new(case, (derivation, turns), outlook, lang, level);
    let title = teller.title();
    if level == Level::Brief {
        let lines = std::iter::once(teller.because(title)).chain(teller.assumed());
        return Page { lang, blocks: vec![Block::Lines(lines.map(|line| (0, line)).collect())] };
    }
    let notes = teller.notes();
    teller.blocks.extend([Block::Title(title), Block::Lines(notes)]);
    teller.body(Law::Beside);
    Page { lang, blocks: teller.blocks }
}

/// An explanation in parts, for a file that folds it and has the words of all clauses at its end.
pub(crate) struct Sheet {
    /// What was found.
    pub finding: Finding,
    /// The subject, the norm and the outcome.
    pub title: Line,
    /// Everything else.
    pub blocks: Vec<Block>,
}

/// The sheet of one outcome.
pub(crate) fn sheet(case: &Case, explained: &Explained, lang: Lang, level: Level) -> Sheet {
    let Explained { derivation, turns, outlook } = explained;
    let mut teller = Explaining::new(case, (derivation, turns), outlook.as_ref(), lang, level);
    let (title, notes) = (teller.title(), teller.notes());
    teller.blocks.push(Block::Lines(notes));
    teller.body(Law::Elsewhere);
    Sheet { finding: teller.finding, title, blocks: teller.blocks }
}

/// Assumed facts that are named below `Full`.
const ASSUMED: usize = 5;

/// Missing facts that are named below `Full`.
const MISSING: usize = 10;

/// Reasons that one sentence has room for.
const REASONS: usize = 3;

/// Reasons told together: the bar or exception that they belong to and its truth, and what they say.
type Together<'r> = (Option<(Role, Truth)>, Vec<&'r str>);

struct Explaining<'a> {
    speech: Speech<'a>,
    finding: Finding,
    outlook: Option<&'a Outlook>,
    level: Level,
    blocks: Vec<Block>,
}

/// Where the words of the clauses stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Law {
    /// Beside the explanation that cites them.
    Beside,
    /// Where the whole file has them.
    Elsewhere,
}

impl<'a> Explaining<'a> {
    fn new(
        case: &Case<'a>,
        (derivation, turns): (&'a Derivation, &[Turn]),
        outlook: Option<&'a Outlook>,
        lang: Lang,
        level: Level,
    ) -> Self {
        let verdict = Verdict {
            norm: derivation.norm,
            subject: derivation.subject,
            outcome: derivation.outcome,
            turns: turns.to_vec(),
        };
        let finding = finding(case, &verdict, Some(derivation));
        let speech = Speech { trail: Trail { case: *case, derivation }, lang };
        Explaining { speech, finding, outlook, level, blocks: Vec::new() }
    }

    /// What stands under the headline. The clauses that decided follow the conditions in their own words; at `Full` all that
    /// are cited follow all else.
    fn body(&mut self, law: Law) {
        self.trees();
        if law == Law::Beside && self.level == Level::Normal {
            self.clause_words();
        }
        self.missing();
        self.follows();
        self.readings();
        self.grounds();
        self.ahead();
        if law == Law::Beside && self.level == Level::Full {
            let cited = appendix(self.speech.trail.case.program, &self.blocks, self.speech.lang);
            self.blocks.extend(cited);
        }
    }

    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.speech.lang, zh, en)
    }

    /// The subject, the norm and the outcome.
    fn title(&self) -> Line {
        let (lang, finding) = (self.speech.lang, &self.finding);
        let words = verdict_words(&self.speech.trail, finding);
        Line::plain(format!("{} ", self.speech.titled(finding.subject)))
            .then(Style::Strong, rule_label(&self.speech, finding.norm))
            .then(Style::Plain, self.say("：", ": "))
            .then(outcome_style(finding.outcome), words.get(lang))
    }

    /// The outcome and its first reasons in one sentence.
    fn because(&self, mut outcome: Line) -> Line {
        let (lang, finding) = (self.speech.lang, &self.finding);
        let clauses = self.speech.trail.case.program.clause_ids(&finding.clauses);
        let cites = match clauses.is_empty() {
            true => String::new(),
            false => bracketed(lang, &citing(lang, &clauses)),
        };
        let stop = self.say("。", ".");
        if let Some(sentence) = &finding.sentence {
            let told = format!("{stop}{}{}", self.say("", " "), capital(sentence.get(lang)));
            let outcome = outcome.then(Style::Plain, told);
            return outcome.then(Style::Cited, cites).then(Style::Plain, stop);
        }
        let mut told = self.reasons().join(self.say("；", "; "));
        let more = finding.reasons.len().saturating_sub(REASONS);
        if more > 0 {
            told.push_str(&match lang {
                Lang::Zh => format!("；另有 {more} 项"),
                Lang::En => format!("; and {more} more"),
            });
        }
        // No line begins with the comma: it stays with the word before.
        if let Some(last) = outcome.0.last_mut().filter(|_| !told.is_empty()) {
            last.text.push_str(self.say("，", " –"));
        }
        let why = if told.is_empty() { "" } else { self.say("因为", " ") };
        outcome.then(Style::Plain, format!("{why}{told}")).then(Style::Cited, cites).then(Style::Plain, stop)
    }

    /// The first reasons; those of one bar or exception together, under its name.
    fn reasons(&self) -> Vec<String> {
        let (lang, program) = (self.speech.lang, self.speech.trail.case.program);
        let mut told: Vec<Together> = Vec::new();
        for reason in self.finding.reasons.iter().take(REASONS) {
            let of = match reason.role {
                Role::Bar(_) | Role::Exception(_) => Some((reason.role, reason.truth)),
                Role::Concerns | Role::Condition | Role::Outcome => None,
            };
            match told.last_mut().filter(|(other, _)| of.is_some() && *other == of) {
                Some((_, texts)) => texts.push(reason.text.get(lang)),
                None => told.push((of, vec![reason.text.get(lang)])),
            }
        }
        let words = |(of, texts): Together| match of {
            Some((Role::Bar(rule) | Role::Exception(rule), truth)) => {
                let label = quoted(lang, program.rules.at(rule).name.label.get(lang));
                let is_bar = matches!(of, Some((Role::Bar(_), _)));
                let texts: Vec<String> = texts.iter().map(|text| uncapital(text)).collect();
                let told = bracketed(lang, &texts.join(self.say("，", ", ")));
                attached_words(lang, is_bar, truth, &format!("{label}{told}"))
            }
            _ => uncapital(&texts.concat()),
        };
        told.into_iter().map(words).collect()
    }

    /// Flags, awaited bodies, clauses and the bars that hold.
    fn notes(&self) -> Vec<(usize, Line)> {
        let (lang, finding) = (self.speech.lang, &self.finding);
        let program = self.speech.trail.case.program;
        let mut lines = Vec::new();
        lines.extend(finding.sentence.iter().map(|sentence| (0, Line::plain(capital(sentence.get(lang))))));
        for flag in finding.flags.iter().filter(|flag| **flag != "awaiting_approval") {
            let words = capital(flag_words(flag).get(lang));
            lines.push((0, Line::default().then(Style::Open, words)));
        }
        if !finding.awaits.is_empty() {
            lines.push((0, Line::default().then(Style::Open, awaiting_words(lang, &finding.awaits))));
        }
        lines.extend(self.assumed().map(|line| (0, line)));
        let clauses = program.clause_ids(&finding.clauses);
        let cites = capital(&citing(lang, &clauses));
        lines.push((0, Line::default().then(Style::Cited, cites)));
        for bar in &finding.blocked_by {
            let bar = program.rules.at(*bar);
            let text = format!("{}{}", self.say("不予适用：", "Barred by: "), bar.name.label.get(lang));
            let clauses = program.clause_ids(&bar.clauses).join(" ");
            lines
                .push((0, Line::default().then(Style::Bad, text).then(Style::Cited, format!("  {clauses}"))));
        }
        lines
    }

    /// What the outcome rests on that the plan does not say.
    fn assumed(&self) -> Option<Line> {
        let (lang, all) = (self.speech.lang, &self.finding.assumed);
        let most = if self.level == Level::Full { all.len() } else { ASSUMED };
        let told = all.iter().take(most).map(|fact| assumed::fact(&self.speech.trail.case, fact, lang));
        let told = list(lang, &told.collect::<Vec<_>>());
        let more = match (all.len().saturating_sub(most), lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("，另有 {more} 项"),
            (more, Lang::En) => format!(", and {more} more"),
        };
        let words =
            format!("{}{told}{more}", self.say("按假设，非方案所载：", "Assumed, not said by the plan: "));
        (!all.is_empty()).then(|| Line::default().then(Style::Open, words))
    }

    fn section(&mut self, zh: &str, en: &str, lines: Vec<(usize, Line)>) {
        if !lines.is_empty() {
            self.blocks.push(Block::Heading(Line::plain(self.say(zh, en))));
            self.blocks.push(Block::Lines(lines));
        }
    }

    fn trees(&mut self) {
        let derivation = self.speech.trail.derivation;
        if !derivation.in_force {
            let reasons: Vec<(usize, Line)> = self
                .finding
                .reasons
                .iter()
                .map(|reason| (0, Line::plain(reason.text.get(self.speech.lang))))
                .collect();
            return self.section("施行期", "Period", reasons);
        }
        let forbids = self.speech.trail.norm().is_some_and(|norm| norm.kind == guiju_ir::NormKind::Forbid);
        let stance = stance(&self.speech.trail, Role::Condition);
        let mut tree = Tree::new(self.speech, self.level);
        let concerns =
            derivation.concerns.map(|root| tree.conditions(root, Stance::Noted)).unwrap_or_default();
        let grants = self.speech.trail.norm().is_some_and(|norm| norm.kind.grants());
        let attached: Vec<(RuleId, guiju_ir::StepId)> =
            derivation.bars.iter().filter(|_| grants).map(|bar| (bar.rule, bar.step)).collect();
        let bars = attached.iter().flat_map(|(rule, root)| tree.attached(*rule, *root)).collect();
        let conditions = derivation.conditions.map(|root| tree.conditions(root, stance)).unwrap_or_default();
        let exceptions =
            derivation.exceptions.iter().flat_map(|found| tree.attached(found.rule, found.step)).collect();
        self.section("适用范围", "When the question arises", concerns);
        // Where the question does not arise, what would have been asked is beside the point.
        if self.finding.outcome == Outcome::NotEngaged
            && self.level != Level::Full
            && derivation.exceptions.is_empty()
        {
            return;
        }
        self.section("不予适用的情形", "Bars", bars);
        if forbids {
            self.section("违反情形", "The forbidden state", conditions);
        } else {
            self.section("条件", "Conditions", conditions);
        }
        self.section("除外", "Exceptions", exceptions);
    }

    fn missing(&mut self) {
        let (lang, case) = (self.speech.lang, self.speech.trail.case);
        let lines = gaps(&self.speech.trail).into_iter().map(|gap| {
            let missing = gap.missing(&case);
            let name = match &gap {
                Gap::Fact(fact) => self.speech.fact(fact),
                Gap::List(_) => missing.label.get(lang).to_string(),
            };
            let line = Line::default()
                .then(Style::Open, "? ")
                .then(Style::Plain, format!("{name}{}", bracketed(lang, &given(lang, &missing))))
                .then(Style::Faint, format!("  {}", missing.path));
            (0, line)
        });
        let mut lines: Vec<(usize, Line)> = lines.collect();
        let most = if self.level == Level::Full { lines.len() } else { MISSING };
        let rest = lines.len().saturating_sub(most);
        if rest > 0 {
            lines.truncate(most);
            let more = match lang {
                Lang::Zh => format!("……另有 {rest} 项"),
                Lang::En => format!("… and {rest} more"),
            };
            lines.push((0, Line::default().then(Style::Faint, more)));
        }
        self.section("尚缺", "What is missing", lines);
    }

    fn follows(&mut self) {
        let (lang, level) = (self.speech.lang, self.level);
        let trail = self.speech.trail;
        let program = trail.case.program;
        let Some(norm) = trail.norm() else { return };
        if self.finding.outcome != Outcome::Applies {
            return;
        }
        let effects = trail.derivation.effects.iter().filter_map(|step| {
            let used = norm.effects.get(step.index)?;
            let shown = step.holds == Truth::True || level == Level::Full;
            let label = program.effects.at(used.effect).name.label.get(lang);
            let clauses = program.clause_ids(&used.clauses).join(" ");
            shown.then(|| {
                (0, marked(step.holds).then(Style::Plain, label).then(Style::Cited, format!("  {clauses}")))
            })
        });
        let effects = effects.collect();
        let mut duties = Vec::new();
        for step in &trail.derivation.duties {
            let Some(duty) = norm.duties.get(step.index) else { continue };
            let pending = pending(&trail, step.step);
            let state = match pending.is_empty() {
                true => duty_words(step.holds).get(lang).to_string(),
                false => pending_words(lang, &pending),
            };
            let state = bracketed(lang, &state);
            let mark = if pending.is_empty() { step.holds } else { Truth::Unknown };
            let clauses = program.clause_ids(&duty.clauses).join(" ");
            let text = format!("{}{state}", duty.name.label.get(lang));
            duties
                .push((0, marked(mark).then(Style::Plain, text).then(Style::Cited, format!("  {clauses}"))));
            if step.holds != Truth::True || level == Level::Full {
                let below = Tree::new(self.speech, level).conditions(step.step, Stance::Asked);
                duties.extend(below.into_iter().map(|(depth, line)| (depth + 1, line)));
            }
        }
        let leaves = self.finding.leaves.iter().map(|words| (0, Line::plain(words.get(lang)))).collect();
        self.section("效果", "Effects", effects);
        self.section("附带义务", "Duties", duties);
        self.section("未免除", "Still required", leaves);
    }

    fn readings(&mut self) {
        let lang = self.speech.lang;
        let trail = self.speech.trail;
        let kind = trail.norm().map(|norm| norm.kind);
        let mut lines = Vec::new();
        for turn in &self.finding.readings {
            let switch = trail.case.program.switches.at(turn.switch);
            let (Some(option), Some(kind)) = (switch.options.get(turn.option), kind) else { continue };
            let register = switch.register.as_ref().map(|id| bracketed(lang, id)).unwrap_or_default();
            let outcome = outcome_words(kind, turn.outcome);
            let (label, name) = (switch.name.label.get(lang), quoted(lang, option.name.label.get(lang)));
            let text = match lang {
                Lang::Zh => format!("{label}{register}如按{name}，则为：{}", outcome.zh),
                Lang::En => format!("{label}{register}, if read as {name}: {}", outcome.en),
            };
            lines.push((0, Line::default().then(Style::Open, text)));
            if let Some(because) = option.because.as_ref().filter(|_| self.level == Level::Full) {
                lines.push((1, Line::default().then(Style::Faint, because.get(lang))));
            }
        }
        self.section("换一种口径", "Under another reading", lines);
    }

    /// What rests on nothing but the plan's own word, and what was presumed; below `Full` only where it mattered.
    fn grounds(&mut self) {
        let (case, lang) = (self.speech.trail.case, self.speech.lang);
        let matters = self.mattering();
        let told = |fact: &FactRef, state: String| {
            let path = case.facts.path(case.program, fact);
            (
                0,
                Line::plain(format!("{}{state}", self.speech.fact(fact)))
                    .then(Style::Faint, format!("  {path}")),
            )
        };
        let kept = |fact: &&FactRef| self.level == Level::Full || matters.contains(*fact);
        let ungrounded =
            self.finding.ungrounded.iter().filter(kept).map(|fact| told(fact, String::new())).collect();
        let presumed = |fact: &FactRef| {
            let field = case.program.fields.at(fact.field);
            let value = field.presumed.as_ref();
            let value = value.map(|value| self.speech.value(&field.ty, value, Precision::Plain));
            format!("{}{}", say(lang, "：推定为", ": presumed "), value.unwrap_or_default())
        };
        let presumed =
            self.finding.presumed.iter().filter(kept).map(|fact| told(fact, presumed(fact))).collect();
        self.section("无依据（未附文件）", "Without evidence", ungrounded);
        self.section("按推定处理", "Presumed", presumed);
    }

    /// The facts below what is told: what decided, and what follows from a yes.
    fn mattering(&self) -> HashSet<FactRef> {
        let (trail, derivation) = (self.speech.trail, self.speech.trail.derivation);
        let attached = derivation.bars.iter().chain(&derivation.exceptions).map(|found| found.step);
        let mut open: Vec<StepId> = derivation.concerns.into_iter().collect();
        if derivation.outcome != Outcome::NotEngaged {
            open.extend(derivation.conditions.into_iter().chain(attached));
        }
        if derivation.outcome == Outcome::Applies {
            open.extend(derivation.duties.iter().map(|duty| duty.step));
        }
        let (mut seen, mut facts) = (HashSet::new(), HashSet::new());
        while let Some(step) = open.pop() {
            if !seen.insert(step) {
                continue;
            }
            let parts = trail.parts(step);
            if parts.is_empty() {
                facts.extend(facts_below(&trail, step));
            }
            open.extend(parts);
        }
        facts
    }

    fn ahead(&mut self) {
        let Some(outlook) = self.outlook else { return };
        for (zh, en, lines) in sections(&self.speech, outlook) {
            self.section(zh, en, lines);
        }
    }

    /// The words of the clauses of what decided.
    fn clause_words(&mut self) {
        let program = self.speech.trail.case.program;
        let clauses = self.finding.reasons.iter().flat_map(|reason| &reason.clauses).copied().collect();
        self.blocks.extend(words(program, &clauses, self.speech.lang));
    }
}

/// A duty that waits for steps of bodies alone.
fn pending_words(lang: Lang, bodies: &[Words]) -> String {
    let names: Vec<String> = bodies.iter().map(|body| body.get(lang).to_string()).collect();
    let names = list(lang, &names);
    match lang {
        Lang::Zh => format!("待{names}办理"),
        Lang::En => format!("awaits {names}"),
    }
}

/// Who gives what is missing.
fn given(lang: Lang, missing: &Missing) -> String {
    let by = missing.by.as_ref().map(|by| by.get(lang));
    match (lang, missing.needs, by) {
        (Lang::Zh, Needs::Fact, None) => "方案应填明".to_string(),
        (Lang::Zh, Needs::Fact, Some(by)) => format!("由{by}提供"),
        (Lang::Zh, Needs::Determination, by) => format!("由{}认定", by.unwrap_or("有权机关")),
        (Lang::Zh, Needs::Approval, by) => format!("待{}办理", by.unwrap_or("有权机关")),
        (Lang::En, Needs::Fact, None) => "to be stated in the plan".to_string(),
        (Lang::En, Needs::Fact, Some(by)) => format!("to be supplied by {by}"),
        (Lang::En, Needs::Determination, by) => {
            format!("to be determined by {}", by.unwrap_or("the competent body"))
        }
        (Lang::En, Needs::Approval, by) => {
            format!("awaits the step of {}", by.unwrap_or("the competent body"))
        }
    }
}

/// A bar or exception as a reason, with what makes it so.
fn attached_words(lang: Lang, is_bar: bool, truth: Truth, told: &str) -> String {
    let is_so = truth != Truth::Unknown;
    match (lang, is_bar, is_so) {
        (Lang::Zh, true, true) => format!("有不予适用的情形{told}"),
        (Lang::Zh, false, true) => format!("属除外情形{told}"),
        (Lang::Zh, true, false) => format!("有无不予适用的情形{told}未定"),
        (Lang::Zh, false, false) => format!("是否属除外情形{told}未定"),
        (Lang::En, true, true) => format!("the bar {told} stands in the way"),
        (Lang::En, false, true) => format!("the exception {told} applies"),
        (Lang::En, true, false) => format!("it is open whether the bar {told} stands in the way"),
        (Lang::En, false, false) => format!("it is open whether the exception {told} applies"),
    }
}

/// The words for the outcome of a finding: an open one that only determinations can settle is 待认定.
pub(crate) fn verdict_words(trail: &Trail, finding: &Finding) -> Words {
    let only = !finding.missing.is_empty()
        && finding.missing.iter().all(|missing| missing.needs == Needs::Determination);
    match trail.norm() {
        Some(_) if finding.outcome == Outcome::Undetermined && only => to_determine(),
        Some(norm) => outcome_words(norm.kind, finding.outcome),
        None => Words::default(),
    }
}

/// `条件具备，待市局批准后生效`
pub(crate) fn awaiting_words(lang: Lang, bodies: &[Words]) -> String {
    let names: Vec<String> = bodies.iter().map(|body| body.get(lang).to_string()).collect();
    let names = list(lang, &names);
    match lang {
        Lang::Zh => format!("条件具备，待{names}批准后生效"),
        Lang::En => format!("Otherwise complete; takes effect upon the decision of {names}"),
    }
}

pub(crate) fn outcome_style(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Applies | Outcome::Met | Outcome::Clear | Outcome::Followed => Style::Good,
        Outcome::DoesNotApply | Outcome::Blocked | Outcome::Breached | Outcome::NotFollowed => Style::Bad,
        Outcome::Undetermined => Style::Open,
        Outcome::NotEngaged => Style::Faint,
    }
}

/// A line that opens with the mark of a truth.
pub(crate) fn marked(truth: Truth) -> Line {
    match truth {
        Truth::True => Line::default().then(Style::Good, "✓ "),
        Truth::False => Line::default().then(Style::Bad, "✗ "),
        Truth::Unknown => Line::default().then(Style::Open, "? "),
    }
}
