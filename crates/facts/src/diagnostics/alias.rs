//! GJ0508: a node is an alias or carries an anchor.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The anchor or alias `written` at `span`.
pub(crate) fn alias(span: Span, written: &str) -> Diagnostic {
    let written = shown(written);
    let message = Words::new(
        format!("不许使用 YAML 锚点或别名 {written}"),
        format!("the YAML anchor or alias {written} is refused"),
    );
    Diagnostic::error(Code("GJ0508"), message).at(span, Words::default()).help(Words::new(
        "请把内容原样写出；以 & 或 * 开头的文字要加引号",
        "write the content out; a text that begins with & or * needs quotes",
    ))
}
