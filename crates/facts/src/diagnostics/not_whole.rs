//! GJ0525: a count or year has a fraction.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The text `written` has a fraction; `kind` is counted in whole numbers.
pub(crate) fn not_whole(span: Span, written: &str, kind: &Words) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("{word} 不是整数，{}只能是整数", kind.zh),
        format!("{word} is not a whole number, as {} must be", kind.en),
    );
    Diagnostic::error(Code("GJ0525"), message)
        .at(span, Words::default())
        .help(Words::new("写整数", "write a whole number"))
}
