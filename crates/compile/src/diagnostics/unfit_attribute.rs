//! GJ0217: an attribute of a field does not fit its type, or another attribute.
//!
//! The reason is handed in whole, for each attribute is unfit in its own way.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0217"), "事实的说明不合", "an attribute that does not fit its field");

/// The attribute at `span` does not fit, because of `reason`.
pub(crate) fn unfit_attribute(span: Span, reason: Words) -> Diagnostic {
    Diagnostic::error(ENTRY.0, reason).at(span, Words::default())
}
