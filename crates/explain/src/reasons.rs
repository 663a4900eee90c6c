//! Why an outcome is what it is: the atoms that decide it, in the order in which outcomes are decided.
//!
//! A no gives its ground (the guard that fails, the bar or exception that holds, the conditions that fail; beside a bar the
//! failed conditions too), a yes what carries it, an open outcome what is open.

use guiju_base::{Lang, Words};
use guiju_ir::{ClauseId, FactRef, NormKind, Op, Outcome, RuleId, StepId, Truth};

use crate::claim::{Claim, Stance};
use crate::naming::Speech;
use crate::nearness::Nearness;
use crate::sentence;
use crate::trail::{Mark, Trail};
use crate::words::{Negation, both};

/// The part of a norm that a reason belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// The period or guard that says whether the question arises.
    Concerns,
    /// A condition, or the forbidden state.
    Condition,
    /// A bar, by its rule.
    Bar(RuleId),
    /// An exception, by its rule.
    Exception(RuleId),
    /// The outcome as a whole, in the author's own words.
    Outcome,
}

/// One reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// What it says.
    pub text: Words,
    /// The same without the quantities of the subject.
    pub common: Words,
    /// The clauses that ask for it.
    pub clauses: Vec<ClauseId>,
    /// The truth of what was asked.
    pub truth: Truth,
    /// The fact that it hangs on, first of all.
    pub path: Option<String>,
    /// The same as a reference.
    pub fact: Option<FactRef>,
    /// Where it belongs.
    pub role: Role,
}

/// A decisive atom before it is put into words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    pub mark: Option<Mark>,
    pub role: Role,
}

/// The reasons of a derivation in full.
pub(crate) fn reasons(trail: &Trail) -> Vec<Reason> {
    grounds(trail).into_iter().map(|ground| reason(trail, ground)).collect()
}

/// The decisive atoms of a derivation; those of a no the nearest first, bars before them.
pub(crate) fn grounds(trail: &Trail) -> Vec<Ground> {
    let mut grounds = found(trail, Trail::decisive);
    // What asks for nothing is no reason, unless it is the only one.
    let says =
        |ground: &Ground| ground.mark.is_none_or(|mark| !matches!(trail.node(mark.step).op, Op::Constant(_)));
    if grounds.iter().any(says) {
        grounds.retain(says);
    }
    let outcome = trail.derivation.outcome;
    if matches!(outcome, Outcome::DoesNotApply | Outcome::Blocked | Outcome::Breached | Outcome::NotFollowed)
    {
        let mut near = Nearness::of(*trail);
        let mut far = |ground: &Ground| ground.mark.map(|mark| near.distance(mark.step));
        let is_bar = |ground: &Ground| matches!(ground.role, Role::Bar(_));
        grounds.sort_by_cached_key(|ground| (!is_bar(ground)).then(|| far(ground)));
    }
    grounds
}

/// The same with one atom for each choice of which no limb holds: where there is room for one reason only.
fn told(trail: &Trail) -> Vec<Ground> {
    found(trail, Trail::told)
}

/// The grounds to tell first: what the author says of the outcome, where that is the same for every subject. A bar is told before conditions that fail beside it: no other fact cures it. And a plan under
/// review lacks its approval as a matter of course, so where something else fails too, that is the reason.
pub(crate) fn telling(trail: &Trail) -> Vec<Ground> {
    let awaits = |ground: &Ground| {
        let fact = ground.mark.and_then(|mark| trail.first_fact(mark.step));
        fact.is_some_and(|fact| trail.case.program.fields.at(fact.field).awaits.is_some())
    };
    if sentence::is_common_of_outcome(trail) {
        return vec![Ground { mark: None, role: Role::Outcome }];
    }
    let mut all = told(trail);
    if trail.derivation.outcome == Outcome::Blocked {
        all.retain(|ground| matches!(ground.role, Role::Bar(_)));
    }
    if all.iter().all(awaits) { all } else { all.into_iter().filter(|ground| !awaits(ground)).collect() }
}

fn found<'a>(trail: &Trail<'a>, marks: Marks<'a>) -> Vec<Ground> {
    let derivation = trail.derivation;
    if !derivation.in_force {
        return vec![Ground { mark: None, role: Role::Concerns }];
    }
    let Some(norm) = trail.norm() else { return Vec::new() };
    let mut found = Found { trail: *trail, marks, grounds: Vec::new() };
    let forbids = norm.kind == NormKind::Forbid;
    match derivation.outcome {
        Outcome::NotEngaged => {
            found.concerns(Truth::False);
            if found.grounds.is_empty() {
                found.exceptions(Truth::True);
            }
        }
        Outcome::Blocked => {
            found.bars(Truth::True);
            found.conditions(Truth::False);
        }
        Outcome::DoesNotApply => {
            found.conditions(Truth::False);
            found.exceptions(Truth::True);
        }
        Outcome::Breached | Outcome::NotFollowed => found.conditions(Truth::from(forbids)),
        Outcome::Clear => {
            found.exceptions(Truth::True);
            if found.grounds.is_empty() {
                found.conditions(Truth::False);
            }
        }
        Outcome::Applies | Outcome::Met | Outcome::Followed => found.conditions(Truth::True),
        Outcome::Undetermined => {
            found.concerns(Truth::Unknown);
            if norm.kind.grants() {
                found.bars(Truth::Unknown);
            }
            found.conditions(Truth::Unknown);
            found.exceptions(Truth::Unknown);
        }
    }
    found.grounds
}

/// A ground in words.
pub(crate) fn reason(trail: &Trail, ground: Ground) -> Reason {
    let Some(mark) = ground.mark else { return whole(trail, ground.role) };
    let stance = stance(trail, ground.role);
    let claim = |lang: Lang| Claim::of(Speech { trail: *trail, lang }, mark, stance);
    let fact = trail.first_fact(mark.step);
    Reason {
        text: both(|lang| claim(lang).found()),
        common: both(|lang| claim(lang).common()),
        clauses: clauses(trail, ground.role, mark.step),
        truth: mark.negated.of(trail.truth(mark.step)),
        path: fact.map(|fact| trail.case.facts.path(trail.case.program, fact)),
        fact: fact.cloned(),
        role: ground.role,
    }
}

/// Only conditions are there to be met, but for those that make a forbidden state.
pub(crate) fn stance(trail: &Trail, role: Role) -> Stance {
    let forbids = trail.norm().is_some_and(|norm| norm.kind == NormKind::Forbid);
    match role {
        Role::Condition if !forbids => Stance::Asked,
        Role::Condition | Role::Concerns | Role::Bar(_) | Role::Exception(_) | Role::Outcome => Stance::Noted,
    }
}

/// The clauses of the rule in whose body a step stands; of the bar, exception or norm where that rule cites none.
pub(crate) fn clauses(trail: &Trail, role: Role, step: StepId) -> Vec<ClauseId> {
    let program = trail.case.program;
    let attached = match role {
        Role::Bar(rule) | Role::Exception(rule) => rule,
        Role::Concerns | Role::Condition | Role::Outcome => trail.derivation.norm,
    };
    [trail.step(step).rule, attached]
        .into_iter()
        .map(|rule| &program.rules.at(rule).clauses)
        .find(|clauses| !clauses.is_empty())
        .cloned()
        .unwrap_or_default()
}

/// What speaks for the outcome as a whole: the author's own words, or that the norm is not in force.
fn whole(trail: &Trail, role: Role) -> Reason {
    let lapsed = || Words::new("该条在基准日不在施行期内", "the norm is not in force on the as-of date");
    let text = sentence::of_outcome(trail).filter(|_| role == Role::Outcome).unwrap_or_else(lapsed);
    let norm = trail.norm().map_or(NormKind::Permit, |norm| norm.kind);
    Reason {
        common: text.clone(),
        text,
        clauses: trail.case.program.rules.at(trail.derivation.norm).clauses.clone(),
        truth: trail.derivation.outcome.truth(norm),
        path: None,
        fact: None,
        role,
    }
}

/// The atoms to name of a condition.
type Marks<'a> = fn(&Trail<'a>, StepId, Negation) -> Vec<Mark>;

struct Found<'a> {
    trail: Trail<'a>,
    marks: Marks<'a>,
    grounds: Vec<Ground>,
}

impl Found<'_> {
    fn concerns(&mut self, truth: Truth) {
        if let Some(root) = self.trail.derivation.concerns {
            self.root(root, truth, Role::Concerns);
        }
    }

    fn conditions(&mut self, truth: Truth) {
        if let Some(root) = self.trail.derivation.conditions {
            self.root(root, truth, Role::Condition);
        }
    }

    fn bars(&mut self, truth: Truth) {
        for bar in &self.trail.derivation.bars {
            self.root(bar.step, truth, Role::Bar(bar.rule));
        }
    }

    fn exceptions(&mut self, truth: Truth) {
        for exception in &self.trail.derivation.exceptions {
            self.root(exception.step, truth, Role::Exception(exception.rule));
        }
    }

    fn root(&mut self, root: StepId, truth: Truth, role: Role) {
        if self.trail.truth(root) != truth {
            return;
        }
        let marks = (self.marks)(&self.trail, root, Negation::No);
        self.grounds.extend(marks.into_iter().map(|mark| Ground { mark: Some(mark), role }));
    }
}
