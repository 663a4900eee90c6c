//! What is wrong with a rule or a plan, as plain data; drawing is another crate's job.
//!
//! A message is one sentence, lower case in English, without advice; the advice stands in `help`.
//! Each crate keeps one file per diagnostic in its `diagnostics/` folder and lists its codes there.

use crate::{Span, Words};

/// A stable code, such as `GJ0203`. Its page stands in `tests/suite/diagnostics/`.
///
/// `GJ01` syntax · `GJ02` names and types · `GJ03` structure of the rules · `GJ04` source text and pack ·
/// `GJ05` plan · `GJ06` evaluation · `GJ07` cases.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code(pub &'static str);

impl std::fmt::Display for Code {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

/// How much a diagnostic weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The input cannot be used, or the answer would be wrong.
    Error,
    /// The input can be used; someone should look.
    Warning,
}

/// A stretch that is underlined, and what is said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// What is underlined.
    pub span: Span,
    /// What is said; may be empty.
    pub words: Words,
}

/// A change of text that would mend the fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// One fault: what, where, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: Words,
    /// The places; the first is the place of the fault. None for a fault of the whole input.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<Words>,
    /// The change that would mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error with `code` that says `message`.
    pub fn error(code: Code, message: Words) -> Self {
        Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: None, fix: None }
    }

    /// A warning with `code` that says `message`.
    pub fn warning(code: Code, message: Words) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// Adds a place, with words on it.
    #[must_use]
    pub fn at(mut self, span: Span, words: Words) -> Self {
        self.labels.push(Label { span, words });
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds the change that would mend it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// The place of the fault.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
