//! What every stage shares: typed ids and tables, sources with places, words in two languages, diagnostics as data.
//!
//! Knows nothing of rules, plans or drawing. Nothing here reads a file, and nothing here can fail.

mod diagnostic;
mod id;
mod source;
mod words;

pub use diagnostic::{Code, Diagnostic, Fix, Label, Severity, has_errors};
pub use id::{Id, Table};
pub use source::{Place, Source, SourceId, Sources, Span, Spanned};
pub use words::{Lang, Words};
