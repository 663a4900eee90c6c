//! GJ0533: a plan states the list that follows from references of others.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The list `written` follows from the key `reference` of the items under `items`.
pub(crate) fn stated_inverse(span: Span, written: &str, items: &str, reference: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("清单 {word} 由系统推算，不能填写"),
        format!("the list {word} is derived and cannot be stated"),
    );
    Diagnostic::error(Code("GJ0533"), message).at(span, Words::default()).help(Words::new(
        format!("删去它，在 `{items}` 的每一项里写 `{reference}: …`"),
        format!("delete it and write `{reference}: …` in each item of `{items}`"),
    ))
}
