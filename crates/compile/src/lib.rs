//! Trees of a pack to one checked program: every static fault of a pack is found here, and no file is read.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | collect | `declarations` | trees | declarations by kind, numbered |
//! | anchor | `clauses` | official text, clause table | clauses with their words |
//! | resolve | `vocabulary` | declarations | entities, fields, enums, parameters, switches, each with its type |
//! | sign | `signatures` | declarations | what each rule is: kind, subject, type, what it is attached to |
//! | lower | `body` | bodies of rules | typed nodes and uses, rule by rule |
//! | order | `order` | uses | callees before callers, or the cycles |
//! | attach | `beside` | decisions, remarks, unencoded clauses | the same, resolved |
//! | assemble | `assembly` | drafts in order | the program, exceptions and bars attached |
//! | lint | `lint` | the program | warnings |
//!
//! Invariant: a program is given out only when no diagnostic is an error, and a fault is reported once, where it is.

mod assembly;
mod beside;
mod body;
mod clauses;
mod constant;
mod coverage;
mod declarations;
mod describe;
pub mod diagnostics;
mod echo;
mod faces;
mod lint;
mod names;
mod order;
mod pack;
mod period;
mod signatures;
mod vocabulary;

use guiju_base::{Diagnostic, Sources, has_errors};
use guiju_ir::Program;
use guiju_syntax::tree::File;

pub use coverage::clause_coverage;
pub use diagnostics::{CODES, codes};
pub use faces::{Faces, faces};
pub use pack::{Pack, digest};
pub use signatures::MAX_EXCEPTION_DEPTH;

/// What a pack comes to.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The program; none when a diagnostic is an error.
    pub program: Option<Program>,
    /// All independent faults, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// An error for each clause that nothing encodes or sets aside; known also where there is no program, so that a rule
    /// that was deleted is missed even when others called it. For a strict reader; not among the diagnostics.
    pub open: Vec<Diagnostic>,
}

/// Compiles the rule files of a pack, which were read from `sources`.
///
/// The faults that the parser found are not repeated here; a caller with errors of the parser has no program to trust.
pub fn compile(sources: &Sources, pack: &Pack, files: &[File]) -> Compiled {
    let mut report = Vec::new();
    let declarations = declarations::collect(files);
    let mut clauses = clauses::anchor(sources, pack, &declarations, &mut report);
    let vocabulary = vocabulary::resolve(sources, &declarations, &mut clauses, &mut report);
    let signatures = signatures::sign(&declarations, &vocabulary, &mut clauses, &mut report);
    let drafts = body::lower(sources, &vocabulary, &signatures, &mut clauses, &mut report);
    let order = order::order(&signatures, &drafts, &mut report);
    let beside = beside::resolve(&declarations, &signatures, &mut clauses, &mut report);
    clauses.report_stale(&mut report);
    let open = clauses.open(&declarations);
    // The parser gives every operator its operands, so a draft is broken only where a fault was reported.
    let is_whole = drafts.values().all(|draft| draft.made.is_some());
    debug_assert!(is_whole || has_errors(&report), "a rule was left out in silence");
    let program = (is_whole && !has_errors(&report)).then(|| {
        let (program, extents) =
            assembly::assemble(pack, clauses, vocabulary, &signatures, drafts, &order, beside);
        lint::lint(&program, &extents, &mut report);
        program
    });
    report.sort_by_key(Diagnostic::span);
    Compiled { program, diagnostics: report, open }
}
