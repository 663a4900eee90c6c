//! GJ0305: an exception is to a norm, a term or another exception.
//!
//! Bars, checks and derived facts have no exceptions: their own conditions say when they hold.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0305"), "除外的对象不合", "an exception to what cannot have one");

/// `to` is `what`, which has no exceptions.
pub(crate) fn exception_target(to: &str, span: Span, what: &Words) -> Diagnostic {
    let message = Words::new(
        format!("`{to}` 是{}，不能有除外", what.zh),
        format!("`{to}` is {}, which has no exceptions", what.en),
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        "除外针对规则、定义或另一个除外",
        "an exception is to a norm, a term or another exception",
    ))
}
