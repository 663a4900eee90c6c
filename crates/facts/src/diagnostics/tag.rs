//! GJ0507: a node carries a YAML tag.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The tag `written` at `span`.
pub(crate) fn tag(span: Span, written: &str) -> Diagnostic {
    let written = shown(written);
    let message =
        Words::new(format!("不许使用 YAML 标签 {written}"), format!("the YAML tag {written} is refused"));
    Diagnostic::error(Code("GJ0507"), message)
        .at(span, Words::default())
        .help(Words::new("去掉标签；类型由事项本身决定", "drop the tag; the field decides the type"))
}
