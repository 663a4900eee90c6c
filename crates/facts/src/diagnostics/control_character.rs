//! GJ0509: a text holds a control character or an invisible sign.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The sign `sign` is in the text at `span`.
pub(crate) fn control_character(span: Span, sign: char) -> Diagnostic {
    let number = u32::from(sign);
    let message = Words::new(
        format!("文字里有不可见的控制字符 U+{number:04X}"),
        format!("the text holds the invisible control character U+{number:04X}"),
    );
    Diagnostic::error(Code("GJ0509"), message)
        .at(span, Words::default())
        .help(Words::new("删去它，重新键入这段文字", "delete it and type the text anew"))
}
