//! Which bodies an outcome waits for, when nothing but steps of procedure stands between it and a yes.
//!
//! Rule: the norm is no prohibition; it came to no or stayed open; its question arises, no bar and no exception holds or
//! is open; and its conditions become true when every awaited step is taken. A step is awaited when its field `awaits` a
//! body and its value is the pending one or unknown. An `All` needs each operand true or awaited, an `Any` one such
//! operand, a `Not` the opposite of its operand; calls and readings are walked through; a condition that the pending
//! value itself would satisfy is a missing fact, not an awaited step.

use guiju_base::Words;
use std::collections::HashSet;

use guiju_ir::{Norm, NormKind, Op, Outcome, OverOp, Program, Reading, StepId, Truth, Value};

use crate::trail::Trail;

/// The bodies whose steps are awaited, in reading order; none unless only they are wanting.
pub(crate) fn awaited(trail: &Trail) -> Vec<Words> {
    let derivation = trail.derivation;
    let Some(norm) = trail.norm() else { return Vec::new() };
    let is_open_or_bad = matches!(
        derivation.outcome,
        Outcome::DoesNotApply | Outcome::Undetermined | Outcome::Breached | Outcome::NotFollowed
    );
    let all = |mut steps: Box<dyn Iterator<Item = StepId> + '_>, truth| {
        steps.all(|step| trail.truth(step) == truth)
    };
    let clear = is_open_or_bad
        && norm.kind != NormKind::Forbid
        && all(Box::new(derivation.concerns.into_iter()), Truth::True)
        && all(Box::new(derivation.bars.iter().map(|bar| bar.step)), Truth::False)
        && all(Box::new(derivation.exceptions.iter().map(|exception| exception.step)), Truth::False);
    let cure = derivation.conditions.filter(|_| clear).and_then(|root| cure(trail, root, Truth::True));
    cure.unwrap_or_default()
}

/// The bodies whose steps alone a condition waits for; none where it holds, or where something else is wanting too.
pub(crate) fn pending(trail: &Trail, id: StepId) -> Vec<Words> {
    cure(trail, id, Truth::True).unwrap_or_default()
}

/// Whether the conditions of a norm read any step of procedure, directly or through what they call: where they do not, no
/// outcome of it awaits one.
pub(crate) fn may_await(program: &Program, norm: &Norm) -> bool {
    program.nodes_below([norm.conditions]).any(|(_, node)| match node.op {
        Op::Field(_, field) => program.fields.at(field).awaits.is_some(),
        _ => false,
    })
}

/// The bodies whose steps turn a condition into `goal`; none needed where it is so already, nothing where steps alone
/// cannot do it.
fn cure(trail: &Trail, id: StepId, goal: Truth) -> Option<Vec<Words>> {
    let truth = trail.truth(id);
    if truth == goal {
        return Some(Vec::new());
    }
    let inputs = &trail.step(id).inputs;
    match &trail.node(id).op {
        Op::Not(_) => cure(trail, *inputs.first()?, !goal),
        Op::All(_) if goal == Truth::True => every(trail, inputs.iter().copied(), goal),
        Op::All(_) => some(trail, inputs.iter().copied(), goal),
        Op::Any(_) if goal == Truth::True => some(trail, inputs.iter().copied(), goal),
        Op::Any(_) => every(trail, inputs.iter().copied(), goal),
        Op::Reading(..) => cure(trail, *inputs.last()?, goal),
        Op::Call(rule, _) => match trail.case.program.rules.at(*rule).norm() {
            Some(norm) if goal == Truth::True && norm.kind != NormKind::Forbid => {
                let called = trail.called_norm(id, norm);
                let clear = called
                    .bars
                    .iter()
                    .chain(&called.exceptions)
                    .all(|step| trail.truth(*step) == Truth::False);
                let engaged = called.concerns.is_none_or(|step| trail.truth(step) == Truth::True);
                called.conditions.filter(|_| clear && engaged).and_then(|root| cure(trail, root, goal))
            }
            Some(_) => None,
            None => cure(trail, trail.roots(id).next()?, goal),
        },
        Op::Over { op: OverOp::Every, .. } if goal == Truth::True => {
            let mut bodies = Vec::new();
            for item in trail.items(id) {
                match item.filter.map_or(Truth::True, |filter| trail.truth(filter)) {
                    Truth::False => {}
                    Truth::True => merge(&mut bodies, cure(trail, item.body?, goal)?),
                    Truth::Unknown => return None,
                }
            }
            let complete = inputs.first().is_some_and(|list| trail.is_settled(*list));
            complete.then_some(bodies)
        }
        _ => atom(trail, id, goal),
    }
}

fn every(trail: &Trail, steps: impl Iterator<Item = StepId>, goal: Truth) -> Option<Vec<Words>> {
    let mut bodies = Vec::new();
    for step in steps {
        merge(&mut bodies, cure(trail, step, goal)?);
    }
    Some(bodies)
}

fn some(trail: &Trail, mut steps: impl Iterator<Item = StepId>, goal: Truth) -> Option<Vec<Words>> {
    steps.find_map(|step| cure(trail, step, goal))
}

/// An atom waits when the one fact that it hangs on records a step not yet taken, and the goal needs that step.
fn atom(trail: &Trail, id: StepId, goal: Truth) -> Option<Vec<Words>> {
    let mut bodies = Vec::new();
    for fact in leaves(trail, id) {
        if let Some(body) = awaited_fact(trail, fact) {
            merge(&mut bodies, vec![body]);
        } else if !trail.is_settled(fact) {
            return None;
        }
    }
    (!bodies.is_empty() && !met_while_pending(trail, id, goal)).then_some(bodies)
}

/// Whether the pending value itself meets the goal.
fn met_while_pending(trail: &Trail, id: StepId, goal: Truth) -> bool {
    let pending = |step: StepId| {
        let field = trail.fact(step)?.field;
        trail.case.program.fields.at(field).awaits.as_ref().map(|step| step.pending.clone())
    };
    let holds = match &trail.node(id).op {
        Op::Field(..) => pending(id).map(|pending| pending == Value::Truth(Truth::True)),
        Op::Compare(guiju_ir::CompareOp::Equal, left, right) => {
            let sides = [(*left, *right), (*right, *left)];
            sides.into_iter().find_map(|(one, other)| {
                let pending = pending(trail.input(id, one)?)?;
                Some(trail.step(trail.input(id, other)?).value == pending)
            })
        }
        Op::Among(of, values) => {
            trail.input(id, *of).and_then(pending).map(|pending| values.contains(&pending))
        }
        _ => None,
    };
    holds.is_some_and(|holds| Truth::from(holds) == goal)
}

fn awaited_fact(trail: &Trail, id: StepId) -> Option<Words> {
    let step = trail.step(id);
    let fact = trail.fact(id)?;
    let awaits = trail.case.program.fields.at(fact.field).awaits.as_ref()?;
    let unknown = matches!(step.reading, Some(Reading::Missing(_)));
    (unknown || step.value == awaits.pending).then(|| awaits.body.clone())
}

/// The steps below an atom that read facts which are not references.
fn leaves(trail: &Trail, id: StepId) -> Vec<StepId> {
    let mut leaves = Vec::new();
    let mut open = vec![id];
    let mut seen = HashSet::new();
    while let Some(step) = open.pop() {
        if !seen.insert(step) {
            continue;
        }
        if trail.fact(step).is_some()
            && !matches!(trail.step(step).value, Value::Entity(_) | Value::Entities(_))
        {
            leaves.push(step);
        }
        open.extend(trail.step(step).inputs.iter().rev());
    }
    leaves
}

fn merge(bodies: &mut Vec<Words>, more: Vec<Words>) {
    for body in more {
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
}
