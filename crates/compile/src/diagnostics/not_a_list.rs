//! GJ0215: something other than a list stands where a list is due.
//!
//! The advice is to go through the items, or to name a list instead.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0215"), "不是清单", "not a list");

/// `words` comes to `found`, and a list is due.
pub(crate) fn not_a_list(words: &str, span: Span, found: &Words) -> Diagnostic {
    let message = Words::new(
        format!("`{words}` 是{}，不是可以逐项查看的清单", found.zh),
        format!("`{words}` is {}, not a list whose items can be gone through", found.en),
    );
    Diagnostic::error(ENTRY.0, message).at(span, found.clone())
}

/// A fact of a list is asked as if it were one item.
pub(crate) fn list_not_item(words: &str, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{words}` 是清单，不是其中一项"),
        format!("`{words}` is a list, not one of its items"),
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::new("清单", "a list")).help(Words::new(
        "用 `每一`、`至少一`、`合计` 等逐项查看",
        "go through its items with `every`, `some`, `sum` and the like",
    ))
}
