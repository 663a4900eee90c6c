//! GJ0523: a quantity has a unit of another dimension.

use guiju_base::{Code, Diagnostic, Span, Words};

use guiju_ir::Dimension;

use crate::text::{listed, shown};

/// The unit `written` measures `found`, where `due` is due with `units`.
pub(crate) fn wrong_unit(
    span: Span,
    written: &str,
    found: Dimension,
    due: Dimension,
    units: &[&str],
) -> Diagnostic {
    let word = shown(written);
    let (found_en, found_zh) = found.names();
    let (due_en, due_zh) = due.names();
    let message = Words::new(
        format!("{word} 是{found_zh}的单位，此处应为{due_zh}"),
        format!("{word} is a unit of {found_en}; {due_en} is due here"),
    );
    let list = listed(units);
    Diagnostic::error(Code("GJ0523"), message)
        .at(span, Words::new(found_zh, found_en))
        .help(Words::new(format!("可用的单位：{list}"), format!("the units are {list}")))
}
