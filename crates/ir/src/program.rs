//! The checked program: vocabulary, rules and one flat list of nodes in dependency order.
//!
//! Every rule has root nodes in `Program::nodes`; a node's operands, and the roots of every rule that it calls, have
//! smaller ids, so one pass in id order meets everything before it is needed. Readings, exceptions and bars are in one
//! normal form: a `Reading` node has one arm per option of its switch, an exception is a node that is true when it
//! defeats (its own exceptions folded in), a bar is a node that is true when it stops, `none of` is `Not(Any)`.
//!
//! Invariant: `compile` alone builds a `Program`; ids in it are in range, types agree, and there is no cycle.

mod node;
mod rules;
mod sentence;
mod vocabulary;

use std::collections::HashSet;

use guiju_base::{Id, Span, Table, Words, id};

pub use node::{DefeasibleArm, Node, Op, OverOp, Slot};
pub use rules::{
    AttachedRule, Check, CheckAction, Duty, Effect, EffectUse, Norm, NormKind, Param, ParamValue, Remark,
    RemarkReading, Rule, RuleKind, Switch, SwitchOption, Unencoded,
};
pub use sentence::{Fragment, Sentence};
pub use vocabulary::{Await, Change, Entity, Enum, Extent, Field, Inverse};

use crate::number::Day;

id! {
    /// An entity of the vocabulary.
    EntityId;
    /// A field of an entity; one table for all entities.
    FieldId;
    /// The inverse of a reference field.
    InverseId;
    /// An enum.
    EnumId;
    /// A parameter.
    ParamId;
    /// A switch between rival readings.
    SwitchId;
    /// A legal effect.
    EffectId;
    /// A term, norm, exception, bar, check or derived field.
    RuleId;
    /// A node of the flat program.
    NodeId;
    /// A clause of the official text.
    ClauseId;
}

/// Who made the pack.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackHead {
    /// `chongqing-2025`
    pub id: String,
    /// The version of the pack, not of the text.
    pub version: String,
    /// The policy's title.
    pub title: Words,
    /// The policy's status, such as 征求意见稿.
    pub status: Words,
    /// `sha256:…` over the pack's files.
    pub digest: String,
}

/// A clause of the official text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// `16.2a`
    pub id: String,
    /// What the clause does, as classed in the pack.
    pub kind: String,
    /// Its force, as classed in the pack.
    pub force: String,
    /// Its words.
    pub text: String,
    /// Where they stand in the official text.
    pub span: Span,
}

/// The whole policy, checked.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Which pack it was compiled from.
    pub pack: PackHead,
    /// The official text, clause by clause, in the order of the text.
    pub clauses: Table<ClauseId, Clause>,
    /// The entities.
    pub entities: Table<EntityId, Entity>,
    /// The fields of all entities.
    pub fields: Table<FieldId, Field>,
    /// The inverses of reference fields.
    pub inverses: Table<InverseId, Inverse>,
    /// The enums.
    pub enums: Table<EnumId, Enum>,
    /// The clauses that list the values of each enum.
    pub enum_clauses: Table<EnumId, Vec<ClauseId>>,
    /// The effects.
    pub effects: Table<EffectId, Effect>,
    /// The parameters.
    pub params: Table<ParamId, Param>,
    /// The switches between readings; at most 64.
    pub switches: Table<SwitchId, Switch>,
    /// The rules, callees before callers.
    pub rules: Table<RuleId, Rule>,
    /// The nodes, operands before users.
    pub nodes: Table<NodeId, Node>,
    /// The headline questions, in order; each is a norm that carries its question.
    pub decisions: Vec<(RuleId, Words)>,
    /// Drafting issues.
    pub remarks: Vec<Remark>,
    /// Clauses that carry no norm.
    pub unencoded: Vec<Unencoded>,
}

impl Program {
    /// The norms in the order of reports: headline first, then by clause, then as declared.
    pub fn norms_in_order(&self) -> Vec<(RuleId, &Norm)> {
        let headline = |rule: RuleId| self.decisions.iter().position(|(norm, _)| *norm == rule);
        let mut norms: Vec<(RuleId, &Norm)> =
            self.rules.iter().filter_map(|(id, rule)| rule.norm().map(|norm| (id, norm))).collect();
        norms.sort_by_key(|(id, _)| {
            let rule = self.rules.at(*id);
            (headline(*id).unwrap_or(usize::MAX), rule.clauses.first().map_or(usize::MAX, |c| c.index()), *id)
        });
        norms
    }

    /// The rule whose id or Chinese label is `word`, of any kind that a user may name.
    pub fn rule_named(&self, word: &str) -> Option<RuleId> {
        self.rules.iter().find(|(_, rule)| rule.name.is(word)).map(|(id, _)| id)
    }

    /// The switch whose id or Chinese label is `word`.
    pub fn switch_named(&self, word: &str) -> Option<SwitchId> {
        self.switches.iter().find(|(_, switch)| switch.name.is(word)).map(|(id, _)| id)
    }

    /// The entity whose id, list key or Chinese label is `word`.
    pub fn entity_named(&self, word: &str) -> Option<EntityId> {
        self.entities
            .iter()
            .find(|(_, entity)| entity.name.is(word) || entity.key() == word)
            .map(|(id, _)| id)
    }

    /// The field of `entity` whose id or Chinese label is `word`.
    pub fn field_named(&self, entity: EntityId, word: &str) -> Option<FieldId> {
        self.entities.at(entity).fields.iter().copied().find(|field| self.fields.at(*field).name.is(word))
    }

    /// The clause with this id.
    pub fn clause_named(&self, id: &str) -> Option<ClauseId> {
        self.clauses.iter().find(|(_, clause)| clause.id == id).map(|(found, _)| found)
    }

    /// The ids of clauses as text, in order.
    pub fn clause_ids(&self, clauses: &[ClauseId]) -> Vec<String> {
        clauses
            .iter()
            .filter_map(|clause| self.clauses.get(*clause))
            .map(|clause| clause.id.clone())
            .collect()
    }

    /// All nodes below `roots`, through the rules that they call and the formulas of derived fields, each once.
    pub fn nodes_below(
        &self,
        roots: impl IntoIterator<Item = NodeId>,
    ) -> impl Iterator<Item = (NodeId, &Node)> {
        let mut open: Vec<NodeId> = roots.into_iter().collect();
        let mut seen: HashSet<NodeId> = HashSet::new();
        std::iter::from_fn(move || {
            let id = std::iter::from_fn(|| open.pop()).find(|id| seen.insert(*id))?;
            let node = self.nodes.at(id);
            open.extend(node.op.operands());
            let called = match &node.op {
                Op::Call(rule, _) => Some(*rule),
                Op::Field(_, field) | Op::LedgerEntry(_, field, _) => self.fields.at(*field).derived,
                _ => None,
            };
            open.extend(called.into_iter().flat_map(|rule| self.rules.at(rule).deciding()));
            Some((id, node))
        })
    }

    /// The parameters that have no value on `day`.
    pub fn unset_params(&self, day: Day) -> impl Iterator<Item = ParamId> + '_ {
        self.params.iter().filter(move |(_, param)| param.on(day).is_none()).map(|(id, _)| id)
    }
}
