//! Mutants of comparisons and of the values that a fact may have.

use guiju_ir::{CompareOp, EnumId, NodeId, Op, Type, Value};

use super::owned::Owned;
use super::text::Face;
use super::{Kind, Maker, Words};

/// The signs of order, each with the one that takes the limit itself the other way.
const SIGNS: [(&str, &str); 10] = [
    ("<=", "<"),
    (">=", ">"),
    ("＜＝", "＜"),
    ("＞＝", "＞"),
    ("≤", "<"),
    ("≥", ">"),
    ("<", "<="),
    (">", ">="),
    ("＜", "≤"),
    ("＞", "≥"),
];

impl Maker<'_> {
    pub(super) fn choices(&mut self, owned: Owned) {
        let node = self.program.nodes.at(owned.node);
        match &node.op {
            Op::Compare(CompareOp::Equal, left, right) => {
                for (of, constant) in [(*left, *right), (*right, *left)] {
                    self.value_added_beside(owned, of, constant);
                }
            }
            Op::Compare(sign, left, right) => self.strictness(owned, *sign, *left, *right),
            Op::Among(of, values) => {
                self.values_dropped(owned, *of, values);
                self.values_added(owned, *of, values);
            }
            Op::Member(item, _) => self.values_replaced(owned, *item),
            _ => {}
        }
    }

    fn strictness(&mut self, owned: Owned, sign: CompareOp, left: NodeId, right: NodeId) {
        let otherwise = match sign {
            CompareOp::Less => CompareOp::AtMost,
            CompareOp::AtMost => CompareOp::Less,
            CompareOp::Greater => CompareOp::AtLeast,
            CompareOp::AtLeast => CompareOp::Greater,
            CompareOp::Equal => return,
        };
        let span = self.program.nodes.at(owned.node).span;
        let between = guiju_base::Span {
            start: self.program.nodes.at(left).span.end,
            end: self.program.nodes.at(right).span.start,
            ..span
        };
        let gap = self.text.sources.slice(between);
        let sign = SIGNS.iter().find(|(sign, _)| gap.contains(sign));
        let gap = sign.map_or(gap.to_string(), |(sign, other)| gap.replacen(sign, other, 1));
        let words = Words::new(span, self.text.at(span), self.text.replaced(span, between, &gap));
        self.edit(owned, Kind::Strictness, Op::Compare(otherwise, left, right), words);
    }

    /// `is a` becomes `in {a, b}`, for each other value b.
    fn value_added_beside(&mut self, owned: Owned, of: NodeId, constant: NodeId) {
        let node = self.program.nodes.at(constant);
        let (Op::Constant(Value::Choice(Some(value))), Type::Choice(id)) = (&node.op, node.ty) else {
            return;
        };
        let known = [Value::Choice(Some(*value))];
        for (added, words) in self.other_values(id, &[*value], constant) {
            let words = words.within(self.text.node(owned.node));
            let values = known.iter().cloned().chain([Value::Choice(Some(added))]).collect();
            self.edit(owned, Kind::ValueAdded, Op::Among(of, values), words);
        }
    }

    fn values_dropped(&mut self, owned: Owned, of: NodeId, values: &[Value]) {
        for (index, value) in values.iter().enumerate() {
            let mut rest = values.to_vec();
            rest.remove(index);
            let span = self.program.nodes.at(owned.node).span;
            let face = Face::of(&self.text.at(span));
            let before = match (value, self.program.nodes.at(of).ty) {
                (Value::Choice(Some(value)), Type::Choice(id)) => self.text.choice(id, *value, face),
                (Value::Text(Some(text)), _) => text.to_string(),
                (Value::Quantity(interval), _) => {
                    interval.as_point().map(ToString::to_string).unwrap_or_default()
                }
                _ => continue,
            };
            let words = Words::new(span, before, "").within(self.text.at(span));
            self.edit(owned, Kind::ValueDropped, Op::Among(of, rest), words);
        }
    }

    fn values_added(&mut self, owned: Owned, of: NodeId, values: &[Value]) {
        let Type::Choice(id) = self.program.nodes.at(of).ty else { return };
        let listed: Vec<u16> = values
            .iter()
            .filter_map(|value| match value {
                Value::Choice(value) => *value,
                _ => None,
            })
            .collect();
        for (added, words) in self.other_values(id, &listed, owned.node) {
            let words = words.within(self.text.node(owned.node));
            let values = values.iter().cloned().chain([Value::Choice(Some(added))]).collect();
            self.edit(owned, Kind::ValueAdded, Op::Among(of, values), words);
        }
    }

    /// Another value looked for in a set.
    fn values_replaced(&mut self, owned: Owned, item: NodeId) {
        let node = self.program.nodes.at(item);
        let (Op::Constant(Value::Choice(Some(value))), Type::Choice(id)) = (&node.op, node.ty) else {
            return;
        };
        for (other, words) in self.other_values(id, &[*value], item) {
            let words = Words { before: self.text.node(item), ..words }.within(self.text.node(owned.node));
            let op = Op::Constant(Value::Choice(Some(other)));
            self.edit_at(owned, item, Kind::ValueReplaced, op, words);
        }
    }

    /// The values of an enum that are not listed, each with words for one more at the place of a node.
    fn other_values(&self, id: EnumId, listed: &[u16], at: NodeId) -> Vec<(u16, Words)> {
        let count = u16::try_from(self.program.enums.at(id).values.len()).unwrap_or(u16::MAX);
        let span = self.program.nodes.at(at).span;
        let face = Face::of(&self.text.at(span));
        let others = (0..count).filter(|value| !listed.contains(value));
        let words = |value| Words::new(span, "", self.text.choice(id, value, face));
        others.map(|value| (value, words(value))).collect()
    }
}
