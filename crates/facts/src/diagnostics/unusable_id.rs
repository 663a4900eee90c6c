//! GJ0517: an id is a reserved word, or none of the ids that a keyed list has.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::{listed, nearest, shown};

/// The id `written` reads as "none" or "unknown" wherever it is referred to.
pub(crate) fn reserved(span: Span, written: &str) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(format!("{word} 不能作编号"), format!("{word} cannot be an id"));
    Diagnostic::error(Code("GJ0517"), message).at(span, Words::default()).help(Words::new(
        "它在引用处表示“无”或“未知”，请换一个编号",
        "where it is referred to it means none or unknown; choose another id",
    ))
}

/// The id `written` is not among the ids that the list may have.
pub(crate) fn not_a_key(span: Span, written: &str, keys: &[&str]) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("{word} 不是这个清单可用的编号"),
        format!("{word} is none of the ids of this list"),
    );
    let list = listed(keys);
    let diagnostic = Diagnostic::error(Code("GJ0517"), message)
        .at(span, Words::default())
        .help(Words::new(format!("可用的编号：{list}"), format!("the ids are {list}")));
    match nearest(written, keys.iter().copied()) {
        Some(near) => diagnostic.fix(span, near),
        None => diagnostic,
    }
}
