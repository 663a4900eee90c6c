//! A word where a keyword is due that resembles it.
//!
//! Given when the nearest keyword is one or two letters away, is the first of two words, or is joined to what follows.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0115");

/// `found` stands where `near` would fit.
pub(crate) fn misspelt_keyword(span: Span, found: &str, near: &str) -> Diagnostic {
    let found = super::quoted(found);
    Diagnostic::error(CODE, Words::new(format!("`{found}`不是关键词"), format!("`{found}` is no keyword")))
        .at(span, Words::new(format!("是否想写`{near}`？"), format!("did you mean `{near}`?")))
        .help(Words::new(format!("改为`{near}`"), format!("write `{near}`")))
        .fix(span, near)
}

/// `found` is a keyword and a name written as one word; `parted` has a blank between them.
pub(crate) fn joined(span: Span, found: &str, parted: &str) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("`{found}`中的关键词没有与后文隔开"),
            format!("the keyword in `{found}` is not set off"),
        ),
    )
    .at(span, Words::new(format!("应写作`{parted}`"), format!("written `{parted}`")))
    .help(Words::new("关键词前后用空格或标点隔开", "keywords are set off by blanks or punctuation"))
    .fix(span, parted)
}
