//! Two runs of letters to the pairs of letters that are the same, both in order.
//!
//! Stretches that occur once on both sides are anchors: long ones first, then shorter ones between them, and between the
//! last of those the longest common subsequence. Anchors that would cross are left out: the longest chain stays.
//!
//! Linear but for the sort of the anchors and the last step, whose work is limited; what lies beyond stays unpaired.

use std::collections::HashMap;
use std::ops::Range;

/// The lengths of the anchors, from the surest on.
const LENGTHS: [usize; 3] = [16, 8, 4];
/// The largest table of one last step.
const CELLS: usize = 1 << 20;
/// The work of all last steps together.
const BUDGET: usize = 200 << 20;

/// Which letter of the one text is which letter of the other.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    /// By letter of the old text.
    pub new_of: Vec<Option<usize>>,
    /// By letter of the new text.
    pub old_of: Vec<Option<usize>>,
}

impl Pairs {
    /// Nothing paired yet.
    pub fn none(old: usize, new: usize) -> Pairs {
        Pairs { new_of: vec![None; old], old_of: vec![None; new] }
    }

    /// The letter of the new text that an old one is.
    pub fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(old).copied().flatten()
    }

    /// The letter of the old text that a new one is.
    pub fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of.get(new).copied().flatten()
    }

    /// Pairs two letters that are not paired yet.
    pub fn join(&mut self, old: usize, new: usize) {
        if let (Some(to), Some(from)) = (self.new_of.get_mut(old), self.old_of.get_mut(new))
            && to.is_none()
            && from.is_none()
        {
            (*to, *from) = (Some(new), Some(old));
        }
    }

    /// Parts an old letter from its new one.
    pub fn part(&mut self, old: usize) {
        let new = self.new_of.get_mut(old).and_then(Option::take);
        if let Some(from) = new.and_then(|new| self.old_of.get_mut(new)) {
            *from = None;
        }
    }
}

/// Pairs the letters of two texts.
pub(super) fn align(old: &[char], new: &[char]) -> Pairs {
    let mut work = Work { old, new, pairs: Pairs::none(old.len(), new.len()), budget: BUDGET };
    let mut open = vec![Region { old: 0..old.len(), new: 0..new.len(), level: 0 }];
    while let Some(region) = open.pop() {
        let region = work.trim(region);
        if region.old.is_empty() || region.new.is_empty() {
            continue;
        }
        match LENGTHS.get(region.level) {
            Some(length) => work.anchor(&region, *length, &mut open),
            None => work.last(&region),
        }
    }
    work.pairs
}

/// The pairs of a longest common subsequence; nothing when the table would be too large.
pub(super) fn common(old: &[char], new: &[char]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > CELLS {
        return Vec::new();
    }
    // By row and column: the length of the longest common subsequence of what is left.
    let mut table = vec![0u16; (old.len() + 1) * width];
    let cell =
        |table: &[u16], row: usize, column: usize| table.get(row * width + column).copied().unwrap_or(0);
    for (row, sign) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let best = if sign == other {
                cell(&table, row + 1, column + 1).saturating_add(1)
            } else {
                cell(&table, row + 1, column).max(cell(&table, row, column + 1))
            };
            table.get_mut(row * width + column).into_iter().for_each(|cell| *cell = best);
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while let (Some(sign), Some(other)) = (old.get(row), new.get(column)) {
        if sign == other {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if cell(&table, row + 1, column) >= cell(&table, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

/// Two stretches that lie between the same anchors.
struct Region {
    old: Range<usize>,
    new: Range<usize>,
    level: usize,
}

struct Work<'s> {
    old: &'s [char],
    new: &'s [char],
    pairs: Pairs,
    budget: usize,
}

impl Work<'_> {
    fn is_same(&self, old: usize, new: usize) -> bool {
        self.old.get(old).is_some_and(|sign| self.new.get(new) == Some(sign))
    }

    /// Pairs what a region has in common at its ends.
    fn trim(&mut self, mut region: Region) -> Region {
        while !region.old.is_empty()
            && !region.new.is_empty()
            && self.is_same(region.old.start, region.new.start)
        {
            self.pairs.join(region.old.start, region.new.start);
            (region.old.start, region.new.start) = (region.old.start + 1, region.new.start + 1);
        }
        while !region.old.is_empty()
            && !region.new.is_empty()
            && self.is_same(region.old.end - 1, region.new.end - 1)
        {
            (region.old.end, region.new.end) = (region.old.end - 1, region.new.end - 1);
            self.pairs.join(region.old.end, region.new.end);
        }
        region
    }

    /// Pairs the longest chain of anchors of a region, and leaves what lies between them for the next level.
    fn anchor(&mut self, region: &Region, length: usize, open: &mut Vec<Region>) {
        let chain = longest_chain(&self.anchors(region, length));
        let (mut old, mut new) = (region.old.start, region.new.start);
        for (at_old, at_new) in chain {
            // The head of an anchor may lie in the one before.
            let skip = old.saturating_sub(at_old).max(new.saturating_sub(at_new));
            let (at_old, at_new, length) = match length.checked_sub(skip) {
                Some(rest) if rest > 0 => (at_old + skip, at_new + skip, rest),
                _ => continue,
            };
            if at_old > old || at_new > new {
                open.push(Region { old: old..at_old, new: new..at_new, level: region.level + 1 });
            }
            (0..length).for_each(|step| self.pairs.join(at_old + step, at_new + step));
            (old, new) = (at_old + length, at_new + length);
        }
        open.push(Region { old: old..region.old.end, new: new..region.new.end, level: region.level + 1 });
    }

    /// The stretches of a length that occur once in each text of the region, in the order of the old one.
    fn anchors(&self, region: &Region, length: usize) -> Vec<(usize, usize)> {
        let old = places(self.old, &region.old, length);
        let new = places(self.new, &region.new, length);
        let both =
            |(window, place): (&&[char], &Option<usize>)| (*place).zip(new.get(*window).copied().flatten());
        let mut anchors: Vec<(usize, usize)> = old.iter().filter_map(both).collect();
        anchors.sort_unstable();
        anchors
    }

    fn last(&mut self, region: &Region) {
        let cells = region.old.len().saturating_mul(region.new.len());
        if cells > self.budget {
            return;
        }
        self.budget -= cells;
        let old = self.old.get(region.old.clone()).unwrap_or_default();
        let new = self.new.get(region.new.clone()).unwrap_or_default();
        for (row, column) in common(old, new) {
            self.pairs.join(region.old.start + row, region.new.start + column);
        }
    }
}

/// By stretch of a length: where it stands, when it stands in one place.
fn places<'t>(text: &'t [char], range: &Range<usize>, length: usize) -> HashMap<&'t [char], Option<usize>> {
    let stretch = text.get(range.clone()).unwrap_or_default();
    let mut places: HashMap<&[char], Option<usize>> = HashMap::new();
    for (at, window) in stretch.windows(length).enumerate() {
        places.entry(window).and_modify(|place| *place = None).or_insert(Some(range.start + at));
    }
    places
}

/// The longest chain of anchors that rises on both sides; `anchors` rise on the first.
fn longest_chain(anchors: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // By length of a chain: the anchor with the smallest end on the second side that closes one.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    let second = |index: usize| anchors.get(index).map_or(usize::MAX, |anchor| anchor.1);
    for (index, anchor) in anchors.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < anchor.1);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain = Vec::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        chain.extend(anchors.get(index).copied());
        at = before.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}
