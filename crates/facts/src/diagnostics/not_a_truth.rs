//! GJ0531: a value is neither true nor false.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The text `written` is neither; `meant` is the word for what it seems to say.
pub(crate) fn not_a_truth(span: Span, written: &str, meant: Option<&str>) -> Diagnostic {
    let word = shown(written);
    let message =
        Words::new(format!("{word} 既不是“是”也不是“否”"), format!("{word} is neither true nor false"));
    let diagnostic = Diagnostic::error(Code("GJ0531"), message).at(span, Words::default()).help(Words::new(
        "写 是 或 否（true、false 也可）；不知道就写 未知",
        "write true or false (是, 否), or unknown",
    ));
    match meant {
        Some(meant) => diagnostic.fix(span, meant),
        None => diagnostic,
    }
}
