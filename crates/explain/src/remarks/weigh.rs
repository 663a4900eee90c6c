//! What hangs on each switch: the turns of all verdicts, gathered by switch, reading, norm and change of outcome.

use std::collections::{BTreeMap, HashMap, HashSet};

use guiju_base::Id;
use guiju_ir::{Answer, Dimension, EntityId, Outcome, Program, RuleId, Subject, SwitchId, Verdict};

use super::{Example, Stake, Turned, Weight};
use crate::case::Case;
use crate::size::{Total, size, size_field};

const EXAMPLES: usize = 3;

/// What hangs on one switch.
#[derive(Default)]
pub(super) struct Weighed {
    /// By plan.
    pub weights: Vec<Weight>,
    /// By entity, in the order of the vocabulary.
    pub stakes: Vec<Stake>,
    seen: HashSet<(usize, Subject)>,
    /// By reading, place of the norm in reports, and change.
    turns: BTreeMap<(usize, usize, Outcome, Outcome), Turned>,
}

impl Weighed {
    /// What one reading turns.
    pub(super) fn turns(&mut self, option: usize) -> Vec<Turned> {
        let of = |key: &(usize, usize, Outcome, Outcome)| key.0 == option;
        let keys: Vec<_> = self.turns.keys().copied().filter(of).collect();
        keys.into_iter().filter_map(|key| self.turns.remove(&key)).collect()
    }
}

/// Gathers the turns of all plans.
pub(super) fn weigh(program: &Program, cases: &[(Case, Answer)]) -> HashMap<SwitchId, Weighed> {
    let order = program.norms_in_order().into_iter().enumerate().map(|(at, (norm, _))| (norm, at)).collect();
    let mut scale = Scale { program, order, plans: cases.len(), weighed: HashMap::new() };
    for (plan, (case, answer)) in cases.iter().enumerate() {
        answer.verdicts.iter().for_each(|verdict| scale.verdict(plan, case, verdict));
    }
    scale.finish()
}

struct Scale<'a> {
    program: &'a Program,
    order: HashMap<RuleId, usize>,
    plans: usize,
    weighed: HashMap<SwitchId, Weighed>,
}

impl Scale<'_> {
    fn verdict(&mut self, plan: usize, case: &Case, verdict: &Verdict) {
        let headline = self.program.decisions.iter().any(|(norm, _)| *norm == verdict.norm);
        let order = self.order.get(&verdict.norm).copied().unwrap_or(usize::MAX);
        let mut met: HashSet<SwitchId> = HashSet::new();
        for turn in &verdict.turns {
            let weighed = self.weighed.entry(turn.switch).or_default();
            weighed.weights.resize(self.plans, Weight::default());
            if met.insert(turn.switch) {
                if let Some(weight) = weighed.weights.get_mut(plan) {
                    *if headline { &mut weight.headline } else { &mut weight.other } += 1;
                }
                if weighed.seen.insert((plan, verdict.subject)) {
                    count(case, verdict.subject, &mut weighed.stakes);
                }
            }
            let key = (turn.option, order, verdict.outcome, turn.outcome);
            let turned = weighed.turns.entry(key).or_insert_with(|| Turned {
                norm: verdict.norm,
                headline,
                from: verdict.outcome,
                to: turn.outcome,
                plans: vec![0; self.plans],
                stake: Stake::none(self.program, verdict.subject.entity),
                examples: Vec::new(),
            });
            turned.add(plan, case, verdict.subject);
        }
    }

    fn finish(mut self) -> HashMap<SwitchId, Weighed> {
        for weighed in self.weighed.values_mut() {
            weighed.stakes.sort_by_key(|stake| stake.entity.index());
        }
        self.weighed
    }
}

/// Counts a subject among those of its entity.
fn count(case: &Case, subject: Subject, stakes: &mut Vec<Stake>) {
    let entity = subject.entity;
    match stakes.iter_mut().find(|stake| stake.entity == entity) {
        Some(stake) => stake.add(case, subject),
        None => {
            let mut stake = Stake::none(case.program, entity);
            stake.add(case, subject);
            stakes.push(stake);
        }
    }
}

impl Turned {
    fn add(&mut self, plan: usize, case: &Case, subject: Subject) {
        self.stake.add(case, subject);
        if let Some(count) = self.plans.get_mut(plan) {
            *count += 1;
        }
        if self.examples.len() < EXAMPLES {
            let id = case.facts.id(subject).to_string();
            self.examples.push(Example { plan, id, name: case.name(subject) });
        }
    }
}

impl Stake {
    fn none(program: &Program, entity: EntityId) -> Stake {
        let total = |dimension| size_field(program, entity, dimension).map(|_| Total::default());
        Stake { entity, count: 0, area: total(Dimension::Area), households: total(Dimension::Households) }
    }

    fn add(&mut self, case: &Case, subject: Subject) {
        self.count += 1;
        let totals = [(&mut self.area, Dimension::Area), (&mut self.households, Dimension::Households)];
        for (total, dimension) in totals {
            let field = size_field(case.program, subject.entity, dimension);
            if let Some((total, field)) = total.as_mut().zip(field) {
                total.add(size(case, subject, field));
            }
        }
    }
}
