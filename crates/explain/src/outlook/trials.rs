//! Facts under trial: single facts stated otherwise, one outcome decided, and the facts put back.
//!
//! Invariant: between two trials the facts are those of the plan.

use guiju_ir::{Attempt, Cell, FactRef, Facts, FieldId, Outcome, Program, Value};

use crate::trail::Trail;

/// How many trials are made for one outcome.
const MOST: usize = 4_000;

/// How many items of lists they may look at in all, as far as the outcome itself tells: some half a second.
const ITEMS: usize = 5_000_000;

/// As many are made of any outcome.
const LEAST: usize = 20;

/// A copy of a plan's facts.
pub(crate) struct Trials {
    facts: Facts,
}

impl Trials {
    pub(crate) fn new(facts: &Facts) -> Self {
        Trials { facts: facts.clone() }
    }

    /// The trials of one outcome; the longer the lists that it looks at, the fewer.
    pub(crate) fn of<'t>(&'t mut self, trail: &Trail<'t>, attempt: Box<dyn Attempt + 't>) -> Trial<'t> {
        let items: usize = trail.derivation.steps.ids().map(|step| trail.listed(step)).sum();
        let left = MOST.min(ITEMS / items.max(1)).max(LEAST);
        Trial { program: trail.case.program, facts: &mut self.facts, attempt, left }
    }
}

/// The trials of one outcome.
pub(crate) struct Trial<'t> {
    program: &'t Program,
    facts: &'t mut Facts,
    attempt: Box<dyn Attempt + 't>,
    left: usize,
}

impl Trial<'_> {
    /// The outcome with these facts as said; nothing when such a plan is refused, or no trial is left.
    pub(crate) fn outcome(&mut self, settings: &[(&FactRef, &Value)]) -> Option<Outcome> {
        self.left = self.left.checked_sub(1)?;
        let changed: Vec<FieldId> = settings.iter().map(|(fact, _)| fact.field).collect();
        let mut before = Vec::with_capacity(settings.len());
        for (fact, value) in settings {
            let span = self.facts.rows.at(fact.subject.entity).spans.get(fact.subject.row).copied();
            let cell = span.map(|span| Cell { value: (*value).clone(), span });
            before.push(self.facts.state(self.program, fact, cell));
        }
        let outcome = self.attempt.outcome(self.facts, &changed);
        // The last first: a fact that was said twice is then what it was.
        for ((fact, _), cell) in settings.iter().zip(before).rev() {
            self.facts.state(self.program, fact, cell);
        }
        outcome
    }

    /// Whether no trial is left.
    pub(crate) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
