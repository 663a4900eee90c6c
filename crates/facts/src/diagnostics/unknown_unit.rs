//! GJ0522: a number is followed by no known unit.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::{listed, nearest, shown};

/// The unit `written` is unknown; `units` are those of the kind that is due.
pub(crate) fn unknown_unit(span: Span, written: &str, units: &[&str]) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("不认识单位 {word}"), format!("{word} is not a unit"));
    let list = listed(units);
    let near = nearest(written, units.iter().copied());
    let did = near.map_or_else(Words::default, |near| {
        Words::new(format!("是否想写 `{near}`？"), format!("did you mean `{near}`? "))
    });
    Diagnostic::error(Code("GJ0522"), message)
        .at(span, Words::default())
        .help(Words::new(format!("{}可用的单位：{list}", did.zh), format!("{}the units are {list}", did.en)))
}
