//! GJ0218: a number that cannot be read, an empty range, a step that is not above zero.
//!
//! No fix: what the number should be is for the drafter to say.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0218"), "数字不能用", "a number that cannot be used");

/// The number at `span` cannot be used, because of `reason`.
pub(crate) fn bad_number(span: Span, reason: Words) -> Diagnostic {
    Diagnostic::error(ENTRY.0, reason).at(span, Words::default())
}
