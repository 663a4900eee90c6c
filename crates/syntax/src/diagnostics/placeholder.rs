//! Braces in a sentence of the author's own that do not hold a value.
//!
//! A sentence has no other braces, so one that is not closed or not opened is a slip.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::quoted;
use crate::holes::Fault;

/// The code.
pub(crate) const CODE: Code = Code("GJ0116");

/// The brace or braces at `span`.
pub(crate) fn braces(span: Span, fault: Fault) -> Diagnostic {
    let message = match fault {
        Fault::Open => Words::new("句子里的 `{` 没有收尾", "this `{` in a sentence is not closed"),
        Fault::Close => Words::new("句子里的 `}` 没有开头", "this `}` in a sentence was not opened"),
        Fault::Empty => Words::new("句子里的花括号是空的", "these braces in a sentence are empty"),
    };
    help(Diagnostic::error(CODE, message).at(span, Words::default()))
}

/// `written` in braces is no expression.
pub(crate) fn unreadable(span: Span, written: &str) -> Diagnostic {
    let written = quoted(written);
    let message =
        Words::new(format!("`{written}` 不是一个值"), format!("`{written}` does not read as a value"));
    help(Diagnostic::error(CODE, message).at(span, Words::default()))
}

fn help(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.help(Words::new(
        "花括号内写事实、参数、定义或它们的差，如 `{对象.事实}`",
        "braces hold a fact, a parameter, a term or a difference of these, such as `{item.fact}`",
    ))
}
