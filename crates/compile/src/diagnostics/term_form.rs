//! GJ0314: a quantity term in braces, or a term of a type that no term has.
//!
//! A truth term has conditions in braces or behind `=`; a quantity term has a formula behind `=`.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0314"), "定义的写法不合", "a term that does not say its value as its type asks");

/// The term `name` has a quantity as its type, and conditions in braces at `span`.
pub(crate) fn quantity_in_braces(name: &str, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{name}` 是数量，花括号里只能写条件"),
        format!("`{name}` is a quantity, and braces hold conditions"),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .help(Words::new("把算式写在 `=` 后面", "write its formula behind `=`"))
}

/// A `what` is a truth value or a quantity, and the type at `span` is neither.
pub(crate) fn unfit_type(what: &Words, span: Span) -> Diagnostic {
    let message =
        Words::new(format!("{}不能是这种类型", what.zh), format!("{} cannot have this type", what.en));
    Diagnostic::error(ENTRY.0, message).at(span, Words::default())
}
