//! A page to text for a terminal, with colour there alone, to Markdown, or to HTML.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style as Ansi};
use guiju_base::Lang;
use guiju_explain::{Block, Line, Page, Style, appendix, html, markdown, plain, text};
use guiju_ir::Program;

use crate::arguments::{Asking, Call, Format};
use crate::draw::terminal_width;

/// The page as it is written.
pub fn render(page: &Page, asking: &Asking, call: &Call) -> String {
    match asking.format {
        Format::Markdown => return markdown(page),
        Format::Html => return html(page),
        // A file of an office program is no text: `office` makes it.
        Format::Text | Format::Json | Format::Docx | Format::Xlsx => {}
    }
    lines(&text(page, width()), call)
}

/// How wide a page is set.
pub fn width() -> usize {
    terminal_width().map_or(100, |width| width.clamp(60, 140))
}

/// Lines that are set already, coloured for a terminal alone.
pub fn lines(lines: &[Line], call: &Call) -> String {
    let colour = call.output.is_none()
        && std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if !colour {
        return plain(lines);
    }
    let mut out = String::new();
    for line in lines {
        for segment in &line.0 {
            let style = ansi(segment.style);
            out.push_str(&format!("{style}{}{style:#}", segment.text));
        }
        out.push('\n');
    }
    out
}

/// Blocks as one HTML file, with the words of the clauses that they cite at its end.
pub fn file(blocks: Vec<Block>, program: &Program, lang: Lang) -> String {
    html(&whole(blocks, program, lang))
}

/// Blocks as a page, with the words of the clauses that they cite at its end.
pub fn whole(mut blocks: Vec<Block>, program: &Program, lang: Lang) -> Page {
    let words = appendix(program, &blocks, lang);
    blocks.extend(words);
    Page { lang, blocks }
}

fn ansi(style: Style) -> Ansi {
    let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
    match style {
        Style::Plain => Ansi::new(),
        Style::Strong => Ansi::new().bold(),
        Style::Faint | Style::Cited => Ansi::new().dimmed(),
        Style::Good => colour(AnsiColor::Green),
        Style::Bad => colour(AnsiColor::Red),
        Style::Open => colour(AnsiColor::Yellow),
    }
}
