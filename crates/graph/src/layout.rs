//! Sizes and edges to places: columns from left to right, boxes of a column from top to bottom, curves between columns.
//!
//! An edge over several columns passes each of them through a place of its own, so that no curve runs through a box. What
//! has no edge stands in a grid below.
//!
//! Invariant: no two boxes overlap; the same graph gives the same places.

use guiju_base::Table;

use crate::model::{Graph, VertexId};
use crate::order::order;

/// Between two boxes of a column.
const ROW_GAP: i32 = 10;
/// Beside the place through which an edge passes a column.
const LANE_GAP: i32 = 5;
/// Between two columns.
const COLUMN_GAP: i32 = 46;
/// How often places are balanced, one way and back.
const SWEEPS: usize = 16;

/// A box in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rect {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

/// Places for everything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// How wide the whole is.
    pub width: i32,
    /// How high the whole is.
    pub height: i32,
    /// The boxes.
    pub rects: Table<VertexId, Rect>,
    /// By edge: the points through which it runs, level at each.
    pub routes: Vec<Vec<(i32, i32)>>,
}

/// A box in a column, or the place through which an edge passes it.
pub(crate) struct Slot {
    pub column: usize,
    pub height: i32,
    pub vertex: Option<VertexId>,
}

/// Slots, what joins those of neighbouring columns, and the slots of each edge.
#[derive(Default)]
pub(crate) struct Lattice {
    pub slots: Vec<Slot>,
    pub links: Vec<(usize, usize)>,
    chains: Vec<Vec<usize>>,
}

/// Places the boxes of a graph, whose sizes are given.
pub(crate) fn layout(graph: &Graph, sizes: &Table<VertexId, (i32, i32)>) -> Layout {
    let lattice = lattice(graph, sizes);
    let columns = order(&lattice);
    let centres = balanced(&lattice, &columns);
    let mut placed =
        Layout { rects: Table::filled(graph.vertices.len(), Rect::default()), ..Layout::default() };
    let mut lefts = Vec::new();
    let mut left = 0;
    for column in &columns {
        let widths =
            column.iter().filter_map(|slot| lattice.slots.get(*slot)?.vertex).map(|it| sizes.at(it).0);
        let width = widths.max().unwrap_or(0);
        lefts.push((left, width));
        left += width + COLUMN_GAP;
    }
    placed.width = (left - COLUMN_GAP).max(0);
    for (slot, centre) in lattice.slots.iter().zip(&centres) {
        let (x, _) = lefts.get(slot.column).copied().unwrap_or_default();
        if let Some(vertex) = slot.vertex {
            let (width, height) = *sizes.at(vertex);
            *placed.rects.at_mut(vertex) = Rect { x, y: centre - height / 2, width, height };
        }
        placed.height = placed.height.max(centre + slot.height / 2 + 1);
    }
    placed.routes = graph
        .edges
        .iter()
        .zip(&lattice.chains)
        .map(|(edge, chain)| {
            let inner = chain.iter().flat_map(|slot| {
                let y = centres.get(*slot).copied().unwrap_or(0);
                let column = lattice.slots.get(*slot).map_or(0, |slot| slot.column);
                let (x, width) = lefts.get(column).copied().unwrap_or_default();
                [(x, y), (x + width, y)]
            });
            let (from, to) = (placed.rects.at(edge.from), placed.rects.at(edge.to));
            let column = lefts.iter().find(|(left, _)| *left == from.x);
            let right = column.map_or(from.x + from.width, |(left, width)| left + width);
            let start = (from.x + from.width, from.y + from.height / 2);
            let end = (to.x, to.y + to.height / 2);
            [start, (right, start.1)].into_iter().chain(inner).chain([end]).collect()
        })
        .collect();
    grid(graph, sizes, &mut placed);
    placed
}

/// Boxes and the ways between them, column by column.
fn lattice(graph: &Graph, sizes: &Table<VertexId, (i32, i32)>) -> Lattice {
    let columns = columns(graph);
    let mut lattice = Lattice::default();
    let mut of: Table<VertexId, usize> = Table::filled(graph.vertices.len(), usize::MAX);
    for vertex in graph.vertices.ids().filter(|vertex| is_joined(graph, *vertex)) {
        *of.at_mut(vertex) = lattice.slots.len();
        let height = sizes.at(vertex).1;
        lattice.slots.push(Slot { column: *columns.at(vertex), height, vertex: Some(vertex) });
    }
    for edge in &graph.edges {
        let mut chain = Vec::new();
        let mut last = *of.at(edge.from);
        for column in columns.at(edge.from) + 1..*columns.at(edge.to) {
            let lane = lattice.slots.len();
            lattice.slots.push(Slot { column, height: 2, vertex: None });
            lattice.links.push((last, lane));
            chain.push(lane);
            last = lane;
        }
        if columns.at(edge.from) < columns.at(edge.to) {
            lattice.links.push((last, *of.at(edge.to)));
        }
        lattice.chains.push(chain);
    }
    lattice
}

fn is_joined(graph: &Graph, vertex: VertexId) -> bool {
    graph.vertices.len() == 1 || graph.edges.iter().any(|edge| edge.from == vertex || edge.to == vertex)
}

/// The column of each vertex: as far left as what leads to it allows, but next to what it leads to where nothing does.
fn columns(graph: &Graph) -> Table<VertexId, usize> {
    let mut columns = Table::filled(graph.vertices.len(), 0_usize);
    // A graph has no way back; should it have one, so many rounds are enough to stop.
    for _ in 0..graph.vertices.len() {
        let mut moved = false;
        for edge in &graph.edges {
            let least = columns.at(edge.from) + 1;
            if *columns.at(edge.to) < least {
                *columns.at_mut(edge.to) = least;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let lead: Vec<(VertexId, usize)> = graph
        .vertices
        .ids()
        .filter(|vertex| !graph.edges.iter().any(|edge| edge.to == *vertex))
        .filter_map(|vertex| {
            let next = graph.leaving(vertex).map(|edge| *columns.at(edge.to)).min()?;
            Some((vertex, next.saturating_sub(1)))
        })
        .collect();
    for (vertex, column) in lead {
        *columns.at_mut(vertex) = column;
    }
    columns
}

/// The middle of each slot: as near to what it is joined to as order and room allow.
fn balanced(lattice: &Lattice, columns: &[Vec<usize>]) -> Vec<i32> {
    let mut centres = vec![0.0_f64; lattice.slots.len()];
    for column in columns {
        let heights = column.iter().map(|slot| f64::from(height(lattice, *slot)));
        let mut top = 0.0;
        for (slot, height) in column.iter().zip(heights) {
            put(&mut centres, *slot, top + height / 2.0);
            top += height + f64::from(ROW_GAP);
        }
    }
    for sweep in 0..SWEEPS {
        // In the end what needs stands beside the middle of what it needs.
        let both = (SWEEPS / 2..SWEEPS - 2).contains(&sweep);
        let forward = sweep % 2 == 0;
        let mut turn: Vec<&Vec<usize>> = columns.iter().collect();
        if !forward {
            turn.reverse();
        }
        for column in turn {
            let wanted: Vec<(f64, f64)> =
                column.iter().map(|slot| wanted(lattice, &centres, *slot, both, forward)).collect();
            for (slot, centre) in column.iter().zip(settled(lattice, column, &wanted)) {
                put(&mut centres, *slot, centre);
            }
        }
    }
    let top = lattice.slots.iter().zip(&centres).map(|(slot, centre)| centre - f64::from(slot.height) / 2.0);
    let top = top.fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, reason = "a picture is far smaller than an i32")]
    centres.iter().map(|centre| (centre - top).round() as i32).collect()
}

fn put(centres: &mut [f64], slot: usize, centre: f64) {
    if let Some(place) = centres.get_mut(slot) {
        *place = centre;
    }
}

fn height(lattice: &Lattice, slot: usize) -> i32 {
    lattice.slots.get(slot).map_or(0, |slot| slot.height)
}

fn is_lane(lattice: &Lattice, slot: usize) -> bool {
    lattice.slots.get(slot).is_some_and(|slot| slot.vertex.is_none())
}

/// Where a slot would stand if it were alone, and how much it wants to.
fn wanted(lattice: &Lattice, centres: &[f64], slot: usize, both: bool, forward: bool) -> (f64, f64) {
    let mut sum = 0.0;
    let mut weight = 0.0;
    for (from, to) in &lattice.links {
        let other = match (*from == slot, *to == slot) {
            (true, _) if both || !forward => *to,
            (_, true) if both || forward => *from,
            _ => continue,
        };
        // Ways over several columns are kept straight.
        let pull = if is_lane(lattice, slot) && is_lane(lattice, other) { 8.0 } else { 1.0 };
        sum += centres.get(other).copied().unwrap_or(0.0) * pull;
        weight += pull;
    }
    match weight > 0.0 {
        true => (sum / weight, weight),
        false => (centres.get(slot).copied().unwrap_or(0.0), 0.2),
    }
}

/// The places nearest to the wanted ones, by weighted squares, that keep order and gaps: neighbours that would clash are
/// pooled and move as one.
fn settled(lattice: &Lattice, column: &[usize], wanted: &[(f64, f64)]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(column.len());
    let mut offset = 0.0;
    let mut before: Option<usize> = None;
    for slot in column {
        if let Some(before) = before {
            let lane = is_lane(lattice, before) || is_lane(lattice, *slot);
            let gap = f64::from(if lane { LANE_GAP } else { ROW_GAP });
            let halves = f64::from(height(lattice, before) + height(lattice, *slot)) / 2.0;
            // Rounding may bring two neighbours nearer by one.
            offset += halves + gap + 1.0;
        }
        offsets.push(offset);
        before = Some(*slot);
    }
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((wish, weight), offset) in wanted.iter().zip(&offsets) {
        let mut pool = ((wish - offset) * weight, *weight, 1);
        while let Some((sum, total, count)) = pools.last().copied() {
            if sum / total <= pool.0 / pool.1 {
                break;
            }
            pool = (sum + pool.0, total + pool.1, count + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let places = pools.iter().flat_map(|(sum, weight, count)| std::iter::repeat_n(sum / weight, *count));
    places.zip(&offsets).map(|(place, offset)| place + offset).collect()
}

/// What has no edge, in rows below the rest.
fn grid(graph: &Graph, sizes: &Table<VertexId, (i32, i32)>, placed: &mut Layout) {
    const LEAST: i32 = 1_300;
    let alone: Vec<VertexId> = graph.vertices.ids().filter(|vertex| !is_joined(graph, *vertex)).collect();
    let Some(widest) = alone.iter().map(|vertex| sizes.at(*vertex).0).max() else { return };
    let full = placed.width.max(LEAST);
    let across = usize::try_from(full / (widest + ROW_GAP)).unwrap_or(1).max(1);
    let mut top = if placed.height > 0 { placed.height + COLUMN_GAP } else { 0 };
    for row in alone.chunks(across) {
        let mut x = 0;
        let mut height = 0;
        for vertex in row {
            let size = *sizes.at(*vertex);
            *placed.rects.at_mut(*vertex) = Rect { x, y: top, width: size.0, height: size.1 };
            x += widest + ROW_GAP;
            height = height.max(size.1);
        }
        placed.width = placed.width.max(x - ROW_GAP);
        top += height + ROW_GAP;
    }
    placed.height = top - ROW_GAP;
}
