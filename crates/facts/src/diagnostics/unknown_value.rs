//! GJ0532: a value is none of those of its enum.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::{listed, nearest, shown};

/// The text `written` is no value of `kind`; `values` are their ids and labels, `list` how to show them.
pub(crate) fn unknown_value(
    span: Span,
    written: &str,
    kind: &Words,
    values: &[&str],
    list: &[&str],
) -> Diagnostic {
    let word = shown(written);
    let message = Words::new(
        format!("“{}”没有 {word} 这个值", kind.zh),
        format!("{word} is not a value of {}", kind.en),
    );
    let list = listed(list);
    let diagnostic = Diagnostic::error(Code("GJ0532"), message).at(span, Words::default());
    match nearest(written, values.iter().copied()) {
        Some(near) => diagnostic
            .help(Words::new(
                format!("是否想写 `{near}`？可用的值：{list}"),
                format!("did you mean `{near}`? the values are {list}"),
            ))
            .fix(span, near),
        None => diagnostic.help(Words::new(format!("可用的值：{list}"), format!("the values are {list}"))),
    }
}
