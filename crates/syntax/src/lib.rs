//! Text of a rule file ⇄ its tree, and text to the same text in its canonical layout, in either face.
//!
//! `parse` gives the tree of every item that is well formed and a diagnostic for every one that is not: a broken item
//! never hides its neighbours. It resolves nothing and reads no file. The grammar is `grammar/guiju.pest`.
//!
//! Invariant: no text makes it panic, recurse without bound or take more than linear time; what is too large, too deep or
//! too long is refused with its place.

mod build;
pub mod diagnostics;
mod expect;
mod format;
mod grammar;
mod holes;
pub mod keyword;
mod limits;
mod recover;
mod scan;
pub mod tree;

use guiju_base::{Diagnostic, SourceId, Sources, Span};
use pest::iterators::Pairs;

pub use diagnostics::{CODES, codes};
pub use format::{Face, Names, Unformatted, format};
pub use grammar::accepts;
pub use keyword::is_reserved;

use build::{Builder, Wholeness};
use grammar::Rule;
use tree::File;

/// The deepest nesting of brackets, blocks, quantifiers and prefixes that a rule file may have.
pub const MAX_NESTING: usize = 64;

/// The largest rule file, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// The most operators that a statement may have.
pub const MAX_LINKS: usize = 10_000;

/// The tallest tree of an expression; `a + b - c …` grows it by one for each operator, `and` and `or` do not.
pub const MAX_HEIGHT: u32 = 256;

/// The longest name, in characters.
pub const MAX_NAME: usize = 200;

/// The most faults that are listed for one file.
pub const MAX_FAULTS: usize = 500;

/// A rule file's tree and what is wrong with its text.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    /// The items that could be read. One that has faults only inside its braces is here without the faulty statements,
    /// so that its name is known; whoever decides by it must first look for errors among `diagnostics`.
    pub file: File,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the rule file `id` of `sources`; an unknown id reads as an empty file.
pub fn parse(sources: &Sources, id: SourceId) -> Parsed {
    let text = sources.get(id).map(|source| &*source.text).unwrap_or_default();
    read(text, id).parsed
}

/// A text, read.
struct Reading<'t> {
    parsed: Parsed,
    /// What the grammar has matched, and the byte where that begins; none when the text has faults.
    pieces: Option<(Pairs<'t, Rule>, usize)>,
}

fn read(text: &str, id: SourceId) -> Reading<'_> {
    let mut file = File { source: id, header: None, items: Vec::new() };
    let mut diagnostics = Vec::new();
    if text.len() > MAX_BYTES {
        diagnostics.push(diagnostics::size::file(Span::new(id, 0, text.len())));
        return Reading { parsed: Parsed { file, diagnostics }, pieces: None };
    }
    let (tokens, faults) = scan::scan(text);
    let whole = faults.is_empty() && limits::excess(text, &tokens).is_none();
    let bare = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let pieces = match whole.then(|| grammar::parse(Rule::file, bare)) {
        Some(Ok(pieces)) => {
            let base = text.len() - bare.len();
            let mut builder =
                Builder { source: id, base, wholeness: Wholeness::Whole, diagnostics: &mut diagnostics };
            pieces.clone().for_each(|piece| builder.file(piece, &mut file));
            diagnostics.is_empty().then_some((pieces, base))
        }
        _ => {
            recover::recover(text, &tokens, &faults, &mut file, &mut diagnostics);
            None
        }
    };
    diagnostics.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.start, span.end)));
    Reading { parsed: Parsed { file, diagnostics }, pieces }
}
