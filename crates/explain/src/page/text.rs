//! A page as lines for a terminal, of at most so many columns, as far as words can be broken.
//!
//! Columns are aligned by display width, so Chinese and Latin letters stand under each other. Text comes as lines of styled
//! segments; whoever owns the terminal colours them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Block, Line, Page, Row, Segment, Style, clause, named};

/// The page as lines of at most `width` columns, as far as its words can be broken.
pub fn text(page: &Page, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    page.blocks.iter().for_each(|block| lay(block, width, &mut lines));
    lines
}

fn lay(block: &Block, width: usize, lines: &mut Vec<Line>) {
    let opens =
        matches!(block, Block::Title(_) | Block::Heading(_) | Block::Subheading(_) | Block::Fold { .. });
    if opens && !lines.is_empty() {
        lines.push(Line::default());
    }
    match block {
        Block::Title(line) | Block::Heading(line) | Block::Subheading(line) => {
            lines.extend(wrap(&strong(line), width));
        }
        Block::Lines(inner) => inner.iter().for_each(|(depth, line)| indented(*depth, line, width, lines)),
        Block::Fold { line, blocks } => {
            lines.extend(wrap(&strong(line), width));
            blocks.iter().for_each(|block| lay(block, width, lines));
        }
        Block::Figure { caption, .. } => indented(0, caption, width, lines),
        Block::Facts(facts) => {
            facts.iter().for_each(|(name, fact)| indented(0, &named(name, fact), width, lines));
        }
        Block::Clauses(clauses) => {
            clauses.iter().for_each(|(id, words)| indented(0, &clause(id, words), width, lines));
        }
        Block::Table { header, rows, right, wide } => {
            Columns::of(header, rows, right, *wide, width).lay(header, rows, width, lines);
        }
    }
}

/// Lines without styles.
pub fn plain(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("{}\n", line.words().trim_end())).collect()
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
/// The wide one does not shrink below this, nor below a quarter of the page; the others, but for figures, to half of it.
const LEAST: usize = 16;

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
        let least = LEAST.max(width / 4);
        let taken = shrunk(&mut widths, right, width.saturating_sub(natural.min(least)));
        if let Some(most) = widths.get_mut(wide) {
            *most = natural.min(width.saturating_sub(taken).max(least));
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

/// Takes from the widest column that holds no figures until all have room; the room that they then take.
fn shrunk(widths: &mut [usize], right: &[usize], room: usize) -> usize {
    loop {
        let taken = widths.iter().map(|most| most + GAP).sum();
        let words = widths.iter_mut().enumerate().filter(|(column, _)| !right.contains(column));
        match words.map(|(_, most)| most).max().filter(|most| **most > LEAST / 2 && taken > room) {
            Some(widest) => *widest -= 1,
            None => return taken,
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
    for mut unit in units(line) {
        if used > 0 && used + trimmed(unit.clone()).width() > width {
            lines.push(Line::default());
            used = 0;
        }
        if let Some(first) = unit.0.first_mut().filter(|_| used == 0 && lines.len() > 1) {
            first.text = first.text.trim_start().to_string();
        }
        used += unit.width();
        let Some(current) = lines.last_mut() else { continue };
        for Segment { style, text } in unit.0 {
            match current.0.last_mut().filter(|last| last.style == style) {
                Some(last) => last.text.push_str(&text),
                None => current.0.push(Segment { style, text }),
            }
        }
    }
    lines.into_iter().map(trimmed).collect()
}

/// The parts of a line between which it may be broken, whatever their style.
fn units(line: &Line) -> Vec<Line> {
    let mut units: Vec<Line> = Vec::new();
    let mut before: Option<char> = None;
    for segment in &line.0 {
        for piece in pieces(&segment.text) {
            let Some(first) = piece.chars().next() else { continue };
            let part = Segment { style: segment.style, text: piece.to_string() };
            let joined = before.is_some_and(|before| !may_break(before, first));
            match units.last_mut().filter(|_| joined) {
                Some(unit) => unit.0.push(part),
                None => units.push(Line(vec![part])),
            }
            before = piece.chars().last();
        }
    }
    units
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
    let closing = "，。；：、）」』】〕》”’！？％·…,.;:)]%";
    let opening = "（「『【〔《“‘([";
    let wide = |sign: char| sign.width() == Some(2);
    if closing.contains(sign) || opening.contains(before) || sign == ' ' {
        return false;
    }
    before == ' ' || wide(before) || wide(sign)
}
