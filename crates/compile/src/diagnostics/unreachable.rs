//! GJ0316: an exception or bar whose condition is false in every plan.
//!
//! A warning, as far as constants alone show it.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0316"), "永远不会成立", "never holds");

/// The condition of the `what` called `name` is false in every plan.
pub(crate) fn unreachable(what: &Words, name: &Name, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("{}「{}」（`{}`）永远不会成立", what.zh, name.label.zh, name.id),
        format!("the {} `{}` never holds", what.en, name.id),
    );
    Diagnostic::warning(ENTRY.0, message).at(span, Words::default())
}
