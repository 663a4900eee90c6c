//! GJ0207: a field or list that an entity does not have.
//!
//! The fix is the nearest name of the same entity.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0207"), "事实未声明", "a fact that the entity does not have");

/// `owner` has nothing called `word`.
pub(crate) fn unknown_field(word: &str, span: Span, owner: &Name, nearest: Option<&str>) -> Diagnostic {
    let message = Words::new(
        format!("{}（`{}`）没有 `{word}` 这一项", owner.label.zh, owner.id),
        format!("`{}` has no `{word}`", owner.id),
    );
    suggest(
        Diagnostic::error(ENTRY.0, message).at(span, Words::new("没有这一项", "no such fact")),
        span,
        nearest,
    )
}
