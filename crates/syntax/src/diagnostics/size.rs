//! Files, names, chains and lists of faults beyond their limits.
//!
//! Each limit is stated in the message.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::{MAX_BYTES, MAX_FAULTS, MAX_HEIGHT, MAX_LINKS, MAX_NAME};

/// The code.
pub(crate) const CODE: Code = Code("GJ0107");

/// The whole file at `span` is too large.
pub(crate) fn file(span: Span) -> Diagnostic {
    let mebibytes = MAX_BYTES >> 20;
    Diagnostic::error(
        CODE,
        Words::new(
            format!("规则文件超过 {mebibytes} MiB"),
            format!("the rule file is larger than {mebibytes} MiB"),
        ),
    )
    .at(Span { end: span.start, ..span }, Words::default())
    .help(Words::new("分成几个文件", "split it into several files"))
}

/// The name at `span` is too long.
pub(crate) fn name(span: Span) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("名称超过 {MAX_NAME} 个字"),
            format!("the name is longer than {MAX_NAME} characters"),
        ),
    )
    .at(span, Words::default())
}

/// A chain of operators is too long; `span` is the first operator beyond the limit.
pub(crate) fn links(span: Span) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("一句中的运算超过 {MAX_LINKS} 个"),
            format!("the statement has more than {MAX_LINKS} operators"),
        ),
    )
    .at(span, Words::new("在此超限", "the limit is passed here"))
}

/// The expression at `span` builds a tree that is too tall.
pub(crate) fn height(span: Span) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("算式连写超过 {MAX_HEIGHT} 层"),
            format!("the expression is built of more than {MAX_HEIGHT} steps on top of each other"),
        ),
    )
    .at(span, Words::default())
    .help(Words::new("把一部分另立为定义", "declare a part of it as a term"))
}

/// More faults than are worth listing; the rest of the file, from `span` on, was not looked at.
pub(crate) fn faults(span: Span) -> Diagnostic {
    Diagnostic::error(
        CODE,
        Words::new(
            format!("错误超过 {MAX_FAULTS} 处，其后未再检查"),
            format!("more than {MAX_FAULTS} faults, the rest of the file was not looked at"),
        ),
    )
    .at(span, Words::new("从此处起未检查", "not looked at from here on"))
}
