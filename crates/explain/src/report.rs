//! The report of a plan: what a reviewer needs on the first screen, counted and grouped.
//!
//! Counts come from the verdicts; reasons, awaited steps and missing facts from derivations. Headline outcomes that are open,
//! or may await a step of procedure, are all derived, of others the first `derive_at_most` per norm and outcome, and the report says so.
//!
//! The area of a row is the sum of its subjects' area field, where their entity has exactly one that is not derived: with
//! several, none of them is the size of the subject.

mod gather;
pub(crate) mod head;
mod needs;
mod tally;

pub use head::particulars;

use guiju_base::{Diagnostic, Words};
use guiju_ir::{
    Answer, ClauseId, EntityId, FieldId, Inquiry, Outcome, Problem, Rat, RuleId, Subject, SwitchId,
};

use crate::case::Case;
use crate::missing::Needs;
use crate::reasons::Reason;

/// How a report is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// How many subjects are derived for each norm and outcome where the outcome alone tells the row.
    pub derive_at_most: usize,
    /// Whether subjects are listed.
    pub listing: Listing,
    /// How many are named of what is counted: the facts that a body is asked for, the subjects that a reading turns.
    pub name_at_most: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { derive_at_most: 1000, listing: Listing::Summary, name_at_most: 3 }
    }
}

/// Whether a report lists the subjects of the headline norms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listing {
    /// Counts alone.
    Summary,
    /// Every subject with its outcome and reason.
    All,
}

/// A report, in no language yet.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whether the answer can be relied on.
    pub problem: Problem,
    /// Whether subjects and all norms are listed.
    pub listing: Listing,
    /// How many are named of what is counted.
    pub name_at_most: usize,
    /// Stated facts of singletons that no rule reads: the plan's stage, its base year.
    pub head: Vec<(Words, Words)>,
    /// The headline questions.
    pub decisions: Vec<Decision>,
    /// Subjects that touch a prohibition.
    pub prohibitions: Vec<Prohibition>,
    /// The values of quantity terms: term, subject, value.
    pub values: Vec<guiju_ir::TermValue>,
    /// The outcomes of every norm.
    pub counts: Vec<NormCount>,
    /// What is missing, by what settles it and whose it is.
    pub missing: Vec<MissingGroup>,
    /// Bodies whose steps alone are wanting, with the number of outcomes that wait for each.
    pub awaited: Vec<(Words, usize)>,
    /// The readings that turn outcomes.
    pub readings: Vec<ReadingLine>,
    /// Facts that rest on an outside act and name no document, by field.
    pub ungrounded: Vec<Note>,
    /// Facts that were presumed, by field.
    pub presumed: Vec<Note>,
    /// Set when a norm and outcome had more subjects than were derived.
    pub sampled: Option<usize>,
    /// What is wrong, as the answer says.
    pub diagnostics: Vec<Diagnostic>,
}

/// A headline question and its answers.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The norm that answers it.
    pub norm: RuleId,
    /// The question.
    pub question: Words,
    /// The field whose sum is shown.
    pub area: Option<FieldId>,
    /// The outcomes, in the order of [`Outcome::ALL`].
    pub rows: Vec<DecisionRow>,
    /// The subjects, when they are listed.
    pub subjects: Vec<SubjectLine>,
}

/// The subjects that have one outcome.
#[derive(Clone, Debug)]
pub struct DecisionRow {
    /// The outcome.
    pub outcome: Outcome,
    /// The bodies that it waits for, and nothing else.
    pub awaits: Vec<Words>,
    /// Whether nothing but determinations is missing.
    pub to_determine: bool,
    /// How many subjects.
    pub count: usize,
    /// The sum of their areas, where they have one.
    pub area: Option<Rat>,
    /// How many of them do not state it.
    pub area_unknown: usize,
    /// The most frequent reason, and for how many of the derived subjects it holds.
    pub reason: Option<(Reason, usize)>,
    /// How many subjects were derived.
    pub derived: usize,
    /// How many of them a reading turns.
    pub turned: usize,
}

/// A subject with its outcome.
#[derive(Clone, Debug)]
pub struct SubjectLine {
    /// The subject.
    pub subject: Subject,
    /// The outcome.
    pub outcome: Outcome,
    /// The bodies that it waits for, and nothing else.
    pub awaits: Vec<Words>,
    /// Whether nothing but determinations is missing.
    pub to_determine: bool,
    /// The first reason.
    pub reason: Option<Reason>,
    /// Whether a reading turns it.
    pub turned: bool,
}

/// Subjects that touch a prohibition, or that one stops.
#[derive(Clone, Debug)]
pub struct Prohibition {
    /// The prohibition, or the headline norm that is stopped.
    pub norm: RuleId,
    /// `Breached` or `Blocked`.
    pub outcome: Outcome,
    /// The subjects, in the order of the plan.
    pub subjects: Vec<Subject>,
    /// The sum of their areas, where they have one.
    pub area: Option<Rat>,
}

/// The outcomes of a norm, counted.
#[derive(Clone, Debug)]
pub struct NormCount {
    /// The norm.
    pub norm: RuleId,
    /// Outcomes that occur, in the order of [`Outcome::ALL`].
    pub outcomes: Vec<(Outcome, usize)>,
}

/// What one body, or the plan itself, is asked for.
#[derive(Clone, Debug)]
pub struct MissingGroup {
    /// What settles it.
    pub needs: Needs,
    /// Who gives it; the plan itself, without one.
    pub by: Option<Words>,
    /// By field, in the order of the vocabulary.
    pub fields: Vec<Note>,
}

/// A field, how many facts of it are meant, and where the first belong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The entity and field; nothing for a whole list.
    pub fact: Option<(EntityId, FieldId)>,
    /// What it is called.
    pub label: Words,
    /// How many.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Spot>,
}

/// Where a fact belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Its path in the plan.
    pub path: String,
    /// The entry of a ledger, or the id of the item; nothing of what a plan has once.
    pub item: String,
}

/// A reading that turns outcomes of a norm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadingLine {
    /// The switch.
    pub switch: SwitchId,
    /// The option that is not chosen.
    pub option: usize,
    /// The norm.
    pub norm: RuleId,
    /// The outcome as chosen.
    pub from: Outcome,
    /// The outcome under the option.
    pub to: Outcome,
    /// For how many subjects.
    pub count: usize,
    /// The first of them.
    pub subjects: Vec<Subject>,
}

/// The report of an answer; derivations are asked of `inquiry`, which gave the answer.
pub fn report(case: &Case, answer: &Answer, inquiry: &mut dyn Inquiry, options: &Options) -> Report {
    let mut gather = gather::Gather::new(*case, options);
    if answer.problem != Problem::Refused {
        for verdict in &answer.verdicts {
            gather.verdict(verdict, inquiry);
        }
    }
    let mut report = gather.finish();
    report.problem = answer.problem;
    report.head = head::stated(case);
    report.values = if answer.problem == Problem::Refused { Vec::new() } else { answer.values.clone() };
    report.diagnostics = answer.diagnostics.clone();
    report
}

/// The clauses to cite beside a row: those of its reason, else those of the norm.
pub(crate) fn cited(case: &Case, norm: RuleId, reason: Option<&Reason>) -> Vec<ClauseId> {
    match reason.filter(|reason| !reason.clauses.is_empty()) {
        Some(reason) => reason.clauses.clone(),
        None => case.program.rules.at(norm).clauses.clone(),
    }
}
