//! Pieces that the grammar has matched → the tree.
//!
//! What the grammar cannot say in a drafter's words is said here: reserved words as names, dates in another form, empty
//! braces, chained comparisons, trees too tall for later passes. A piece that is refused here has its diagnostic; `None`
//! without one would be a builder that disagrees with the grammar.

mod declare;
mod expr;
mod norm;
mod sentence;

use guiju_base::{Diagnostic, SourceId, Span, Spanned};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::MAX_NAME;
use crate::diagnostics;
use crate::grammar::{Parts, Piece, Rule};
use crate::keyword;
use crate::tree::{File, Heading, Label, TypeRef, Word};

/// Whether braces may be empty: where faulty statements were taken out they may.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wholeness {
    /// The text is as its author wrote it.
    Whole,
    /// Statements were taken out of it.
    Mended,
}

/// Builds the trees of one stretch of a source.
pub(crate) struct Builder<'d> {
    /// The source.
    pub(crate) source: SourceId,
    /// Where the parsed text begins in it.
    pub(crate) base: usize,
    /// Whether the text is the author's own.
    pub(crate) wholeness: Wholeness,
    /// Where faults go.
    pub(crate) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Adds what `file` holds to `into`.
    pub(crate) fn file(&mut self, file: Piece<'_>, into: &mut File) {
        let mut parts = Parts::of(file);
        while let Some(piece) = parts.next() {
            if piece.as_rule() == Rule::header {
                into.header = self.header(piece);
            } else if piece.as_rule() != Rule::EOI {
                let before = self.diagnostics.len();
                let span = self.span(&piece);
                match self.item(piece) {
                    Some(item) => into.items.push(item),
                    None if self.diagnostics.len() == before => {
                        self.diagnostics.push(diagnostics::unexpected::declaration(span));
                    }
                    None => {}
                }
            }
        }
    }

    fn span(&self, piece: &Piece<'_>) -> Span {
        let span = piece.as_span();
        Span::new(self.source, self.base + span.start(), self.base + span.end())
    }

    /// A name, without its 「」, in NFC.
    fn word(&mut self, piece: &Piece<'_>) -> Word {
        let span = self.span(piece);
        let written = piece.as_str();
        let bare = written.strip_prefix('「').and_then(|rest| rest.strip_suffix('」'));
        let name = normal(bare.unwrap_or(written));
        if name.len() > MAX_NAME && name.chars().count() > MAX_NAME {
            self.diagnostics.push(diagnostics::size::name(span));
        } else if name.is_empty() {
            self.diagnostics.push(diagnostics::empty_braces::name(span));
        }
        Spanned::new(name, span)
    }

    /// A name that is declared: not a reserved word, unless quoted.
    fn declared(&mut self, piece: &Piece<'_>) -> Word {
        if keyword::is_reserved(piece.as_str()) {
            let span = self.span(piece);
            self.diagnostics.push(diagnostics::reserved_name::reserved_name(span, piece.as_str()));
        }
        self.word(piece)
    }

    /// A number, clause id or date, its digits and letters half-width.
    fn figure(&mut self, piece: &Piece<'_>) -> Word {
        Spanned::new(half_width(piece.as_str()), self.span(piece))
    }

    /// A date; a month or day of one digit gets a zero before it when the date is written with `-`.
    fn date(&mut self, piece: &Piece<'_>) -> Word {
        let span = self.span(piece);
        let written = half_width(piece.as_str());
        if written.len() == 10 || !written.contains('-') {
            return Spanned::new(written, span);
        }
        let padded: Vec<String> = written.split('-').map(|part| format!("{part:0>2}")).collect();
        let date = padded.join("-");
        self.diagnostics.push(diagnostics::date_form::date_form(span, &date));
        Spanned::new(date, span)
    }

    /// A text, without its marks.
    fn text(&mut self, piece: &Piece<'_>) -> Word {
        let mut letters = piece.as_str().chars();
        letters.next();
        letters.next_back();
        Spanned::new(normal(letters.as_str()), self.span(piece))
    }

    fn label(&mut self, piece: Piece<'_>) -> Option<Label> {
        let mut parts = Parts::of(piece);
        let zh = parts.take(Rule::text)?;
        let zh = self.text(&zh);
        let en = parts.take(Rule::text).map(|text| self.text(&text));
        Some(Label { zh, en })
    }

    /// The one label behind a keyword.
    fn label_in(&mut self, piece: Piece<'_>) -> Option<Label> {
        let label = Parts::of(piece).find(Rule::label)?;
        self.label(label)
    }

    /// A declared name and its labels.
    fn heading(&mut self, parts: &mut Parts<'_>) -> Option<Heading> {
        let name = parts.take(Rule::name)?;
        let name = self.declared(&name);
        Some(Heading { name, label: self.optional_label(parts) })
    }

    fn optional_label(&mut self, parts: &mut Parts<'_>) -> Option<Label> {
        let label = parts.take(Rule::label)?;
        self.label(label)
    }

    fn name(&mut self, parts: &mut Parts<'_>) -> Option<Word> {
        let name = parts.take(Rule::name)?;
        Some(self.word(&name))
    }

    /// `cites …`, if it is there.
    fn cites(&mut self, parts: &mut Parts<'_>) -> Vec<Word> {
        match parts.take(Rule::cites) {
            Some(cites) => self.clauses(&mut Parts::of(cites)),
            None => Vec::new(),
        }
    }

    fn clauses(&mut self, parts: &mut Parts<'_>) -> Vec<Word> {
        let mut clauses = Vec::new();
        while let Some(piece) = parts.next() {
            if piece.as_rule() == Rule::clause {
                clauses.push(self.figure(&piece));
            } else if piece.as_rule() != Rule::key_cites {
                break;
            }
        }
        clauses
    }

    fn type_ref(&mut self, parts: &mut Parts<'_>) -> Option<TypeRef> {
        let mut parts = Parts::of(parts.take(Rule::type_ref)?);
        let make = match parts.peek()? {
            Rule::key_list_of => TypeRef::List,
            Rule::key_set_of => TypeRef::Set,
            Rule::key_ledger_of => TypeRef::Ledger,
            _ => TypeRef::Name,
        };
        let mut name = parts.find(Rule::name).map(|name| self.word(&name))?;
        if let Some(known) = keyword::canonical_type(&name.value) {
            known.clone_into(&mut name.value);
        }
        Some(make(name))
    }

    /// Names a pair of braces that holds nothing, unless faults were taken out of it.
    fn not_empty<T>(&mut self, list: &[T], span: Span) {
        if list.is_empty() && self.wholeness == Wholeness::Whole {
            self.diagnostics.push(diagnostics::empty_braces::empty_braces(span));
        }
    }
}

/// A text in NFC.
pub(crate) fn normal(text: &str) -> String {
    // Letters that no composition touches: nearly all that is written in a rule.
    let plain = |letter: char| letter < '\u{300}' || ('一'..='龥').contains(&letter);
    if text.chars().all(plain) {
        return text.to_owned();
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// A figure with half-width digits, letters and signs.
pub(crate) fn half_width(text: &str) -> String {
    let fold = |letter: char| match letter {
        '！'..='～' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    text.chars().map(fold).collect()
}
