//! GJ0209: an expression of another type than the place asks for.
//!
//! Two quantities that meet have a code of their own, which names both units.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0209"), "类型不合", "a type that does not fit");

/// `due` is due at `span`, and `found` stands there.
pub(crate) fn type_mismatch(span: Span, due: &Words, found: &Words) -> Diagnostic {
    let message = Words::new(
        format!("这里要{}，写的是{}", due.zh, found.zh),
        format!("{} is due here, and this is {}", due.en, found.en),
    );
    Diagnostic::error(ENTRY.0, message).at(span, found.clone())
}
