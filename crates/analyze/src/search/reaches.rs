//! The goal that the derivation of one norm shows something: an outcome, a truth of some condition, a value at a limit.
//!
//! What it is to show is for the caller to say ([`Sight`]); which facts are still open, and where a quantity turns something,
//! is read off the derivation here. A plan that is refused shows nothing, and no further fact makes it a plan.

use guiju_ir::{
    Decide, Derivation, FactRef, Facts, Problem, Program, Question, Rat, RuleId, StepId, Subject, Type,
};

use super::lines::turning_points;
use super::open::{Facts as OpenIn, OpenFacts, roots};
use super::{Goal, Look};

/// What is to be said of a derivation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sight {
    /// It shows what is looked for.
    Reached,
    /// Nor does that of any plan that states more.
    Never,
    /// Neither; these steps are to be settled first, then the rest.
    Open(Vec<StepId>),
}

/// Reached when `sight` says so of the derivation of `asked`.
pub struct Reaches<'p, S> {
    engine: &'p dyn Decide,
    program: &'p Program,
    question: &'p Question,
    asked: (RuleId, Subject),
    sight: S,
    last: Option<Derivation>,
}

impl<'p, S: FnMut(&Derivation) -> Sight> Reaches<'p, S> {
    /// The goal for one norm and subject.
    pub fn new(
        engine: &'p dyn Decide,
        program: &'p Program,
        question: &'p Question,
        asked: (RuleId, Subject),
        sight: S,
    ) -> Self {
        Reaches { engine, program, question, asked, sight, last: None }
    }
}

impl<S: FnMut(&Derivation) -> Sight> Goal for Reaches<'_, S> {
    fn look(&mut self, facts: &Facts) -> Look {
        let mut inquiry = self.engine.open(self.program, facts, self.question);
        let Some(derivation) = inquiry.derive(self.asked.0, self.asked.1) else { return Look::Never };
        let look = match (self.sight)(&derivation) {
            Sight::Reached => Look::Reached,
            Sight::Never => Look::Never,
            Sight::Open(first) => {
                let mut found = OpenIn::default();
                let mut collector = OpenFacts::of(self.program, &derivation);
                let all = first.into_iter().chain(roots(&derivation));
                all.for_each(|step| collector.below(step, &mut found));
                Look::Open(found.into_vec())
            }
        };
        self.last = Some(derivation);
        look
    }

    fn turning_points(&mut self, fact: &FactRef) -> Vec<Rat> {
        if !matches!(self.program.fields.at(fact.field).ty, Type::Quantity(_)) {
            return Vec::new();
        }
        self.last.as_ref().map_or_else(Vec::new, |last| turning_points(self.program, last, fact))
    }

    fn stands(&mut self, facts: &Facts) -> bool {
        self.engine.open(self.program, facts, self.question).answer().problem != Problem::Refused
    }
}
