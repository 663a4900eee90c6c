//! Periods: their days, and whether two of them meet.
//!
//! Both days of a period are included; either end may be open.

use guiju_base::Diagnostic;
use guiju_ir::{Day, day_parse};
use guiju_syntax::tree::{Period, Word};

use crate::diagnostics::{backwards, bad_date};

/// The first and the last day; open where none is given.
pub(crate) type Days = (Option<Day>, Option<Day>);

/// Reads a period; nothing when a date is wrong or the end comes before the beginning.
pub(crate) fn days(period: &Period, report: &mut Vec<Diagnostic>) -> Option<Days> {
    let from = period.from.as_ref().map(|word| day(word, report));
    let to = period.to.as_ref().map(|word| day(word, report));
    let days = (from.map_or(Some(None), |day| day.map(Some))?, to.map_or(Some(None), |day| day.map(Some))?);
    if let (Some(from), Some(to)) = days
        && to < from
    {
        report.push(backwards(period.span));
        return None;
    }
    Some(days)
}

/// Whether some day is in both.
pub(crate) fn meet(one: Days, two: Days) -> bool {
    let before = |to: Option<Day>, from: Option<Day>| to.zip(from).is_some_and(|(to, from)| to < from);
    !before(one.1, two.0) && !before(two.1, one.0)
}

fn day(word: &Word, report: &mut Vec<Diagnostic>) -> Option<Day> {
    match day_parse(&word.value) {
        Ok(day) => Some(day),
        Err(error) => {
            report.push(bad_date(&word.value, word.span, error));
            None
        }
    }
}
