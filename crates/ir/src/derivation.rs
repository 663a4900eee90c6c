//! Why: the record of how one outcome came about, a shared graph of steps.
//!
//! An engine writes it while it evaluates; explanations, missing facts and flags are read off it, never computed a
//! second way. A step names its node, so its rule, clause, words and place are those of the node.
//!
//! Invariant: a step's inputs have smaller ids than the step.

use guiju_base::{Table, id};

use crate::Outcome;
use crate::facts::{FactRef, Subject};
use crate::program::{NodeId, RuleId, SwitchId};
use crate::value::{Truth, Value};

id! {
    /// A step of a derivation.
    StepId;
}

/// One node evaluated with its variables bound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The node.
    pub node: NodeId,
    /// The rule in whose body the node stands.
    pub rule: RuleId,
    /// What its variables are bound to: the subject first, then the items of the quantifiers around.
    pub bindings: Vec<Subject>,
    /// What it came to.
    pub value: Value,
    /// How: what was evaluated for it, in order. All operands are here, decisive or not, but for these. A `Reading` has
    /// its chosen arm. A `Call` has the reference to the item and then the roots of the callee: its value, or for a norm
    /// `concerns`, conditions, bars and exceptions (none when it is not in force). A `Field` has the reference and, when
    /// derived, the root of the formula. A `Defeasible` has the base and then, per exception, whether it holds and,
    /// unless it does not, its value. An `Over` has the list; per item the filter's step and, unless that is false, the
    /// body's; and `otherwise` when the list is or may be empty. Of a list of more than 200 items only those that decide
    /// the whole or leave something open are here, up to 200.
    pub inputs: Vec<StepId>,
    /// What was read from the plan, when the node reads a fact.
    pub reading: Option<Reading>,
    /// What the values of the author's own sentence for this truth came to ([`Sentence::values`]); none without one. A
    /// sentence is told, never decided by, so its values are no inputs.
    ///
    /// [`Sentence::values`]: crate::Sentence::values
    pub said: Vec<Value>,
}

/// How a fact was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reading {
    /// The plan states it.
    Stated(FactRef),
    /// The plan is silent, and the vocabulary presumes.
    Presumed(FactRef),
    /// The plan is silent, and the vocabulary derives it: the step's input.
    Derived(FactRef),
    /// The plan is silent: unknown.
    Missing(FactRef),
    /// The list is not given, or is partial: its key in the plan. What the `possible` items of an `Inverse` lack is their
    /// own reference, which no step names: see the list in the step's value.
    MissingList(String),
}

/// A bar or exception of the norm and its step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GroundStep {
    /// The bar or exception.
    pub rule: RuleId,
    /// Its step.
    pub step: StepId,
}

/// A duty of the norm and its step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DutyStep {
    /// Its place among the norm's duties.
    pub index: usize,
    /// Its step.
    pub step: StepId,
    /// Whether it is kept.
    pub holds: Truth,
}

/// An effect of the norm and what it hangs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EffectStep {
    /// Its place among the norm's effects.
    pub index: usize,
    /// The step of its condition.
    pub step: Option<StepId>,
    /// Whether it follows.
    pub holds: Truth,
}

/// How one norm came to its outcome for one subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Derivation {
    /// The norm.
    pub norm: RuleId,
    /// The subject.
    pub subject: Subject,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether the norm was in force on the as-of date; when not, nothing below was evaluated.
    pub in_force: bool,
    /// The readings chosen where a `Reading` node was met.
    pub readings: Vec<(SwitchId, usize)>,
    /// The step of `concerns`.
    pub concerns: Option<StepId>,
    /// The step of the conditions; nothing only when the norm was not in force.
    pub conditions: Option<StepId>,
    /// The bars, in order.
    pub bars: Vec<GroundStep>,
    /// The exceptions, in order.
    pub exceptions: Vec<GroundStep>,
    /// The duties, in order; filled only when the norm applies.
    pub duties: Vec<DutyStep>,
    /// The effects, in order; filled only when the norm applies.
    pub effects: Vec<EffectStep>,
    /// What the values of the author's own sentence for the outcome came to; none without one.
    pub said: Vec<Value>,
    /// The steps.
    pub steps: Table<StepId, Step>,
}
