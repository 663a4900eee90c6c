//! What one version says of a norm for a subject: the outcome, why, and what goes with it.

use guiju_base::{Lang, Words};
use guiju_explain::{Case, Finding, exact, finding, outcome_words};
use guiju_ir::{Inquiry, Interval, NormKind, Outcome, RuleId, Subject, Type, Value, Verdict};

use super::report::{Told, Why};

/// How many reasons are told.
const REASONS: usize = 3;

/// Leaves in both what decides: reasons on the same facts as one of the other side, where there are any; never those that
/// both sides give alike, if they give others.
pub fn decisive(old: &mut Option<Told>, new: &mut Option<Told>) {
    let reasons = |told: &Option<Told>| told.as_ref().map(|told| told.reasons.clone()).unwrap_or_default();
    let (was, is) = (reasons(old), reasons(new));
    for (told, other) in [(old, &is), (new, &was)] {
        let Some(told) = told else { continue };
        let own: Vec<Why> = told.reasons.iter().filter(|why| !other.contains(why)).cloned().collect();
        let own = if own.is_empty() { std::mem::take(&mut told.reasons) } else { own };
        let shares = |why: &Why| why.path.is_some() && other.iter().any(|other| other.path == why.path);
        let (mut first, rest): (Vec<Why>, Vec<Why>) = own.into_iter().partition(shares);
        if first.is_empty() {
            first = rest;
        }
        first.truncate(REASONS);
        told.reasons = first;
    }
}

/// What is told beside the outcome.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Details {
    /// Why.
    Reasons,
    /// Effects and duties.
    Riders,
    /// The readings that would turn it.
    Readings,
}

/// What a verdict says.
pub fn told(case: &Case, inquiry: &mut dyn Inquiry, verdict: &Verdict, details: Details) -> Told {
    let derivation = inquiry.derive(verdict.norm, verdict.subject);
    let found = finding(case, verdict, derivation.as_ref());
    let kind = case.program.rules.at(verdict.norm).norm().map_or(NormKind::Permit, |norm| norm.kind);
    let riders = match details {
        Details::Reasons => Vec::new(),
        Details::Riders => riders(case, &found),
        Details::Readings => turns(case, &found),
    };
    Told {
        id: found.outcome.id().to_string(),
        words: outcome(kind, found.outcome),
        riders,
        reasons: why(case, &found),
    }
}

/// The words for an outcome.
pub fn outcome(kind: NormKind, outcome: Outcome) -> Words {
    outcome_words(kind, outcome)
}

fn why(case: &Case, found: &Finding) -> Vec<Why> {
    let each = found.reasons.iter().map(|reason| Why {
        text: reason.text.clone(),
        clauses: case.program.clause_ids(&reason.clauses),
        path: reason.path.clone(),
    });
    each.collect()
}

fn riders(case: &Case, found: &Finding) -> Vec<String> {
    let effects = found.effects.iter().map(|effect| case.program.effects.at(*effect).name.id.clone());
    let duties = found.duties.iter().map(|duty| format!("{}: {}", duty.id, duty.outcome.id()));
    effects.chain(duties).collect()
}

fn turns(case: &Case, found: &Finding) -> Vec<String> {
    let each = found.readings.iter().map(|turn| {
        let switch = case.program.switches.at(turn.switch);
        let option = switch.options.get(turn.option).map_or("", |option| option.name.id.as_str());
        format!("{}={option}: {}", switch.name.id, turn.outcome.id())
    });
    each.collect()
}

/// What a quantity or check came to.
pub fn value(case: &Case, inquiry: &mut dyn Inquiry, rule: RuleId, subject: Subject) -> Option<Told> {
    let found = inquiry.value(rule, subject)?;
    let ty = case.program.rules.at(rule).value().map(|node| case.program.nodes.at(node).ty);
    let (id, words) = match (&found, ty) {
        (Value::Quantity(interval), Some(Type::Quantity(dimension))) => {
            let id = ends(interval, |value| exact(dimension, value));
            let say =
                |lang| guiju_explain::quantity(lang, dimension, interval, guiju_explain::Precision::Marked);
            (id, Words::new(say(Lang::Zh), say(Lang::En)))
        }
        (Value::Truth(truth), _) => {
            let words = match truth {
                guiju_ir::Truth::True => Words::new("成立", "holds"),
                guiju_ir::Truth::False => Words::new("不成立", "does not hold"),
                guiju_ir::Truth::Unknown => Words::new("未知", "unknown"),
            };
            (format!("{truth:?}").to_lowercase(), words)
        }
        _ => return None,
    };
    Some(Told { id, words, riders: Vec::new(), reasons: Vec::new() })
}

/// An interval as a case file writes it.
fn ends(interval: &Interval, exact: impl Fn(&guiju_ir::Rat) -> String) -> String {
    match (interval.as_point(), &interval.low, &interval.high) {
        (Some(value), ..) => exact(value),
        (None, None, None) => "未知".to_string(),
        (None, low, high) => {
            let end = |key: &str, end: &Option<guiju_ir::Rat>| {
                end.as_ref().map(|end| format!("{key}: {}", exact(end)))
            };
            let both: Vec<String> = [end("low", low), end("high", high)].into_iter().flatten().collect();
            format!("{{ {} }}", both.join(", "))
        }
    }
}
