//! GJ0201: a name that nothing declares.
//!
//! The fix is the nearest name, or the fact of the subject that is called so.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0201"), "名称未声明", "a name that nothing declares");

/// `word` was taken for a `what` (规则, rule), and there is none of that name.
pub(crate) fn unknown_name(word: &str, span: Span, what: &Words, nearest: Option<&str>) -> Diagnostic {
    let message =
        Words::new(format!("没有叫 `{word}` 的{}", what.zh), format!("no {} is called `{word}`", what.en));
    suggest(Diagnostic::error(ENTRY.0, message).at(span, Words::new("未声明", "not declared")), span, nearest)
}
