//! Signs of other languages or other texts: `==`, `&&`, `【`, `'…'`.
//!
//! Each has one counterpart here, which is the fix.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0108");

/// `sign` is written `instead` in this language.
pub(crate) fn foreign_sign(span: Span, sign: &str, instead: &str) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(format!("没有`{sign}`这个符号"), format!("`{sign}` is no sign of this language")),
    )
    .at(span, Words::new(format!("应写作`{instead}`"), format!("written `{instead}` here")))
    .fix(span, instead)
}
