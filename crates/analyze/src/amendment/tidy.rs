//! Pairs as a person would draw them: a number changes as a whole, a lone letter is no common ground, and what was put in
//! or taken out begins and ends at a stop where it can.

use std::ops::Range;

use super::align::Pairs;
use super::letters::{Letters, is_end, is_stop};

/// Tidies the pairs of two texts.
pub(super) fn tidy(old: &Letters, new: &Letters, pairs: &mut Pairs) {
    part_lone_letters(old, pairs);
    part_words(old, new, pairs);
    slide(&old.signs, &new.signs, pairs);
    let mut turned = turn(pairs);
    slide(&new.signs, &old.signs, &mut turned);
    *pairs = turn(&mut turned);
}

/// The pairs seen from the other text.
fn turn(pairs: &mut Pairs) -> Pairs {
    Pairs { new_of: std::mem::take(&mut pairs.old_of), old_of: std::mem::take(&mut pairs.new_of) }
}

/// A single letter between others that have no pair was met by chance.
fn part_lone_letters(old: &Letters, pairs: &mut Pairs) {
    for at in 0..old.len() {
        let Some(new) = pairs.new_of(at) else { continue };
        let before = at > 0 && new > 0 && pairs.new_of(at - 1) == Some(new - 1);
        let after = pairs.new_of(at + 1) == Some(new + 1);
        if !before && !after && !is_stop(old.sign(at)) {
            pairs.part(at);
        }
    }
}

/// A number or Latin word of which a part has changed has changed: 25 is not 20 with another end.
fn part_words(old: &Letters, new: &Letters, pairs: &mut Pairs) {
    for word in words(old) {
        let first = pairs.new_of(word.start);
        let is_whole = first.is_some_and(|first| {
            let same = word.clone().enumerate().all(|(step, at)| pairs.new_of(at) == Some(first + step));
            same && !joins(new, first) && !joins(new, first + word.len())
        });
        if !is_whole {
            word.for_each(|at| pairs.part(at));
        }
    }
}

/// The numbers and Latin words of a text.
fn words(text: &Letters) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        at += 1;
        if is_latin(text.sign(start)) {
            while joins(text, at) {
                at += 1;
            }
            words.push(start..at);
        }
    }
    words
}

/// Whether the letter at `at` goes on with the word of the letter before it.
fn joins(text: &Letters, at: usize) -> bool {
    at > 0 && is_latin(text.sign(at)) && is_latin(text.sign(at - 1)) && text.touches(at)
}

fn is_latin(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '.' | '%')
}

/// Moves each block that is only in `b` along letters that it repeats, so that it begins and ends at stops.
fn slide(a: &[char], b: &[char], pairs: &mut Pairs) {
    let mut at = 0;
    while at < b.len() {
        if pairs.old_of(at).is_some() {
            at += 1;
            continue;
        }
        let start = at;
        while at < b.len() && pairs.old_of(at).is_none() {
            at += 1;
        }
        let end = at;
        let before = start.checked_sub(1).map_or(Some(0), |before| pairs.old_of(before).map(|old| old + 1));
        let after = if end == b.len() { Some(a.len()) } else { pairs.old_of(end) };
        // Only where nothing of `a` was taken out at the same place.
        if let Some(between) = before.filter(|_| before == after) {
            at = place(b, pairs, start..end, between).max(end);
        }
    }
}

/// Slides a block, which stands before the letter `between` of `a`, to its best place; gives back its end.
fn place(b: &[char], pairs: &mut Pairs, block: Range<usize>, between: usize) -> usize {
    let Range { start, end } = block;
    let sign = |at: usize| b.get(at).copied().unwrap_or('。');
    let mut left = 0;
    while left < start.min(between)
        && pairs.old_of(start - left - 1) == Some(between - left - 1)
        && sign(start - left - 1) == sign(end - left - 1)
    {
        left += 1;
    }
    let mut right = 0;
    while pairs.old_of(end + right) == Some(between + right) && sign(start + right) == sign(end + right) {
        right += 1;
    }
    let merit = |first: usize| {
        let opens = first.checked_sub(1).map_or(4, |before| weight(sign(before)));
        2 * opens + weight(sign(first + end - start - 1))
    };
    let nearness = |first: usize| std::cmp::Reverse(first.abs_diff(start));
    let best = (start - left..=start + right).max_by_key(|first| (merit(*first), nearness(*first)));
    let best = best.unwrap_or(start);
    shift(pairs, start, end, best);
    best + end - start
}

fn weight(sign: char) -> usize {
    match sign {
        _ if is_end(sign) => 4,
        '，' | '：' => 2,
        '、' => 1,
        _ => 0,
    }
}

/// Moves the block `start..end`, which has no pairs, so that it begins at `best`.
fn shift(pairs: &mut Pairs, start: usize, end: usize, best: usize) {
    let length = end - start;
    // Letters that the block passes over are paired with the equal ones on its other side.
    let passed: Vec<(usize, usize)> = if best < start {
        (best..start).filter_map(|at| pairs.old_of(at).map(|old| (old, at + length))).collect()
    } else {
        (end..end + best - start).filter_map(|at| pairs.old_of(at).map(|old| (old, at - length))).collect()
    };
    passed.iter().for_each(|(old, _)| pairs.part(*old));
    passed.iter().for_each(|(old, new)| pairs.join(*old, *new));
}
