//! GJ0220: an entity is named in a rule that is about another one.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0220"), "此处没有该对象", "an entity that is not at hand here");

/// `word` is an entity of which a plan has many, and none of them is at hand; `lists` may lead there.
pub(crate) fn out_of_reach(word: &str, span: Span, subject: &Name) -> Diagnostic {
    let message = Words::new(
        format!("这条规则适用于{}（`{}`），`{word}` 指哪一项不明", subject.label.zh, subject.id),
        format!("this rule is for `{}`: it is not clear which `{word}` is meant", subject.id),
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        format!("从 `{}` 的事实出发，或用 `每一`、`至少一` 查看清单", subject.id),
        format!("start from a fact of `{}`, or go through the list with `every` or `some`", subject.id),
    ))
}
