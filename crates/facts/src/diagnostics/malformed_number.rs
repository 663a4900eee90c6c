//! GJ0524: a quantity is not a number with a unit.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::shown;

/// The text `written` is no quantity because of `why`; `example` is one.
pub(crate) fn malformed_number(span: Span, written: &str, why: Words, example: &str) -> Diagnostic {
    let word = shown(written);
    let message =
        Words::new(format!("{word} 不是数量：{}", why.zh), format!("{word} is not a quantity: {}", why.en));
    Diagnostic::error(Code("GJ0524"), message).at(span, why).help(Words::new(
        format!("写作 `{example}`；只知道范围时写 `a..b` 加单位，或 `>= a`、`<= b` 加单位"),
        format!("write it as `{example}`; a range as `a..b`, `>= a` or `<= b` with its unit"),
    ))
}
