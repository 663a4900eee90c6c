//! GJ0527: a quantity lies outside the range of its field.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The text `written` lies outside `range` of the field `field`.
pub(crate) fn out_of_range(span: Span, written: &str, field: &Words, range: &Words) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("{word} 超出“{}”的取值范围（{}）", field.zh, range.zh),
        format!("{word} is outside the range of {} ({})", field.en, range.en),
    );
    Diagnostic::error(Code("GJ0527"), message)
        .at(span, Words::default())
        .help(Words::new("核对数值和单位", "check the number and its unit"))
}
