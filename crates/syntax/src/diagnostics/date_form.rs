//! A date whose month or day lacks its zero.
//!
//! The tree has the date in full, so that later passes can go on.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0111");

/// The date at `span` is written in full as `date`.
pub(crate) fn date_form(span: Span, date: &str) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("日期的月、日应为两位", "month and day of a date have two digits"))
        .at(span, Words::new(format!("应写作`{date}`"), format!("written `{date}`")))
        .fix(span, date)
}
