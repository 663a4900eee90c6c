//! GJ0310: a period ends before it begins, or two periods of a parameter overlap.
//!
//! Both days of a period are included, so a period may begin on the day on which it ends.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0310"), "期间不合", "periods that overlap or run backwards");

/// The period at `span` ends before it begins.
pub(crate) fn backwards(span: Span) -> Diagnostic {
    let message = Words::new("期间的末日早于首日", "this period ends before it begins");
    Diagnostic::error(ENTRY.0, message).at(span, Words::default())
}

/// Two values of the parameter `name` hold on the same day.
pub(crate) fn overlap(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{name}` 有两个取值的期间重叠"),
        format!("two values of `{name}` hold on the same day"),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("这个期间", "this period"))
        .at(first, Words::new("与这个期间", "and this one"))
}
