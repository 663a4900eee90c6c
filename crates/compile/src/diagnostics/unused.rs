//! GJ0315: a declaration that nothing refers to.
//!
//! A warning. A quantity term is an answer by itself, so it is never unused.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0315"), "没有用到", "declared and never used");

/// Nothing refers to the `what` called `name`.
pub(crate) fn unused(what: &Words, name: &Name, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("{}「{}」（`{}`）没有用到", what.zh, name.label.zh, name.id),
        format!("the {} `{}` is never used", what.en, name.id),
    );
    Diagnostic::warning(ENTRY.0, message).at(span, Words::default())
}
