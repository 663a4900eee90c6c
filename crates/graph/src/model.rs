//! The graph as plain data: what stands in each box, what leads where, and what a plan made of it.
//!
//! Words are in both languages; whoever draws picks one. Knows nothing of layout or of any format.
//!
//! Invariant: no edge leads back; vertices and edges stand in the order of the text.

use guiju_base::{Place, Table, Words, id};
use guiju_ir::Truth;

use crate::origin::Origin;

id! {
    /// A vertex of a graph.
    VertexId;
}

/// A picture's worth of rules.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What the picture shows.
    pub title: Words,
    /// What stands under the title: clauses, plan, subject, outcome.
    pub subtitle: Words,
    /// The boxes.
    pub vertices: Table<VertexId, Vertex>,
    /// What leads where.
    pub edges: Vec<Edge>,
    /// Whether a plan was read: states then mean something, and their absence too.
    pub decided: bool,
    /// How much is said in a box.
    pub density: Density,
}

impl Graph {
    /// The edges that leave a vertex.
    pub fn leaving(&self, vertex: VertexId) -> impl Iterator<Item = &Edge> {
        self.edges.iter().filter(move |edge| edge.from == vertex)
    }
}

/// How much is said in a box.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Density {
    /// Everything.
    #[default]
    Full,
    /// The name and the clauses, for many boxes.
    Compact,
}

/// What a box stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum VertexKind {
    /// A norm.
    Norm,
    /// A part of a norm, or several conditions that belong together.
    Joint,
    /// A term or a derived fact.
    Term,
    /// A condition on facts.
    Condition,
    /// A bar.
    Bar,
    /// An exception.
    Exception,
    /// A duty.
    Duty,
    /// An effect.
    Effect,
    /// A figure of the text.
    Param,
    /// A fact that a formula reads.
    Fact,
    /// A clause of the text.
    Clause,
}

impl VertexKind {
    /// The word for it.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            VertexKind::Norm => ("规则", "norm"),
            VertexKind::Joint => ("组合", "group"),
            VertexKind::Term => ("定义", "term"),
            VertexKind::Condition => ("条件", "condition"),
            VertexKind::Bar => ("不予适用", "bar"),
            VertexKind::Exception => ("除外", "exception"),
            VertexKind::Duty => ("附带义务", "duty"),
            VertexKind::Effect => ("效果", "effect"),
            VertexKind::Param => ("参数", "parameter"),
            VertexKind::Fact => ("事实", "fact"),
            VertexKind::Clause => ("条文", "clause"),
        };
        Words::new(zh, en)
    }
}

/// How what hangs under a vertex makes it true.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Join {
    /// All of it.
    All,
    /// Any of it.
    Any,
    /// It is what hangs there, for each item where it is a list.
    Same,
    /// Nothing is decided by what hangs there: parts of a norm, figures of a formula.
    Free,
}

/// A box.
#[derive(Clone, Debug)]
pub struct Vertex {
    /// What it stands for.
    pub kind: VertexKind,
    /// How it is called.
    pub label: Words,
    /// The condition or formula in words, where the label does not say it.
    pub detail: Option<Words>,
    /// Whose fact it is, where it is not the subject's.
    pub owner: Option<Words>,
    /// What else is to be said: the chosen reading, that it goes on elsewhere.
    pub notes: Vec<Words>,
    /// The clauses behind it.
    pub clauses: Vec<String>,
    /// Where it is written.
    pub place: Option<Place>,
    /// How its parts make it true.
    pub join: Join,
    /// Whether it is a headline decision.
    pub headline: bool,
    /// Whether more hangs under it than is drawn.
    pub folded: bool,
    /// What the plan makes of it.
    pub state: Option<State>,
    pub(crate) origin: Origin,
}

/// What a plan makes of a vertex.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct State {
    /// Whether it holds; nothing for a value, or where items differ.
    pub truth: Option<Truth>,
    /// What it came to in words: an outcome, a value.
    pub value: Option<Words>,
    /// Whether a presumption of the vocabulary stands in for a fact.
    pub presumed: bool,
    /// Whether a fact of it is not the plan's but was assumed on top of it.
    pub assumed: bool,
    /// Whether it speaks for the norm's answer or against it; nothing for a value, or where it does both.
    pub leaning: Option<Leaning>,
    /// Whether it lies on the path that decided.
    pub decisive: bool,
}

/// Which way a condition tells: a bar that does not bite speaks for the norm's answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Leaning {
    /// For it.
    For,
    /// Against it.
    Against,
    /// Not known.
    Open,
}

/// What leads from one vertex to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// From what needs.
    pub from: VertexId,
    /// To what is needed; in a graph of impact from the changed thing to what it reaches.
    pub to: VertexId,
    /// How it is needed.
    pub kind: EdgeKind,
    /// Whether it lies on the path that decided.
    pub decisive: bool,
}

/// How one thing needs another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// When the question arises.
    Concerns,
    /// It must hold.
    Requires,
    /// It is one of several ways.
    AnyOf,
    /// It must not hold.
    Not,
    /// It stops the norm.
    Bars,
    /// It defeats it.
    Excepts,
    /// It follows.
    Effect,
    /// It must be kept.
    Duty,
    /// Its value is used.
    Uses,
    /// A change of the one reaches the other.
    Reaches,
}

impl EdgeKind {
    /// The words for it.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            EdgeKind::Concerns => ("适用范围", "concerns"),
            EdgeKind::Requires => ("须满足", "requires"),
            EdgeKind::AnyOf => ("其一即可", "any of"),
            EdgeKind::Not => ("须不成立", "not"),
            EdgeKind::Bars => ("不予适用", "bars"),
            EdgeKind::Excepts => ("除外", "excepts"),
            EdgeKind::Effect => ("效果", "effect"),
            EdgeKind::Duty => ("附带义务", "duty"),
            EdgeKind::Uses => ("取用", "uses"),
            EdgeKind::Reaches => ("影响", "reaches"),
        };
        Words::new(zh, en)
    }
}
