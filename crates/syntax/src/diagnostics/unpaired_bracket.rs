//! Brackets that do not pair.
//!
//! An open one is named where it opens, a closing one where it stands, a crossed pair at both places.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0105");

/// `bracket` opens and is not closed.
pub(crate) fn open(span: Span, bracket: &str) -> Diagnostic {
    Diagnostic::error(CODE, Words::new(format!("`{bracket}`没有闭合"), format!("`{bracket}` is not closed")))
        .at(span, Words::new("在此打开", "opened here"))
}

/// `bracket` closes what was never opened.
pub(crate) fn close(span: Span, bracket: &str) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(format!("多出一个`{bracket}`"), format!("`{bracket}` closes nothing that is open")),
    )
    .at(span, Words::new("前面没有与它成对的括号", "nothing before it pairs with it"))
}

/// `closing` stands where the bracket opened by `opening` is due to close.
pub(crate) fn crossed(opener: Span, opening: &str, closer: Span, closing: &str) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("`{opening}`与`{closing}`不成对"),
            format!("`{opening}` and `{closing}` do not pair"),
        ),
    )
    .at(closer, Words::new("在此闭合", "closed here"))
    .at(opener, Words::new("在此打开", "opened here"))
}
