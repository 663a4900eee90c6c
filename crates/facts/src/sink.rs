//! Collects diagnostics up to the limit, in the order of their places.
//!
//! Invariant: no more than [`DIAGNOSTICS`] are kept, and when there were more the last one says so.

use guiju_base::{Diagnostic, Severity};

use crate::diagnostics::too_many_faults;
use crate::limits::DIAGNOSTICS;

/// What went wrong so far.
#[derive(Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    errors: usize,
    overflows: bool,
    stopped: bool,
}

impl Sink {
    /// Takes one in.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() + 1 >= DIAGNOSTICS {
            self.overflows = true;
            return;
        }
        self.errors += usize::from(diagnostic.severity == Severity::Error);
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
        }
        self.list
    }
}
