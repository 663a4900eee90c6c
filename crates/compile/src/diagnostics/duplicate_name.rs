//! GJ0202: two declarations share an id or a label.
//!
//! Ids and Chinese labels share a namespace, so an id that equals a label is a duplicate too.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0202"), "名称重复", "a name that is declared twice");

/// `word` at `span` is already the id or the label of what is declared at `first`, or built in without a place.
pub(crate) fn duplicate_name(word: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let message = match first {
        Some(_) => Words::new(format!("`{word}` 声明了两次"), format!("`{word}` is declared twice")),
        None => Words::new(
            format!("`{word}` 是语言自带的类型名"),
            format!("`{word}` is the name of a type of the language"),
        ),
    };
    let diagnostic = Diagnostic::error(ENTRY.0, message)
        .at(span, Words::new("再次声明", "declared again"))
        .help(Words::new(
            "编号和中文标签都是名称，请改其中一处",
            "ids and Chinese labels are names alike; rename one of them",
        ));
    match first {
        Some(first) => diagnostic.at(first, Words::new("先在这里声明", "declared here first")),
        None => diagnostic,
    }
}
