//! One replacement in a program, put in and taken back in place.
//!
//! Invariant: an edit that `mutants` makes leaves the program valid: types agree, operands have smaller ids than their users,
//! variables keep their slots, and what was derived from the rules (the switches of a rule, the norms of a parameter) still
//! holds all that there is, for an edit calls no rule and names no parameter or switch that was not there.

use std::mem::swap;

use guiju_ir::{FieldId, NodeId, Op, ParamId, Program, Rat, RuleId, RuleKind, SwitchId, Value};

/// A place in a program and what stands there instead.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// What a node does.
    Op(NodeId, Op),
    /// The parts of a rule.
    Kind(RuleId, Box<RuleKind>),
    /// One of the values of a parameter, by its place among them.
    Figure(ParamId, usize, Rat),
    /// Which reading of a switch is the default.
    Default(SwitchId, usize),
    /// What stands in for a fact of which the plan is silent.
    Presumed(FieldId, Option<Value>),
}

impl Edit {
    /// What `then` makes of the program with this edit in it; afterwards the program is as it was.
    pub fn under<T>(&self, program: &mut Program, then: impl FnOnce(&Program) -> T) -> T {
        let mut edit = self.clone();
        edit.exchange(program);
        let made = then(program);
        edit.exchange(program);
        made
    }

    /// Exchanges what stands in the program and what stands here.
    fn exchange(&mut self, program: &mut Program) {
        match self {
            Edit::Op(node, op) => swap(&mut program.nodes.at_mut(*node).op, op),
            Edit::Kind(rule, kind) => swap(&mut program.rules.at_mut(*rule).kind, kind.as_mut()),
            Edit::Figure(param, index, value) => {
                if let Some(figure) = program.params.at_mut(*param).values.get_mut(*index) {
                    swap(&mut figure.value, value);
                }
            }
            Edit::Default(switch, option) => swap(&mut program.switches.at_mut(*switch).default, option),
            Edit::Presumed(field, value) => swap(&mut program.fields.at_mut(*field).presumed, value),
        }
    }
}
