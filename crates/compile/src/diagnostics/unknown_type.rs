//! GJ0206: a type that is neither built in nor declared.
//!
//! The fix is the nearest type, built in or declared.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0206"), "类型未声明", "a type that nothing declares");

/// `word` stands where a type is due.
pub(crate) fn unknown_type(word: &str, span: Span, nearest: Option<&str>) -> Diagnostic {
    let message = Words::new(format!("没有叫 `{word}` 的类型"), format!("no type is called `{word}`"));
    suggest(Diagnostic::error(ENTRY.0, message).at(span, Words::new("未声明", "not declared")), span, nearest)
}
