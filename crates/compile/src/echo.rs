//! Faults of the parser and what follows from them: an item that could not be read whole leaves gaps, and a gap is not a
//! second fault.

use guiju_base::{Diagnostic, Severity, Span};
use guiju_syntax::tree::File;

use crate::Compiled;

/// Codes that say that something is missing from an item.
const MISSING: [&str; 5] = ["GJ0302", "GJ0304", "GJ0307", "GJ0308", "GJ0314"];

/// Codes that say that a name is not declared.
const UNKNOWN: [&str; 4] = ["GJ0201", "GJ0206", "GJ0207", "GJ0208"];

impl Compiled {
    /// Joins what the parser found in `files` to what the compiler did, and leaves out what only follows from it.
    ///
    /// There is no program when the parser found an error.
    #[must_use]
    pub fn after_parsing(mut self, files: &[File], faults: Vec<Diagnostic>) -> Compiled {
        let errors: Vec<Span> = faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .filter_map(Diagnostic::span)
            .collect();
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            self.program = None;
            // What could not be parsed may have cited any clause.
            self.open.clear();
            self.diagnostics.retain(|diagnostic| {
                diagnostic.severity == Severity::Error && !is_echo(diagnostic, files, &errors)
            });
        }
        self.diagnostics.extend(faults);
        self.diagnostics.sort_by_key(Diagnostic::span);
        self
    }
}

/// Whether a diagnostic may come from a gap that the parser left: something missing from an item with a fault in it, or
/// a name that is declared nowhere and resembles nothing.
fn is_echo(diagnostic: &Diagnostic, files: &[File], errors: &[Span]) -> bool {
    if UNKNOWN.contains(&diagnostic.code.0) {
        return diagnostic.fix.is_none();
    }
    let Some(place) = diagnostic.span().filter(|_| MISSING.contains(&diagnostic.code.0)) else {
        return false;
    };
    let item = files
        .iter()
        .filter(|file| file.source == place.source)
        .flat_map(|file| &file.items)
        .map(|item| item.span())
        .find(|span| contains(*span, place));
    item.is_some_and(|item| errors.iter().any(|error| contains(item, *error)))
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.start < outer.end.max(outer.start + 1)
}
