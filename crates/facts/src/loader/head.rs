//! What heads a plan: its format, id, name, as-of date, and whether its data is made up.

use guiju_base::{Span, Words};

use super::Loader;
use crate::convert::{date, is_plain};
use crate::diagnostics::other_version;
use crate::events::Events;
use crate::node::{Node, node};
use crate::text::{is_unknown, narrow, normal};
use crate::vocabulary::Head;

/// The one format that is read.
pub(crate) const FORMAT: &str = "plan/1";

impl Loader<'_, '_> {
    /// Reads the value of a key of the head.
    pub(super) fn read_head<'t>(&mut self, events: &mut impl Events<'t>, head: Head, key_span: Span) {
        let (step, span) = events.next(&mut self.sink);
        let node = node(events, step, span, &mut self.sink);
        if self.sink.is_stopped() {
            return;
        }
        let due = || Words::new("单个值", "a plain value");
        let Some(text) = self.converter().scalar(&node, due) else { return };
        let unknown = is_unknown(text, is_plain(&node));
        match head {
            Head::Format if narrow(text.trim()) == FORMAT => {}
            Head::Format => self.sink.push(other_version(node.span, text)),
            Head::Id if unknown => self.sink.push(crate::diagnostics::plan_without_id(key_span)),
            Head::Id => self.head.id = normal(text.trim()).into_owned(),
            Head::Name => self.head.name = (!unknown).then(|| text.trim().to_string()),
            Head::AsOf if unknown => {}
            Head::AsOf => self.head.as_of = date(text, node.span, &mut self.sink),
            Head::Synthetic | Head::NotForProduction => self.read_synthetic(&node, unknown),
        }
    }

    /// Either key makes the plan one of made-up data.
    fn read_synthetic(&mut self, node: &Node<'_>, unknown: bool) {
        if !unknown && self.converter().truth(node) == Some(true) {
            self.head.synthetic = true;
        }
    }
}
