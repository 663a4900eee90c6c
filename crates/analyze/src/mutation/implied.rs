//! Whether a condition that was left out of a list, or a value that was added in it, says nothing that the rest of the list
//! does not say.
//!
//! One condition implies another when it is false wherever the other is, and true only where the other is: then both together
//! are the first, for unknown facts and references to none too. Seen are what called terms and grants ask for, and what
//! comparisons say of one fact; anything else is taken to imply nothing but itself.

use std::cell::Cell;
use std::collections::BTreeSet;

use guiju_base::Id;
use guiju_ir::{CompareOp, NodeId, Op, Program, Rat, RuleId, RuleKind, Type, Value};

use super::owned::owned;
use super::{Changed, Edit, Kind, Mutant};

/// How deep conditions are followed.
const DEEPEST: usize = 32;
/// How many pairs of conditions are looked at, lest two long lists of lists take for ever.
const MOST: usize = 5_000;

/// The condition that makes needless what a mutant leaves out or adds.
pub(super) fn implied_by(program: &Program, mutant: &Mutant) -> Option<NodeId> {
    if mutant.kind == Kind::ValueAdded {
        return absorbed_by(program, mutant);
    }
    let (Edit::Op(node, Op::All(rest) | Op::Any(rest)), Changed::Rule(rule)) = (&mutant.edit, mutant.of)
    else {
        return None;
    };
    let parts = program.nodes.at(*node).op.operands();
    let dropped = parts.into_iter().find(|part| !rest.contains(part))?;
    let own = Frame::of(program, rule);
    let implies = |one: NodeId, other: NodeId| {
        Implication { program, left: Cell::new(MOST) }.holds((one, &own), (other, &own), 0)
    };
    match mutant.kind {
        Kind::ConditionDropped => rest.iter().copied().find(|other| implies(*other, dropped)),
        Kind::AlternativeDropped => rest.iter().copied().find(|other| implies(dropped, *other)),
        _ => None,
    }
}

/// The alternative that takes in a value which a mutant adds somewhere below another alternative of the same list.
fn absorbed_by(program: &Program, mutant: &Mutant) -> Option<NodeId> {
    let (Edit::Op(changed, Op::Among(of, values)), Changed::Rule(rule)) = (&mutant.edit, mutant.of) else {
        return None;
    };
    let Some(Value::Choice(Some(added))) = values.last() else { return None };
    let implication = Implication { program, left: Cell::new(MOST) };
    let frame = Frame::of(program, rule);
    let fact = implication.key((*of, &frame));
    let written: Vec<NodeId> =
        owned(program).into_iter().filter(|owned| owned.rule == rule).map(|owned| owned.node).collect();
    let mut below = *changed;
    loop {
        let user = written.iter().find(|node| program.nodes.at(**node).op.operands().contains(&below))?;
        match &program.nodes.at(*user).op {
            Op::All(_) => {}
            Op::Any(parts) => {
                let takes = |part: &&NodeId| {
                    implication.choices((**part, &frame)).is_some_and(|choices| {
                        choices.positive && choices.of == fact && choices.values.contains(added)
                    })
                };
                if let Some(part) = parts.iter().filter(|part| **part != below).find(takes) {
                    return Some(*part);
                }
            }
            _ => return None,
        }
        below = *user;
    }
}

/// The body of a rule that is looked into.
struct Frame {
    /// Its subject, as the rule in which the list stands has it.
    subject: String,
    /// How many calls lead there: its quantifiers bind other items than those around.
    calls: usize,
}

impl Frame {
    fn of(program: &Program, rule: RuleId) -> Frame {
        let subject = program.rules.at(rule).subject;
        let is_single = program.entities.at(subject).is_single();
        Frame { subject: if is_single { singleton(subject) } else { "it".to_string() }, calls: 0 }
    }
}

fn singleton(entity: guiju_ir::EntityId) -> String {
    format!("the {}", entity.index())
}

type Seen<'f> = (NodeId, &'f Frame);

struct Implication<'p> {
    program: &'p Program,
    left: Cell<usize>,
}

impl Implication<'_> {
    fn op(&self, node: NodeId) -> &Op {
        &self.program.nodes.at(node).op
    }

    fn holds(&self, one: Seen, other: Seen, depth: usize) -> bool {
        let Some(left) = self.left.get().checked_sub(1).filter(|_| depth <= DEEPEST) else { return false };
        self.left.set(left);
        let (a, b) = (self.op(one.0), self.op(other.0));
        let next = |one: Seen, other: Seen| self.holds(one, other, depth + 1);
        self.key(one) == self.key(other)
            || matches!(b, Op::All(parts) if parts.iter().all(|part| next(one, (*part, other.1))))
            || matches!(a, Op::Any(parts) if parts.iter().all(|part| next((*part, one.1), other)))
            || matches!(a, Op::All(parts) if parts.iter().any(|part| next((*part, one.1), other)))
            || matches!(b, Op::Any(parts) if parts.iter().any(|part| next(one, (*part, other.1))))
            || matches!(a, Op::Call(rule, of) if self.called((*rule, *of), one, other, depth))
            || self.narrower(one, other)
    }

    /// Whether something that a called rule asks for implies the other. For an unknown item a call is unknown, and only a
    /// call for the same item surely is so too.
    fn called(&self, (rule, of): (RuleId, NodeId), one: Seen, other: Seen, depth: usize) -> bool {
        let item = self.key((of, one.1));
        let is_certain = matches!(self.op(of), Op::Variable(_) | Op::Singleton(_));
        let is_of_item = matches!(self.op(other.0), Op::Call(_, same) if self.key((*same, other.1)) == item);
        if !is_certain && !is_of_item {
            return false;
        }
        let frame = Frame { subject: item, calls: one.1.calls + 1 };
        let asked: Vec<NodeId> = match &self.program.rules.at(rule).kind {
            RuleKind::Term { value } => vec![*value],
            RuleKind::Norm(norm) if norm.kind.grants() => {
                norm.concerns.into_iter().chain([norm.conditions]).collect()
            }
            _ => Vec::new(),
        };
        asked.into_iter().any(|node| self.holds((node, &frame), other, depth + 1))
    }

    /// Whether both are about one fact, and the first takes in no more than the other.
    fn narrower(&self, one: Seen, other: Seen) -> bool {
        if let (Some(a), Some(b)) = (self.choices(one), self.choices(other)) {
            // A fact behind a reference to none is in no set, so what excludes values holds of it.
            return a.of == b.of && (a.positive || !b.positive) && a.values.is_subset(&b.values);
        }
        match (self.bound(one), self.bound(other)) {
            (Some(a), Some(b)) => a.of == b.of && a.is_above == b.is_above && a.is_inside(&b),
            _ => false,
        }
    }

    /// The values that a condition on one choice takes in.
    fn choices(&self, (node, frame): Seen) -> Option<Choices> {
        let known = |value: &Value| match value {
            Value::Choice(Some(value)) => Some(*value),
            _ => None,
        };
        match self.op(node) {
            Op::Not(of) => {
                let inner = self.choices((*of, frame))?;
                let all: BTreeSet<u16> = (0..inner.count).collect();
                let values = all.difference(&inner.values).copied().collect();
                Some(Choices { positive: !inner.positive, values, ..inner })
            }
            Op::Compare(CompareOp::Equal, left, right) => {
                let constant = |node: &NodeId| match self.op(*node) {
                    Op::Constant(value) => known(value),
                    _ => None,
                };
                let (of, value) = match (constant(left), constant(right)) {
                    (None, Some(value)) => (*left, value),
                    (Some(value), None) => (*right, value),
                    _ => return None,
                };
                self.choices_of(of, frame, BTreeSet::from([value]))
            }
            Op::Among(of, values) => {
                self.choices_of(*of, frame, values.iter().map(known).collect::<Option<_>>()?)
            }
            _ => None,
        }
    }

    fn choices_of(&self, of: NodeId, frame: &Frame, values: BTreeSet<u16>) -> Option<Choices> {
        let Type::Choice(id) = self.program.nodes.at(of).ty else { return None };
        let count = u16::try_from(self.program.enums.at(id).values.len()).ok()?;
        Some(Choices { of: self.key((of, frame)), positive: true, values, count })
    }

    /// The side of a number on which a comparison with a constant holds.
    fn bound(&self, (node, frame): Seen) -> Option<Bound> {
        let Op::Compare(op, left, right) = self.op(node) else { return None };
        let constant = |node: &NodeId| match self.op(*node) {
            Op::Constant(Value::Quantity(interval)) => interval.as_point().cloned(),
            _ => None,
        };
        let (of, limit, turned) = match (constant(left), constant(right)) {
            (None, Some(limit)) => (*left, limit, false),
            (Some(limit), None) => (*right, limit, true),
            _ => return None,
        };
        let (is_above, strict) = match op {
            CompareOp::Less => (false, true),
            CompareOp::AtMost => (false, false),
            CompareOp::Greater => (true, true),
            CompareOp::AtLeast => (true, false),
            CompareOp::Equal => return None,
        };
        Some(Bound { of: self.key((of, frame)), is_above: is_above != turned, strict, limit })
    }

    /// What a node says, in one text for all nodes that say it of the same things.
    fn key(&self, (node, frame): Seen) -> String {
        match self.op(node) {
            Op::Variable(0) => frame.subject.clone(),
            Op::Variable(slot) => format!("{slot} after {} calls", frame.calls),
            Op::Singleton(entity) => singleton(*entity),
            op => {
                let shape = op.renumbered(|_| NodeId::new(0), |rule| rule);
                let parts: Vec<String> =
                    op.operands().into_iter().map(|part| self.key((part, frame))).collect();
                format!("{shape:?}({})", parts.join(", "))
            }
        }
    }
}

struct Choices {
    of: String,
    positive: bool,
    values: BTreeSet<u16>,
    count: u16,
}

struct Bound {
    of: String,
    is_above: bool,
    strict: bool,
    limit: Rat,
}

impl Bound {
    fn is_inside(&self, other: &Bound) -> bool {
        let beyond = if self.is_above { self.limit > other.limit } else { self.limit < other.limit };
        beyond || (self.limit == other.limit && (self.strict || !other.strict))
    }
}
