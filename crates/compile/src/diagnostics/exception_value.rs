//! GJ0304: an exception to a term gives a value; one to a norm or exception gives none.
//!
//! A term has a value that an exception replaces; a norm has an answer that an exception defeats.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0304"), "除外取值不合", "an exception that gives no value, or one too many");

/// The exception to the term `to` gives no value.
pub(crate) fn without_value(name: &str, span: Span, to: &str) -> Diagnostic {
    let message = Words::new(
        format!("`{name}` 是定义 `{to}` 的除外，要写取值"),
        format!("`{name}` is an exception to the term `{to}` and gives no value"),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .help(Words::new("在花括号后写 `取值 …;`", "write `gives …;` behind the braces"))
}

/// What the exception defeats has no value that could be replaced by that at `span`.
pub(crate) fn value_too_many(name: &str, span: Span, to: &str) -> Diagnostic {
    let message = Words::new(
        format!("`{to}` 不是定义，它的除外 `{name}` 不写取值"),
        format!("`{to}` is no term, so its exception `{name}` gives no value"),
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::new("删去", "take this out"))
}
