//! GJ0506: a second YAML document begins in the file.

use guiju_base::{Code, Diagnostic, Span, Words};

/// A second document begins at `span`.
pub(crate) fn several_documents(span: Span) -> Diagnostic {
    let message = Words::new("文件里不止一个 YAML 文档", "the file has more than one YAML document");
    Diagnostic::error(Code("GJ0506"), message)
        .at(span, Words::new("第二个文档由此开始", "the second document begins here"))
        .help(Words::new(
            "一个文件写一个方案，去掉中间的 `---`",
            "write one plan per file, without `---` between",
        ))
}
