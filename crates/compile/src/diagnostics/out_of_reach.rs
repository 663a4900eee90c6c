//! GJ0219: an entity is named in a rule that is about another one.
//!
//! The fix is the reference that leads there, where the subject has exactly one.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::{Entry, suggest};

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0219"), "此处没有该对象", "an entity that is not at hand here");

/// `word` is an entity of which a plan has many, and none of them is at hand; `way` may lead to one.
pub(crate) fn out_of_reach(word: &str, span: Span, subject: &Name, way: Option<&str>) -> Diagnostic {
    let message = Words::new(
        format!("这条规则适用于{}（`{}`），`{word}` 指哪一项不明", subject.label.zh, subject.id),
        format!("this rule is for `{}`: it is not clear which `{word}` is meant", subject.id),
    );
    let diagnostic = Diagnostic::error(ENTRY.0, message).at(span, Words::default());
    if way.is_some() {
        return suggest(diagnostic, span, way);
    }
    diagnostic.help(Words::new(
        format!("从 `{}` 的事实出发，或用 `每一`、`至少一` 查看清单", subject.id),
        format!("start from a fact of `{}`, or go through the list with `every` or `some`", subject.id),
    ))
}
