//! Calendar days as whole numbers, so that dates share the arithmetic of quantities.
//!
//! Only `2026-03-01` and `2026年3月1日` are dates; a time, a zone or eight digits in a row are not.

use jiff::civil::Date;

/// Days since 1970-01-01.
pub type Day = i32;

/// Why a text is not a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateError {
    /// It is neither `2026-03-01` nor `2026年3月1日`.
    Malformed,
    /// It has the form of a date, but the calendar has no such day.
    NoSuchDay,
}

/// Reads a date.
///
/// # Errors
/// A text that has not the form of a date, or names a day that does not exist.
pub fn day_parse(text: &str) -> Result<Day, DateError> {
    let text: String = text
        .chars()
        .map(|sign| match sign {
            '０'..='９' => char::from_u32(sign as u32 - '０' as u32 + '0' as u32).unwrap_or(sign),
            '－' => '-',
            _ => sign,
        })
        .collect();
    let parts = match text.strip_suffix('日') {
        Some(rest) => rest.split_once('年').and_then(|(year, rest)| Some((year, rest.split_once('月')?))),
        None => text.split_once('-').and_then(|(year, rest)| Some((year, rest.split_once('-')?))),
    };
    let Some((year, (month, day))) = parts else { return Err(DateError::Malformed) };
    let chinese = text.ends_with('日');
    let well_formed = |part: &str, fewest: usize, most: usize| {
        (fewest..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fewest = if chinese { 1 } else { 2 };
    if !well_formed(year, 4, 4) || !well_formed(month, fewest, 2) || !well_formed(day, fewest, 2) {
        return Err(DateError::Malformed);
    }
    let number = |part: &str| part.parse::<i16>().map_err(|_| DateError::Malformed);
    day_from_civil(number(year)?, number(month)?, number(day)?).ok_or(DateError::NoSuchDay)
}

/// The day of a date of the calendar; nothing when there is no such date.
pub fn day_from_civil(year: i16, month: i16, day: i16) -> Option<Day> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    epoch().until(date).ok().map(|span| span.get_days())
}

/// `2026-03-01`.
pub fn day_to_string(day: Day) -> String {
    let span = jiff::Span::new().try_days(i64::from(day)).ok();
    let date = span.and_then(|span| epoch().checked_add(span).ok());
    date.map_or_else(|| day.to_string(), |date| date.to_string())
}

fn epoch() -> Date {
    jiff::civil::date(1970, 1, 1)
}
