//! The operation of a draft's node, renumbered for the program.
//!
//! One arm per operation and no catch-all: a new operation does not compile until it is renumbered here.

use guiju_base::Id;
use guiju_ir::{DefeasibleArm, NodeId, Op, RuleId};

/// `op` with every node moved up by `offset` and every rule as `number` has it.
pub(super) fn shift(op: &Op, offset: usize, number: impl Fn(RuleId) -> RuleId) -> Op {
    let at = |node: &NodeId| NodeId::new(offset + node.index());
    let each = |nodes: &[NodeId]| nodes.iter().map(at).collect::<Vec<_>>();
    match op {
        Op::Constant(_) | Op::Param(_) | Op::Variable(_) | Op::Singleton(_) | Op::Rows(_) | Op::Item(..) => {
            op.clone()
        }
        Op::Field(of, field) => Op::Field(at(of), *field),
        Op::Inverse(of, inverse) => Op::Inverse(at(of), *inverse),
        Op::LedgerEntry(of, field, entry) => Op::LedgerEntry(at(of), *field, entry.clone()),
        Op::Not(of) => Op::Not(at(of)),
        Op::IsNone(of) => Op::IsNone(at(of)),
        Op::Negative(of) => Op::Negative(at(of)),
        Op::Among(of, values) => Op::Among(at(of), values.clone()),
        Op::All(nodes) => Op::All(each(nodes)),
        Op::Any(nodes) => Op::Any(each(nodes)),
        Op::Extreme(extreme, nodes) => Op::Extreme(*extreme, each(nodes)),
        Op::Reading(switch, nodes) => Op::Reading(*switch, each(nodes)),
        Op::Compare(compare, left, right) => Op::Compare(*compare, at(left), at(right)),
        Op::Member(item, set) => Op::Member(at(item), at(set)),
        Op::Arithmetic(arithmetic, left, right) => Op::Arithmetic(*arithmetic, at(left), at(right)),
        Op::Round(rounding, of, step) => Op::Round(*rounding, at(of), at(step)),
        Op::Over { op, slot, list, filter, body, otherwise } => Op::Over {
            op: *op,
            slot: *slot,
            list: at(list),
            filter: filter.as_ref().map(at),
            body: body.as_ref().map(at),
            otherwise: otherwise.as_ref().map(at),
        },
        Op::Call(rule, of) => Op::Call(number(*rule), at(of)),
        Op::Defeasible { base, exceptions } => Op::Defeasible {
            base: at(base),
            exceptions: exceptions
                .iter()
                .map(|arm| DefeasibleArm {
                    rule: number(arm.rule),
                    holds: at(&arm.holds),
                    value: at(&arm.value),
                })
                .collect(),
        },
    }
}
