//! The rules: terms, norms, exceptions, bars, checks, derived fields, and what stands beside them.

use guiju_base::{Span, Words};

use super::{ClauseId, EffectId, EntityId, FieldId, NodeId, RuleId, Sentence, SwitchId};
use crate::{Day, Name, Outcome, Rat, Type};

/// Anything with conditions or a value, for one entity as its subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Its names; a derived field has those of the field.
    pub name: Name,
    /// What it is.
    pub kind: RuleKind,
    /// The entity that it ranges over.
    pub subject: EntityId,
    /// The clauses that it encodes.
    pub clauses: Vec<ClauseId>,
    /// The switches that evaluating it can meet, through everything that it calls.
    pub switches: Vec<SwitchId>,
    /// Where it is declared.
    pub span: Span,
}

impl Rule {
    /// The norm that it is, if it is one.
    pub fn norm(&self) -> Option<&Norm> {
        match &self.kind {
            RuleKind::Norm(norm) => Some(norm),
            _ => None,
        }
    }

    /// The node that gives the value of a term, exception, bar, check or derived field.
    pub fn value(&self) -> Option<NodeId> {
        match &self.kind {
            RuleKind::Term { value } | RuleKind::Derived { value, .. } => Some(*value),
            RuleKind::Exception { holds, .. }
            | RuleKind::Bar { holds }
            | RuleKind::Check(Check { holds, .. }) => Some(*holds),
            RuleKind::Norm(_) => None,
        }
    }

    /// The nodes by which it is decided: its value, or the concerns, conditions, bars and exceptions of a norm.
    pub fn deciding(&self) -> Vec<NodeId> {
        let Some(norm) = self.norm() else { return self.value().into_iter().collect() };
        let attached = norm.bars.iter().chain(&norm.exceptions).map(|attached| attached.holds);
        norm.concerns.into_iter().chain([norm.conditions]).chain(attached).collect()
    }
}

/// The kinds of rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RuleKind {
    /// A notion; its value exceptions are folded into a `Defeasible` node.
    Term {
        /// Its value.
        value: NodeId,
    },
    /// A norm.
    Norm(Norm),
    /// An exception to a norm, a term or another exception.
    Exception {
        /// True when it defeats: its conditions hold and no exception to it does.
        holds: NodeId,
        /// What it defeats.
        to: RuleId,
    },
    /// A bar on granting norms.
    Bar {
        /// True when it stops them.
        holds: NodeId,
    },
    /// A check of the input.
    Check(Check),
    /// The formula of a derived field.
    Derived {
        /// Its value.
        value: NodeId,
        /// The field.
        field: FieldId,
    },
}

/// The kinds of norm.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NormKind {
    /// 允许
    Permit,
    /// 可免
    Exempt,
    /// 下放
    Delegate,
    /// 应
    Oblige,
    /// 不得
    Forbid,
    /// 宜
    Advise,
}

impl NormKind {
    /// Whether it grants: its answer is yes or one of three grounds of no.
    pub fn grants(self) -> bool {
        matches!(self, NormKind::Permit | NormKind::Exempt | NormKind::Delegate)
    }
}

/// A norm in normal form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Norm {
    /// What it does.
    pub kind: NormKind,
    /// 探索: decided, but not in force by itself.
    pub exploratory: bool,
    /// When the question arises; always, without one.
    pub concerns: Option<NodeId>,
    /// `when`, `must` or `breach`: an `All` node.
    pub conditions: NodeId,
    /// The bars on it, each with the node that is true when it stops the norm.
    pub bars: Vec<AttachedRule>,
    /// The exceptions to it, each with the node that is true when it defeats the norm.
    pub exceptions: Vec<AttachedRule>,
    /// What follows when it applies.
    pub effects: Vec<EffectUse>,
    /// What it leaves in place.
    pub leaves: Vec<Words>,
    /// What must be kept once it applies.
    pub duties: Vec<Duty>,
    /// The first day on which it is in force.
    pub valid_from: Option<Day>,
    /// The last day on which it is in force.
    pub valid_to: Option<Day>,
    /// What the author says of an outcome; at most one sentence for each.
    pub says: Vec<(Outcome, Sentence)>,
}

impl Norm {
    /// What the author says of `outcome`.
    pub fn said(&self, outcome: Outcome) -> Option<&Sentence> {
        self.says.iter().find(|(of, _)| *of == outcome).map(|(_, sentence)| sentence)
    }

    /// Whether it is in force on `day`.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// A bar or exception as it is attached to a norm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttachedRule {
    /// The bar or exception.
    pub rule: RuleId,
    /// True when it bites; over the same subject as the norm.
    pub holds: NodeId,
}

/// A declared effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    /// Its names.
    pub name: Name,
    /// Where it is declared.
    pub span: Span,
}

/// An effect of a norm and the facts that it hangs on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EffectUse {
    /// The effect.
    pub effect: EffectId,
    /// The clauses that give it.
    pub clauses: Vec<ClauseId>,
    /// When it follows; always, without one.
    pub when: Option<NodeId>,
}

/// A duty that rides on a granting norm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duty {
    /// Its names.
    pub name: Name,
    /// The clauses that ask for it.
    pub clauses: Vec<ClauseId>,
    /// True when it is kept.
    pub holds: NodeId,
    /// Where it is declared.
    pub span: Span,
}

/// A check of the input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// True in the state that is wrong.
    pub holds: NodeId,
    /// What follows.
    pub action: CheckAction,
}

/// What a check does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckAction {
    /// The plan is refused.
    Refuse,
    /// The plan is evaluated, with a warning.
    Warn,
}

/// A figure of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Param {
    /// Its names.
    pub name: Name,
    /// Its type, a quantity.
    pub ty: Type,
    /// The clauses that state it.
    pub clauses: Vec<ClauseId>,
    /// Its values, by period; periods do not overlap.
    pub values: Vec<ParamValue>,
    /// The norms that rest on it.
    pub norms: Vec<RuleId>,
    /// Where it is declared.
    pub span: Span,
}

impl Param {
    /// The value on `day`.
    pub fn on(&self, day: Day) -> Option<&ParamValue> {
        self.values
            .iter()
            .find(|value| value.from.is_none_or(|from| from <= day) && value.to.is_none_or(|to| day <= to))
    }
}

/// A value of a parameter and when it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParamValue {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The value, in the base unit.
    pub value: Rat,
    /// As the author wrote it: `25 度`.
    pub written: String,
    /// Where it is written.
    pub span: Span,
}

/// Rival readings of a clause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Switch {
    /// Its names.
    pub name: Name,
    /// The number of the ambiguity in the policy's register.
    pub register: Option<String>,
    /// The clauses that can be read in several ways.
    pub clauses: Vec<ClauseId>,
    /// The readings.
    pub options: Vec<SwitchOption>,
    /// The index of the default.
    pub default: usize,
    /// Where it is declared.
    pub span: Span,
}

impl Switch {
    /// The index of the option whose id or Chinese label is `word`.
    pub fn option_named(&self, word: &str) -> Option<usize> {
        self.options.iter().position(|option| option.name.is(word))
    }
}

/// One reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SwitchOption {
    /// Its names.
    pub name: Name,
    /// Why one would read so.
    pub because: Option<Words>,
}

/// A drafting issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// Its number in the policy's register.
    pub register: String,
    /// The issue.
    pub issue: Words,
    /// The clauses that it is about.
    pub clauses: Vec<ClauseId>,
    /// The rival readings.
    pub readings: Vec<RemarkReading>,
    /// Where it is declared.
    pub span: Span,
}

/// One reading in a remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RemarkReading {
    /// What it says.
    pub words: Words,
    /// Whether the rules follow it.
    pub default: bool,
    /// Why.
    pub because: Option<Words>,
}

/// Clauses that carry no norm, with the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unencoded {
    /// The clauses.
    pub clauses: Vec<ClauseId>,
    /// Why.
    pub because: Words,
    /// Where it is declared.
    pub span: Span,
}
