//! Facts under trial: single facts stated otherwise, one outcome decided, and the facts put back.
//!
//! Invariant: between two trials the facts are those of the plan.

use guiju_ir::{Attempt, Cell, FactRef, Facts, FieldId, Outcome, Program, Value};

/// How many trials are made for one outcome.
const MOST: usize = 4_000;

/// A copy of a plan's facts.
pub(crate) struct Trials {
    facts: Facts,
}

impl Trials {
    pub(crate) fn new(facts: &Facts) -> Self {
        Trials { facts: facts.clone() }
    }

    /// The trials of one outcome.
    pub(crate) fn of<'t>(&'t mut self, program: &'t Program, attempt: Box<dyn Attempt + 't>) -> Trial<'t> {
        Trial { program, facts: &mut self.facts, attempt, left: MOST }
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
        for ((fact, _), cell) in settings.iter().zip(before) {
            self.facts.state(self.program, fact, cell);
        }
        outcome
    }

    /// Whether no trial is left.
    pub(crate) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
