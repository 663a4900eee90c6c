//! Braces or quotation marks with nothing in them.
//!
//! An empty list of conditions would hold always; nobody means that.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0113");

/// The braces of what stands at `span` are empty.
pub(crate) fn empty_braces(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("大括号内没有内容", "there is nothing in the braces"))
        .at(span, Words::new("至少应有一项", "at least one entry is due"))
}

/// `「」`
pub(crate) fn name(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("名称是空的", "the name is empty")).at(span, Words::default())
}
