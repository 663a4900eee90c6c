//! GJ0303: an effect, a duty, a bar or a decision belongs to a granting norm.
//!
//! The declaration of the norm is shown, for its kind is what may be wrong.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0303"), "不授权的规则不能这样用", "a norm that grants nothing is used as one that does");

/// `what` at `span` belongs to a granting norm, and `norm`, declared at `first`, is none.
pub(crate) fn grants_nothing(what: &Words, span: Span, norm: &str, first: Span) -> Diagnostic {
    let message = Words::new(
        format!("{}只用于允许、可免、下放，`{norm}` 不是", what.zh),
        format!("{} belongs to a permit, an exempt or a delegate, and `{norm}` is none", what.en),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .at(first, Words::new("声明在这里", "declared here"))
}
