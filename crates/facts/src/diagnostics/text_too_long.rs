//! GJ0510: one text is longer than what is read.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::limits::TEXT_BYTES;

/// The text at `span` is longer than [`TEXT_BYTES`].
pub(crate) fn text_too_long(span: Span, bytes: usize) -> Diagnostic {
    let message = Words::new(
        format!("这段文字有 {bytes} 字节，超过 {TEXT_BYTES} 字节的上限"),
        format!("the text has {bytes} bytes, more than the limit of {TEXT_BYTES}"),
    );
    Diagnostic::error(Code("GJ0510"), message)
        .at(span, Words::default())
        .help(Words::new("写出文号，不写全文", "cite the document instead of copying it"))
}
