//! A reserved word used as a name.
//!
//! Quoted, it may be one.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0109");

/// `word` has a meaning of its own in expressions.
pub(crate) fn reserved_name(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("`{word}`是保留词，不能作名称"),
            format!("`{word}` is a reserved word, not a name"),
        ),
    )
    .at(span, Words::new("在条件中另有含义", "has a meaning of its own in conditions"))
    .help(Words::new(
        format!("换一个名称，或写作「{word}」"),
        format!("choose another name, or write 「{word}」"),
    ))
    .fix(span, format!("「{word}」"))
}
