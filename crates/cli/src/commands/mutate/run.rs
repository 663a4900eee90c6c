//! All mutants of a run on all cores, with what became of them in the order of the mutants.

use guiju_analyze::mutation::{Apart, Effort, Ground, Mutant, apart};
use guiju_base::{Id, Lang, SourceId, Sources};
use guiju_eval::Evaluator;
use guiju_ir::{Program, Rat, day_from_civil};
use rayon::prelude::*;

use super::fate::{Fate, Shown};
use super::kept::Kept;
use super::suite::Suite;
use super::witness::witness;
use crate::progress::Progress;

/// The most plans that are looked at in one search for a plan that tells a mutant.
const BUDGET: usize = 2_000;

/// A run.
pub struct Run<'r> {
    pub program: &'r Program,
    pub sources: &'r Sources,
    pub suite: &'r Suite<'r>,
    /// Each mutant and what became of it.
    pub tried: Vec<(Mutant, Fate)>,
}

/// How many there are.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    pub killed: usize,
    pub survived: usize,
    pub equivalent: usize,
}

impl<'r> Run<'r> {
    /// Tries these mutants.
    pub fn of(
        ground: &'r Ground,
        sources: &'r Sources,
        suite: &'r Suite<'r>,
        mutants: Vec<Mutant>,
        kept: &Kept,
        lang: Lang,
    ) -> Self {
        let progress = Progress::new(mutants.len(), lang);
        let tried = mutants
            .into_par_iter()
            .map_init(
                || ground.program.clone(),
                |working, mutant| {
                    let fate = kept.fate(&mutant.id).cloned().unwrap_or_else(|| {
                        let fate = fate(&ground.program, sources, working, suite, &mutant);
                        kept.keep(&mutant.id, &fate);
                        fate
                    });
                    progress.done();
                    (mutant, fate)
                },
            )
            .collect();
        Run { program: &ground.program, sources, suite, tried }
    }

    /// How many there are of each.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, fate) in &self.tried {
            match fate {
                Fate::Killed(_) => counts.killed += 1,
                Fate::Survived { .. } => counts.survived += 1,
                Fate::Equivalent(_) => counts.equivalent += 1,
            }
        }
        counts
    }
}

impl Counts {
    /// The per cent that were noticed, equivalent ones aside; all, when there are no others.
    pub fn score(self) -> Rat {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let all = count(self.killed + self.survived);
        Rat::ratio(count(self.killed), all).map_or(Rat::whole(100), |share| share.mul(&Rat::whole(100)))
    }
}

/// What becomes of a mutant; `working` is a copy of the program, and is so again afterwards.
fn fate(program: &Program, sources: &Sources, working: &mut Program, suite: &Suite, mutant: &Mutant) -> Fate {
    let reaching = suite.reaching(program, mutant);
    // Cases without a date are evaluated as of the same day.
    let day = day_from_civil(2026, 1, 1).unwrap_or_default();
    let effort = Effort { day, source: SourceId::new(0), budget: BUDGET };
    mutant.edit.under(working, |mutated| {
        if let Some(case) = reaching.iter().find(|case| suite.notices(mutated, mutant, **case)) {
            return Fate::Killed(*case);
        }
        let witness = match apart(&Evaluator, program, mutated, mutant, effort) {
            Apart::Nothing(reason) => return Fate::Equivalent(Shown::of(reason, program, sources)),
            Apart::Plan(telling) => witness(program, mutated, &telling, day),
            Apart::Unknown => None,
        };
        Fate::Survived { reached: reaching.len(), witness: witness.map(Box::new) }
    })
}
