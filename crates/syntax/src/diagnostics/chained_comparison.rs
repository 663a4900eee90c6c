//! `a < b < c`.
//!
//! Comparisons do not chain: two of them are joined by `and`.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0114");

/// The second comparison sign stands at `span`.
pub(crate) fn chained_comparison(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, Words::new("比较不能连写", "comparisons do not chain"))
        .at(span, Words::new("第二个比较", "the second comparison"))
        .help(Words::new("分成两句，用 `且` 连接：`a < b 且 b < c`", "join two by `and`: `a < b and b < c`"))
}
