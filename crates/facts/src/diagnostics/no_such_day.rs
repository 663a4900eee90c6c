//! GJ0530: a date names a day that the calendar does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The calendar has no day `written`.
pub(crate) fn no_such_day(span: Span, written: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("日历上没有 {word}"), format!("the calendar has no day {word}"));
    Diagnostic::error(Code("GJ0530"), message)
        .at(span, Words::default())
        .help(Words::new("核对月和日", "check the month and the day"))
}
