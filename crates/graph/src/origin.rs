//! Where a vertex comes from in the program, so that a derivation can be laid over the graph.

use guiju_ir::{ClauseId, FieldId, NodeId, ParamId, RuleId};

/// The thing in the program that a vertex shows.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Origin {
    /// The norm or rule that the picture is of.
    Root(RuleId),
    /// A part of the norm.
    Section(Section),
    /// A condition, or the denial of it.
    Condition(NodeId, Polarity),
    /// A term, derived field or norm that is called, whatever it is called on.
    Rule(RuleId),
    /// A bar or exception attached to the norm.
    Attached(RuleId, NodeId),
    /// A duty of the norm, by its index.
    Duty(usize),
    /// An effect of the norm, by its index.
    Effect(usize),
    /// A parameter.
    Param(ParamId),
    /// A field, and the entry of a ledger.
    Fact(FieldId, Option<String>),
    /// A clause.
    Clause(ClauseId),
}

/// The parts of a norm.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Section {
    /// When the question arises.
    Concerns,
    /// What must hold, or must not.
    Conditions,
    /// What stops it.
    Bars,
    /// What defeats it.
    Exceptions,
    /// What follows.
    Effects,
    /// What must be kept.
    Duties,
}

/// Whether a condition is asked for as it stands or denied.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Polarity {
    /// As it stands.
    Plain,
    /// Denied.
    Denied,
}

impl Polarity {
    /// The other one.
    pub(crate) fn flipped(self) -> Polarity {
        match self {
            Polarity::Plain => Polarity::Denied,
            Polarity::Denied => Polarity::Plain,
        }
    }
}
