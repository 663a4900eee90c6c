//! GJ0515: two items of one list have the same id.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The id `written` at `span` is that of the item at `first`.
pub(crate) fn duplicate_id(span: Span, first: Span, written: &str, entity: &Words) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("{}的编号 {word} 重复", entity.zh),
        format!("the id {word} is used twice ({})", entity.en),
    );
    Diagnostic::error(Code("GJ0515"), message)
        .at(span, Words::new("又用了一次", "again here"))
        .at(first, Words::new("先用在这里", "first used here"))
        .help(Words::new("同一清单内编号不能相同", "give each item of a list its own id"))
}
