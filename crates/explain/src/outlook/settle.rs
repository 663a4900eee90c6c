//! What would settle an open outcome: missing facts, alone or together, of which some answer does.
//!
//! Every answer is tried. Beside the smallest sets stand the answers that bring the good outcome, however many they are.

use guiju_ir::{FactRef, Outcome, Value};

use crate::missing::{self, Gap};
use crate::outlook::trials::Trial;
use crate::outlook::values::{Candidate, candidate, is_listed};
use crate::outlook::{Answered, Change, LARGEST_SET, Outlook, Setting, Settling, is_good};
use crate::trail::Trail;

/// Missing facts that are tried; an outcome that waits for more is told by its list of missing facts.
const MOST: usize = 24;

/// Answers tried on the way to the good outcome.
const ANSWERS: usize = 400;

pub(crate) fn settle(trail: &Trail, trial: &mut Trial, outlook: &mut Outlook) {
    let mut candidates = Vec::new();
    for gap in missing::gaps(trail) {
        let Gap::Fact(fact) = gap else { continue };
        if !is_listed(trail.case.program.fields.at(fact.field).ty) {
            outlook.untried.push(fact);
        } else if candidates.len() == MOST {
            outlook.capped = true;
        } else {
            candidates.push(candidate(trail, &fact));
        }
    }
    for size in 1..=LARGEST_SET.min(candidates.len()) {
        for set in sets(candidates.len(), size) {
            let chosen: Vec<&Candidate> = set.iter().filter_map(|at| candidates.get(*at)).collect();
            if !outlook.settling.iter().any(|found| holds(&chosen, &found.facts)) {
                outlook.settling.extend(settling(trial, &chosen));
            }
        }
    }
    outlook.favourable = favourable(trial, &candidates);
    outlook.capped |= trial.is_spent();
}

/// All sets of `size` of the numbers below `of`, in order.
pub(crate) fn sets(of: usize, size: usize) -> Vec<Vec<usize>> {
    let mut sets = vec![Vec::new()];
    for _ in 0..size {
        let longer = |set: Vec<usize>| {
            let from = set.last().map_or(0, |last| last + 1);
            (from..of).map(move |next| set.iter().copied().chain([next]).collect::<Vec<usize>>())
        };
        sets = sets.into_iter().flat_map(longer).collect();
    }
    sets
}

/// Every choice of one option per list.
pub(crate) fn products<'v>(options: &[&'v [Value]]) -> Vec<Vec<&'v Value>> {
    let mut products = vec![Vec::new()];
    for values in options {
        let longer = |product: Vec<&'v Value>| {
            values.iter().map(move |value| product.iter().copied().chain([value]).collect())
        };
        products = products.into_iter().flat_map(longer).collect();
    }
    products
}

fn holds(chosen: &[&Candidate], facts: &[FactRef]) -> bool {
    facts.iter().all(|fact| chosen.iter().any(|candidate| candidate.fact == *fact))
}

/// The answers to each of the facts alone, whether they settle the outcome or not.
pub(crate) fn singly(trail: &Trail, trial: &mut Trial, facts: &[FactRef]) -> Vec<Settling> {
    let listed = facts.iter().filter(|fact| is_listed(trail.case.program.fields.at(fact.field).ty));
    listed.map(|fact| answered(trial, &[&candidate(trail, fact)])).collect()
}

/// The answers to a set, when one of them settles the outcome.
fn settling(trial: &mut Trial, chosen: &[&Candidate]) -> Option<Settling> {
    let set = answered(trial, chosen);
    set.answers.iter().any(|answer| answer.outcome != Outcome::Undetermined).then_some(set)
}

/// A set with all answers to it that a plan could give.
fn answered(trial: &mut Trial, chosen: &[&Candidate]) -> Settling {
    let options: Vec<&[Value]> = chosen.iter().map(|candidate| candidate.options.as_slice()).collect();
    let mut answers = Vec::new();
    for values in products(&options) {
        let settings: Vec<(&FactRef, &Value)> =
            chosen.iter().map(|candidate| &candidate.fact).zip(values.iter().copied()).collect();
        let Some(outcome) = trial.outcome(&settings) else { continue };
        answers.push(Answered { values: values.into_iter().cloned().collect(), outcome });
    }
    let facts = chosen.iter().map(|candidate| candidate.fact.clone()).collect();
    Settling { facts, answers }
}

/// Answers that bring the good outcome, none of which can be spared. An answer that settles it otherwise is never built on.
fn favourable(trial: &mut Trial, candidates: &[Candidate]) -> Option<Change> {
    let mut left = ANSWERS;
    let mut taken: Vec<(&Candidate, &Value)> = Vec::new();
    let outcome = build(trial, candidates, &mut taken, &mut left)?;
    let mut at = 0;
    while at < taken.len() {
        let without = taken.iter().enumerate().filter(|(other, _)| *other != at);
        let without: Vec<(&Candidate, &Value)> = without.map(|(_, answer)| *answer).collect();
        if tried(trial, &without) == Some(outcome) {
            taken = without;
        } else {
            at += 1;
        }
    }
    let mut settings = Vec::new();
    for (at, (candidate, value)) in taken.iter().enumerate() {
        let mut to = vec![(*value).clone()];
        let from = candidate.options.iter().position(|option| option == *value).unwrap_or(0);
        for option in candidate.options.iter().skip(from + 1) {
            let mut other = taken.clone();
            if let Some(answer) = other.get_mut(at) {
                answer.1 = option;
            }
            match (tried(trial, &other) == Some(outcome), option) {
                (true, _) => to.push(option.clone()),
                // A stretch of a quantity ends where the outcome turns.
                (false, Value::Quantity(_)) => break,
                (false, _) => {}
            }
        }
        settings.push(Setting { fact: candidate.fact.clone(), from: candidate.from.clone(), to });
    }
    Some(Change { settings, outcome })
}

fn build<'c>(
    trial: &mut Trial,
    rest: &'c [Candidate],
    taken: &mut Vec<(&'c Candidate, &'c Value)>,
    left: &mut usize,
) -> Option<Outcome> {
    let (next, rest) = rest.split_first()?;
    for value in &next.options {
        *left = left.checked_sub(1)?;
        taken.push((next, value));
        match tried(trial, taken) {
            Some(outcome) if is_good(outcome) => return Some(outcome),
            Some(Outcome::Undetermined) => {
                if let Some(outcome) = build(trial, rest, taken, left) {
                    return Some(outcome);
                }
            }
            _ => {}
        }
        taken.pop();
    }
    None
}

fn tried(trial: &mut Trial, answers: &[(&Candidate, &Value)]) -> Option<Outcome> {
    let settings: Vec<(&FactRef, &Value)> =
        answers.iter().map(|(candidate, value)| (&candidate.fact, *value)).collect();
    trial.outcome(&settings)
}
