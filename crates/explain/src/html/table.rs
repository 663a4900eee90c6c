//! Tables: columns as wide as what they hold, a head that repeats on each printed page, groups of rows as bodies of their own.

use unicode_width::UnicodeWidthChar;

use super::Writer;
use super::inline::escaped;
use crate::page::{Line, Row, Style};

/// Columns of figures and short words take the room that they need, up to this many Chinese letters.
const WIDEST: usize = 13;

impl Writer<'_> {
    pub(super) fn table(&mut self, header: &[Line], rows: &[Row], right: &[usize], wide: usize) {
        self.put("<div class=\"table\">\n<table>\n<colgroup>");
        for column in 0..header.len() {
            if column == wide {
                self.put("<col>");
                continue;
            }
            let cells = rows.iter().filter_map(|row| match row {
                Row::Cells(cells) => cells.get(column),
                Row::Group(_) => None,
            });
            let widest = cells.chain(header.get(column)).map(room).max().unwrap_or(0);
            self.put(&format!("<col style=\"width:{}em\">", widest.min(WIDEST)));
        }
        // On a narrow screen, which has no room for columns, a figure says what it counts.
        let of = |column: usize| {
            let head = header.get(column).filter(|_| right.contains(&column));
            head.map(|head| format!(" data-of=\"{}\"", escaped(&head.words()))).unwrap_or_default()
        };
        self.put("</colgroup>\n<thead>\n<tr>");
        let class = |column: usize| match (right.contains(&column), column == wide) {
            (true, _) => " class=\"figure\"",
            (_, true) => " class=\"wide\"",
            _ => "",
        };
        for (column, cell) in header.iter().enumerate() {
            let words = self.words(cell);
            self.put(&format!("<th scope=\"col\"{}>{words}</th>", class(column)));
        }
        self.put("</tr>\n</thead>\n<tbody>\n");
        for (at, row) in rows.iter().enumerate() {
            match row {
                Row::Group(line) => {
                    let (span, words) = (header.len(), self.words(line));
                    self.put(if at > 0 { "</tbody>\n<tbody>\n" } else { "" });
                    self.put(&format!(
                        "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{span}\">{words}</th></tr>\n"
                    ));
                }
                Row::Cells(cells) => {
                    self.put("<tr>");
                    for (column, cell) in cells.iter().enumerate() {
                        let words = self.words(cell);
                        match column {
                            0 => self.put(&format!("<th scope=\"row\"{}>{words}</th>", said(cell))),
                            _ => self.put(&format!("<td{}{}>{words}</td>", class(column), of(column))),
                        }
                    }
                    self.put("</tr>\n");
                }
            }
        }
        self.put("</tbody>\n</table>\n</div>\n");
    }
}

/// The class of a row that is about an outcome: it brings the mark that says in print what a colour says on a screen.
fn said(cell: &Line) -> &'static str {
    match cell.0.first().map(|segment| segment.style) {
        Some(Style::Good) => " class=\"good\"",
        Some(Style::Bad) => " class=\"bad\"",
        Some(Style::Open) => " class=\"open\"",
        Some(Style::Faint) => " class=\"faint\"",
        _ => "",
    }
}

/// The room of a cell in em: a Chinese letter takes one, a Latin one some three fifths, and one stays free.
fn room(cell: &Line) -> usize {
    let (mut wide, mut narrow) = (0, 0_usize);
    for sign in cell.words().chars() {
        match sign.width() {
            Some(2) => wide += 1,
            _ => narrow += 1,
        }
    }
    wide + (narrow * 3).div_ceil(5) + 1
}
