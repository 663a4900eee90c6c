//! A stated fact differs from the value that its formula settles on.
//!
//! The plan contradicts itself and is refused.

use guiju_base::{Code, Diagnostic, Words};
use guiju_ir::{
    Cell, Dimension, FactRef, Facts, FieldId, Interval, Program, Subject, Type, Unit, Value, day_to_string,
};

/// The code.
pub(crate) const CODE: Code = Code("GJ0603");

/// `cell` states `field` of `subject` otherwise than its `formula` has it.
pub(crate) fn derived_differs(
    program: &Program,
    facts: &Facts,
    subject: Subject,
    field: FieldId,
    cell: &Cell,
    formula: &Value,
) -> Diagnostic {
    let path = facts.path(program, &FactRef { subject, field, entry: None });
    let ty = program.fields.at(field).ty;
    let shown = |value: &Value| shown(program, &ty, value);
    let message = match (shown(&cell.value), shown(formula)) {
        (Some(stated), Some(derived)) => Words::new(
            format!("`{path}` 填报为 {}，按公式推算为 {}", stated.zh, derived.zh),
            format!("`{path}` is stated as {}, but its formula gives {}", stated.en, derived.en),
        ),
        _ => Words::new(
            format!("`{path}` 的填报值与按公式推算的值不一致"),
            format!("`{path}` is stated otherwise than its formula has it"),
        ),
    };
    Diagnostic::error(CODE, message)
        .at(cell.span, Words::new("填报值", "the stated value"))
        .at(program.fields.at(field).span, Words::new("公式在此", "the formula is here"))
        .help(Words::new(
            "更正该值，或更正公式所依据的数据",
            "correct it, or the facts that the formula rests on",
        ))
}

fn shown(program: &Program, ty: &Type, value: &Value) -> Option<Words> {
    match (ty, value) {
        (Type::Quantity(dimension), Value::Quantity(interval)) => {
            quantity(*dimension, interval).map(Words::same)
        }
        (Type::Choice(choices), Value::Choice(Some(choice))) => program
            .enums
            .at(*choices)
            .value(*choice)
            .map(|name| Words::new(&name.label.zh, format!("`{}`", name.id))),
        (_, Value::Truth(guiju_ir::Truth::True)) => Some(Words::new("是", "true")),
        (_, Value::Truth(guiju_ir::Truth::False)) => Some(Words::new("否", "false")),
        _ => None,
    }
}

fn quantity(dimension: Dimension, interval: &Interval) -> Option<String> {
    let number = interval.as_point()?;
    let day = number.to_whole().and_then(|day| i32::try_from(day).ok());
    Some(match (dimension, day) {
        (Dimension::Date, Some(day)) => day_to_string(day),
        _ => format!("{number} {}", Unit::base(dimension)),
    })
}
