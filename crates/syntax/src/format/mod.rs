//! A rule file → the same file in its canonical layout, in its own face or turned into the other.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | rename | `rename` | names as written | names of the other face, by place |
//! | spell | `words` | a token | its spelling in the face |
//! | lay out | `layout`, `declare`, `express` | matched pieces, comments between them | words and breaks |
//! | break | `page` | words and breaks | lines |
//!
//! It knows no type and no declaration: what a name is in the other face, the compiler tells by the place of the name.
//!
//! Invariant: a text is given out only when it reads as the same tokens in the same structure and holds the same comments
//! in the same order.

mod comments;
mod declare;
mod express;
mod layout;
mod page;
mod rename;
mod words;

use guiju_base::{Diagnostic, Lang, SourceId, Sources, Span};
use pest::iterators::Pairs;

use crate::grammar::{Piece, Rule};
use crate::read;
use comments::{Comment, Gap};
use layout::Layout;
use rename::Renamed;

/// In which face a file is printed.
#[derive(Clone, Copy)]
pub enum Face<'n> {
    /// Names as they are written; keywords and signs in the face that most of the file's keywords have.
    Written,
    /// Keywords, signs and names in the face of a language.
    Of(Lang, &'n dyn Names),
}

/// What the names in rule files are called in the two faces.
pub trait Names {
    /// What the name written at `place` is called in the face of `lang`; none when it stays as it is, as a declared name
    /// and the variable of a quantifier do. The place is that of the name or, for a name alone in round brackets, that
    /// of the outermost brackets.
    fn name(&self, place: Span, lang: Lang) -> Option<&str>;
}

/// Why a file was not formatted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unformatted {
    /// There is no such file among the sources.
    Missing,
    /// The file has faults.
    Faulty(Vec<Diagnostic>),
    /// The formatted text would not read as the same file: a fault of the formatter. The place is the first difference
    /// in the file, or all of it.
    Unfaithful(Span),
}

/// The text of rule file `id` in its canonical layout, which ends with a newline unless the file is empty.
///
/// # Errors
/// A file with faults, and a text that would not be read back as the same file.
pub fn format(sources: &Sources, id: SourceId, face: Face<'_>) -> Result<String, Unformatted> {
    let text = sources.get(id).map(|source| &*source.text).ok_or(Unformatted::Missing)?;
    let reading = read(text, id);
    let Some((pieces, base)) = reading.pieces else {
        return Err(Unformatted::Faulty(reading.parsed.diagnostics));
    };
    let bare = text.get(base..).unwrap_or_default();
    let (lang, names) = match face {
        Face::Written => (words::face(leaves(pieces.clone())), None),
        Face::Of(lang, names) => (lang, Some(names)),
    };
    let renamed = rename::renamed(pieces.clone(), names, lang, (id, base));
    let mut layout = Layout::new(bare, lang, &renamed);
    pieces.clone().for_each(|file| layout.file(file));
    let formatted = layout.page.lines();
    let unfaithful = |at: usize| Unformatted::Unfaithful(Span::new(id, base + at, base + at));
    let Some((again, _)) = read(&formatted, id).pieces else { return Err(unfaithful(0)) };
    let differ = difference(pieces.clone(), again.clone(), Rule::file, &renamed);
    match differ.or_else(|| (comments(bare, pieces) != comments(&formatted, again)).then_some(0)) {
        Some(at) => Err(unfaithful(at)),
        None => Ok(formatted),
    }
}

/// The tokens, in order.
fn leaves(pieces: Pairs<'_, Rule>) -> impl Iterator<Item = Piece<'_>> {
    pieces.flatten().filter(|piece| words::is_token(piece.as_rule()))
}

/// Where `one` begins to say something else than `other`, leaving aside the `;` that may be left out.
fn difference(
    one: Pairs<'_, Rule>,
    other: Pairs<'_, Rule>,
    parent: Rule,
    renamed: &Renamed<'_>,
) -> Option<usize> {
    let counts = |piece: &Piece<'_>| piece.as_rule() != Rule::semicolon;
    let mut others = other.filter(counts);
    for piece in one.filter(counts) {
        let (rule, start) = (piece.as_rule(), piece.as_span().start());
        let Some(other) = others.next().filter(|other| other.as_rule() == rule) else {
            return Some(start);
        };
        let found = if words::is_token(rule) {
            let meant = renamed.get(&start).map(AsRef::as_ref);
            let same = words::agree(&piece, &other, meant, words::place(parent));
            (!same).then_some(start)
        } else {
            difference(piece.into_inner(), other.into_inner(), rule, renamed)
        };
        if found.is_some() {
            return found;
        }
    }
    others.next().map(|_| 0)
}

/// The comments of a text, in order.
fn comments<'t>(text: &'t str, pieces: Pairs<'t, Rule>) -> Vec<&'t str> {
    let mut gap = Gap::default();
    let mut last = 0;
    for leaf in leaves(pieces) {
        let span = leaf.as_span();
        gap.take(text.get(last..span.start()).unwrap_or_default(), true);
        last = span.end();
    }
    gap.comments.iter().map(|comment: &Comment<'_>| comment.text).collect()
}
