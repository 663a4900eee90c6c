//! GJ0320: a sentence of the author's own in Chinese alone.
//!
//! A label without English is left out in English; a sentence stands in place of what would have been said, so it needs both.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0320"), "表述缺英文", "a sentence without English");

/// The sentence at `span` has no English.
pub(crate) fn one_language(span: Span) -> Diagnostic {
    let message = Words::new("这句表述只有中文", "this sentence is in Chinese alone");
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .help(Words::new("在其后加一段引号内的英文", "add the English behind it, in quotation marks"))
}
