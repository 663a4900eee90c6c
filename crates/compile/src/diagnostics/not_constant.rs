//! GJ0216: a fact or a formula stands where a fixed value is due.
//!
//! Ranges, presumptions, parameters and listed values are the same in every plan.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0216"), "要写定值", "a fixed value is due");

/// A value that is the same in every plan is due at `span`.
pub(crate) fn not_constant(span: Span, due: &Words) -> Diagnostic {
    let message =
        Words::new(format!("这里要写定值（{}）", due.zh), format!("a fixed value is due here: {}", due.en));
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        "写数量、日期、是或否、文字或分类的值",
        "write a quantity, a date, true or false, a text or a value of an enum",
    ))
}
