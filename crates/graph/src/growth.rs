//! A graph while it grows: boxes are found again by their origin, so that what is shared is drawn once.

use std::collections::HashMap;

use guiju_base::{Id, Span, Words};
use guiju_ir::{EntityId, FieldId, NodeId, Op, OverOp, ParamId, RuleId, RuleKind, Type};

use crate::context::Context;
use crate::model::{Edge, EdgeKind, Graph, Join, Vertex, VertexId, VertexKind};
use crate::naming::Naming;
use crate::origin::Origin;

/// A graph and what it has of the program so far.
#[derive(Clone)]
pub(crate) struct Growth<'p> {
    pub context: Context<'p>,
    pub graph: Graph,
    found: HashMap<Origin, VertexId>,
    /// How far each vertex is from the first, by vertex.
    depths: Vec<usize>,
}

impl<'p> Growth<'p> {
    pub(crate) fn new(context: Context<'p>) -> Growth<'p> {
        Growth { context, graph: Graph::default(), found: HashMap::new(), depths: Vec::new() }
    }

    pub(crate) fn naming(&self) -> Naming<'p> {
        self.context.naming()
    }

    /// The vertex of an origin, if it has grown.
    pub(crate) fn of(&self, origin: &Origin) -> Option<VertexId> {
        self.found.get(origin).copied()
    }

    pub(crate) fn depth(&self, vertex: VertexId) -> usize {
        self.depths.get(vertex.index()).copied().unwrap_or(0)
    }

    /// A new vertex.
    pub(crate) fn plant(
        &mut self,
        kind: VertexKind,
        origin: Origin,
        label: Words,
        span: Option<Span>,
    ) -> VertexId {
        let vertex = self.graph.vertices.push(Vertex {
            kind,
            label,
            detail: None,
            owner: None,
            notes: Vec::new(),
            clauses: Vec::new(),
            place: span.map(|span| self.context.sources.place(span)).filter(|place| place.line > 0),
            join: Join::Free,
            headline: false,
            folded: false,
            state: None,
            origin: origin.clone(),
        });
        self.found.insert(origin, vertex);
        self.depths.push(0);
        vertex
    }

    /// An edge, once.
    pub(crate) fn link(&mut self, from: VertexId, to: VertexId, kind: EdgeKind) {
        let depth = self.depth(from) + 1;
        if let Some(known) = self.depths.get_mut(to.index()) {
            *known = (*known).max(depth);
        }
        let is_known = |edge: &Edge| edge.from == from && edge.to == to;
        if from != to && !self.graph.edges.iter().any(is_known) {
            self.graph.edges.push(Edge { from, to, kind, decisive: false });
        }
    }

    /// The vertex of a rule, without anything under it; whether it is new.
    pub(crate) fn rule(&mut self, rule: RuleId, origin: Origin) -> (VertexId, bool) {
        if let Some(known) = self.of(&origin) {
            return (known, false);
        }
        let program = self.context.program;
        let declared = program.rules.at(rule);
        let kind = match &declared.kind {
            RuleKind::Norm(_) => VertexKind::Norm,
            RuleKind::Bar { .. } => VertexKind::Bar,
            RuleKind::Exception { .. } => VertexKind::Exception,
            RuleKind::Term { .. } | RuleKind::Derived { .. } | RuleKind::Check(_) => VertexKind::Term,
        };
        let vertex = self.plant(kind, origin, declared.name.label.clone(), Some(declared.span));
        let grown = self.graph.vertices.at_mut(vertex);
        grown.clauses = program.clause_ids(&declared.clauses);
        grown.headline = program.decisions.iter().any(|(norm, _)| *norm == rule);
        (vertex, true)
    }

    /// The vertex of a parameter.
    pub(crate) fn param(&mut self, param: ParamId) -> VertexId {
        let origin = Origin::Param(param);
        if let Some(known) = self.of(&origin) {
            return known;
        }
        let declared = self.context.program.params.at(param);
        let vertex = self.plant(VertexKind::Param, origin, declared.name.label.clone(), Some(declared.span));
        let clauses = self.context.program.clause_ids(&declared.clauses);
        let value = declared.on(self.context.question.as_of).map(|value| Words::same(&value.written));
        let grown = self.graph.vertices.at_mut(vertex);
        grown.clauses = clauses;
        grown.detail = value;
        vertex
    }

    /// The vertex of a fact.
    pub(crate) fn fact(&mut self, field: FieldId, entry: Option<&str>) -> VertexId {
        let origin = Origin::Fact(field, entry.map(str::to_string));
        if let Some(known) = self.of(&origin) {
            return known;
        }
        let program = self.context.program;
        let declared = program.fields.at(field);
        let mut label = declared.name.label.clone();
        if let Some(entry) = entry {
            label = Words { zh: format!("{} {entry}", label.zh), en: format!("{} {entry}", label.en) };
        }
        let vertex = self.plant(VertexKind::Fact, origin, label, Some(declared.span));
        self.graph.vertices.at_mut(vertex).owner =
            Some(program.entities.at(declared.entity).name.label.clone());
        vertex
    }

    /// Whose facts a condition reads, where they are not those of `subject`.
    pub(crate) fn owner(&self, node: NodeId, subject: EntityId) -> Option<Words> {
        let mut entities: Vec<EntityId> = Vec::new();
        for read in reads(self.context.program, node) {
            let Read::Fact(field, ..) = read else { continue };
            let entity = self.context.program.fields.at(field).entity;
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
        entities.retain(|entity| *entity != subject);
        let labels = entities.iter().map(|entity| &self.context.program.entities.at(*entity).name.label);
        let labels: Vec<&Words> = labels.collect();
        let joined = |of: fn(&Words) -> &str, glue: &str| {
            labels.iter().map(|label| of(label)).collect::<Vec<_>>().join(glue)
        };
        (!labels.is_empty())
            .then(|| Words { zh: joined(|words| &words.zh, "、"), en: joined(|words| &words.en, ", ") })
    }
}

/// Something that a formula or condition reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Read {
    /// A fact, and the entry of a ledger.
    Fact(FieldId, Option<String>),
    /// A parameter.
    Param(ParamId),
    /// A rule's value.
    Rule(RuleId),
}

/// What a node reads, in the order of the text, without what its references are found by. Of a reading all arms count.
pub(crate) fn reads(program: &guiju_ir::Program, node: NodeId) -> Vec<Read> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let read = match &program.nodes.at(node).op {
            Op::Field(_, field) if !is_reference(program, *field) => Some(Read::Fact(*field, None)),
            Op::LedgerEntry(_, field, entry) => Some(Read::Fact(*field, Some(entry.clone()))),
            Op::Param(param) => Some(Read::Param(*param)),
            Op::Call(rule, _) => Some(Read::Rule(*rule)),
            other => {
                open.extend(other.operands().into_iter().rev());
                None
            }
        };
        found.extend(read.filter(|read| !found.contains(read)));
    }
    found
}

fn is_reference(program: &guiju_ir::Program, field: FieldId) -> bool {
    matches!(program.fields.at(field).ty, Type::Entity(_))
}

/// Whether a node is a condition that needs boxes of its own under it: it calls a rule, or joins several conditions.
pub(crate) fn is_branching(program: &guiju_ir::Program, node: NodeId) -> bool {
    match &program.nodes.at(node).op {
        Op::All(parts) | Op::Any(parts) => parts.len() > 1,
        Op::Not(of) => is_branching(program, *of),
        Op::Call(..) => program.nodes.at(node).ty == Type::Truth,
        Op::Reading(_, arms) => arms.iter().any(|arm| is_branching(program, *arm)),
        Op::Over { op: OverOp::Every | OverOp::Some, body, .. } => {
            body.is_some_and(|body| is_branching(program, body))
        }
        _ => false,
    }
}
