//! A parsed piece of a document with the place of everything in it: one item of a big plan, or the whole of a small one.
//!
//! Knows no vocabulary. Nothing is inferred from texts: `001`, `no` and `2.50` stay as written.

use std::borrow::Cow;

use guiju_base::{Span, Words};

use crate::diagnostics::{key_not_a_text, too_many_items};
use crate::events::{Events, Step};
use crate::limits::ITEMS;
use crate::sink::Sink;

/// A text, a list or a mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node<'t> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind<'t>,
}

/// What a node is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NodeKind<'t> {
    /// A text.
    Scalar {
        /// The text, without quotes and escapes.
        text: Cow<'t, str>,
        /// Whether it was written without quotes, so that `null` and `~` mean unknown.
        plain: bool,
    },
    /// A list.
    List(Vec<Node<'t>>),
    /// A mapping, in order, equal keys included.
    Map(Vec<Entry<'t>>),
    /// Something that was refused when the text was read.
    Refused,
}

/// A key and its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry<'t> {
    /// The key.
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    /// A text written at `span`.
    pub fn scalar(text: impl Into<Cow<'t, str>>, span: Span) -> Self {
        Node { span, kind: NodeKind::Scalar { text: text.into(), plain: true } }
    }

    /// The text, of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether it is a text that was written without quotes.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, NodeKind::Scalar { plain: true, .. })
    }

    /// The items, of a list.
    pub fn items(&self) -> Option<&[Node<'t>]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, of a mapping.
    pub fn entries(&self) -> Option<&[Entry<'t>]> {
        match &self.kind {
            NodeKind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of the key, of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.entries()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Whether both are written the same, wherever they stand.
    pub fn reads_like(&self, other: &Node<'_>) -> bool {
        match (&self.kind, &other.kind) {
            (NodeKind::Scalar { text, plain }, NodeKind::Scalar { text: other_text, plain: other_plain }) => {
                text == other_text && plain == other_plain
            }
            (NodeKind::List(items), NodeKind::List(others)) => {
                items.len() == others.len() && items.iter().zip(others).all(|(one, two)| one.reads_like(two))
            }
            (NodeKind::Map(entries), NodeKind::Map(others)) => {
                let same = |(one, two): (&Entry<'_>, &Entry<'_>)| {
                    one.key == two.key && one.value.reads_like(&two.value)
                };
                entries.len() == others.len() && entries.iter().zip(others).all(same)
            }
            (NodeKind::Refused, NodeKind::Refused) => true,
            _ => false,
        }
    }

    /// The same with texts of its own.
    pub fn into_owned(self) -> Node<'static> {
        let kind = match self.kind {
            NodeKind::Scalar { text, plain } => {
                NodeKind::Scalar { text: Cow::Owned(text.into_owned()), plain }
            }
            NodeKind::List(items) => NodeKind::List(items.into_iter().map(Node::into_owned).collect()),
            NodeKind::Map(entries) => NodeKind::Map(
                entries
                    .into_iter()
                    .map(|entry| Entry {
                        key: Cow::Owned(entry.key.into_owned()),
                        key_span: entry.key_span,
                        value: entry.value.into_owned(),
                    })
                    .collect(),
            ),
            NodeKind::Refused => NodeKind::Refused,
        };
        Node { span: self.span, kind }
    }

    /// What it is, for messages.
    pub(crate) fn shape(&self) -> Words {
        match &self.kind {
            NodeKind::Scalar { .. } => Words::new("单个值", "a plain value"),
            NodeKind::List(_) => Words::new("清单", "a list"),
            NodeKind::Map(_) => Words::new("键值表", "a mapping"),
            NodeKind::Refused => Words::default(),
        }
    }
}

/// Reads the node that begins with `step`; what follows it stays unread.
pub(crate) fn node<'t>(
    events: &mut impl Events<'t>,
    step: Step<'t>,
    span: Span,
    sink: &mut Sink,
) -> Node<'t> {
    Builder { events, sink, nodes: 0 }.node(step, span)
}

/// Passes over the node that begins with `step`.
pub(crate) fn skip<'t>(events: &mut impl Events<'t>, step: &Step<'t>, sink: &mut Sink) {
    let mut depth = usize::from(matches!(step, Step::ListStart | Step::MapStart));
    while depth > 0 {
        match events.next(sink).0 {
            Step::ListStart | Step::MapStart => depth += 1,
            Step::ListEnd | Step::MapEnd => depth -= 1,
            Step::End => return,
            Step::Scalar(..) | Step::Refused => {}
        }
    }
}

struct Builder<'b, E> {
    events: &'b mut E,
    sink: &'b mut Sink,
    nodes: usize,
}

impl<'t, E: Events<'t>> Builder<'_, E> {
    fn node(&mut self, step: Step<'t>, span: Span) -> Node<'t> {
        self.nodes += 1;
        match step {
            Step::Scalar(text, plain) => Node { span, kind: NodeKind::Scalar { text, plain } },
            Step::ListStart => self.list(span),
            Step::MapStart => self.map(span),
            Step::Refused | Step::End | Step::ListEnd | Step::MapEnd => {
                Node { span, kind: NodeKind::Refused }
            }
        }
    }

    fn list(&mut self, start: Span) -> Node<'t> {
        let mut items = Vec::new();
        let mut span = start;
        loop {
            let (step, at) = self.events.next(self.sink);
            if matches!(step, Step::ListEnd | Step::End) {
                return Node { span: closed(span, at), kind: NodeKind::List(items) };
            }
            if self.nodes >= ITEMS {
                return self.too_many(step, start);
            }
            let item = self.node(step, at);
            span = span.to(item.span);
            items.push(item);
        }
    }

    fn map(&mut self, start: Span) -> Node<'t> {
        let mut entries = Vec::new();
        let mut span = start;
        loop {
            let (step, at) = self.events.next(self.sink);
            let key = match step {
                Step::MapEnd | Step::End => {
                    return Node { span: closed(span, at), kind: NodeKind::Map(entries) };
                }
                _ if self.nodes >= ITEMS => return self.too_many(step, start),
                Step::Scalar(text, _) => Some(text),
                step => {
                    if !matches!(step, Step::Refused) {
                        self.sink.push(key_not_a_text(at));
                    }
                    skip(self.events, &step, self.sink);
                    None
                }
            };
            let (step, value_at) = self.events.next(self.sink);
            if matches!(step, Step::End) {
                return Node { span, kind: NodeKind::Map(entries) };
            }
            let value = self.node(step, value_at);
            span = span.to(at).to(value.span);
            if let Some(key) = key {
                entries.push(Entry { key, key_span: at, value });
            }
        }
    }

    /// Refuses the list or mapping from `start`, of which `step` has been read and the rest has not.
    fn too_many(&mut self, step: Step<'t>, start: Span) -> Node<'t> {
        self.sink.push(too_many_items(start));
        skip(self.events, &step, self.sink);
        skip(self.events, &Step::ListStart, self.sink);
        Node { span: start, kind: NodeKind::Refused }
    }
}

/// With the closing bracket, where there is one; a block ends with its last item, not where the next one begins.
fn closed(span: Span, end: Span) -> Span {
    if end.end > end.start { span.to(end) } else { span }
}
