//! What each name of a file is to be, and each of the author's own sentences with what stands in its braces.
//!
//! A sentence is one token; the values in its braces are laid out by themselves, each on one line, with names of their own.
//!
//! Invariant: a sentence that is respelt says the same values in the same order as before.

use std::borrow::Cow;
use std::collections::HashMap;

use guiju_base::{Lang, SourceId, Span};
use pest::iterators::Pairs;

use super::layout::Layout;
use super::{Names, difference, words};
use crate::grammar::{Piece, Rule};
use crate::holes::{self, Stretch};

/// By the byte where a token begins: what it is to say. Names, and texts with values in them.
pub(super) type Renamed<'n> = HashMap<usize, Cow<'n, str>>;

/// What names and sentences are to be in the face of `lang`; `names` where names are to change. The pieces begin at
/// byte `place.1` of file `place.0`.
pub(super) fn renamed<'n>(
    pieces: Pairs<'_, Rule>,
    names: Option<&'n dyn Names>,
    lang: Lang,
    place: (SourceId, usize),
) -> Renamed<'n> {
    let (id, base) = place;
    let mut renaming = Renaming { names, lang, id, base, renamed: HashMap::new() };
    renaming.take(pieces, None);
    renaming.renamed
}

struct Renaming<'n> {
    names: Option<&'n dyn Names>,
    lang: Lang,
    id: SourceId,
    base: usize,
    renamed: Renamed<'n>,
}

impl<'n> Renaming<'n> {
    /// `around` are the round brackets in which there is but one name.
    fn take(&mut self, pieces: Pairs<'_, Rule>, around: Option<Span>) {
        for piece in pieces {
            let span = piece.as_span();
            let place = Span::new(self.id, self.base + span.start(), self.base + span.end());
            match piece.as_rule() {
                Rule::name | Rule::known => {
                    let name = self.names.and_then(|names| names.name(around.unwrap_or(place), self.lang));
                    if let Some(name) = name.filter(|name| words::is_writable(name)) {
                        self.renamed.insert(span.start(), name.into());
                    }
                }
                Rule::group => self.take(piece.into_inner(), Some(around.unwrap_or(place))),
                Rule::says | Rule::sentence => {
                    let labels = piece.into_inner().filter(|part| part.as_rule() == Rule::label);
                    labels.flat_map(|label| label.into_inner()).for_each(|text| self.sentence(&text));
                }
                rule => {
                    let count = piece.clone().into_inner().count();
                    let alone = matches!(rule, Rule::expr | Rule::reference) && count == 1;
                    self.take(piece.into_inner(), around.filter(|_| alone));
                }
            }
        }
    }

    fn sentence(&mut self, text: &Piece<'_>) {
        let (content, from) = holes::content(text);
        let Ok(stretches) = holes::stretches(content) else { return };
        if !stretches.iter().any(|stretch| matches!(stretch, Stretch::Hole(_))) {
            return;
        }
        let mut said = String::with_capacity(content.len());
        for stretch in stretches {
            match stretch {
                Stretch::Words(at) => said.push_str(content.get(at).unwrap_or_default()),
                Stretch::Hole(at) => {
                    let written = content.get(at.clone()).unwrap_or_default();
                    let value = self.value(written, self.base + from + at.start);
                    said.push('{');
                    said.push_str(value.as_deref().unwrap_or(written));
                    said.push('}');
                }
            }
        }
        self.renamed.insert(text.as_span().start(), crate::build::normal(&said).into());
    }

    /// The value written at byte `start` of the file, in the face.
    fn value(&self, written: &str, start: usize) -> Option<String> {
        let piece = holes::parse(written)?;
        let inner = piece.clone().into_inner();
        let renamed = renamed(inner.clone(), self.names, self.lang, (self.id, start));
        let mut layout = Layout::new(written, self.lang, &renamed);
        layout.piece(piece);
        let lines = layout.page.lines();
        let value = lines.split('\n').map(str::trim).collect::<Vec<_>>().join(" ").trim_end().to_string();
        let again = holes::parse(&value)?;
        difference(inner, again.into_inner(), Rule::expr, &renamed).is_none().then_some(value)
    }
}
