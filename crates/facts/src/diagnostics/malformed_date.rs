//! GJ0529: a text is not a date.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The text `written` has not the form of a date.
pub(crate) fn malformed_date(span: Span, written: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("{word} 不是日期"), format!("{word} is not a date"));
    Diagnostic::error(Code("GJ0529"), message)
        .at(span, Words::default())
        .help(Words::new("写作 2026-03-01 或 2026年3月1日", "write it as 2026-03-01 or 2026年3月1日"))
}
