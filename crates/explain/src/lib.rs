//! Answers and derivations to what people and programs read: reports, results in JSON, and why one outcome came about.
//!
//! An engine comes in as an open `ir::Inquiry`; reasons, missing facts and flags are read off its derivations. This crate
//! knows no clause, no field and no figure: every word of the policy comes from the program, every value from the facts.
//!
//! Invariant: nothing is decided here; a truth is only ever copied from a step, an outcome from a verdict.

mod assumed;
mod awaiting;
mod case;
mod cited;
mod claim;
mod dossier;
mod draw;
mod excerpt;
mod explanation;
mod finding;
mod head;
mod html;
mod interview;
mod json;
mod missing;
mod naming;
mod nearness;
mod outlook;
mod page;
mod quantity;
mod reasons;
mod remarks;
mod report;
mod rule;
mod sentence;
mod size;
mod telling;
mod trail;
mod tree;
mod values;
mod words;

pub use case::{AsOfFrom, Case};
pub use cited::appendix;
pub use dossier::{Pictures, dossier, explanations};
pub use draw::report_page;
pub use excerpt::Excerpt;
pub use explanation::{Explained, Level, explanation, write_explanations};
pub use finding::{DutyFinding, Finding, finding};
pub use head::facts as head_facts;
pub use head::provenance;
pub use html::html;
pub use interview::{
    About, Agenda, Choice, OpenList, Query, Scope, Standing, Wanted, agenda, changes, choices, effects, form,
    left, part, question, short_question, standing_table,
};
pub use json::{JsonLayout, write_json, write_refusal};
pub use missing::{Missing, Needs};
pub use outlook::{
    Answered, Change, Hand, LARGEST_SET, Obstacle, Outlook, Prospects, Route, Setting, Settling, is_good,
};
pub use page::{Block, Line, Page, Row, Segment, Style, markdown, plain, text};
pub use quantity::{Precision, exact, quantity};
pub use reasons::{Reason, Role};
pub use remarks::{
    Example, Issue, IssueKind, RemarksReport, Rival, Stake, TriedPlan, Turned, Weight, remarks, remarks_page,
    write_remarks,
};
pub use report::{
    Decision, DecisionRow, Listing, MissingGroup, NormCount, Note, Options, Prohibition, ReadingLine, Report,
    Spot, SubjectLine, particulars, report,
};
pub use rule::rule_page;
pub use size::{Total, subject_size};
pub use telling::Telling;
pub use words::{flag_words, outcome_words};
