//! Mutants of conditions: one left out, negated, joined otherwise; quantifiers and filters; readings exchanged.

use guiju_ir::{NodeId, Op, OverOp, SwitchId, Type};

use super::owned::Owned;
use super::text::Face;
use super::{Kind, Maker, Words};

impl Maker<'_> {
    pub(super) fn conditions(&mut self, owned: Owned) {
        let node = self.program.nodes.at(owned.node);
        match &node.op {
            Op::All(parts) | Op::Any(parts) => {
                self.parts_dropped(owned, parts);
                self.joined_otherwise(owned, parts);
                self.negations(owned, parts);
            }
            Op::Over { op, filter, body, .. } => {
                self.quantified_otherwise(owned, *op);
                self.filter_dropped(owned, *filter);
                self.negations(owned, &filter.iter().chain(body).copied().collect::<Vec<_>>());
            }
            Op::Reading(switch, arms) => {
                self.arms_exchanged(owned, *switch, arms);
                self.negations(owned, arms);
            }
            _ => {}
        }
    }

    /// Each part of a list left out.
    fn parts_dropped(&mut self, owned: Owned, parts: &[NodeId]) {
        for (index, part) in parts.iter().enumerate() {
            let mut rest = parts.to_vec();
            rest.remove(index);
            let (kind, op) = match self.program.nodes.at(owned.node).op {
                Op::Any(_) => (Kind::AlternativeDropped, Op::Any(rest)),
                _ => (Kind::ConditionDropped, Op::All(rest)),
            };
            let words = self.instead(*part, String::new());
            self.edit(owned, kind, op, words);
        }
    }

    /// All for any, and the other way round. A conjunction stays one, for the lists of a norm are conjunctions.
    fn joined_otherwise(&mut self, owned: Owned, parts: &[NodeId]) {
        if parts.len() < 2 {
            return;
        }
        let op = match self.program.nodes.at(owned.node).op {
            Op::All(_) => {
                let Some(any) = self.ground.disjunction(owned.node) else { return };
                Op::All(vec![any])
            }
            _ => Op::All(parts.to_vec()),
        };
        let words = self.junction_words(owned.node, parts);
        self.edit(owned, Kind::Junction, op, words);
    }

    fn junction_words(&self, node: NodeId, parts: &[NodeId]) -> Words {
        let written = self.text.node(node);
        let face = Face::of(&written);
        let is_all = matches!(self.program.nodes.at(node).op, Op::All(_));
        let span = self.program.nodes.at(node).span;
        let block = written.ends_with(['}', '｝']);
        if block {
            let (all, any) = (face.pick("同时满足", "all of"), face.pick("满足其一", "any of"));
            let none = face.pick("均不满足", "none of");
            let (head, to) = match is_all {
                true if written.starts_with(['{', '｛']) => ("", any),
                true => (all, any),
                // What is not any is then not all.
                false if written.starts_with(none) => (none, face.pick("并非 同时满足", "not all of")),
                false => (any, all),
            };
            let before = self.text.list(head, parts, face);
            return Words::new(span, before, self.text.list(to, parts, face));
        }
        let (and, or) = (face.pick(" 且 ", " and "), face.pick(" 或 ", " or "));
        let parts: Vec<String> = parts.iter().map(|part| self.text.node(*part)).collect();
        let (from, to) = if is_all { (and, or) } else { (or, and) };
        Words::new(span, parts.join(from), parts.join(to))
    }

    /// Each of these operands negated, or its negation left out. A list inside is not negated: its parts are.
    fn negations(&mut self, owned: Owned, operands: &[NodeId]) {
        for operand in operands {
            let node = self.program.nodes.at(*operand);
            if node.ty != Type::Truth {
                continue;
            }
            let (kind, instead, after) = match &node.op {
                Op::Not(of) => (Kind::NegationDropped, *of, self.without_negation(*operand, *of)),
                Op::All(_) | Op::Any(_) | Op::Reading(..) => continue,
                _ => {
                    let Some(negation) = self.ground.negation(*operand) else { continue };
                    (Kind::NegationAdded, negation, self.with_negation(*operand))
                }
            };
            let swap = |of: NodeId| if of == *operand { instead } else { of };
            let op = self.program.nodes.at(owned.node).op.renumbered(swap, |rule| rule);
            let words = self.instead(*operand, after);
            self.edit(owned, kind, op, words);
        }
    }

    fn with_negation(&self, node: NodeId) -> String {
        let written = self.text.node(node);
        let face = Face::of(&written);
        let not = face.pick("并非 ", "not ");
        match self.program.nodes.at(node).op {
            Op::Call(..) | Op::Field(..) | Op::Constant(_) => format!("{not}{written}"),
            _ => format!("{not}({written})"),
        }
    }

    /// A negation that is a sign of its own shares its place with what it negates: `a is not b`.
    fn without_negation(&self, negation: NodeId, of: NodeId) -> String {
        let (written, inner) = (self.text.node(negation), self.text.node(of));
        if written != inner {
            return inner;
        }
        let words = [
            (" is not ", " is "),
            (" not in ", " in "),
            ("none of", "any of"),
            ("不为", "为"),
            ("不属于", "属于"),
            ("均不满足", "满足其一"),
        ];
        let found = words.iter().find(|(word, _)| written.contains(word));
        found.map_or(inner, |(word, instead)| written.replacen(word, instead, 1))
    }

    fn quantified_otherwise(&mut self, owned: Owned, quantifier: OverOp) {
        let (before, after, to) = match quantifier {
            OverOp::Every => (("每一", "every"), ("至少一", "some"), OverOp::Some),
            OverOp::Some => (("至少一", "some"), ("每一", "every"), OverOp::Every),
            _ => return,
        };
        let mut op = self.program.nodes.at(owned.node).op.clone();
        if let Op::Over { op: quantifier, .. } = &mut op {
            *quantifier = to;
        }
        let written = self.text.node(owned.node);
        let face = Face::of(&written);
        let after = written.replacen(face.pick(before.0, before.1), face.pick(after.0, after.1), 1);
        let words = self.instead(owned.node, after);
        self.edit(owned, Kind::Quantifier, op, words);
    }

    fn filter_dropped(&mut self, owned: Owned, filter: Option<NodeId>) {
        let Some(filter) = filter else { return };
        let mut op = self.program.nodes.at(owned.node).op.clone();
        if let Op::Over { filter, .. } = &mut op {
            *filter = None;
        }
        let mut words = self.instead(filter, String::new());
        let face = Face::of(&words.before);
        words.before = format!("{} {}", face.pick("其中", "where"), words.before);
        self.edit(owned, Kind::FilterDropped, op, words);
    }

    /// The default reading's arm exchanged with each other one.
    fn arms_exchanged(&mut self, owned: Owned, switch: SwitchId, arms: &[NodeId]) {
        let declared = self.program.switches.at(switch);
        let default = declared.default;
        let Some(chosen) = arms.get(default) else { return };
        for (index, arm) in arms.iter().enumerate().filter(|(index, _)| *index != default) {
            let mut exchanged = arms.to_vec();
            exchanged.swap(default, index);
            let face = Face::of(&self.text.node(owned.node));
            let name = |option: usize| {
                let name = declared.options.get(option).map(|option| &option.name);
                name.map_or("", |name| if face == Face::Chinese { &name.label.zh } else { &name.id })
            };
            let say = |first: &NodeId, second: &NodeId| {
                let (first, second) = (self.text.node(*first), self.text.node(*second));
                format!("{}: {first}; {}: {second}", name(default), name(index))
            };
            let span = self.program.nodes.at(owned.node).span;
            let words = Words::new(span, say(chosen, arm), say(arm, chosen));
            self.edit(owned, Kind::ArmsExchanged, Op::Reading(switch, exchanged), words);
        }
    }

    /// The words of a node, and other words in their place.
    pub(super) fn instead(&self, node: NodeId, after: String) -> Words {
        Words::new(self.program.nodes.at(node).span, self.text.node(node), after)
    }
}
