//! Which rule each node belongs to, in which part of it, and which node uses it.
//!
//! Rules come callees first and what is attached to a rule before it, so the first rule that reaches a node owns it.

use guiju_base::Id;
use guiju_ir::{ClauseId, NodeId, Op, Program, RuleId, RuleKind};

/// A part of a rule that nodes stand in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    /// What decides it: conditions, `concerns`, a value.
    Deciding,
    /// When an effect follows, by its place among them.
    Effect(usize),
    /// A duty, by its place among them.
    Duty(usize),
}

/// A node and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Owned {
    pub node: NodeId,
    pub rule: RuleId,
    pub part: Part,
}

/// All nodes that rules use, rule by rule; within a rule in the order of the nodes.
pub(super) fn owned(program: &Program) -> Vec<Owned> {
    let mut walk = Walk { program, taken: vec![false; program.nodes.len()], found: Vec::new() };
    for rule in program.rules.ids() {
        let first = walk.found.len();
        for (root, part) in roots(program, rule) {
            walk.take(root, rule, part);
        }
        if let Some(new) = walk.found.get_mut(first..) {
            new.sort_by_key(|owned| owned.node);
        }
    }
    walk.found.sort_by_key(|owned| (owned.rule, owned.node));
    walk.found
}

/// The clauses that give a part of a rule: its own, or those of the rule.
pub(super) fn clauses_of(program: &Program, rule: RuleId, part: Part) -> Vec<ClauseId> {
    let declared = program.rules.at(rule);
    let own = declared.norm().and_then(|norm| match part {
        Part::Deciding => None,
        Part::Effect(index) => norm.effects.get(index).map(|effect| &effect.clauses),
        Part::Duty(index) => norm.duties.get(index).map(|duty| &duty.clauses),
    });
    own.unwrap_or(&declared.clauses).clone()
}

fn roots(program: &Program, rule: RuleId) -> Vec<(NodeId, Part)> {
    match &program.rules.at(rule).kind {
        RuleKind::Norm(norm) => {
            let deciding = norm.concerns.into_iter().chain([norm.conditions]);
            let effects = norm.effects.iter().enumerate();
            let effects = effects.filter_map(|(index, used)| Some((used.when?, Part::Effect(index))));
            let duties = norm.duties.iter().enumerate().map(|(index, duty)| (duty.holds, Part::Duty(index)));
            deciding.map(|root| (root, Part::Deciding)).chain(effects).chain(duties).collect()
        }
        _ => program.rules.at(rule).value().map(|root| (root, Part::Deciding)).into_iter().collect(),
    }
}

struct Walk<'p> {
    program: &'p Program,
    taken: Vec<bool>,
    found: Vec<Owned>,
}

impl Walk<'_> {
    fn take(&mut self, root: NodeId, rule: RuleId, part: Part) {
        let mut open = vec![(root, rule)];
        while let Some((node, rule)) = open.pop() {
            let Some(taken) = self.taken.get_mut(node.index()) else { continue };
            if std::mem::replace(taken, true) {
                continue;
            }
            self.found.push(Owned { node, rule, part });
            let op = &self.program.nodes.at(node).op;
            if let Op::Defeasible { base, exceptions } = op {
                open.push((*base, rule));
                // What an exception gives is reached by the term alone.
                open.extend(exceptions.iter().flat_map(|arm| [(arm.holds, arm.rule), (arm.value, arm.rule)]));
            } else {
                open.extend(op.operands().into_iter().map(|operand| (operand, rule)));
            }
        }
    }
}
