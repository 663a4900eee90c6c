//! What an amendment obliges somebody to look at: for each change the rules, norms, headline decisions, cases and remarks.

use std::collections::BTreeSet;

use guiju_analyze::{Amendment, Change, ClauseChange, Impact, Impacts, Uncovered};
use guiju_base::{Diagnostic, Id, SourceId, Sources, Span};
use guiju_ir::{ClauseId, Program, RuleId};

use crate::cases;

/// A case, as far as it is looked for.
pub struct CaseLine {
    /// What it claims.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    clauses: Vec<ClauseId>,
    expects: Vec<RuleId>,
}

/// The cases of a pack, and what is wrong with their files.
pub fn cases(program: &Program, sources: &Sources, files: &[SourceId]) -> (Vec<CaseLine>, Vec<Diagnostic>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        match cases::read(program, sources, *file) {
            Ok(read) => lines.extend(read.cases.into_iter().map(|case| CaseLine {
                name: case.name.value,
                span: case.name.span,
                clauses: case.clauses,
                expects: case.expected.iter().map(|expected| expected.rule).collect(),
            })),
            Err(found) => faults.extend(found),
        }
    }
    (lines, faults)
}

/// All changes, with what hangs on them.
pub struct Agenda<'a> {
    pub program: &'a Program,
    pub sources: &'a Sources,
    /// The amended text.
    pub new: SourceId,
    /// In the order of the pinned text, new words behind the clause that they follow.
    pub items: Vec<Item<'a>>,
}

/// One change and what hangs on it.
pub struct Item<'a> {
    pub what: What<'a>,
    pub impact: Impact,
    /// The cases that name the clause.
    pub naming: Vec<&'a CaseLine>,
    /// Other cases that expect something of a rule that cites the clause, or of a norm downstream.
    pub expecting: Vec<&'a CaseLine>,
}

/// What changed.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// A clause of the pinned text; maybe nothing of it.
    Clause(&'a ClauseChange),
    /// Words in no clause.
    Uncovered(&'a Uncovered),
}

impl Item<'_> {
    /// Whether there is something to look at.
    pub fn is_change(&self) -> bool {
        !matches!(self.what, What::Clause(change) if change.change == Change::Unchanged)
    }

    /// The clauses that it is about.
    pub fn clauses(&self) -> Vec<ClauseId> {
        match self.what {
            What::Clause(change) => vec![change.clause],
            What::Uncovered(uncovered) => uncovered.beside.clone(),
        }
    }
}

impl<'a> Agenda<'a> {
    /// Joins an amendment with what hangs on each clause.
    pub fn of(
        program: &'a Program,
        sources: &'a Sources,
        impacts: &Impacts,
        amendment: &'a Amendment,
        cases: &'a [CaseLine],
        new: SourceId,
    ) -> Agenda<'a> {
        let item = |what: What<'a>| {
            let mut item =
                Item { what, impact: Impact::default(), naming: Vec::new(), expecting: Vec::new() };
            if item.is_change() {
                let clauses = item.clauses();
                item.impact = impacts.on(&clauses);
                let names = |case: &&CaseLine| case.clauses.iter().any(|clause| clauses.contains(clause));
                let expects = |case: &&CaseLine| {
                    case.expects.iter().any(|rule| item.impact.rules.binary_search(rule).is_ok())
                };
                item.naming = cases.iter().filter(names).collect();
                item.expecting = cases.iter().filter(|case| !names(case) && expects(case)).collect();
            }
            item
        };
        let mut items: Vec<Item> = amendment
            .uncovered
            .iter()
            .filter(|one| one.after.is_none())
            .map(What::Uncovered)
            .map(item)
            .collect();
        for change in &amendment.changes {
            items.push(item(What::Clause(change)));
            let behind = amendment.uncovered.iter().filter(|one| one.after == Some(change.clause));
            items.extend(behind.map(What::Uncovered).map(item));
        }
        Agenda { program, sources, new, items }
    }

    /// The part of it that is about some clauses, or stands beside one of them.
    pub fn only(mut self, chosen: &[ClauseId]) -> Agenda<'a> {
        let wanted: BTreeSet<ClauseId> = chosen.iter().copied().collect();
        if wanted.len() < self.program.clauses.len() {
            self.items.retain(|item| match item.what {
                What::Clause(change) => wanted.contains(&change.clause),
                What::Uncovered(one) => {
                    [one.after, one.before].into_iter().flatten().any(|clause| wanted.contains(&clause))
                }
            });
        }
        self
    }

    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.changes().next().is_none()
    }

    /// What has changed.
    pub fn changes(&self) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(|item| item.is_change())
    }

    /// How many clauses came to a change.
    pub fn count(&self, change: Change) -> usize {
        let is_one = |item: &&Item| matches!(item.what, What::Clause(found) if found.change == change);
        self.items.iter().filter(is_one).count()
    }

    /// How many stretches of words stand in no clause.
    pub fn count_uncovered(&self) -> usize {
        self.items.iter().filter(|item| matches!(item.what, What::Uncovered(_))).count()
    }

    /// All rules, headline decisions and cases that must be looked at, each once.
    pub fn totals(&self) -> (usize, Vec<RuleId>, usize) {
        let rules: BTreeSet<String> = self
            .changes()
            .flat_map(|item| item.impact.declarations.iter().map(|one| one.id(self.program)))
            .collect();
        let decided: BTreeSet<RuleId> =
            self.changes().flat_map(|item| item.impact.decisions.iter().copied()).collect();
        let cases: BTreeSet<Span> = self
            .changes()
            .flat_map(|item| item.naming.iter().chain(&item.expecting).map(|case| case.span))
            .collect();
        let in_order = self.program.decisions.iter().map(|(norm, _)| *norm);
        (rules.len(), in_order.filter(|norm| decided.contains(norm)).collect(), cases.len())
    }

    /// The id of a clause.
    pub fn clause_id(&self, clause: ClauseId) -> &str {
        debug_assert!(clause.index() < self.program.clauses.len());
        self.program.clauses.get(clause).map(|clause| clause.id.as_str()).unwrap_or_default()
    }
}
