//! The general case: what stands here, and what the language expected.
//!
//! Given when no sharper diagnostic fits.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0101");

/// `found`, the author's words, stands where `expected` was due.
pub(crate) fn unexpected(span: Span, found: &str, expected: &Words) -> Diagnostic {
    let found = super::quoted(found);
    let (zh, en) = if found.is_empty() {
        ("文字到此为止".to_owned(), "the text ends here".to_owned())
    } else {
        (format!("`{found}`不应出现在这里"), format!("`{found}` cannot stand here"))
    };
    Diagnostic::error(CODE, Words::new(zh, en))
        .at(span, Words::new(format!("此处应为{}", expected.zh), format!("expected {}", expected.en)))
}

/// A declaration that is not understood as a whole.
pub(crate) fn declaration(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("这条声明读不懂", "this declaration is not understood"))
        .at(span, Words::default())
}
