//! GJ0536: a set or list names the same thing twice.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The item `written` at `span` stands at `first` already.
pub(crate) fn duplicate_item(span: Span, first: Span, written: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("清单里 {word} 重复"), format!("{word} is listed twice"));
    Diagnostic::error(Code("GJ0536"), message)
        .at(span, Words::new("又写了一次", "again here"))
        .at(first, Words::new("先写在这里", "first written here"))
        .help(Words::new("保留一处", "keep one"))
}
