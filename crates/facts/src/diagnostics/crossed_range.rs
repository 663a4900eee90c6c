//! GJ0528: the first number of a range is above the second.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The range `written` ends before it begins.
pub(crate) fn crossed_range(span: Span, written: &str) -> Diagnostic {
    let word = shown(written);
    let message =
        Words::new(format!("范围 {word} 的下限大于上限"), format!("the range {word} ends before it begins"));
    Diagnostic::error(Code("GJ0528"), message)
        .at(span, Words::default())
        .help(Words::new("小的写在前", "write the smaller number first"))
}
