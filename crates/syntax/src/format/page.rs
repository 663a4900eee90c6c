//! Words, breaks and groups in a row → lines of at most [`WIDTH`] columns.
//!
//! A group goes on one line when it fits there with what is glued to it; else each of its own breaks becomes a line. Two
//! kinds of break decide for themselves, so that a list is filled line by line. Knows nothing of the language.
//!
//! Invariant: linear in the number of pieces; a line is longer than the width only where no break was to be had, and
//! every newline that was asked for is there.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The columns of a line, comments at its end not counted.
pub(super) const WIDTH: usize = 110;

/// When a break becomes a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Break {
    /// When its group does not fit on one line.
    Group,
    /// When what stands before the next break of its group does not fit.
    Chunk,
    /// When what stands before the very next break does not fit.
    Tight,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece<'t> {
    /// Words and their columns.
    Text(Cow<'t, str>, usize),
    /// A comment that ends its line.
    Comment(&'t str),
    /// A break, and what stands there when it does not become a line.
    Break(Break, &'static str),
    Newline,
    BlankLine,
    /// The end of a chunk that is no break.
    Mark,
    Open,
    Close,
    Indent(usize),
    /// The lines to come are set off from the present line, wherever that begins.
    Anchor,
    Dedent,
}

/// The pieces of a text.
#[derive(Default)]
pub(super) struct Page<'t> {
    pieces: Vec<Piece<'t>>,
}

impl<'t> Page<'t> {
    pub(super) fn text(&mut self, text: impl Into<Cow<'t, str>>) {
        let text = text.into();
        let width = columns(&text);
        self.pieces.push(Piece::Text(text, width));
    }

    pub(super) fn comment(&mut self, text: &'t str) {
        self.pieces.push(Piece::Comment(text));
    }

    pub(super) fn line_break(&mut self, kind: Break, flat: &'static str) {
        self.pieces.push(Piece::Break(kind, flat));
    }

    pub(super) fn newline(&mut self) {
        self.pieces.push(Piece::Newline);
    }

    pub(super) fn blank_line(&mut self) {
        self.pieces.push(Piece::BlankLine);
    }

    pub(super) fn mark(&mut self) {
        self.pieces.push(Piece::Mark);
    }

    pub(super) fn open(&mut self) {
        self.pieces.push(Piece::Open);
    }

    pub(super) fn close(&mut self) {
        self.pieces.push(Piece::Close);
    }

    pub(super) fn indent(&mut self, columns: usize) {
        self.pieces.push(Piece::Indent(columns));
    }

    pub(super) fn anchor(&mut self) {
        self.pieces.push(Piece::Anchor);
    }

    pub(super) fn dedent(&mut self) {
        self.pieces.push(Piece::Dedent);
    }

    /// The lines.
    pub(super) fn lines(&self) -> String {
        let mut lines = Lines {
            measures: Measures::of(&self.pieces),
            out: String::with_capacity(self.pieces.len() * 8),
            column: 0,
            start: 0,
            begun: false,
            indents: Vec::new(),
            flat: Vec::new(),
        };
        for (at, piece) in self.pieces.iter().enumerate() {
            lines.put(at, piece);
        }
        if !lines.out.is_empty() {
            lines.out.push('\n');
        }
        lines.out
    }
}

/// How wide the pieces are on one line, and how far what must stand together reaches.
struct Measures {
    /// By piece: the width of all before it.
    widths: Vec<usize>,
    /// By piece: how many newlines stand before it.
    newlines: Vec<usize>,
    /// By group or break: the piece before which it must fit.
    ends: Vec<usize>,
}

impl Measures {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut widths = Vec::with_capacity(pieces.len() + 1);
        let mut newlines = Vec::with_capacity(pieces.len() + 1);
        let (mut width, mut count) = (0, 0);
        for piece in pieces {
            widths.push(width);
            newlines.push(count);
            match piece {
                Piece::Text(_, columns) => width += columns,
                Piece::Break(_, flat) => width += flat.len(),
                Piece::Newline | Piece::BlankLine => count += 1,
                _ => {}
            }
        }
        widths.push(width);
        newlines.push(count);
        Measures { widths, newlines, ends: ends(pieces) }
    }

    /// The width of `from..to`; none when a newline stands in it.
    fn width(&self, from: usize, to: usize) -> Option<usize> {
        let between = |list: &[usize]| Some(list.get(to)? - list.get(from)?);
        (between(&self.newlines)? == 0).then(|| between(&self.widths)).flatten()
    }
}

fn ends(pieces: &[Piece<'_>]) -> Vec<usize> {
    let mut ends = vec![pieces.len(); pieces.len()];
    // The next break of this group or one around it, and the next of any group.
    let (mut next, mut nearest) = (pieces.len(), pieces.len());
    let mut around = Vec::new();
    for (at, piece) in pieces.iter().enumerate().rev() {
        let end = match piece {
            Piece::Close => {
                around.push((next, nearest));
                continue;
            }
            Piece::Open => {
                let (outer, behind) = around.pop().unwrap_or((next, nearest));
                next = outer;
                behind
            }
            Piece::Break(kind, _) => {
                let end = if *kind == Break::Tight { nearest } else { next };
                (next, nearest) = (at, at);
                end
            }
            Piece::Newline | Piece::BlankLine | Piece::Mark => {
                (next, nearest) = (at, at);
                continue;
            }
            _ => continue,
        };
        if let Some(place) = ends.get_mut(at) {
            *place = end;
        }
    }
    ends
}

struct Lines {
    measures: Measures,
    out: String,
    column: usize,
    /// Where the present line begins.
    start: usize,
    /// Whether the present line has words.
    begun: bool,
    indents: Vec<usize>,
    /// By open group: whether it goes on one line.
    flat: Vec<bool>,
}

impl Lines {
    fn put(&mut self, at: usize, piece: &Piece<'_>) {
        match piece {
            Piece::Text(text, width) => {
                if !self.begun {
                    self.out.extend(std::iter::repeat_n(' ', self.start));
                    self.begun = true;
                }
                self.out.push_str(text);
                self.column += width;
            }
            Piece::Comment(text) => {
                self.out.push_str("  ");
                self.out.push_str(text);
            }
            Piece::Break(kind, flat) => {
                let stays = match kind {
                    _ if self.is_flat() => true,
                    Break::Group => false,
                    Break::Chunk | Break::Tight => self.fits(at + 1, at, flat.len()),
                };
                if stays {
                    self.out.push_str(flat);
                    self.column += flat.len();
                } else {
                    self.end_line("\n");
                }
            }
            Piece::Newline => self.end_line("\n"),
            Piece::BlankLine => self.end_line("\n\n"),
            Piece::Mark => {}
            Piece::Open => {
                let flat = self.is_flat() || self.fits(at, at, 0);
                self.flat.push(flat);
            }
            Piece::Close => {
                self.flat.pop();
            }
            Piece::Indent(columns) => self.indents.push(self.indent() + columns),
            Piece::Anchor => self.indents.push(self.start),
            Piece::Dedent => {
                self.indents.pop();
            }
        }
    }

    fn is_flat(&self) -> bool {
        self.flat.last().copied().unwrap_or(false)
    }

    fn indent(&self) -> usize {
        self.indents.last().copied().unwrap_or(0)
    }

    /// Whether what stands from piece `from` to the end of piece `whose` fits on this line, behind `blank` columns.
    fn fits(&self, from: usize, whose: usize, blank: usize) -> bool {
        let end = self.measures.ends.get(whose).copied().unwrap_or(from);
        self.measures.width(from, end).is_some_and(|width| self.column + blank + width <= WIDTH)
    }

    fn end_line(&mut self, end: &str) {
        if !self.out.is_empty() {
            self.out.push_str(end);
        }
        self.start = self.indent();
        self.column = self.start;
        self.begun = false;
    }
}

/// The columns of a text: two for a Chinese sign and for signs that a Chinese font may draw as wide.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|letter| letter.width_cjk().unwrap_or(0)).sum()
}
