//! The tests of the syntax: the grammar's own examples, the two faces, recovery, hostile texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests say what they need by failing"
)]

mod examples;
mod faces;
mod format;
mod hostile;
mod recovery;
mod trees;

use guiju_base::{Diagnostic, Sources};
use guiju_syntax::Parsed;

/// Parses `text` as a file of its own.
fn parse(text: &str) -> (Sources, Parsed) {
    let mut sources = Sources::new();
    let id = sources.add("test.gj", text);
    let parsed = guiju_syntax::parse(&sources, id);
    (sources, parsed)
}

/// Each fault as `CODE line:column words`.
fn told(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span().expect("every fault of a text has a place");
        let place = sources.place(span);
        format!("{} {}:{} {}", diagnostic.code, place.line, place.column, sources.slice(span))
    };
    diagnostics.iter().map(line).collect()
}
