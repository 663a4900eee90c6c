//! GJ0516: a plan or an item of a list has no id.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The item at `span` has no id.
pub(crate) fn item(span: Span, entity: &Words) -> Diagnostic {
    let message =
        Words::new(format!("这个{}没有编号", entity.zh), format!("this item has no id ({})", entity.en));
    Diagnostic::error(Code("GJ0516"), message)
        .at(span, Words::default())
        .help(Words::new("补上 `id: …`（编号），清单内不重复", "add `id: …`, unique in the list"))
}

/// The plan has no id; it would stand at `start`.
pub(crate) fn plan(start: Span) -> Diagnostic {
    let message = Words::new("方案没有编号", "the plan has no id");
    Diagnostic::error(Code("GJ0516"), message)
        .at(start, Words::default())
        .help(Words::new("在文件开头补上 `id: …`（编号）", "add `id: …` at the top of the file"))
}
