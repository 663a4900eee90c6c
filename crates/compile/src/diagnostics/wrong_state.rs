//! GJ0319: a sentence for what its condition or norm never comes to.
//!
//! The states that fit are listed in the language in which the wrong one is written.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0319"), "表述的状态不合", "a sentence for what cannot come about");

/// `what` (条件, a condition) is never `found`; `due` is what it can be.
pub(crate) fn wrong_state(what: &Words, found: (&str, Span), due: &[Words]) -> Diagnostic {
    let listed =
        |of: fn(&Words) -> &str| due.iter().map(|state| format!("`{}`", of(state))).collect::<Vec<_>>();
    let (zh, en) = (listed(|state| &state.zh).join("、"), listed(|state| &state.en).join(", "));
    let message = Words::new(
        format!("{}没有 `{}` 这种结果", what.zh, found.0),
        format!("{} never comes to `{}`", what.en, found.0),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(found.1, Words::default())
        .help(Words::new(format!("可写 {zh}"), format!("it can be {en}")))
}

/// A condition of a check is told by the label of the check.
pub(crate) fn unsaid(span: Span) -> Diagnostic {
    let message = Words::new(
        "校验以标签示人，条件不写表述",
        "a check is told by its label, and its conditions say nothing",
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::default())
}
