//! Dates: one day, one text; no day that the calendar lacks, no text that is not a date.

use guiju_ir::{DateError, day_from_civil, day_parse, day_to_string};
use proptest::prelude::*;

use super::cases;

fn is_leap(year: i16) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}

fn days_in(year: i16, month: i16) -> i16 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, counted year by year.
fn counted(year: i16, month: i16, day: i16) -> i32 {
    let length = |year: i16| if is_leap(year) { 366 } else { 365 };
    let years: i32 =
        if year >= 1970 { (1970..year).map(length).sum() } else { -(year..1970).map(length).sum::<i32>() };
    years + (1..month).map(|month| i32::from(days_in(year, month))).sum::<i32>() + i32::from(day) - 1
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_date_is_the_day_that_counting_gives(year in 1i16..=9999, month in 1i16..=12, day in 1i16..=31) {
        let expected = (day <= days_in(year, month)).then(|| counted(year, month, day));
        prop_assert_eq!(day_from_civil(year, month, day), expected);
        let plain = format!("{year:04}-{month:02}-{day:02}");
        prop_assert_eq!(day_parse(&plain), expected.ok_or(DateError::NoSuchDay));
        prop_assert_eq!(day_parse(&format!("{year:04}年{month}月{day}日")), day_parse(&plain));
        if let Some(found) = expected {
            prop_assert_eq!(day_to_string(found), plain);
        }
    }

    #[test]
    fn days_follow_each_other(day in -700_000i32..=2_900_000) {
        let text = day_to_string(day);
        prop_assert_eq!(day_parse(&text), Ok(day));
        prop_assert!(day_to_string(day + 1) > text);
    }

    #[test]
    fn any_text_is_a_date_or_refused(text in "[-0-9年月日 TZ:/.]{0,12}") {
        if let Ok(day) = day_parse(&text) {
            prop_assert!(text.ends_with('日') || day_to_string(day) == text);
        }
    }
}

#[test]
fn days_that_the_calendar_lacks_are_refused() {
    for text in
        ["2026-02-30", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026年2月30日"]
    {
        assert_eq!(day_parse(text), Err(DateError::NoSuchDay), "{text}");
    }
    assert!(day_parse("2028-02-29").is_ok() && day_parse("2000-02-29").is_ok());
}

#[test]
fn texts_that_are_no_dates_are_refused() {
    for text in [
        "",
        "2026",
        "2026-03",
        "20260301",
        "2026-3-1",
        "26-03-01",
        "2026/03/01",
        "2026-03-01T00:00",
        "2026-03-01Z",
        " 2026-03-01",
        "2026-03-01 ",
        "2026年03月",
        "2026年3月1",
        "-2026-03-01",
        "+2026-03-01",
        "2026-03-1",
        "二〇二六年三月一日",
        "02026-03-01",
    ] {
        assert_eq!(day_parse(text), Err(DateError::Malformed), "{text}");
    }
}

#[test]
fn the_epoch_is_day_zero() {
    assert_eq!(day_parse("1970-01-01"), Ok(0));
    assert_eq!(day_parse("１９７０年１月２日"), Ok(1));
}
