//! Values that are the same in every plan: literals, and the values of enums, read for a type that is due.
//!
//! Invariant: a value that is given out is of the type that was due.

use guiju_base::{Diagnostic, Span, Words};
use guiju_ir::{
    Dimension, EnumId, Interval, NumberError, Rat, Reference, Truth, Type, Unit, Value, day_parse,
};
use guiju_syntax::tree::{Expr, ExprKind, Word};

use crate::describe::{describe, quantity};
use crate::diagnostics::{bad_date, bad_number, bare_number, not_constant, type_mismatch, unknown_value};
use crate::vocabulary::Vocabulary;

/// The fixed value that `expr` states for a place of the type `due`.
pub(crate) fn constant(
    vocabulary: &Vocabulary,
    expr: &Expr,
    due: Type,
    report: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let (value, found) = match (&expr.kind, due) {
        (ExprKind::Truth(truth), _) => (Value::Truth(Truth::from(*truth)), Type::Truth),
        (ExprKind::Text(text), _) => (Value::Text(Some(text.as_str().into())), Type::Text),
        (ExprKind::Quantity(..) | ExprKind::Negative(_) | ExprKind::Date(_), _) => {
            let (number, dimension) = number(expr, dimension_of(due), report)?;
            (Value::Quantity(Interval::point(number)), Type::Quantity(dimension))
        }
        (ExprKind::Name(word), Type::Choice(id)) => {
            let index = choice(vocabulary, id, word, expr.span, report)?;
            (Value::Choice(Some(index)), due)
        }
        (ExprKind::None, Type::Choice(id)) => {
            let index = choice(vocabulary, id, "none", expr.span, report)?;
            (Value::Choice(Some(index)), due)
        }
        (ExprKind::None, Type::Entity(_)) => (Value::Entity(Reference::None), due),
        _ => {
            report.push(not_constant(expr.span, &describe(vocabulary, due)));
            return None;
        }
    };
    if found != due {
        report.push(type_mismatch(expr.span, &describe(vocabulary, due), &describe(vocabulary, found)));
        return None;
    }
    Some(value)
}

/// The fixed number that `expr` states in the dimension `due`, in its base unit.
pub(crate) fn fixed_number(
    vocabulary: &Vocabulary,
    expr: &Expr,
    due: Dimension,
    report: &mut Vec<Diagnostic>,
) -> Option<Rat> {
    match constant(vocabulary, expr, Type::Quantity(due), report)? {
        Value::Quantity(interval) => interval.as_point().cloned(),
        _ => None,
    }
}

/// The index of the value of the enum that is called `word`; `none` and 无 are one word.
pub(crate) fn choice(
    vocabulary: &Vocabulary,
    id: EnumId,
    word: &str,
    span: Span,
    report: &mut Vec<Diagnostic>,
) -> Option<u16> {
    let names = vocabulary.choices.at(id);
    let found = names.find(word).or_else(|| (word == "none").then(|| names.find("无")).flatten());
    if found.is_none() {
        report.push(unknown_value(word, span, vocabulary.enums.at(id), names.nearest(word)));
    }
    found
}

/// A literal number with its dimension; `due` is the dimension of what it meets, for advice on a bare one.
fn number(expr: &Expr, due: Option<Dimension>, report: &mut Vec<Diagnostic>) -> Option<(Rat, Dimension)> {
    match &expr.kind {
        ExprKind::Quantity(digits, unit) => literal(digits, unit.as_ref(), due, report),
        ExprKind::Negative(of) => {
            let (value, dimension) = number(of, due, report)?;
            Some((value.neg(), dimension))
        }
        ExprKind::Date(text) => Some((date(text, expr.span, report)?, Dimension::Date)),
        _ => {
            let due = due.map_or_else(|| Words::new("数量", "a quantity"), quantity);
            report.push(not_constant(expr.span, &due));
            None
        }
    }
}

/// The day of a date, as a number of days.
pub(crate) fn date(text: &str, span: Span, report: &mut Vec<Diagnostic>) -> Option<Rat> {
    match day_parse(text) {
        Ok(day) => Some(Rat::whole(i64::from(day))),
        Err(error) => {
            report.push(bad_date(text, span, error));
            None
        }
    }
}

/// `25 度`, in base units. Without a unit it is refused, with the unit of what it meets as advice.
pub(crate) fn literal(
    digits: &Word,
    unit: Option<&Word>,
    due: Option<Dimension>,
    report: &mut Vec<Diagnostic>,
) -> Option<(Rat, Dimension)> {
    let value = match Rat::parse(&digits.value) {
        Ok(value) => value,
        Err(error) => {
            let reason = match error {
                NumberError::TooLong => Words::new("数字太长", "this number is too long"),
                NumberError::Malformed => Words::new("这不是数字", "this is not a number"),
            };
            report.push(bad_number(digits.span, reason));
            return None;
        }
    };
    let Some(word) = unit else {
        let unit = due.map(Unit::base).filter(|unit| !unit.is_empty());
        report.push(bare_number(&digits.value, digits.span, unit));
        return None;
    };
    let unit = Unit::find(&word.value);
    if unit.is_none() {
        // The grammar knows the units too; this is for a tree that was not read from text.
        let reason = Words::new(
            format!("没有叫 `{}` 的单位", word.value),
            format!("no unit is called `{}`", word.value),
        );
        report.push(bad_number(word.span, reason));
    }
    let unit = unit?;
    if unit.dimension.is_whole() && value.mul(&unit.factor()).to_whole().is_none() {
        let reason = Words::new(
            format!("`{}` 只能是整数", word.value),
            format!("`{}` is counted in whole numbers", word.value),
        );
        report.push(bad_number(digits.span.to(word.span), reason));
        return None;
    }
    Some((value.mul(&unit.factor()), unit.dimension))
}

/// The dimension of a quantity.
pub(crate) fn dimension_of(ty: Type) -> Option<Dimension> {
    match ty {
        Type::Quantity(dimension) => Some(dimension),
        _ => None,
    }
}
