//! What the values of the author's own sentences come to, once the truth or outcome that they speak for is known.
//!
//! They are evaluated by the same pass as conditions, under the same bindings, and leave no steps: nothing hangs on them.

use guiju_ir::{Readings, RuleId, Sentence, Subject, Truth, Value};

use crate::columns::Columns;
use crate::pass::Pass;
use crate::record::{Silent, Trace};
use crate::world::{Budget, World};

/// What an inquiry evaluates with.
#[derive(Clone, Copy)]
pub(crate) struct Sayings<'a> {
    pub world: &'a World<'a>,
    pub readings: &'a Readings,
    pub columns: &'a Columns,
    pub budget: &'a Budget,
}

impl Sayings<'_> {
    /// Fills in the values of the sentence of each step of a trace that has one.
    pub fn fill(&self, trace: &mut Trace) {
        for step in trace.steps.iter_mut().map(|traced| &mut traced.step) {
            let truth = match step.value {
                Value::Truth(truth) => truth,
                _ => Truth::False,
            };
            if let Some(sentence) = self.world.program.nodes.at(step.node).said(truth) {
                step.said = self.values(sentence, step.rule, &step.bindings);
            }
        }
    }

    /// The values of one sentence.
    pub fn values(&self, sentence: &Sentence, rule: RuleId, bindings: &[Subject]) -> Vec<Value> {
        let mut pass = Pass::new(self.world, self.readings, self.columns, self.budget, rule, Silent);
        bindings.iter().enumerate().for_each(|(slot, subject)| pass.bind(slot, *subject));
        sentence.values.iter().map(|value| pass.node(*value).value).collect()
    }
}
