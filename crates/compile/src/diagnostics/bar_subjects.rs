//! GJ0306: the norms that a bar stops range over different entities.
//!
//! A bar has one variable, which can only be an item of one entity.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0306"), "一条不予适用涉及几种对象", "a bar over several entities");

/// The norm named at `span` ranges over `found`, and the one named first over `due`.
pub(crate) fn bar_subjects(bar: &str, span: Span, found: &Name, first: Span, due: &Name) -> Diagnostic {
    let message = Words::new(
        format!("`{bar}` 所涉规则的对象不同：{}、{}", due.label.zh, found.label.zh),
        format!("`{bar}` is on norms over different entities: `{}` and `{}`", due.id, found.id),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, found.label.clone())
        .at(first, due.label.clone())
        .help(Words::new("每种对象写一条", "write one bar for each entity"))
}
