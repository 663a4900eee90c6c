//! GJ0218: an attribute of a field does not fit its type, or another attribute.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0218"), "事实的说明不合", "an attribute that does not fit its field");

/// The attribute at `span` does not fit, because of `reason`.
pub(crate) fn unfit_attribute(span: Span, reason: Words) -> Diagnostic {
    Diagnostic::error(ENTRY.0, reason).at(span, Words::default())
}
