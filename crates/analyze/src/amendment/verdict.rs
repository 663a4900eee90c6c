//! What became of each clause: its letters all paired in a row, some not, elsewhere, or its sentence cut.
//!
//! A stop between two clauses belongs to the first, and counts only while both stand side by side.

use std::ops::Range;

use super::letters::{Letters, is_end, is_stop, is_word};
use super::{Change, ClauseChange, Comparison, Core, Mark, Piece};

/// What became of each clause, in the order of the pinned text.
pub(super) fn changes(comparison: &Comparison) -> Vec<ClauseChange> {
    let sentences = sentences(comparison);
    let owners = comparison.owners();
    let verdict = |(index, core): (usize, &Core)| {
        let sentence = sentences.iter().find(|sentence| sentence.cores.contains(&index));
        one(comparison, &owners, index, core, sentence)
    };
    comparison.cores.iter().enumerate().map(verdict).collect()
}

/// The clauses of one sentence of the pinned text, and the sentences over which it is spread now when there are several.
struct Sentence {
    cores: Range<usize>,
    parts: Vec<String>,
}

fn sentences(comparison: &Comparison) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for index in 1..=comparison.cores.len() {
        let goes_on = gap(comparison, index).is_some_and(|gap| {
            let mut between = gap.map(|at| comparison.old.sign(at));
            !between.any(|sign| is_end(sign) || is_word(sign))
        });
        if !goes_on {
            sentences.push(Sentence { cores: start..index, parts: parts(comparison, start..index) });
            start = index;
        }
    }
    sentences
}

/// The letters between a clause and the one before it, in the pinned text.
fn gap(comparison: &Comparison, index: usize) -> Option<Range<usize>> {
    let before = comparison.cores.get(index.checked_sub(1)?)?;
    let after = comparison.cores.get(index)?;
    Some(before.letters.end..after.letters.start.max(before.letters.end))
}

/// The sentences over which the clauses of one sentence are spread, when an end was put between or into them.
fn parts(comparison: &Comparison, cores: Range<usize>) -> Vec<String> {
    let hulls: Vec<&Range<usize>> = cores.filter_map(|index| comparison.in_place(index)).collect();
    let ends_in = |mut letters: Range<usize>| {
        letters.any(|at| is_end(comparison.new.sign(at)) && comparison.pairs.old_of(at).is_none())
    };
    let is_cut = hulls.iter().any(|hull| ends_in((*hull).clone()))
        || hulls.iter().zip(hulls.iter().skip(1)).any(|(one, two)| ends_in(one.end..two.start.max(one.end)));
    let (Some(first), Some(last)) = (hulls.first(), hulls.last()) else { return Vec::new() };
    if !is_cut {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut start = first.start;
    for at in first.start..last.end {
        if is_end(comparison.new.sign(at)) {
            parts.push(comparison.new.words(start..at + 1));
            start = at + 1;
        }
    }
    parts.push(comparison.new.words(start..last.end));
    parts.retain(|part| !part.is_empty());
    parts
}

fn one(
    comparison: &Comparison,
    owners: &[Option<usize>],
    index: usize,
    core: &Core,
    sentence: Option<&Sentence>,
) -> ClauseChange {
    let old = comparison.old.words(core.letters.clone());
    let mut found = ClauseChange {
        clause: core.clause,
        change: Change::Removed,
        words: vec![Piece { mark: Mark::Removed, text: old.clone() }],
        old,
        new: String::new(),
        after: None,
        is_moved: false,
        parts: Vec::new(),
        place: None,
    };
    let Some(hull) = comparison.hulls.get(index).cloned().flatten() else { return found };
    found.new = comparison.new.words(hull.clone());
    found.words = words(comparison, core, &hull);
    found.place = Some(comparison.span(hull.clone()));
    found.is_moved = comparison.is_moved(index);
    let is_whole = found.words.iter().all(|piece| piece.mark == Mark::Kept);
    if found.is_moved {
        let before = owners.get(..hull.start).unwrap_or_default();
        let neighbour = before.iter().rev().flatten().find(|owner| **owner != index);
        found.after = neighbour.and_then(|owner| comparison.clause(*owner));
        found.change = if is_whole { Change::Moved } else { Change::Reworded };
        return found;
    }
    let parts = sentence.map(|sentence| sentence.parts.as_slice()).unwrap_or_default();
    let stop = changed_stop(comparison, index).filter(|_| parts.is_empty());
    found.change = match (parts.is_empty(), is_whole && stop.is_none()) {
        (false, _) => Change::Split,
        (true, true) => Change::Unchanged,
        (true, false) => Change::Reworded,
    };
    found.parts = parts.to_vec();
    if let Some((old, new)) = stop {
        for (mark, text, whole) in [(Mark::Removed, old, &mut found.old), (Mark::Added, new, &mut found.new)]
        {
            whole.push_str(&text);
            if !text.is_empty() {
                found.words.push(Piece { mark, text });
            }
        }
    }
    found
}

/// The stops behind a clause, old and new, where they differ and the next clause still follows.
fn changed_stop(comparison: &Comparison, index: usize) -> Option<(String, String)> {
    let old = gap(comparison, index + 1)?;
    let (one, two) = (comparison.in_place(index)?, comparison.in_place(index + 1)?);
    let new = one.end..two.start.max(one.end);
    let only_stops =
        |letters: &Letters, range: &Range<usize>| range.clone().all(|at| is_stop(letters.sign(at)));
    if !only_stops(&comparison.old, &old) || !only_stops(&comparison.new, &new) {
        return None;
    }
    let is_same = comparison.old.signs.get(old.clone()) == comparison.new.signs.get(new.clone());
    (!is_same).then(|| (comparison.old.words(old), comparison.new.words(new)))
}

/// Old and new words in one row: what is gone before what came.
fn words(comparison: &Comparison, core: &Core, hull: &Range<usize>) -> Vec<Piece> {
    let mut row = Row::default();
    let mut old = core.letters.start;
    for new in hull.clone() {
        match comparison.pairs.old_of(new) {
            Some(from) if core.letters.contains(&from) => {
                (old..from).for_each(|at| row.push(Mark::Removed, &comparison.old.word_sign(at)));
                row.push(Mark::Kept, &comparison.new.word_sign(new));
                old = old.max(from + 1);
            }
            // A letter of another clause, which now stands between.
            Some(_) => (),
            None => row.push(Mark::Added, &comparison.new.word_sign(new)),
        }
    }
    (old..core.letters.end).for_each(|at| row.push(Mark::Removed, &comparison.old.word_sign(at)));
    row.finish()
}

/// Pieces in the making; of a change, the old words stand in front.
#[derive(Default)]
struct Row {
    pieces: Vec<Piece>,
    removed: String,
    added: String,
}

impl Row {
    fn push(&mut self, mark: Mark, text: &str) {
        match mark {
            Mark::Removed => self.removed.push_str(text),
            Mark::Added => self.added.push_str(text),
            Mark::Kept => {
                self.settle();
                match self.pieces.last_mut().filter(|last| last.mark == Mark::Kept) {
                    Some(last) => last.text.push_str(text),
                    None => self.pieces.push(Piece { mark, text: text.to_string() }),
                }
            }
        }
    }

    fn settle(&mut self) {
        for (mark, text) in [(Mark::Removed, &mut self.removed), (Mark::Added, &mut self.added)] {
            if !text.is_empty() {
                self.pieces.push(Piece { mark, text: std::mem::take(text) });
            }
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.settle();
        self.pieces
    }
}
