//! GJ0701: a case file is not written as one: a key that it does not have, a value of another shape, no case at all.

use guiju_base::{Code, Diagnostic, Span, Words};

pub(crate) const CODE: Code = Code("GJ0701");

/// `wanted` says what should stand at `span`.
pub(crate) fn case_form(span: Span, wanted: Words) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("案例文件的写法不对", "this is not how a case file is written"))
        .at(span, wanted)
        .help(Words::new(
            "案例文件有 guiju: cases/1、about、clauses、as_of、base、cases；案例有 name、clause、set、as_of、readings，以及 expect 或 refused",
            "a case file has guiju: cases/1, about, clauses, as_of, base, cases; a case has name, clause, set, as_of, readings, and expect or refused",
        ))
}
