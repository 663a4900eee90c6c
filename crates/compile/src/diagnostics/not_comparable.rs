//! GJ0211: an order between values that have none, or a comparison of whole lists.
//!
//! The advice names the comparisons that the type has.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0211"), "不能这样比较", "values that cannot be compared so");

/// Values of the type `found` cannot be compared by the sign at `sign`.
pub(crate) fn not_comparable(sign: Span, found: &Words) -> Diagnostic {
    let message =
        Words::new(format!("{}不能这样比较", found.zh), format!("{} cannot be compared so", found.en));
    Diagnostic::error(ENTRY.0, message).at(sign, Words::default()).help(Words::new(
        "分大小的只有数量和日期；其他值用 `为`、`不为`，清单用 `属于`",
        "only quantities and dates have an order; use `is` and `is not` for other values, `in` for lists",
    ))
}
