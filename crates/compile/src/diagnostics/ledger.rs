//! GJ0313: the entries of `duty` come from the one ledger field, on a singleton.
//!
//! Entries are asked for by clause, not by field, so there can be only one to ask.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0313"), "义务台账不合", "a duty ledger that is missing, doubled or misplaced");

/// No field is a ledger.
pub(crate) fn without_ledger(span: Span) -> Diagnostic {
    let message = Words::new("没有哪个事实是台账", "no field is a ledger");
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        "在单一对象里声明一项，类型为 `台账 分类`",
        "declare a field of the type `ledger of ENUM` in a single entity",
    ))
}

/// The ledger at `span` is one too many.
pub(crate) fn second_ledger(span: Span, first: Span) -> Diagnostic {
    let message = Words::new("台账只能有一项", "there is a second ledger");
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("再次", "again"))
        .at(first, Words::new("先在这里", "here first"))
}

/// The ledger at `span` is a field of a list.
pub(crate) fn ledger_in_list(span: Span) -> Diagnostic {
    let message = Words::new("台账只能放在单一对象里", "a ledger can stand in a single entity only");
    Diagnostic::error(ENTRY.0, message).at(span, Words::default())
}
