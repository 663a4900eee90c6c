//! What stands in no clause: words of the amended text that no clause has, and words outside of clauses that are gone.
//!
//! A change in a heading is shown with the phrase around it; a change of stops alone is none.

use std::ops::Range;

use super::letters::{is_end, is_stop, is_word};
use super::{Comparison, Uncovered};

/// The words outside of clauses that differ, in the order of the amended text.
pub(super) fn uncovered(comparison: &Comparison) -> Vec<Uncovered> {
    let owners = comparison.owners();
    let mut found: Vec<(usize, Uncovered)> = Vec::new();
    let mut at = 0;
    while at < owners.len() {
        let start = at;
        while owners.get(at).is_some_and(Option::is_none) {
            at += 1;
        }
        let around = Around {
            after: start.checked_sub(1).and_then(|before| owners.get(before).copied().flatten()),
            before: owners.get(at).copied().flatten(),
        };
        for letters in new_stretches(comparison, start..at) {
            found.push((letters.start, around.uncovered(comparison, letters)));
        }
        at += 1;
    }
    lost_words(comparison, &mut found);
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, uncovered)| uncovered).collect()
}

/// The clauses on both sides of a stretch, by index of core.
struct Around {
    after: Option<usize>,
    before: Option<usize>,
}

impl Around {
    fn uncovered(&self, comparison: &Comparison, letters: Range<usize>) -> Uncovered {
        let hull = |core: Option<usize>| comparison.hulls.get(core?)?.clone();
        let joins_front = hull(self.after)
            .is_some_and(|hull| !comparison.new.breaks_within(hull.end.saturating_sub(1)..letters.start + 1));
        let joins_back = hull(self.before)
            .is_some_and(|hull| !comparison.new.breaks_within(letters.end.saturating_sub(1)..hull.start + 1));
        let beside = [self.after.filter(|_| joins_front), self.before.filter(|_| joins_back)];
        Uncovered {
            after: self.after.and_then(|core| comparison.clause(core)),
            before: self.before.and_then(|core| comparison.clause(core)),
            beside: beside.into_iter().flatten().filter_map(|core| comparison.clause(core)).collect(),
            old: String::new(),
            new: comparison.new.words(letters.clone()),
            place: Some(comparison.span(letters)),
        }
    }
}

/// The stretches of a run without clauses that hold unpaired words, each up to the next stop or paired words.
fn new_stretches(comparison: &Comparison, run: Range<usize>) -> Vec<Range<usize>> {
    let is_new = |at: usize| is_word(comparison.new.sign(at)) && comparison.pairs.old_of(at).is_none();
    let is_known = |at: usize| is_word(comparison.new.sign(at)) && comparison.pairs.old_of(at).is_some();
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut at = run.start;
    while at < run.end {
        if !is_new(at) {
            at += 1;
            continue;
        }
        let (mut start, mut last) = (at, at);
        while at < run.end && !is_known(at) {
            last = if is_new(at) { at } else { last };
            at += 1;
        }
        let mut end = last + 1;
        // Changed words of a heading, with what is left of it.
        let may_join = |at: usize| !is_stop(comparison.new.sign(at));
        while start > run.start && may_join(start - 1) && !comparison.new.opens(start) {
            start -= 1;
        }
        while end < run.end && may_join(end) && !comparison.new.opens(end) {
            end += 1;
        }
        if end < run.end && is_end(comparison.new.sign(end)) {
            end += 1;
        }
        match stretches.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = last.end.max(end),
            None => stretches.push(start..end),
        }
        at = at.max(end);
    }
    stretches
}

/// Adds the words between clauses of the pinned text that are gone: to what came in their place, or by themselves.
fn lost_words(comparison: &Comparison, found: &mut Vec<(usize, Uncovered)>) {
    let count = comparison.cores.len();
    for index in 0..=count {
        let end_of = |core: usize| comparison.cores.get(core).map(|core| core.letters.end);
        let start = index.checked_sub(1).map_or(Some(0), end_of).unwrap_or(0);
        let end = comparison.cores.get(index).map_or(comparison.old.len(), |core| core.letters.start);
        let is_lost =
            |at: &usize| is_word(comparison.old.sign(*at)) && comparison.pairs.new_of(*at).is_none();
        let (Some(first), Some(last)) = ((start..end).find(is_lost), (start..end).rev().find(is_lost)) else {
            continue;
        };
        let old = comparison.old.words(first..last + 1);
        let after = index.checked_sub(1).and_then(|core| comparison.clause(core));
        match found.iter_mut().find(|(_, uncovered)| uncovered.after == after && uncovered.old.is_empty()) {
            Some((_, uncovered)) => uncovered.old = old,
            None => {
                let hull =
                    index.checked_sub(1).and_then(|core| comparison.hulls.get(core).cloned().flatten());
                let uncovered = Uncovered {
                    after,
                    before: comparison.clause(index),
                    beside: Vec::new(),
                    old,
                    new: String::new(),
                    place: None,
                };
                found.push((hull.map_or(0, |hull| hull.end), uncovered));
            }
        }
    }
}
