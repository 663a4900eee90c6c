//! What would settle an open outcome: missing facts, alone or together, of which some answer does.
//!
//! Every answer is tried. Beside the smallest sets stand the answers that bring the good outcome, however many they are.

use guiju_ir::{FactRef, Outcome, Type, Value};

use crate::missing::{self, Gap};
use crate::outlook::change::{Unread, falls_short, unread};
use crate::outlook::reach::Reach;
use crate::outlook::subsets::combinations;
use crate::outlook::trials::Trial;
use crate::outlook::values::{Candidate, Purpose, candidate, current, is_listed};
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
            candidates.push(candidate(trail, &fact, Purpose::Answer));
        }
    }
    outlook.settling = smallest(trial, &candidates);
    if falls_short(outlook.settling.iter().map(|set| set.facts.len()), false) {
        let reach = Reach::of(trail, |fact| is_missing(trail, fact));
        match unread(trail, &reach, &candidates, MOST) {
            Unread::None => {}
            Unread::TooMany => outlook.capped = true,
            Unread::Some(more) => {
                candidates.extend(more.iter().map(|fact| candidate(trail, fact, Purpose::Answer)));
                outlook.settling = smallest(trial, &candidates);
            }
        }
    }
    // Where a quantity turns something is told with the rest as it is: together with others it may do so elsewhere.
    let is_quantity =
        |fact: &FactRef| matches!(trail.case.program.fields.at(fact.field).ty, Type::Quantity(_));
    let joint = candidates.len() > 1 && candidates.iter().any(|candidate| is_quantity(&candidate.fact));
    outlook.capped |= outlook.settling.is_empty() && joint;
    outlook.capped |= candidates.iter().any(|candidate| candidate.cut);
    outlook.favourable = favourable(trial, &candidates);
    outlook.capped |= trial.is_spent();
}

/// Whether an answer to a fact is wanting.
fn is_missing(trail: &Trail, fact: &FactRef) -> bool {
    let is_derived = trail.case.program.fields.at(fact.field).derived.is_some();
    !is_derived && !current(trail, fact).is_some_and(|value| value.is_settled())
}

/// The smallest sets of which some answer settles the outcome.
fn smallest(trial: &mut Trial, candidates: &[Candidate]) -> Vec<Settling> {
    let mut found: Vec<Settling> = Vec::new();
    for size in 1..=LARGEST_SET.min(candidates.len()) {
        for set in sets(candidates.len(), size) {
            let chosen: Vec<&Candidate> = set.iter().filter_map(|at| candidates.get(*at)).collect();
            if !found.iter().any(|smaller| holds(&chosen, &smaller.facts)) {
                found.extend(settling(trial, &chosen));
            }
        }
    }
    found
}

/// All sets of `size` of the numbers below `of`, in order.
pub(crate) fn sets(of: usize, size: usize) -> Vec<Vec<usize>> {
    combinations(&(0..of).collect::<Vec<usize>>(), size)
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
    listed.map(|fact| answered(trial, &[&candidate(trail, fact, Purpose::Answer)])).collect()
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
    for at in 0..taken.len() {
        settle_on(trial, &mut taken, at, outcome);
    }
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
    let settings = (0..taken.len()).filter_map(|at| setting(trial, &taken, at, outcome)).collect();
    Some(Change { settings, outcome })
}

/// The options around an answer taken that bring the same beside the rest: those below it, the nearest first, and those above
/// it; and whether either reach the end of what was tried.
struct Stretch<'c> {
    below: Vec<&'c Value>,
    above: Vec<&'c Value>,
    begins: bool,
    ends: bool,
}

impl<'c> Stretch<'c> {
    fn around(
        trial: &mut Trial,
        taken: &[(&'c Candidate, &'c Value)],
        at: usize,
        outcome: Outcome,
    ) -> Option<Self> {
        let (candidate, value) = *taken.get(at)?;
        let chosen = candidate.options.iter().position(|option| option == value)?;
        let mut does = |option: &&'c Value| with(trial, taken, at, option) == Some(outcome);
        let above: Vec<&Value> = candidate.options.iter().skip(chosen + 1).take_while(&mut does).collect();
        let below: Vec<&Value> = candidate.options.iter().take(chosen).rev().take_while(&mut does).collect();
        let (begins, ends) = (below.len() == chosen, chosen + above.len() + 1 == candidate.options.len());
        Some(Stretch { below, above, begins, ends })
    }
}

/// Moves the answer that is a quantity to the point from which on it does it.
fn settle_on<'c>(trial: &mut Trial, taken: &mut [(&'c Candidate, &'c Value)], at: usize, outcome: Outcome) {
    if !taken.get(at).is_some_and(|(_, value)| matches!(value, Value::Quantity(_))) {
        return;
    }
    let Some(stretch) = Stretch::around(trial, taken, at, outcome) else { return };
    let turn = match (stretch.begins, stretch.ends) {
        (true, false) => stretch.above.last(),
        (false, true) => stretch.below.last(),
        _ => None,
    };
    if let (Some(turn), Some(answer)) = (turn, taken.get_mut(at)) {
        answer.1 = turn;
    }
}

/// One of the answers taken, with the other values of it that bring the same beside the rest.
fn setting(
    trial: &mut Trial,
    taken: &[(&Candidate, &Value)],
    at: usize,
    outcome: Outcome,
) -> Option<Setting> {
    let (candidate, value) = *taken.get(at)?;
    let (fact, from) = (candidate.fact.clone(), candidate.from.clone());
    if !matches!(value, Value::Quantity(_)) {
        let mut does = |option: &&Value| *option != value && with(trial, taken, at, option) == Some(outcome);
        let others: Vec<&Value> = candidate.options.iter().filter(&mut does).collect();
        let to = [value].into_iter().chain(others).cloned().collect();
        return Some(Setting { fact, from, to, onward: false });
    }
    let stretch = Stretch::around(trial, taken, at, outcome)?;
    let falls = stretch.begins && !stretch.ends;
    let rest = if falls { stretch.below } else { stretch.above };
    let to = [value].into_iter().chain(rest).cloned().collect();
    // What other open facts turn is not among the options: nothing is said of all that lies beyond.
    Some(Setting { fact, from, to, onward: false })
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

/// What the answers bring when one of them is another.
fn with(trial: &mut Trial, taken: &[(&Candidate, &Value)], at: usize, option: &Value) -> Option<Outcome> {
    let mut other = taken.to_vec();
    if let Some(answer) = other.get_mut(at) {
        answer.1 = option;
    }
    tried(trial, &other)
}
