//! GJ0214: a quantifier's variable has a name that already means something here.
//!
//! A singleton or parameter counts as taken too: a reader would take the word for it.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0214"), "变量与已有名称相同", "a variable with a name that is taken");

/// The variable `word` hides what is called so already.
pub(crate) fn shadowing(word: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let message = Words::new(
        format!("变量 `{word}` 与这里已有的名称相同"),
        format!("the variable `{word}` has a name that is taken here"),
    );
    let diagnostic = Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("重名", "taken"))
        .help(Words::new("给变量另起一个名称", "give the variable another name"));
    match first {
        Some(first) => diagnostic.at(first, Words::new("已有的名称", "already means this")),
        None => diagnostic,
    }
}
