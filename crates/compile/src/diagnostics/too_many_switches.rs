//! GJ0309: a policy has at most 64 switches.
//!
//! Engines keep the readings of a run in one word of 64 bits.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0309"), "口径过多", "too many switches");

/// The switch at `span` is one more than `most`.
pub(crate) fn too_many_switches(span: Span, most: usize) -> Diagnostic {
    let message = Words::new(format!("口径超过 {most} 个"), format!("there are more than {most} readings"));
    Diagnostic::error(ENTRY.0, message).at(span, Words::new("从这里起", "from here on"))
}
