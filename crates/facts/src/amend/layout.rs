//! Where things begin and end in the text of a plan: lines, columns, brackets, the end of a value.
//!
//! Knows the text and the spans that the parser gave, no vocabulary. Positions are bytes; where the end of a value is not
//! certain (a block of literal text on the last line takes the end of the file with it), there is none.

use crate::node::{Entry, Node, NodeKind};

/// The text of a plan.
pub(super) struct Layout<'t> {
    text: &'t str,
    /// Whether it is one big mapping in braces, in which keys are quoted.
    pub(super) json: bool,
    /// How its lines end.
    pub(super) newline: &'static str,
}

/// A mapping as it is laid out.
pub(super) struct Shape {
    /// The places of its braces, when it has any.
    pub(super) braces: Option<(usize, usize)>,
    /// Its entries, in order.
    pub(super) entries: Vec<Part>,
}

/// An entry as it is laid out.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// Where its key begins.
    pub(super) key: usize,
    /// Where its value ends, when that is certain.
    pub(super) end: Option<usize>,
}

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str, json: bool) -> Self {
        let first = text.find('\n').unwrap_or(0);
        let newline = if text.get(..first).is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
        Layout { text, json, newline }
    }

    /// Whether sections are set apart by blank lines.
    pub(super) fn is_airy(&self) -> bool {
        self.text.contains(&self.newline.repeat(2))
    }

    /// Where the line of a byte begins, behind a byte-order mark.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        if start == 0 && before.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start }
    }

    /// Where the line of a byte ends, before its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let end = rest.find('\n').map_or(self.text.len(), |end| at + end);
        let line = self.text.get(at..end).unwrap_or_default();
        end - usize::from(line.ends_with('\r'))
    }

    /// Where the line after that of a byte begins; nothing on the last line.
    pub(super) fn next_line(&self, at: usize) -> Option<usize> {
        self.text.get(at..)?.find('\n').map(|end| at + end + 1)
    }

    /// How many signs stand before a byte on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text.get(self.line_start(at)..at).unwrap_or_default().chars().count()
    }

    /// The blanks before a byte, when there is nothing else before it on its line.
    pub(super) fn indent(&self, at: usize) -> Option<&'t str> {
        let before = self.text.get(self.line_start(at)..at)?;
        before.chars().all(|sign| matches!(sign, ' ' | '\t')).then_some(before)
    }

    /// Whether nothing but blanks and a comment follows on the line.
    pub(super) fn is_last_on_line(&self, at: usize) -> bool {
        let rest = self.text.get(at..self.line_end(at)).unwrap_or_default();
        let word = rest.trim_start_matches([' ', '\t']);
        word.is_empty() || (word.starts_with('#') && (word.len() < rest.len()))
    }

    /// The place of the next sign that is no blank, and the sign.
    pub(super) fn next_sign(&self, at: usize) -> Option<(usize, char)> {
        let rest = self.text.get(at..)?;
        rest.char_indices().find(|(_, sign)| !matches!(sign, ' ' | '\t')).map(|(by, sign)| (at + by, sign))
    }

    /// What stands between two bytes.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a list or mapping is written in brackets.
    pub(super) fn is_flow(&self, node: &Node<'_>) -> bool {
        self.text.get(node.span.start as usize..).is_some_and(|rest| rest.starts_with(['{', '[']))
    }

    /// The quote around a scalar; nothing around a plain one, or around a block of literal text.
    pub(super) fn quote(&self, node: &Node<'_>) -> Option<char> {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let written = self.text.get(start..end).filter(|_| !node.is_plain())?;
        let is_around =
            |quote: &char| written.len() >= 2 && written.starts_with(*quote) && written.ends_with(*quote);
        ['"', '\''].into_iter().find(is_around)
    }

    /// Whether a scalar is a block of literal or folded text.
    pub(super) fn is_literal(&self, node: &Node<'_>) -> bool {
        matches!(node.kind, NodeKind::Scalar { plain: false, .. }) && self.quote(node).is_none()
    }

    /// The parts of a block of literal text behind a key; nothing where its mark does not stand on the line of the key.
    pub(super) fn literal(&self, entry: &Entry<'_>) -> Option<Literal> {
        if !self.is_literal(&entry.value) {
            return None;
        }
        let (mark, _) = self.next_sign(self.colon(entry)?).filter(|(_, sign)| matches!(sign, '|' | '>'))?;
        let signs = self.between(mark + 1, self.line_end(mark)).chars();
        let signs = signs.take_while(|sign| matches!(sign, '+' | '-') || sign.is_ascii_digit()).count();
        let head_end = self.line_end(mark);
        let end = self.lines_end(&entry.value).filter(|end| *end > head_end);
        Some(Literal { mark: (mark, mark + 1 + signs), head_end, end: end.unwrap_or(head_end) })
    }

    /// Where the last line of a block of literal text ends; nothing of one without lines.
    fn lines_end(&self, node: &Node<'_>) -> Option<usize> {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        if self.between(start, end).trim().is_empty() || node.text().is_none_or(|text| text.trim().is_empty())
        {
            return None;
        }
        let indent = self.column(start);
        let mut last = self.line_end(start);
        let mut at = last;
        while let Some(next) = self.next_line(at) {
            let line = self.between(next, self.line_end(next));
            let blanks = line.len() - line.trim_start_matches(' ').len();
            match (blanks >= indent && line.len() > indent, line.trim().is_empty()) {
                (true, _) => last = self.line_end(next),
                (false, true) => {}
                (false, false) => break,
            }
            at = next;
        }
        Some(last)
    }

    /// Where a block of literal text ends for what is to follow it: behind the blank lines that it keeps. Nothing where the
    /// end of the file ends it too, or it has no lines.
    pub(super) fn literal_end(&self, node: &Node<'_>) -> Option<usize> {
        let mut end = self.lines_end(node)?;
        if node.text().is_some_and(|text| text.ends_with("\n\n")) {
            while let Some(next) = self.next_line(end) {
                if next >= self.text.len() || !self.between(next, self.line_end(next)).trim().is_empty() {
                    break;
                }
                end = self.line_end(next);
            }
        }
        self.next_line(end).map(|_| end)
    }

    /// The layout of a mapping.
    pub(super) fn shape(&self, node: &Node<'_>) -> Shape {
        let braces = self.is_flow(node);
        let braces = braces.then_some((node.span.start as usize, (node.span.end as usize).saturating_sub(1)));
        let entries = node.entries().unwrap_or_default();
        Shape { braces, entries: entries.iter().map(|entry| self.part(entry)).collect() }
    }

    /// The layout of an entry.
    pub(super) fn part(&self, entry: &Entry<'_>) -> Part {
        let end = match is_absent(&entry.value) && !self.is_literal(&entry.value) {
            true => Some(self.colon(entry).unwrap_or(entry.key_span.end as usize)),
            false => self.end(&entry.value),
        };
        Part { key: entry.key_span.start as usize, end }
    }

    /// The byte behind the colon of an entry; a key in braces may have none.
    pub(super) fn colon(&self, entry: &Entry<'_>) -> Option<usize> {
        let (at, sign) = self.next_sign(entry.key_span.end as usize)?;
        (sign == ':').then_some(at + 1)
    }

    /// Where a value ends.
    pub(super) fn end(&self, node: &Node<'_>) -> Option<usize> {
        let end = node.span.end as usize;
        match &node.kind {
            NodeKind::Scalar { .. } if self.is_literal(node) => self.literal_end(node),
            NodeKind::Scalar { .. } => (!is_absent(node)).then_some(end),
            NodeKind::Refused => None,
            NodeKind::List(_) | NodeKind::Map(_) if self.is_flow(node) => Some(end),
            NodeKind::List(items) => self.end(items.last()?),
            NodeKind::Map(entries) => self.part(entries.last()?).end,
        }
    }
}

/// A block of literal text as it is laid out.
pub(super) struct Literal {
    /// Its mark, from the first byte to the one behind the last: `|`, `>-`.
    pub(super) mark: (usize, usize),
    /// Where the line of the mark ends.
    pub(super) head_end: usize,
    /// Where its last line ends; that of the mark, where it has none.
    pub(super) end: usize,
}

/// Whether nothing is written where a value could be.
pub(super) fn is_absent(node: &Node<'_>) -> bool {
    node.span.start == node.span.end && matches!(node.kind, NodeKind::Scalar { .. })
}
