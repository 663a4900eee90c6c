//! The cases that passed, to the points that they cover.
//!
//! Cases are counted in runs of neighbours, one per task, so that the first case that covers a point is the same for any
//! number of cores.

use guiju_analyze::coverage::{Expected, Points, Tally, Valued};
use guiju_eval::Evaluator;
use guiju_ir::{Decide, Derivation, Norm, Program, SwitchId, Verdict};
use rayon::prelude::*;

use crate::cases::{self, Case, CasePlan, Expected as Wanted, ExpectedVerdict};
use crate::commands::test::run::{Run, Status};

/// What cases cover.
pub struct Measured<'r> {
    /// The points of the rules.
    pub points: Points,
    /// Those that are covered, each with the first case, by its place in `cases`.
    pub tally: Tally,
    /// The cases that passed.
    pub cases: Vec<&'r Case>,
}

/// Neighbours that are counted as one task.
const TOGETHER: usize = 32;

/// Counts what the cases of a run cover. One that failed tells nothing: what it expects is not so.
pub fn measure<'r>(program: &Program, run: &'r Run) -> Measured<'r> {
    let points = Points::of(program);
    let valued = Valued::of(program);
    let passed: Vec<&Case> =
        run.cases().filter(|case| matches!(case.status, Status::Passed)).map(|case| case.case).collect();
    let tally = passed
        .par_chunks(TOGETHER)
        .enumerate()
        .map(|(task, cases)| {
            let mut tally = Tally::new(&points);
            for (index, case) in cases.iter().enumerate() {
                count(&mut tally, (program, &points, &valued), run, case, number(task * TOGETHER + index));
            }
            tally
        })
        .reduce(|| Tally::new(&points), Tally::join);
    Measured { points, tally, cases: passed }
}

/// The program, its points, and the program in which values are asked for.
type Measuring<'m> = (&'m Program, &'m Points, &'m Valued);

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn count(tally: &mut Tally, (program, points, valued): Measuring, run: &Run, case: &Case, number: u32) {
    let Ok(prepared) = cases::prepare(program, run.sources, case) else { return };
    let CasePlan::Loaded { facts, question, subjects } = &prepared.plan else { return };
    let mut inquiry = Evaluator.open(program, facts, question);
    let answer = inquiry.answer();
    for (expected, subject) in case.expected.iter().zip(subjects) {
        match &expected.result {
            Wanted::Value(_) => {
                let Some(asking) = valued.norm(expected.rule) else { continue };
                let mut inquiry = Evaluator.open(&valued.program, facts, question);
                let Some(derivation) = inquiry.derive(asking, *subject) else { continue };
                tally.value(points, valued, (expected.rule, &derivation), number);
            }
            Wanted::Verdict(wanted) => {
                let verdict =
                    answer.verdicts.iter().find(|it| it.norm == expected.rule && it.subject == *subject);
                let norm = program.rules.at(expected.rule).norm();
                let (Some(verdict), Some(norm)) = (verdict, norm) else { continue };
                let Some(derivation) = inquiry.derive(expected.rule, *subject) else { continue };
                let counted = wanted_of(verdict, &derivation, (norm, wanted));
                tally.norm(points, program, &counted, number);
            }
        }
    }
}

/// What of an outcome a case tells.
fn wanted_of<'d>(
    verdict: &Verdict,
    derivation: &'d Derivation,
    (norm, wanted): (&Norm, &ExpectedVerdict),
) -> Expected<'d> {
    let turned_by: Vec<SwitchId> = verdict.turns.iter().map(|turn| turn.switch).collect();
    let effects = if wanted.effects.is_some() { (0..norm.effects.len()).collect() } else { Vec::new() };
    let named = |id: &str| wanted.duties.iter().any(|(duty, _)| duty == id);
    let duties = norm.duties.iter().enumerate().filter(|(_, duty)| named(&duty.name.id));
    Expected { derivation, turned_by, effects, duties: duties.map(|(index, _)| index).collect() }
}
