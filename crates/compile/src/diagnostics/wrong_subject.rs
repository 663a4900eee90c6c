//! GJ0213: a term or norm is applied to an item of another entity.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0213"), "对象不合", "a rule applied to another entity than its own");

/// `rule` is about `due`, and its argument at `span` is `found`.
pub(crate) fn wrong_subject(rule: &str, span: Span, due: &Name, found: &Words) -> Diagnostic {
    let message = Words::new(
        format!("`{rule}` 适用于{}（`{}`），这里给的是{}", due.label.zh, due.id, found.zh),
        format!("`{rule}` is for `{}`, and this is {}", due.id, found.en),
    );
    Diagnostic::error(ENTRY.0, message).at(span, found.clone())
}
