//! An amended text against the pinned one: what became of each clause, and which words are new.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | read | `letters` | a text | its letters, without layout |
//! | align | `align` | two runs of letters | pairs of equal letters, in order |
//! | tidy | `tidy` | pairs | pairs that begin and end where a reader would have them |
//! | find | `moves` | clauses without their words | the same words elsewhere |
//! | tell | `verdict` | pairs | what became of each clause |
//! | rest | `uncovered` | pairs | what stands in no clause |
//!
//! Blanks, line breaks, full and half width, and the numbers in front of measures are no change. A clause of whose letters
//! fewer than half are left is removed.

mod align;
mod letters;
mod moves;
mod tidy;
mod uncovered;
mod verdict;

use std::ops::Range;

use guiju_base::{SourceId, Sources, Span};
use guiju_ir::{ClauseId, Program};

use align::{Pairs, align};
use letters::{Letters, is_stop};

/// A clause is still there when this part of its letters is: one in two.
const KEPT: (usize, usize) = (1, 2);

/// What became of a clause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Change {
    /// The same words in the same order.
    Unchanged,
    /// Some words are others.
    Reworded,
    /// The same words, elsewhere.
    Moved,
    /// Its sentence is now several.
    Split,
    /// Its words are gone.
    Removed,
}

/// Whether words are in both texts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mark {
    /// In both.
    Kept,
    /// In the pinned text alone.
    Removed,
    /// In the amended text alone.
    Added,
}

/// Some words of a clause, old and new in one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where they stand.
    pub mark: Mark,
    /// The words.
    pub text: String,
}

/// What became of one clause, and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClauseChange {
    /// The clause.
    pub clause: ClauseId,
    /// What became of it.
    pub change: Change,
    /// Its words in the pinned text.
    pub old: String,
    /// Its words in the amended text; empty when removed.
    pub new: String,
    /// Both in one row.
    pub words: Vec<Piece>,
    /// The clause behind which it stands now, when it was moved.
    pub after: Option<ClauseId>,
    /// Whether it was moved; it may be reworded as well.
    pub is_moved: bool,
    /// The sentences over which its sentence is spread now, when that was split.
    pub parts: Vec<String>,
    /// Where it stands in the amended text.
    pub place: Option<Span>,
}

/// Words that stand in no clause: new ones, or changes in headings and the preamble.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uncovered {
    /// The clause in front of them; none at the start of the text.
    pub after: Option<ClauseId>,
    /// The clause behind them; none at its end.
    pub before: Option<ClauseId>,
    /// Those of the two that stand in the same paragraph: they may have to be read anew.
    pub beside: Vec<ClauseId>,
    /// Words outside of the clauses that are gone from this place.
    pub old: String,
    /// The words in the amended text; empty when some were only taken out.
    pub new: String,
    /// Where they stand in the amended text.
    pub place: Option<Span>,
}

/// The difference between two texts of a policy.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Amendment {
    /// What became of each clause that has words, in the order of the pinned text.
    pub changes: Vec<ClauseChange>,
    /// What stands in no clause, in the order of the amended text.
    pub uncovered: Vec<Uncovered>,
}

impl Amendment {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.uncovered.is_empty() && self.changes.iter().all(|change| change.change == Change::Unchanged)
    }
}

/// What the text `new` makes of the clauses of `program`, whose pinned text is in `sources` as well.
///
/// A program that was compiled without a text, and an unknown source, give an empty amendment.
pub fn amend(program: &Program, sources: &Sources, new: SourceId) -> Amendment {
    let pinned =
        program.clauses.values().find(|clause| !clause.text.is_empty()).map(|clause| clause.span.source);
    let texts = pinned.and_then(|pinned| sources.get(pinned).zip(sources.get(new)));
    let (Some(pinned), Some((old_text, new_text))) = (pinned, texts) else { return Amendment::default() };
    let old = Letters::of(&old_text.text);
    let cores = cores(program, pinned, &old);
    let letters = Letters::of(&new_text.text);
    let mut pairs = align(&old.signs, &letters.signs);
    tidy::tidy(&old, &letters, &mut pairs);
    let moved = regain(&old, &letters, &cores, &mut pairs);
    let mut comparison =
        Comparison { old, new: letters, source: new, pairs, cores, moved, hulls: Vec::new() };
    comparison.hulls = comparison.cores.iter().map(|core| comparison.hull(core)).collect();
    Amendment { changes: verdict::changes(&comparison), uncovered: uncovered::uncovered(&comparison) }
}

/// A clause and its letters, without the stops at its ends.
struct Core {
    clause: ClauseId,
    letters: Range<usize>,
}

fn cores(program: &Program, pinned: SourceId, old: &Letters) -> Vec<Core> {
    let core = |(clause, found): (ClauseId, &guiju_ir::Clause)| {
        if found.text.is_empty() || found.span.source != pinned {
            return None;
        }
        let mut letters = old.within(found.span.start as usize..found.span.end as usize);
        while !letters.is_empty() && is_stop(old.sign(letters.start)) {
            letters.start += 1;
        }
        while !letters.is_empty() && is_stop(old.sign(letters.end - 1)) {
            letters.end -= 1;
        }
        (!letters.is_empty()).then_some(Core { clause, letters })
    };
    program.clauses.iter().filter_map(core).collect()
}

/// Takes the chance pairs from clauses that are not where they were, and looks for those elsewhere; says which were found.
fn regain(old: &Letters, new: &Letters, cores: &[Core], pairs: &mut Pairs) -> Vec<bool> {
    let mut lost = Vec::new();
    for (index, core) in cores.iter().enumerate() {
        let kept = core.letters.clone().filter(|at| pairs.new_of(*at).is_some()).count();
        if kept * KEPT.1 < core.letters.len() * KEPT.0 {
            core.letters.clone().for_each(|at| pairs.part(at));
            lost.push((index, core.letters.clone()));
        }
    }
    let ranges: Vec<Range<usize>> = lost.iter().map(|(_, letters)| letters.clone()).collect();
    let found = moves::find(&old.signs, &new.signs, &ranges, pairs);
    tidy::tidy(old, new, pairs);
    let mut moved = vec![false; cores.len()];
    for ((index, _), found) in lost.iter().zip(found) {
        moved.get_mut(*index).into_iter().for_each(|moved| *moved = found);
    }
    moved
}

/// Two texts, the pairs of their letters, and where each clause stands in the new one.
struct Comparison<'t> {
    old: Letters<'t>,
    new: Letters<'t>,
    /// The amended text.
    source: SourceId,
    pairs: Pairs,
    cores: Vec<Core>,
    /// By core: whether it was found out of its order.
    moved: Vec<bool>,
    /// By core: its letters in the amended text, with those that were put in.
    hulls: Vec<Option<Range<usize>>>,
}

impl Comparison<'_> {
    /// From the first to the last paired letter of a clause, and the unpaired ones up to the next stop on both sides.
    fn hull(&self, core: &Core) -> Option<Range<usize>> {
        let paired = || core.letters.clone().filter_map(|at| self.pairs.new_of(at));
        let (mut start, last) = (paired().min()?, paired().max()?);
        let mut end = last + 1;
        let is_free = |at: usize| self.pairs.old_of(at).is_none() && !is_stop(self.new.sign(at));
        while start > 0 && is_free(start - 1) && !self.new.opens(start) {
            start -= 1;
        }
        while end < self.new.len() && is_free(end) && !self.new.opens(end) {
            end += 1;
        }
        Some(start..end)
    }

    fn span(&self, letters: Range<usize>) -> Span {
        let bytes = self.new.bytes(letters);
        Span::new(self.source, bytes.start, bytes.end)
    }

    fn is_moved(&self, core: usize) -> bool {
        self.moved.get(core).copied().unwrap_or(false)
    }

    /// Where a clause stands, when it was not moved.
    fn in_place(&self, core: usize) -> Option<&Range<usize>> {
        self.hulls.get(core)?.as_ref().filter(|_| !self.is_moved(core))
    }

    /// By letter of the amended text: the clause in whose hull it lies.
    fn owners(&self) -> Vec<Option<usize>> {
        let mut owners = vec![None; self.new.len()];
        for (index, hull) in self.hulls.iter().enumerate() {
            for at in hull.iter().flat_map(|hull| hull.clone()) {
                // Where hulls overlap, a letter is that of the clause which has its pair.
                let is_own = self
                    .pairs
                    .old_of(at)
                    .is_some_and(|old| self.cores.get(index).is_some_and(|core| core.letters.contains(&old)));
                if let Some(owner) = owners.get_mut(at)
                    && (owner.is_none() || is_own)
                {
                    *owner = Some(index);
                }
            }
        }
        owners
    }

    fn clause(&self, core: usize) -> Option<ClauseId> {
        self.cores.get(core).map(|core| core.clause)
    }
}
