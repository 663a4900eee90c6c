//! GJ0212: a term or norm is applied to an item of another entity.
//!
//! The fix leads on by a reference, where the argument has exactly one to the entity that is due.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0212"), "对象不合", "a rule applied to another entity than its own");

/// `rule` is about `due`, and its argument at `span` is `found`; `way` may lead from there to what is due.
pub(crate) fn wrong_subject(
    rule: &str,
    span: Span,
    due: &Name,
    found: &Words,
    way: Option<&str>,
) -> Diagnostic {
    let message = Words::new(
        format!("`{rule}` 适用于{}（`{}`），这里给的是{}", due.label.zh, due.id, found.zh),
        format!("`{rule}` is for `{}`, and this is {}", due.id, found.en),
    );
    suggest(Diagnostic::error(ENTRY.0, message).at(span, found.clone()), span, way)
}
