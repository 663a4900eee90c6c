//! GJ0205: a text that is no date of the calendar.
//!
//! The advice shows the two forms of a date.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::DateError;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0205"), "日期不存在", "a date that does not exist");

/// `word` is not a date: badly written, or a day that the calendar does not have.
pub(crate) fn bad_date(word: &str, span: Span, error: DateError) -> Diagnostic {
    let message = match error {
        DateError::NoSuchDay => {
            Words::new(format!("日历上没有 `{word}`"), format!("the calendar has no `{word}`"))
        }
        DateError::Malformed => Words::new(format!("`{word}` 不是日期"), format!("`{word}` is not a date")),
    };
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .help(Words::new("日期写作 2026-03-01 或 2026年3月1日", "write a date as 2026-03-01 or 2026年3月1日"))
}
