//! Reasons counted: alike when they are the same condition with the same outcome of it, whatever the subject's quantities.

use std::collections::HashMap;

use guiju_ir::{FactRef, NodeId, Truth, Value};

use crate::reasons::{Ground, Reason, Role, reason};
use crate::trail::Trail;
use crate::words::Negation;

/// What makes two decisive atoms of different subjects the same reason.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    node: Option<NodeId>,
    negated: Negation,
    truth: Truth,
    role: Role,
    values: Vec<Value>,
    /// The fact behind, when it is not the subject's own.
    other: Option<FactRef>,
}

/// Reasons with the number of subjects for which each holds.
#[derive(Default)]
pub(super) struct Tally {
    seen: HashMap<Key, usize>,
    counted: Vec<(Reason, usize)>,
}

impl Tally {
    /// Counts the reasons of one subject.
    pub(super) fn count(&mut self, trail: &Trail, grounds: &[Ground]) {
        for ground in grounds {
            let index = *self.seen.entry(key(trail, ground)).or_insert_with(|| {
                self.counted.push((reason(trail, *ground), 0));
                self.counted.len() - 1
            });
            if let Some((_, count)) = self.counted.get_mut(index) {
                *count += 1;
            }
        }
    }

    /// The most frequent reason, the first met among equals.
    pub(super) fn most(self) -> Option<(Reason, usize)> {
        self.counted.into_iter().rev().max_by_key(|(_, count)| *count)
    }
}

fn key(trail: &Trail, ground: &Ground) -> Key {
    let Some(mark) = ground.mark else {
        return Key {
            node: None,
            negated: Negation::No,
            truth: Truth::False,
            role: ground.role,
            values: Vec::new(),
            other: None,
        };
    };
    let step = trail.step(mark.step);
    let inputs = step.inputs.iter().map(|input| &trail.step(*input).value);
    let values = inputs.filter(|value| !matches!(value, Value::Quantity(_) | Value::Entity(_))).cloned();
    let fact = trail.first_fact(mark.step).filter(|fact| fact.subject != trail.derivation.subject);
    Key {
        node: Some(step.node),
        negated: mark.negated,
        truth: trail.truth(mark.step),
        role: ground.role,
        values: values.collect(),
        other: fact.cloned(),
    }
}
