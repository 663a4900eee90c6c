//! The question that an engine answers, and its answer.
//!
//! `explain` and `analyze` take an engine as a [`Decide`], so that neither knows which one it is.

use guiju_base::{Diagnostic, Table};

use crate::Outcome;
use crate::derivation::Derivation;
use crate::facts::{Facts, Subject};
use crate::number::{Day, Interval};
use crate::program::{FieldId, Program, RuleId, SwitchId};
use crate::value::Value;

/// The reading chosen for each switch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Readings(Table<SwitchId, usize>);

impl Readings {
    /// The defaults of a program.
    pub fn defaults(program: &Program) -> Self {
        Readings(program.switches.values().map(|switch| switch.default).collect::<Vec<_>>().into())
    }

    /// The option chosen for a switch.
    pub fn chosen(&self, switch: SwitchId) -> usize {
        self.0.get(switch).copied().unwrap_or(0)
    }

    /// The same readings but for one switch.
    #[must_use]
    pub fn with(mut self, switch: SwitchId, option: usize) -> Self {
        if let Some(chosen) = self.0.get_mut(switch) {
            *chosen = option;
        }
        self
    }

    /// The choices, by switch.
    pub fn iter(&self) -> impl Iterator<Item = (SwitchId, usize)> + '_ {
        self.0.iter().map(|(switch, option)| (switch, *option))
    }

    /// How many switches there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no switch.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What is asked: the day, and how ambiguous clauses are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The as-of date.
    pub as_of: Day,
    /// The readings.
    pub readings: Readings,
}

/// A reading that turns an outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// The switch.
    pub switch: SwitchId,
    /// The option that differs from the chosen one.
    pub option: usize,
    /// The outcome under it, all other switches as chosen.
    pub outcome: Outcome,
}

/// One norm decided for one subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The norm.
    pub norm: RuleId,
    /// The subject.
    pub subject: Subject,
    /// The outcome under the chosen readings.
    pub outcome: Outcome,
    /// The readings that would turn it.
    pub turns: Vec<Turn>,
}

/// The value of a quantity term for one subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermValue {
    /// The term.
    pub term: RuleId,
    /// The subject.
    pub subject: Subject,
    /// What is known of it, in the base unit of its dimension.
    pub value: Interval,
}

/// Whether and why an answer cannot be relied on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Problem {
    /// The answer stands.
    None,
    /// Some values are in conflict; the rest stands.
    Conflict,
    /// The plan is refused, or the policy has no value for the date: no verdicts.
    Refused,
}

/// All outcomes of a plan.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// Whether the answer can be relied on.
    pub problem: Problem,
    /// In the order of reports: by [`Program::norms_in_order`], then by subject as in the plan.
    pub verdicts: Vec<Verdict>,
    /// The values of quantity terms, in the order of their clauses, then by subject as in the plan.
    pub values: Vec<TermValue>,
    /// Conflicts, failed checks, parameters without a value, derived facts that differ from stated ones.
    pub diagnostics: Vec<Diagnostic>,
}

/// An engine.
pub trait Decide {
    /// Opens one plan under one question. The program is valid; the facts are those of its vocabulary.
    fn open<'a>(&self, program: &'a Program, facts: &'a Facts, question: &Question) -> Box<dyn Inquiry + 'a>;

    /// Opens one norm for one subject, to be decided again and again while single facts of `facts` change.
    fn attempt<'a>(
        &self,
        program: &'a Program,
        facts: &Facts,
        question: &'a Question,
        asked: (RuleId, Subject),
    ) -> Box<dyn Attempt + 'a>;
}

/// One norm for one subject under changing facts.
pub trait Attempt {
    /// The outcome under `facts`: those of the opening but for facts of the `changed` fields. Nothing when a check or a
    /// formula that reads one of these refuses the plan, or a limit is reached.
    fn outcome(&mut self, facts: &Facts, changed: &[FieldId]) -> Option<Outcome>;
}

/// One plan under one question.
pub trait Inquiry {
    /// All outcomes, with the readings that turn them.
    fn answer(&mut self) -> Answer;

    /// How one norm came to its outcome for one subject; nothing when the norm does not range over the subject.
    fn derive(&mut self, norm: RuleId, subject: Subject) -> Option<Derivation>;

    /// The value of a term, or the truth of an exception, bar or check, for one subject.
    fn value(&mut self, rule: RuleId, subject: Subject) -> Option<Value>;
}
