//! GJ0404: `clauses.tsv` has a row with missing columns, or a clause twice.
//!
//! A citation of a clause that may stand in such a row is not reported as unknown.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0404"), "条款表有误", "a row of the clause table that cannot be used");

/// The row at `span` does not have the columns that are due.
pub(crate) fn bad_clause_row(span: Span) -> Diagnostic {
    let message = Words::new("这一行的列数不对", "this row has not the columns that are due");
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        "以制表符分列：id kind force begins ends digest，首行为列名",
        "columns parted by tabs: id kind force begins ends digest, named in the first line",
    ))
}

/// The clause `id` at `span` already has the row at `first`.
pub(crate) fn repeated_clause(id: &str, span: Span, first: Span) -> Diagnostic {
    let message = Words::new(format!("`{id}` 条有两行"), format!("clause `{id}` has two rows"));
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("再次", "again"))
        .at(first, Words::new("先在这里", "here first"))
}
