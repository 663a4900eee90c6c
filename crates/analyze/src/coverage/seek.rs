//! A plan that would cover a point: the search of `search`, asked what the point asks.
//!
//! A condition that decides makes a better case than one that is only seen, so that is looked for first. A point of a term,
//! bar or exception is looked for through the norms that reach it.

use std::collections::{BTreeMap, BTreeSet};

use guiju_base::SourceId;
use guiju_ir::{
    Decide, Derivation, Facts, NodeId, Op, Outcome, Program, Question, Readings, RuleId, Step, StepId,
    Subject, SwitchId, Truth, Value,
};

use super::points::Points;
use super::replay::{Force, Replay, as_truth};
use super::tally::{Expected, Tally};
use super::{Beside, Given, Kept, PointKind, Seen};
use crate::search::{
    Differs, Domain, Doubt, Goal, Reaches, Searched, Settings, Shown, Side, Sight, Stage, outcomes, search,
    stage_roots, stages,
};

/// The most norms through which a point is looked for.
const NORMS: usize = 4;

/// What plans are looked for with.
pub struct Seeking<'p> {
    /// The engine.
    pub engine: &'p (dyn Decide + Sync),
    /// The program.
    pub program: &'p Program,
    /// Its points.
    pub points: &'p Points,
    /// The day; readings are the defaults but for the one that a point asks for.
    pub question: &'p Question,
    /// Where made-up facts are said to stand.
    pub source: SourceId,
    /// How many plans are looked at for one set of items.
    pub budget: usize,
    reaching: BTreeMap<NodeId, Vec<RuleId>>,
}

/// A plan that covers a point.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The norm that a case on it expects.
    pub norm: RuleId,
    /// For this subject.
    pub subject: Subject,
    /// What the plan says.
    pub facts: Facts,
    /// The facts stated, in the order in which they came to matter.
    pub settings: Settings,
    /// The reading that the case chooses.
    pub reading: Option<(SwitchId, usize)>,
    /// Whether the case has to list effects and duties too.
    pub riders: Riders,
}

/// Whether a case lists the effects and duties of a norm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Riders {
    /// The outcome says enough.
    Aside,
    /// They are listed.
    Listed,
}

/// How the search for a plan ended.
#[derive(Clone, Debug)]
pub enum Sought {
    /// A plan covers the point.
    Found(Box<Witness>),
    /// None was found.
    Nowhere {
        /// Whether there is none.
        shown: Shown,
        /// How many plans were looked at.
        tried: usize,
    },
    /// The point is about no outcome, but about a value that only a case can ask for.
    Unasked,
}

impl<'p> Seeking<'p> {
    /// Looks for plans of `program`.
    pub fn new(
        engine: &'p (dyn Decide + Sync),
        (program, points): (&'p Program, &'p Points),
        question: &'p Question,
        source: SourceId,
        budget: usize,
    ) -> Self {
        let mut reaching: BTreeMap<NodeId, Vec<RuleId>> = BTreeMap::new();
        let mut norms: Vec<(usize, RuleId, Vec<NodeId>)> = Vec::new();
        for (id, _) in program.rules.iter().filter(|(_, rule)| rule.norm().is_some()) {
            let below: Vec<NodeId> =
                program.nodes_below(stage_roots(program, id)).map(|(id, _)| id).collect();
            norms.push((below.len(), id, below));
        }
        // Through small norms a plan is found sooner, and is smaller.
        norms.sort_by_key(|(size, id, _)| (*size, *id));
        for (_, id, below) in norms {
            below.into_iter().for_each(|node| reaching.entry(node).or_default().push(id));
        }
        Seeking { engine, program, points, question, source, budget, reaching }
    }

    /// Looks for a plan that covers the point with this number.
    pub fn seek(&self, number: usize) -> Sought {
        let Some(point) = self.points.get(number) else { return Sought::Unasked };
        if point.kind == PointKind::Value {
            return Sought::Unasked;
        }
        let norms = match point.kind.node() {
            _ if self.program.rules.at(point.rule).norm().is_some() => vec![point.rule],
            Some(node) => self.reaching.get(&node).cloned().unwrap_or_default(),
            None => Vec::new(),
        };
        if norms.is_empty() {
            return Sought::Unasked;
        }
        let mut looked = Looked { tried: 0, doubts: BTreeSet::new() };
        if norms.len() > NORMS {
            looked.doubts.insert(Doubt::Untried);
        }
        for wish in wishes(point.kind) {
            // What a stronger wish left in doubt says nothing of a weaker one.
            looked.doubts.retain(|doubt| norms.len() > NORMS && *doubt == Doubt::Untried);
            for (norm, readings) in norms.iter().take(NORMS).flat_map(|norm| self.ways(*norm, point.kind)) {
                if let Some(found) = self.through(norm, (number, point.kind), (*wish, readings), &mut looked)
                {
                    return Sought::Found(Box::new(found));
                }
            }
        }
        let shown = match looked.doubts.is_empty() {
            true => Shown::Whole,
            false => Shown::Part(looked.doubts.into_iter().collect()),
        };
        Sought::Nowhere { shown, tried: looked.tried }
    }

    /// The readings under which a point of a norm is looked for: those that it asks for, else the defaults and then each
    /// other one of a switch that the norm can meet.
    fn ways(&self, norm: RuleId, kind: PointKind) -> Vec<(RuleId, Chosen)> {
        let asked = match kind {
            PointKind::Used(_, switch, option) | PointKind::Turning(_, switch, option) => {
                Some((switch, option))
            }
            PointKind::Condition(node, _) | PointKind::Boundary(node, _) => self.reading_around(norm, node),
            _ => None,
        };
        if asked.is_some() {
            return vec![(norm, asked)];
        }
        let mut ways = vec![(norm, None)];
        for switch in &self.program.rules.at(norm).switches {
            let options = 0..self.program.switches.at(*switch).options.len();
            let chosen = self.question.readings.chosen(*switch);
            ways.extend(options.filter(|it| *it != chosen).map(|option| (norm, Some((*switch, option)))));
        }
        ways
    }

    fn through(
        &self,
        norm: RuleId,
        (number, kind): (usize, PointKind),
        (wish, reading): (Wish, Chosen),
        looked: &mut Looked,
    ) -> Option<Witness> {
        let readings = self.question.readings.clone();
        let readings = reading.map_or(readings.clone(), |(switch, option)| readings.with(switch, option));
        let asked = Question { as_of: self.question.as_of, readings };
        let others = self.others(kind);
        let stands = stands(self.program, norm, kind);
        let rules = [(self.program, norm)];
        let domain = Domain::of(&rules, asked.as_of);
        for stage in stages(&rules, self.source) {
            let mut goals: Vec<Box<dyn Goal + '_>> = Vec::new();
            if others.is_empty() {
                let sight = Looking { program: self.program, norm, kind, wish, stands };
                let subject = (norm, stage.subject);
                let sees = move |derivation: &Derivation| sight.sight(derivation);
                goals.push(Box::new(Reaches::new(self.engine, self.program, &asked, subject, sees)));
            }
            for other in &others {
                let side = |question| Side { program: self.program, rule: norm, question };
                goals.push(Box::new(Differs::new(self.engine, side(&asked), side(other), stage.subject)));
            }
            for mut goal in goals {
                match search(self.program, &domain, &stage, goal.as_mut(), self.budget) {
                    Searched::Found(settings) => {
                        let facts = stage.smallest(self.program, &settings, goal.as_mut());
                        let found = self.covering(number, norm, &stage, (facts, settings), (reading, &asked));
                        if found.is_some() {
                            return found;
                        }
                        looked.doubts.insert(Doubt::Untried);
                    }
                    Searched::Nearly(_) => drop(looked.doubts.insert(Doubt::Untried)),
                    Searched::Nowhere { shown, tried } => {
                        looked.tried += tried;
                        if let Shown::Part(doubts) = shown {
                            looked.doubts.extend(doubts);
                        }
                    }
                }
            }
        }
        None
    }

    /// The questions that differ by the reading that a point asks about.
    fn others(&self, kind: PointKind) -> Vec<Question> {
        let PointKind::Turning(_, switch, option) = kind else { return Vec::new() };
        let options = 0..self.program.switches.at(switch).options.len();
        let other = |other: usize| Question {
            as_of: self.question.as_of,
            readings: self.question.readings.clone().with(switch, other),
        };
        options.filter(|other| *other != option).map(other).collect()
    }

    /// The reading under which a node is met at all, when the default one does not meet it.
    fn reading_around(&self, norm: RuleId, node: NodeId) -> Option<(SwitchId, usize)> {
        let below = self.program.nodes_below(stage_roots(self.program, norm));
        let mut found = None;
        for (_, around) in below {
            let Op::Reading(switch, arms) = &around.op else { continue };
            let holds = |arm: &NodeId| self.program.nodes_below([*arm]).any(|(id, _)| id == node);
            let arms: Vec<usize> =
                arms.iter().enumerate().filter(|(_, arm)| holds(arm)).map(|(index, _)| index).collect();
            let chosen = self.question.readings.chosen(*switch);
            if let Some(first) = arms.first().filter(|_| !arms.contains(&chosen)) {
                found = Some((*switch, *first));
            }
        }
        found
    }

    /// The witness, when a case on its plan does cover the point.
    fn covering(
        &self,
        number: usize,
        norm: RuleId,
        stage: &Stage,
        (facts, settings): (Facts, Settings),
        (reading, asked): (Option<(SwitchId, usize)>, &Question),
    ) -> Option<Witness> {
        let subject = stage.subject;
        let riders = [Riders::Aside, Riders::Listed].into_iter().find(|riders| {
            let witness = (norm, subject, &facts, *riders);
            self.tally(witness, asked).is_some_and(|tally| tally.cover(number).is_some())
        })?;
        Some(Witness { norm, subject, facts, settings, reading, riders })
    }

    /// What a case on a plan covers.
    fn tally(
        &self,
        (norm, subject, facts, riders): (RuleId, Subject, &Facts, Riders),
        asked: &Question,
    ) -> Option<Tally> {
        let mut inquiry = self.engine.open(self.program, facts, asked);
        let answer = inquiry.answer();
        let verdict = answer.verdicts.iter().find(|it| it.norm == norm && it.subject == subject)?;
        let derivation = inquiry.derive(norm, subject)?;
        let declared = self.program.rules.at(norm).norm()?;
        let listed = |count: usize| if riders == Riders::Listed { (0..count).collect() } else { Vec::new() };
        let expected = Expected {
            derivation: &derivation,
            turned_by: verdict.turns.iter().map(|turn| turn.switch).collect(),
            effects: listed(declared.effects.len()),
            duties: listed(declared.duties.len()),
        };
        let mut tally = Tally::new(self.points);
        tally.norm(self.points, self.program, &expected, 0);
        Some(tally)
    }

    /// The points that a case on the plan of a witness covers.
    pub fn covered(&self, witness: &Witness) -> Vec<usize> {
        let asked = Question { as_of: self.question.as_of, readings: self.readings(witness) };
        let case = (witness.norm, witness.subject, &witness.facts, witness.riders);
        let Some(tally) = self.tally(case, &asked) else { return Vec::new() };
        self.points.iter().map(|(number, _)| number).filter(|number| tally.cover(*number).is_some()).collect()
    }

    /// The readings under which a witness is asked.
    pub fn readings(&self, witness: &Witness) -> Readings {
        let readings = self.question.readings.clone();
        witness.reading.map_or(readings.clone(), |(switch, option)| readings.with(switch, option))
    }
}

struct Looked {
    tried: usize,
    doubts: BTreeSet<Doubt>,
}

/// A reading other than the default.
type Chosen = Option<(SwitchId, usize)>;

/// What is wished of a plan, beside what the point asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// That the condition decides, and the outcome is settled.
    Deciding,
    /// That the outcome is settled.
    Settled,
    /// Nothing.
    Any,
}

/// The wishes that a point allows, the strongest first.
fn wishes(kind: PointKind) -> &'static [Wish] {
    match kind {
        PointKind::Condition(_, Seen::True | Seen::False)
        | PointKind::Ground(_, Seen::True | Seen::False)
        | PointKind::Boundary(..) => &[Wish::Deciding, Wish::Settled, Wish::Any],
        PointKind::Condition(_, Seen::Deciding)
        | PointKind::Ground(_, Seen::Deciding)
        | PointKind::Used(..) => &[Wish::Settled, Wish::Any],
        _ => &[Wish::Any],
    }
}

/// Where the node of a point stands in a norm.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Among what decides its outcome.
    InParts,
    /// Only among its duties and what its effects hang on, which come with a norm that applies.
    InRiders,
}

fn stands(program: &Program, norm: RuleId, kind: PointKind) -> Stands {
    let decides = |node| program.nodes_below(program.rules.at(norm).deciding()).any(|(id, _)| id == node);
    match kind.node() {
        Some(node) if !decides(node) => Stands::InRiders,
        _ => Stands::InParts,
    }
}

/// What a point sees in a derivation.
#[derive(Clone, Copy)]
struct Looking<'p> {
    program: &'p Program,
    norm: RuleId,
    kind: PointKind,
    wish: Wish,
    stands: Stands,
}

impl Looking<'_> {
    fn sight(&self, derivation: &Derivation) -> Sight {
        let sight = self.asked(derivation);
        let is_open = self.wish != Wish::Any && derivation.outcome == Outcome::Undetermined;
        if is_open && sight == Sight::Reached { Sight::Open(Vec::new()) } else { sight }
    }

    fn asked(&self, derivation: &Derivation) -> Sight {
        let of_node = |node: NodeId| {
            let steps = derivation.steps.iter().filter(|(_, step)| step.node == node);
            steps.map(|(id, _)| id).collect::<Vec<_>>()
        };
        let is_missing = |node: NodeId| self.stands == Stands::InRiders && of_node(node).is_empty();
        if self.kind.node().is_some_and(is_missing) {
            return self.rider(derivation, None, Truth::Unknown);
        }
        match self.kind {
            PointKind::Outcome(wanted) => self.outcome(derivation, wanted),
            PointKind::Condition(node, seen) => self.seen(derivation, &of_node(node), seen),
            PointKind::Ground(rule, seen) => {
                let grounds = derivation.bars.iter().chain(&derivation.exceptions);
                let steps: Vec<StepId> =
                    grounds.filter(|ground| ground.rule == rule).map(|ground| ground.step).collect();
                self.seen(derivation, &steps, seen)
            }
            PointKind::Boundary(node, beside) => {
                let at = |step: &Step| sides(derivation, step).map(|found| found == beside);
                self.any(derivation, &of_node(node), at)
            }
            PointKind::Used(node, ..) => {
                if of_node(node).is_empty() {
                    Sight::Open(Vec::new())
                } else {
                    Sight::Reached
                }
            }
            PointKind::Effect(index, given) => {
                let holds = derivation.effects.get(index).map(|effect| (effect.holds, effect.step));
                self.rider(derivation, holds, Truth::from(given == Given::Yes))
            }
            PointKind::Duty(index, kept) => {
                let holds = derivation.duties.get(index).map(|duty| (duty.holds, Some(duty.step)));
                let wanted = match kept {
                    Kept::Met => Truth::True,
                    Kept::Breached => Truth::False,
                    Kept::Undetermined => Truth::Unknown,
                };
                self.rider(derivation, holds, wanted)
            }
            PointKind::Turning(..) | PointKind::Value => Sight::Never,
        }
    }

    fn outcome(&self, derivation: &Derivation, wanted: Outcome) -> Sight {
        let norm = self.program.rules.at(self.norm).norm();
        let possible = norm.map(|norm| outcomes(derivation, norm)).unwrap_or_default();
        match derivation.outcome == wanted {
            true => Sight::Reached,
            false if possible.contains(&wanted) => Sight::Open(Vec::new()),
            false => Sight::Never,
        }
    }

    /// Duties and effects come with a norm that applies.
    fn rider(&self, derivation: &Derivation, holds: Option<(Truth, Option<StepId>)>, wanted: Truth) -> Sight {
        match holds {
            None => match self.outcome(derivation, Outcome::Applies) {
                Sight::Reached => Sight::Never,
                other => other,
            },
            Some((truth, _)) if truth == wanted => Sight::Reached,
            Some((Truth::Unknown, step)) => Sight::Open(step.into_iter().collect()),
            Some(_) => Sight::Never,
        }
    }

    fn seen(&self, derivation: &Derivation, steps: &[StepId], seen: Seen) -> Sight {
        let truth = |step: &Step| as_truth(&step.value);
        match seen {
            Seen::True => {
                self.any(derivation, steps, |step| known(truth(step)).map(|truth| truth == Truth::True))
            }
            Seen::False => {
                self.any(derivation, steps, |step| known(truth(step)).map(|truth| truth == Truth::False))
            }
            Seen::Unknown if steps.iter().any(|id| truth(derivation.steps.at(*id)) == Truth::Unknown) => {
                Sight::Reached
            }
            Seen::Unknown if steps.is_empty() => Sight::Open(Vec::new()),
            Seen::Unknown => Sight::Never,
            Seen::Deciding => self.deciding(derivation, steps),
        }
    }

    /// Reached when one of the steps is as wanted, and decides where that is wished. `wanted` says nothing of a step that
    /// is still open.
    fn any(
        &self,
        derivation: &Derivation,
        steps: &[StepId],
        wanted: impl Fn(&Step) -> Option<bool>,
    ) -> Sight {
        let (mut open, mut right) = (Vec::new(), Vec::new());
        for id in steps {
            match wanted(derivation.steps.at(*id)) {
                None => open.push(*id),
                Some(true) => right.push(*id),
                Some(false) => {}
            }
        }
        if self.wish != Wish::Deciding && !right.is_empty() {
            return Sight::Reached;
        }
        let deciding = if right.is_empty() { Sight::Never } else { self.deciding(derivation, &right) };
        match deciding {
            Sight::Reached => Sight::Reached,
            Sight::Open(first) => Sight::Open(open.into_iter().chain(first).collect()),
            Sight::Never if open.is_empty() && !steps.is_empty() => Sight::Never,
            Sight::Never => Sight::Open(open),
        }
    }

    /// Reached when the flip of one of the steps turns what is expected; out of reach when each is settled and its flip
    /// comes to nothing whatever further facts say.
    fn deciding(&self, derivation: &Derivation, steps: &[StepId]) -> Sight {
        let Some(replay) = Replay::of(self.program, derivation) else { return Sight::Never };
        let recorded = replay.recorded();
        let mut open = Vec::new();
        let mut alive = steps.is_empty();
        for id in steps {
            let truth = as_truth(&derivation.steps.at(*id).value);
            if truth == Truth::Unknown {
                alive = true;
                open.push(*id);
                continue;
            }
            let Force { standing, waiting, .. } = replay.force(*id, !truth);
            if standing != recorded {
                return Sight::Reached;
            }
            alive |= !waiting.is_empty();
            open.extend(waiting);
        }
        if alive { Sight::Open(open) } else { Sight::Never }
    }
}

fn known(truth: Truth) -> Option<Truth> {
    (truth != Truth::Unknown).then_some(truth)
}

/// How the two sides of a comparison lie, once both are known.
fn sides(derivation: &Derivation, step: &Step) -> Option<Beside> {
    let point = |input: Option<&StepId>| match &derivation.steps.at(*input?).value {
        Value::Quantity(known) => known.as_point().cloned(),
        _ => None,
    };
    let (left, right) = (point(step.inputs.first())?, point(step.inputs.last())?);
    Some(match left.cmp(&right) {
        std::cmp::Ordering::Less => Beside::Below,
        std::cmp::Ordering::Equal => Beside::At,
        std::cmp::Ordering::Greater => Beside::Above,
    })
}
