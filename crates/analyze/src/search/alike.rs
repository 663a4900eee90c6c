//! Which nodes of two programs mean the same: equal operations on operands that mean the same, through all that they call.
//!
//! Nodes are numbered by what they mean, operands first, so that two nodes mean the same when they have one number. Names,
//! words and places count for nothing; a parameter is its value on the day, a choice of readings the chosen one. A second
//! number leaves out the operands: two nodes that share it do the same with whatever they are given.

use std::collections::HashMap;

use guiju_base::{Id, Table};
use guiju_ir::{FieldId, Interval, NodeId, Norm, Op, Program, Question, RuleId, RuleKind, SwitchId, Value};

/// What a node means, in numbers shared by several programs.
#[derive(Default)]
pub(crate) struct Meanings {
    known: HashMap<Key, usize>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// An operation on meanings, and what else it hangs on.
    Node(Op, Vec<usize>),
    /// What a plan that is silent about a field is taken to say, and what the field can be.
    Field(FieldId, Option<Value>, Interval),
    Rule(Vec<usize>),
}

/// The meanings of the nodes of one program.
pub(crate) struct Meant {
    whole: Table<NodeId, usize>,
    alone: Table<NodeId, usize>,
}

impl Meant {
    /// What a node means with all that is below it.
    pub(crate) fn whole(&self, node: NodeId) -> usize {
        *self.whole.at(node)
    }

    /// What it does with its operands.
    pub(crate) fn alone(&self, node: NodeId) -> usize {
        *self.alone.at(node)
    }
}

impl Meanings {
    fn number(&mut self, key: Key) -> usize {
        let next = self.known.len();
        *self.known.entry(key).or_insert(next)
    }

    /// The meanings of the nodes of a program under a question.
    pub(crate) fn of(&mut self, program: &Program, question: &Question) -> Meant {
        let mut meant = Meant { whole: Table::new(), alone: Table::new() };
        for node in program.nodes.values() {
            let whole = match &node.op {
                Op::Reading(switch, arms) => {
                    let chosen = arms.get(question.readings.chosen(*switch));
                    chosen.map(|arm| meant.whole(*arm)).unwrap_or_default()
                }
                op => {
                    let extra = self.extra(program, question, &meant, op, Depth::Whole);
                    let op = renamed(program, question, op, |node| NodeId::new(meant.whole(node)));
                    self.number(Key::Node(op, extra))
                }
            };
            let extra = self.extra(program, question, &meant, &node.op, Depth::Alone);
            let op = renamed(program, question, &node.op, |_| NodeId::new(0));
            let alone = self.number(Key::Node(op, extra));
            meant.whole.push(whole);
            meant.alone.push(alone);
        }
        meant
    }

    /// What an operation hangs on beside its operands.
    fn extra(
        &mut self,
        program: &Program,
        question: &Question,
        meant: &Meant,
        op: &Op,
        depth: Depth,
    ) -> Vec<usize> {
        match op {
            Op::Field(_, id) | Op::LedgerEntry(_, id, _) => {
                let field = program.fields.at(*id);
                let own = self.number(Key::Field(*id, field.presumed.clone(), field.range.clone()));
                let derived = field.derived.map(|rule| self.rule(program, question, meant, rule, depth));
                [own].into_iter().chain(derived).collect()
            }
            Op::Call(rule, _) => vec![self.rule(program, question, meant, *rule, depth)],
            _ => Vec::new(),
        }
    }

    /// What a rule means; alone, how its parts are put together.
    fn rule(
        &mut self,
        program: &Program,
        question: &Question,
        meant: &Meant,
        rule: RuleId,
        depth: Depth,
    ) -> usize {
        let declared = program.rules.at(rule);
        let mut parts = match &declared.kind {
            RuleKind::Norm(norm) => shape(norm, question),
            _ => vec![usize::MAX],
        };
        if depth == Depth::Whole {
            parts.extend(declared.deciding().into_iter().map(|node| meant.whole(node)));
        }
        self.number(Key::Rule(parts))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Whole,
    Alone,
}

/// How a norm is put together: its kind, whether it is in force, which parts it has.
pub(crate) fn shape(norm: &Norm, question: &Question) -> Vec<usize> {
    let flags = usize::from(norm.is_in_force(question.as_of)) + 2 * usize::from(norm.concerns.is_some());
    vec![norm.kind as usize, flags, norm.bars.len(), norm.exceptions.len()]
}

/// The operation with other operands. Rules go without their number: what they mean stands beside.
fn renamed(program: &Program, question: &Question, op: &Op, to: impl Fn(NodeId) -> NodeId) -> Op {
    match op {
        Op::Param(param) => {
            let value = program.params.at(*param).on(question.as_of);
            let known = value.map_or(Interval::ANY, |value| Interval::point(value.value.clone()));
            Op::Constant(Value::Quantity(known))
        }
        // Each version numbers its readings by itself; the arm that was chosen is an input.
        Op::Reading(..) => Op::Reading(SwitchId::new(0), Vec::new()),
        op => op.renumbered(to, |_| RuleId::new(0)),
    }
}
