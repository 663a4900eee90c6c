//! How near a condition is to coming out otherwise: what someone can change before what waits for a body, what a body judges
//! and what nobody can change; among the first, quantities by how little is wanting.
//!
//! Of several parts that must all change the farthest counts, of several of which one does the nearest.

use std::collections::HashMap;

use guiju_ir::{Op, OverOp, Rat, StepId, Truth, Value};

use crate::outlook::{Hand, facts_below};
use crate::trail::Trail;

/// A distance; less is nearer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Distance {
    way: Way,
    /// What is wanting of a quantity, as a part of it; one for all else.
    part: Rat,
}

/// Who makes a condition come out otherwise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Way {
    Changed,
    Awaited,
    Judged,
    Fixed,
}

/// The distances in one derivation, each found once.
pub(crate) struct Nearness<'a> {
    trail: Trail<'a>,
    known: HashMap<StepId, Distance>,
}

impl<'a> Nearness<'a> {
    pub(crate) fn of(trail: Trail<'a>) -> Self {
        Nearness { trail, known: HashMap::new() }
    }

    /// How far a step is from coming out otherwise.
    pub(crate) fn distance(&mut self, id: StepId) -> Distance {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let trail = self.trail;
        let holds = trail.truth(id) == Truth::True;
        // Of what holds all through, one part breaks it; of what fails all through, one mends it.
        let (parts, takes_all) = match &trail.node(id).op {
            Op::All(_) => (trail.parts(id), !holds),
            Op::Any(_) => (trail.parts(id), holds),
            Op::Over { op: op @ (OverOp::Every | OverOp::Some), .. } => {
                let truth = trail.truth(id);
                let telling = trail.items(id).into_iter().filter(|item| trail.item_truth(*op, item) == truth);
                let takes_all = matches!((op, holds), (OverOp::Every, false) | (OverOp::Some, true));
                (telling.filter_map(|item| item.body).collect(), takes_all)
            }
            _ => (trail.parts(id), true),
        };
        let inner = parts.into_iter().map(|part| self.distance(part));
        let found = if takes_all { inner.max() } else { inner.min() };
        let found = found.unwrap_or_else(|| of_atom(&trail, id));
        self.known.insert(id, found.clone());
        found
    }
}

fn of_atom(trail: &Trail, id: StepId) -> Distance {
    let program = trail.case.program;
    let ways = facts_below(trail, id).into_iter().map(|fact| {
        let field = program.fields.at(fact.field);
        match (Hand::of(field), &field.judged_by) {
            (Some(Hand::By(_)), _) => Way::Changed,
            (Some(Hand::Awaited(_)), _) => Way::Awaited,
            (None, Some(_)) => Way::Judged,
            (None, None) => Way::Fixed,
        }
    });
    Distance { way: ways.min().unwrap_or(Way::Fixed), part: wanting(trail, id).unwrap_or(Rat::ONE) }
}

/// The difference of two known quantities as a part of the greater.
fn wanting(trail: &Trail, id: StepId) -> Option<Rat> {
    let Op::Compare(_, left, right) = &trail.node(id).op else { return None };
    let side = |node| match &trail.step(trail.input(id, node)?).value {
        Value::Quantity(known) => known.as_point().cloned(),
        _ => None,
    };
    let size = |number: Rat| if number < Rat::ZERO { number.neg() } else { number };
    let (left, right) = (side(*left)?, side(*right)?);
    size(left.sub(&right)).div(&size(left).max(size(right)))
}
