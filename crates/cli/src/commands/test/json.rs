//! A run as JSON, `guiju.tests/1`: each file with its cases in order, what differs from each expectation, and the totals.
//!
//! `status` is `passed`, `failed` or `unusable` (its plan cannot be made, or was refused where that was not expected).
//! Durations are left out: two runs print the same bytes.

use guiju_base::{Diagnostic, Severity, Sources, Span};
use serde::Serialize;

use super::run::{CaseRun, FileRun, Run, Status};
use crate::cases::Failure;

#[derive(Serialize)]
struct Tests<'a> {
    schema: &'static str,
    pack: Pack<'a>,
    files: Vec<File<'a>>,
    totals: Totals,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    cases: Vec<Case<'a>>,
    /// What is odd about it, or why it could not be read.
    diagnostics: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Case<'a> {
    name: &'a str,
    place: Place,
    clauses: Vec<String>,
    norms: Vec<&'a str>,
    status: &'static str,
    failures: Vec<Difference<'a>>,
    diagnostics: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Difference<'a> {
    what: &'a str,
    expected: &'a str,
    actual: &'a str,
    decisive: Option<Bilingual<'a>>,
    rule: Option<Place>,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'a str,
    severity: &'static str,
    message: Bilingual<'a>,
    place: Option<Place>,
}

#[derive(Serialize)]
struct Bilingual<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Totals {
    /// Those that were run.
    cases: usize,
    passed: usize,
    failed: usize,
    /// Those that no filter took.
    left_out: usize,
    /// Files that could not be read.
    unread: usize,
    norms: usize,
    clauses: usize,
}

/// The whole run.
pub fn json(run: &Run) -> String {
    let pack = &run.program.pack;
    let (passed, failed) = run.counts();
    let tests = Tests {
        schema: "guiju.tests/1",
        pack: Pack { id: &pack.id, version: &pack.version, digest: &pack.digest },
        files: run.files.iter().map(|one| file(run, one)).collect(),
        totals: Totals {
            cases: passed + failed,
            passed,
            failed,
            left_out: run.loaded - passed - failed,
            unread: run.files.iter().filter(|file| !file.faults.is_empty()).count(),
            norms: run.rules().len(),
            clauses: run.clauses().len(),
        },
    };
    let mut text = serde_json::to_string_pretty(&tests).unwrap_or_default();
    text.push('\n');
    text
}

fn file<'a>(run: &Run<'a>, file: &'a FileRun) -> File<'a> {
    File {
        file: file.name,
        cases: file.cases.iter().map(|one| case(run, one)).collect(),
        diagnostics: file
            .faults
            .iter()
            .chain(file.warnings)
            .map(|one| diagnostic(run.sources, one))
            .collect(),
    }
}

fn case<'a>(run: &Run<'a>, judged: &'a CaseRun) -> Case<'a> {
    let (status, failures, found): (_, &[Failure], &[Diagnostic]) = match &judged.status {
        Status::Passed => ("passed", &[], &[]),
        Status::Failed(failures) => ("failed", failures, &[]),
        Status::Unusable(found) => ("unusable", &[], found),
    };
    let mut norms: Vec<&str> = Vec::new();
    for expected in &judged.case.expected {
        let id = run.program.rules.at(expected.rule).name.id.as_str();
        if !norms.contains(&id) {
            norms.push(id);
        }
    }
    Case {
        name: &judged.case.name.value,
        place: place(run.sources, judged.case.name.span),
        clauses: run.program.clause_ids(&judged.case.clauses),
        norms,
        status,
        failures: failures.iter().map(|failure| difference(run.sources, failure)).collect(),
        diagnostics: found.iter().map(|one| diagnostic(run.sources, one)).collect(),
    }
}

fn difference<'a>(sources: &Sources, failure: &'a Failure) -> Difference<'a> {
    Difference {
        what: &failure.what,
        expected: &failure.expected.id,
        actual: &failure.actual.id,
        decisive: failure.decisive.as_ref().map(|words| Bilingual { zh: &words.zh, en: &words.en }),
        rule: failure.rule.map(|span| place(sources, span)),
    }
}

fn diagnostic<'a>(sources: &Sources, found: &'a Diagnostic) -> Fault<'a> {
    Fault {
        code: found.code.0,
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: Bilingual { zh: &found.message.zh, en: &found.message.en },
        place: found.span().map(|span| place(sources, span)),
    }
}

fn place(sources: &Sources, span: Span) -> Place {
    let place = sources.place(span);
    Place { file: place.file, line: place.line, column: place.column }
}
