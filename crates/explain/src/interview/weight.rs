//! How decisive an answer is: how many outcomes it can settle by itself.
//!
//! Outcomes of one norm that wait for facts of the same fields are taken to be alike: the engine tries every answer to
//! each fact of the first of them, and what settles that one is taken to settle its like. Kinds are tried in the order of
//! their size, as many as the size of the plan allows; facts of a kind that was not tried weigh by who waits for them.

use guiju_ir::{Decide, Inquiry, Outcome};

use super::agenda::{Gathered, facts_of};
use crate::case::Case;
use crate::outlook::Prospects;

/// Items of the plan times answers that are tried: one trial may look at every item once.
const MOST: usize = 3_000_000;
/// Kinds that are tried whatever the size of the plan.
const LEAST: usize = 6;

/// Counts for each fact the outcomes that some answer to it settles; returns how many kinds were tried.
pub(super) fn weigh(
    case: &Case,
    engine: &dyn Decide,
    inquiry: &mut dyn Inquiry,
    gathered: &mut Gathered,
) -> usize {
    let Gathered { facts: wanted, kinds, .. } = gathered;
    let items: usize = case.facts.rows.values().map(|rows| rows.len()).sum();
    let (mut left, mut tried) = (MOST / items.max(1), 0);
    let mut order: Vec<usize> = (0..kinds.len()).collect();
    order.sort_by_key(|kind| {
        (std::cmp::Reverse(kinds.get(*kind).map_or(0, |kind| kind.outcomes.len())), *kind)
    });
    let mut prospects = Prospects::new(case, engine);
    for at in order {
        let Some(kind) = kinds.get(at).filter(|_| left > 0 || tried < LEAST) else { break };
        tried += 1;
        let Some(derivation) = inquiry.derive(kind.example.0, kind.example.1) else { continue };
        let facts = facts_of(case, &derivation);
        let settling = prospects.answers(&derivation, &facts);
        let trials: usize = settling.iter().map(|set| set.answers.len()).sum();
        left = left.saturating_sub(trials);
        let settles = |outcome: Outcome| outcome != Outcome::Undetermined;
        let telling: Vec<usize> = (0..facts.len())
            .filter(|place| {
                let fact = facts.get(*place);
                let tried = settling.iter().find(|tried| tried.facts.first() == fact);
                tried.is_some_and(|tried| tried.answers.iter().any(|answer| settles(answer.outcome)))
            })
            .collect();
        for outcome in &kind.outcomes {
            for place in &telling {
                let settled = outcome.get(*place).and_then(|fact| wanted.get_mut(*fact));
                settled.into_iter().for_each(|wanted| wanted.settles += 1);
            }
        }
    }
    tried
}
