//! A page to text for a terminal, with colour there alone, to Markdown, or to HTML.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style as Ansi};
use guiju_explain::{Page, Style, html, markdown, plain, text};

use crate::arguments::{Asking, Call, Format};
use crate::draw::terminal_width;

/// The page as it is written.
pub fn render(page: &Page, asking: &Asking, call: &Call) -> String {
    match asking.format {
        Format::Markdown => return markdown(page),
        Format::Html => return html(page),
        Format::Text | Format::Json => {}
    }
    let lines = text(page, terminal_width().map_or(100, |width| width.clamp(60, 140)));
    let colour = call.output.is_none()
        && std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if !colour {
        return plain(&lines);
    }
    let mut out = String::new();
    for line in &lines {
        for segment in &line.0 {
            let style = ansi(segment.style);
            out.push_str(&format!("{style}{}{style:#}", segment.text));
        }
        out.push('\n');
    }
    out
}

fn ansi(style: Style) -> Ansi {
    let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
    match style {
        Style::Plain => Ansi::new(),
        Style::Strong => Ansi::new().bold(),
        Style::Faint => Ansi::new().dimmed(),
        Style::Good => colour(AnsiColor::Green),
        Style::Bad => colour(AnsiColor::Red),
        Style::Open => colour(AnsiColor::Yellow),
    }
}
