//! Which way each vertex tells: a condition that holds speaks for the norm's answer, a bar that holds against it.

use std::collections::HashSet;

use guiju_base::{Id, Table};
use guiju_ir::{NormKind, Truth};

use crate::context::Context;
use crate::model::{EdgeKind, Graph, Leaning, VertexId};
use crate::origin::Origin;

/// Fills in the leanings of all vertices that have a truth.
pub(crate) fn leanings(graph: &mut Graph, context: Context) {
    let Some(root) = graph.vertices.ids().next() else { return };
    let kind = match &graph.vertices.at(root).origin {
        Origin::Root(rule) => context.program.rules.at(*rule).norm().map(|norm| norm.kind),
        _ => None,
    };
    let Some(kind) = kind else { return };
    // By vertex: whether its holding speaks for the answer, and whether it speaks against it.
    let mut told: Table<VertexId, (bool, bool)> = Table::filled(graph.vertices.len(), (false, false));
    let mut seen = HashSet::new();
    let mut open = vec![(root, true)];
    while let Some((vertex, speaks_for)) = open.pop() {
        if !seen.insert((vertex.index(), speaks_for)) {
            continue;
        }
        let known = told.at_mut(vertex);
        *known = (known.0 || speaks_for, known.1 || !speaks_for);
        for edge in graph.leaving(vertex) {
            let turns = match edge.kind {
                EdgeKind::Uses | EdgeKind::Reaches => continue,
                EdgeKind::Not => true,
                EdgeKind::Bars => vertex == root,
                EdgeKind::Excepts if vertex == root => kind.grants(),
                EdgeKind::Requires if vertex == root => kind == NormKind::Forbid,
                _ => false,
            };
            open.push((edge.to, speaks_for != turns));
        }
    }
    for vertex in graph.vertices.ids() {
        let told = *told.at(vertex);
        let Some(state) = &mut graph.vertices.at_mut(vertex).state else { continue };
        state.leaning = match (state.truth, told) {
            (Some(Truth::Unknown), (true, _) | (_, true)) => Some(Leaning::Open),
            (Some(Truth::True), (true, false)) | (Some(Truth::False), (false, true)) => Some(Leaning::For),
            (Some(Truth::False), (true, false)) | (Some(Truth::True), (false, true)) => {
                Some(Leaning::Against)
            }
            _ => None,
        };
    }
}
