//! GJ0312: an entity stands under one that is no singleton, or is used as a keyed list without being one.
//!
//! No fix: the declaration of the other entity is shown instead.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0312"), "清单的位置不合", "an entity kept where it cannot be");

/// The entity named `word` is no singleton, so no list can stand in it.
pub(crate) fn not_single(word: &str, span: Span, first: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{word}` 不是单一对象，清单不能放在其中"),
        format!("`{word}` is no single entity, so no list can stand in it"),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .at(first, Words::new("声明在这里", "declared here"))
}

/// The entity named `word` has no fixed ids, so none of its items can be named in a rule.
pub(crate) fn not_keyed(word: &str, span: Span, first: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{word}` 的编号不取自分类，规则里不能按编号取其中一项"),
        format!("`{word}` is not keyed by an enum, so a rule cannot name one of its items"),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .at(first, Words::new("声明在这里", "declared here"))
}
