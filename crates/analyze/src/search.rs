//! A small plan on which something holds: one fact after the other is stated, until a goal is reached or is out of reach.
//!
//! Evaluation with unknowns is monotone: a further fact settles what is open and turns nothing that is settled. So the
//! search begins with items of which nothing is stated ([`Stage`]), asks a [`Goal`] what it sees, gives the first fact that
//! still matters one representative value after the other ([`Domain`]), and goes back as soon as no further fact can
//! help. A conjunction of thirty conditions takes some thirty looks, not a thousand million.
//!
//! Invariant: what is found was looked at as a plan of its own, and no setting of it can be spared; *shown* is said only of
//! programs for which the representatives stand for all values. The same programs give the same plan.

mod alike;
mod bench;
mod differs;
mod domain;
mod lines;
mod open;
mod reaches;
mod stage;

use std::collections::HashSet;

use guiju_ir::{FactRef, Facts, Program, Rat, Value};

pub(crate) use differs::outcomes;
pub use differs::{Differs, Side};
pub use domain::{Domain, Doubt, step_of};
pub use reaches::{Reaches, Sight};
pub(crate) use stage::roots as stage_roots;
pub use stage::{Stage, stages};

use bench::Bench;

/// Facts and what they are, in the order in which they were found to matter; references among them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings(pub Vec<(FactRef, Value)>);

/// What a goal says of a plan.
#[derive(Clone, PartialEq, Debug)]
pub enum Look {
    /// It is reached.
    Reached,
    /// It is reached in no plan that states more.
    Never,
    /// Neither; the facts that still matter, those to be stated first in front.
    Open(Vec<FactRef>),
    /// The same, and this plan would do if none is found that reaches the goal.
    Nearly(Vec<FactRef>),
}

/// What is looked for.
pub trait Goal {
    /// What is to be said of this plan.
    fn look(&mut self, facts: &Facts) -> Look;

    /// The values of a quantity at which something turns in the plan that was looked at last, the rest staying as it is there.
    fn turning_points(&mut self, fact: &FactRef) -> Vec<Rat>;

    /// Whether the plan is accepted as a whole: nothing in it is refused.
    fn stands(&mut self, facts: &Facts) -> bool;
}

/// How a search ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Searched {
    /// A plan reaches the goal.
    Found(Settings),
    /// None was found, but one that nearly does: see [`Look::Nearly`].
    Nearly(Settings),
    /// None was found.
    Nowhere {
        /// Whether there is none.
        shown: Shown,
        /// How many plans were looked at.
        tried: usize,
    },
}

/// How far a search that found nothing shows that there is nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    /// No plan reaches the goal: every plan agrees with one that was looked at or ruled out.
    Whole,
    /// What leaves a doubt.
    Part(Vec<Doubt>),
}

/// Looks for a plan over the items of `stage` on which `goal` is reached, in at most `budget` looks.
///
/// `program` is one of those that `domain` was made of; all of them have the same vocabulary.
pub fn search(
    program: &Program,
    domain: &Domain,
    stage: &Stage,
    goal: &mut dyn Goal,
    budget: usize,
) -> Searched {
    let mut run = Run {
        bench: Bench::new(program, &stage.facts),
        domain,
        goal,
        left: budget,
        path: Vec::new(),
        silent: HashSet::new(),
        silence: Silence::Unless,
        untried: false,
        nearly: None,
    };
    let mut descent = run.descend();
    // Plans that leave out what others state are ruled out too, where this can make the search one that shows something.
    let promising = descent == Descent::Exhausted && run.nearly.is_none() && !run.untried;
    if promising && domain.doubts().is_empty() {
        run.silence = Silence::Tried;
        descent = run.descend();
    }
    match descent {
        Descent::Found(settings) => return Searched::Found(settings),
        Descent::Exhausted | Descent::Spent => {}
    }
    if let Some(settings) = run.nearly.take() {
        return Searched::Nearly(settings);
    }
    let mut doubts = domain.doubts();
    if descent == Descent::Spent {
        doubts.push(Doubt::Budget);
    }
    if run.untried {
        doubts.push(Doubt::Untried);
    }
    let shown = if doubts.is_empty() { Shown::Whole } else { Shown::Part(doubts) };
    Searched::Nowhere { shown, tried: budget - run.left }
}

/// Whether plans are tried that stay silent about a fact that matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// Only as far as they come about on the way.
    Unless,
    /// Each fact may also stay unstated.
    Tried,
}

/// How the search below a plan ended.
#[derive(PartialEq)]
enum Descent {
    Found(Settings),
    Exhausted,
    Spent,
}

struct Run<'r> {
    bench: Bench<'r>,
    domain: &'r Domain,
    goal: &'r mut dyn Goal,
    left: usize,
    path: Vec<(FactRef, Value)>,
    silent: HashSet<FactRef>,
    silence: Silence,
    /// Whether some fact that mattered had no value to try, or a plan that reached the goal did not stand by itself.
    untried: bool,
    nearly: Option<Settings>,
}

impl Run<'_> {
    fn look(&mut self) -> Option<Look> {
        self.left = self.left.checked_sub(1)?;
        Some(self.goal.look(self.bench.facts()))
    }

    fn descend(&mut self) -> Descent {
        let Some(look) = self.look() else { return Descent::Spent };
        let open = match look {
            Look::Never => return Descent::Exhausted,
            Look::Reached => return self.found(),
            Look::Open(open) => open,
            Look::Nearly(open) => {
                self.note_nearly();
                // What was looked at last is that plan again.
                if self.look().is_none() {
                    return Descent::Spent;
                }
                open
            }
        };
        let Some((fact, values)) = self.branches(&open) else { return Descent::Exhausted };
        let before = self.bench.stated(&fact);
        for value in values {
            self.bench.state(&fact, Some(value.clone()));
            self.path.push((fact.clone(), value));
            let descent = self.descend();
            self.path.pop();
            if descent != Descent::Exhausted {
                self.bench.state(&fact, before);
                return descent;
            }
        }
        self.bench.state(&fact, before);
        if self.silence == Silence::Unless {
            return Descent::Exhausted;
        }
        self.silent.insert(fact.clone());
        let descent = self.descend();
        self.silent.remove(&fact);
        descent
    }

    /// The first fact that can be stated, with the values to try.
    fn branches(&mut self, open: &[FactRef]) -> Option<(FactRef, Vec<Value>)> {
        for fact in open.iter().filter(|fact| !self.silent.contains(fact)) {
            let turning = self.goal.turning_points(fact);
            let values = self.domain.values(self.bench.facts(), fact, turning);
            if !values.is_empty() {
                return Some((fact.clone(), values));
            }
            self.untried = true;
        }
        None
    }

    /// The plan reached, by itself and without what can be spared.
    fn found(&mut self) -> Descent {
        match self.spare(|look| *look == Look::Reached) {
            Some(settings) => Descent::Found(settings),
            None => {
                self.untried = true;
                Descent::Exhausted
            }
        }
    }

    fn note_nearly(&mut self) {
        if self.nearly.is_none() {
            self.nearly = self.spare(|look| matches!(look, Look::Reached | Look::Nearly(_)));
        }
    }

    /// The settings of the path that are needed for `holds`, on a plan that is silent about everything else; nothing when
    /// such a plan is refused, or what is presumed of a silent one undoes it. Later settings are spared first.
    fn spare(&mut self, holds: impl Fn(&Look) -> bool) -> Option<Settings> {
        let mut kept = self.path.clone();
        let mut plan = self.bench.silent(&kept);
        if !holds(&self.goal.look(plan.facts())) || !self.goal.stands(plan.facts()) {
            return None;
        }
        for index in (0..kept.len()).rev() {
            let Some((fact, value)) = kept.get(index).cloned() else { continue };
            plan.state(&fact, None);
            if holds(&self.goal.look(plan.facts())) && self.goal.stands(plan.facts()) {
                kept.remove(index);
            } else {
                plan.state(&fact, Some(value));
            }
        }
        Some(Settings(kept))
    }
}
