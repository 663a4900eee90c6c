//! A page of blocks with styled words, and two of its renderings: text for a terminal and Markdown.
//!
//! Words have a style that says how they are meant; a rendering decides how that looks. A page knows nothing of what its
//! words are about.

mod markdown;
mod text;

use guiju_base::Lang;
use unicode_width::UnicodeWidthStr;

pub use markdown::markdown;
pub use text::{plain, text};

/// How a stretch of words is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// As such.
    Plain,
    /// Of weight.
    Strong,
    /// In the background: places, notes.
    Faint,
    /// In the background: clauses by their ids.
    Cited,
    /// A yes, a condition that holds.
    Good,
    /// A no, a condition that fails.
    Bad,
    /// Not decided.
    Open,
}

/// Words of one style.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// How they are meant.
    pub style: Style,
    /// The words.
    pub text: String,
}

/// A line of segments.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line(pub Vec<Segment>);

impl Line {
    /// A line of plain words.
    pub fn plain(text: impl Into<String>) -> Line {
        Line::default().then(Style::Plain, text)
    }

    /// Adds words of a style.
    #[must_use]
    pub fn then(mut self, style: Style, text: impl Into<String>) -> Line {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Segment { style, text });
        }
        self
    }

    /// The words without styles.
    pub fn words(&self) -> String {
        self.0.iter().map(|segment| segment.text.as_str()).collect()
    }

    pub(crate) fn width(&self) -> usize {
        self.0.iter().map(|segment| segment.text.width()).sum()
    }

    /// Lines in a row, with faint words between them.
    pub(crate) fn joined(lines: impl Iterator<Item = Line>, glue: &str) -> Line {
        let mut whole = Line::default();
        for (index, line) in lines.enumerate() {
            whole = if index == 0 { whole } else { whole.then(Style::Faint, glue) };
            whole.append(line);
        }
        whole
    }

    pub(crate) fn append(&mut self, other: Line) {
        self.0.extend(other.0);
    }
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A line over the whole width that opens a group.
    Group(Line),
    /// One cell per column.
    Cells(Vec<Line>),
}

/// A block of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// The title of the page.
    Title(Line),
    /// The heading of a section.
    Heading(Line),
    /// The heading of a part of a section.
    Subheading(Line),
    /// Lines, each with its depth of indentation; a deeper line belongs to the one above.
    Lines(Vec<(usize, Line)>),
    /// What is shown on demand, under a line that says what it is.
    Fold {
        /// The line that is always shown.
        line: Line,
        /// What is folded.
        blocks: Vec<Block>,
    },
    /// A picture, which a browser alone shows; others name it.
    Figure {
        /// What it shows.
        caption: Line,
        /// An `svg` element. Its ids are those of no other picture.
        svg: String,
    },
    /// Names, each with what it stands for.
    Facts(Vec<(Line, Line)>),
    /// Ids of clauses, each with the official words.
    Clauses(Vec<(String, String)>),
    /// A table. The columns in `right` hold figures; the column `wide` takes the room that is left.
    Table {
        /// The heads of the columns.
        header: Vec<Line>,
        /// The rows.
        rows: Vec<Row>,
        /// Columns that are set to the right.
        right: Vec<usize>,
        /// The column that is wrapped.
        wide: usize,
    },
}

/// A document for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Its language.
    pub lang: Lang,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A name with what it stands for, on one line.
fn named(name: &Line, fact: &Line) -> Line {
    let mut line = Line::default().then(Style::Faint, format!("{}  ", name.words()));
    line.append(fact.clone());
    line
}

/// A clause with its words, on one line.
fn clause(id: &str, words: &str) -> Line {
    Line::default().then(Style::Cited, format!("{id}  ")).then(Style::Plain, words)
}
