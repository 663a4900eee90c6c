//! A page of blocks with styled words, and two of its renderings: text for a terminal and Markdown.
//!
//! Columns are aligned by display width, so Chinese and Latin letters stand under each other. Text comes as lines of styled
//! segments; whoever owns the terminal colours them.

use guiju_base::Lang;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a stretch of words is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// As such.
    Plain,
    /// Of weight.
    Strong,
    /// In the background: places, clause ids.
    Faint,
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

/// The page as lines of at most `width` columns, as far as its words can be broken.
pub fn text(page: &Page, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in &page.blocks {
        if !lines.is_empty() && !matches!(block, Block::Lines(_) | Block::Table { .. }) {
            lines.push(Line::default());
        }
        match block {
            Block::Title(line) => lines.extend(wrap(&strong(line), width)),
            Block::Heading(line) | Block::Subheading(line) => lines.extend(wrap(&strong(line), width)),
            Block::Lines(inner) => {
                inner.iter().for_each(|(depth, line)| indented(*depth, line, width, &mut lines))
            }
            Block::Table { header, rows, right, wide } => {
                Columns::of(header, rows, right, *wide, width).lay(header, rows, width, &mut lines);
            }
        }
    }
    lines
}

/// Lines without styles.
pub fn plain(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("{}\n", line.words().trim_end())).collect()
}

/// The page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = String::new();
    for block in &page.blocks {
        match block {
            Block::Title(line) => out.push_str(&format!("# {}\n\n", escaped(line))),
            Block::Heading(line) => out.push_str(&format!("## {}\n\n", escaped(line))),
            Block::Subheading(line) => out.push_str(&format!("### {}\n\n", escaped(line))),
            Block::Lines(lines) => {
                for (depth, line) in lines {
                    out.push_str(&format!("{}- {}\n", "  ".repeat(*depth), escaped(line)));
                }
                out.push('\n');
            }
            Block::Table { header, rows, right, .. } => markdown_table(header, rows, right, &mut out),
        }
    }
    format!("{}\n", out.trim_end())
}

fn markdown_table(header: &[Line], rows: &[Row], right: &[usize], out: &mut String) {
    let cells = |cells: &[Line]| {
        let cells: Vec<String> = cells.iter().map(escaped).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&cells(header));
    let rule = (0..header.len()).map(|column| if right.contains(&column) { "---:" } else { "---" });
    out.push_str(&format!("| {} |\n", rule.collect::<Vec<_>>().join(" | ")));
    for row in rows {
        match row {
            Row::Group(line) => {
                let rest = " |".repeat(header.len().saturating_sub(1));
                out.push_str(&format!("| **{}** |{rest}\n", escaped(line)));
            }
            Row::Cells(row) => out.push_str(&cells(row)),
        }
    }
    out.push('\n');
}

/// Words with the signs that Markdown would read as its own behind a backslash.
fn escaped(line: &Line) -> String {
    let mut out = String::new();
    for sign in line.words().trim().chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '|' | '<' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(if sign == '\n' { ' ' } else { sign });
    }
    out
}

fn strong(line: &Line) -> Line {
    let restyle = |segment: &Segment| Segment {
        style: if segment.style == Style::Plain { Style::Strong } else { segment.style },
        text: segment.text.clone(),
    };
    Line(line.0.iter().map(restyle).collect())
}

fn indented(depth: usize, line: &Line, width: usize, lines: &mut Vec<Line>) {
    let indent = "  ".repeat(depth);
    let room = width.saturating_sub(indent.width() + HANG.len()).max(20);
    for (index, part) in wrap(line, room).into_iter().enumerate() {
        let hang = if index == 0 { "" } else { HANG };
        let mut whole = Line::plain(format!("{indent}{hang}"));
        whole.append(part);
        lines.push(whole);
    }
}

/// How far a line that is broken is set in: past the lines below it.
const HANG: &str = "    ";

/// The widths of a table's columns.
struct Columns {
    widths: Vec<usize>,
    right: Vec<usize>,
}

const GAP: usize = 2;
/// No column but the wide one grows past this.
const WIDEST: usize = 26;

impl Columns {
    fn of(header: &[Line], rows: &[Row], right: &[usize], wide: usize, width: usize) -> Columns {
        let mut widths: Vec<usize> = header.iter().map(Line::width).collect();
        for row in rows {
            let Row::Cells(cells) = row else { continue };
            for (most, cell) in widths.iter_mut().zip(cells) {
                *most = (*most).max(cell.width());
            }
        }
        let natural = widths.get(wide).copied().unwrap_or(0);
        let capped = |(column, most): (usize, &usize)| if column == wide { 0 } else { (*most).min(WIDEST) };
        let mut widths: Vec<usize> = widths.iter().enumerate().map(capped).collect();
        let taken: usize = widths.iter().map(|most| most + GAP).sum();
        if let Some(most) = widths.get_mut(wide) {
            *most = natural.min(width.saturating_sub(taken).max(16));
        }
        Columns { widths, right: right.to_vec() }
    }

    fn lay(&self, header: &[Line], rows: &[Row], width: usize, lines: &mut Vec<Line>) {
        let faint =
            header.iter().map(|cell| Line::default().then(Style::Faint, cell.words())).collect::<Vec<_>>();
        self.row(&faint, lines);
        for row in rows {
            match row {
                Row::Group(line) => lines.extend(wrap(&strong(line), width)),
                Row::Cells(cells) => self.row(cells, lines),
            }
        }
    }

    fn row(&self, cells: &[Line], lines: &mut Vec<Line>) {
        let wrapped: Vec<Vec<Line>> =
            cells.iter().zip(&self.widths).map(|(cell, width)| wrap(cell, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line = Line::plain("  ");
            for (column, (cell, width)) in wrapped.iter().zip(&self.widths).enumerate() {
                let part = cell.get(at).cloned().unwrap_or_default();
                let pad = " ".repeat(width.saturating_sub(part.width()));
                if self.right.contains(&column) {
                    line = line.then(Style::Plain, pad);
                    line.append(part);
                } else {
                    line.append(part);
                    line = line.then(Style::Plain, pad);
                }
                line = line.then(Style::Plain, " ".repeat(GAP));
            }
            lines.push(trimmed(line));
        }
    }
}

fn trimmed(mut line: Line) -> Line {
    while let Some(last) = line.0.last_mut() {
        let kept = last.text.trim_end().len();
        last.text.truncate(kept);
        if kept > 0 {
            break;
        }
        line.0.pop();
    }
    line
}

/// Breaks a line at blanks between Latin words and anywhere between Chinese ones, never before closing punctuation.
fn wrap(line: &Line, width: usize) -> Vec<Line> {
    let width = width.max(2);
    let mut lines = vec![Line::default()];
    let mut used = 0;
    for segment in &line.0 {
        for word in pieces(&segment.text) {
            let size = word.width();
            if used > 0 && used + word.trim_end().width() > width {
                lines.push(Line::default());
                used = 0;
            }
            let word = if used == 0 && lines.len() > 1 { word.trim_start() } else { word };
            if let Some(current) = lines.last_mut() {
                match current.0.last_mut().filter(|last| last.style == segment.style) {
                    Some(last) => last.text.push_str(word),
                    None => current.0.push(Segment { style: segment.style, text: word.to_string() }),
                }
            }
            used += if word.is_empty() { 0 } else { size };
        }
    }
    lines.into_iter().map(trimmed).collect()
}

/// The pieces between which a line may be broken.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, sign) in text.char_indices() {
        let may = before.is_some_and(|before| may_break(before, sign));
        if may {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(sign);
    }
    pieces.extend(text.get(start..));
    pieces
}

fn may_break(before: char, sign: char) -> bool {
    let closing = "，。；：、）」』】”’！？％·…,.;:)]%";
    let opening = "（「『【“‘([";
    let wide = |sign: char| sign.width() == Some(2);
    if closing.contains(sign) || opening.contains(before) || sign == ' ' {
        return false;
    }
    before == ' ' || wide(before) || wide(sign)
}
