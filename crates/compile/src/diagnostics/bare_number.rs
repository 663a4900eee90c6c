//! GJ0204: a number stands where a quantity with a unit is due.
//!
//! The fix is the number with the base unit of what it meets.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0204"), "数字缺单位", "a number without a unit");

/// `number` has no unit; `unit` is that of what it meets, if that is known.
pub(crate) fn bare_number(number: &str, span: Span, unit: Option<&str>) -> Diagnostic {
    let message = Words::new(format!("`{number}` 没有单位"), format!("`{number}` has no unit"));
    let diagnostic = Diagnostic::error(ENTRY.0, message).at(span, Words::new("缺单位", "a unit is due"));
    match unit {
        Some(unit) => {
            let whole = format!("{number} {unit}");
            diagnostic
                .help(Words::new(format!("是否想写 `{whole}`？"), format!("did you mean `{whole}`?")))
                .fix(span, whole)
        }
        None => diagnostic.help(Words::new(
            "写明单位，如 公顷、度、米、元、倍、户、个、年、天",
            "give a unit, such as 公顷, 度, 米, 元, 倍, 户, 个, 年 or 天",
        )),
    }
}
