//! A node in the words of a plan: in a block, within brackets, or in JSON.
//!
//! Knows no vocabulary: keys come spelled. Invariant: what is written reads as the node; a text stands in quotes where it
//! would else read as something else, and keeps the quotes of what it replaces.

use crate::convert::{WRAPS, Wrap};
use crate::node::{Node, NodeKind};
use crate::text::is_unknown;
use crate::write::quoted;

/// In which words keys are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Face {
    /// Ids.
    Ids,
    /// Chinese labels.
    Labels,
}

/// Where something is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Setting {
    /// Behind a key on a line of its own.
    Block,
    /// Within brackets.
    Flow,
    /// In JSON.
    Json,
}

/// The words of a key of a wrapping: its id and its label.
pub(super) fn wrap_words(wrap: Wrap) -> (&'static str, &'static str) {
    WRAPS.iter().find(|(known, ..)| *known == wrap).map_or(("", ""), |(_, en, zh)| (*en, *zh))
}

/// A node as it is written.
pub(super) fn node(node: &Node<'_>, setting: Setting, key: &impl Fn(&str) -> String) -> String {
    let inner = if setting == Setting::Block { Setting::Flow } else { setting };
    match &node.kind {
        NodeKind::Scalar { text, .. } => scalar(text, setting, None),
        NodeKind::List(items) => {
            let items: Vec<String> = items.iter().map(|item| self::node(item, inner, key)).collect();
            format!("[{}]", items.join(", "))
        }
        NodeKind::Map(entries) => {
            let entry = |entry: &crate::node::Entry<'_>| {
                let name = scalar(&key(&entry.key), inner, None);
                format!("{name}: {}", self::node(&entry.value, inner, key))
            };
            braced(&entries.iter().map(entry).collect::<Vec<_>>())
        }
        NodeKind::Refused => String::new(),
    }
}

/// Entries in braces.
pub(super) fn braced(entries: &[String]) -> String {
    format!("{{ {} }}", entries.join(", "))
}

/// A text as it is written; in the quotes of what it replaces, where that had some.
pub(super) fn scalar(text: &str, setting: Setting, quote: Option<char>) -> String {
    let has_breaks = text.chars().any(|sign| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}'));
    match (setting, quote) {
        (Setting::Json, _) if matches!(text, "true" | "false") && quote.is_none() => text.to_string(),
        (Setting::Json, _) | (_, Some('"')) => escaped(text),
        (_, Some('\'')) if !has_breaks => format!("'{}'", text.replace('\'', "''")),
        _ if !has_breaks && is_plain(text, setting) => text.to_string(),
        _ => escaped(text),
    }
}

/// In double quotes, line separators as escapes: some readers take them for line ends.
fn escaped(text: &str) -> String {
    quoted(text).replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Whether a text reads as itself without quotes.
fn is_plain(text: &str, setting: Setting) -> bool {
    let opens =
        text.starts_with(|sign: char| sign.is_alphanumeric() || matches!(sign, '（' | '〔' | '《' | '_'));
    let rest = text.ends_with(|sign: char| sign.is_whitespace() || sign == ':');
    let is_mark = text.contains(": ") || text.contains(" #") || text.contains(":\t") || text.contains("\t#");
    let is_bracket = |sign: char| matches!(sign, ',' | '[' | ']' | '{' | '}' | '"' | '\'' | ':');
    let is_split = setting == Setting::Flow && text.contains(is_bracket);
    // A word that means *unknown* only when it is written without quotes.
    let is_silent = is_unknown(text, true) && !is_unknown(text, false);
    opens && !rest && !is_mark && !is_split && !is_silent
}

/// Whether a node says more than that nothing is known.
pub(super) fn says_something(node: &Node<'_>) -> bool {
    match &node.kind {
        NodeKind::Scalar { text, plain } => !is_unknown(text, *plain),
        NodeKind::List(_) => true,
        NodeKind::Map(entries) => entries.iter().any(|entry| says_something(&entry.value)),
        NodeKind::Refused => false,
    }
}
