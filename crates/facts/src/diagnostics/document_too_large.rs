//! GJ0502: a plan is larger than what is read.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::limits::DOCUMENT_BYTES;

/// The text is longer than [`DOCUMENT_BYTES`].
pub(crate) fn document_too_large(start: Span, bytes: usize) -> Diagnostic {
    let most = DOCUMENT_BYTES / (1024 * 1024);
    let size = bytes / (1024 * 1024);
    let message = Words::new(
        format!("文件有 {size} MiB，超过 {most} MiB 的上限"),
        format!("the file has {size} MiB, more than the limit of {most} MiB"),
    );
    Diagnostic::error(Code("GJ0502"), message)
        .at(start, Words::default())
        .help(Words::new("请把方案拆成几个文件分别审查", "split the plan into several files"))
}
