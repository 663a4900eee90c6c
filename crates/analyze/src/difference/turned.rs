//! Two answers to one plan: every outcome, value and sensitivity to readings that is not the same.
//!
//! Norms and quantities are told by their pairs, subjects by their ids in the plan: the facts may have been read twice, each
//! time for its own vocabulary.

use std::collections::{BTreeMap, HashMap};

use guiju_ir::{Answer, Facts, Interval, Outcome, Program, RuleId, Subject, SwitchId, Turn, Verdict};

use super::pairs::Pairs;
use super::symbol::Side;

/// One version's view of a plan.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    /// The program.
    pub program: &'a Program,
    /// The plan, in its vocabulary.
    pub facts: &'a Facts,
    /// What the plan comes to.
    pub answer: &'a Answer,
}

/// A rule for a subject, in both versions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Both<T> {
    /// In the old one.
    pub old: T,
    /// In the new one.
    pub new: T,
}

/// An outcome that turned: the verdicts by their places in the answers.
pub type Turned = Both<usize>;

/// What is not the same.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Turns {
    /// Norms of both versions whose outcome for a subject differs.
    pub outcomes: Vec<Turned>,
    /// The same outcome, but other readings would turn it.
    pub readings: Vec<Turned>,
    /// The same outcome: a yes in both.
    pub granted: Vec<Turned>,
    /// Quantities that differ, by their places among the values.
    pub values: Vec<Turned>,
    /// Verdicts on norms that only the new version has, by their places.
    pub come: Vec<usize>,
    /// Verdicts on norms that only the old version has, by their places.
    pub gone: Vec<usize>,
}

/// Compares two answers; `granted` lists yeses of the norms for which `riders` is asked.
pub fn turns(pairs: &Pairs, old: Judged<'_>, new: Judged<'_>, riders: impl Fn(RuleId) -> bool) -> Turns {
    let mut found = Turns::default();
    let known = index(new.answer.verdicts.iter().map(|verdict| (verdict.norm, verdict.subject)));
    let partner = |rule: RuleId, subject: Subject| {
        let rule = pairs.rule(Side::Old, rule)?;
        let entity = new.program.rules.at(rule).subject;
        let row = new.facts.rows.get(entity)?.row(old.facts.id(subject));
        // The one item of a singleton is itself, under whatever id.
        let row = row.or_else(|| {
            new.program
                .entities
                .at(entity)
                .is_single()
                .then(|| new.facts.subjects(entity).next())?
                .map(|one| one.row)
        })?;
        Some((rule, Subject { entity, row }))
    };
    for (at, verdict) in old.answer.verdicts.iter().enumerate() {
        if pairs.rule(Side::Old, verdict.norm).is_none_or(|norm| new.program.rules.at(norm).norm().is_none())
        {
            found.gone.push(at);
            continue;
        }
        let Some(other) = partner(verdict.norm, verdict.subject).and_then(|key| known.get(&key)) else {
            continue;
        };
        let Some(now) = new.answer.verdicts.get(*other) else { continue };
        let turned = Both { old: at, new: *other };
        if verdict.outcome != now.outcome {
            found.outcomes.push(turned);
            continue;
        }
        if sensitivity(pairs, verdict) != own_sensitivity(now) {
            found.readings.push(turned);
        }
        if verdict.outcome == Outcome::Applies && riders(verdict.norm) {
            found.granted.push(turned);
        }
    }
    let is_new = |verdict: &Verdict| {
        let before = pairs.rule(Side::New, verdict.norm);
        before.is_none_or(|norm| old.program.rules.at(norm).norm().is_none())
    };
    let come = new.answer.verdicts.iter().enumerate().filter(|(_, verdict)| is_new(verdict));
    found.come = come.map(|(at, _)| at).collect();
    let known = index(new.answer.values.iter().map(|value| (value.term, value.subject)));
    for (at, value) in old.answer.values.iter().enumerate() {
        let Some(other) = partner(value.term, value.subject).and_then(|key| known.get(&key)) else {
            continue;
        };
        let now: Option<&Interval> = new.answer.values.get(*other).map(|value| &value.value);
        if now.is_some_and(|now| *now != value.value) {
            found.values.push(Both { old: at, new: *other });
        }
    }
    found
}

fn index(keys: impl Iterator<Item = (RuleId, Subject)>) -> HashMap<(RuleId, Subject), usize> {
    keys.enumerate().map(|(at, key)| (key, at)).collect()
}

/// The readings that would turn an old verdict, in the numbers of the new program; those that are gone by none.
fn sensitivity(pairs: &Pairs, verdict: &Verdict) -> BTreeMap<Option<(SwitchId, usize)>, Outcome> {
    let one = |turn: &Turn| (pairs.option(Side::Old, turn.switch, turn.option), turn.outcome);
    verdict.turns.iter().map(one).collect()
}

fn own_sensitivity(verdict: &Verdict) -> BTreeMap<Option<(SwitchId, usize)>, Outcome> {
    verdict.turns.iter().map(|turn| (Some((turn.switch, turn.option)), turn.outcome)).collect()
}
