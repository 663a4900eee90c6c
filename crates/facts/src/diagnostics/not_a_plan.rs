//! GJ0512: the file does not say `guiju: plan/1`.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The file does not open with the key; it would stand at `start`.
pub(crate) fn not_said(start: Span) -> Diagnostic {
    let message = Words::new("文件没有写明 `guiju: plan/1`", "the file does not say `guiju: plan/1`");
    Diagnostic::error(Code("GJ0512"), message).at(start, Words::default()).help(Words::new(
        "在文件开头加一行 `guiju: plan/1`",
        "add the line `guiju: plan/1` at the top of the file",
    ))
}

/// The file says something else at `span`.
pub(crate) fn other_version(span: Span, written: &str) -> Diagnostic {
    let written = shown(written);
    let message =
        Words::new(format!("不认识的文件格式 {written}"), format!("the file format {written} is not known"));
    Diagnostic::error(Code("GJ0512"), message)
        .at(span, Words::default())
        .help(Words::new("本程序读 `plan/1`", "this program reads `plan/1`"))
        .fix(span, "plan/1")
}
