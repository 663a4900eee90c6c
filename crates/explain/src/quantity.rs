//! Quantities as people read them, and as programs do.
//!
//! For people: base unit, at most four decimals, areas with 亩 behind, large money in 万元, small ratios in percent.
//! For programs: the exact number in the base unit of the dimension, a fraction where no finite decimal says it.

use guiju_base::Lang;
use guiju_ir::{Day, Dimension, Interval, Rat, Unit, day_to_string};

use crate::words::{bracketed, say};

/// Whether a rounded number is marked as such.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// For overviews.
    Plain,
    /// With ≈ where rounding changed the number: where a comparison hangs on it.
    Marked,
}

/// A quantity as people read it: `0.2667 公顷（4 亩）`, `15–25 度`, `≥ 3 公顷`.
pub fn quantity(lang: Lang, dimension: Dimension, interval: &Interval, precision: Precision) -> String {
    let show = |value: &Rat| point(lang, dimension, value, precision);
    match (&interval.low, &interval.high) {
        (Some(low), Some(high)) if low == high => show(low),
        (Some(low), Some(high)) => format!("{}–{}", show(low), show(high)),
        (Some(low), None) if low.is_zero() && dimension.is_non_negative() => {
            say(lang, "未知", "unknown").to_string()
        }
        (Some(low), None) => format!("≥ {}", show(low)),
        (None, Some(high)) => format!("≤ {}", show(high)),
        (None, None) => say(lang, "未知", "unknown").to_string(),
    }
}

/// The exact number in the base unit: `5 公顷`, `4/15 公顷`, `2026-03-01`.
pub fn exact(dimension: Dimension, value: &Rat) -> String {
    match (dimension, whole_day(value)) {
        (Dimension::Date, Some(day)) => day_to_string(day),
        _ => format!("{value} {}", Unit::base(dimension)).trim_end().to_string(),
    }
}

/// An area in hectares alone, for a column of figures.
pub(crate) fn hectares(value: &Rat) -> String {
    value.rounded(4)
}

fn point(lang: Lang, dimension: Dimension, value: &Rat, precision: Precision) -> String {
    match dimension {
        Dimension::Date => whole_day(value).map_or_else(|| value.to_string(), day_to_string),
        Dimension::Year => match lang {
            Lang::Zh => format!("{value} 年"),
            Lang::En => value.to_string(),
        },
        Dimension::Area => {
            let mu = number(&value.mul(&Rat::whole(15)), Precision::Plain);
            let hectares = number(value, precision);
            let mu = bracketed(lang, &format!("{mu} {}", say(lang, "亩", "mu")));
            format!("{hectares} {}{mu}", say(lang, "公顷", "ha"))
        }
        Dimension::Money if magnitude(value) >= Rat::whole(10_000) => {
            let tens = value.div(&Rat::whole(10_000)).unwrap_or(Rat::ZERO);
            format!("{} {}", number(&tens, precision), say(lang, "万元", "×10,000 yuan"))
        }
        Dimension::Ratio if magnitude(value) < Rat::ONE && !value.is_zero() => {
            format!("{}%", number(&value.mul(&Rat::whole(100)), precision))
        }
        _ => format!("{} {}", number(value, precision), unit(lang, dimension)).trim_end().to_string(),
    }
}

fn unit(lang: Lang, dimension: Dimension) -> &'static str {
    match (lang, dimension) {
        (Lang::Zh, _) => Unit::base(dimension),
        (Lang::En, Dimension::Area) => "ha",
        (Lang::En, Dimension::Angle) => "degrees",
        (Lang::En, Dimension::Length) => "m",
        (Lang::En, Dimension::Money) => "yuan",
        (Lang::En, Dimension::Ratio) => "times",
        (Lang::En, Dimension::Households) => "households",
        (Lang::En, Dimension::Duration) => "days",
        (Lang::En, Dimension::Number | Dimension::Year | Dimension::Date) => "",
    }
}

fn number(value: &Rat, precision: Precision) -> String {
    let rounded = value.rounded(4);
    let trimmed = rounded.trim_end_matches('0').trim_end_matches('.');
    let changed = Rat::parse(trimmed).map_or(true, |shown| shown != *value);
    let mark = if changed && precision == Precision::Marked { "≈" } else { "" };
    format!("{mark}{trimmed}")
}

fn magnitude(value: &Rat) -> Rat {
    if *value < Rat::ZERO { value.neg() } else { value.clone() }
}

fn whole_day(value: &Rat) -> Option<Day> {
    value.to_whole().and_then(|day| Day::try_from(day).ok())
}
