//! GJ0519: a reference names an id that a partial or absent list does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The id `written` is not in the list under `key`, which may have further items: taken as unknown.
pub(crate) fn unlisted_reference(span: Span, written: &str, key: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("`{key}` 未列出编号 {word}，按未知处理"),
        format!("`{key}` does not list the id {word}, which is taken as unknown"),
    );
    Diagnostic::warning(Code("GJ0519"), message)
        .at(span, Words::default())
        .help(Words::new(format!("在 `{key}` 里补上它"), format!("add it to `{key}`")))
}
