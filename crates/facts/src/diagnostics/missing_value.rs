//! GJ0535: a mapping with evidence or `partial` has no value or items.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The mapping at `span` lacks `key`.
pub(crate) fn missing_value(span: Span, key: &str) -> Diagnostic {
    let message = Words::new(format!("此处缺 `{key}`"), format!("`{key}` is missing here"));
    Diagnostic::error(Code("GJ0535"), message).at(span, Words::default()).help(Words::new(
        format!("补上 `{key}: …`；不知道就写 `{key}: 未知`"),
        format!("add `{key}: …`, or `{key}: unknown`"),
    ))
}
