//! The text of a case file to cases with places.
//!
//! An item of `cases` is one case, or a table of cases that vary the same facts and expect something of the same rules.
//! A file is read whole or refused whole, with all that is wrong with it.

mod expect;
mod form;
mod names;
mod table;

use std::collections::HashMap;
use std::sync::Arc;

use guiju_base::{Diagnostic, SourceId, Sources, Span, Spanned, Words, has_errors};
use guiju_facts::{Document, Node};
use guiju_ir::{ClauseId, Day, Outcome, Program, RuleId, SwitchId};

use super::{Case, CaseFile, Expected};
use crate::diagnostics::case_form::case_form;
use crate::diagnostics::case_idle::case_idle;
use crate::diagnostics::case_name::{CODE as NAME, case_name};
use crate::diagnostics::case_twice::case_twice;
use crate::diagnostics::case_vacuous::case_vacuous;

pub use expect::is_asked;

/// Reads the case file `id`.
///
/// # Errors
/// All that is wrong with it.
pub fn read(program: &Program, sources: &Sources, id: SourceId) -> Result<CaseFile, Vec<Diagnostic>> {
    let parsed = Document::parse(sources, id);
    let Some(document) = parsed.document else { return Err(parsed.diagnostics) };
    let mut reader = Reader { program, source: id, faults: parsed.diagnostics };
    let cases = reader.file(&document.root);
    let Reader { mut faults, .. } = reader;
    faults.sort_by_key(|fault| fault.span().map(|span| span.start));
    if has_errors(&faults) { Err(faults) } else { Ok(CaseFile { cases, warnings: faults }) }
}

struct Reader<'p> {
    program: &'p Program,
    source: SourceId,
    faults: Vec<Diagnostic>,
}

/// What a file says for all of its cases.
struct Common {
    base: Arc<Document>,
    as_of: Option<Day>,
    clauses: Vec<ClauseId>,
}

/// What a case or a table says of the question.
struct Asked {
    clauses: Vec<ClauseId>,
    as_of: Option<Day>,
    readings: Vec<(SwitchId, usize)>,
}

impl Reader<'_> {
    fn file(&mut self, root: &Node<'static>) -> Vec<Case> {
        self.keys(root, &["guiju", "about", "clauses", "as_of", "base", "cases"]);
        if root.get("guiju").and_then(Node::text) != Some("cases/1") {
            let at = root.get("guiju").map_or(root.span, |node| node.span);
            self.form(at, "应有 guiju: cases/1", "expected guiju: cases/1");
        }
        let clauses = root.get("clauses").map(|clauses| self.clauses(clauses)).unwrap_or_default();
        if root.get("clauses").is_none() {
            self.form(
                root.span,
                "应有 clauses：这些案例所依据的条文",
                "expected clauses: what the cases rest on",
            );
        }
        let base = match root.get("base") {
            Some(base) => Document { source: self.source, root: base.clone() },
            None => Document::empty(self.source),
        };
        let as_of = root.get("as_of").and_then(|node| self.date(node));
        let common = Common { base: Arc::new(base), as_of, clauses };
        let listed = root.get("cases").and_then(|node| node.items()).unwrap_or_default();
        if listed.is_empty() {
            let at = root.get("cases").map_or(root.span, |node| node.span);
            self.form(at, "没有案例", "there is no case");
        }
        let mut cases = Vec::new();
        for node in listed {
            match node.get("rows") {
                Some(rows) => cases.extend(self.table(&common, node, rows)),
                None => cases.push(self.case(&common, node)),
            }
        }
        self.different_names(&cases);
        self.engaged(&cases);
        cases
    }

    fn case(&mut self, common: &Common, node: &Node<'static>) -> Case {
        self.keys(node, &["name", "clause", "set", "as_of", "readings", "expect", "warned", "refused"]);
        let name = node.get("name").and_then(|name| self.word(name));
        if name.is_none() && node.entries().is_some() && node.get("name").is_none() {
            self.form(node.span, "案例要有 name", "a case has a name");
        }
        let asked = self.asked(common, node);
        let changes = self.entries(node.get("set"), |_, key, value| Some((key, value.clone())));
        self.idle(common, &changes);
        let faults = self.faults.len();
        let expected = self.entries(node.get("expect"), |reader, key, value| reader.expectation(key, value));
        self.name_clauses(faults, &asked.clauses);
        let refused = node.get("refused").and_then(|node| self.word(node));
        let warned = node.get("warned").map(|node| self.warned(node));
        if let (Some(_), Some(at)) = (&refused, node.get("warned")) {
            self.form(
                at.span,
                "方案被拒就没有提示可比：只写 refused，或只写 warned",
                "a refused plan has no warnings to compare: write refused, or warned",
            );
        }
        let is_silent = warned.as_ref().is_none_or(Vec::is_empty);
        let is_nothing = is_silent
            && node.get("expect").is_none_or(|expect| expect.entries().is_some_and(<[_]>::is_empty));
        match (&refused, node.get("expect")) {
            (Some(_), Some(expect)) => self.form(
                expect.span,
                "方案被拒就没有结论可比：只写 refused，或只写 expect",
                "a refused plan has no outcome to compare: write refused, or expect",
            ),
            (None, expect) if is_nothing && node.entries().is_some() && node.get("refused").is_none() => {
                self.form(
                    expect.map_or(node.span, |expect| expect.span),
                    "案例要有 expect、warned 或 refused，且不能都为空",
                    "a case has expect, warned or refused, and not all of them empty",
                );
            }
            _ => {}
        }
        let Asked { clauses, as_of, readings } = asked;
        let name = name.unwrap_or_else(|| Spanned::new(String::new(), node.span));
        Case { name, clauses, base: common.base.clone(), changes, as_of, readings, expected, warned, refused }
    }

    /// A change that is written as the base writes it leaves the plan as it was: maybe a copy that was not edited. The cells of
    /// a table may say what the base says, and `15 亩` for `1 公顷` is another way of writing, which a case can be about.
    fn idle(&mut self, common: &Common, changes: &[(Spanned<String>, Node<'static>)]) {
        let mut document = (*common.base).clone();
        for (path, value) in changes {
            let before = document.root.clone();
            let is_set = document.set(self.program, &path.value, value.clone()).is_ok();
            if is_set && document.root.reads_like(&before) {
                self.faults.push(case_idle(value.span, &path.value));
            }
        }
    }

    /// The clauses, date and readings of a case or a table.
    fn asked(&mut self, common: &Common, node: &Node<'static>) -> Asked {
        let clauses = match node.get("clause") {
            Some(clause) => self.clauses(clause),
            None => common.clauses.clone(),
        };
        let as_of = node.get("as_of").and_then(|node| self.date(node)).or(common.as_of);
        Asked { clauses, as_of, readings: self.readings(node.get("readings")) }
    }

    /// Adds to each name that is not known, from the fault `first` on, the clauses that may have lost their rule.
    fn name_clauses(&mut self, first: usize, clauses: &[ClauseId]) {
        let ids = self.program.clause_ids(clauses);
        let rests = Words::new(
            format!("这个案例依据 {}", ids.join("、")),
            format!("this case rests on {}", ids.join(", ")),
        );
        for fault in self.faults.iter_mut().skip(first).filter(|fault| fault.code == NAME && !ids.is_empty())
        {
            fault.help = Some(match &fault.help {
                Some(help) => {
                    Words::new(format!("{}{}", help.zh, rests.zh), format!("{} {}", help.en, rests.en))
                }
                None => rests.clone(),
            });
        }
    }

    /// Two cases with one name could not be told apart in a report.
    fn different_names(&mut self, cases: &[Case]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for case in cases.iter().filter(|case| !case.name.value.is_empty()) {
            match seen.get(case.name.value.as_str()) {
                Some(first) => self.faults.push(case_twice(&case.name, *first)),
                None => drop(seen.insert(&case.name.value, case.name.span)),
            }
        }
    }

    /// A norm that a file only ever expects not to be engaged is tested by none of its cases: a base that misses the norm's
    /// concerns would pass with whatever conditions. `not_engaged` counts beside a case in which the question arises.
    fn engaged(&mut self, cases: &[Case]) {
        let mut idle: Vec<(RuleId, Span)> = Vec::new();
        let mut engaged: Vec<RuleId> = Vec::new();
        for expected in cases.iter().flat_map(|case| &case.expected) {
            let Expected::Verdict(verdict) = &expected.result else { continue };
            if verdict.outcome != Outcome::NotEngaged {
                engaged.push(expected.rule);
            } else if idle.iter().all(|(rule, _)| *rule != expected.rule) {
                idle.push((expected.rule, expected.node.span));
            }
        }
        for (rule, span) in idle.into_iter().filter(|(rule, _)| !engaged.contains(rule)) {
            self.faults.push(case_vacuous(span, &self.program.rules.at(rule).name));
        }
    }

    fn form(&mut self, span: Span, zh: &str, en: &str) {
        self.faults.push(case_form(span, Words::new(zh, en)));
    }

    fn unknown(&mut self, span: Span, what: &str, near: Option<&str>) {
        self.faults.push(case_name(span, what, near));
    }
}
