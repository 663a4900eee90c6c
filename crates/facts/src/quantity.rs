//! The text of a quantity to an exact interval in the base unit of its dimension.
//!
//! `2.5 公顷` is a point; `15..25 度`, `15 度..25 度`, `>= 3 公顷` and `<= 3 公顷` are intervals. Intervals are closed, so
//! `> 15 度` is read as `>= 15 度`: it says a little less than the author does, never more. Signs may be full-width.
//! Nothing is rounded, and no float takes part.

use guiju_base::Words;
use guiju_ir::{DateError, Dimension, Interval, NumberError, Rat, Rounding, Unit, day_parse, units};

use crate::text::narrow;

/// Why a text is not a quantity of the dimension.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// It is not a number with a unit.
    Malformed(Words),
    /// It is a number alone.
    Bare,
    /// What follows the number is no unit.
    UnknownUnit(String),
    /// The unit is of another dimension.
    WrongUnit(&'static Unit),
    /// It has a fraction where whole numbers are due.
    Fraction,
    /// The range ends before it begins.
    Crossed,
    /// It is not a date.
    Date(DateError),
}

/// Reads a quantity.
///
/// # Errors
/// A text that is none, or one of another dimension.
pub(crate) fn read(text: &str, dimension: Dimension) -> Result<Interval, Fault> {
    let text = narrow(text.trim());
    let text = text.trim();
    for (sign, at_least) in
        [(">=", true), ("≥", true), (">", true), ("<=", false), ("≤", false), ("<", false)]
    {
        if let Some(rest) = text.strip_prefix(sign) {
            let end = Some(amount(rest, dimension, None)?.0);
            let (low, high) = if at_least { (end, None) } else { (None, end) };
            return Ok(Interval { low, high });
        }
    }
    if let Some((low, high)) = text.split_once("..") {
        let (high, unit) = amount(high, dimension, None)?;
        let (low, _) = amount(low, dimension, unit)?;
        return Interval::new(Some(low), Some(high)).ok_or(Fault::Crossed);
    }
    amount(text, dimension, None).map(|(value, _)| Interval::point(value))
}

/// The units of a dimension, as written.
pub(crate) fn symbols(dimension: Dimension) -> Vec<&'static str> {
    units().iter().filter(|unit| unit.dimension == dimension).map(|unit| unit.symbol).collect()
}

/// An example of a quantity of this dimension.
pub(crate) fn example(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Area => "2.5 公顷",
        Dimension::Angle => "18.5 度",
        Dimension::Length => "120 米",
        Dimension::Money => "300 万元",
        Dimension::Ratio => "1.3 倍",
        Dimension::Households => "10 户",
        Dimension::Number => "3 个",
        Dimension::Year => "2020 年度",
        Dimension::Date => "2026-03-01",
        Dimension::Duration => "30 天",
    }
}

/// A value of the dimension as reports print it.
pub(crate) fn printed(value: &Rat, dimension: Dimension) -> String {
    let day = || value.to_whole().and_then(|day| i32::try_from(day).ok());
    match (dimension, day()) {
        (Dimension::Date, Some(day)) => guiju_ir::day_to_string(day),
        _ => format!("{value} {}", Unit::base(dimension)),
    }
}

/// One number with its unit; `unit` stands in for one that is not written.
fn amount(
    text: &str,
    dimension: Dimension,
    unit: Option<&'static Unit>,
) -> Result<(Rat, Option<&'static Unit>), Fault> {
    let text = text.trim();
    if dimension == Dimension::Date {
        let day = day_parse(text).map_err(Fault::Date)?;
        return Ok((Rat::whole(i64::from(day)), None));
    }
    let of_number = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '+' | '-');
    let end = text.find(|sign| !of_number(sign)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let rest = rest.trim_start();
    if !number.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Malformed(Words::new("应以阿拉伯数字开头", "it must begin with a number")));
    }
    refuse_marks(rest)?;
    let value = Rat::parse(number).map_err(|error| Fault::Malformed(number_words(error)))?;
    let unit = match (rest, unit) {
        ("", Some(unit)) => Some(unit),
        ("", None) if dimension == Dimension::Year => None,
        ("", None) => return Err(Fault::Bare),
        (symbol, _) => Some(Unit::find(symbol).ok_or_else(|| no_unit(symbol))?),
    };
    let value = match unit {
        Some(unit) if unit.dimension != dimension => return Err(Fault::WrongUnit(unit)),
        Some(unit) => value.mul(&unit.factor()),
        // Only a year is a number alone.
        None => value,
    };
    if dimension.is_whole() && value.round(&Rat::ONE, Rounding::Down).as_ref() != Some(&value) {
        return Err(Fault::Fraction);
    }
    Ok((value, unit))
}

fn refuse_marks(rest: &str) -> Result<(), Fault> {
    let mut signs = rest.chars();
    let (first, second) = (signs.next(), signs.next());
    let digit = second.is_some_and(|sign| sign.is_ascii_digit());
    match first {
        Some(',' | '_' | '\'') if digit => {
            Err(Fault::Malformed(Words::new("不能有千分位符号", "thousands marks are not read")))
        }
        Some('e' | 'E') if digit || matches!(second, Some('+' | '-')) => {
            Err(Fault::Malformed(Words::new("不能用科学记数法", "exponents are not read")))
        }
        Some('/') if digit => Err(Fault::Malformed(Words::new("不能写分数", "fractions are not read"))),
        _ => Ok(()),
    }
}

fn no_unit(symbol: &str) -> Fault {
    match symbol.split_once(char::is_whitespace) {
        Some((first, _)) if Unit::find(first).is_some() => {
            Fault::Malformed(Words::new("单位之后还有文字", "there is text behind the unit"))
        }
        _ => Fault::UnknownUnit(symbol.to_string()),
    }
}

fn number_words(error: NumberError) -> Words {
    match error {
        NumberError::Malformed => Words::new("数字的写法不对", "the number is malformed"),
        NumberError::TooLong => Words::new("数字过长", "the number is too long"),
    }
}
