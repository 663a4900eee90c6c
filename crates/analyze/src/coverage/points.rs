//! The points of a program, rule by rule, in the order of the text.
//!
//! A node belongs to the rule in whose body it stands: one that is the root of an exception or bar to that one, wherever it
//! is attached.
//!
//! Invariant: each point stands once; a condition that no fact can change has none.

use std::collections::{BTreeMap, BTreeSet};

use guiju_ir::{
    ExtremeOp, FieldId, Interval, NodeId, Norm, NormKind, Op, Outcome, OverOp, Program, Rat, RuleId,
    RuleKind, Type, Value,
};

use super::{Beside, Given, Kept, Point, PointKind, Seen};

/// Why a point is none that a plan could reach.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unreachable {
    /// A presumption stands in for a silent plan, so the condition is never unknown.
    Presumed,
    /// The quantity never lies on that side: it would be outside its range.
    OutOfRange,
}

/// The points of a program.
#[derive(Clone, Debug, Default)]
pub struct Points {
    all: Vec<Point>,
    index: BTreeMap<(RuleId, PointKind), usize>,
    /// Points left out, with the reason.
    unreachable: Vec<(Point, Unreachable)>,
    home: BTreeMap<NodeId, RuleId>,
}

impl Points {
    /// All points of a program.
    pub fn of(program: &Program) -> Points {
        let mut roots = BTreeMap::new();
        for (id, rule) in program.rules.iter() {
            if let RuleKind::Exception { holds, .. } | RuleKind::Bar { holds } = &rule.kind {
                roots.insert(*holds, id);
            }
        }
        let mut gathering = Gathering {
            program,
            roots,
            points: Points::default(),
            visited: BTreeSet::new(),
            unreachable: BTreeMap::new(),
        };
        for (id, _) in program.rules.iter() {
            gathering.rule(id);
        }
        gathering.points
    }

    /// The points, rule by rule.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Point)> {
        self.all.iter().enumerate()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The point with this number.
    pub fn get(&self, number: usize) -> Option<&Point> {
        self.all.get(number)
    }

    /// What was left out because no plan can reach it.
    pub fn unreachable(&self) -> &[(Point, Unreachable)] {
        &self.unreachable
    }

    /// The number of a point of a rule.
    pub(super) fn number(&self, rule: RuleId, kind: PointKind) -> Option<usize> {
        self.index.get(&(rule, kind)).copied()
    }

    /// The rule in whose body a condition stands.
    pub(super) fn home(&self, node: NodeId) -> Option<RuleId> {
        self.home.get(&node).copied()
    }
}

struct Gathering<'p> {
    program: &'p Program,
    /// The roots of exceptions and bars.
    roots: BTreeMap<NodeId, RuleId>,
    points: Points,
    visited: BTreeSet<NodeId>,
    unreachable: BTreeMap<PointKind, Unreachable>,
}

impl Gathering<'_> {
    fn rule(&mut self, id: RuleId) {
        let program = self.program;
        let rule = program.rules.at(id);
        match &rule.kind {
            RuleKind::Norm(norm) => self.norm(id, norm),
            RuleKind::Check(_) => {}
            RuleKind::Term { value } => {
                if matches!(program.nodes.at(*value).ty, Type::Quantity(_)) {
                    self.point(id, PointKind::Value, rule.span);
                }
                self.walk(id, *value);
            }
            RuleKind::Derived { value, .. } => self.walk(id, *value),
            RuleKind::Exception { holds, .. } | RuleKind::Bar { holds } => self.walk(id, *holds),
        }
    }

    fn norm(&mut self, id: RuleId, norm: &Norm) {
        let program = self.program;
        let span = program.rules.at(id).span;
        for outcome in outcomes(program, norm) {
            self.point(id, PointKind::Outcome(outcome), span);
        }
        norm.concerns.into_iter().for_each(|node| self.walk(id, node));
        self.walk(id, norm.conditions);
        for ground in norm.bars.iter().chain(&norm.exceptions) {
            for seen in [Seen::True, Seen::False, Seen::Unknown, Seen::Deciding] {
                let kind = PointKind::Ground(ground.rule, seen);
                if seen == Seen::Unknown && self.is_presumed(ground.holds) {
                    self.leave_out(id, kind, span, Unreachable::Presumed);
                    continue;
                }
                self.point(id, kind, span);
            }
        }
        for (index, used) in norm.effects.iter().enumerate() {
            let span = used.when.map_or(span, |when| program.nodes.at(when).span);
            self.point(id, PointKind::Effect(index, Given::Yes), span);
            if let Some(when) = used.when {
                self.point(id, PointKind::Effect(index, Given::No), span);
                self.walk(id, when);
            }
        }
        for (index, duty) in norm.duties.iter().enumerate() {
            for kept in [Kept::Met, Kept::Breached, Kept::Undetermined] {
                self.point(id, PointKind::Duty(index, kept), duty.span);
            }
            self.walk(id, duty.holds);
        }
    }

    fn point(&mut self, rule: RuleId, kind: PointKind, span: guiju_base::Span) {
        let number = self.points.all.len();
        if let std::collections::btree_map::Entry::Vacant(entry) = self.points.index.entry((rule, kind)) {
            entry.insert(number);
            self.points.all.push(Point { rule, kind, span });
        }
    }

    fn leave_out(&mut self, rule: RuleId, kind: PointKind, span: guiju_base::Span, why: Unreachable) {
        if self.unreachable.insert(kind, why).is_none() {
            self.points.unreachable.push((Point { rule, kind, span }, why));
        }
    }

    /// Goes through the conditions of a body, outer ones first. Chains may be long, so the open nodes stand in a list.
    fn walk(&mut self, rule: RuleId, root: NodeId) {
        let mut open = vec![(root, rule)];
        while let Some((id, rule)) = open.pop() {
            let elsewhere = self.roots.get(&id).is_some_and(|home| *home != rule);
            if elsewhere || !self.visited.insert(id) {
                continue;
            }
            let program = self.program;
            let node = program.nodes.at(id);
            let mut inner: Vec<(NodeId, RuleId)> = Vec::new();
            match &node.op {
                Op::All(_) | Op::Any(_) if node.label.is_some() && id != root => self.condition(rule, id),
                Op::All(_) | Op::Any(_) => {}
                Op::Not(of) if node.label.is_some() => {
                    self.condition(rule, id);
                    if is_atom(program, *of) {
                        // It is seen as the other of what was named.
                        self.visited.insert(*of);
                        inner
                            .extend(program.nodes.at(*of).op.operands().into_iter().map(|node| (node, rule)));
                        self.comparison(rule, *of);
                        open.extend(inner.into_iter().rev());
                        continue;
                    }
                }
                Op::Reading(switch, arms) => {
                    self.points.home.insert(id, rule);
                    for option in 0..arms.len() {
                        self.point(rule, PointKind::Used(id, *switch, option), node.span);
                        self.point(rule, PointKind::Turning(id, *switch, option), node.span);
                    }
                }
                Op::Defeasible { base, exceptions } => {
                    inner.push((*base, rule));
                    inner.extend(exceptions.iter().map(|arm| (arm.value, arm.rule)));
                    open.extend(inner.into_iter().rev());
                    continue;
                }
                _ if is_atom(program, id) => {
                    self.condition(rule, id);
                    self.comparison(rule, id);
                }
                _ => {}
            }
            inner.extend(node.op.operands().into_iter().map(|node| (node, rule)));
            open.extend(inner.into_iter().rev());
        }
    }

    fn condition(&mut self, rule: RuleId, id: NodeId) {
        if !self.rests_on_facts(id) {
            return;
        }
        let span = self.program.nodes.at(id).span;
        self.points.home.insert(id, rule);
        for seen in [Seen::True, Seen::False, Seen::Unknown, Seen::Deciding] {
            let kind = PointKind::Condition(id, seen);
            match seen {
                Seen::Unknown if self.is_presumed(id) => {
                    self.leave_out(rule, kind, span, Unreachable::Presumed)
                }
                _ => self.point(rule, kind, span),
            }
        }
    }

    fn comparison(&mut self, rule: RuleId, id: NodeId) {
        let node = self.program.nodes.at(id);
        let Op::Compare(_, left, right) = &node.op else { return };
        if !matches!(self.program.nodes.at(*left).ty, Type::Quantity(_)) || !self.rests_on_facts(id) {
            return;
        }
        self.points.home.insert(id, rule);
        let (low, high) = (self.range(*left, DEPTH), self.range(*right, DEPTH));
        for beside in [Beside::At, Beside::Below, Beside::Above] {
            let kind = PointKind::Boundary(id, beside);
            let never = match beside {
                Beside::At => false,
                Beside::Below => is_never_below(&low, &high),
                Beside::Above => is_never_below(&high, &low),
            };
            match never {
                true => self.leave_out(rule, kind, node.span, Unreachable::OutOfRange),
                false => self.point(rule, kind, node.span),
            }
        }
    }

    /// Whether some fact, list or reference stands at or below a node.
    fn rests_on_facts(&self, id: NodeId) -> bool {
        self.program.nodes_below([id]).any(|(_, node)| {
            matches!(
                node.op,
                Op::Field(..) | Op::Rows(_) | Op::Inverse(..) | Op::LedgerEntry(..) | Op::Item(..)
            )
        })
    }

    /// Whether all that a condition rests on are presumed facts of the subject or of a singleton.
    fn is_presumed(&self, id: NodeId) -> bool {
        let presumed = |field: &FieldId| self.program.fields.at(*field).presumed.is_some();
        self.rests_on_facts(id)
            && self.program.nodes_below([id]).all(|(_, node)| match &node.op {
                Op::Field(of, field) | Op::LedgerEntry(of, field, _) => {
                    presumed(field) && self.is_at_hand(*of)
                }
                Op::Rows(_) | Op::Inverse(..) | Op::Item(..) => false,
                Op::Call(_, of) => self.is_at_hand(*of),
                _ => true,
            })
    }

    fn is_at_hand(&self, node: NodeId) -> bool {
        matches!(self.program.nodes.at(node).op, Op::Variable(_) | Op::Singleton(_))
    }

    /// What a quantity always lies in, as far as its node and `depth` levels below it tell.
    fn range(&self, id: NodeId, depth: usize) -> Interval {
        let Some(depth) = depth.checked_sub(1) else { return Interval::ANY };
        let point = |value: &Rat| Interval::point(value.clone());
        match &self.program.nodes.at(id).op {
            Op::Constant(Value::Quantity(known)) => known.clone(),
            Op::Param(param) => match self.program.params.at(*param).values.as_slice() {
                [only] => point(&only.value),
                _ => Interval::ANY,
            },
            Op::Field(_, field) => {
                let field = self.program.fields.at(*field);
                let stated = match field.ty {
                    Type::Quantity(dimension) if dimension.is_non_negative() => {
                        field.range.meet(&Interval::NON_NEGATIVE)
                    }
                    _ => field.range.clone(),
                };
                // What a formula gives is not held against the range of a stated value.
                let formula = field.derived.and_then(|rule| self.program.rules.at(rule).value());
                formula.map_or(stated.clone(), |formula| stated.hull(&self.range(formula, depth)))
            }
            Op::Over { op: OverOp::Count, .. } => Interval::NON_NEGATIVE,
            Op::Over { op: OverOp::Sum, body: Some(body), .. }
                if self.range(*body, depth).low >= Some(Rat::ZERO) =>
            {
                Interval::NON_NEGATIVE
            }
            Op::Extreme(ExtremeOp::Max, nodes) => {
                let low = nodes.iter().filter_map(|node| self.range(*node, depth).low).max();
                Interval { low, high: None }
            }
            Op::Call(rule, _) => {
                self.program.rules.at(*rule).value().map_or(Interval::ANY, |value| self.range(value, depth))
            }
            _ => Interval::ANY,
        }
    }
}

/// How far below a comparison the range of its sides is looked for.
const DEPTH: usize = 16;

/// Whether no value of the first is less than any of the second.
fn is_never_below(first: &Interval, second: &Interval) -> bool {
    first.low.as_ref().zip(second.high.as_ref()).is_some_and(|(low, high)| low >= high)
}

/// Whether a node is a condition by itself: neither a connective nor a choice of readings nor a constant.
pub(super) fn is_atom(program: &Program, id: NodeId) -> bool {
    let node = program.nodes.at(id);
    let connective = matches!(
        node.op,
        Op::Not(_) | Op::All(_) | Op::Any(_) | Op::Reading(..) | Op::Defeasible { .. } | Op::Constant(_)
    );
    node.ty == Type::Truth && !connective
}

/// The outcomes that a norm can come to, as far as its parts tell.
fn outcomes(program: &Program, norm: &Norm) -> Vec<Outcome> {
    let asks = !matches!(&program.nodes.at(norm.conditions).op, Op::All(nodes) if nodes.is_empty());
    let dated = norm.valid_from.is_some() || norm.valid_to.is_some();
    let defeated = !norm.exceptions.is_empty() && !norm.kind.grants() && norm.kind != NormKind::Forbid;
    let can = |outcome: &Outcome| match outcome {
        Outcome::Blocked => !norm.bars.is_empty(),
        Outcome::NotEngaged => norm.concerns.is_some() || dated || defeated,
        Outcome::DoesNotApply | Outcome::Breached | Outcome::NotFollowed => {
            asks || !norm.exceptions.is_empty()
        }
        _ => true,
    };
    Outcome::of(norm.kind).iter().copied().filter(can).collect()
}
