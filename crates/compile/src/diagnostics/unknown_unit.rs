//! GJ0205: a unit that the language does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0205"), "单位不认识", "a unit that is not known");

/// Nothing is measured in `word`.
pub(crate) fn unknown_unit(word: &str, span: Span, nearest: Option<&str>) -> Diagnostic {
    let message = Words::new(format!("没有叫 `{word}` 的单位"), format!("no unit is called `{word}`"));
    suggest(Diagnostic::error(ENTRY.0, message).at(span, Words::new("不认识", "not known")), span, nearest)
}
