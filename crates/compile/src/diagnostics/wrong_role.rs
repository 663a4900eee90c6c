//! GJ0302: a norm lacks its list of conditions, or has one of another kind of norm.
//!
//! The fix is the right keyword, in the language in which the wrong one is written.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0302"), "规则缺条件或用错条件", "a norm with the wrong conditions, or none");

/// The kind of norm at `kind` takes `due`, and the list at `span` is headed by `found`.
pub(crate) fn wrong_role(kind: (&str, Span), found: (&str, Span), due: &Words) -> Diagnostic {
    let chinese = !found.0.is_ascii();
    let word = if chinese { &due.zh } else { &due.en };
    let message = Words::new(
        format!("`{}` 的条件写在 `{}` 下，不写在 `{}` 下", kind.0, due.zh, found.0),
        format!("`{}` states its conditions under `{}`, not under `{}`", kind.0, due.en, found.0),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(found.1, Words::default())
        .at(kind.1, Words::new("这类规则", "this kind of norm"))
        .help(Words::new(format!("是否想写 `{word}`？"), format!("did you mean `{word}`?")))
        .fix(found.1, word.clone())
}

/// The norm called `name` has no list of conditions under `due`.
pub(crate) fn without_conditions(name: &str, span: Span, due: &Words) -> Diagnostic {
    let message = Words::new(format!("`{name}` 缺 `{}`", due.zh), format!("`{name}` has no `{}`", due.en));
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        format!("在花括号里加上 `{} {{ … }}`", due.zh),
        format!("add `{} {{ … }}` in its braces", due.en),
    ))
}
