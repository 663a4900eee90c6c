//! GJ0514: one mapping has a key twice, be it by id and by label.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The key `written` at `span` says again what stands at `first`.
pub(crate) fn duplicate_key(span: Span, first: Span, written: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("键 {word} 重复"), format!("the key {word} is written twice"));
    Diagnostic::error(Code("GJ0514"), message)
        .at(span, Words::new("又写了一次", "again here"))
        .at(first, Words::new("先写在这里", "first written here"))
        .help(Words::new("保留一处，删去另一处", "keep one and delete the other"))
}
