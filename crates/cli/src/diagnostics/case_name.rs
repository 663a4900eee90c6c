//! GJ0702: a case speaks of a norm, term, clause, reading or subject that the pack or its plan does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

pub(crate) const CODE: Code = Code("GJ0702");

/// `what` is not known; `near` is what may have been meant.
pub(crate) fn case_name(span: Span, what: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        CODE,
        Words::new(format!("规则包中没有“{what}”"), format!("the pack has no `{what}`")),
    )
    .at(span, Words::new("案例由此无从判断", "the case would test nothing"));
    match near {
        Some(near) => found.help(Words::new(format!("是否指 {near}？"), format!("did you mean {near}?"))),
        None => found,
    }
}
