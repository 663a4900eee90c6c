//! A set or list that a plan gives in part, and what it should hold: items added where it stands, and that it is whole.
//!
//! What is listed stays as it is written. `partial: true` becomes `false`; an item of which nothing was known gives its
//! place to a new one, and goes where the list is whole without it.

use guiju_ir::{EntityId, Type};

use super::mapping::{ELSE, wrap_wants};
use super::spelling::{Face, Setting, scalar};
use super::{Key, New, Want, Writer};
use crate::convert::{Wrap, has_value, wrap_named};
use crate::node::{Entry, Node, NodeKind};
use crate::text::{is_unknown, normal};
use crate::vocabulary::choice;

/// What a statement says of a set or list.
pub(super) struct Listed<'n> {
    /// The list, within `{ partial, items }` where it is not whole.
    node: &'n Node<'static>,
    /// Its items.
    items: &'n [Node<'static>],
    /// Whether there can be no more.
    whole: bool,
}

/// What a node in the usual form of a set or list says, its evidence left out; nothing of another node.
pub(super) fn listed<'n>(node: &'n Node<'static>) -> Option<Listed<'n>> {
    let inner = |wrap| {
        let mut entries = node.entries().into_iter().flatten();
        entries.find(|entry| wrap_named(&entry.key) == Some(wrap)).map(|entry| &entry.value)
    };
    match &node.kind {
        NodeKind::List(items) => Some(Listed { node, items, whole: true }),
        _ => match (inner(Wrap::Value), inner(Wrap::Items)) {
            (Some(value), _) => listed(value),
            (None, Some(items)) => items.items().map(|items| Listed { node, items, whole: false }),
            (None, None) => None,
        },
    }
}

impl Writer<'_, '_> {
    /// Makes a list that is there, in its wrappings or not, hold the items of `node` too, with its evidence.
    pub(super) fn complete(
        &mut self,
        entry: &Entry<'_>,
        entity: EntityId,
        (node, of): (&Node<'static>, &[usize]),
        (face, setting): (Face, Setting),
    ) {
        let value = &entry.value;
        let Some(new) = listed(node) else { return self.by_hand(of, ELSE) };
        let (edits, failed) = (self.edits.len(), self.failed.len());
        if has_value(node) && value.entries().is_none() {
            self.wrapped(value, entity, (node, of), (face, setting));
        } else {
            self.fill_list(entry, entity, (&new, of), (face, setting));
            let evidence = wrap_wants(node, of).into_iter().filter(|_| has_value(node));
            let evidence = evidence.filter(|want| want.key != Key::Wrap(Wrap::Value)).collect();
            self.put(value, entity, evidence, face);
        }
        // All of it or nothing.
        if self.failed.len() > failed {
            self.edits.truncate(edits);
        }
    }

    /// Fills the list within all wrappings of a value, and says of each that it is whole.
    fn fill_list(
        &mut self,
        entry: &Entry<'_>,
        entity: EntityId,
        (new, of): (&Listed<'_>, &[usize]),
        (face, setting): (Face, Setting),
    ) {
        let value = &entry.value;
        match &value.kind {
            NodeKind::List(items) => self.extend(value, items, (new, of), setting),
            NodeKind::Map(entries) => {
                let find = |wrap| entries.iter().find(move |entry| wrap_named(&entry.key) == Some(wrap));
                let Some(body) = find(Wrap::Value).or_else(|| find(Wrap::Items)) else {
                    return self.by_hand(of, ELSE);
                };
                let (inner, partial) = (self.setting(value), find(Wrap::Partial));
                if matches!(body.value.kind, NodeKind::Scalar { .. }) {
                    let list = Node { span: value.span, kind: NodeKind::List(new.items.to_vec()) };
                    let node = if partial.is_some() { &list } else { new.node };
                    let want = Want { key: Key::Wrap(Wrap::Items), new: New::Node(node), of: of.to_vec() };
                    self.fill(body, entity, want, (face, inner));
                } else {
                    self.fill_list(body, entity, (new, of), (face, inner));
                }
                if let Some(partial) = partial.filter(|_| new.whole) {
                    self.say_whole(partial, inner);
                }
            }
            NodeKind::Scalar { .. } | NodeKind::Refused => self.by_hand(of, ELSE),
        }
    }

    /// Writes `false` where a list is said to be partial.
    fn say_whole(&mut self, partial: &Entry<'_>, setting: Setting) {
        let value = &partial.value;
        let word = if value.text().is_some_and(|text| text.trim() == "是") { "否" } else { "false" };
        let word = scalar(word, setting, self.layout.quote(value));
        self.edit(value.span.start as usize, value.span.end as usize, word);
    }

    /// Puts a list in brackets into a wrapping, with its evidence.
    fn wrapped(
        &mut self,
        list: &Node<'_>,
        entity: EntityId,
        (node, of): (&Node<'static>, &[usize]),
        (face, setting): (Face, Setting),
    ) {
        let (Some(new), Some(items), true) = (listed(node), list.items(), self.layout.is_flow(list)) else {
            return self.by_hand(of, ELSE);
        };
        let inner = if setting == Setting::Json { setting } else { Setting::Flow };
        let mut parts = Vec::new();
        for Entry { key, value, .. } in node.entries().into_iter().flatten() {
            let Some(wrap) = wrap_named(key) else { continue };
            let key = scalar(&self.spelled(entity, &Key::Wrap(wrap), face), inner, None);
            if wrap == Wrap::Value {
                let start = list.span.start as usize;
                self.edit(start, start, format!("{{ {key}: "));
            } else {
                parts.push(format!(", {key}: {}", self.node(value, entity, inner, face)));
            }
        }
        self.extend(list, items, (&new, of), inner);
        let end = list.span.end as usize;
        self.edit(end, end, format!("{} }}", parts.concat()));
    }

    /// Adds the items that a list does not have.
    fn extend(
        &mut self,
        list: &Node<'_>,
        items: &[Node<'_>],
        (new, of): (&Listed<'_>, &[usize]),
        setting: Setting,
    ) {
        let ty = of.first().and_then(|at| self.types.get(*at)).copied();
        let Some(ty) = ty else { return self.by_hand(of, ELSE) };
        let has = |item: &Node<'_>| items.iter().any(|known| self.same_item(ty, known, item));
        let added: Vec<&Node<'_>> = new.items.iter().filter(|item| !has(item)).collect();
        let is_open = |item: &&Node<'_>| item.text().is_some_and(|text| is_unknown(text, item.is_plain()));
        let open: Vec<&Node<'_>> = items.iter().filter(is_open).filter(|_| new.whole).collect();
        let done = match self.layout.is_flow(list) {
            true => self.extend_brackets(list, items, (&added, &open), setting),
            false => self.extend_lines(items, (&added, &open)),
        };
        if done.is_none() {
            self.by_hand(of, ELSE);
        }
    }

    /// Whether two words name one item.
    fn same_item(&self, ty: Type, one: &Node<'_>, other: &Node<'_>) -> bool {
        let (Some(one), Some(other)) = (one.text(), other.text()) else { return false };
        let program = self.vocabulary.program;
        match ty {
            Type::Choices(of) => {
                let named = |word| choice(program.enums.at(of), word);
                named(one).is_some() && named(one) == named(other)
            }
            Type::Entities(of) => {
                self.vocabulary.canonical_id(of, one) == self.vocabulary.canonical_id(of, other)
            }
            _ => normal(one.trim()) == normal(other.trim()),
        }
    }

    /// In brackets: new items in the place of the first unknown one, or behind the last; nothing when a comment is in the way.
    fn extend_brackets(
        &mut self,
        list: &Node<'_>,
        items: &[Node<'_>],
        (added, open): (&[&Node<'_>], &[&Node<'_>]),
        setting: Setting,
    ) -> Option<()> {
        let inner = if setting == Setting::Json { setting } else { Setting::Flow };
        let added: Vec<String> =
            added.iter().filter_map(|item| item.text()).map(|text| scalar(text, inner, None)).collect();
        let words = added.join(", ");
        let place = |node: &Node<'_>| (node.span.start as usize, node.span.end as usize);
        let Some(last) = items.last() else {
            let start = list.span.start as usize + 1;
            if !words.is_empty() {
                self.edit(start, start, words);
            }
            return Some(());
        };
        let mut going = open.iter();
        match (going.as_slice().first(), words.is_empty()) {
            (_, true) => {}
            (Some(first), false) => {
                let (start, end) = place(first);
                self.edit(start, end, words.as_str());
                going.next();
            }
            (None, false) => self.edit(place(last).1, place(last).1, format!(", {words}")),
        }
        let going: Vec<(usize, usize)> = going.map(|item| place(item)).collect();
        let is_going = |item: &Node<'_>| going.contains(&place(item));
        // From the end of the item before, or else to the beginning of the first that stays.
        let first_kept = items.iter().position(|item| !is_going(item));
        let Some(first_kept) = first_kept else {
            let (start, end) = (place(items.first()?).0, place(last).1);
            return self.erase(start, end);
        };
        if let (Some(first), Some(kept)) = (items.first().filter(|_| first_kept > 0), items.get(first_kept)) {
            self.erase(place(first).0, place(kept).0)?;
        }
        for (before, item) in items.iter().zip(items.iter().skip(1)).skip(first_kept) {
            if is_going(item) {
                self.erase(place(before).1, place(item).1)?;
            }
        }
        Some(())
    }

    /// Takes a stretch away; nothing when a comment stands in it.
    fn erase(&mut self, start: usize, end: usize) -> Option<()> {
        if self.layout.between(start, end).contains('#') {
            return None;
        }
        self.edit(start, end, "");
        Some(())
    }

    /// On lines: new items in the place of the first unknown one and below the last; nothing where the lines are laid out
    /// in another way than a dash and an item each.
    fn extend_lines(
        &mut self,
        items: &[Node<'_>],
        (added, open): (&[&Node<'_>], &[&Node<'_>]),
    ) -> Option<()> {
        let words = |item: &Node<'_>| scalar(item.text().unwrap_or_default(), Setting::Block, None);
        let dash = |item: &Node<'_>| {
            let start = item.span.start as usize;
            let line = self.layout.line_start(start);
            let before = self.layout.between(line, start);
            let indent = before.len() - before.trim_start_matches(' ').len();
            (before.trim() == "-").then_some((line, indent))
        };
        let last = items.last()?;
        if added.is_empty() && items.len() > 1 && open.len() == items.len() {
            return None;
        }
        let (_, indent) = dash(last)?;
        let indent = " ".repeat(indent);
        let mut edits: Vec<(usize, usize, String)> = Vec::new();
        let mut added = added.iter();
        for item in open {
            let (start, end) = (item.span.start as usize, item.span.end as usize);
            let (line, blanks) = dash(item)?;
            match added.next() {
                Some(new) if start < end => edits.push((start, end, words(new))),
                Some(_) => return None,
                None if items.len() == 1 => edits.push((line + blanks, end, "[]".to_string())),
                None if self.layout.between(end, self.layout.line_end(end)).trim().is_empty() => {
                    edits.push((line, self.layout.next_line(end)?, String::new()));
                }
                None => return None,
            }
        }
        let rest: Vec<String> = added.map(|item| format!("{indent}- {}", words(item))).collect();
        if !rest.is_empty() {
            let end = self.layout.end(last).filter(|end| self.layout.is_last_on_line(*end))?;
            self.insert_below(end, &rest);
        }
        edits.into_iter().for_each(|(start, end, words)| self.edit(start, end, words));
        Some(())
    }
}
