//! The formatter: its layout, its faces, and that it loses nothing.

#[path = "format/cases.rs"]
mod cases;
#[path = "format/generate.rs"]
mod generate;
#[path = "format/property.rs"]
mod property;

use guiju_base::{Lang, Sources, Span};
use guiju_syntax::{Face, Names, Unformatted};

/// No name has another face.
struct Keep;

impl Names for Keep {
    fn name(&self, _: Span, _: Lang) -> Option<&str> {
        None
    }
}

const ENGLISH: Face<'static> = Face::Of(Lang::En, &Keep);
const CHINESE: Face<'static> = Face::Of(Lang::Zh, &Keep);

fn format(text: &str, face: Face<'_>) -> Result<String, Unformatted> {
    let mut sources = Sources::new();
    let id = sources.add("test.gj", text);
    guiju_syntax::format(&sources, id, face)
}

/// The text formatted; a text with faults, or one that the formatter would spoil, fails the test.
#[track_caller]
fn formatted(text: &str, face: Face<'_>) -> String {
    format(text, face).unwrap_or_else(|error| panic!("{error:?} in\n{text}"))
}

/// The comments of a text, found without the help of the parser.
fn comments(text: &str) -> Vec<&str> {
    let closing = |open| match open {
        '“' => '”',
        '「' => '」',
        same => same,
    };
    text.lines()
        .filter_map(|line| {
            let mut letters = line.char_indices();
            while let Some((at, letter)) = letters.next() {
                match letter {
                    '"' | '“' | '＂' | '「' => {
                        let close = closing(letter);
                        letters.by_ref().find(|(_, letter)| *letter == close);
                    }
                    '/' if line[at..].starts_with("//") => return Some(line[at..].trim_end()),
                    _ => {}
                }
            }
            None
        })
        .collect()
}
