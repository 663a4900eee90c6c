//! GJ0538: a list or mapping stands where a key is due.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The key at `span` is a list or a mapping.
pub(crate) fn key_not_a_text(span: Span) -> Diagnostic {
    let message = Words::new("键应为文字", "a key must be a text");
    Diagnostic::error(Code("GJ0538"), message)
        .at(span, Words::default())
        .help(Words::new("写作 `键: 值`", "write it as `key: value`"))
}
