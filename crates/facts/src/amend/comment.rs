//! Keys that stand in a plan as comments with nothing behind them, as a skeleton has them, and new keys put in their place.
//!
//! Taken is only a line that says nothing when its mark is taken off: `# built: 未知`, and what is said behind it stays. A
//! key without such a line goes where the vocabulary has it among those that are there. The template of another item, which
//! begins with a dash, ends the stretch.

use guiju_ir::{EntityId, FieldId};

use super::layout::{Layout, Part};
use super::mapping::STEP;
use super::spelling::{Face, Setting};
use super::{Key, New, Want, Writer};
use crate::node::{Entry, Node, NodeKind};
use crate::text::is_unknown;
use crate::vocabulary::Slot;

/// Blanks before the comment of a line at least.
const GAP: usize = 2;

/// The keys of one mapping, written or commented, in a block.
pub(super) struct Stretch<'n, 't> {
    /// Where its first line begins.
    pub(super) first: usize,
    /// Where its keys stand.
    pub(super) column: Column,
    /// What is written.
    pub(super) entries: &'n [Entry<'t>],
}

/// How many signs stand before the keys of a mapping.
#[derive(Clone, Copy)]
pub(super) enum Column {
    /// As many as before those that are written.
    At(usize),
    /// None is written: as many as before the first commented one, but no fewer than this.
    From(usize),
}

impl Column {
    /// Whether something in this column belongs to what the mapping stands in.
    fn is_outside(self, column: usize) -> bool {
        match self {
            Column::At(own) | Column::From(own) => column < own,
        }
    }
}

/// A commented key.
#[derive(Clone, Copy)]
struct Commented<'t> {
    /// Where its line begins.
    line: usize,
    /// The sign of the comment and the blank behind it.
    mark: (usize, usize),
    key: &'t str,
    /// How many signs would stand before the key.
    column: usize,
    /// What stands for a value; of no width behind the colon where nothing does.
    value: (usize, usize),
    /// Where the comment behind it begins.
    note: Option<usize>,
}

impl<'t> Layout<'t> {
    /// The commented keys of a stretch, whatever they are called.
    fn commented(&self, stretch: &Stretch<'_, '_>) -> Vec<Commented<'t>> {
        let mut found: Vec<Commented<'t>> = Vec::new();
        let mut column = stretch.column;
        let mut next = Some(stretch.first);
        while let Some(line) = next {
            let text = self.between(line, self.line_end(line));
            next = self.next_line(line);
            let words = text.trim_start_matches(' ');
            let indent = text.len() - words.len();
            if !words.starts_with('#') {
                // The first line of an item begins with its dash.
                let is_own = line == stretch.first && !stretch.entries.is_empty();
                if !words.trim().is_empty() && !is_own && column.is_outside(indent) {
                    break;
                }
                continue;
            }
            let is_text = stretch.entries.iter().any(|entry| self.is_within(&entry.value, line + indent));
            let Some(comment) = commented(text, line).filter(|_| !is_text) else { continue };
            match column {
                _ if comment.key.starts_with("- ") && column.is_outside(comment.column) => break,
                _ if comment.key.starts_with("- ") => {}
                Column::At(own) if own == comment.column => found.push(comment),
                Column::From(least) if least <= comment.column => {
                    column = Column::At(comment.column);
                    found.push(comment);
                }
                _ => {}
            }
        }
        found
    }

    /// Whether a byte stands in a text or between brackets, where a sign of a comment may be none.
    fn is_within(&self, node: &Node<'_>, at: usize) -> bool {
        let is_around = (node.span.start as usize) <= at && at < (node.span.end as usize);
        match &node.kind {
            NodeKind::List(items) if !self.is_flow(node) => items.iter().any(|item| self.is_within(item, at)),
            NodeKind::Map(entries) if !self.is_flow(node) => {
                entries.iter().any(|entry| self.is_within(&entry.value, at))
            }
            _ => is_around,
        }
    }

    /// Where the comments begin that stand above the first key of a block, when it opens its line.
    pub(super) fn above(&self, first: usize) -> usize {
        let mut line = self.line_start(first);
        if self.indent(first).is_none() {
            return line;
        }
        while let Some(before) = line.checked_sub(1).map(|end| self.line_start(end)) {
            let words = self.between(before, line).trim();
            if !words.is_empty() && !words.starts_with('#') {
                break;
            }
            line = before;
        }
        line
    }
}

/// A comment line that is a key with nothing behind it.
fn commented(text: &str, line: usize) -> Option<Commented<'_>> {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let rest = text.get(indent + 1..)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let mark = (line + indent, line + text.len() - rest.len());
    let words = rest.trim_start_matches(' ');
    let column = indent + rest.len() - words.len();
    let mut colons = words.match_indices(':').map(|(at, _)| at);
    let behind =
        |at: &usize| words.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let colon = colons.find(behind)?;
    let key = words.get(..colon)?;
    let tail = words.get(colon + 1..)?;
    let start = line + text.len() - tail.len();
    let note = match tail.trim_start().starts_with('#') {
        true => tail.find('#'),
        false => tail.find(" #").map(|at| at + 1),
    };
    let value = tail.get(..note.unwrap_or(tail.len()))?;
    if !is_unknown(value, true) && !key.starts_with("- ") {
        return None;
    }
    let said = value.trim();
    let at = start + if said.is_empty() { 0 } else { value.find(said)? };
    Some(Commented { line, mark, key, column, value: (at, at + said.len()), note: note.map(|at| start + at) })
}

impl Writer<'_, '_> {
    /// Puts keys in the place of their comments, or among those that are commented; returns those that have no such place.
    pub(super) fn put_at_comments<'s>(
        &mut self,
        stretch: &Stretch<'_, '_>,
        entity: EntityId,
        wants: Vec<Want<'s>>,
        face: Face,
    ) -> Vec<Want<'s>> {
        let mut commented = self.layout.commented(stretch);
        commented.retain(|comment| self.vocabulary.slot(entity, comment.key).is_some());
        if commented.is_empty() {
            return wants;
        }
        let mut rest = Vec::new();
        for want in wants {
            let own = commented.iter().position(|comment| self.names(entity, &want.key, comment.key));
            match own.and_then(|at| commented.get(at).copied()) {
                Some(comment) => self.uncomment(&comment, entity, &want, face),
                None => rest.push(want),
            }
        }
        let column = commented.first().map_or(STEP, |comment| comment.column);
        let places = self.places(stretch, entity, &commented);
        rest.sort_by_key(|want| field(&want.key));
        rest.into_iter().filter_map(|want| self.put_among(&places, column, entity, want, face)).collect()
    }

    /// Takes the mark of a comment off and writes a value; the comment behind it stays in its column where there is room.
    fn uncomment(&mut self, comment: &Commented<'_>, entity: EntityId, want: &Want<'_>, face: Face) {
        let words = match &want.new {
            New::Node(node) => self.node(node, entity, Setting::Block, face),
            New::Map(wants) => self.map(wants, entity, Setting::Block, face),
        };
        let Commented { line, mark, value: (start, end), note, .. } = *comment;
        let gap = if start == end { " " } else { "" };
        let mut words = format!("{gap}{words}");
        let before = self.layout.between(line, mark.0).len() + cells(self.layout.between(mark.1, start));
        let mut until = end;
        if let Some(note) = note {
            let column = cells(self.layout.between(line, note));
            let blanks = column.saturating_sub(before + cells(&words)).max(GAP);
            words.push_str(&" ".repeat(blanks));
            until = note;
        }
        self.edit(mark.0, mark.1, "");
        self.edit(start, until, words);
    }

    /// The fields that are written or commented in a stretch, in the order of the text, each with the end of its last line.
    fn places(
        &self,
        stretch: &Stretch<'_, '_>,
        entity: EntityId,
        commented: &[Commented<'_>],
    ) -> Vec<(usize, FieldId)> {
        let field = |word: &str| match self.vocabulary.slot(entity, word) {
            Some(Slot::Field(field)) => Some(field),
            _ => None,
        };
        let written = stretch.entries.iter().filter_map(|entry| {
            let Part { end, .. } = self.layout.part(entry);
            Some((end.filter(|end| self.layout.is_last_on_line(*end))?, field(&entry.key)?))
        });
        let commented = commented.iter().filter_map(|comment| Some((comment.mark.1, field(comment.key)?)));
        let mut places: Vec<(usize, FieldId)> = written.chain(commented).collect();
        places.sort_unstable();
        places
    }

    /// Puts a field below the last one that the vocabulary has before it; returns what has no such place.
    fn put_among<'s>(
        &mut self,
        places: &[(usize, FieldId)],
        column: usize,
        entity: EntityId,
        want: Want<'s>,
        face: Face,
    ) -> Option<Want<'s>> {
        let before = places.iter().rev().find(|(_, other)| Some(*other) < field(&want.key));
        let Some((at, _)) = before else { return Some(want) };
        let lines = self.lines(std::slice::from_ref(&want), entity, column, face);
        self.insert_below(*at, &lines);
        None
    }
}

/// The field that a key names.
fn field(key: &Key) -> Option<FieldId> {
    match key {
        Key::Field(field) => Some(*field),
        _ => None,
    }
}

/// How wide a text is in columns: Chinese signs take two.
fn cells(text: &str) -> usize {
    text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum()
}
