//! An expectation against what it came to.

use std::collections::BTreeSet;

use guiju_base::{Lang, Words};
use guiju_explain::{Finding, exact, outcome_words};
use guiju_ir::{Dimension, Interval, Outcome, Program, Rat, RuleId, Subject, Type};

use super::{Failure, Found, Judged, NOTHING, Told};
use crate::cases::{Expectation, Expected, ExpectedVerdict};

/// What differs.
pub fn compare(
    judged: &mut Judged,
    (at, expected): (usize, &Expectation),
    subject: Subject,
    lang: Lang,
) -> Vec<Failure> {
    if let Expected::Verdict(wanted) = &expected.result
        && wanted.is_bare()
        && judged.verdict(expected.rule, subject).is_some_and(|found| found.outcome == wanted.outcome)
    {
        return Vec::new();
    }
    let program = judged.view.program;
    let found = judged.found(expected, subject);
    let rule = program.rules.at(expected.rule);
    let decisive = decisive(&found);
    let fail = |(detail, wanted, actual): Difference| Failure {
        expectation: Some(at),
        what: format!("{} {detail}", expected.written).trim_end().to_string(),
        detail,
        expected: wanted,
        actual,
        decisive: decisive.clone(),
        rule: Some(rule.span),
    };
    let differing = match (&expected.result, &found) {
        (Expected::Value(wanted), found) => {
            let Some(dimension) = dimension(program, expected.rule) else { return Vec::new() };
            value(dimension, wanted, found)
        }
        (Expected::Verdict(wanted), Found::Verdict(finding)) => verdict(program, wanted, finding, lang),
        (Expected::Verdict(wanted), _) => vec![("", Told::id(wanted.outcome.id()), nothing(lang))],
    };
    differing.into_iter().map(fail).collect()
}

/// The dimension of a quantity term.
pub fn dimension(program: &Program, rule: RuleId) -> Option<Dimension> {
    match program.nodes.at(program.rules.at(rule).value()?).ty {
        Type::Quantity(dimension) => Some(dimension),
        _ => None,
    }
}

fn nothing(lang: Lang) -> Told {
    let words = match lang {
        Lang::Zh => "没有结果",
        Lang::En => "nothing",
    };
    Told { id: NOTHING.to_string(), words: Some(words.to_string()) }
}

/// The first reason of an outcome.
fn decisive(found: &Found) -> Option<Words> {
    match found {
        Found::Verdict(finding) => finding.reasons.first().map(|reason| reason.text.clone()),
        Found::Value(_) | Found::Nothing => None,
    }
}

type Difference = (&'static str, Told, Told);

fn value(dimension: Dimension, wanted: &Interval, found: &Found) -> Vec<Difference> {
    let wanted_id = Told::id(interval_text(dimension, wanted));
    match found {
        Found::Value(found) if is_as_wanted(dimension, wanted, found) => Vec::new(),
        Found::Value(found) => vec![("", wanted_id, Told::id(interval_text(dimension, found)))],
        Found::Verdict(_) | Found::Nothing => vec![("", wanted_id, Told::id(NOTHING))],
    }
}

/// Equal; and nothing at all is known of what is only known not to be negative.
pub fn is_as_wanted(dimension: Dimension, wanted: &Interval, found: &Interval) -> bool {
    wanted == found || (*wanted == Interval::ANY && is_unknown(dimension, found))
}

/// Whether reports say 未知 for it.
pub fn is_unknown(dimension: Dimension, found: &Interval) -> bool {
    *found == Interval::ANY || (dimension.is_non_negative() && *found == Interval::NON_NEGATIVE)
}

/// `5 公顷`, `0 公顷..5 公顷`, `0 公顷..`, `未知`.
fn interval_text(dimension: Dimension, interval: &Interval) -> String {
    let end = |end: &Option<Rat>| end.as_ref().map(|value| exact(dimension, value)).unwrap_or_default();
    match interval.as_point() {
        Some(value) => exact(dimension, value),
        None if *interval == Interval::ANY => "未知".to_string(),
        None => format!("{}..{}", end(&interval.low), end(&interval.high)),
    }
}

fn verdict(program: &Program, wanted: &ExpectedVerdict, finding: &Finding, lang: Lang) -> Vec<Difference> {
    let mut differing = Vec::new();
    if finding.outcome != wanted.outcome {
        let kind = program.rules.at(finding.norm).norm().map(|norm| norm.kind);
        let told = |outcome: Outcome| {
            let words = kind.map(|kind| outcome_words(kind, outcome).get(lang).to_string());
            let words = words.filter(|words| words.replace(' ', "_") != outcome.id());
            Told { id: outcome.id().to_string(), words }
        };
        differing.push(("", told(wanted.outcome), told(finding.outcome)));
    }
    for detail in lists(program, wanted, finding).into_iter().filter(Detail::differs) {
        let told = |list: &[String]| {
            let set: BTreeSet<&str> = list.iter().map(String::as_str).collect();
            Told::id(format!("[{}]", set.into_iter().collect::<Vec<_>>().join(", ")))
        };
        let wanted = detail.wanted.map(|wanted| told(wanted));
        differing.extend(wanted.map(|wanted| (detail.key, wanted, told(&detail.found))));
    }
    for (id, outcome) in &wanted.duties {
        let actual = finding.duties.iter().find(|duty| duty.id == *id).map(|duty| duty.outcome);
        if actual != Some(*outcome) {
            let told = |state: &str| Told::id(format!("{id}: {state}"));
            differing.push(("duties", told(outcome.id()), told(actual.map_or(NOTHING, Outcome::id))));
        }
    }
    if let Some(wanted) = wanted.because.as_ref().filter(|wanted| !is_given(wanted, finding)) {
        let actual = finding.reasons.first().map_or(NOTHING, |reason| reason.text.get(lang_of(wanted)));
        differing.push(("because", Told::id(single_blanks(wanted)), Told::id(single_blanks(actual))));
    }
    differing
}

/// Whether one of the reasons, in either language, is this line.
pub fn is_given(wanted: &str, finding: &Finding) -> bool {
    let mut texts = finding.reasons.iter().flat_map(|reason| [&reason.text.zh, &reason.text.en]);
    texts.any(|text| bare(text).eq(bare(wanted)))
}

/// The signs of a text but for blanks and line ends: a line that is folded in a file is the same line, and between Chinese
/// words a fold leaves no blank.
fn bare(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|sign| !sign.is_whitespace())
}

/// A text on one line.
pub fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The language in which a line is written.
pub fn lang_of(line: &str) -> Lang {
    if line.chars().any(|sign| matches!(sign, '\u{3400}'..='\u{9fff}')) { Lang::Zh } else { Lang::En }
}

/// A list that goes with an outcome.
pub struct Detail<'w> {
    /// Its key in a case file.
    pub key: &'static str,
    /// What is expected of it, if anything is.
    pub wanted: Option<&'w Vec<String>>,
    /// What it came to.
    pub found: Vec<String>,
}

/// The lists that go with an outcome.
pub fn lists<'w>(program: &Program, wanted: &'w ExpectedVerdict, finding: &Finding) -> [Detail<'w>; 5] {
    let turns = finding.readings.iter().map(|turn| {
        let switch = program.switches.at(turn.switch);
        let option = switch.options.get(turn.option).map_or("", |option| option.name.id.as_str());
        format!("{}={option}", switch.name.id)
    });
    let missing = finding.missing.iter().map(|missing| missing.path.clone());
    let bars = finding.blocked_by.iter().map(|bar| program.rules.at(*bar).name.id.clone());
    let effects = finding.effects.iter().map(|effect| program.effects.at(*effect).name.id.clone());
    let flags = finding.flags.iter().map(|flag| flag.to_string());
    [
        Detail { key: "turned_by", wanted: wanted.turned_by.as_ref(), found: turns.collect() },
        Detail { key: "missing", wanted: wanted.missing.as_ref(), found: missing.collect() },
        Detail { key: "blocked_by", wanted: wanted.blocked_by.as_ref(), found: bars.collect() },
        Detail { key: "effects", wanted: wanted.effects.as_ref(), found: effects.collect() },
        Detail { key: "flags", wanted: wanted.flags.as_ref(), found: flags.collect() },
    ]
}

impl Detail<'_> {
    /// Whether what came is not the set that is expected; never where nothing is.
    pub fn differs(&self) -> bool {
        let set = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
        self.wanted.is_some_and(|wanted| set(wanted) != set(&self.found))
    }
}
