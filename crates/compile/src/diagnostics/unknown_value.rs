//! GJ0208: a word that is no value of the enum that is due.
//!
//! The fix is the nearest value; where none is near, the advice lists them.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::{Enum, Name};

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0208"), "分类中没有该值", "a value that the enum does not have");

/// The values of `owner` do not include `word`; `values` are those that it has.
pub(crate) fn unknown_value(word: &str, span: Span, owner: &Enum, nearest: Option<&str>) -> Diagnostic {
    let message = Words::new(
        format!("分类「{}」没有 `{word}` 这个值", owner.name.label.zh),
        format!("`{}` has no value `{word}`", owner.name.id),
    );
    let diagnostic = Diagnostic::error(ENTRY.0, message).at(span, Words::new("没有这个值", "no such value"));
    match nearest {
        Some(_) => suggest(diagnostic, span, nearest),
        None => {
            let list = |pick: fn(&Name) -> &str, comma: &str| {
                owner.values.iter().take(12).map(pick).collect::<Vec<_>>().join(comma)
            };
            diagnostic.help(Words::new(
                format!("可用的值：{}", list(|name| &name.label.zh, "、")),
                format!("its values are {}", list(|name| &name.id, ", ")),
            ))
        }
    }
}
