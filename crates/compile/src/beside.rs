//! What stands beside the rules: the headline questions, the drafting issues, the clauses that carry no norm.
//!
//! None of it is evaluated; rules do not refer to it.

use guiju_base::{Diagnostic, Span, Words};
use guiju_ir::{Remark, RemarkReading, RuleId, Unencoded};
use guiju_syntax::tree;

use crate::clauses::Clauses;
use crate::declarations::Declarations;
use crate::diagnostics::repeated_part;
use crate::names::words;
use crate::signatures::Signatures;

/// All of it, as it goes into the program.
#[derive(Default)]
pub(crate) struct Beside {
    /// Norms, numbered as declarations, with their questions.
    pub decisions: Vec<(RuleId, Words)>,
    pub remarks: Vec<Remark>,
    pub unencoded: Vec<Unencoded>,
}

/// Resolves decisions, remarks and clauses without a rule.
pub(crate) fn resolve(
    declarations: &Declarations,
    signatures: &Signatures,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) -> Beside {
    Beside {
        decisions: decisions(declarations, signatures, report),
        remarks: declarations.remarks.iter().map(|tree| remark(tree, clauses, report)).collect(),
        unencoded: declarations
            .unencoded
            .iter()
            .map(|tree| Unencoded {
                clauses: clauses.cite("unencoded", &tree.clauses, report),
                because: words(&tree.because),
                span: tree.span,
            })
            .collect(),
    }
}

fn decisions(
    declarations: &Declarations,
    signatures: &Signatures,
    report: &mut Vec<Diagnostic>,
) -> Vec<(RuleId, Words)> {
    let what = Words::new("审查事项", "a decision");
    let mut found: Vec<(RuleId, Span, Words)> = Vec::new();
    for tree in &declarations.decisions {
        let Some(norm) = signatures.granting_norm(&tree.norm, &what, report) else { continue };
        if let Some((_, first, _)) = found.iter().find(|(other, ..)| *other == norm) {
            report.push(repeated_part(&Words::same(&tree.norm.value), tree.norm.span, *first));
            continue;
        }
        let question = match &tree.label {
            Some(label) => words(label),
            None => crate::names::name(signatures.rules.at(norm).tree.heading()).label,
        };
        found.push((norm, tree.norm.span, question));
    }
    found.into_iter().map(|(norm, _, question)| (norm, question)).collect()
}

fn remark(tree: &tree::Remark, clauses: &mut Clauses, report: &mut Vec<Diagnostic>) -> Remark {
    let readings = tree.readings.iter().map(|reading| RemarkReading {
        words: words(&reading.label),
        default: reading.default.is_some(),
        because: reading.because.as_ref().map(words),
    });
    Remark {
        register: tree.register.value.clone(),
        issue: words(&tree.label),
        clauses: clauses.cite(&tree.register.value, &tree.cites, report),
        readings: readings.collect(),
        span: tree.span,
    }
}
