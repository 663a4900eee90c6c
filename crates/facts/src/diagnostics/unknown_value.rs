//! GJ0532: a value is none of those of its enum.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Enum;

use crate::text::{listed, nearest, shown};

/// The text `written` is no value of the enum.
pub(crate) fn unknown_value(span: Span, written: &str, values: &Enum) -> Diagnostic {
    let (word, kind) = (shown(written), &values.name.label);
    let message = Words::new(
        format!("“{}”没有 {word} 这个值", kind.zh),
        format!("{word} is not a value of {}", kind.en),
    );
    let names = |face: fn(&guiju_ir::Name) -> &str| values.values.iter().map(face).collect::<Vec<_>>();
    let (ids, labels) = (names(|name| &name.id), names(|name| &name.label.zh));
    let (list_zh, list_en) = (listed(&labels), listed(&ids));
    let diagnostic = Diagnostic::error(Code("GJ0532"), message).at(span, Words::default());
    match nearest(written, ids.iter().chain(&labels).copied()) {
        Some(near) => diagnostic
            .help(Words::new(
                format!("是否想写 `{near}`？可用的值：{list_zh}"),
                format!("did you mean `{near}`? the values are {list_en}"),
            ))
            .fix(span, near),
        None => {
            diagnostic.help(Words::new(format!("可用的值：{list_zh}"), format!("the values are {list_en}")))
        }
    }
}
