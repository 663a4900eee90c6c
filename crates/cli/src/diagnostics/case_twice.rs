//! GJ0704: two cases of a file have one name, so that a report on one could be on the other.

use guiju_base::{Code, Diagnostic, Span, Spanned, Words};

pub(crate) const CODE: Code = Code("GJ0704");

/// `name` stands at `first` too.
pub(crate) fn case_twice(name: &Spanned<String>, first: Span) -> Diagnostic {
    let value = &name.value;
    Diagnostic::error(
        CODE,
        Words::new(format!("两个案例都叫“{value}”"), format!("two cases are named `{value}`")),
    )
    .at(name.span, Words::new("后一个", "the second"))
    .at(first, Words::new("前一个", "the first"))
    .help(Words::new("给其中一个改名，说出它不同在哪里", "rename one so that it says how it differs"))
}
