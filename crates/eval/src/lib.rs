//! The meaning: one program, one plan, recording why. Small and obvious; other engines are checked against it.
//!
//! One pass decides every rule for every item of its subject, callees first, so that a call always finds its result
//! and recursion goes only as deep as one rule's body nests. Rules that a reading touches are decided once more per
//! reading, by the same pass. A derivation is what the same pass leaves behind when a recorder listens.
//!
//! A plan that is refused (a failed check, a parameter without a value, a limit) has neither derivations nor values.

mod answer;
mod attempt;
mod columns;
mod conditions;
mod defeasible;
mod derive;
mod lists;
mod norm;
mod over;
mod pass;
mod quantities;
mod read;
mod record;
mod said;
mod unknown;
mod world;

pub mod diagnostics;

use guiju_ir::{
    Answer, Attempt, Decide, Derivation, Facts, Inquiry, Problem, Program, Question, RuleId, Subject, Value,
};

use crate::answer::Base;
use crate::attempt::Attempted;
use crate::derive::Shared;
use crate::world::World;

pub use crate::world::{ITEMS_PER_ANSWER, ITEMS_PER_ROW};

/// The reference engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Evaluator;

impl Decide for Evaluator {
    fn open<'a>(&self, program: &'a Program, facts: &'a Facts, question: &Question) -> Box<dyn Inquiry + 'a> {
        Box::new(Opened {
            world: World::new(program, facts, question.as_of),
            question: question.clone(),
            base: None,
            shared: Shared::new(),
        })
    }

    fn attempt<'a>(
        &self,
        program: &'a Program,
        facts: &Facts,
        question: &'a Question,
        asked: (RuleId, Subject),
    ) -> Box<dyn Attempt + 'a> {
        Box::new(Attempted::new(program, facts, question, asked))
    }
}

/// One plan under one question; everything is decided when something is first asked.
struct Opened<'a> {
    world: World<'a>,
    question: Question,
    base: Option<Base>,
    shared: Shared,
}

impl Opened<'_> {
    fn base(&mut self) -> (&World<'_>, &Question, &Base) {
        let base = self.base.get_or_insert_with(|| answer::base(&self.world, &self.question.readings));
        (&self.world, &self.question, base)
    }
}

impl Inquiry for Opened<'_> {
    fn answer(&mut self) -> Answer {
        let (world, question, base) = self.base();
        answer::answer(world, &question.readings, base)
    }

    fn derive(&mut self, norm: RuleId, subject: Subject) -> Option<Derivation> {
        let Opened { world, question, base, shared } = self;
        let base = base.get_or_insert_with(|| answer::base(world, &question.readings));
        if base.problem == Problem::Refused || !world.ranges_over(norm, subject) {
            return None;
        }
        derive::derive(world, &question.readings, &base.columns, shared, (norm, subject))
    }

    fn value(&mut self, rule: RuleId, subject: Subject) -> Option<Value> {
        let (world, question, base) = self.base();
        if base.problem == Problem::Refused || !world.ranges_over(rule, subject) {
            return None;
        }
        columns::value(world, &question.readings, &base.columns, rule, subject)
    }
}
