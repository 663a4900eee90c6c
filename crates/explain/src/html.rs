//! A page as one HTML file: its style inside, no script, nothing fetched, made to be printed on A4.
//!
//! What a colour says is also said by the words or their weight, so a print in black and white loses nothing. Every word
//! is escaped; signs that would steer a reader's screen are replaced.

use guiju_base::Lang;
use unicode_width::UnicodeWidthChar;

use crate::page::{Block, Line, Page, Row, Segment, Style};

/// The style of every page.
const STYLE: &str = include_str!("html.css");

/// Columns of figures and short words take the room that they need, up to this many Chinese letters.
const WIDEST: usize = 13;

/// The page as one HTML file.
pub fn html(page: &Page) -> String {
    let title = page.blocks.iter().find_map(|block| match block {
        Block::Title(line) => Some(line.words()),
        _ => None,
    });
    let mut out = String::from("<!DOCTYPE html>\n");
    let lang = match page.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    out.push_str(&format!("<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(&format!("<title>{}</title>\n", escaped(title.unwrap_or_default().trim())));
    out.push_str(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n"));
    let mut under_title = false;
    for block in &page.blocks {
        match block {
            Block::Title(line) => out.push_str(&format!("<h1>{}</h1>\n", words(line))),
            Block::Heading(line) => out.push_str(&format!("<h2>{}</h2>\n", words(line))),
            Block::Subheading(line) => out.push_str(&format!("<h3>{}</h3>\n", words(line))),
            Block::Lines(lines) => list(lines, if under_title { " class=\"head\"" } else { "" }, &mut out),
            Block::Table { header, rows, right, wide } => table(header, rows, right, *wide, &mut out),
        }
        under_title = matches!(block, Block::Title(_));
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Lines as lists in lists; a line that skips a depth stands one below the line above.
fn list(lines: &[(usize, Line)], class: &str, out: &mut String) {
    let mut open = 0;
    for (depth, line) in lines {
        let depth = (depth + 1).min(open + 1);
        if depth > open {
            out.push_str(&format!("<ul{}>\n", if open == 0 { class } else { "" }));
        } else {
            out.push_str(&"</li></ul>".repeat(open - depth));
            out.push_str("</li>\n");
        }
        open = depth;
        out.push_str(&format!("<li>{}", words(line)));
    }
    out.push_str(&"</li></ul>".repeat(open));
    out.push('\n');
}

fn table(header: &[Line], rows: &[Row], right: &[usize], wide: usize, out: &mut String) {
    out.push_str("<table>\n<colgroup>");
    for column in 0..header.len() {
        if column == wide {
            out.push_str("<col>");
            continue;
        }
        let cells = rows.iter().filter_map(|row| match row {
            Row::Cells(cells) => cells.get(column),
            Row::Group(_) => None,
        });
        let widest = cells.chain(header.get(column)).map(room).max().unwrap_or(0);
        out.push_str(&format!("<col style=\"width:{}em\">", widest.min(WIDEST)));
    }
    out.push_str("</colgroup>\n");
    let class = |column: usize| if right.contains(&column) { " class=\"figure\"" } else { "" };
    out.push_str("<thead><tr>");
    for (column, cell) in header.iter().enumerate() {
        out.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(column), words(cell)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        match row {
            Row::Group(line) => {
                let span = header.len();
                out.push_str(&format!(
                    "<tr class=\"group\"><th colspan=\"{span}\">{}</th></tr>\n",
                    words(line)
                ));
            }
            Row::Cells(cells) => {
                out.push_str("<tr>");
                for (column, cell) in cells.iter().enumerate() {
                    out.push_str(&format!("<td{}>{}</td>", class(column), words(cell)));
                }
                out.push_str("</tr>\n");
            }
        }
    }
    out.push_str("</tbody>\n</table>\n");
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

fn words(line: &Line) -> String {
    line.0.iter().map(segment).collect()
}

fn segment(segment: &Segment) -> String {
    let text = unbroken(&segment.text);
    let class = match segment.style {
        Style::Plain => return text,
        Style::Strong => return format!("<strong>{text}</strong>"),
        Style::Faint => "faint",
        Style::Good => "good",
        Style::Bad => "bad",
        Style::Open => "open",
    };
    format!("<span class=\"{class}\">{text}</span>")
}

/// Escaped words, with ids and dates kept from being broken at their hyphens.
fn unbroken(text: &str) -> String {
    /// Longer ones must be broken somewhere.
    const LONGEST: usize = 24;
    let is_id = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.');
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|sign| is_id(sign) != is_id(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        if is_id(first) && part.contains('-') && part.len() <= LONGEST {
            out.push_str(&format!("<span class=\"id\">{part}</span>"));
        } else {
            out.push_str(&escaped(part));
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // Marks that turn the direction of what follows let a name say something else than it reads.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            sign if sign.is_control() => out.push('\u{fffd}'),
            sign => out.push(sign),
        }
    }
    out
}
