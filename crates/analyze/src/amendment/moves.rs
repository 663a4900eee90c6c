//! Clauses whose words are no longer in their order, looked for among the new words that nothing has claimed.
//!
//! First those whose very words stand elsewhere, then those of which at least half do.

use std::collections::HashMap;
use std::ops::Range;

use super::KEPT;
use super::align::{Pairs, common};

/// The length of the stretches by which places are found.
const STRETCH: usize = 4;
/// A stretch that stands in more places than this finds nothing.
const MOST_PLACES: usize = 32;

/// Pairs each of these clauses with the place that has its words; gives back those that were found.
pub(super) fn find(old: &[char], new: &[char], lost: &[Range<usize>], pairs: &mut Pairs) -> Vec<bool> {
    let mut found = vec![false; lost.len()];
    let index = Index::of(new, pairs);
    for (clause, found) in lost.iter().zip(&mut found) {
        *found = index.exact(old, new, clause, pairs);
    }
    for (clause, found) in lost.iter().zip(&mut found).filter(|(_, found)| !**found) {
        *found = index.near(old, new, clause, pairs);
    }
    found
}

/// Where each stretch of unclaimed letters stands.
struct Index<'n>(HashMap<&'n [char], Vec<usize>>);

impl<'n> Index<'n> {
    fn of(new: &'n [char], pairs: &Pairs) -> Index<'n> {
        let mut places: HashMap<&[char], Vec<usize>> = HashMap::new();
        for (at, window) in new.windows(STRETCH).enumerate() {
            if (at..at + STRETCH).all(|letter| pairs.old_of(letter).is_none()) {
                let places = places.entry(window).or_default();
                if places.len() <= MOST_PLACES {
                    places.push(at);
                }
            }
        }
        Index(places)
    }

    fn places(&self, stretch: &[char]) -> &[usize] {
        self.0.get(stretch).filter(|places| places.len() <= MOST_PLACES).map_or(&[], Vec::as_slice)
    }

    fn exact(&self, old: &[char], new: &[char], clause: &Range<usize>, pairs: &mut Pairs) -> bool {
        let words = old.get(clause.clone()).unwrap_or_default();
        let is_free = |at: &usize| {
            new.get(*at..at + words.len()) == Some(words)
                && (*at..at + words.len()).all(|letter| pairs.old_of(letter).is_none())
        };
        let first =
            words.get(..STRETCH).and_then(|stretch| self.places(stretch).iter().copied().find(is_free));
        if let Some(at) = first {
            (0..words.len()).for_each(|step| pairs.join(clause.start + step, at + step));
        }
        first.is_some()
    }

    fn near(&self, old: &[char], new: &[char], clause: &Range<usize>, pairs: &mut Pairs) -> bool {
        let words = old.get(clause.clone()).unwrap_or_default();
        let mut hits: Vec<usize> =
            words.windows(STRETCH).flat_map(|stretch| self.places(stretch)).copied().collect();
        hits.sort_unstable();
        hits.dedup();
        let reach = 2 * words.len() + STRETCH;
        let Some(from) = densest(&hits, reach) else { return false };
        let first = from.saturating_sub(words.len());
        let free: Vec<usize> =
            (first..(from + reach).min(new.len())).filter(|at| pairs.old_of(*at).is_none()).collect();
        let letters: Vec<char> = free.iter().filter_map(|at| new.get(*at).copied()).collect();
        let shared: Vec<(usize, usize)> = common(words, &letters)
            .into_iter()
            .filter_map(|(row, column)| free.get(column).map(|at| (row, *at)))
            .collect();
        let shared = in_runs(&shared);
        let is_enough = shared.len() * KEPT.1 >= words.len() * KEPT.0;
        if is_enough {
            shared.iter().for_each(|(row, at)| pairs.join(clause.start + row, *at));
        }
        is_enough
    }
}

/// The start of the stretch of `reach` letters with the most hits.
fn densest(hits: &[usize], reach: usize) -> Option<usize> {
    let count = |first: usize| {
        hits.partition_point(|hit| *hit < first + reach) - hits.partition_point(|hit| *hit < first)
    };
    hits.iter().copied().max_by_key(|hit| (count(*hit), std::cmp::Reverse(*hit)))
}

/// The pairs that have a neighbour on both sides or on one.
fn in_runs(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let follows = |one: Option<&(usize, usize)>, two: Option<&(usize, usize)>| {
        one.zip(two).is_some_and(|(one, two)| one.0 + 1 == two.0 && one.1 + 1 == two.1)
    };
    let kept = |index: &usize| {
        let before = index.checked_sub(1).and_then(|before| pairs.get(before));
        follows(before, pairs.get(*index)) || follows(pairs.get(*index), pairs.get(index + 1))
    };
    (0..pairs.len()).filter(kept).filter_map(|index| pairs.get(index).copied()).collect()
}
