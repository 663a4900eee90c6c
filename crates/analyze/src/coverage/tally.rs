//! The points that cases cover: one derivation after the other, and what several counts come to together.
//!
//! Invariant: a tally says the same whatever the order in which tallies of parts of the cases are joined, as long as each
//! part was counted in the order of its cases.

use std::collections::BTreeSet;

use guiju_base::Id;
use guiju_ir::{Derivation, NodeId, Op, Program, Rat, RuleId, StepId, SwitchId, Truth, Value};

use super::points::Points;
use super::replay::{Force, Replay, Standing, as_truth};
use super::values::{Valued, asked};
use super::{Beside, Cover, Given, Kept, PointKind, Seen};

/// What a case expects of one norm for one subject.
pub struct Expected<'d> {
    /// How it came about.
    pub derivation: &'d Derivation,
    /// The switches of which another reading would turn the outcome.
    pub turned_by: Vec<SwitchId>,
    /// The places of the effects that it tells given or not: all, or none.
    pub effects: Vec<usize>,
    /// The places of the duties that it names.
    pub duties: Vec<usize>,
}

/// Which points are covered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    covers: Vec<Option<Cover>>,
}

impl Tally {
    /// None is, yet.
    pub fn new(points: &Points) -> Tally {
        Tally { covers: vec![None; points.len()] }
    }

    /// How a point is covered.
    pub fn cover(&self, number: usize) -> Option<&Cover> {
        self.covers.get(number)?.as_ref()
    }

    /// Both together.
    #[must_use]
    pub fn join(mut self, other: Tally) -> Tally {
        for (own, other) in self.covers.iter_mut().zip(other.covers) {
            *own = match (own.take(), other) {
                (Some(one), Some(two)) => Some(Cover {
                    case: one.case.min(two.case),
                    near: one.near.into_iter().chain(two.near).min(),
                }),
                (one, two) => one.or(two),
            };
        }
        self
    }

    /// Counts that a case expects a value of a term; `derivation` is that of the norm which asks for it in `valued`.
    pub fn value(
        &mut self,
        points: &Points,
        valued: &Valued,
        (term, derivation): (RuleId, &Derivation),
        case: u32,
    ) {
        self.note(points, term, PointKind::Value, case, None);
        let program = &valued.program;
        let Some(replay) = Replay::of(program, derivation) else { return };
        let expected =
            Expected { derivation, turned_by: Vec::new(), effects: Vec::new(), duties: Vec::new() };
        let value = asked(program, derivation, term);
        let sight =
            Sight { points, replay: &replay, expected: &expected, recorded: replay.recorded(), value, case };
        self.steps(&sight, program);
    }

    /// Counts what a case expects of a norm. Cases are counted in the order of their numbers.
    pub fn norm(&mut self, points: &Points, program: &Program, expected: &Expected, case: u32) {
        let derivation = expected.derivation;
        let norm = derivation.norm;
        self.note(points, norm, PointKind::Outcome(derivation.outcome), case, None);
        self.riders(points, expected, case);
        let Some(replay) = Replay::of(program, derivation) else { return };
        let sight =
            Sight { points, replay: &replay, expected, recorded: replay.recorded(), value: None, case };
        for ground in derivation.bars.iter().chain(&derivation.exceptions) {
            self.seen(&sight, norm, |seen| PointKind::Ground(ground.rule, seen), ground.step);
        }
        self.steps(&sight, program);
    }

    /// The conditions, comparisons and readings below what is expected.
    fn steps(&mut self, sight: &Sight, program: &Program) {
        let (points, derivation) = (sight.points, sight.expected.derivation);
        for id in reached(sight.expected) {
            let step = derivation.steps.at(id);
            if let Op::Reading(switch, _) = program.nodes.at(step.node).op {
                self.reading(sight, step.node, switch);
            }
            let Some(home) = points.home(step.node) else { continue };
            self.seen(sight, home, |seen| PointKind::Condition(step.node, seen), id);
            self.boundary(sight, program, home, id);
        }
    }

    fn note(&mut self, points: &Points, rule: RuleId, kind: PointKind, case: u32, near: Option<Rat>) {
        let Some(slot) = points.number(rule, kind).and_then(|number| self.covers.get_mut(number)) else {
            return;
        };
        match slot {
            None => *slot = Some(Cover { case, near }),
            Some(cover) => cover.near = cover.near.take().into_iter().chain(near).min(),
        }
    }

    fn is_covered(&self, points: &Points, rule: RuleId, kind: PointKind) -> bool {
        points.number(rule, kind).is_none_or(|number| self.cover(number).is_some())
    }

    fn riders(&mut self, points: &Points, expected: &Expected, case: u32) {
        let norm = expected.derivation.norm;
        for effect in expected.derivation.effects.iter().filter(|it| expected.effects.contains(&it.index)) {
            let given = match effect.holds {
                Truth::True => Given::Yes,
                Truth::False => Given::No,
                Truth::Unknown => continue,
            };
            self.note(points, norm, PointKind::Effect(effect.index, given), case, None);
        }
        for duty in expected.derivation.duties.iter().filter(|it| expected.duties.contains(&it.index)) {
            let kept = match duty.holds {
                Truth::True => Kept::Met,
                Truth::False => Kept::Breached,
                Truth::Unknown => Kept::Undetermined,
            };
            self.note(points, norm, PointKind::Duty(duty.index, kept), case, None);
        }
    }

    /// The truth of a step, and whether its flip alone turns what is expected.
    fn seen(&mut self, sight: &Sight, rule: RuleId, kind: impl Fn(Seen) -> PointKind, step: StepId) {
        let truth = as_truth(&sight.expected.derivation.steps.at(step).value);
        let seen = match truth {
            Truth::True => Seen::True,
            Truth::False => Seen::False,
            Truth::Unknown => Seen::Unknown,
        };
        self.note(sight.points, rule, kind(seen), sight.case, None);
        let deciding = kind(Seen::Deciding);
        if truth != Truth::Unknown
            && !self.is_covered(sight.points, rule, deciding)
            && sight.is_deciding(step, !truth)
        {
            self.note(sight.points, rule, deciding, sight.case, None);
        }
    }

    fn reading(&mut self, sight: &Sight, node: NodeId, switch: SwitchId) {
        let derivation = sight.expected.derivation;
        let chosen = derivation.readings.iter().find(|(met, _)| *met == switch).map(|(_, option)| *option);
        let rule = sight.points.home(node);
        let Some((option, rule)) = chosen.zip(rule) else { return };
        self.note(sight.points, rule, PointKind::Used(node, switch, option), sight.case, None);
        if sight.expected.turned_by.contains(&switch) {
            self.note(sight.points, rule, PointKind::Turning(node, switch, option), sight.case, None);
        }
    }

    fn boundary(&mut self, sight: &Sight, program: &Program, home: RuleId, id: StepId) {
        let derivation = sight.expected.derivation;
        let step = derivation.steps.at(id);
        if !matches!(program.nodes.at(step.node).op, Op::Compare(..)) {
            return;
        }
        let point = |input: &StepId| match &derivation.steps.at(*input).value {
            Value::Quantity(known) => known.as_point().cloned(),
            _ => None,
        };
        let sides = step.inputs.first().and_then(point).zip(step.inputs.last().and_then(point));
        let Some((left, right)) = sides else { return };
        let (beside, near) = match left.cmp(&right) {
            std::cmp::Ordering::Equal => (Beside::At, None),
            std::cmp::Ordering::Less => (Beside::Below, Some(right.sub(&left))),
            std::cmp::Ordering::Greater => (Beside::Above, Some(left.sub(&right))),
        };
        self.note(sight.points, home, PointKind::Boundary(step.node, beside), sight.case, near);
    }
}

/// What is counted of one derivation.
struct Sight<'s> {
    points: &'s Points,
    replay: &'s Replay<'s>,
    expected: &'s Expected<'s>,
    recorded: Standing,
    /// The value that is expected, when it is one and no outcome.
    value: Option<StepId>,
    case: u32,
}

impl Sight<'_> {
    fn is_deciding(&self, step: StepId, truth: Truth) -> bool {
        let Force { standing: forced, changed, .. } = self.replay.force(step, truth);
        if let Some(value) = self.value {
            return changed.contains(&value);
        }
        let differs = |places: &[usize], one: &[Truth], two: &[Truth]| {
            places.iter().any(|place| one.get(*place) != two.get(*place))
        };
        forced.outcome != self.recorded.outcome
            || differs(&self.expected.duties, &forced.duties, &self.recorded.duties)
            || differs(&self.expected.effects, &forced.effects, &self.recorded.effects)
    }
}

/// The steps below the parts of a norm and those of its riders that are expected, in order.
fn reached(expected: &Expected) -> BTreeSet<StepId> {
    let d = expected.derivation;
    let grounds = d.bars.iter().chain(&d.exceptions).map(|ground| ground.step);
    let duties = d.duties.iter().filter(|it| expected.duties.contains(&it.index)).map(|duty| duty.step);
    let effects = d.effects.iter().filter(|it| expected.effects.contains(&it.index)).filter_map(|it| it.step);
    let roots = d.concerns.into_iter().chain(d.conditions).chain(grounds).chain(duties).chain(effects);
    let mut marked = vec![false; d.steps.len()];
    let mark = |id: StepId, marked: &mut Vec<bool>| {
        if let Some(mark) = marked.get_mut(id.index()) {
            *mark = true;
        }
    };
    roots.for_each(|root| mark(root, &mut marked));
    // Inputs have smaller ids than their users.
    for index in (0..d.steps.len()).rev() {
        if marked.get(index) == Some(&true) {
            let id = StepId::new(index);
            d.steps.at(id).inputs.iter().for_each(|input| mark(*input, &mut marked));
        }
    }
    marked.iter().enumerate().filter(|(_, marked)| **marked).map(|(index, _)| StepId::new(index)).collect()
}
