//! GJ0504: lists and mappings stand in each other too deeply.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::limits::DEPTH;

/// The list or mapping at `span` is one level too many.
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    let message = Words::new(
        format!("嵌套超过 {DEPTH} 层"),
        format!("lists and mappings are nested more than {DEPTH} levels deep"),
    );
    Diagnostic::error(Code("GJ0504"), message).at(span, Words::default()).help(Words::new(
        "方案文件只需四五层；此处以后的内容尚未检查",
        "a plan needs four or five levels; what follows was not checked",
    ))
}
