//! Values as YAML, laid out as the values before them.

use std::sync::Arc;

use guiju_base::{SourceId, Sources, Span};
use guiju_explain::exact;
use guiju_facts::Node;
use guiju_ir::{Dimension, Interval, Rat, Unit};

use crate::cases::run::is_unknown;

/// A list of an expectation: as it stands, what it says, and what it is to say.
pub struct List<'l> {
    pub node: &'l Node<'static>,
    /// By item.
    pub wanted: &'l [String],
    pub found: &'l [String],
}

/// A text as a scalar that reads back as itself anywhere in a file.
pub fn text(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|sign| sign.is_alphanumeric() || "_.=".contains(sign))
        && !["true", "false", "null", "yes", "no", "on", "off"].contains(&text.to_ascii_lowercase().as_str());
    match is_plain {
        true => text.to_string(),
        // JSON's texts are YAML's.
        false => serde_json::to_string(text).unwrap_or_default(),
    }
}

/// A quantity, or its ends, in the unit in which the value before was written.
pub fn interval(dimension: Dimension, before: &Node<'static>, found: &Interval) -> String {
    let written = before.get("high").or(before.get("low")).unwrap_or(before).text().unwrap_or_default();
    let shown = |value: &Rat| quantity(dimension, written, value);
    if let Some(value) = found.as_point() {
        return shown(value);
    }
    if is_unknown(dimension, found) {
        return "未知".to_string();
    }
    let ends = [("low", &found.low), ("high", &found.high)];
    let ends = ends.iter().filter_map(|(key, end)| Some(format!("{key}: {}", shown(end.as_ref()?))));
    format!("{{ {} }}", ends.collect::<Vec<_>>().join(", "))
}

fn quantity(dimension: Dimension, before: &str, value: &Rat) -> String {
    let unit =
        before.trim().trim_start_matches(|sign: char| sign.is_numeric() || "+-.＋－．/".contains(sign));
    let known = Unit::find(unit.trim()).filter(|known| known.dimension == dimension);
    match known.and_then(|known| value.div(&known.factor()).map(|number| (number, known.symbol))) {
        Some((number, symbol)) => {
            let blank = if unit.starts_with(char::is_whitespace) { " " } else { "" };
            format!("{number}{blank}{symbol}")
        }
        None => exact(dimension, value),
    }
}

/// The edits of a list: items that stay stay as they are, others go, new ones stand behind them. None for a list in
/// brackets with comments between its items: they would be lost.
pub fn list(sources: &Sources, list: &List) -> Vec<(Span, String)> {
    let new: Vec<String> =
        list.found.iter().filter(|it| !list.wanted.contains(it)).map(|it| text(it)).collect();
    let items = list.node.items().unwrap_or_default();
    match items.first() {
        Some(first) if !sources.slice(list.node.span).starts_with('[') => {
            block(sources, list, items, first.span, &new)
        }
        Some(_) if has_comments(sources, list.node, items) => Vec::new(),
        _ => vec![(list.node.span, flow(sources, list, new))],
    }
}

/// Whether there are comments beside the items of a list in brackets.
fn has_comments(sources: &Sources, node: &Node<'static>, items: &[Node<'static>]) -> bool {
    let starts = items.iter().map(|item| item.span.start).chain([node.span.end]);
    let ends = std::iter::once(node.span.start).chain(items.iter().map(|item| item.span.end));
    ends.zip(starts).any(|(start, end)| sources.slice(Span { start, end, ..node.span }).contains('#'))
}

fn stays(list: &List, at: usize) -> bool {
    // An item that stands there twice need stand there once.
    let item = list.wanted.get(at);
    item.is_some_and(|item| list.found.contains(item) && !list.wanted.iter().take(at).any(|it| it == item))
}

fn flow(sources: &Sources, list: &List, new: Vec<String>) -> String {
    let single = [list.node.clone()];
    let items = list.node.items().unwrap_or(&single);
    let kept = items.iter().enumerate().filter(|(at, _)| stays(list, *at));
    let kept = kept.map(|(_, item)| sources.slice(item.span).to_string());
    let all: Vec<String> = kept.chain(new).collect();
    format!("[{}]", all.join(", "))
}

/// The stretch of a mapping that is an entry, with what divides it from the others.
pub fn without(sources: &Sources, node: &Node<'static>, key: &str) -> Option<Span> {
    let entries = node.entries()?;
    let at = entries.iter().position(|entry| entry.key == key)?;
    let entry = entries.get(at)?;
    let source = node.span.source;
    if !sources.slice(node.span).starts_with('{') {
        let lines = Lines::of(sources, source);
        return Some(lines.whole(entry.key_span.to(entry.value.span)));
    }
    let before = at.checked_sub(1).and_then(|before| entries.get(before));
    let is_comma = |start: u32, end: u32| sources.slice(Span { source, start, end }).trim() == ",";
    let (mut start, mut end) = (entry.key_span.start, entry.value.span.end);
    if let Some(before) = before.filter(|before| is_comma(before.value.span.end, start)) {
        start = before.value.span.end;
    } else if let Some(next) = entries.get(at + 1).filter(|next| is_comma(end, next.key_span.start)) {
        end = next.key_span.start;
    } else if before.is_none() {
        // With a comment between, the comma alone would stand at the front.
        return None;
    }
    Some(Span { source, start, end })
}

/// The lines of a text.
struct Lines {
    source: SourceId,
    text: Arc<str>,
}

impl Lines {
    fn of(sources: &Sources, source: SourceId) -> Lines {
        let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
        Lines { source, text }
    }

    /// The lines on which a stretch lies, with the end of the last.
    fn whole(&self, span: Span) -> Span {
        let (start, end) = (span.start as usize, span.end as usize);
        let start = self.text.get(..start).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(end..).unwrap_or_default();
        let end = rest.find('\n').map_or(self.text.len(), |found| end + found + 1);
        Span::new(self.source, start, end)
    }

    /// The blanks at the front of the line on which a stretch begins.
    fn indent(&self, span: Span) -> &str {
        let line = self.text.get(self.whole(span).start as usize..).unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..blanks).unwrap_or_default()
    }
}

/// A list with a line for each item.
fn block(
    sources: &Sources,
    list: &List,
    items: &[Node<'static>],
    first: Span,
    new: &[String],
) -> Vec<(Span, String)> {
    let lines = Lines::of(sources, first.source);
    let indent = lines.indent(first);
    let is_emptied = new.is_empty() && !(0..items.len()).any(|at| stays(list, at));
    let mut edits = Vec::new();
    for (at, item) in items.iter().enumerate().filter(|(at, _)| !stays(list, *at)) {
        let rest = if is_emptied && at == 0 { format!("{indent}[]\n") } else { String::new() };
        edits.push((lines.whole(item.span), rest));
    }
    if let Some(last) = items.last().filter(|_| !new.is_empty()) {
        let end = lines.whole(last.span).end as usize;
        let open = if lines.text.get(..end).is_some_and(|before| before.ends_with('\n')) { "" } else { "\n" };
        let added: String = new.iter().map(|item| format!("{indent}- {item}\n")).collect();
        edits.push((Span::new(first.source, end, end), format!("{open}{added}")));
    }
    edits
}
