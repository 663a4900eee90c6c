//! What lies ahead of one outcome: what would settle it, what would change it, and which other way leads on.
//!
//! Facts that count are read off the derivation; every claim is then made by an engine on the changed facts, so nothing
//! is concluded here. A fact of nature or of the past, a derived one and a judgement are never proposed as a change.
//!
//! Invariant: no listed set holds a smaller listed one of its kind, and each was decided by the engine.

mod boundary;
mod change;
mod draw;
mod items;
mod pool;
mod reach;
mod settle;
mod subsets;
mod trials;
mod values;

use guiju_base::Words;
use guiju_ir::{
    Change as Changeability, Decide, Derivation, EffectId, FactRef, Field, Inquiry, Op, Outcome, RuleId,
    Truth, Value,
};

use crate::case::Case;
use crate::missing::{self, Gap, Needs};
use crate::trail::Trail;
use crate::words::Negation;

pub(crate) use draw::{answers_line, sections};
pub(crate) use pool::facts_below;

use trials::Trials;

/// The most facts that are asked for or changed together.
pub const LARGEST_SET: usize = 3;

/// What would settle or change one outcome.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outlook {
    /// Of an open outcome: the smallest sets of missing facts of which some answer settles it.
    pub settling: Vec<Settling>,
    /// Of an open outcome: answers that bring the good outcome, of which none can be spared.
    pub favourable: Option<Change>,
    /// Of a settled outcome: the smallest sets of changes that turn a no into the good outcome, or a yes into another one.
    pub changes: Vec<Change>,
    /// Of a no that takes more changes than a set may hold: those that all are needed.
    pub needed: Vec<FactRef>,
    /// Of a no without such changes: what stands in the way.
    pub obstacles: Vec<Obstacle>,
    /// Whether a no stays whatever is changed of what was tried.
    pub stands: bool,
    /// Whether sets may be wanting because the search was cut off.
    pub capped: bool,
    /// Texts that count and were not tried.
    pub untried: Vec<FactRef>,
    /// Of a no or an open outcome: other norms that grant something for the same subject.
    pub routes: Vec<Route>,
}

/// Missing facts that settle an outcome, and what each answer brings.
#[derive(Clone, PartialEq, Debug)]
pub struct Settling {
    /// The facts.
    pub facts: Vec<FactRef>,
    /// The answers, one value per fact; of a quantity, points around each bound.
    pub answers: Vec<Answered>,
}

/// One answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Answered {
    /// A value for each fact.
    pub values: Vec<Value>,
    /// What it brings.
    pub outcome: Outcome,
}

/// Changes made together, and what they bring.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// What is changed.
    pub settings: Vec<Setting>,
    /// What it brings.
    pub outcome: Outcome,
}

/// One fact and what it would have to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Setting {
    /// The fact.
    pub fact: FactRef,
    /// What the plan states or the vocabulary presumes; nothing when it is silent.
    pub from: Option<Value>,
    /// Values of which each suffices, with the first ones of the other settings; of a quantity, points of one stretch, the
    /// nearest first.
    pub to: Vec<Value>,
    /// Whether a quantity does it from its first value on, as far as anything turns on it.
    pub onward: bool,
}

/// What stands in the way of a good outcome.
#[derive(Clone, PartialEq, Debug)]
pub enum Obstacle {
    /// A fact that nobody can change, or whose judgement is a body's own.
    Fact(FactRef),
    /// A comparison that fails, in words that say by how much.
    Gap(Words),
}

/// Another norm that grants something for the same subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// The norm.
    pub norm: RuleId,
    /// Its outcome for the subject.
    pub outcome: Outcome,
    /// Whether determinations alone would settle it.
    pub to_determine: bool,
    /// The effects that both have.
    pub shared: Vec<EffectId>,
}

/// Who can make a fact another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hand<'a> {
    /// Who can change it.
    By(&'a Words),
    /// The body whose step it records.
    Awaited(&'a Words),
}

impl<'a> Hand<'a> {
    /// Who can change a fact of this field; nobody a fixed or derived one, and a judgement is no change.
    pub fn of(field: &'a Field) -> Option<Hand<'a>> {
        if field.judged_by.is_some() || field.derived.is_some() {
            return None;
        }
        match (&field.awaits, &field.change) {
            (Some(step), _) => Some(Hand::Awaited(&step.body)),
            (None, Changeability::By(whom)) => Some(Hand::By(whom)),
            (None, Changeability::Fixed | Changeability::Unstated) => None,
        }
    }
}

/// Looks ahead of one outcome after the other of a plan.
pub struct Prospects<'a> {
    case: Case<'a>,
    engine: &'a dyn Decide,
    trials: Trials,
}

impl<'a> Prospects<'a> {
    /// Those of a plan; the facts are copied once.
    pub fn new(case: &Case<'a>, engine: &'a dyn Decide) -> Self {
        Prospects { case: *case, engine, trials: Trials::new(case.facts) }
    }

    /// What would settle or change the outcome of a derivation; `inquiry` knows the other outcomes.
    pub fn outlook(&mut self, derivation: &Derivation, inquiry: &mut dyn Inquiry) -> Outlook {
        let trail = Trail { case: self.case, derivation };
        let asked = (derivation.norm, derivation.subject);
        let Some(norm) = trail.norm().filter(|_| derivation.in_force) else { return Outlook::default() };
        let attempt = self.engine.attempt(self.case.program, self.case.facts, self.case.question, asked);
        let mut outlook = Outlook::default();
        let mut trial = self.trials.of(&trail, attempt);
        match derivation.outcome {
            Outcome::Undetermined => settle::settle(&trail, &mut trial, &mut outlook),
            Outcome::NotEngaged if !norm.kind.grants() || is_granted_otherwise(&trail) => {}
            _ => change::change(&trail, &mut trial, &mut outlook),
        }
        if !is_good(derivation.outcome) && norm.kind.grants() {
            outlook.routes = routes(&trail, inquiry);
        }
        outlook
    }

    /// What each answer to each of these facts by itself brings to an outcome, the rest as it is; facts whose values cannot
    /// be listed are left out.
    pub fn answers(&mut self, derivation: &Derivation, facts: &[FactRef]) -> Vec<Settling> {
        let trail = Trail { case: self.case, derivation };
        let asked = (derivation.norm, derivation.subject);
        let attempt = self.engine.attempt(self.case.program, self.case.facts, self.case.question, asked);
        settle::singly(&trail, &mut self.trials.of(&trail, attempt), facts)
    }
}

/// Whether the question does not arise because another norm grants what is asked for: nobody gives that up to be asked.
fn is_granted_otherwise(trail: &Trail) -> bool {
    let Some(concerns) = trail.derivation.concerns else { return false };
    let grants = |step| match &trail.node(step).op {
        Op::Call(rule, _) => trail.case.program.rules.at(*rule).norm().is_some_and(|norm| norm.kind.grants()),
        _ => false,
    };
    let decisive = trail.decisive(concerns, Negation::No);
    decisive.iter().any(|mark| {
        mark.negated == Negation::Yes && trail.truth(mark.step) == Truth::True && grants(mark.step)
    })
}

/// Whether an outcome is the one that a plan hopes for.
pub fn is_good(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Applies | Outcome::Met | Outcome::Clear | Outcome::Followed)
}

/// The other granting norms over the same entity that are headline questions or share an effect.
fn routes(trail: &Trail, inquiry: &mut dyn Inquiry) -> Vec<Route> {
    let (program, derivation) = (trail.case.program, trail.derivation);
    let effects = |norm: &guiju_ir::Norm| norm.effects.iter().map(|used| used.effect).collect::<Vec<_>>();
    let own = trail.norm().map(effects).unwrap_or_default();
    let mut routes = Vec::new();
    for (id, norm) in program.norms_in_order() {
        let same_entity = program.rules.at(id).subject == derivation.subject.entity;
        if id == derivation.norm || !norm.kind.grants() || !same_entity {
            continue;
        }
        let mut shared: Vec<EffectId> =
            effects(norm).into_iter().filter(|effect| own.contains(effect)).collect();
        shared.dedup();
        if shared.is_empty() && !program.decisions.iter().any(|(headline, _)| *headline == id) {
            continue;
        }
        let Some(found) = inquiry.derive(id, derivation.subject) else { continue };
        let gaps = missing::gaps(&Trail { case: trail.case, derivation: &found });
        let determined = |gap: &Gap| gap.missing(&trail.case).needs == Needs::Determination;
        let to_determine = !gaps.is_empty() && gaps.iter().all(determined);
        routes.push(Route { norm: id, outcome: found.outcome, to_determine, shared });
    }
    routes
}
