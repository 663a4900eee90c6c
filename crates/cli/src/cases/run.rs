//! A case and the program to what differs from the expectation.

mod compare;
mod found;

use guiju_base::{Diagnostic, Lang, Sources, Span, Words};
use guiju_explain::{Block, Level, Page, explanation};
use guiju_facts::load_document;
use guiju_ir::{
    CheckAction, Facts, Program, Question, Readings, Rule, RuleId, RuleKind, Subject, Truth, Value,
    day_from_civil,
};

use self::compare::compare;
pub(super) use self::compare::{
    dimension, is_as_wanted, is_given, is_unknown, lang_of, lists, single_blanks,
};
pub(super) use self::found::{Found, Judged};
use super::{Case, Expectation};
use crate::diagnostics::case_name::case_subject;

/// What differs when it is not said of an expectation but of the warnings.
pub const WARNED: &str = "warned";

/// What differs from an expectation.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The place of the expectation among those of its case; none where the plan should have been refused.
    pub expectation: Option<usize>,
    /// The rule and subject, and the detail of the outcome: `village_land_reuse[X1] missing`.
    pub what: String,
    /// That detail, by its key in a case file; empty for the outcome or the value itself.
    pub detail: &'static str,
    /// What was expected.
    pub expected: Told,
    /// What it came to.
    pub actual: Told,
    /// The line that decided, when there is one.
    pub decisive: Option<Words>,
    /// Where the rule is declared.
    pub rule: Option<Span>,
}

/// What stands for a side of a difference where there is nothing.
pub const NOTHING: &str = "–";

/// One side of a difference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// As a case file writes it: `does_not_apply`, `5 公顷`, `[parcels[X1].built]`.
    pub id: String,
    /// In the words of a language, where they differ from that.
    pub words: Option<String>,
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
        facts: Box<Facts>,
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
    let named = case.readings.iter();
    let readings =
        named.fold(Readings::defaults(program), |all, (switch, option)| all.with(*switch, *option));
    let question = Question { as_of, readings };
    let (mut subjects, mut faults) = (Vec::new(), Vec::new());
    for expected in &case.expected {
        match subject(program, &facts, expected) {
            Ok(subject) => subjects.push(subject),
            Err(fault) => faults.push(*fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Prepared { case, plan: CasePlan::Loaded { facts: facts.into(), question, subjects } })
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
        CasePlan::Refused(diagnostics) => return refused(case, diagnostics.clone(), lang),
    };
    let mut judged = Judged::open(program, sources, facts, question);
    if judged.is_refused() || case.refused.is_some() {
        return refused(case, judged.answer.diagnostics, lang);
    }
    let asked = case.expected.iter().zip(subjects).enumerate();
    let mut failures: Vec<Failure> = asked
        .flat_map(|(at, (expected, subject))| compare(&mut judged, (at, expected), *subject, lang))
        .collect();
    failures.extend(case.warned.as_ref().and_then(|wanted| warned(&mut judged, wanted)));
    Ok(failures)
}

/// How the expectations with these places came to their outcomes, one after the other; nothing of a plan that was refused,
/// nor of a quantity.
pub fn explain(
    program: &Program,
    sources: &Sources,
    prepared: &Prepared,
    expectations: &[usize],
    lang: Lang,
) -> Vec<Block> {
    let CasePlan::Loaded { facts, question, subjects } = &prepared.plan else { return Vec::new() };
    let mut judged = Judged::open(program, sources, facts, question);
    let mut blocks = Vec::new();
    for (at, (expected, subject)) in prepared.case.expected.iter().zip(subjects).enumerate() {
        if !expectations.contains(&at) {
            continue;
        }
        let Some(verdict) = judged.verdict(expected.rule, *subject).cloned() else { continue };
        let Some(derivation) = judged.inquiry.derive(expected.rule, *subject) else { continue };
        let Page { blocks: told, .. } =
            explanation(&judged.view, &derivation, &verdict.turns, None, lang, Level::Normal);
        blocks.extend(told);
    }
    blocks
}

/// The checks that warn of some item, where they are not those that were wanted.
fn warned(judged: &mut Judged, wanted: &[RuleId]) -> Option<Failure> {
    let (program, facts) = (judged.view.program, judged.view.facts);
    let warns = |rule: &Rule| matches!(&rule.kind, RuleKind::Check(it) if it.action == CheckAction::Warn);
    let holds = |judged: &mut Judged, check: RuleId, entity| {
        let mut subjects = facts.subjects(entity);
        subjects.any(|it| judged.inquiry.value(check, it) == Some(Value::Truth(Truth::True)))
    };
    let checks = program.rules.iter().filter(|(_, rule)| warns(rule));
    let actual: Vec<RuleId> =
        checks.filter(|(id, rule)| holds(judged, *id, rule.subject)).map(|(id, _)| id).collect();
    let listed = |checks: &[RuleId]| {
        let mut ids: Vec<&str> = checks.iter().map(|it| program.rules.at(*it).name.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        format!("[{}]", ids.join(", "))
    };
    let (wanted, actual) = (listed(wanted), listed(&actual));
    (wanted != actual).then(|| Failure {
        expectation: None,
        what: WARNED.to_string(),
        detail: "",
        expected: Told::id(wanted),
        actual: Told::id(actual),
        decisive: None,
        rule: None,
    })
}

/// A refused plan: as expected, or not.
fn refused(case: &Case, diagnostics: Vec<Diagnostic>, lang: Lang) -> Result<Vec<Failure>, Vec<Diagnostic>> {
    let Some(expected) = &case.refused else { return Err(diagnostics) };
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code.0).collect();
    if codes.contains(&expected.value.as_str()) {
        return Ok(Vec::new());
    }
    let not_refused = Words::new("没有被拒", "not refused").get(lang).to_string();
    Ok(vec![Failure {
        expectation: None,
        what: "refused".to_string(),
        detail: "",
        expected: Told::id(expected.value.clone()),
        actual: match codes.is_empty() {
            true => Told { id: NOTHING.to_string(), words: Some(not_refused) },
            false => Told::id(codes.join(" ")),
        },
        decisive: None,
        rule: None,
    }])
}

/// The subject that is named, or the only one there is.
fn subject(program: &Program, facts: &Facts, expected: &Expectation) -> Result<Subject, Box<Diagnostic>> {
    let entity = program.rules.at(expected.rule).subject;
    let all: Vec<Subject> = facts.subjects(entity).collect();
    let found = match (&expected.subject, all.as_slice()) {
        (Some(id), all) => all.iter().find(|subject| facts.id(**subject) == id),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    found.copied().ok_or_else(|| {
        let ids: Vec<&str> = all.iter().map(|subject| facts.id(*subject)).collect();
        let label = &program.entities.at(entity).name.label;
        Box::new(case_subject(expected.span, expected.subject.as_deref(), label, &ids))
    })
}

impl Told {
    fn id(id: impl Into<String>) -> Told {
        Told { id: id.into(), words: None }
    }
}
