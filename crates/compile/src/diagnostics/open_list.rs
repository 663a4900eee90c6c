//! GJ0317: the text ends its list in 等, and a rule lists the values as if they were all.
//!
//! A warning: whether the list is meant to be closed is a question of reading.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0317"), "列举了含等的分类而没有认定", "values of an open enum listed without a judgement");

/// The rule lists values of the open enum `owner` at `span`, and no judged fact stands beside them.
pub(crate) fn open_list(owner: &Name, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("原文对「{}」的列举以“等”收尾，这里只认所列各项", owner.label.zh),
        format!("the text leaves its list of `{}` open, and this takes only the values listed", owner.id),
    );
    Diagnostic::warning(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        "放进 `满足其一 { … }`，并列一项有认定机关的事实",
        "put it into `any of { … }` beside a fact that a body judges",
    ))
}
