//! What the expectations of a case came to, looked up one by one.

use guiju_base::Sources;
use guiju_eval::Evaluator;
use guiju_explain::{AsOfFrom, Finding, finding};
use guiju_ir::{
    Answer, Decide, Facts, Inquiry, Interval, Problem, Program, Question, RuleId, Subject, Verdict,
};

use crate::cases::{Expectation, Expected};

/// What an expectation came to.
pub enum Found {
    /// The norm's outcome with what goes with it.
    Verdict(Box<Finding>),
    /// The term's value, in the base unit.
    Value(Interval),
    /// The answer says nothing of it.
    Nothing,
}

/// A plan under its question, answered.
pub struct Judged<'a> {
    pub view: guiju_explain::Case<'a>,
    pub inquiry: Box<dyn Inquiry + 'a>,
    pub answer: Answer,
}

impl<'a> Judged<'a> {
    pub fn open(
        program: &'a Program,
        sources: &'a Sources,
        facts: &'a Facts,
        question: &'a Question,
    ) -> Self {
        let mut inquiry = Evaluator.open(program, facts, question);
        let answer = inquiry.answer();
        let view = guiju_explain::Case { program, sources, facts, question, as_of_from: AsOfFrom::Plan };
        Judged { view, inquiry, answer }
    }

    pub fn is_refused(&self) -> bool {
        self.answer.problem == Problem::Refused
    }

    pub fn verdict(&self, norm: RuleId, subject: Subject) -> Option<&Verdict> {
        self.answer.verdicts.iter().find(|found| found.norm == norm && found.subject == subject)
    }

    pub fn found(&mut self, expected: &Expectation, subject: Subject) -> Found {
        match &expected.result {
            Expected::Value(_) => {
                let values = &self.answer.values;
                let found = values.iter().find(|it| it.term == expected.rule && it.subject == subject);
                found.map_or(Found::Nothing, |found| Found::Value(found.value.clone()))
            }
            Expected::Verdict(_) => {
                let derivation = self.inquiry.derive(expected.rule, subject);
                match self.verdict(expected.rule, subject) {
                    Some(verdict) => {
                        Found::Verdict(Box::new(finding(&self.view, verdict, derivation.as_ref())))
                    }
                    None => Found::Nothing,
                }
            }
        }
    }
}
