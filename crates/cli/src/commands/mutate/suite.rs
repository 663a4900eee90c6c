//! The cases, each with its plan read once, to be judged under one mutant after the other.

use std::collections::BTreeSet;

use guiju_analyze::mutation::{Edit, Kind, Mutant};
use guiju_base::{Lang, SourceId, Sources};
use guiju_compile::digest;
use guiju_ir::{CheckAction, ClauseId, Facts, Outcome, PlanHead, Program, RuleId, RuleKind};
use rayon::prelude::*;

use crate::cases::{self, Case, CasePlan, Expected, Loaded, Prepared};

/// The cases of a run.
pub struct Suite<'c> {
    sources: &'c Sources,
    lang: Lang,
    /// Those that pass as they are, in the order of the files.
    pub cases: Vec<Tested<'c>>,
    /// How many do not.
    pub failing: usize,
    digest: String,
}

/// A case on which a norm is engaged.
pub struct Engaging<'s> {
    /// What the case claims.
    pub name: &'s str,
    /// The clauses on which it rests.
    pub clauses: Vec<ClauseId>,
    /// Its plan, without the head.
    pub facts: Facts,
    /// The subject's id.
    pub subject: String,
    /// What the norm comes to.
    pub outcome: Outcome,
}

/// A case that passes.
pub struct Tested<'c> {
    /// The file in which it stands.
    pub file: SourceId,
    prepared: Prepared<'c>,
    rules: BTreeSet<RuleId>,
}

impl Tested<'_> {
    /// The case.
    pub fn case(&self) -> &Case {
        self.prepared.case
    }
}

impl<'c> Suite<'c> {
    /// Reads the plans of all cases, and judges each under the program as it is.
    pub fn of(program: &Program, sources: &'c Sources, loaded: &'c Loaded, lang: Lang) -> Self {
        let all: Vec<(SourceId, &Case)> =
            loaded.files.iter().flat_map(|(id, file)| file.cases.iter().map(|case| (*id, case))).collect();
        let tested: Vec<Option<Tested>> = all
            .par_iter()
            .map(|(file, case)| {
                let prepared = cases::prepare(program, sources, case).ok()?;
                let passes = cases::judge(program, sources, &prepared, lang).is_ok_and(|it| it.is_empty());
                let rules = case.expected.iter().map(|expected| expected.rule).collect();
                passes.then_some(Tested { file: *file, prepared, rules })
            })
            .collect();
        let count = tested.len();
        let cases: Vec<Tested> = tested.into_iter().flatten().collect();
        let texts = loaded.files.iter().filter_map(|(id, _)| sources.get(*id));
        let texts = texts.map(|source| (source.name.as_str(), source.text.as_bytes()));
        let own = [("pack", program.pack.digest.as_bytes()), ("guiju", env!("CARGO_PKG_VERSION").as_bytes())];
        let digest = digest(own.into_iter().chain(texts));
        Suite { sources, lang, failing: count - cases.len(), cases, digest }
    }

    /// What verdicts rest on: the pack, the cases, and this version of the program.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The cases that can reach a mutant, those that are likely to notice it first.
    pub fn reaching(&self, program: &Program, mutant: &Mutant) -> Vec<usize> {
        let reaches_any = |of: &dyn Fn(&RuleKind) -> bool| {
            mutant.reach.iter().any(|rule| of(&program.rules.at(*rule).kind))
        };
        // What refuses plans decides over every case, what warns over those that say what they are warned of.
        let refuses = mutant.kind == Kind::CheckAction
            || reaches_any(&|kind| match kind {
                RuleKind::Check(check) => check.action == CheckAction::Refuse,
                RuleKind::Derived { .. } => true,
                _ => false,
            });
        let warns = reaches_any(&|kind| matches!(kind, RuleKind::Check(_)));
        let switch = match mutant.edit {
            Edit::Default(switch, _) => Some(switch),
            _ => None,
        };
        let reaches = |tested: &Tested| {
            let case = tested.case();
            let names = |switch| case.readings.iter().any(|(named, _)| *named == switch);
            let is_loaded = matches!(tested.prepared.plan, CasePlan::Loaded { .. });
            let asks = mutant.reach.iter().any(|rule| tested.rules.contains(rule));
            let is_warned = warns && case.warned.is_some();
            is_loaded && !switch.is_some_and(names) && (refuses || asks || is_warned)
        };
        let near = mutant.reach.first();
        let distance = |tested: &Tested| {
            let own = near.is_some_and(|rule| tested.rules.contains(rule));
            let shares = |clause: &ClauseId| mutant.clauses.contains(clause);
            (!own, !tested.case().clauses.iter().any(shares))
        };
        let mut found: Vec<usize> = Vec::new();
        found.extend(self.cases.iter().enumerate().filter(|(_, it)| reaches(it)).map(|(index, _)| index));
        found.sort_by_key(|index| self.cases.get(*index).map(distance));
        found
    }

    /// The first case under the usual question in which the norm with this id is engaged.
    pub fn engaging(&self, program: &Program, norm: &str) -> Option<Engaging<'_>> {
        let usual = |case: &&Case| case.as_of.is_none() && case.readings.is_empty();
        self.cases.iter().filter(|tested| usual(&tested.case())).find_map(|tested| {
            let CasePlan::Loaded { facts, subjects, .. } = &tested.prepared.plan else { return None };
            let asked = tested.case().expected.iter().zip(subjects);
            let (outcome, subject) = asked
                .filter_map(|(expected, subject)| match &expected.result {
                    Expected::Verdict(wanted) if program.rules.at(expected.rule).name.id == norm => {
                        Some((wanted.outcome, *subject))
                    }
                    _ => None,
                })
                .find(|(outcome, _)| *outcome != Outcome::NotEngaged)?;
            Some(Engaging {
                name: &tested.case().name.value,
                clauses: tested.case().clauses.clone(),
                facts: Facts { plan: PlanHead::default(), ..(**facts).clone() },
                subject: facts.id(subject).to_string(),
                outcome,
            })
        })
    }

    /// Whether a case passes no more; `program` is under the mutant.
    pub fn notices(&self, program: &Program, mutant: &Mutant, case: usize) -> bool {
        let Some(tested) = self.cases.get(case) else { return false };
        let judge = |prepared: &Prepared| {
            !cases::judge(program, self.sources, prepared, self.lang)
                .is_ok_and(|failures| failures.is_empty())
        };
        match mutant.edit {
            // Which readings a case takes is settled when its plan is read.
            Edit::Default(..) => {
                cases::prepare(program, self.sources, tested.case()).map_or(true, |it| judge(&it))
            }
            _ => judge(&tested.prepared),
        }
    }
}
