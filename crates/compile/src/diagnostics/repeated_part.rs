//! GJ0311: a part of a declaration that may stand once stands twice.
//!
//! Nothing is merged in silence: both places are shown.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0311"), "同一项写了两次", "a part that stands twice");

/// `what` at `span` already stands at `first`.
pub(crate) fn repeated_part(what: &Words, span: Span, first: Span) -> Diagnostic {
    let message = Words::new(format!("`{}` 写了两次", what.zh), format!("`{}` stands twice", what.en));
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("再次", "again"))
        .at(first, Words::new("先在这里", "here first"))
}
