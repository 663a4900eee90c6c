//! GJ0203: two quantities of different dimensions meet.
//!
//! The fix is a fact of the same entity in the right dimension, or the right unit on a literal.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::{Dimension, Unit};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0203"), "单位不合", "units that do not fit");

/// An operand: its words as written, their place, and what it measures.
pub(crate) struct Operand {
    /// As written, short.
    pub words: String,
    /// All of it.
    pub span: Span,
    /// What it measures.
    pub dimension: Dimension,
}

/// What two quantities were to be: compared, added, and so on.
#[derive(Clone, Copy)]
pub(crate) enum Meeting {
    /// 比较
    Compare,
    /// 相加
    Add,
    /// 相减
    Subtract,
    /// 相乘
    Multiply,
    /// 相除
    Divide,
    /// 并列: the operands of `min` and `max`, the arms of a reading.
    Join,
    /// 舍入
    Round,
}

impl Meeting {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Meeting::Compare => ("比较", "compared"),
            Meeting::Add => ("相加", "added"),
            Meeting::Subtract => ("相减", "subtracted"),
            Meeting::Multiply => ("相乘", "multiplied"),
            Meeting::Divide => ("相除", "divided"),
            Meeting::Join => ("并列", "put side by side"),
            Meeting::Round => ("按它取整", "rounded to one another"),
        }
    }
}

/// `left` and `right` cannot meet so.
pub(crate) fn unit_mismatch(left: &Operand, right: &Operand, meeting: Meeting) -> Diagnostic {
    let (zh, en) = meeting.words();
    let (one, two) = (left.dimension.names(), right.dimension.names());
    let message = Words::new(
        format!(
            "`{}` 的单位是{}，`{}` 的单位是{}，不能{zh}",
            left.words,
            with_unit(left.dimension, one.1, "（", "）"),
            right.words,
            with_unit(right.dimension, two.1, "（", "）"),
        ),
        format!(
            "`{}` is in {}, `{}` is in {}: they cannot be {en}",
            left.words,
            with_unit(left.dimension, one.0, " (", ")"),
            right.words,
            with_unit(right.dimension, two.0, " (", ")"),
        ),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(left.span, Words::new(one.1, one.0))
        .at(right.span, Words::new(two.1, two.0))
}

fn with_unit(dimension: Dimension, name: &str, open: &str, close: &str) -> String {
    match Unit::base(dimension) {
        "" => name.to_string(),
        unit => format!("{unit}{open}{name}{close}"),
    }
}
