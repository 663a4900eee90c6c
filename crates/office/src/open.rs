//! What open outcomes wait for: each fact or determination once, with whose it is and the decisions that hang on it.

use std::collections::HashMap;

use guiju_base::{Id, Words};
use guiju_explain::{Finding, Missing, Needs, finding};
use guiju_ir::{Inquiry, Outcome, RuleId, Subject};

use crate::Review;

/// One fact that is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub missing: Missing,
    /// The open decisions that hang on it.
    pub decisions: Vec<(RuleId, Subject)>,
}

/// What is wanted, as it is met.
#[derive(Default)]
pub(crate) struct Open {
    places: HashMap<String, usize>,
    wanted: Vec<Wanted>,
}

impl Open {
    /// Takes in what an outcome waits for.
    pub fn add(&mut self, found: &Finding) {
        for missing in &found.missing {
            let at = *self.places.entry(missing.path.clone()).or_insert(self.wanted.len());
            if at == self.wanted.len() {
                self.wanted.push(Wanted { missing: missing.clone(), decisions: Vec::new() });
            }
            if let Some(wanted) = self.wanted.get_mut(at) {
                wanted.decisions.push((found.norm, found.subject));
            }
        }
    }

    /// By what settles it and who gives it, the plan itself first; then in the order of the vocabulary.
    pub fn finish(mut self) -> Vec<Wanted> {
        let mut givers: Vec<(Needs, Option<Words>)> = Vec::new();
        let order = |missing: &Missing| missing.fact.map(|(entity, field)| (entity.index(), field.index()));
        self.wanted.sort_by_key(|wanted| order(&wanted.missing).unwrap_or((usize::MAX, usize::MAX)));
        for wanted in &self.wanted {
            let giver = (wanted.missing.needs, wanted.missing.by.clone());
            if !givers.contains(&giver) {
                givers.push(giver);
            }
        }
        givers.sort_by_key(|(needs, by)| (*needs, by.is_some()));
        let place = |missing: &Missing| {
            givers.iter().position(|(needs, by)| *needs == missing.needs && *by == missing.by)
        };
        self.wanted.sort_by_key(|wanted| place(&wanted.missing));
        self.wanted
    }
}

/// What the open headline outcomes wait for.
pub(crate) fn headline(review: &Review, inquiry: &mut dyn Inquiry) -> Vec<Wanted> {
    let program = review.case.program;
    let mut open = Open::default();
    for verdict in &review.answer.verdicts {
        let headline = program.decisions.iter().any(|(norm, _)| *norm == verdict.norm);
        if !headline || verdict.outcome != Outcome::Undetermined {
            continue;
        }
        if let Some(derivation) = inquiry.derive(verdict.norm, verdict.subject) {
            open.add(&finding(&review.case, verdict, Some(&derivation)));
        }
    }
    open.finish()
}
