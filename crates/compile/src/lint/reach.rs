//! Exceptions and bars that are false in every plan, as far as constants alone show it.
//!
//! Facts are left aside: whether a plan can make a condition true is for other tools.

use guiju_base::{Diagnostic, Table, Words};
use guiju_ir::{NodeId, Op, Program, RuleKind, Truth, Value};

use crate::diagnostics::unreachable;

/// Warns of them.
pub(super) fn check(program: &Program, report: &mut Vec<Diagnostic>) {
    let fixed = fixed_truths(program);
    for rule in program.rules.values() {
        let (holds, what) = match rule.kind {
            RuleKind::Exception { holds, .. } => (holds, Words::new("除外", "exception")),
            RuleKind::Bar { holds } => (holds, Words::new("不予适用", "bar")),
            _ => continue,
        };
        if *fixed.at(holds) == Some(false) {
            report.push(unreachable(&what, &rule.name, rule.span));
        }
    }
}

/// By node: the truth that it has in every plan, where constants alone show one.
fn fixed_truths(program: &Program) -> Table<NodeId, Option<bool>> {
    let mut fixed: Table<NodeId, Option<bool>> = Table::new();
    for node in program.nodes.values() {
        let all = |nodes: &[NodeId], stop: bool| {
            let truths = || nodes.iter().map(|node| *fixed.at(*node));
            let is_decided = truths().any(|truth| truth == Some(stop));
            let is_empty_handed = truths().all(|truth| truth == Some(!stop));
            is_decided.then_some(stop).or(is_empty_handed.then_some(!stop))
        };
        let truth = match &node.op {
            Op::Constant(Value::Truth(Truth::True)) => Some(true),
            Op::Constant(Value::Truth(Truth::False)) => Some(false),
            Op::Not(of) => fixed.at(*of).map(|truth| !truth),
            Op::All(nodes) => all(nodes, false),
            Op::Any(nodes) => all(nodes, true),
            Op::Call(rule, _) => match program.rules.at(*rule).kind {
                RuleKind::Term { value } => *fixed.at(value),
                _ => None,
            },
            _ => None,
        };
        fixed.push(truth);
    }
    fixed
}
