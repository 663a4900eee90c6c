//! What an expectation came to, written in its place: edits of the values under `expect`, and of nothing else.
//!
//! A value is written as its author wrote it, in ids or Chinese words, in the same unit, with only those details that stood
//! there; an item of a list that stays keeps its place and its comment.
//!
//! Invariant: a plan that was refused, and an expectation of which nothing was found, are left alone.

mod write;

use guiju_base::{Sources, Span};
use guiju_explain::{Finding, outcome_words};
use guiju_facts::Node;
use guiju_ir::{Interval, NormKind, Outcome, Program};

use self::write::{List, interval, list, text, without};
use super::run::{Found, Judged, dimension, is_as_wanted, is_given, lang_of, lists, single_blanks};
use super::{CasePlan, Expectation, Expected, ExpectedVerdict, Prepared};

/// A value of a case file and what is written in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The expectation among those of its case.
    pub expectation: usize,
    /// The detail of it, by its key; empty for the outcome or the value itself.
    pub detail: &'static str,
    /// What is replaced; nothing, where something is added.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// The edits after which a case expects what it comes to.
pub fn bless(program: &Program, sources: &Sources, prepared: &Prepared) -> Vec<Edit> {
    let CasePlan::Loaded { facts, question, subjects } = &prepared.plan else { return Vec::new() };
    let mut judged = Judged::open(program, sources, facts, question);
    if judged.is_refused() || prepared.case.refused.is_some() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for (at, (expected, subject)) in prepared.case.expected.iter().zip(subjects).enumerate() {
        let found = judged.found(expected, *subject);
        let mut writer = Writer { sources, at, edits: &mut edits };
        match (&expected.result, found) {
            (Expected::Value(wanted), Found::Value(found)) => {
                writer.value(program, expected, wanted, &found);
            }
            (Expected::Verdict(wanted), Found::Verdict(finding)) => {
                writer.verdict(program, expected, wanted, &finding);
            }
            _ => {}
        }
    }
    edits
}

/// The text of a file with edits that do not overlap.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut out, mut at) = (String::new(), 0);
    for edit in ordered {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

struct Writer<'w> {
    sources: &'w Sources,
    at: usize,
    edits: &'w mut Vec<Edit>,
}

impl Writer<'_> {
    fn put(&mut self, detail: &'static str, span: Span, text: String) {
        self.edits.push(Edit { expectation: self.at, detail, span, text });
    }

    fn value(&mut self, program: &Program, expected: &Expectation, wanted: &Interval, found: &Interval) {
        let Some(dimension) = dimension(program, expected.rule) else { return };
        if !is_as_wanted(dimension, wanted, found) {
            let text = interval(dimension, &expected.node, found);
            self.put("", expected.node.span, text);
        }
    }

    fn verdict(
        &mut self,
        program: &Program,
        expected: &Expectation,
        wanted: &ExpectedVerdict,
        finding: &Finding,
    ) {
        let node = &expected.node;
        let kind = program.rules.at(expected.rule).norm().map_or(NormKind::Permit, |norm| norm.kind);
        if finding.outcome != wanted.outcome {
            self.outcome("", kind, node.get("outcome").unwrap_or(node), (wanted.outcome, finding.outcome));
        }
        for detail in lists(program, wanted, finding).iter().filter(|detail| detail.differs()) {
            let (Some(node), Some(wanted)) = (node.get(detail.key), detail.wanted) else { continue };
            for (span, text) in list(self.sources, &List { node, wanted, found: &detail.found }) {
                self.put(detail.key, span, text);
            }
        }
        self.duties(node, wanted, finding);
        if let (Some(wanted), Some(node)) = (&wanted.because, node.get("because"))
            && !is_given(wanted, finding)
            && let Some(reason) = finding.reasons.first()
        {
            let line = single_blanks(reason.text.get(lang_of(wanted)));
            self.put("because", node.span, text(&line));
        }
    }

    /// The states of duties; what no longer applies has none, and they go.
    fn duties(&mut self, node: &Node<'static>, wanted: &ExpectedVerdict, finding: &Finding) {
        if !wanted.duties.is_empty() && finding.duties.is_empty() {
            if let Some(span) = without(self.sources, node, "duties") {
                self.put("duties", span, String::new());
            }
            return;
        }
        let entries = node.get("duties").and_then(Node::entries).unwrap_or_default();
        for ((id, wanted), entry) in wanted.duties.iter().zip(entries) {
            let found = finding.duties.iter().find(|duty| duty.id == *id).map(|duty| duty.outcome);
            if let Some(found) = found.filter(|found| found != wanted) {
                self.outcome("duties", NormKind::Oblige, &entry.value, (*wanted, found));
            }
        }
    }

    /// An outcome in ids or in words, as the one before it.
    fn outcome(
        &mut self,
        detail: &'static str,
        kind: NormKind,
        node: &Node<'static>,
        (wanted, found): (Outcome, Outcome),
    ) {
        let is_id = node.text().is_some_and(|text| text.trim() == wanted.id());
        let words = outcome_words(kind, found).zh;
        let short = words.split('（').next().unwrap_or_default();
        self.put(detail, node.span, if is_id { found.id().to_string() } else { short.to_string() });
    }
}
