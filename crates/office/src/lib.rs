//! A decided plan to the files that reviewers hand on: 审查意见 as docx, 审查表 as xlsx, and any page of a report as docx.
//!
//! What a document says is built first, in no format; drawing it is another module's. This crate knows no clause and no field:
//! every word of the policy comes from the program, every outcome from the answer.
//!
//! Invariant: the same input gives the same bytes; the only date in a file is the as-of date.

mod demand;
mod document;
mod docx;
mod open;
mod opinion;
mod page;
mod problems;
mod words;
mod workbook;

use guiju_base::Lang;
use guiju_explain::{Case, Report};
use guiju_ir::Answer;

pub use document::{Align, Block, Column, Document, Row, Table};
pub use docx::docx;
pub use opinion::opinion;
pub use page::page_document;
pub use workbook::{Limits, workbook};

/// A decided plan: what was asked, what came of it, and the report of it.
#[derive(Clone, Copy, Debug)]
pub struct Review<'r> {
    /// The plan under its question.
    pub case: Case<'r>,
    /// All outcomes.
    pub answer: &'r Answer,
    /// The report of them.
    pub report: &'r Report,
    /// The language of the files.
    pub lang: Lang,
}

/// A file could not be written; it says why. Into memory that does not happen, short of there being none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unwritten(pub String);

impl std::fmt::Display for Unwritten {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unwritten {}
