//! A figure followed by a word that is no unit.
//!
//! Offers the nearest unit where one is near.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0112");

/// `found` is no unit; `near` may be meant.
pub(crate) fn unknown_unit(span: Span, found: &str, near: Option<&str>) -> Diagnostic {
    let found = super::quoted(found);
    let diagnostic = Diagnostic::error(
        CODE,
        Words::new(format!("没有`{found}`这个单位"), format!("`{found}` is no unit")),
    )
    .at(span, Words::new("数字后应为单位", "a unit is due behind a figure"));
    match near {
        Some(near) => diagnostic
            .help(Words::new(format!("是否想写`{near}`？"), format!("did you mean `{near}`?")))
            .fix(span, near),
        None => diagnostic.help(Words::new(
            "面积用 公顷 亩 平方米，角度用 度，金额用 元 万元，比例用 %，数量用 户 个",
            "areas have 公顷 亩 平方米, angles 度, money 元 万元, ratios %, counts 户 个",
        )),
    }
}
