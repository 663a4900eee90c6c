//! GJ0307: a switch has no default reading, or several, or fewer than two readings.
//!
//! Evaluation takes the defaults unless it is told otherwise, so there is exactly one.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0307"), "默认口径不唯一", "a switch without exactly one default");

/// The switch `name` has the defaults at `defaults`.
pub(crate) fn default_reading(name: &str, span: Span, defaults: &[Span]) -> Diagnostic {
    if defaults.is_empty() {
        let message =
            Words::new(format!("口径 `{name}` 没有默认"), format!("the reading `{name}` has no default"));
        return Diagnostic::error(ENTRY.0, message)
            .at(span, Words::default())
            .help(Words::new("在一种读法后写 `默认采用`", "write `default` behind one of its readings"));
    }
    let message = Words::new(
        format!("口径 `{name}` 有 {} 个默认", defaults.len()),
        format!("the reading `{name}` has {} defaults", defaults.len()),
    );
    let diagnostic = Diagnostic::error(ENTRY.0, message);
    defaults.iter().fold(diagnostic, |diagnostic, span| diagnostic.at(*span, Words::new("默认", "a default")))
}

/// The switch `name` has fewer than two readings.
pub(crate) fn no_rival(name: &str, span: Span) -> Diagnostic {
    let message = Words::new(
        format!("口径 `{name}` 不足两种读法"),
        format!("the reading `{name}` has fewer than two options"),
    );
    Diagnostic::error(ENTRY.0, message).at(span, Words::default())
}
