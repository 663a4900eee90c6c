//! The two ways in: the text of a plan, and a document that was parsed and perhaps edited.

use guiju_base::{Diagnostic, SourceId, Sources, Span, has_errors};
use guiju_ir::{Facts, Program};
use sha2::{Digest, Sha256};

use crate::diagnostics::document_too_large;
use crate::document::Document;
use crate::events::{TextEvents, TreeEvents};
use crate::limits::DOCUMENT_BYTES;
use crate::loader::{Heading, Loader};
use crate::vocabulary::Vocabulary;

/// The facts of a plan, if it has no error, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Nothing when there is an error; warnings leave them.
    pub facts: Option<Facts>,
    /// In the order of places; at most [`DIAGNOSTICS`](crate::DIAGNOSTICS).
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the plan in the text of `id`, which must say `guiju: plan/1` and have an id.
pub fn load(program: &Program, sources: &Sources, id: SourceId) -> Loaded {
    let Some(source) = sources.get(id) else {
        return Loaded { facts: None, diagnostics: Vec::new() };
    };
    let text = source.text.as_ref();
    if text.len() > DOCUMENT_BYTES {
        let diagnostics = vec![document_too_large(Span::new(id, 0, 0), text.len())];
        return Loaded { facts: None, diagnostics };
    }
    let vocabulary = Vocabulary::new(program);
    let mut loader = Loader::new(&vocabulary, id, is_json(text));
    loader.read(&mut TextEvents::new(id, 0, text), Heading::Required);
    loaded(loader, sources, id)
}

/// Reads a parsed plan; a piece of a case need not say what a file must.
pub fn load_document(program: &Program, sources: &Sources, document: &Document) -> Loaded {
    let vocabulary = Vocabulary::new(program);
    let mut loader = Loader::new(&vocabulary, document.source, false);
    loader.read(&mut TreeEvents::new(&document.root), Heading::Optional);
    loaded(loader, sources, document.source)
}

fn loaded(loader: Loader<'_, '_>, sources: &Sources, id: SourceId) -> Loaded {
    let (name, digest) = match sources.get(id) {
        Some(source) => (source.name.clone(), digest(&source.text)),
        None => (String::new(), String::new()),
    };
    let (facts, sink) = loader.finish(name, digest);
    let diagnostics = sink.finish();
    let facts = (!has_errors(&diagnostics)).then_some(facts);
    Loaded { facts, diagnostics }
}

/// `sha256:…` over the text.
fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// Whether a text is written as JSON: a plan in YAML does not open with a brace.
pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{')
}
