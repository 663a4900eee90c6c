//! A sentence of the author's own → its words and what stands in its braces.
//!
//! Braces of either width open and close a value, and may nest inside it; a sentence has no other braces.
//!
//! Invariant: the stretches cover the text in order, but for the braces themselves; no value is parsed that is deeper or
//! longer than a statement may be.

use std::ops::Range;

use crate::grammar::{self, Piece, Rule};
use crate::limits;
use crate::scan;

/// A stretch of a sentence, by bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Stretch {
    /// Words.
    Words(Range<usize>),
    /// What stands in braces, without them.
    Hole(Range<usize>),
}

/// What can be wrong with braces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// Opened and not closed.
    Open,
    /// Closed and not opened.
    Close,
    /// Nothing in them.
    Empty,
}

/// What a matched text says, without its marks and as written, and the byte where that begins.
pub(crate) fn content<'i>(text: &Piece<'i>) -> (&'i str, usize) {
    let mut letters = text.as_str().chars();
    let mark = letters.next().map_or(0, char::len_utf8);
    letters.next_back();
    (letters.as_str(), text.as_span().start() + mark)
}

/// The stretches of a sentence, or its first fault and the place of it.
pub(crate) fn stretches(content: &str) -> Result<Vec<Stretch>, (Fault, Range<usize>)> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    // Where the present stretch began, and the outermost open brace.
    let (mut start, mut brace) = (0, 0..0);
    for (at, letter) in content.char_indices() {
        let behind = at + letter.len_utf8();
        match letter {
            '{' | '｛' => {
                depth += 1;
                if depth == 1 {
                    if start < at {
                        found.push(Stretch::Words(start..at));
                    }
                    (start, brace) = (behind, at..behind);
                }
            }
            '}' | '｝' if depth == 0 => return Err((Fault::Close, at..behind)),
            '}' | '｝' => {
                depth -= 1;
                if depth == 0 {
                    if content.get(start..at).is_none_or(|hole| hole.trim().is_empty()) {
                        return Err((Fault::Empty, brace.start..behind));
                    }
                    found.push(Stretch::Hole(start..at));
                    start = behind;
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err((Fault::Open, brace));
    }
    if start < content.len() {
        found.push(Stretch::Words(start..content.len()));
    }
    Ok(found)
}

/// The expression in a pair of braces; nothing where it is none, or is too deep or too long.
pub(crate) fn parse(hole: &str) -> Option<Piece<'_>> {
    let (tokens, faults) = scan::scan(hole);
    // A comment would reach to the end of the line, over the closing brace.
    if !faults.is_empty() || hole.contains("//") || limits::excess(hole, &tokens).is_some() {
        return None;
    }
    let whole = grammar::parse(Rule::only_hole, hole).ok()?.next()?;
    whole.into_inner().find(|piece| piece.as_rule() == Rule::expr)
}
