//! GJ0210: a value stands where a condition is due.
//!
//! The advice is to compare: what stands there has a value, not a truth.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0210"), "不是条件", "not a condition");

/// `words` comes to `found`, and a condition is due.
pub(crate) fn not_a_condition(words: &str, span: Span, found: &Words) -> Diagnostic {
    let message = Words::new(
        format!("`{words}` 是{}，不是条件", found.zh),
        format!("`{words}` is {}, not a condition", found.en),
    );
    Diagnostic::error(ENTRY.0, message).at(span, found.clone()).help(Words::new(
        "条件要能答是或否：与另一个值比较，如 `为`、`不为`、`>=`",
        "a condition is answered by yes or no: compare it, as with `is`, `is not` or `>=`",
    ))
}
