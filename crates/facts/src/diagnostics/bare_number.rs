//! GJ0521: a number stands where a quantity is due.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The number `written` needs a unit, such as `unit`; `fixed` is how to write it.
pub(crate) fn bare_number(span: Span, written: &str, unit: &str, fixed: String) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("{word} 没有单位"), format!("{word} has no unit"));
    Diagnostic::error(Code("GJ0521"), message)
        .at(span, Words::default())
        .help(Words::new(
            format!("写出单位，如 {fixed}（核对是否确为{unit}）"),
            format!("write the unit, such as {fixed} (make sure that it is {unit})"),
        ))
        .fix(span, fixed)
}
