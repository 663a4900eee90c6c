//! A document before it is drawn: a title and blocks of words, in the order of reading.
//!
//! Headings carry their numbers already. Words are as the plan and the policy have them; whoever draws makes them safe for
//! its format.

use guiju_base::Lang;
use guiju_ir::Day;

/// A document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its language, which also decides how it looks.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Lines under the title.
    pub under: Vec<String>,
    /// The day that it bears: no clock is read.
    pub day: Day,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A block of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A further title.
    Title(String),
    /// A heading of the first rank: `一、总体评价`.
    Chapter(String),
    /// The same at the top of a page: what follows the document itself.
    Opening(String),
    /// A heading of the second rank: `（一）触碰……`.
    Part(String),
    /// A heading of the third rank.
    Point(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that stays on the page of what follows.
    Lead(String),
    /// A paragraph that opens with what it is about.
    Named(String, String),
    /// A paragraph in small letters.
    Note(String),
    /// A line in small letters, with its depth of indentation.
    Listed(usize, String),
    /// A table, whose header is repeated on every page.
    Table(Table),
    /// Lines to sign on.
    Signatures(Vec<String>),
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its head; a table whose heads are all empty has no header.
    pub head: String,
    /// Its share of the width: of a hundred, or of whatever the shares of the table come to.
    pub share: usize,
    /// Where its words stand.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn words(head: impl Into<String>, share: usize) -> Column {
        Column { head: head.into(), share, align: Align::Left }
    }

    /// A column of figures.
    pub fn figures(head: impl Into<String>, share: usize) -> Column {
        Column { head: head.into(), share, align: Align::Right }
    }

    /// A column of short words or numbers.
    pub fn centred(head: impl Into<String>, share: usize) -> Column {
        Column { head: head.into(), share, align: Align::Centre }
    }
}

/// Where words stand in their column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// At its left.
    Left,
    /// In its middle.
    Centre,
    /// At its right.
    Right,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A line over the whole width that opens a group.
    Group(String),
    /// Words over the whole width.
    Whole(String),
    /// One cell per column.
    Cells(Vec<String>),
}
