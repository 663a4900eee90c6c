//! GJ0405: no declaration cites a clause of the official text, and it is not set aside as unencoded.
//!
//! Reported only to a strict reader: while a pack is being written, most of its clauses are open.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0405"), "条款没有规则", "a clause that nothing encodes");

/// So many signs of a clause are quoted.
const QUOTED: usize = 16;

/// The clause `id` with the words `text`, which stand at `words`, is open.
pub(crate) fn open_clause(id: &str, text: &str, words: Span) -> Diagnostic {
    let cut = if text.chars().count() > QUOTED { "…" } else { "" };
    let quoted: String = text.chars().take(QUOTED).chain(cut.chars()).collect();
    Diagnostic::error(
        ENTRY.0,
        Words::new(
            format!("`{id}` 条“{quoted}”没有规则依据，也没有列入不设规则"),
            format!("nothing encodes clause `{id}`, “{quoted}”, and it is not set aside as unencoded"),
        ),
    )
    .at(words, Words::new("这一条", "this clause"))
    .help(Words::new(
        format!("写一条依据它的规则，或写明 `unencoded {id} because \"…\";`"),
        format!("write a rule that cites it, or `unencoded {id} because \"…\";`"),
    ))
}
