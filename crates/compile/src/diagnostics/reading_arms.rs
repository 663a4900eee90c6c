//! GJ0308: a `reading` in a rule leaves out an option of its switch, or has it twice.
//!
//! An unknown option is a misspelt name, and then the one left out is not reported as well.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry =
    (Code("GJ0308"), "口径的读法不全或重复", "a reading without exactly one arm per option");

/// The options `missing` of the switch have no arm.
pub(crate) fn missing_arms(switch: &str, span: Span, missing: &[&str]) -> Diagnostic {
    let list = missing.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>();
    let message = Words::new(
        format!("口径 `{switch}` 的 {} 没有写", list.join("、")),
        format!("{} of the reading `{switch}` is left out", list.join(", ")),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .help(Words::new("每种读法各写一条", "every option has its arm"))
}

/// The option at `span` already has the arm at `first`.
pub(crate) fn repeated_arm(option: &str, span: Span, first: Span) -> Diagnostic {
    let message =
        Words::new(format!("读法 `{option}` 写了两次"), format!("the option `{option}` has two arms"));
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("再次", "again"))
        .at(first, Words::new("先在这里", "here first"))
}
