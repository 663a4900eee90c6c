//! 审查表: everything of a decided plan as a workbook, to be filtered and sorted.
//!
//! First where it comes from and the headline questions, then problems, every decision, what is missing, the items that the
//! headline questions are about, readings and accounts. A sheet that is full goes on in another one, and the first one says so.
//!
//! Rows of a large book go by way of files without a name in the folder for temporary ones, so that they need not be held.
//!
//! Invariant: every decision of the answer has one row; numbers are numbers, ids are text, and nothing is a formula.

mod decisions;
mod faults;
mod head;
mod items;
mod lists;
mod sheet;

use std::panic::AssertUnwindSafe;

use guiju_ir::{Decide, Inquiry, day_to_string};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

use crate::problems::problems;
use crate::words::{clean, say};
use crate::{Review, Unwritten};
use sheet::Book;

/// How much a sheet and a cell hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Rows of a sheet, its header included; at least two.
    pub rows: u32,
    /// Signs of a cell, as UTF-16 counts them.
    pub signs: usize,
    /// Decisions that are held in memory; of more the rows go by way of files.
    pub held: usize,
}

impl Default for Limits {
    /// Those of Excel, and a moderate size.
    fn default() -> Self {
        Limits { rows: 1_048_576, signs: 32_767, held: 20_000 }
    }
}

/// The workbook on a decided plan. `inquiry` gave the answer; `engine` tries what would put things right.
///
/// # Errors
/// Of a large one: no place for temporary files.
pub fn workbook(
    review: &Review,
    inquiry: &mut dyn Inquiry,
    engine: &dyn Decide,
    limits: Limits,
) -> Result<Vec<u8>, Unwritten> {
    // The library panics where a temporary file cannot be written any further.
    let full = |_| {
        Unwritten(
            say(
                review.lang,
                "临时文件无法写入，磁盘可能已满",
                "temporary files cannot be written, the disk may be full",
            )
            .into(),
        )
    };
    let attempt = AssertUnwindSafe(|| bytes(review, inquiry, engine, limits));
    let written = std::panic::catch_unwind(attempt).map_err(full)?;
    written.map_err(|error| match error {
        XlsxError::TempFileError(folder, error) => {
            let what =
                say(review.lang, "无法写入临时文件夹", "cannot write to the folder for temporary files");
            Unwritten(format!("{what} {}: {error}", folder.display()))
        }
        error => Unwritten(error.to_string()),
    })
}

fn bytes(
    review: &Review,
    inquiry: &mut dyn Inquiry,
    engine: &dyn Decide,
    limits: Limits,
) -> Result<Vec<u8>, XlsxError> {
    let is_large = review.answer.verdicts.len() > limits.held;
    let mut book = Book::new(review.lang, limits, is_large);
    let found = problems(review, inquiry, engine);
    faults::faults(review, &found, &mut book)?;
    drop(found);
    let (wanted, outcomes) = decisions::decisions(review, inquiry, &mut book)?;
    lists::wanted(review, wanted, &mut book)?;
    items::items(review, &outcomes, &mut book)?;
    lists::readings(review, &mut book)?;
    lists::values(review, &mut book)?;
    let first = head::head(review, &book)?;
    let mut file = book.finish(first);
    file.set_properties(&properties(review));
    file.save_to_buffer()
}

fn properties(review: &Review) -> DocProperties {
    let plan = &review.case.facts.plan;
    let title = clean(plan.name.as_deref().unwrap_or(&plan.id)).replace('\n', " ");
    let properties = DocProperties::new().set_title(title).set_author("Guiju");
    // Without a day of its own a file would bear that of the clock.
    let day = date(&day_to_string(review.case.question.as_of));
    let day = day.or_else(|| ExcelDateTime::from_ymd(1900, 1, 1).ok());
    match day {
        Some(day) => properties.set_creation_datetime(&day),
        None => properties,
    }
}

/// A day of the calendar that a spreadsheet has.
fn date(written: &str) -> Option<ExcelDateTime> {
    let mut parts = written.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
