//! What must be put right for the subjects of a draft: each is looked at while that is cheap, else the first stands for all.

use guiju_explain::{Prospects, Telling};
use guiju_ir::{Decide, Inquiry, NormKind, Subject};

use super::{Draft, Fault, Situation};
use crate::Review;
use crate::demand::Demand;

/// Outcomes are looked at as long as they, times the items of the plan, are no more than this.
const MOST: usize = 500_000;

pub(super) struct Look<'r> {
    review: &'r Review<'r>,
    prospects: Prospects<'r>,
    /// Whether every subject is looked at.
    each: bool,
    /// How many more outcomes are looked at.
    left: usize,
}

impl<'r> Look<'r> {
    /// For `outcomes` that are not as they should be.
    pub fn new(review: &'r Review<'r>, engine: &'r dyn Decide, outcomes: usize) -> Look<'r> {
        let items: usize = review.case.facts.rows.values().map(|rows| rows.len()).sum();
        let left = MOST / items.max(1);
        Look { review, prospects: Prospects::new(&review.case, engine), each: outcomes <= left, left }
    }

    /// The situations of a draft, one per demand, each with whether nobody can change it.
    pub fn situations(&mut self, draft: &Draft, inquiry: &mut dyn Inquiry) -> Vec<(Situation, bool)> {
        let mut found: Vec<(Situation, bool)> = Vec::new();
        for (at, (subject, norms)) in draft.subjects.iter().enumerate() {
            let looked = if self.each || at == 0 { self.demand(draft, *subject, inquiry) } else { None };
            let tried = usize::from(looked.is_some());
            let (demand, stands) = match (looked, found.first()) {
                (Some(looked), _) => looked,
                (None, Some((first, stands))) => (first.demand.clone(), *stands),
                (None, None) => (String::new(), false),
            };
            let same =
                |(situation, known): &&mut (Situation, bool)| situation.demand == demand && *known == stands;
            match found.iter_mut().find(same) {
                Some((situation, _)) => {
                    situation.subjects.push(*subject);
                    situation.tried += tried;
                    norms.iter().for_each(|norm| {
                        if !situation.norms.contains(norm) {
                            situation.norms.push(*norm);
                        }
                    });
                }
                None => {
                    let situation = Situation {
                        reason: Default::default(),
                        clauses: draft.clauses(),
                        norms: norms.clone(),
                        subjects: vec![*subject],
                        demand,
                        tried,
                    };
                    found.push((situation, stands));
                }
            }
        }
        for (situation, _) in &mut found {
            situation.reason = draft.reason(situation.subjects.len() == 1 && draft.subjects.len() == 1);
        }
        found
    }

    fn demand(
        &mut self,
        draft: &Draft,
        subject: Subject,
        inquiry: &mut dyn Inquiry,
    ) -> Option<(String, bool)> {
        // A duty is put right by keeping it; its norm applies as it is.
        if draft.fault == Fault::Duty {
            return None;
        }
        let program = self.review.case.program;
        let (_, norms) = draft.subjects.iter().find(|(known, _)| *known == subject)?;
        let norm = *norms.first()?;
        self.left = self.left.checked_sub(1)?;
        let derivation = inquiry.derive(norm, subject)?;
        let outlook = self.prospects.outlook(&derivation, inquiry);
        let kind = program.rules.at(norm).norm().map_or(NormKind::Permit, |norm| norm.kind);
        let telling = Telling { case: self.review.case, lang: self.review.lang };
        let only = draft.reasons.iter().filter_map(|reason| reason.fact.as_ref().map(|fact| fact.field));
        // What fails beside a bar is not what the bar asks for.
        let gaps = draft.fault != Fault::Stopped;
        let demand = Demand { telling, home: subject, kind, only: only.collect(), gaps };
        Some((demand.words(&outlook), outlook.stands))
    }
}
