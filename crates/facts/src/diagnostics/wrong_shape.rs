//! GJ0520: a list, a mapping or a plain value stands where another is due.

use guiju_base::{Code, Diagnostic, Span, Words};

/// `found` stands at `span` where `due` is due.
pub(crate) fn wrong_shape(span: Span, found: &Words, due: &Words) -> Diagnostic {
    let message = Words::new(
        format!("此处应为{}，写的是{}", due.zh, found.zh),
        format!("{} is due here, not {}", due.en, found.en),
    );
    Diagnostic::error(Code("GJ0520"), message).at(span, found.clone())
}

/// Both a whole value and the items of a list are written in one mapping.
pub(crate) fn value_and_items(span: Span) -> Diagnostic {
    let message =
        Words::new("`value` 与 `items` 不能同时写", "`value` and `items` cannot stand in one mapping");
    Diagnostic::error(Code("GJ0520"), message)
        .at(span, Words::default())
        .help(Words::new("清单写 `items`，其他写 `value`", "write `items` for a list, `value` otherwise"))
}

/// Something other than a list is said to be partial.
pub(crate) fn not_a_list(span: Span) -> Diagnostic {
    let message = Words::new("只有清单可以写 `partial`（不完整）", "only a list can be `partial`");
    Diagnostic::error(Code("GJ0520"), message)
        .at(span, Words::default())
        .help(Words::new("只知道范围的数写作 `15..25 度`", "a number known roughly is written `15..25 度`"))
}
