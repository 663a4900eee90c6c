//! The rules of a whole pack and who uses whom, without their conditions; and what a change of one thing reaches.

use guiju_base::Words;
use guiju_ir::{ClauseId, FieldId, NodeId, Op, ParamId, Program, RuleId, RuleKind};

use crate::context::Context;
use crate::growth::{Growth, Read};
use crate::model::{Density, EdgeKind, Graph, VertexId, VertexKind};
use crate::naming::both;
use crate::origin::Origin;

/// The norms, terms, bars and parameters of a pack.
pub fn pack_graph(context: Context) -> Graph {
    let program = context.program;
    let mut growth = Growth::new(context);
    let norms = program.norms_in_order();
    for (norm, _) in &norms {
        growth.rule(*norm, Origin::Rule(*norm));
    }
    for (rule, declared) in program.rules.iter() {
        if matches!(declared.kind, RuleKind::Check(_) | RuleKind::Derived { .. }) {
            continue;
        }
        let (vertex, _) = growth.rule(rule, Origin::Rule(rule));
        for (kind, used) in uses(program, rule) {
            let used = match used {
                Read::Rule(used) => growth.rule(used, Origin::Rule(used)).0,
                Read::Param(param) => growth.param(param),
                Read::Fact(field, _) => match program.fields.at(field).derived {
                    Some(rule) => growth.rule(rule, Origin::Rule(rule)).0,
                    None => continue,
                },
            };
            growth.link(vertex, used, kind);
        }
    }
    let mut graph = growth.graph;
    graph.density = Density::Compact;
    graph.title = if program.pack.title == Words::default() {
        Words::same(&program.pack.id)
    } else {
        program.pack.title.clone()
    };
    graph.subtitle = Words::new(
        "规则、定义、除外、参数之间的引用",
        "norms, terms, bars and parameters, and who uses whom",
    );
    graph
}

/// What may change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Changed {
    /// A fact.
    Fact(FieldId),
    /// A parameter.
    Param(ParamId),
    /// A clause of the text.
    Clause(ClauseId),
}

/// The graph of a change and the rules that it reaches.
pub fn reach_graph(context: Context, changed: Changed, reached: &[RuleId]) -> Graph {
    let program = context.program;
    let mut growth = Growth::new(context);
    let seed = match changed {
        Changed::Fact(field) => growth.fact(field, None),
        Changed::Param(param) => growth.param(param),
        Changed::Clause(clause) => {
            let declared = program.clauses.at(clause);
            let label = Words::same(&declared.id);
            let vertex = growth.plant(VertexKind::Clause, Origin::Clause(clause), label, Some(declared.span));
            growth.graph.vertices.at_mut(vertex).detail = Some(Words::same(&declared.text));
            vertex
        }
    };
    if let Changed::Clause(clause) = changed {
        for (param, declared) in program.params.iter() {
            if declared.clauses.contains(&clause) {
                let vertex = growth.param(param);
                growth.link(seed, vertex, EdgeKind::Reaches);
            }
        }
    }
    for rule in reached {
        let (vertex, _) = growth.rule(*rule, Origin::Rule(*rule));
        if is_seeded(program, changed, *rule) {
            growth.link(seed, vertex, EdgeKind::Reaches);
        }
        for (_, used) in uses(program, *rule) {
            let used = match used {
                Read::Rule(used) => growth.of(&Origin::Rule(used)),
                Read::Param(used) => growth.of(&Origin::Param(used)),
                Read::Fact(field, _) => {
                    program.fields.at(field).derived.and_then(|rule| growth.of(&Origin::Rule(rule)))
                }
            };
            if let Some(used) = used {
                growth.link(used, vertex, EdgeKind::Reaches);
            }
        }
    }
    let Growth { mut graph, .. } = growth;
    // What is reached through something that has no box, such as a reading or the values of an enum.
    let lost: Vec<VertexId> = graph
        .vertices
        .ids()
        .filter(|vertex| *vertex != seed && !graph.edges.iter().any(|edge| edge.to == *vertex))
        .collect();
    let link = |to| crate::model::Edge { from: seed, to, kind: EdgeKind::Reaches, decisive: false };
    graph.edges.extend(lost.into_iter().map(link));
    let headline = graph.vertices.values().filter(|vertex| vertex.headline).count();
    let name = graph.vertices.at(seed).label.clone();
    graph.title = Words {
        zh: format!("“{}”的改动所及", name.zh),
        en: format!("What a change of “{}” reaches", name.en),
    };
    graph.subtitle = both(|lang| match lang {
        guiju_base::Lang::Zh => format!("规则和定义 {} 项，其中审查事项 {headline} 项", reached.len()),
        guiju_base::Lang::En => {
            format!("{} rules and terms, {headline} of them headline decisions", reached.len())
        }
    });
    graph
}

fn is_seeded(program: &Program, changed: Changed, rule: RuleId) -> bool {
    match changed {
        Changed::Fact(field) => read_by(program, rule).contains(&field),
        Changed::Param(param) => uses(program, rule).iter().any(|(_, used)| *used == Read::Param(param)),
        Changed::Clause(clause) => {
            let declared = program.rules.at(rule);
            let parts = declared.norm().is_some_and(|norm| {
                norm.effects.iter().any(|effect| effect.clauses.contains(&clause))
                    || norm.duties.iter().any(|duty| duty.clauses.contains(&clause))
            });
            parts || declared.clauses.contains(&clause)
        }
    }
}

/// The rules that read a fact themselves, in the order of the program: by name, or through the list that its references make.
pub fn readers(program: &Program, field: FieldId) -> Vec<RuleId> {
    program.rules.ids().filter(|rule| read_by(program, *rule).contains(&field)).collect()
}

/// The fields that a rule reads itself.
fn read_by(program: &Program, rule: RuleId) -> Vec<FieldId> {
    let mut found = Vec::new();
    for node in nodes(program, rule) {
        match &program.nodes.at(node).op {
            Op::Field(_, field) | Op::LedgerEntry(_, field, _) => found.push(*field),
            Op::Inverse(_, inverse) => found.push(program.inverses.at(*inverse).field),
            _ => (),
        }
    }
    found
}

/// The rules, parameters and facts that a rule uses itself, in the order of the text.
fn uses(program: &Program, rule: RuleId) -> Vec<(EdgeKind, Read)> {
    let mut found = Vec::new();
    let mut add = |kind: EdgeKind, read: Read| {
        if read != Read::Rule(rule) && !found.iter().any(|(_, known)| *known == read) {
            found.push((kind, read));
        }
    };
    if let Some(norm) = program.rules.at(rule).norm() {
        norm.bars.iter().for_each(|bar| add(EdgeKind::Bars, Read::Rule(bar.rule)));
        norm.exceptions.iter().for_each(|exception| add(EdgeKind::Excepts, Read::Rule(exception.rule)));
    }
    for (other, declared) in program.rules.iter() {
        if matches!(&declared.kind, RuleKind::Exception { to, .. } if *to == rule) {
            add(EdgeKind::Excepts, Read::Rule(other));
        }
    }
    for node in nodes(program, rule) {
        match &program.nodes.at(node).op {
            Op::Call(used, _) => add(EdgeKind::Uses, Read::Rule(*used)),
            Op::Param(used) => add(EdgeKind::Uses, Read::Param(*used)),
            Op::Field(_, field) => add(EdgeKind::Uses, Read::Fact(*field, None)),
            _ => (),
        }
    }
    found
}

/// The nodes of a rule's own text, in the order of the text, without those of what is attached to it.
fn nodes(program: &Program, rule: RuleId) -> Vec<NodeId> {
    let mut open: Vec<NodeId> = match &program.rules.at(rule).kind {
        RuleKind::Norm(norm) => norm
            .concerns
            .into_iter()
            .chain([norm.conditions])
            .chain(norm.effects.iter().filter_map(|effect| effect.when))
            .chain(norm.duties.iter().map(|duty| duty.holds))
            .collect(),
        _ => program.rules.at(rule).value().into_iter().collect(),
    };
    open.reverse();
    let mut found = Vec::new();
    let mut seen = std::collections::HashSet::new();
    while let Some(node) = open.pop() {
        if seen.insert(node) {
            found.push(node);
            open.extend(program.nodes.at(node).op.operands().into_iter().rev());
        }
    }
    found
}
