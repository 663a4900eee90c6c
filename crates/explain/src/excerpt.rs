//! Which verdicts a file tells one by one, so that a plan of any size makes a file that can be opened.
//!
//! Of each norm and outcome the first ones are told, in the order of the plan; the rest are counted, never dropped unsaid.

use std::collections::BTreeMap;

use guiju_ir::{Outcome, RuleId, Verdict};

/// How many are told of one norm and outcome.
const MOST: usize = 100;

/// Verdicts that are told, and how many are not.
#[derive(Clone, Debug, Default)]
pub struct Excerpt<'v> {
    /// Those that are told.
    pub told: Vec<&'v Verdict>,
    /// How many of each norm and outcome are left out.
    pub left: BTreeMap<(RuleId, Outcome), usize>,
}

impl<'v> Excerpt<'v> {
    /// Takes all.
    pub fn all(verdicts: Vec<&'v Verdict>) -> Self {
        Excerpt { told: verdicts, left: BTreeMap::new() }
    }

    /// Takes the first of each norm and outcome.
    pub fn of(verdicts: impl Iterator<Item = &'v Verdict>) -> Self {
        let mut excerpt = Excerpt::default();
        let mut met: BTreeMap<(RuleId, Outcome), usize> = BTreeMap::new();
        for verdict in verdicts {
            let key = (verdict.norm, verdict.outcome);
            let count = met.entry(key).or_default();
            *count += 1;
            if *count <= MOST {
                excerpt.told.push(verdict);
            } else {
                *excerpt.left.entry(key).or_default() += 1;
            }
        }
        excerpt
    }
}
