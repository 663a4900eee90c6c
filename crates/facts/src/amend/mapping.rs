//! One mapping of a plan and what it should say: values in their places, keys that are missing behind its last one.
//!
//! In a block a new key gets a line of its own; in braces it stands behind a comma, on its own line where the last key
//! does. Evidence goes into the wrapping that is there, or a new one.

use guiju_base::Words;
use guiju_ir::EntityId;

use super::comment::{Column, Stretch};
use super::layout::{Literal, Part, Shape, is_absent};
use super::listing::listed;
use super::spelling::{self, Face, Setting, braced, scalar};
use super::targets::{Head, face_of};
use super::{Key, New, Want, Writer};
use crate::convert::{Wrap, has_value, wrap_named};
use crate::node::{Entry, Node, NodeKind};

/// How far a mapping stands behind its key.
pub(super) const STEP: usize = 2;

impl Writer<'_, '_> {
    /// Makes a mapping of `entity` say what is wanted.
    pub(super) fn put(&mut self, map: &Node<'_>, entity: EntityId, wants: Vec<Want<'_>>, otherwise: Face) {
        let Some(entries) = map.entries() else {
            let why = Words::new("这里应为键值表", "a mapping is due here");
            return wants.iter().for_each(|want| self.fail(&want.of, &why));
        };
        let face = face_of(self.vocabulary, entity, map, otherwise);
        let setting = self.setting(map);
        let mut new = Vec::new();
        for want in wants {
            // The loader refuses keys that are written twice.
            match entries.iter().find(|entry| self.names(entity, &want.key, &entry.key)) {
                Some(entry) => self.replace(entry, entity, want, (face, setting)),
                None => new.push(want),
            }
        }
        if let (Setting::Block, Some(first)) = (setting, entries.first()) {
            let first = first.key_span.start as usize;
            let column = Column::At(self.layout.column(first));
            let stretch = Stretch { first: self.layout.above(first), column, entries };
            new = self.put_at_comments(&stretch, entity, new, face);
        }
        if !new.is_empty() {
            let shape = self.layout.shape(map);
            self.add(&shape, entity, &new, face, Section::Inside);
        }
    }

    /// Makes the value of an entry what is wanted.
    pub(super) fn replace(
        &mut self,
        entry: &Entry<'_>,
        entity: EntityId,
        want: Want<'_>,
        (face, setting): (Face, Setting),
    ) {
        let value = &entry.value;
        let inner = |wrap| {
            let mut entries = value.entries().into_iter().flatten();
            entries.find(|entry| wrap_named(&entry.key) == Some(wrap))
        };
        match (&value.kind, want.new) {
            (NodeKind::List(_) | NodeKind::Map(_), New::Node(node)) if listed(node).is_some() => {
                self.complete(entry, entity, (node, &want.of), (face, setting));
            }
            (NodeKind::Scalar { .. }, new) => {
                self.fill(entry, entity, Want { new, ..want }, (face, setting));
            }
            (NodeKind::Map(_), New::Map(wants)) => match inner(Wrap::Value) {
                Some(entry) if !matches!(want.key, Key::Single(_)) => {
                    let new = New::Map(wants);
                    let setting = self.setting(value);
                    self.replace(entry, entity, Want { new, ..want }, (face, setting));
                }
                _ => self.put(value, entity, wants, face),
            },
            (NodeKind::Map(_), New::Node(node)) if has_value(value) => {
                self.put(value, entity, wrap_wants(node, &want.of), face)
            }
            (NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Refused, _) => self.by_hand(&want.of, ELSE),
        }
    }

    /// Writes in the place of a scalar, or where one could be.
    pub(super) fn fill(
        &mut self,
        entry: &Entry<'_>,
        entity: EntityId,
        want: Want<'_>,
        (face, setting): (Face, Setting),
    ) {
        let value = &entry.value;
        let colon = self.layout.colon(entry);
        let is_open = colon.is_some_and(|colon| self.layout.is_last_on_line(colon));
        if matches!(want.new, New::Map(_)) && setting == Setting::Block && is_absent(value) && is_open {
            return self.put_below(entry, entity, want, face);
        }
        let quote = self.layout.quote(value);
        let words = match &want.new {
            New::Node(Node { kind: NodeKind::Scalar { text, .. }, .. }) => scalar(text, setting, quote),
            New::Node(node) => self.node(node, entity, setting, face),
            New::Map(wants) => self.map(wants, entity, setting, face),
        };
        if self.layout.is_literal(value) {
            return match self.layout.literal(entry) {
                Some(Literal { mark: (start, end), head_end, end: last }) => {
                    // A comment behind the mark stays behind the value.
                    self.edit(start, end, words);
                    self.edit(head_end, last, "");
                }
                None => self.by_hand(&want.of, LITERAL),
            };
        }
        match (is_absent(value), colon) {
            (true, Some(colon)) => self.edit(colon, colon, format!(" {words}")),
            (true, None) => {
                let end = entry.key_span.end as usize;
                self.edit(end, end, format!(": {words}"));
            }
            (false, _) => self.edit(value.span.start as usize, value.span.end as usize, words),
        }
    }

    /// Writes entries below a key behind which nothing stands.
    fn put_below(&mut self, entry: &Entry<'_>, entity: EntityId, want: Want<'_>, face: Face) {
        let New::Map(wants) = want.new else { return };
        let at = entry.key_span.start as usize;
        let mut rest = wants;
        if let Some(first) = self.layout.next_line(at) {
            let column = Column::From(self.layout.column(at) + 1);
            let stretch = Stretch { first, column, entries: &[] };
            rest = self.put_at_comments(&stretch, entity, rest, face);
        }
        if !rest.is_empty() {
            let lines = self.lines(&rest, entity, self.layout.column(at) + STEP, face);
            self.insert_below(at, &lines);
        }
    }

    /// How words are written in a mapping.
    pub(super) fn setting(&self, map: &Node<'_>) -> Setting {
        match (self.layout.json, self.layout.is_flow(map)) {
            (true, _) => Setting::Json,
            (false, true) => Setting::Flow,
            (false, false) => Setting::Block,
        }
    }

    /// Adds singletons at the top.
    pub(super) fn add_at_top(&mut self, top: &Head, new: Vec<Want<'_>>, tops: Face, fields: Face) {
        let shape = Shape { braces: top.braces, entries: top.entries.clone() };
        let Some(entity) = new.iter().find_map(|want| match want.key {
            Key::Single(entity) => Some(entity),
            _ => None,
        }) else {
            return;
        };
        self.add(&shape, entity, &new, tops, Section::Top(fields));
    }

    /// Adds entries behind the last one of a mapping.
    fn add(&mut self, shape: &Shape, entity: EntityId, new: &[Want<'_>], face: Face, section: Section) {
        match (shape.braces, shape.entries.last()) {
            (Some((open, close)), None) => {
                let words = self.entries(new, entity, face, section).join(", ");
                let gap =
                    if self.layout.between(open + 1, close).trim().is_empty() { close } else { open + 1 };
                self.edit(open + 1, gap, format!(" {words} "));
            }
            (Some(_), Some(last)) => self.add_in_braces(*last, new, entity, face, section),
            (None, _) => self.add_in_block(&shape.entries, new, entity, face, section),
        }
    }

    fn add_in_braces(
        &mut self,
        last: Part,
        new: &[Want<'_>],
        entity: EntityId,
        face: Face,
        section: Section,
    ) {
        let Some(end) = last.end else { return self.all_by_hand(new, LITERAL) };
        let entries = self.entries(new, entity, face, section);
        let Some(indent) = self.layout.indent(last.key) else {
            return self.edit(end, end, format!(", {}", entries.join(", ")));
        };
        let newline = self.layout.newline;
        let comma = match self.layout.next_sign(end) {
            Some((at, ',')) => Some(at + 1),
            _ => None,
        };
        let line = |entry: &String| format!("{newline}{indent}{entry}");
        let behind = comma.unwrap_or(end);
        if !self.layout.is_last_on_line(behind) {
            let lines: Vec<String> = entries.iter().map(line).collect();
            return self.edit(end, end, format!(",{}", lines.join(",")));
        }
        let at = self.layout.line_end(behind);
        if comma.is_some() {
            let lines: String = entries.iter().map(|entry| format!("{},", line(entry))).collect();
            return self.edit(at, at, lines);
        }
        let lines: Vec<String> = entries.iter().map(line).collect();
        self.edit(end, end, ",");
        self.edit(at, at, lines.join(","));
    }

    fn add_in_block(
        &mut self,
        entries: &[Part],
        new: &[Want<'_>],
        entity: EntityId,
        face: Face,
        section: Section,
    ) {
        let Some(first) = entries.first() else { return self.all_by_hand(new, ELSE) };
        let lines = match section {
            Section::Inside => self.lines(new, entity, self.layout.column(first.key), face),
            Section::Top(fields) => self.sections(new, self.layout.column(first.key), face, fields),
        };
        let last = entries.last().and_then(|last| last.end);
        if let Some(end) = last.filter(|end| self.layout.is_last_on_line(*end)) {
            return self.insert_below(end, &lines);
        }
        // Before a key that opens its line: what the last value takes with it is not certain.
        let opening = entries.iter().rev().find(|entry| self.layout.indent(entry.key).is_some());
        let Some(opening) = opening else { return self.all_by_hand(new, LITERAL) };
        let at = self.layout.line_start(opening.key);
        let newline = self.layout.newline;
        let text: String = lines.iter().map(|line| format!("{line}{newline}")).collect();
        self.edit(at, at, text);
    }

    /// Puts lines below the line of a byte.
    pub(super) fn insert_below(&mut self, at: usize, lines: &[String]) {
        let newline = self.layout.newline;
        match self.layout.next_line(at) {
            Some(next) => {
                let text: String = lines.iter().map(|line| format!("{line}{newline}")).collect();
                self.edit(next, next, text);
            }
            None => {
                let end = self.layout.line_end(at);
                let text: String = lines.iter().map(|line| format!("{newline}{line}")).collect();
                self.edit(end, end, text);
            }
        }
    }

    /// New singletons, each as a section of its own.
    fn sections(&self, new: &[Want<'_>], indent: usize, tops: Face, fields: Face) -> Vec<String> {
        let mut lines = Vec::new();
        for want in new {
            let (Key::Single(entity), New::Map(wants)) = (&want.key, &want.new) else { continue };
            if self.layout.is_airy() {
                lines.push(String::new());
            }
            lines.push(format!(
                "{}{}:",
                " ".repeat(indent),
                self.key(&want.key, *entity, Setting::Block, tops)
            ));
            lines.extend(self.lines(wants, *entity, indent + STEP, fields));
        }
        lines
    }

    /// Entries on lines of their own, mappings below their keys.
    pub(super) fn lines(
        &self,
        wants: &[Want<'_>],
        entity: EntityId,
        indent: usize,
        face: Face,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        for want in wants {
            let key = self.key(&want.key, entity, Setting::Block, face);
            let blanks = " ".repeat(indent);
            match &want.new {
                New::Node(node) => {
                    let value = self.node(node, entity, Setting::Block, face);
                    lines.push(format!("{blanks}{key}: {value}"));
                }
                New::Map(wants) => {
                    lines.push(format!("{blanks}{key}:"));
                    lines.extend(self.lines(wants, entity, indent + STEP, face));
                }
            }
        }
        lines
    }

    /// Entries as they stand in braces.
    fn entries(&self, wants: &[Want<'_>], entity: EntityId, face: Face, section: Section) -> Vec<String> {
        let setting = if self.layout.json { Setting::Json } else { Setting::Flow };
        let entry = |want: &Want<'_>| {
            let key = self.key(&want.key, entity, setting, face);
            let (entity, inner) = match (&want.key, section) {
                (Key::Single(single), Section::Top(fields)) => (*single, fields),
                _ => (entity, face),
            };
            let value = match &want.new {
                New::Node(node) => self.node(node, entity, setting, inner),
                New::Map(wants) => self.map(wants, entity, setting, inner),
            };
            format!("{key}: {value}")
        };
        wants.iter().map(entry).collect()
    }

    /// Entries in braces.
    pub(super) fn map(&self, wants: &[Want<'_>], entity: EntityId, setting: Setting, face: Face) -> String {
        let entry = |want: &Want<'_>| {
            let key = self.key(&want.key, entity, setting, face);
            let value = match &want.new {
                New::Node(node) => self.node(node, entity, setting, face),
                New::Map(wants) => self.map(wants, entity, setting, face),
            };
            format!("{key}: {value}")
        };
        braced(&wants.iter().map(entry).collect::<Vec<_>>())
    }

    /// A node as it is written, the keys of a wrapping in the words of `face`.
    pub(super) fn node(&self, node: &Node<'_>, entity: EntityId, setting: Setting, face: Face) -> String {
        let key = |word: &str| match wrap_named(word) {
            Some(wrap) => self.spelled(entity, &Key::Wrap(wrap), face),
            None => word.to_string(),
        };
        spelling::node(node, setting, &key)
    }

    fn key(&self, key: &Key, entity: EntityId, setting: Setting, face: Face) -> String {
        scalar(&self.spelled(entity, key, face), setting, None)
    }

    pub(super) fn by_hand(&mut self, of: &[usize], why: (&str, &str)) {
        self.fail(of, &Words::new(why.0, why.1));
    }

    fn all_by_hand(&mut self, wants: &[Want<'_>], why: (&str, &str)) {
        wants.iter().for_each(|want| self.by_hand(&want.of, why));
    }
}

/// Where entries are added.
#[derive(Clone, Copy)]
enum Section {
    /// In an item, a singleton, a ledger or a wrapping.
    Inside,
    /// At the top: singletons, with the face of their own keys.
    Top(Face),
}

/// What a node wants of a wrapping that is there: its value, and its evidence where it has some.
pub(super) fn wrap_wants<'s>(node: &'s Node<'static>, of: &[usize]) -> Vec<Want<'s>> {
    let want = |wrap, node| Want { key: Key::Wrap(wrap), new: New::Node(node), of: of.to_vec() };
    let entries = node.entries().unwrap_or_default().iter();
    let parts: Vec<Want<'s>> =
        entries.filter_map(|entry| Some(want(wrap_named(&entry.key)?, &entry.value))).collect();
    if parts.is_empty() { vec![want(Wrap::Value, node)] } else { parts }
}

const LITERAL: (&str, &str) = (
    "这里写的是成段的文字，补在哪里不能断定",
    "a block of text stands here, and where it ends is not certain",
);
pub(super) const ELSE: (&str, &str) =
    ("这里写法特殊，不便自动改写", "what stands here cannot be replaced safely");
