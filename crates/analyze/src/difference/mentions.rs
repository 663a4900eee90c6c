//! What each rule mentions: directly, and through everything that it rests on.
//!
//! What decides a rule is kept apart from what stands beside it (effects and duties of a norm): who calls a norm asks for the
//! former alone. An exception mentions what it is an exception to, and whatever is defeated mentions its defeaters.

use std::collections::BTreeSet;

use guiju_base::{Id, Table};
use guiju_ir::{NodeId, Op, Program, RuleId, RuleKind, Type, Value};

use super::symbol::Thing;

/// The things that a rule mentions itself.
#[derive(Clone, Default)]
pub(super) struct Mentions {
    /// In what decides it.
    pub deciding: BTreeSet<Thing>,
    /// In its effects and duties.
    pub beside: BTreeSet<Thing>,
}

impl Mentions {
    /// Both.
    pub fn all(&self) -> impl Iterator<Item = Thing> + '_ {
        self.deciding.union(&self.beside).copied()
    }
}

/// What each rule mentions.
pub(super) fn mentions(program: &Program) -> Table<RuleId, Mentions> {
    let mut found: Table<RuleId, Mentions> = Table::filled(program.rules.len(), Mentions::default());
    for (id, rule) in program.rules.iter() {
        let own = found.at_mut(id);
        own.deciding.insert(Thing::Entity(rule.subject));
        match &rule.kind {
            RuleKind::Norm(norm) => {
                walk(program, norm.concerns.into_iter().chain([norm.conditions]), &mut own.deciding);
                let attached = norm.bars.iter().chain(&norm.exceptions);
                own.deciding.extend(attached.map(|attached| Thing::Rule(attached.rule)));
                own.beside.extend(norm.effects.iter().map(|effect| Thing::Effect(effect.effect)));
                let beside = norm.effects.iter().filter_map(|effect| effect.when);
                walk(program, beside.chain(norm.duties.iter().map(|duty| duty.holds)), &mut own.beside);
            }
            RuleKind::Exception { holds, to } => {
                walk(program, [*holds].into_iter().chain(gives(program, id)), &mut own.deciding);
                if !matches!(program.rules.at(*to).kind, RuleKind::Norm(_) | RuleKind::Term { .. }) {
                    found.at_mut(*to).deciding.insert(Thing::Rule(id));
                }
            }
            _ => walk(program, rule.value(), &mut own.deciding),
        }
    }
    found
}

/// The value that an exception gives in the place of a term's.
pub(super) fn gives(program: &Program, exception: RuleId) -> Option<NodeId> {
    let RuleKind::Exception { to, .. } = program.rules.get(exception)?.kind else { return None };
    let value = program.rules.get(to)?.value()?;
    match &program.nodes.get(value)?.op {
        Op::Defeasible { exceptions, .. } => {
            exceptions.iter().find(|arm| arm.rule == exception).map(|arm| arm.value)
        }
        _ => None,
    }
}

/// The conditions of an exception without the exceptions to it.
pub(super) fn own_conditions(program: &Program, exception: RuleId, holds: NodeId) -> NodeId {
    let is_defeated = program
        .rules
        .values()
        .any(|rule| matches!(rule.kind, RuleKind::Exception { to, .. } if to == exception));
    match &program.nodes.at(holds).op {
        // So `compile` folds them in: the conditions, and none of what defeats them.
        Op::All(parts) if is_defeated && parts.len() == 2 => parts.first().copied().unwrap_or(holds),
        _ => holds,
    }
}

fn walk(program: &Program, roots: impl IntoIterator<Item = NodeId>, into: &mut BTreeSet<Thing>) {
    let mut open: Vec<NodeId> = roots.into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = program.nodes.at(id);
        if let Type::Choice(used) | Type::Choices(used) | Type::Ledger(used) = node.ty {
            into.insert(Thing::Enum(used));
        }
        match &node.op {
            Op::Call(rule, _) => drop(into.insert(Thing::Rule(*rule))),
            Op::Param(param) => drop(into.insert(Thing::Param(*param))),
            Op::Reading(switch, arms) => {
                into.insert(Thing::Switch(*switch));
                into.extend((0..arms.len()).map(|index| Thing::Option(*switch, index)));
            }
            Op::Singleton(entity) | Op::Rows(entity) | Op::Item(entity, _) => {
                into.insert(Thing::Entity(*entity));
            }
            Op::Field(_, field) | Op::LedgerEntry(_, field, _) => {
                let declared = program.fields.at(*field);
                into.extend([Thing::Field(*field), Thing::Entity(declared.entity)]);
                into.extend(declared.derived.map(Thing::Rule));
            }
            Op::Inverse(_, inverse) => drop(into.insert(Thing::Field(program.inverses.at(*inverse).field))),
            Op::Constant(value) => choice(node.ty, value, into),
            Op::Among(of, values) => {
                let ty = program.nodes.at(*of).ty;
                values.iter().for_each(|value| choice(ty, value, into));
            }
            Op::Defeasible { base, exceptions } => {
                into.extend(exceptions.iter().map(|arm| Thing::Rule(arm.rule)));
                open.push(*base);
                continue;
            }
            _ => (),
        }
        open.extend(node.op.operands());
    }
}

fn choice(ty: Type, value: &Value, into: &mut BTreeSet<Thing>) {
    if let (Type::Choice(declared), Value::Choice(Some(index))) = (ty, value) {
        into.insert(Thing::Choice(declared, *index));
    }
}

/// What a rule mentions and rests on, through what it calls.
pub(super) fn below(mentions: &Table<RuleId, Mentions>, rule: RuleId) -> BTreeSet<Thing> {
    let mut reached: BTreeSet<Thing> = mentions.at(rule).all().collect();
    reached.insert(Thing::Rule(rule));
    let mut open: Vec<Thing> = reached.iter().copied().filter(|thing| *thing != Thing::Rule(rule)).collect();
    while let Some(thing) = open.pop() {
        let Thing::Rule(called) = thing else { continue };
        debug_assert!(called.index() < mentions.len());
        open.extend(mentions.at(called).deciding.iter().copied().filter(|thing| reached.insert(*thing)));
    }
    reached
}
