//! Texts that were loaded, spans in them, and the place (file, line, column) of a span.
//!
//! A span counts bytes; a place counts lines and characters from one, as an editor does.

use std::sync::Arc;

use crate::{Table, id};

id! {
    /// A loaded text: a rule file, a plan, a source document.
    SourceId;
}

/// A stretch of a source, in bytes: `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The text that the stretch lies in.
    pub source: SourceId,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// The stretch `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest stretch that holds both; `self` when the other lies in another source.
    pub fn to(self, other: Span) -> Self {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A thing and where it was written.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}

/// One loaded text and the starts of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name under which it is shown: the path as the user gave it, or the path inside the pack.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
}

impl Source {
    /// Indexes the lines of `text`.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts =
            std::iter::once(0).chain(after_breaks).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
        Source { name: name.into(), text, line_starts }
    }

    /// Line and column of a byte, both from one; the column counts characters.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..self.floor(offset)).unwrap_or_default();
        let column = before.chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// The words at `span`, cut back to whole characters.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.floor(span.start)..self.floor(span.end)).unwrap_or_default()
    }

    fn floor(&self, offset: u32) -> usize {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Where something stands, as a person would look it up.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Place {
    /// The source's name.
    pub file: String,
    /// From one.
    pub line: u32,
    /// From one, in characters.
    pub column: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// All texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: Table<SourceId, Source>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.texts.push(Source::new(name, text))
    }

    /// The text of `id`.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.texts.get(id)
    }

    /// The texts with their ids, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.texts.iter()
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).map(|source| source.slice(span)).unwrap_or_default()
    }

    /// File, line and column of the first character of `span`.
    pub fn place(&self, span: Span) -> Place {
        match self.get(span.source) {
            Some(source) => {
                let (line, column) = source.line_column(span.start);
                Place { file: source.name.clone(), line, column }
            }
            None => Place { file: String::new(), line: 0, column: 0 },
        }
    }
}
