//! GJ0403: the words of a clause are not those for which its digest was taken.
//!
//! A warning: the rules still run, but somebody has to read them against the new words.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0403"), "条款的文字变了", "a clause whose words have changed");

/// The clause `id`, whose row is at `row`, has changed; `rules` cite it.
pub(crate) fn stale_clause(id: &str, row: Span, rules: &[(String, Span)]) -> Diagnostic {
    let names = rules.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>();
    let message = if names.is_empty() {
        Words::new(format!("`{id}` 条的文字变了"), format!("the words of clause `{id}` have changed"))
    } else {
        Words::new(
            format!("`{id}` 条的文字变了，依据它的有 {}", names.join("、")),
            format!("the words of clause `{id}` have changed, and {} rest on it", names.join(", ")),
        )
    };
    let diagnostic = Diagnostic::warning(ENTRY.0, message).at(row, Words::new("旧摘要", "the old digest"));
    with_citations(diagnostic, rules)
        .help(Words::new("核对这些规则，再更新摘要", "review these rules, then renew the digest"))
}

/// Points at those who cite the clause.
pub(super) fn with_citations(diagnostic: Diagnostic, rules: &[(String, Span)]) -> Diagnostic {
    rules.iter().fold(diagnostic, |diagnostic, (_, span)| {
        diagnostic.at(*span, Words::new("依据这一条", "rests on it"))
    })
}
