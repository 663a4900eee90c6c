//! The goal that one rule comes to something else under two programs with one vocabulary.
//!
//! Both derivations are gone through in step. Two steps that mean the same, or are settled and equal, can differ in no plan
//! that states more; where every pair of roots is so, the goal is out of reach. Else the facts below the innermost steps
//! that may differ come first, then those that let the difference through to the outcome.

use std::collections::{BTreeSet, HashMap};

use guiju_ir::{
    Decide, Derivation, FactRef, Facts, Norm, Op, Outcome, Problem, Program, Question, Rat, RuleId, RuleKind,
    StepId, Subject, Truth, Type, Value, outcome_of,
};

use super::alike::{Meanings, Meant, shape};
use super::bench::unknown;
use super::lines::turning_points;
use super::open::{Facts as OpenIn, OpenFacts, roots};
use super::stage;
use super::{Goal, Look};

/// Past this depth of a derivation, steps are taken to differ.
const DEEPEST: usize = 500;

/// A rule of one of the two programs and how it is asked.
#[derive(Clone, Copy)]
pub struct Side<'p> {
    /// The program.
    pub program: &'p Program,
    /// The rule: a norm, a term, or a check of the input.
    pub rule: RuleId,
    /// The day and the readings.
    pub question: &'p Question,
}

/// Reached when a rule comes to one thing under `old` and to another under `new`, both settled: an outcome, an effect given
/// or not, a duty kept or not; the value of a term; whether a check speaks. Nearly reached when one of the two is open.
///
/// A plan that either version refuses tells nothing of a norm or term.
pub struct Differs<'p> {
    engine: &'p dyn Decide,
    old: Side<'p>,
    new: Side<'p>,
    subject: Subject,
    meant: (Meant, Meant),
    last: Option<(Derivation, Derivation)>,
}

impl<'p> Differs<'p> {
    /// The goal for one subject.
    pub fn new(engine: &'p dyn Decide, old: Side<'p>, new: Side<'p>, subject: Subject) -> Self {
        let mut meanings = Meanings::default();
        let meant = (meanings.of(old.program, old.question), meanings.of(new.program, new.question));
        Differs { engine, old, new, subject, meant, last: None }
    }

    fn norms(&self) -> Option<(&'p Norm, &'p Norm)> {
        self.old.program.rules.at(self.old.rule).norm().zip(self.new.program.rules.at(self.new.rule).norm())
    }

    fn of_norm(&mut self, facts: &Facts, norms: (&Norm, &Norm)) -> Look {
        let derive = |side: &Side<'p>| {
            let mut inquiry = self.engine.open(side.program, facts, side.question);
            inquiry.derive(side.rule, self.subject)
        };
        let (Some(old), Some(new)) = (derive(&self.old), derive(&self.new)) else { return Look::Never };
        let look = self.compare(&old, &new, norms);
        self.last = Some((old, new));
        look
    }

    fn compare(&self, old: &Derivation, new: &Derivation, norms: (&Norm, &Norm)) -> Look {
        let comes = (come(self.old.program, old, norms.0), come(self.new.program, new, norms.1));
        if comes.0.is_settled_against(&comes.1) {
            return Look::Reached;
        }
        let mut walk = Walk {
            sides: [(&self.old, old), (&self.new, new)],
            meant: &self.meant,
            memo: HashMap::new(),
            order: Vec::new(),
        };
        let same_parts = self.same_parts(&mut walk, norms);
        let same_riders = self.same_riders(&mut walk, norms);
        let mut possible = outcomes(old, norms.0);
        possible.extend(outcomes(new, norms.1));
        let one_outcome = same_parts || possible.len() == 1;
        let no_riders = same_riders || !possible.contains(&Outcome::Applies);
        if one_outcome && no_riders {
            return Look::Never;
        }
        let facts = walk.facts();
        if comes.0 != comes.1 { Look::Nearly(facts) } else { Look::Open(facts) }
    }

    /// Whether the parts that decide the outcome can differ in no plan that states more.
    fn same_parts(&self, walk: &mut Walk<'_, 'p>, (old, new): (&Norm, &Norm)) -> bool {
        let shapes = shape(old, self.old.question) == shape(new, self.new.question);
        let [(_, left), (_, right)] = walk.sides;
        let parts = |d: &Derivation| {
            let grounds = d.bars.iter().chain(&d.exceptions).map(|ground| ground.step);
            d.concerns.into_iter().chain(d.conditions).chain(grounds).collect::<Vec<_>>()
        };
        let (left, right) = (parts(left), parts(right));
        let mut same = shapes && left.len() == right.len();
        for (old, new) in left.into_iter().zip(right) {
            same &= !walk.may_differ(old, new, 0);
        }
        same
    }

    /// The same of duties and effects.
    fn same_riders(&self, walk: &mut Walk<'_, 'p>, (old, new): (&Norm, &Norm)) -> bool {
        let named =
            old.duties.iter().map(|duty| &duty.name.id).eq(new.duties.iter().map(|duty| &duty.name.id))
                && old.effects.iter().map(|used| used.effect).eq(new.effects.iter().map(|used| used.effect));
        let (left, right) = (&self.meant.0, &self.meant.1);
        let duties = old
            .duties
            .iter()
            .map(|duty| left.whole(duty.holds))
            .eq(new.duties.iter().map(|duty| right.whole(duty.holds)));
        let whens = old
            .effects
            .iter()
            .map(|used| used.when.map(|when| left.whole(when)))
            .eq(new.effects.iter().map(|used| used.when.map(|when| right.whole(when))));
        if named && duties && whens {
            return true;
        }
        let [(_, left), (_, right)] = walk.sides;
        let both_apply = left.outcome == Outcome::Applies && right.outcome == Outcome::Applies;
        if !named || !both_apply {
            return false;
        }
        let duties = left.duties.iter().zip(&right.duties).map(|(a, b)| (Some(a.step), Some(b.step)));
        let effects = left.effects.iter().zip(&right.effects).map(|(a, b)| (a.step, b.step));
        let pairs: Vec<_> = duties.chain(effects).collect();
        let mut same = true;
        for pair in pairs {
            same &= match pair {
                (Some(old), Some(new)) => !walk.may_differ(old, new, 0),
                (None, None) => true,
                _ => false,
            };
        }
        same
    }

    /// Terms have no derivation: every fact that they can read counts.
    fn of_value(&mut self, facts: &Facts) -> Look {
        let value =
            |side: &Side| self.engine.open(side.program, facts, side.question).value(side.rule, self.subject);
        let (Some(old), Some(new)) = (value(&self.old), value(&self.new)) else { return Look::Never };
        let settled = (old.is_settled(), new.is_settled());
        match (settled, old == new) {
            ((true, true), true) => Look::Never,
            ((true, true), false) => Look::Reached,
            (_, true) => Look::Open(self.unstated(facts)),
            (_, false) => Look::Nearly(self.unstated(facts)),
        }
    }

    /// Whether a check speaks: nothing is asked of the plan but what it reads.
    fn of_check(&mut self, facts: &Facts) -> Look {
        let says = |side: &Side| {
            let answer = self.engine.open(side.program, facts, side.question).answer();
            (answer.problem == Problem::Refused, answer.diagnostics.len())
        };
        if says(&self.old) != says(&self.new) { Look::Reached } else { Look::Open(self.unstated(facts)) }
    }

    /// All facts that the rule can read, of all items, and that are not stated in full.
    fn unstated(&self, facts: &Facts) -> Vec<FactRef> {
        let mut found = Vec::new();
        for side in [&self.old, &self.new] {
            let program = side.program;
            let mut below: Vec<_> = program.nodes_below(stage::roots(program, side.rule)).collect();
            below.sort_by_key(|(id, _)| *id);
            for (_, node) in below {
                let (field, entry) = match &node.op {
                    Op::Field(_, field) => (*field, None),
                    Op::LedgerEntry(_, field, entry) => (*field, Some(entry.clone())),
                    _ => continue,
                };
                let declared = program.fields.at(field);
                if declared.derived.is_some() {
                    continue;
                }
                for subject in facts.subjects(declared.entity) {
                    let fact = FactRef { subject, field, entry: entry.clone() };
                    let stated = facts.stated(program, &fact);
                    let is_open = stated.is_none_or(|cell| cell.value == unknown(program, field));
                    if is_open && !found.contains(&fact) {
                        found.push(fact);
                    }
                }
            }
        }
        found
    }
}

impl Goal for Differs<'_> {
    fn look(&mut self, facts: &Facts) -> Look {
        if let Some(norms) = self.norms() {
            return self.of_norm(facts, norms);
        }
        self.last = None;
        match self.old.program.rules.at(self.old.rule).kind {
            RuleKind::Check(_) => self.of_check(facts),
            _ => self.of_value(facts),
        }
    }

    fn turning_points(&mut self, fact: &FactRef) -> Vec<Rat> {
        if !matches!(self.old.program.fields.at(fact.field).ty, Type::Quantity(_)) {
            return Vec::new();
        }
        let Some((old, new)) = &self.last else { return Vec::new() };
        let mut points = turning_points(self.old.program, old, fact);
        points.extend(turning_points(self.new.program, new, fact));
        points
    }

    fn stands(&mut self, facts: &Facts) -> bool {
        let is_check = matches!(self.old.program.rules.at(self.old.rule).kind, RuleKind::Check(_));
        let stands = |side: &Side| {
            self.engine.open(side.program, facts, side.question).answer().problem != Problem::Refused
        };
        is_check || (stands(&self.old) && stands(&self.new))
    }
}

/// What a norm comes to.
#[derive(PartialEq, Eq, Debug)]
struct Come {
    outcome: Outcome,
    /// Effects and duties, by name; filled when it applies.
    riders: Vec<(String, Truth)>,
}

impl Come {
    /// Whether both are settled where they differ.
    fn is_settled_against(&self, other: &Come) -> bool {
        if self.outcome != other.outcome {
            return self.outcome != Outcome::Undetermined && other.outcome != Outcome::Undetermined;
        }
        let of = |come: &Come, name: &str| {
            come.riders.iter().find(|(other, _)| other == name).map(|(_, truth)| *truth)
        };
        let names: BTreeSet<&String> =
            self.riders.iter().chain(&other.riders).map(|(name, _)| name).collect();
        names.into_iter().any(|name| match (of(self, name), of(other, name)) {
            (Some(one), Some(two)) => one != two && one != Truth::Unknown && two != Truth::Unknown,
            // An effect that is not there is one that is not given; a duty that is not there is none.
            (Some(one), None) | (None, Some(one)) => name.starts_with("duty ") || one == Truth::True,
            (None, None) => false,
        })
    }
}

fn come(program: &Program, derivation: &Derivation, norm: &Norm) -> Come {
    let effects = derivation.effects.iter().filter_map(|step| {
        let used = norm.effects.get(step.index)?;
        Some((format!("effect {}", program.effects.at(used.effect).name.id), step.holds))
    });
    let duties = derivation.duties.iter().filter_map(|step| {
        let duty = norm.duties.get(step.index)?;
        Some((format!("duty {}", duty.name.id), step.holds))
    });
    Come { outcome: derivation.outcome, riders: effects.chain(duties).collect() }
}

/// What an outcome can still come to, whatever further facts say, each part taken by itself.
pub(crate) fn outcomes(derivation: &Derivation, norm: &Norm) -> BTreeSet<Outcome> {
    let truth = |step: StepId| truth_of(&derivation.steps.at(step).value);
    if !derivation.in_force {
        return BTreeSet::from([derivation.outcome]);
    }
    let any = |steps: &[guiju_ir::GroundStep]| {
        steps.iter().fold(Truth::False, |any, ground| any.or(truth(ground.step)))
    };
    let part = |step: Option<StepId>| step.map_or(Truth::True, truth);
    let parts = [
        part(derivation.concerns),
        any(&derivation.bars),
        part(derivation.conditions),
        any(&derivation.exceptions),
    ];
    let mut open = vec![parts];
    let mut found = BTreeSet::from([derivation.outcome]);
    while let Some(parts) = open.pop() {
        let [concerns, bar, conditions, exception] = parts;
        match parts.iter().position(|truth| *truth == Truth::Unknown) {
            Some(index) => {
                for truth in [Truth::True, Truth::False] {
                    let mut settled = parts;
                    if let Some(part) = settled.get_mut(index) {
                        *part = truth;
                    }
                    open.push(settled);
                }
            }
            None => drop(found.insert(outcome_of(norm.kind, concerns, bar, conditions, exception))),
        }
    }
    found
}

/// A value as a condition.
pub(crate) fn truth_of(value: &Value) -> Truth {
    match value {
        Value::Truth(truth) => *truth,
        Value::Absent => Truth::False,
        _ => Truth::Unknown,
    }
}

/// Two derivations gone through in step.
struct Walk<'w, 'p> {
    sides: [(&'w Side<'p>, &'w Derivation); 2],
    meant: &'w (Meant, Meant),
    memo: HashMap<(StepId, StepId), bool>,
    /// Pairs that may differ, inner ones first.
    order: Vec<(StepId, StepId)>,
}

impl Walk<'_, '_> {
    fn may_differ(&mut self, old: StepId, new: StepId, depth: usize) -> bool {
        if let Some(known) = self.memo.get(&(old, new)) {
            return *known;
        }
        let differ = depth > DEEPEST || self.judge(old, new, depth);
        self.memo.insert((old, new), differ);
        if differ {
            self.order.push((old, new));
        }
        differ
    }

    fn judge(&mut self, old: StepId, new: StepId, depth: usize) -> bool {
        let [(_, left), (_, right)] = self.sides;
        let (left, right) = (left.steps.at(old), right.steps.at(new));
        let meant = self.meant;
        if meant.0.whole(left.node) == meant.1.whole(right.node) && left.bindings == right.bindings {
            return false;
        }
        if left.value == right.value && left.value.is_settled() {
            return false;
        }
        let alike = meant.0.alone(left.node) == meant.1.alone(right.node)
            && left.inputs.len() == right.inputs.len()
            && left.reading == right.reading
            && left.bindings == right.bindings;
        let (inputs, others) = (left.inputs.clone(), right.inputs.clone());
        let mut inner = false;
        for (input, other) in inputs.into_iter().zip(others) {
            inner |= self.may_differ(input, other, depth + 1);
        }
        inner || !alike || !self.is_open_to_sight(old, new)
    }

    /// Whether the inputs of both steps are all that they can ever have: of a list and of a call only once it is known over
    /// what, and for whom.
    fn is_open_to_sight(&self, old: StepId, new: StepId) -> bool {
        let seen = |(side, derivation): (&Side, &Derivation), id: StepId| {
            let step = derivation.steps.at(id);
            match side.program.nodes.at(step.node).op {
                Op::Over { .. } | Op::Call(..) => {
                    step.inputs.first().is_some_and(|first| derivation.steps.at(*first).value.is_settled())
                }
                _ => true,
            }
        };
        let [left, right] = self.sides;
        seen(left, old) && seen(right, new)
    }

    /// The open facts: those of the innermost steps that may differ first, then outwards.
    fn facts(&self) -> Vec<FactRef> {
        let [(old, left), (new, right)] = self.sides;
        let mut found = OpenIn::default();
        let (mut of_old, mut of_new) = (OpenFacts::of(old.program, left), OpenFacts::of(new.program, right));
        for (step, other) in &self.order {
            of_old.below(*step, &mut found);
            of_new.below(*other, &mut found);
        }
        roots(left).into_iter().for_each(|root| of_old.below(root, &mut found));
        roots(right).into_iter().for_each(|root| of_new.below(root, &mut found));
        found.into_vec()
    }
}
