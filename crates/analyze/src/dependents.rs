//! Who rests on whom: for everything that rules use, the rules that use it, and whatever uses those.
//!
//! A rule uses what its nodes call, the parameters, readings, enums and ledger entries that they name, the formulas of the
//! derived fields that they read, and the bars and exceptions attached to it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use guiju_base::Id;
use guiju_ir::{NodeId, Op, Program, RuleId, RuleKind, Type};

use crate::encoding::Declaration;

/// The uses of a program, backwards.
#[derive(Clone, Debug, Default)]
pub struct Dependents {
    users: BTreeMap<Declaration, BTreeSet<RuleId>>,
    /// By clause id: the rules that read its entry in a ledger.
    readers: BTreeMap<String, BTreeSet<RuleId>>,
}

impl Dependents {
    /// Reads all uses off the nodes.
    pub fn of(program: &Program) -> Dependents {
        let mut found = Dependents::default();
        let mut seen = vec![None; program.nodes.len()];
        for (id, rule) in program.rules.iter() {
            let mut open = Vec::new();
            found.attached(id, &rule.kind, &mut open);
            while let Some(node) = open.pop() {
                let is_new = seen.get_mut(node.index()).is_some_and(|seen| seen.replace(id) != Some(id));
                if is_new {
                    found.node(program, id, node, &mut open);
                }
            }
        }
        found
    }

    /// The rules that rest on any of these, directly or through others, in the order of the program; a declaration that is
    /// itself a rule, or a part of one, does not count unless it rests on another.
    pub fn rules(&self, of: &[Declaration]) -> Vec<RuleId> {
        let mut reached = BTreeSet::new();
        let mut open: VecDeque<Declaration> = of.iter().copied().collect();
        while let Some(used) = open.pop_front() {
            for user in self.users.get(&used).into_iter().flatten() {
                if reached.insert(*user) {
                    open.push_back(Declaration::Rule(*user));
                }
            }
        }
        reached.into_iter().collect()
    }

    /// The rules that read the ledger entry of the clause with this id.
    pub fn ledger_readers(&self, clause: &str) -> Vec<RuleId> {
        self.readers.get(clause).into_iter().flatten().copied().collect()
    }

    fn uses(&mut self, user: RuleId, used: Declaration) {
        if used != Declaration::Rule(user) {
            self.users.entry(used).or_default().insert(user);
        }
    }

    /// What a rule has attached to it, and the nodes that it begins with.
    fn attached(&mut self, id: RuleId, kind: &RuleKind, open: &mut Vec<NodeId>) {
        match kind {
            RuleKind::Term { value } | RuleKind::Derived { value, .. } => open.push(*value),
            RuleKind::Bar { holds } => open.push(*holds),
            RuleKind::Check(check) => open.push(check.holds),
            RuleKind::Exception { holds, to } => {
                open.push(*holds);
                self.uses(*to, Declaration::Rule(id));
            }
            RuleKind::Norm(norm) => {
                open.push(norm.conditions);
                open.extend(norm.concerns);
                for attached in norm.bars.iter().chain(&norm.exceptions) {
                    open.push(attached.holds);
                    self.uses(id, Declaration::Rule(attached.rule));
                }
                open.extend(norm.effects.iter().filter_map(|effect| effect.when));
                open.extend(norm.duties.iter().map(|duty| duty.holds));
            }
        }
    }

    fn node(&mut self, program: &Program, user: RuleId, id: NodeId, open: &mut Vec<NodeId>) {
        let Some(node) = program.nodes.get(id) else { return };
        match &node.op {
            Op::Call(rule, _) => self.uses(user, Declaration::Rule(*rule)),
            Op::Param(param) => self.uses(user, Declaration::Param(*param)),
            Op::Reading(switch, _) => self.uses(user, Declaration::Reading(*switch)),
            Op::Defeasible { exceptions, .. } => {
                exceptions.iter().for_each(|arm| self.uses(user, Declaration::Rule(arm.rule)));
            }
            Op::Field(_, field) => {
                let derived = program.fields.get(*field).and_then(|field| field.derived);
                derived.into_iter().for_each(|rule| self.uses(user, Declaration::Rule(rule)));
            }
            Op::LedgerEntry(_, _, clause) => {
                self.readers.entry(clause.clone()).or_default().insert(user);
            }
            _ => (),
        }
        if let Type::Choice(used) | Type::Choices(used) = node.ty {
            self.uses(user, Declaration::Enum(used));
        }
        open.extend(node.op.operands());
    }
}
