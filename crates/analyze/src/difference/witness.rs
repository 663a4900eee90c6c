//! A plan that two versions decide differently, as small as it can be, or what was searched in vain.
//!
//! The programs are those of [`common`](super::common): one plan is put to both. A norm that came or went has nothing to differ
//! from: a plan is looked for on which it comes to what it is made for. Readings are the defaults of each version.
//!
//! Invariant: a witness was decided under both versions as it stands.

use std::collections::BTreeSet;

use guiju_base::SourceId;
use guiju_ir::{
    Day, Decide, Derivation, FactRef, Facts, NormKind, Outcome, Program, Question, Rat, Readings, RuleId,
    Subject,
};

use super::Reached;
use super::mentions::{below, mentions};
use super::symbol::Thing;
use crate::search::{
    Differs, Domain, Doubt, Goal, Look, Reaches, Searched, Shown, Side, Sight, Stage, search, stages,
};

/// What a search needs beside the rule that it is for.
#[derive(Clone, Copy)]
pub struct Sought<'a> {
    /// The old program, over the common vocabulary.
    pub old: &'a Program,
    /// The new program, over the common vocabulary.
    pub new: &'a Program,
    /// The text that places of made-up facts point to.
    pub source: SourceId,
    /// The day that is tried first.
    pub day: Day,
    /// How many plans are looked at for one rule and set of items.
    pub budget: usize,
}

/// A plan and what it is put to.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The plan, in the common vocabulary.
    pub facts: Facts,
    /// The one that is asked about.
    pub subject: Subject,
    /// The day.
    pub day: Day,
    /// Whether both versions settle it; else one leaves it open.
    pub is_settled: bool,
}

/// How a search ended.
#[derive(Clone, Debug)]
pub enum Finding {
    /// A plan was found.
    Found(Box<Witness>),
    /// None was.
    Nowhere {
        /// How many plans were looked at.
        tried: usize,
        /// Whether it is shown that there is none, on any day.
        shown: bool,
        /// What leaves a doubt.
        doubts: Vec<Doubt>,
    },
}

/// The most days that are tried.
const DAYS: usize = 4;

/// Looks for a plan that tells the versions of a rule apart.
pub fn witness(engine: &dyn Decide, sought: &Sought<'_>, reached: &Reached) -> Finding {
    let sides: Vec<(&Program, RuleId)> = [(sought.new, reached.new), (sought.old, reached.old)]
        .into_iter()
        .filter_map(|(program, rule)| Some((program, rule?)))
        .collect();
    let days = days(&sides, sought.day);
    let is_timeless = days.len() == 1;
    let mut run = Run {
        engine,
        sought,
        reached,
        sides,
        tried: 0,
        doubts: BTreeSet::new(),
        nearly: None,
        grounds: None,
    };
    for day in days.into_iter().take(DAYS) {
        let domain = Domain::of(&run.sides, day);
        for stage in stages(&run.sides, sought.source) {
            if let Some(found) = run.on(day, &domain, &stage) {
                return Finding::Found(Box::new(found));
            }
        }
    }
    match run.grounds.or(run.nearly) {
        Some(witness) => Finding::Found(Box::new(witness)),
        None => Finding::Nowhere {
            tried: run.tried,
            shown: is_timeless && run.tried > 0 && run.doubts.is_empty(),
            doubts: run.doubts.into_iter().collect(),
        },
    }
}

struct Run<'a> {
    engine: &'a dyn Decide,
    sought: &'a Sought<'a>,
    reached: &'a Reached,
    /// The programs that have the rule, the new one first.
    sides: Vec<(&'a Program, RuleId)>,
    tried: usize,
    doubts: BTreeSet<Doubt>,
    nearly: Option<Witness>,
    /// One on which the answer stays, and its ground differs.
    grounds: Option<Witness>,
}

/// What a plan has to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    /// A yes in one version and a no in the other.
    Answer,
    /// Any difference: another ground of the same no, other effects or duties.
    Any,
}

/// Reached when the versions give different answers.
struct Answers<'p> {
    differs: Differs<'p>,
    engine: &'p dyn Decide,
    sides: [(&'p Program, RuleId, &'p Question); 2],
    subject: Subject,
}

impl Answers<'_> {
    /// Whether both versions say no, or both yes.
    fn agree(&self, facts: &Facts) -> bool {
        let [old, new] = self.sides.map(|(program, rule, question)| {
            let derivation = self.engine.open(program, facts, question).derive(rule, self.subject)?;
            let kind = program.rules.at(rule).norm()?.kind;
            Some(derivation.outcome.truth(kind))
        });
        old.is_some() && old == new
    }
}

impl Goal for Answers<'_> {
    fn look(&mut self, facts: &Facts) -> Look {
        match self.differs.look(facts) {
            // Both are settled: no further fact turns either.
            Look::Reached if self.agree(facts) => Look::Never,
            Look::Nearly(open) => Look::Open(open),
            look => look,
        }
    }

    fn turning_points(&mut self, fact: &FactRef) -> Vec<Rat> {
        self.differs.turning_points(fact)
    }

    fn stands(&mut self, facts: &Facts) -> bool {
        self.differs.stands(facts)
    }
}

impl Run<'_> {
    /// One search over the items of a stage.
    fn on(&mut self, day: Day, domain: &Domain, stage: &Stage) -> Option<Witness> {
        let sought = self.sought;
        let made = |settings, is_settled| Witness {
            facts: stage.plan(sought.new, settings),
            subject: stage.subject,
            day,
            is_settled,
        };
        if let Searched::Found(settings) = self.searched(day, domain, stage, Want::Answer)? {
            return Some(made(&settings, true));
        }
        match self.searched(day, domain, stage, Want::Any)? {
            Searched::Found(settings) => {
                self.grounds.get_or_insert_with(|| made(&settings, true));
            }
            Searched::Nearly(settings) => {
                self.nearly.get_or_insert_with(|| made(&settings, false));
            }
            Searched::Nowhere { shown, tried } => {
                self.tried += tried;
                if let Shown::Part(doubts) = shown {
                    self.doubts.extend(doubts);
                }
            }
        }
        None
    }

    fn searched(&self, day: Day, domain: &Domain, stage: &Stage, want: Want) -> Option<Searched> {
        let sought = self.sought;
        let question = |program: &Program| Question { as_of: day, readings: Readings::defaults(program) };
        let (was, is) = (question(sought.old), question(sought.new));
        if let (Some(old), Some(new)) = (self.reached.old, self.reached.new)
            && comparable(sought, old, new)
        {
            let old = Side { program: sought.old, rule: old, question: &was };
            let new = Side { program: sought.new, rule: new, question: &is };
            let differs = Differs::new(self.engine, old, new, stage.subject);
            let run = |goal: &mut dyn Goal| search(sought.new, domain, stage, goal, sought.budget);
            if want == Want::Answer {
                let sides = [(sought.old, old.rule, &was), (sought.new, new.rule, &is)];
                return Some(run(&mut Answers {
                    differs,
                    engine: self.engine,
                    sides,
                    subject: stage.subject,
                }));
            }
            let mut differs = differs;
            return Some(run(&mut differs));
        }
        let (program, rule) = *self.sides.first()?;
        let wanted = wanted(program.rules.at(rule).norm()?.kind);
        let question = if self.reached.new.is_some() { &is } else { &was };
        // Further facts settle what is open, and turn nothing that is settled.
        let sight = |derivation: &Derivation| match derivation.outcome {
            outcome if outcome == wanted => Sight::Reached,
            Outcome::Undetermined => Sight::Open(Vec::new()),
            _ => Sight::Never,
        };
        let mut goal = Reaches::new(self.engine, program, question, (rule, stage.subject), sight);
        Some(search(sought.new, domain, stage, &mut goal, sought.budget))
    }
}

fn comparable(sought: &Sought<'_>, old: RuleId, new: RuleId) -> bool {
    let kind = |program: &Program, rule| {
        let rule = program.rules.at(rule);
        (std::mem::discriminant(&rule.kind), rule.subject)
    };
    kind(sought.old, old) == kind(sought.new, new)
}

/// What a norm is made for: the grant, or the breach.
fn wanted(kind: NormKind) -> Outcome {
    match kind {
        NormKind::Permit | NormKind::Exempt | NormKind::Delegate => Outcome::Applies,
        NormKind::Oblige | NormKind::Forbid => Outcome::Breached,
        NormKind::Advise => Outcome::NotFollowed,
    }
}

/// The days on which the rules may come to something else: the first one, and those around the ends of periods.
fn days(sides: &[(&Program, RuleId)], first: Day) -> Vec<Day> {
    let mut ends: BTreeSet<Day> = BTreeSet::new();
    let mut period = |from: Option<Day>, to: Option<Day>| {
        ends.extend(from.into_iter().flat_map(|from| [from - 1, from]));
        ends.extend(to.into_iter().flat_map(|to| [to, to + 1]));
    };
    for (program, rule) in sides {
        for thing in below(&mentions(program), *rule) {
            match thing {
                Thing::Param(id) => {
                    program.params.at(id).values.iter().for_each(|value| period(value.from, value.to));
                }
                Thing::Rule(id) => {
                    if let Some(norm) = program.rules.at(id).norm() {
                        period(norm.valid_from, norm.valid_to);
                    }
                }
                _ => (),
            }
        }
    }
    std::iter::once(first).chain(ends.into_iter().filter(|day| *day != first)).collect()
}
