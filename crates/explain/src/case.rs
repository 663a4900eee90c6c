//! What one explanation speaks of: a program, a plan, and the question that was asked.
//!
//! Plain references, so that it is copied freely.

use guiju_base::Sources;
use guiju_ir::{Facts, Program, Question, Subject};

/// Where the as-of date came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsOfFrom {
    /// An option of the call.
    Option,
    /// The plan.
    Plan,
    /// The clock.
    Today,
}

impl AsOfFrom {
    /// The word for it in results.
    pub fn id(self) -> &'static str {
        match self {
            AsOfFrom::Option => "option",
            AsOfFrom::Plan => "plan",
            AsOfFrom::Today => "today",
        }
    }
}

/// A plan under a question.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The policy.
    pub program: &'a Program,
    /// The texts, for places.
    pub sources: &'a Sources,
    /// The plan.
    pub facts: &'a Facts,
    /// The day and the readings.
    pub question: &'a Question,
    /// Where the day came from.
    pub as_of_from: AsOfFrom,
}

impl Case<'_> {
    /// What people call an item.
    pub(crate) fn name(&self, subject: Subject) -> Option<String> {
        self.facts.name(self.program, subject)
    }
}
