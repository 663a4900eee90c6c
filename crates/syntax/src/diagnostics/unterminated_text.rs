//! A text or a quoted name whose closing mark is not on its line.
//!
//! Named where it opens; the rest of the line is not drawn in by the next quotation mark.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0104");

/// The text at `span` opens with `opening` and does not end before its line does.
pub(crate) fn unterminated_text(span: Span, opening: char) -> Diagnostic {
    let closing = match opening {
        '“' => '”',
        '「' => '」',
        mark => mark,
    };
    let message = if opening == '「' {
        Words::new("名称的引号没有收尾", "a quoted name does not end on its line")
    } else {
        Words::new("文字的引号没有收尾", "a text does not end on its line")
    };
    Diagnostic::error(CODE, message)
        .at(
            span,
            Words::new(
                format!("以 {opening} 开头，应以 {closing} 收尾"),
                format!("opens with {opening} and needs {closing}"),
            ),
        )
        .fix(Span { start: span.end, ..span }, closing)
}
