//! What listens to a pass: nothing, or a trace of its steps.
//!
//! A step is opened before its operands are evaluated and closed after, so that steps closed in between are its inputs.
//! A pass computes the same values whoever listens; a listener that is exhaustive only makes it look at more operands.

use guiju_base::Id;
use guiju_ir::{NodeId, Reading, RowId, RuleId, Step, StepId, Subject, Value};

/// A listener.
pub(crate) trait Record {
    /// Whether operands that can no longer change a result are evaluated too: all failed conditions are to be listed.
    const EXHAUSTIVE: bool;

    /// A step begins.
    fn open(&mut self);
    /// The step that began last ends.
    fn close(&mut self, node: NodeId, bindings: &[Subject], value: &Value);
    /// The open step read a fact or list.
    fn read(&mut self, reading: impl FnOnce() -> Reading);
    /// The open step took over the result of a rule.
    fn called(&mut self, rule: RuleId, row: RowId);
    /// The next steps stand in the body of `rule`; returns the rule before.
    fn enter(&mut self, rule: RuleId) -> RuleId;
    /// The point that [`Record::forget`] can go back to.
    fn mark(&self) -> Mark;
    /// Drops what was recorded since.
    fn forget(&mut self, mark: Mark);
}

/// How much was recorded at some time.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    steps: usize,
    inputs: usize,
}

/// Listens to nothing.
pub(crate) struct Silent;

impl Record for Silent {
    const EXHAUSTIVE: bool = false;

    fn open(&mut self) {}
    fn close(&mut self, _: NodeId, _: &[Subject], _: &Value) {}
    fn read(&mut self, _: impl FnOnce() -> Reading) {}
    fn called(&mut self, _: RuleId, _: RowId) {}
    fn enter(&mut self, rule: RuleId) -> RuleId {
        rule
    }
    fn mark(&self) -> Mark {
        Mark { steps: 0, inputs: 0 }
    }
    fn forget(&mut self, _: Mark) {}
}

/// A step whose called rule is not joined yet: the roots of that rule's trace are its last inputs.
#[derive(Clone)]
pub(crate) struct TracedStep {
    pub step: Step,
    pub called: Option<(RuleId, RowId)>,
}

/// The steps of one rule for one item.
pub(crate) struct Trace {
    /// The steps; ids count within this trace.
    pub steps: Vec<TracedStep>,
    /// The steps that no other one has as input, in the order of evaluation.
    pub roots: Vec<StepId>,
    open: Vec<OpenStep>,
    rule: RuleId,
}

#[derive(Default)]
struct OpenStep {
    inputs: Vec<StepId>,
    reading: Option<Reading>,
    called: Option<(RuleId, RowId)>,
}

impl Trace {
    /// Nothing yet of `rule`.
    pub fn of(rule: RuleId) -> Self {
        Trace { steps: Vec::new(), roots: Vec::new(), open: Vec::new(), rule }
    }
}

impl Record for Trace {
    const EXHAUSTIVE: bool = true;

    fn open(&mut self) {
        self.open.push(OpenStep::default());
    }

    fn close(&mut self, node: NodeId, bindings: &[Subject], value: &Value) {
        let OpenStep { inputs, reading, called } = self.open.pop().unwrap_or_default();
        let (bindings, value) = (bindings.to_vec(), value.clone());
        let step = Step { node, rule: self.rule, bindings, value, inputs, reading, said: Vec::new() };
        let id = StepId::new(self.steps.len());
        self.steps.push(TracedStep { step, called });
        self.open.last_mut().map_or(&mut self.roots, |open| &mut open.inputs).push(id);
    }

    fn read(&mut self, reading: impl FnOnce() -> Reading) {
        if let Some(open) = self.open.last_mut() {
            open.reading = Some(reading());
        }
    }

    fn called(&mut self, rule: RuleId, row: RowId) {
        if let Some(open) = self.open.last_mut() {
            open.called = Some((rule, row));
        }
    }

    fn enter(&mut self, rule: RuleId) -> RuleId {
        std::mem::replace(&mut self.rule, rule)
    }

    fn mark(&self) -> Mark {
        Mark { steps: self.steps.len(), inputs: self.open.last().map_or(0, |open| open.inputs.len()) }
    }

    fn forget(&mut self, mark: Mark) {
        self.steps.truncate(mark.steps);
        if let Some(open) = self.open.last_mut() {
            open.inputs.truncate(mark.inputs);
        }
    }
}

/// The id of a step of a trace whose steps begin at `offset` in the whole.
pub(crate) fn shifted(id: StepId, offset: usize) -> StepId {
    StepId::new(id.index() + offset)
}
