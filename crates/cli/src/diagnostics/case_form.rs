//! GJ0701: a case file is not written as one: a key that it does not have, a value of another shape, no case at all.

use guiju_base::{Code, Diagnostic, Span, Words};

pub(crate) const CODE: Code = Code("GJ0701");

/// `wanted` says what should stand at `span`.
pub(crate) fn case_form(span: Span, wanted: Words) -> Diagnostic {
    let message = Words::new("案例文件的写法不对", "this is not how a case file is written");
    Diagnostic::error(CODE, message).at(span, wanted)
}
