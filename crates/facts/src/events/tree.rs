//! A parsed document as the events of its text.

use std::borrow::Cow;

use guiju_base::Span;

use super::{Events, Step};
use crate::node::{Entry, Node, NodeKind};
use crate::sink::Sink;

/// Replays a document as events.
pub(crate) struct TreeEvents<'d> {
    /// What is still to come, the next last.
    stack: Vec<Pending<'d>>,
    end: Span,
}

enum Pending<'d> {
    Node(&'d Node<'static>),
    Key(&'d Entry<'static>),
    Items(std::slice::Iter<'d, Node<'static>>, Span),
    Entries(std::slice::Iter<'d, Entry<'static>>, Span),
}

impl<'d> TreeEvents<'d> {
    pub(crate) fn new(root: &'d Node<'static>) -> Self {
        TreeEvents { stack: vec![Pending::Node(root)], end: root.span }
    }
}

impl<'d> Events<'d> for TreeEvents<'d> {
    fn next(&mut self, _: &mut Sink) -> (Step<'d>, Span) {
        let Some(pending) = self.stack.pop() else { return (Step::End, self.end) };
        match pending {
            Pending::Node(node) => match &node.kind {
                NodeKind::Scalar { text, plain } => (Step::Scalar(Cow::Borrowed(text), *plain), node.span),
                NodeKind::List(items) => {
                    self.stack.push(Pending::Items(items.iter(), node.span));
                    (Step::ListStart, node.span)
                }
                NodeKind::Map(entries) => {
                    self.stack.push(Pending::Entries(entries.iter(), node.span));
                    (Step::MapStart, node.span)
                }
                NodeKind::Refused => (Step::Refused, node.span),
            },
            Pending::Key(entry) => {
                self.stack.push(Pending::Node(&entry.value));
                (Step::Scalar(Cow::Borrowed(&entry.key), true), entry.key_span)
            }
            Pending::Items(mut items, span) => match items.next() {
                Some(item) => {
                    self.stack.push(Pending::Items(items, span));
                    self.stack.push(Pending::Node(item));
                    self.next(&mut Sink::default())
                }
                None => (Step::ListEnd, span),
            },
            Pending::Entries(mut entries, span) => match entries.next() {
                Some(entry) => {
                    self.stack.push(Pending::Entries(entries, span));
                    self.stack.push(Pending::Key(entry));
                    self.next(&mut Sink::default())
                }
                None => (Step::MapEnd, span),
            },
        }
    }
}
