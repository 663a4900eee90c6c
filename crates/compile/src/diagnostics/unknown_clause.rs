//! GJ0401: a clause is cited that the official text does not have.
//!
//! The fix is the leaves of the clause where the id is that of a whole, else the nearest id.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0401"), "条款不存在", "a clause that the text does not have");

/// No clause is numbered `id`; `leaves` are those whose number begins so.
pub(crate) fn unknown_clause(id: &str, span: Span, leaves: &[&str], nearest: Option<&str>) -> Diagnostic {
    let message = Words::new(format!("原文没有 `{id}` 条"), format!("the text has no clause `{id}`"));
    let diagnostic = Diagnostic::error(ENTRY.0, message).at(span, Words::new("没有这一条", "no such clause"));
    if leaves.is_empty() {
        return suggest(diagnostic, span, nearest);
    }
    let all = leaves.join(", ");
    diagnostic
        .help(Words::new(
            format!("`{id}` 分为 {}，请写明是哪几条", leaves.join("、")),
            format!("`{id}` is divided into {all}: say which"),
        ))
        .fix(span, all)
}
