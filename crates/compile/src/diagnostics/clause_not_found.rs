//! GJ0402: the words that a clause begins or ends with are not found in the official text.
//!
//! The walk goes on from the clause before, so one bad row does not make all others bad. Those who cite the clause are
//! stale: what they encode is no longer there as it was.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;
use super::stale_clause::with_citations;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0402"), "条款的文字找不到", "a clause whose words are not in the text");

/// The row at `span` is about the clause `id`, and its words do not follow the clause before; `rules` cite it.
pub(crate) fn clause_not_found(id: &str, span: Span, words: &str, rules: &[(String, Span)]) -> Diagnostic {
    let message = Words::new(
        format!("在原文上一条之后找不到 `{id}` 条的“{words}”"),
        format!("“{words}” of clause `{id}` does not follow the clause before it in the text"),
    );
    let names = rules.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>();
    let help = match names.is_empty() {
        true => Words::new(
            "按原文的次序和文字改这一行",
            "correct this row to the order and the words of the text",
        ),
        false => Words::new(
            format!("按原文的次序和文字改这一行，并核对依据它的 {}", names.join("、")),
            format!(
                "correct this row to the words of the text, and review what rests on it: {}",
                names.join(", ")
            ),
        ),
    };
    with_citations(Diagnostic::error(ENTRY.0, message).at(span, Words::default()), rules).help(help)
}
