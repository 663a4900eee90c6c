//! The order of the rules: what a rule rests on comes before it; where that is impossible, the cycles.
//!
//! The only place that knows petgraph. Among rules that do not rest on each other the order of declaration is kept.

use std::collections::VecDeque;

use guiju_base::{Diagnostic, Id, Table};
use guiju_ir::RuleId;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{DfsPostOrder, EdgeRef};

use crate::body::Draft;
use crate::diagnostics::{Link, cycle};
use crate::signatures::{Signatures, Use};

/// All rules, used before user; cycles are reported, and then the order means nothing.
pub(crate) fn order(
    signatures: &Signatures,
    drafts: &Table<RuleId, Draft>,
    report: &mut Vec<Diagnostic>,
) -> Vec<RuleId> {
    let uses = || signatures.links.iter().chain(drafts.values().flat_map(|draft| &draft.uses));
    let mut graph: DiGraph<RuleId, &Use> = DiGraph::with_capacity(drafts.len(), uses().count());
    for rule in drafts.ids() {
        graph.add_node(rule);
    }
    for one in uses() {
        graph.add_edge(NodeIndex::new(one.user.index()), NodeIndex::new(one.used.index()), one);
    }
    // Tarjan's algorithm recurses in petgraph, and a chain of rules can be longer than the stack is deep.
    for group in kosaraju_scc(&graph) {
        if let Some(links) = shortest_cycle(&graph, &group) {
            let links: Vec<Link> =
                links.into_iter().map(|one| Link { name: signatures.id(one.user), span: one.span }).collect();
            report.push(cycle(&links));
        }
    }
    let mut order = Vec::with_capacity(drafts.len());
    let mut walk = DfsPostOrder::empty(&graph);
    for start in graph.node_indices() {
        walk.move_to(start);
        while let Some(next) = walk.next(&graph) {
            order.extend(graph.node_weight(next));
        }
    }
    order
}

/// The shortest way round from the first declared rule of a strongly connected group back to it.
fn shortest_cycle<'u>(graph: &DiGraph<RuleId, &'u Use>, group: &[NodeIndex]) -> Option<Vec<&'u Use>> {
    let start = *group.iter().min()?;
    let inside: std::collections::HashSet<NodeIndex> = group.iter().copied().collect();
    let mut came_by: std::collections::HashMap<NodeIndex, &Use> = std::collections::HashMap::new();
    let mut pending = VecDeque::from([start]);
    while let Some(at) = pending.pop_front() {
        // petgraph hands out edges last first; the first use in the text is the one to show.
        let edges: Vec<_> = graph.edges(at).collect();
        for edge in edges.into_iter().rev() {
            let next = edge.target();
            if next == start {
                return Some(way_back(start, at, edge.weight(), &came_by));
            }
            if inside.contains(&next) && !came_by.contains_key(&next) {
                came_by.insert(next, edge.weight());
                pending.push_back(next);
            }
        }
    }
    None
}

fn way_back<'u>(
    start: NodeIndex,
    last: NodeIndex,
    closing: &'u Use,
    came_by: &std::collections::HashMap<NodeIndex, &'u Use>,
) -> Vec<&'u Use> {
    let mut links = vec![closing];
    let mut at = last;
    while at != start {
        let Some(link) = came_by.get(&at) else { break };
        links.push(link);
        at = NodeIndex::new(link.user.index());
    }
    links.reverse();
    links
}
