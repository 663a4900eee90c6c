//! GJ0405: no declaration cites a clause of the official text, and it is not set aside as unencoded.
//!
//! Reported only to a strict reader: while a pack is being written, most of its clauses are open.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0405"), "条款没有规则", "a clause that nothing encodes");

/// The clause `id`, whose words stand at `words`, is open.
pub(crate) fn open_clause(id: &str, words: Span) -> Diagnostic {
    Diagnostic::error(
        ENTRY.0,
        Words::new(
            format!("`{id}` 条没有规则依据，也没有列入不设规则"),
            format!("nothing encodes clause `{id}`, and it is not set aside as unencoded"),
        ),
    )
    .at(words, Words::new("这一条", "this clause"))
    .help(Words::new(
        format!("写一条依据它的规则，或写明 `unencoded {id} because \"…\";`"),
        format!("write a rule that cites it, or `unencoded {id} because \"…\";`"),
    ))
}
