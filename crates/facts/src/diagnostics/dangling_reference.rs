//! GJ0518: a reference names an id that its complete list does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The id `written` is not in the list under `key`; `near` is one that is.
pub(crate) fn dangling_reference(span: Span, written: &str, key: &str, near: Option<&str>) -> Diagnostic {
    let word = shown(written);
    let message =
        Words::new(format!("`{key}` 里没有编号 {word}"), format!("`{key}` has no item with the id {word}"));
    let diagnostic = Diagnostic::error(Code("GJ0518"), message).at(span, Words::default());
    match near {
        Some(near) => diagnostic
            .help(Words::new(format!("是否想写 `{near}`？"), format!("did you mean `{near}`?")))
            .fix(span, near),
        None => diagnostic.help(Words::new(
            format!("在 `{key}` 里补上它；清单不全时写 `{{ partial: true, items: [...] }}`"),
            format!("add it to `{key}`, or write that list as `{{ partial: true, items: [...] }}`"),
        )),
    }
}
