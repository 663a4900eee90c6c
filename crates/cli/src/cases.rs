//! A pack's cases: a base plan, many small variations of it, and what each is expected to come to.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | `read` | the text of a case file | cases with places, or diagnostics |
//! | `run` | a case and the program | the plan of the case, then what differs from the expectation |
//!
//! Nothing passes in vacuum: a file without cases, a case without an expectation, and an expectation of a norm, subject
//! or reading that does not exist are faults.

mod read;
mod run;

use guiju_base::{Span, Spanned};
use guiju_facts::{Document, Node};
use guiju_ir::{ClauseId, Day, Interval, Outcome, Readings, RuleId};

pub use read::read;
pub use run::{Failure, judge, prepare};

/// A case file.
pub struct CaseFile {
    /// Its cases, in order.
    pub cases: Vec<Case>,
}

/// One case: a plan, a question, and what is expected.
pub struct Case {
    /// What it claims.
    pub name: Spanned<String>,
    /// The clauses that it rests on: its own, else those of its file.
    pub clauses: Vec<ClauseId>,
    /// The plan that it varies.
    pub base: std::sync::Arc<Document>,
    /// What is put in the place of what: path and value.
    pub changes: Vec<(Spanned<String>, Node<'static>)>,
    /// The as-of date, when the case or its file gives one.
    pub as_of: Option<Day>,
    /// The readings.
    pub readings: Readings,
    /// What is expected.
    pub expected: Vec<Expectation>,
    /// The code with which the plan is expected to be refused.
    pub refused: Option<Spanned<String>>,
}

/// What is expected of one rule for one subject.
pub struct Expectation {
    /// The norm or term.
    pub rule: RuleId,
    /// The subject's id; the only one there is, without it.
    pub subject: Option<String>,
    /// Where it is written.
    pub span: Span,
    /// As written: `village_land_reuse[X1]`.
    pub written: String,
    /// What it comes to.
    pub result: Expected,
}

/// What a rule is expected to come to.
pub enum Expected {
    /// Of a norm.
    Verdict(ExpectedVerdict),
    /// Of a quantity term.
    Value(Interval),
}

/// The outcome of a norm and what goes with it; lists are compared as sets.
pub struct ExpectedVerdict {
    /// The outcome.
    pub outcome: Outcome,
    /// `SWITCH=OPTION` of the readings that turn it.
    pub turned_by: Option<Vec<String>>,
    /// The paths of missing facts.
    pub missing: Option<Vec<String>>,
    /// The ids of bars.
    pub blocked_by: Option<Vec<String>>,
    /// The ids of effects.
    pub effects: Option<Vec<String>>,
    /// The flags.
    pub flags: Option<Vec<String>>,
    /// The duties, `id: outcome`; those not named are not compared.
    pub duties: Vec<(String, String)>,
}
