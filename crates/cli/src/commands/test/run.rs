//! Cases judged on all cores, with the results in the order of the files.

use std::collections::{BTreeMap, BTreeSet};

use guiju_base::{Diagnostic, Lang, SourceId, Sources};
use guiju_ir::{ClauseId, Program, RuleId};
use rayon::prelude::*;

use super::select::Selection;
use crate::Exit;
use crate::cases::{self, Case, Failure, Loaded};
use crate::progress::Progress;

/// What came of a run.
pub struct Run<'r> {
    pub program: &'r Program,
    pub sources: &'r Sources,
    /// In the order in which they were loaded; those without a case that was taken are left out.
    pub files: Vec<FileRun<'r>>,
    /// How many cases there are, those that were not taken included.
    pub loaded: usize,
    /// The names of all of them, for words about a filter.
    pub names: Vec<&'r str>,
}

/// What came of a file.
pub struct FileRun<'r> {
    pub name: &'r str,
    pub source: SourceId,
    /// In the order of the file.
    pub cases: Vec<CaseRun<'r>>,
    /// What is odd about it.
    pub warnings: &'r [Diagnostic],
    /// What is wrong with a file that could not be read.
    pub faults: Vec<Diagnostic>,
}

/// What came of a case.
pub struct CaseRun<'r> {
    pub case: &'r Case,
    pub status: Status,
}

/// How a case ended.
pub enum Status {
    /// As expected.
    Passed,
    /// Not as expected, in this at least.
    Failed(Vec<Failure>),
    /// Its plan cannot be made, or was refused where that was not expected.
    Unusable(Vec<Diagnostic>),
}

impl<'r> Run<'r> {
    /// Runs the cases that a selection takes.
    pub fn of(
        program: &'r Program,
        sources: &'r Sources,
        loaded: &'r Loaded,
        selection: &Selection,
        lang: Lang,
    ) -> Self {
        let name = |id: SourceId| sources.get(id).map(|source| source.name.as_str()).unwrap_or_default();
        let all = || loaded.files.iter().flat_map(|(id, file)| file.cases.iter().map(|case| (*id, case)));
        let taken: Vec<(SourceId, &Case)> =
            all().filter(|(id, case)| selection.takes(program, name(*id), case)).collect();
        let progress = Progress::new(taken.len(), lang);
        let judged: Vec<(SourceId, CaseRun)> = taken
            .par_iter()
            .map(|(id, case)| {
                let status = judge(program, sources, case, lang);
                progress.done();
                (*id, CaseRun { case, status })
            })
            .collect();
        drop(progress);
        let file =
            |id| FileRun { name: name(id), source: id, cases: Vec::new(), warnings: &[], faults: Vec::new() };
        let mut files: BTreeMap<SourceId, FileRun> = BTreeMap::new();
        for (id, case) in judged {
            files.entry(id).or_insert_with(|| file(id)).cases.push(case);
        }
        for (id, read) in &loaded.files {
            if let Some(file) = files.get_mut(id) {
                file.warnings = &read.warnings;
            }
        }
        for fault in &loaded.faults {
            let Some(span) = fault.span() else { continue };
            files.entry(span.source).or_insert_with(|| file(span.source)).faults.push(fault.clone());
        }
        Run {
            program,
            sources,
            files: files.into_values().collect(),
            loaded: all().count(),
            names: all().map(|(_, case)| case.name.value.as_str()).collect(),
        }
    }

    /// Whether nothing was tested, and nothing was wrong with a file either.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The cases that were run.
    pub fn cases(&self) -> impl Iterator<Item = &CaseRun<'r>> {
        self.files.iter().flat_map(|file| &file.cases)
    }

    /// How many passed, and how many did not.
    pub fn counts(&self) -> (usize, usize) {
        let passed = self.cases().filter(|case| matches!(case.status, Status::Passed)).count();
        (passed, self.cases().count() - passed)
    }

    /// The norms and terms of which something was expected.
    pub fn rules(&self) -> BTreeSet<RuleId> {
        self.cases().flat_map(|case| case.case.expected.iter().map(|expected| expected.rule)).collect()
    }

    /// The clauses on which the cases rest.
    pub fn clauses(&self) -> BTreeSet<ClauseId> {
        self.cases().flat_map(|case| case.case.clauses.iter().copied()).collect()
    }

    /// All that is to be drawn, in the order of files and cases.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_case = |case: &CaseRun| match &case.status {
            Status::Unusable(found) => found.clone(),
            Status::Passed | Status::Failed(_) => Vec::new(),
        };
        let of_file = |file: &FileRun| {
            let own = file.faults.iter().chain(file.warnings).cloned();
            own.chain(file.cases.iter().flat_map(of_case)).collect::<Vec<_>>()
        };
        self.files.iter().flat_map(of_file).collect()
    }

    /// Done when all cases passed, all files were read, and there was something to run.
    pub fn exit(&self) -> Exit {
        let is_faulty = self.files.iter().any(|file| !file.faults.is_empty());
        if is_faulty || self.counts().1 > 0 || self.is_empty() { Exit::No } else { Exit::Done }
    }
}

fn judge(program: &Program, sources: &Sources, case: &Case, lang: Lang) -> Status {
    let prepared = cases::prepare(program, sources, case);
    match prepared.and_then(|prepared| cases::judge(program, sources, &prepared, lang)) {
        Ok(failures) if failures.is_empty() => Status::Passed,
        Ok(failures) => Status::Failed(failures),
        Err(found) => Status::Unusable(found),
    }
}
