//! Brackets, quantifiers and prefixes nested deeper than the limit.
//!
//! Refused before parsing, so that no pass can run out of stack.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::MAX_NESTING;

/// The code.
pub(crate) const CODE: Code = Code("GJ0106");

/// The limit is passed at `span`.
pub(crate) fn nesting(span: Span) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("嵌套超过 {MAX_NESTING} 层"),
            format!("brackets, quantifiers and prefixes nest deeper than {MAX_NESTING}"),
        ),
    )
    .at(span, Words::new("在此超限", "the limit is passed here"))
    .help(Words::new("把里层的条件另立为定义", "declare the inner conditions as terms of their own"))
}
