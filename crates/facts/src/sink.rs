//! Collects diagnostics up to the limit, in the order of their places.
//!
//! Invariant: no more than [`DIAGNOSTICS`] are kept, half of them warnings at most, and when there were more the last one says so.

use guiju_base::{Diagnostic, Severity};

use crate::diagnostics::{too_many_faults, too_many_warnings};
use crate::limits::DIAGNOSTICS;

/// The most warnings that are kept.
const WARNINGS: usize = DIAGNOSTICS / 2 - 1;

/// What went wrong so far.
#[derive(Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    overflows: bool,
    warnings_overflow: bool,
    stopped: bool,
}

impl Sink {
    /// Takes one in.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            // Warnings never crowd out errors, and never stop the reading.
            Severity::Warning if self.warnings >= WARNINGS => {
                self.warnings_overflow = true;
                return;
            }
            Severity::Error if self.list.len() + 1 >= DIAGNOSTICS => {
                self.overflows = true;
                return;
            }
            Severity::Warning => self.warnings += 1,
            Severity::Error => self.errors += 1,
        }
        self.list.push(diagnostic);
    }

    /// Takes in the fault after which nothing more can be read.
    pub(crate) fn stop(&mut self, diagnostic: Diagnostic) {
        self.stopped = true;
        self.push(diagnostic);
    }

    /// Whether the end of the text was not reached: what seems to be missing may stand there.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Whether going on would only cost time.
    pub(crate) fn is_full(&self) -> bool {
        self.overflows
    }

    /// How many errors there are so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// All of them, by place.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.source, span.start)));
        if self.overflows {
            self.list.push(too_many_faults());
        } else if self.warnings_overflow {
            self.list.push(too_many_warnings(WARNINGS));
        }
        self.list
    }
}
