//! A statement that is not closed by `;` or `；`.
//!
//! The place is the end of the statement, not the beginning of the next one.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0102");

/// A semicolon is missing at `end`, behind the words at `statement`.
pub(crate) fn missing_semicolon(statement: Span, end: usize, semicolon: &str) -> Diagnostic {
    let place = Span::new(statement.source, end, end);
    Diagnostic::error(CODE, Words::new("这一句缺分号", "a semicolon is missing"))
        .at(statement, Words::new("这里之后应有分号", "a semicolon is due behind this"))
        .help(Words::new("每一句以 `;` 或 `；` 结束", "each statement ends with `;` or `；`"))
        .fix(place, semicolon)
}

/// `。` stands where the semicolon is due.
pub(crate) fn full_stop(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("句号不能结束一句", "a full stop does not end a statement"))
        .at(span, Words::new("此处应为分号", "expected a semicolon"))
        .help(Words::new("每一句以 `;` 或 `；` 结束", "each statement ends with `;` or `；`"))
        .fix(span, "；")
}
