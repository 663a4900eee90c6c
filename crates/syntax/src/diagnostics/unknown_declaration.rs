//! A declaration opens with a word that is no keyword of a declaration.
//!
//! Offers the nearest keyword where one is near.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0103");

/// `found` opens no declaration; `near` is the keyword that may be meant.
pub(crate) fn unknown_declaration(span: Span, found: &str, near: Option<&str>) -> Diagnostic {
    let found = super::quoted(found);
    let diagnostic = Diagnostic::error(
        CODE,
        Words::new(format!("没有以`{found}`开头的声明"), format!("no declaration begins with `{found}`")),
    );
    match near {
        Some(near) => diagnostic
            .at(span, Words::new("不是声明的关键词", "not a keyword of a declaration"))
            .help(Words::new(format!("是否想写`{near}`？"), format!("did you mean `{near}`?")))
            .fix(span, near),
        None => diagnostic.at(
            span,
            Words::new(
                "此处应为声明的关键词，如 `对象` `定义` `可免` `不得`",
                "expected the keyword of a declaration, such as `entity`, `term`, `exempt`, `forbid`",
            ),
        ),
    }
}
