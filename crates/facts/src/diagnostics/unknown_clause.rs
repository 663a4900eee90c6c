//! GJ0534: a ledger names a clause that the text does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::{nearest, shown};

/// The clause `written` is none of `clauses`.
pub(crate) fn unknown_clause<'a>(
    span: Span,
    written: &str,
    clauses: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("原文没有条款 {word}"), format!("the text has no clause {word}"));
    let diagnostic = Diagnostic::error(Code("GJ0534"), message).at(span, Words::default());
    match nearest(written, clauses) {
        Some(near) => diagnostic
            .help(Words::new(format!("是否想写 `{near}`？"), format!("did you mean `{near}`?")))
            .fix(span, near),
        None => diagnostic
            .help(Words::new("键是条款编号，如 `1.1a`", "the keys are ids of clauses, such as `1.1a`")),
    }
}
