//! A case and the program to what differs from the expectation.

use guiju_base::{Diagnostic, Lang, Sources, Span};
use guiju_eval::Evaluator;
use guiju_explain::{AsOfFrom, Finding, exact, finding};
use guiju_facts::load_document;
use guiju_ir::{
    Answer, Decide, Facts, Inquiry, Interval, Problem, Program, Question, Subject, Type, day_from_civil,
};

use super::{Case, Expectation, Expected, ExpectedVerdict};
use crate::diagnostics::case_name::case_name;

/// What differs from an expectation.
pub struct Failure {
    /// The rule and subject.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What it came to.
    pub actual: String,
    /// The line that decided, when there is one.
    pub decisive: Option<String>,
    /// Where the rule is declared.
    pub rule: Option<Span>,
}

/// A case whose plan was read once, to be judged under its program or under a variant with the same vocabulary.
pub struct Prepared<'c> {
    /// The case.
    pub case: &'c Case,
    /// Its plan.
    pub plan: CasePlan,
}

/// The plan of a case.
pub enum CasePlan {
    /// It was loaded.
    Loaded {
        /// What it says.
        facts: Facts,
        /// The day and the readings.
        question: Question,
        /// The subject of each expectation, in their order.
        subjects: Vec<Subject>,
    },
    /// The loader refused it.
    Refused(Vec<Diagnostic>),
}

/// Reads the plan of a case.
///
/// # Errors
/// A change that its base cannot take, and expectations of a subject that the plan does not have.
pub fn prepare<'c>(
    program: &Program,
    sources: &Sources,
    case: &'c Case,
) -> Result<Prepared<'c>, Vec<Diagnostic>> {
    let mut document = (*case.base).clone();
    for (path, value) in &case.changes {
        document.set(program, &path.value, value.clone()).map_err(|found| vec![*found])?;
    }
    let loaded = load_document(program, sources, &document);
    let Some(facts) = loaded.facts else {
        return Ok(Prepared { case, plan: CasePlan::Refused(loaded.diagnostics) });
    };
    // A case without a date is evaluated as of one day for all time: cases do not read the clock.
    let as_of = case.as_of.or(facts.plan.as_of).or_else(|| day_from_civil(2026, 1, 1)).unwrap_or_default();
    let question = Question { as_of, readings: case.readings.clone() };
    let (mut subjects, mut faults) = (Vec::new(), Vec::new());
    for expected in &case.expected {
        match subject(program, &facts, expected) {
            Some(subject) => subjects.push(subject),
            None => faults.push(case_name(expected.span, &expected.written, None)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Prepared { case, plan: CasePlan::Loaded { facts, question, subjects } })
}

/// What differs from what a case expects; the program may be a variant of the one under which it was prepared.
///
/// # Errors
/// The diagnostics of a plan that was not expected to be refused.
pub fn judge(
    program: &Program,
    sources: &Sources,
    prepared: &Prepared,
    lang: Lang,
) -> Result<Vec<Failure>, Vec<Diagnostic>> {
    let case = prepared.case;
    let (facts, question, subjects) = match &prepared.plan {
        CasePlan::Loaded { facts, question, subjects } => (facts, question, subjects),
        CasePlan::Refused(diagnostics) => return refused(case, diagnostics.clone()),
    };
    let mut inquiry = Evaluator.open(program, facts, question);
    let answer = inquiry.answer();
    if answer.problem == Problem::Refused || case.refused.is_some() {
        return refused(case, answer.diagnostics);
    }
    let view = guiju_explain::Case { program, sources, facts, question, as_of_from: AsOfFrom::Plan };
    let asked = case.expected.iter().zip(subjects);
    let judged =
        asked.map(|(expected, subject)| compare(&view, &answer, inquiry.as_mut(), expected, *subject, lang));
    Ok(judged.flatten().collect())
}

/// A refused plan: as expected, or not.
fn refused(case: &Case, diagnostics: Vec<Diagnostic>) -> Result<Vec<Failure>, Vec<Diagnostic>> {
    let Some(expected) = &case.refused else { return Err(diagnostics) };
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code.0).collect();
    if codes.contains(&expected.value.as_str()) {
        return Ok(Vec::new());
    }
    Ok(vec![Failure {
        what: "refused".to_string(),
        expected: expected.value.clone(),
        actual: if codes.is_empty() { "–".to_string() } else { codes.join(" ") },
        decisive: None,
        rule: None,
    }])
}

/// The subject that is named, or the only one there is.
fn subject(program: &Program, facts: &Facts, expected: &Expectation) -> Option<Subject> {
    let mut subjects = facts.subjects(program.rules.at(expected.rule).subject);
    match &expected.subject {
        Some(id) => subjects.find(|subject| facts.id(*subject) == id),
        None => subjects.next().filter(|_| subjects.next().is_none()),
    }
}

fn compare(
    case: &guiju_explain::Case,
    answer: &Answer,
    inquiry: &mut dyn Inquiry,
    expected: &Expectation,
    subject: Subject,
    lang: Lang,
) -> Vec<Failure> {
    let rule = case.program.rules.at(expected.rule);
    let fail = |what: &str, wanted: String, actual: String, decisive| Failure {
        what: if what.is_empty() { expected.written.clone() } else { format!("{} {what}", expected.written) },
        expected: wanted,
        actual,
        decisive,
        rule: Some(rule.span),
    };
    match &expected.result {
        Expected::Value(wanted) => {
            let found =
                answer.values.iter().find(|value| value.term == expected.rule && value.subject == subject);
            let Some(found) = found.filter(|found| found.value != *wanted) else { return Vec::new() };
            let ty = rule.value().map(|node| case.program.nodes.at(node).ty);
            vec![fail("", interval_words(ty, wanted), interval_words(ty, &found.value), None)]
        }
        Expected::Verdict(wanted) => {
            let found =
                answer.verdicts.iter().find(|found| found.norm == expected.rule && found.subject == subject);
            let Some(verdict) = found else { return Vec::new() };
            let derivation = inquiry.derive(verdict.norm, verdict.subject);
            let finding = finding(case, verdict, derivation.as_ref());
            let decisive = || finding.reasons.first().map(|reason| reason.text.get(lang).to_string());
            let mut failures = Vec::new();
            if finding.outcome != wanted.outcome {
                let (wanted, actual) = (wanted.outcome.id().to_string(), finding.outcome.id().to_string());
                failures.push(fail("", wanted, actual, decisive()));
            }
            for (what, wanted, actual) in details(case, wanted, &finding) {
                failures.push(fail(what, wanted, actual, decisive()));
            }
            failures
        }
    }
}

/// The details that differ: what, expected, actual.
fn details(
    case: &guiju_explain::Case,
    wanted: &ExpectedVerdict,
    finding: &Finding,
) -> Vec<(&'static str, String, String)> {
    let program = case.program;
    let turns = finding.readings.iter().map(|turn| {
        let switch = program.switches.at(turn.switch);
        let option = switch.options.get(turn.option).map_or("", |option| option.name.id.as_str());
        format!("{}={option}", switch.name.id)
    });
    let lists = [
        ("turned_by", &wanted.turned_by, turns.collect::<Vec<_>>()),
        ("missing", &wanted.missing, finding.missing.iter().map(|missing| missing.path.clone()).collect()),
        (
            "blocked_by",
            &wanted.blocked_by,
            finding.blocked_by.iter().map(|bar| program.rules.at(*bar).name.id.clone()).collect(),
        ),
        (
            "effects",
            &wanted.effects,
            finding.effects.iter().map(|effect| program.effects.at(*effect).name.id.clone()).collect(),
        ),
        ("flags", &wanted.flags, finding.flags.iter().map(|flag| flag.to_string()).collect()),
    ];
    let mut differing = Vec::new();
    for (what, wanted, mut actual) in lists {
        let Some(mut wanted) = wanted.clone() else { continue };
        wanted.sort();
        actual.sort();
        if wanted != actual {
            differing.push((what, format!("[{}]", wanted.join(", ")), format!("[{}]", actual.join(", "))));
        }
    }
    for (id, outcome) in &wanted.duties {
        let actual =
            finding.duties.iter().find(|duty| duty.id == *id).map_or("–", |duty| duty.outcome.id());
        if actual != outcome {
            differing.push(("duties", format!("{id}: {outcome}"), format!("{id}: {actual}")));
        }
    }
    differing
}

fn interval_words(ty: Option<Type>, interval: &Interval) -> String {
    let Some(Type::Quantity(dimension)) = ty else { return String::new() };
    let end =
        |end: &Option<guiju_ir::Rat>| end.as_ref().map(|value| exact(dimension, value)).unwrap_or_default();
    match interval.as_point() {
        Some(value) => exact(dimension, value),
        None => format!("{}..{}", end(&interval.low), end(&interval.high)),
    }
}
