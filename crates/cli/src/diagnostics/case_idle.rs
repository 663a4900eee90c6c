//! GJ0705: a change of a case is written as its base writes it, so that the case is not the variation that it says it is.

use guiju_base::{Code, Diagnostic, Span, Words};

pub(crate) const CODE: Code = Code("GJ0705");

/// The value at `span` for `path` changes nothing.
pub(crate) fn case_idle(span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning(
        CODE,
        Words::new(
            format!("“{path}”写的和底稿一样，没有改变方案"),
            format!("`{path}` says what the base says and changes nothing"),
        ),
    )
    .at(span, Words::default())
    .help(Words::new(
        "写上想试的值；没有要改的，就删去这一项",
        "write the value that the case is to try; where nothing is to change, leave it out",
    ))
}
