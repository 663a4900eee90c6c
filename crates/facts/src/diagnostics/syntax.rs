//! GJ0503: the text is neither YAML nor JSON; nothing after the place is read.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The parser stops at `span` because of `what`.
pub(crate) fn syntax(span: Span, what: Words) -> Diagnostic {
    let message = Words::new(
        format!("此处不合 YAML 的写法：{}", what.zh),
        format!("this is not valid YAML: {}", what.en),
    );
    Diagnostic::error(Code("GJ0503"), message).at(span, what).help(Words::new(
        "改正后再试；此处以后的内容尚未检查",
        "mend this and try again; what follows was not checked",
    ))
}
