//! Cases: a base plan, many small variations of it, and what each is expected to come to.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | `find`, `load` | a pack and the paths of a call | all case files, read |
//! | `read` | the text of a case file | cases with places, or diagnostics |
//! | `run` | a case and the program | the plan of the case, then what differs from the expectation |
//! | `bless` | what differs | edits of the case file |
//!
//! Nothing passes in vacuum: a file without cases, a case without an expectation, an expectation of a norm, subject or
//! reading that does not exist, and a norm that a file only ever sees not engaged are faults.

mod bless;
mod find;
mod load;
mod read;
mod run;

use std::sync::Arc;

use guiju_base::{Diagnostic, Span, Spanned};
use guiju_facts::{Document, Node};
use guiju_ir::{ClauseId, Day, Interval, Outcome, RuleId, SwitchId};

pub use bless::{Edit, apply, bless};
pub use find::{below, find};
pub use load::{Loaded, load};
pub use read::{is_asked, read};
pub use run::{CasePlan, Failure, NOTHING, Prepared, Told, WARNED, explain, judge, prepare};

/// A case file.
pub struct CaseFile {
    /// Its cases, in order, the rows of its tables among them.
    pub cases: Vec<Case>,
    /// What is odd about it.
    pub warnings: Vec<Diagnostic>,
}

/// One case: a plan, a question, and what is expected.
pub struct Case {
    /// What it claims; no other case of its file has the name.
    pub name: Spanned<String>,
    /// The clauses that it rests on: its own, else those of its file.
    pub clauses: Vec<ClauseId>,
    /// The plan that it varies.
    pub base: Arc<Document>,
    /// What is put in the place of what: path and value.
    pub changes: Vec<(Spanned<String>, Node<'static>)>,
    /// The as-of date, when the case or its file gives one.
    pub as_of: Option<Day>,
    /// The readings that it names; the others are the program's defaults.
    pub readings: Vec<(SwitchId, usize)>,
    /// What is expected; at least one thing, unless the plan is expected to be refused.
    pub expected: Vec<Expectation>,
    /// The checks of the input that are expected to warn, and no others; without it, what they say is not looked at.
    pub warned: Option<Vec<RuleId>>,
    /// The code with which the plan is expected to be refused; nothing else is expected then.
    pub refused: Option<Spanned<String>>,
}

/// What is expected of one rule for one subject.
pub struct Expectation {
    /// The norm or term.
    pub rule: RuleId,
    /// The subject's id; the only one there is, without it.
    pub subject: Option<String>,
    /// Where the rule is named: in a table, at the head of the column.
    pub span: Span,
    /// As written: `village_land_reuse[X1]`.
    pub written: String,
    /// What it comes to.
    pub result: Expected,
    /// The same as it stands in the file.
    pub node: Node<'static>,
}

/// What a rule is expected to come to.
pub enum Expected {
    /// Of a norm.
    Verdict(ExpectedVerdict),
    /// Of a quantity term, in the base unit; without ends, that nothing is known of it.
    Value(Interval),
}

/// The outcome of a norm and what goes with it, names as ids; lists are compared as sets and stand in the order of the
/// file.
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
    /// The duties by id; those not named are not compared.
    pub duties: Vec<(String, Outcome)>,
    /// One of the reasons in one of the languages; blanks and line ends do not count.
    pub because: Option<String>,
}

impl ExpectedVerdict {
    /// Whether nothing but the outcome is expected.
    pub fn is_bare(&self) -> bool {
        let lists = [&self.turned_by, &self.missing, &self.blocked_by, &self.effects, &self.flags];
        lists.iter().all(|list| list.is_none()) && self.duties.is_empty() && self.because.is_none()
    }
}
