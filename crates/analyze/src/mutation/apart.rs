//! What tells a mutant from its policy: a plan on which they come to something else, or what shows that there is none.
//!
//! A condition that was left out may be implied by the rest of its list, and both may have one normal form. Else plans are
//! searched for each rule that the change reaches, under every reading that the rule can meet. *Nothing* is said only where
//! one of these shows it, and of a search only when it was exhaustive.

use std::collections::BTreeSet;

use guiju_base::SourceId;
use guiju_ir::{
    Day, Decide, Facts, NodeId, Op, Program, Question, Readings, RuleId, Subject, SwitchId, Type,
};

use super::Mutant;
use super::implied::implied_by;
use crate::difference::{Sameness, difference};
use crate::search::{Differs, Domain, Goal, Searched, Settings, Shown, Side, search, stages};

/// The most combinations of readings that are tried for one rule.
const COMBINATIONS: usize = 24;

/// What tells a mutant from its policy.
#[derive(Clone, Debug)]
pub enum Apart {
    /// No plan does.
    Nothing(Reason),
    /// This one does.
    Plan(Box<Telling>),
    /// None was found, and it is not shown that there is none.
    Unknown,
}

/// What shows that no plan tells two programs apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Both say the same in a normal form, or for every truth of so many conditions.
    Same(Sameness),
    /// The condition that was left out says nothing that this one, of the same list, does not say.
    Implied(NodeId),
    /// So many plans stand for all plans there are, and on each both come to the same.
    Searched(usize),
}

/// A plan on which a rule comes to something else.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The rule: a norm, a quantity, or a check.
    pub rule: RuleId,
    /// For whom.
    pub subject: Subject,
    /// What the plan says.
    pub facts: Facts,
    /// The facts that matter, in the order in which they were found to.
    pub settings: Settings,
    /// The readings that are not the default.
    pub readings: Vec<(SwitchId, usize)>,
}

/// How hard plans are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// The as-of date.
    pub day: Day,
    /// What plans that are made up name as their text.
    pub source: SourceId,
    /// The most plans that one search looks at.
    pub budget: usize,
}

/// What tells `mutated`, which is `program` under the edit of `mutant`, from `program`.
pub fn apart(
    engine: &dyn Decide,
    program: &Program,
    mutated: &Program,
    mutant: &Mutant,
    effort: Effort,
) -> Apart {
    if let Some(by) = implied_by(program, mutant) {
        return Apart::Nothing(Reason::Implied(by));
    }
    let difference = difference(program, mutated);
    let open: BTreeSet<RuleId> = difference
        .reached
        .iter()
        .filter(|reached| !reached.is_settled())
        .filter_map(|reached| reached.new.or(reached.old))
        .collect();
    let is_settled = difference.changes.iter().all(|it| difference.is_settled(it, program, mutated));
    if open.is_empty() && is_settled {
        let shown = difference.reached.iter().flat_map(|it| [it.same, it.riders_same]).flatten();
        return Apart::Nothing(Reason::Same(shown.max().unwrap_or(Sameness::Form)));
    }
    if open.is_empty() {
        return Apart::Unknown;
    }
    let mut hunt = Hunt { engine, program, mutated, effort, tried: 0, shown: true, nearly: None };
    // Those that the mutant can reach most directly come first in the program.
    for rule in mutant.reach.iter().filter(|rule| open.contains(rule)) {
        if let Some(found) = hunt.rule(*rule) {
            return Apart::Plan(Box::new(found));
        }
    }
    match hunt.nearly.take() {
        Some(nearly) => Apart::Plan(Box::new(nearly)),
        None if hunt.shown && open.iter().all(|rule| mutant.reach.contains(rule)) => {
            Apart::Nothing(Reason::Searched(hunt.tried))
        }
        None => Apart::Unknown,
    }
}

struct Hunt<'p> {
    engine: &'p dyn Decide,
    program: &'p Program,
    mutated: &'p Program,
    effort: Effort,
    tried: usize,
    /// Whether every search so far has shown that there is nothing.
    shown: bool,
    /// A plan that one of both leaves open.
    nearly: Option<Telling>,
}

impl Hunt<'_> {
    /// A plan on which the rule comes to something else and both settle it.
    fn rule(&mut self, rule: RuleId) -> Option<Telling> {
        let both = [(self.program, rule), (self.mutated, rule)];
        let domain = Domain::of(&both, self.effort.day);
        let stages = stages(&both, self.effort.source);
        let (readings, complete) = combinations(self.program, rule);
        let is_exact = both.iter().all(|(program, rule)| is_exact(program, *rule));
        self.shown &= complete && is_exact && !stages.is_empty();
        for readings in readings {
            let questions = [self.program, self.mutated].map(|program| Question {
                as_of: self.effort.day,
                readings: readings
                    .iter()
                    .fold(Readings::defaults(program), |all, (switch, option)| all.with(*switch, *option)),
            });
            for stage in &stages {
                let [old, new] = [self.program, self.mutated];
                let [of_old, of_new] = &questions;
                let side = |program, question| Side { program, rule, question };
                let goal = || Differs::new(self.engine, side(old, of_old), side(new, of_new), stage.subject);
                let searched = search(self.program, &domain, stage, &mut goal(), self.effort.budget);
                let telling = |settings: Settings| Telling {
                    rule,
                    subject: stage.subject,
                    facts: stage.smallest(old, &settings, &mut goal() as &mut dyn Goal),
                    settings,
                    readings: readings.clone(),
                };
                match searched {
                    Searched::Found(settings) => return Some(telling(settings)),
                    Searched::Nearly(settings) => {
                        self.shown = false;
                        if self.nearly.is_none() {
                            self.nearly = Some(telling(settings));
                        }
                    }
                    Searched::Nowhere { shown, tried } => {
                        self.shown &= shown == Shown::Whole;
                        self.tried += tried;
                    }
                }
            }
        }
        None
    }
}

/// Readings to try for a rule, the defaults first, then one other at a time, then the rest; and whether these are all.
fn combinations(program: &Program, rule: RuleId) -> (Vec<Vec<(SwitchId, usize)>>, bool) {
    let switches = &program.rules.at(rule).switches;
    let others = |switch: SwitchId| {
        let declared = program.switches.at(switch);
        (0..declared.options.len())
            .filter(|option| *option != declared.default)
            .map(move |option| (switch, option))
    };
    let count = switches.iter().map(|switch| program.switches.at(*switch).options.len());
    let count = count.fold(1_usize, usize::saturating_mul);
    let mut all: Vec<Vec<(SwitchId, usize)>> = vec![Vec::new()];
    for switch in switches {
        if count > COMBINATIONS {
            all.extend(others(*switch).map(|one| vec![one]));
            continue;
        }
        let more: Vec<_> = all
            .iter()
            .flat_map(|chosen| others(*switch).map(|one| chosen.iter().copied().chain([one]).collect()))
            .collect();
        all.extend(more);
    }
    all.sort_by_key(Vec::len);
    (all, count <= COMBINATIONS)
}

/// Whether plans in which each fact is known or not stand for all plans: no quantity is read, of which a plan may state a
/// range, and nothing that the rule rests on is another on another day.
fn is_exact(program: &Program, rule: RuleId) -> bool {
    let is_lasting = |rule: RuleId| {
        program.rules.at(rule).norm().is_none_or(|norm| norm.valid_from.is_none() && norm.valid_to.is_none())
    };
    let parts = program.rules.at(rule).norm().into_iter().flat_map(|norm| {
        norm.effects.iter().filter_map(|used| used.when).chain(norm.duties.iter().map(|duty| duty.holds))
    });
    let mut below = program.nodes_below(program.rules.at(rule).deciding().into_iter().chain(parts));
    is_lasting(rule)
        && below.all(|(_, node)| match node.op {
            Op::Field(_, field) => !matches!(program.fields.at(field).ty, Type::Quantity(_)),
            Op::Param(param) => {
                let mut values = program.params.at(param).values.iter();
                values.all(|value| value.from.is_none() && value.to.is_none())
            }
            Op::Call(called, _) => is_lasting(called),
            _ => true,
        })
}
