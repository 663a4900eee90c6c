//! Quantities as people and programs read them.

#![allow(clippy::unwrap_used, reason = "a test panics where its premise fails")]

use guiju_base::Lang;
use guiju_explain::{Precision, exact, quantity};
use guiju_ir::{Dimension, Interval, Rat};

fn check(dimension: Dimension, (low, high): (Option<&str>, Option<&str>), zh: &str, en: &str) {
    let end = |end: Option<&str>| end.map(|text| Rat::parse(text).unwrap());
    let interval = Interval::new(end(low), end(high)).unwrap();
    assert_eq!(quantity(Lang::Zh, dimension, &interval, Precision::Plain), zh);
    assert_eq!(quantity(Lang::En, dimension, &interval, Precision::Plain), en);
}

fn point(text: &str) -> (Option<&str>, Option<&str>) {
    (Some(text), Some(text))
}

#[test]
fn an_area_has_its_mu_behind() {
    check(Dimension::Area, point("2"), "2 公顷（30 亩）", "2 ha (30 mu)");
    check(Dimension::Area, point("0"), "0 公顷（0 亩）", "0 ha (0 mu)");
    check(Dimension::Area, point("100"), "100 公顷（1500 亩）", "100 ha (1500 mu)");
}

#[test]
fn an_interval_says_what_is_known() {
    check(Dimension::Angle, (Some("15"), Some("25")), "15 度–25 度", "15 degrees–25 degrees");
    check(Dimension::Area, (Some("3"), None), "≥ 3 公顷（45 亩）", "≥ 3 ha (45 mu)");
    check(Dimension::Area, (Some("0"), None), "未知", "unknown");
    check(Dimension::Money, (None, None), "未知", "unknown");
}

#[test]
fn money_ratios_and_dates_read_as_written() {
    check(Dimension::Money, point("25000"), "2.5 万元", "2.5 ×10,000 yuan");
    check(Dimension::Money, point("800"), "800 元", "800 yuan");
    check(Dimension::Ratio, point("0.05"), "5%", "5%");
    check(Dimension::Ratio, point("1.3"), "1.3 倍", "1.3 times");
    check(Dimension::Date, point("0"), "1970-01-01", "1970-01-01");
    check(Dimension::Year, point("2020"), "2020 年", "2020");
}

#[test]
fn a_rounded_number_is_marked_where_a_comparison_hangs_on_it() {
    let four_mu = Interval::point(Rat::ratio(4, 15).unwrap());
    assert_eq!(quantity(Lang::Zh, Dimension::Area, &four_mu, Precision::Plain), "0.2667 公顷（4 亩）");
    assert_eq!(quantity(Lang::Zh, Dimension::Area, &four_mu, Precision::Marked), "≈0.2667 公顷（4 亩）");
}

#[test]
fn programs_read_exact_numbers() {
    assert_eq!(exact(Dimension::Area, &Rat::ratio(4, 15).unwrap()), "4/15 公顷");
    assert_eq!(exact(Dimension::Area, &Rat::parse("5.50").unwrap()), "5.5 公顷");
    assert_eq!(exact(Dimension::Date, &Rat::whole(0)), "1970-01-01");
}
