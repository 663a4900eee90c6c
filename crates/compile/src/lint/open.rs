//! Lists of values of an open enum without a judgement beside them.
//!
//! The text ends such a list in 等, so a rule that takes the values listed alone is narrower than the text. One value
//! alone is not a list: it is what the clause names.

use std::collections::{HashMap, HashSet};

use guiju_base::{Diagnostic, Id};
use guiju_ir::{CompareOp, EnumId, FieldId, NodeId, Op, Program, Type};

use crate::assembly::Extents;
use crate::diagnostics::open_list;

/// Warns of them, rule by rule.
pub(super) fn check(program: &Program, extents: &Extents, report: &mut Vec<Diagnostic>) {
    for (first, behind) in extents.values() {
        let nodes: Vec<NodeId> = (first.index()..behind.index()).map(NodeId::new).collect();
        let listing: Vec<(NodeId, EnumId)> =
            nodes.iter().filter_map(|node| listed(program, *node).map(|owner| (*node, owner))).collect();
        if listing.is_empty() {
            continue;
        }
        let users = users(program, &nodes);
        for (node, owner) in listing {
            if !has_judgement_beside(program, &users, node) {
                let span = program.nodes.at(node).span;
                report.push(open_list(&program.enums.at(owner).name, span));
            }
        }
    }
}

/// The open enum of which a node lists several values.
fn listed(program: &Program, node: NodeId) -> Option<EnumId> {
    let open = |of: NodeId| match program.nodes.at(of).ty {
        Type::Choice(owner) | Type::Choices(owner) if program.enums.at(owner).open => Some(owner),
        _ => None,
    };
    match &program.nodes.at(node).op {
        Op::Among(of, values) if values.len() > 1 => open(*of),
        Op::Any(parts) => {
            let mut tested: HashMap<FieldId, usize> = HashMap::new();
            for part in parts {
                let (Op::Compare(CompareOp::Equal, of, _) | Op::Member(_, of)) = program.nodes.at(*part).op
                else {
                    continue;
                };
                if let Op::Field(_, field) = program.nodes.at(of).op
                    && open(of).is_some()
                {
                    *tested.entry(field).or_default() += 1;
                }
            }
            let field = tested.into_iter().filter(|(_, count)| *count > 1).map(|(field, _)| field).min()?;
            match program.fields.at(field).ty {
                Type::Choice(owner) | Type::Choices(owner) => Some(owner),
                _ => None,
            }
        }
        _ => None,
    }
}

/// By node of a rule: the node that reads it.
fn users(program: &Program, nodes: &[NodeId]) -> HashMap<NodeId, NodeId> {
    let reads = nodes.iter().flat_map(|user| {
        program.nodes.at(*user).op.operands().into_iter().map(move |operand| (operand, *user))
    });
    reads.collect()
}

/// Whether the node, or an `Any` around it, consults a fact that a body judges.
fn has_judgement_beside(program: &Program, users: &HashMap<NodeId, NodeId>, node: NodeId) -> bool {
    let mut at = Some(node);
    while let Some(here) = at {
        if matches!(program.nodes.at(here).op, Op::Any(_)) && reads_judgement(program, here) {
            return true;
        }
        at = users.get(&here).copied();
    }
    false
}

fn reads_judgement(program: &Program, root: NodeId) -> bool {
    let mut pending = vec![root];
    let mut seen = HashSet::new();
    while let Some(node) = pending.pop() {
        if !seen.insert(node) {
            continue;
        }
        let op = &program.nodes.at(node).op;
        match op {
            Op::Field(_, field) if program.fields.at(*field).judged_by.is_some() => return true,
            Op::Call(rule, _) => pending.extend(program.rules.at(*rule).value()),
            _ => {}
        }
        pending.extend(op.operands());
    }
    false
}
