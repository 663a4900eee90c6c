//! The order of the boxes in each column: that of the text, unless another has fewer crossings.

use rust_sugiyama::configure::{Config, RankingType};
use rust_sugiyama::from_vertices_and_edges;

use crate::layout::Lattice;

/// The slots of each column from top to bottom.
pub(crate) fn order(lattice: &Lattice) -> Vec<Vec<usize>> {
    let text = of_text(lattice);
    if crossings(lattice, &text) == 0 {
        return text;
    }
    let fewest = of_fewest_crossings(lattice);
    let swapped = [calmed(lattice, text), calmed(lattice, fewest)];
    // The first of those with equally few: that of the text.
    swapped.into_iter().min_by_key(|columns| crossings(lattice, columns)).unwrap_or_default()
}

/// As one meets them when every box is followed by what hangs under it.
fn of_text(lattice: &Lattice) -> Vec<Vec<usize>> {
    let mut seen = vec![false; lattice.slots.len()];
    let mut columns: Vec<Vec<usize>> = Vec::new();
    let is_first = |slot: usize| !lattice.links.iter().any(|(_, to)| *to == slot);
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); lattice.slots.len()];
    for (from, to) in &lattice.links {
        if let Some(next) = next.get_mut(*from) {
            next.push(*to);
        }
    }
    let firsts = (0..lattice.slots.len()).filter(|slot| is_first(*slot));
    for first in firsts {
        let mut open = vec![first];
        while let Some(slot) = open.pop() {
            let is_new = seen.get_mut(slot).is_some_and(|seen| !std::mem::replace(seen, true));
            let Some(found) = lattice.slots.get(slot).filter(|_| is_new) else { continue };
            if columns.len() <= found.column {
                columns.resize(found.column + 1, Vec::new());
            }
            if let Some(column) = columns.get_mut(found.column) {
                column.push(slot);
            }
            open.extend(next.get(slot).into_iter().flatten().rev());
        }
    }
    columns
}

/// As the drawing library has them.
fn of_fewest_crossings(lattice: &Lattice) -> Vec<Vec<usize>> {
    let id = |slot: usize| u32::try_from(slot).unwrap_or(u32::MAX);
    let vertices: Vec<(u32, (f64, f64))> =
        lattice.slots.iter().enumerate().map(|(slot, it)| (id(slot), (f64::from(it.height), 1.0))).collect();
    let edges: Vec<(u32, u32)> = lattice.links.iter().map(|(from, to)| (id(*from), id(*to))).collect();
    // Every link spans one column already.
    let config = Config { dummy_vertices: false, ranking_type: RankingType::Up, ..Config::default() };
    let layouts = from_vertices_and_edges(&vertices, &edges, &config);
    let mut found: Vec<(usize, usize, f64, usize)> = Vec::new();
    for (part, (places, ..)) in layouts.iter().enumerate() {
        for (slot, (across, _)) in places {
            let column = lattice.slots.get(*slot).map_or(0, |slot| slot.column);
            found.push((column, part, *across, *slot));
        }
    }
    found.sort_by(|one, other| {
        (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.total_cmp(&other.2)).then(one.3.cmp(&other.3))
    });
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for (column, .., slot) in found {
        if columns.len() <= column {
            columns.resize(column + 1, Vec::new());
        }
        if let Some(column) = columns.get_mut(column) {
            column.push(slot);
        }
    }
    columns
}

/// The same with neighbours swapped wherever that takes crossings away.
fn calmed(lattice: &Lattice, mut columns: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    const ROUNDS: usize = 8;
    let near = Neighbours::of(lattice);
    for _ in 0..ROUNDS {
        let mut places = places(lattice, &columns);
        let mut changed = false;
        for column in &mut columns {
            for upper in 1..column.len() {
                let (Some(one), Some(other)) = (column.get(upper - 1).copied(), column.get(upper).copied())
                else {
                    continue;
                };
                if near.crossings(&places, other, one) < near.crossings(&places, one, other) {
                    column.swap(upper - 1, upper);
                    places.swap(one, other);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    columns
}

/// What each slot is joined to, on either side.
struct Neighbours {
    before: Vec<Vec<usize>>,
    behind: Vec<Vec<usize>>,
}

impl Neighbours {
    fn of(lattice: &Lattice) -> Neighbours {
        let none = vec![Vec::new(); lattice.slots.len()];
        let mut near = Neighbours { before: none.clone(), behind: none };
        for (from, to) in &lattice.links {
            if let (Some(behind), Some(before)) = (near.behind.get_mut(*from), near.before.get_mut(*to)) {
                behind.push(*to);
                before.push(*from);
            }
        }
        near
    }

    /// How often the ways of `upper` and `lower` cross when they stand in that order.
    fn crossings(&self, places: &[usize], upper: usize, lower: usize) -> usize {
        let place = |slot: &usize| places.get(*slot).copied().unwrap_or(0);
        [&self.before, &self.behind]
            .into_iter()
            .map(|side| {
                let (Some(upper), Some(lower)) = (side.get(upper), side.get(lower)) else { return 0 };
                upper
                    .iter()
                    .map(|one| lower.iter().filter(|other| place(one) > place(other)).count())
                    .sum::<usize>()
            })
            .sum()
    }
}

/// The place of each slot in its column.
fn places(lattice: &Lattice, columns: &[Vec<usize>]) -> Vec<usize> {
    let mut places = vec![0; lattice.slots.len()];
    for (place, slot) in columns.iter().flat_map(|column| column.iter().enumerate()) {
        if let Some(known) = places.get_mut(*slot) {
            *known = place;
        }
    }
    places
}

/// How many pairs of links cross.
fn crossings(lattice: &Lattice, columns: &[Vec<usize>]) -> usize {
    let places = places(lattice, columns);
    let place = |slot: usize| places.get(slot).copied().unwrap_or(0);
    let column = |slot: usize| lattice.slots.get(slot).map_or(0, |slot| slot.column);
    let ways: Vec<(usize, usize, usize)> =
        lattice.links.iter().map(|(from, to)| (column(*from), place(*from), place(*to))).collect();
    let crosses = |one: &(usize, usize, usize), other: &(usize, usize, usize)| {
        one.0 == other.0 && ((one.1 < other.1 && one.2 > other.2) || (one.1 > other.1 && one.2 < other.2))
    };
    ways.iter()
        .enumerate()
        .map(|(at, one)| ways.iter().skip(at + 1).filter(|other| crosses(one, other)).count())
        .sum()
}
