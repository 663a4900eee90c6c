//! One node of the flat program: an operation on nodes with smaller ids.

use guiju_base::{Span, Words};

use super::{EntityId, FieldId, InverseId, NodeId, ParamId, RuleId, Sentence, SwitchId};
use crate::{ArithmeticOp, CompareOp, ExtremeOp, Rounding, Truth, Type, Value};

/// Where a variable stands in a rule: 0 is the subject, then one for each quantifier around, outermost first.
pub type Slot = u8;

/// An operation, its type, and where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// What it comes to.
    pub ty: Type,
    /// What the author calls the condition, when it was given a label.
    pub label: Option<Words>,
    /// What the author says when the condition comes to a truth; at most one sentence for each.
    pub says: Vec<(Truth, Sentence)>,
    /// Where it is written.
    pub span: Span,
}

impl Node {
    /// What the author says when it comes to `truth`.
    pub fn said(&self, truth: Truth) -> Option<&Sentence> {
        self.says.iter().find(|(of, _)| *of == truth).map(|(_, sentence)| sentence)
    }
}

/// The operations. An atom is a condition that is not `Not`, `All`, `Any`, `Every`, `Some`, `Call` or `Reading`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// A constant of the rule.
    Constant(Value),
    /// A parameter, by the as-of date.
    Param(ParamId),
    /// The item bound at a slot.
    Variable(Slot),
    /// The one item of a singleton.
    Singleton(EntityId),
    /// All items of an entity.
    Rows(EntityId),
    /// The item with this id of a keyed list, by the index of its key in the enum of keys.
    Item(EntityId, u16),
    /// A fact of the item that a node refers to.
    Field(NodeId, FieldId),
    /// The inverse list of the item that a node refers to.
    Inverse(NodeId, InverseId),
    /// An entry of a ledger field of a singleton, by clause id.
    LedgerEntry(NodeId, FieldId, String),
    /// Kleene negation.
    Not(NodeId),
    /// Kleene conjunction; true when empty.
    All(Vec<NodeId>),
    /// Kleene disjunction; false when empty.
    Any(Vec<NodeId>),
    /// A comparison of two values of one type.
    Compare(CompareOp, NodeId, NodeId),
    /// Whether a value is one of the constants.
    Among(NodeId, Vec<Value>),
    /// Whether a value is in a set or list.
    Member(NodeId, NodeId),
    /// Whether a reference is stated to be none.
    IsNone(NodeId),
    /// Exact arithmetic.
    Arithmetic(ArithmeticOp, NodeId, NodeId),
    /// The number with the other sign.
    Negative(NodeId),
    /// The least or greatest of several quantities.
    Extreme(ExtremeOp, Vec<NodeId>),
    /// A quantity rounded to a step.
    Round(Rounding, NodeId, NodeId),
    /// A quantifier or aggregate over a list of items; a `Count` without a filter may also be over texts or choices.
    Over {
        /// Which.
        op: OverOp,
        /// Where each item is bound.
        slot: Slot,
        /// The list.
        list: NodeId,
        /// Which items count; all, without one.
        filter: Option<NodeId>,
        /// What is asked of, or taken from, each item; `Count` has none.
        body: Option<NodeId>,
        /// The least or greatest of an empty list.
        otherwise: Option<NodeId>,
    },
    /// The value of a term (or derived field), or whether a norm's answer is yes, for the item that a node refers to.
    Call(RuleId, NodeId),
    /// What each reading of a switch says, one arm per option.
    Reading(SwitchId, Vec<NodeId>),
    /// A term's value with its exceptions: the base unless one holds; two that differ are a conflict.
    Defeasible {
        /// The value without exceptions.
        base: NodeId,
        /// The exceptions.
        exceptions: Vec<DefeasibleArm>,
    },
}

/// A value exception of a term.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct DefeasibleArm {
    /// The exception.
    pub rule: RuleId,
    /// True when it holds.
    pub holds: NodeId,
    /// The value that it gives.
    pub value: NodeId,
}

/// The quantifiers and aggregates.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OverOp {
    /// Every item satisfies the body.
    Every,
    /// Some item satisfies the body.
    Some,
    /// How many items there are.
    Count,
    /// The sum of the body.
    Sum,
    /// The least or greatest of the body.
    Extreme(ExtremeOp),
}

impl Op {
    /// The nodes that it reads, in the order of evaluation.
    pub fn operands(&self) -> Vec<NodeId> {
        match self {
            Op::Constant(_)
            | Op::Param(_)
            | Op::Variable(_)
            | Op::Singleton(_)
            | Op::Rows(_)
            | Op::Item(..) => Vec::new(),
            Op::Field(of, _) | Op::Inverse(of, _) | Op::LedgerEntry(of, ..) | Op::Call(_, of) => vec![*of],
            Op::Not(of) | Op::IsNone(of) | Op::Negative(of) | Op::Among(of, _) => vec![*of],
            Op::All(nodes) | Op::Any(nodes) | Op::Extreme(_, nodes) | Op::Reading(_, nodes) => nodes.clone(),
            Op::Compare(_, left, right)
            | Op::Member(left, right)
            | Op::Arithmetic(_, left, right)
            | Op::Round(_, left, right) => vec![*left, *right],
            Op::Over { list, filter, body, otherwise, .. } => {
                [Some(*list), *filter, *body, *otherwise].into_iter().flatten().collect()
            }
            Op::Defeasible { base, exceptions } => std::iter::once(*base)
                .chain(exceptions.iter().flat_map(|arm| [arm.holds, arm.value]))
                .collect(),
        }
    }

    /// The same operation on other nodes and rules. One arm per operation and no catch-all: a new operation does not compile
    /// until it is renumbered here.
    #[must_use]
    pub fn renumbered(&self, node: impl Fn(NodeId) -> NodeId, rule: impl Fn(RuleId) -> RuleId) -> Op {
        let each = |nodes: &[NodeId]| nodes.iter().map(|of| node(*of)).collect::<Vec<_>>();
        match self {
            Op::Constant(_)
            | Op::Param(_)
            | Op::Variable(_)
            | Op::Singleton(_)
            | Op::Rows(_)
            | Op::Item(..) => self.clone(),
            Op::Field(of, field) => Op::Field(node(*of), *field),
            Op::Inverse(of, inverse) => Op::Inverse(node(*of), *inverse),
            Op::LedgerEntry(of, field, entry) => Op::LedgerEntry(node(*of), *field, entry.clone()),
            Op::Not(of) => Op::Not(node(*of)),
            Op::IsNone(of) => Op::IsNone(node(*of)),
            Op::Negative(of) => Op::Negative(node(*of)),
            Op::Among(of, values) => Op::Among(node(*of), values.clone()),
            Op::All(nodes) => Op::All(each(nodes)),
            Op::Any(nodes) => Op::Any(each(nodes)),
            Op::Extreme(extreme, nodes) => Op::Extreme(*extreme, each(nodes)),
            Op::Reading(switch, nodes) => Op::Reading(*switch, each(nodes)),
            Op::Compare(compare, left, right) => Op::Compare(*compare, node(*left), node(*right)),
            Op::Member(item, set) => Op::Member(node(*item), node(*set)),
            Op::Arithmetic(operation, left, right) => Op::Arithmetic(*operation, node(*left), node(*right)),
            Op::Round(rounding, of, step) => Op::Round(*rounding, node(*of), node(*step)),
            Op::Over { op, slot, list, filter, body, otherwise } => Op::Over {
                op: *op,
                slot: *slot,
                list: node(*list),
                filter: filter.map(&node),
                body: body.map(&node),
                otherwise: otherwise.map(&node),
            },
            Op::Call(called, of) => Op::Call(rule(*called), node(*of)),
            Op::Defeasible { base, exceptions } => {
                let arm = |arm: &DefeasibleArm| DefeasibleArm {
                    rule: rule(arm.rule),
                    holds: node(arm.holds),
                    value: node(arm.value),
                };
                Op::Defeasible { base: node(*base), exceptions: exceptions.iter().map(arm).collect() }
            }
        }
    }
}
