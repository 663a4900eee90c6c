//! Values as the cases write them: `true`, `5 公顷`, `1..3 公顷`, `1.. 公顷`, `2026-03-01`, `unknown`, `absent`.
//!
//! Both what is expected and what is found are brought to one form in the base unit, and compared as text.

use guiju_ir::{Dimension, Interval, Rat, Truth, Unit, Value, day_parse, day_to_string};

/// The form of a value that was found.
pub fn show(value: &Value, dimension: Option<Dimension>) -> String {
    match (value, dimension) {
        (Value::Truth(Truth::True), _) => "true".to_string(),
        (Value::Truth(Truth::False), _) => "false".to_string(),
        (Value::Truth(Truth::Unknown), _) => "unknown".to_string(),
        (Value::Quantity(interval), Some(dimension)) => show_interval(interval, dimension),
        (Value::Absent, _) => "absent".to_string(),
        _ => format!("{value:?}"),
    }
}

fn show_interval(interval: &Interval, dimension: Dimension) -> String {
    let end = |end: &Option<Rat>| end.as_ref().map(|end| show_number(end, dimension)).unwrap_or_default();
    let unit = Unit::base(dimension);
    let text = match interval.as_point() {
        Some(point) => show_number(point, dimension),
        None => format!("{}..{}", end(&interval.low), end(&interval.high)),
    };
    format!("{text} {unit}").trim_end().to_string()
}

fn show_number(number: &Rat, dimension: Dimension) -> String {
    match number.to_whole().and_then(|whole| i32::try_from(whole).ok()) {
        Some(day) if dimension == Dimension::Date => day_to_string(day),
        _ => number.to_string(),
    }
}

/// Whether nothing but a sign is known of what was found.
pub fn is_unknown(found: &str) -> bool {
    let ends = found.split(' ').next().unwrap_or_default();
    matches!(ends, "unknown" | ".." | "0..")
}

/// The form of a value that is expected.
pub fn canonical(text: &str) -> Option<String> {
    if matches!(text, "true" | "false" | "unknown" | "absent") || guiju_ir::Outcome::named(text).is_some() {
        return Some(text.to_string());
    }
    if text.split("..").all(|end| end.is_empty() || day_parse(end).is_ok()) {
        return Some(text.to_string());
    }
    let of_number = |sign: char| sign.is_ascii_digit() || "+-./ ".contains(sign);
    let (numbers, symbol) = text.split_at(text.find(|sign| !of_number(sign))?);
    let (numbers, unit) = (numbers.trim_end(), Unit::find(symbol)?);
    let read = |text: &str| match text {
        "" => Some(None),
        _ => number(text).map(|number| Some(number.mul(&unit.factor()))),
    };
    let interval = match numbers.split_once("..") {
        Some((low, high)) => Interval::new(read(low)?, read(high)?)?,
        None => Interval::point(read(numbers)??),
    };
    Some(show_interval(&interval, unit.dimension))
}

fn number(text: &str) -> Option<Rat> {
    match text.split_once('/') {
        Some((numerator, denominator)) => number(numerator)?.div(&number(denominator)?),
        None => Rat::parse(text).ok(),
    }
}
