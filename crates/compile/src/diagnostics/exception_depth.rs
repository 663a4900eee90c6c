//! GJ0318: exceptions to exceptions go only so deep: nobody can follow more, and engines recurse through them.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;
use crate::signatures::MAX_EXCEPTION_DEPTH;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0318"), "除外套得太深", "exceptions nested too deep");

/// `name` is an exception to an exception, and so on, past the limit.
pub(crate) fn exception_depth(name: &str, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{name}` 是第 {} 层除外，最多 {MAX_EXCEPTION_DEPTH} 层", MAX_EXCEPTION_DEPTH + 1),
        format!(
            "`{name}` is an exception at depth {}, past the limit of {MAX_EXCEPTION_DEPTH}",
            MAX_EXCEPTION_DEPTH + 1
        ),
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::default()).help(Words::new(
        "把几层除外并成一个定义，再除外一次",
        "gather the layers into one term and make one exception of it",
    ))
}
