//! GJ0526: a quantity that cannot be negative is.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The text `written` is below zero; `kind` never is.
pub(crate) fn negative(span: Span, written: &str, kind: &Words) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("{word} 小于零，{}不能为负", kind.zh),
        format!("{word} is below zero, which {} cannot be", kind.en),
    );
    Diagnostic::error(Code("GJ0526"), message)
        .at(span, Words::default())
        .help(Words::new("核对正负号", "check the sign"))
}
