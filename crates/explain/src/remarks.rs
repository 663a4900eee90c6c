//! The state of the draft as its authors should see it: every doubtful clause and drafting issue with its rival readings
//! and, for the plans given, the decisions that each other reading turns and what hangs on them.
//!
//! Issues are the policy's switches and remarks. Only switches have figures, read off the verdicts' turns: rules do not
//! know the rival readings of a remark. Sizes are those of the subjects themselves, see [`crate::Total`].
//!
//! Invariant: switches that turn something come first, by headline decisions and then area; other switches and the remarks
//! follow, each in the order of the clauses.

mod draw;
mod json;
mod weigh;

use guiju_base::{Id, Words};
use guiju_ir::{Answer, ClauseId, Day, EntityId, Outcome, Program, Rat, Readings, RuleId, SwitchId};

use crate::case::{AsOfFrom, Case};
use crate::size::Total;

pub use draw::remarks_page;
pub use json::write_remarks;

/// The issues of a draft, in no language yet.
#[derive(Clone, PartialEq, Debug)]
pub struct RemarksReport {
    /// The plans against which the readings were tried.
    pub plans: Vec<TriedPlan>,
    /// The issues, in the order of the report.
    pub issues: Vec<Issue>,
}

/// A plan against which the readings were tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TriedPlan {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its file.
    pub file: String,
    /// `sha256:…` over the file.
    pub digest: String,
    /// Whether its data is made up.
    pub synthetic: bool,
    /// The as-of date.
    pub as_of: Day,
    /// Where the date came from.
    pub as_of_from: AsOfFrom,
    /// How many decisions the rules came to.
    pub decisions: usize,
    /// How many of them some reading turns.
    pub turned: usize,
}

/// Where an issue is declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IssueKind {
    /// A switch: the rules can follow each of its readings.
    Switch(SwitchId),
    /// A remark.
    Remark,
}

/// A clause that can be read in several ways, or a drafting defect.
#[derive(Clone, PartialEq, Debug)]
pub struct Issue {
    /// Where it is declared.
    pub kind: IssueKind,
    /// Its number in the policy's register.
    pub register: Option<String>,
    /// What is in doubt.
    pub issue: Words,
    /// The clauses.
    pub clauses: Vec<ClauseId>,
    /// The rival readings, as declared.
    pub readings: Vec<Rival>,
    /// What hangs on it in each plan; empty for a remark.
    pub plans: Vec<Weight>,
    /// The subjects whose decisions it turns, by entity, each counted once.
    pub stakes: Vec<Stake>,
}

impl Issue {
    /// What hangs on it in all plans.
    pub fn weight(&self) -> Weight {
        let sum = |of: fn(&Weight) -> usize| self.plans.iter().map(of).sum();
        Weight { headline: sum(|plan| plan.headline), other: sum(|plan| plan.other) }
    }

    /// Whether one of its readings turns a decision of the plans.
    pub fn is_decisive(&self) -> bool {
        self.weight() != Weight::default()
    }

    fn area(&self) -> Rat {
        let areas = self.stakes.iter().filter_map(|stake| stake.area.as_ref()?.sum.as_ref());
        areas.fold(Rat::ZERO, |sum, area| sum.add(area))
    }
}

/// How many decisions an issue turns; one that several readings turn counts once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Weight {
    /// Headline decisions.
    pub headline: usize,
    /// Others.
    pub other: usize,
}

/// One of the rival readings.
#[derive(Clone, PartialEq, Debug)]
pub struct Rival {
    /// The id of a switch's option.
    pub id: Option<String>,
    /// What it says.
    pub words: Words,
    /// Why one would read so.
    pub because: Option<Words>,
    /// Whether the rules follow it.
    pub default: bool,
    /// Whether it was followed here, where the call says so.
    pub chosen: bool,
    /// What it turns, by norm in the order of reports.
    pub turns: Vec<Turned>,
}

/// Decisions of one norm that a reading turns from one outcome to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Turned {
    /// The norm.
    pub norm: RuleId,
    /// Whether it answers a headline question.
    pub headline: bool,
    /// The outcome as chosen.
    pub from: Outcome,
    /// The outcome under the reading.
    pub to: Outcome,
    /// How many in each plan.
    pub plans: Vec<usize>,
    /// The subjects.
    pub stake: Stake,
    /// The first subjects, at most three.
    pub examples: Vec<Example>,
}

/// Subjects of one entity and how big they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stake {
    /// The entity.
    pub entity: EntityId,
    /// How many.
    pub count: usize,
    /// Their area, where the entity has one.
    pub area: Option<Total>,
    /// Their households, where the entity has a number of them.
    pub households: Option<Total>,
}

/// A subject whose decision a reading turns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// The place of its plan among the plans.
    pub plan: usize,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
}

/// The state of the draft; the cases are plans under one question, each with its answer. None is refused.
pub fn remarks(program: &Program, cases: &[(Case, Answer)]) -> RemarksReport {
    let plans = cases.iter().map(|(case, answer)| tried(case, answer)).collect();
    let readings =
        cases.first().map_or_else(|| Readings::defaults(program), |(case, _)| case.question.readings.clone());
    let mut weighed = weigh::weigh(program, cases);
    let mut issues = Vec::new();
    for (id, switch) in program.switches.iter() {
        let chosen = readings.chosen(id);
        let mut found = weighed.remove(&id).unwrap_or_default();
        let rivals = switch.options.iter().enumerate().map(|(index, option)| Rival {
            id: Some(option.name.id.clone()),
            words: option.name.label.clone(),
            because: option.because.clone(),
            default: index == switch.default,
            chosen: index == chosen,
            turns: found.turns(index),
        });
        issues.push(Issue {
            kind: IssueKind::Switch(id),
            register: switch.register.clone(),
            issue: switch.name.label.clone(),
            clauses: switch.clauses.clone(),
            readings: rivals.collect(),
            plans: found.weights,
            stakes: found.stakes,
        });
    }
    let first = |issue: &Issue| issue.clauses.iter().min().map_or(usize::MAX, |clause| clause.index());
    issues.sort_by(|one, other| {
        (other.weight().headline.cmp(&one.weight().headline))
            .then_with(|| other.area().cmp(&one.area()))
            .then_with(|| other.weight().other.cmp(&one.weight().other))
            .then_with(|| first(one).cmp(&first(other)))
    });
    // What turns nothing but other norms still goes before what turns nothing.
    issues.sort_by_key(|issue| !issue.is_decisive());
    let mut remarks: Vec<Issue> = program.remarks.iter().map(remark).collect();
    remarks.sort_by_key(first);
    issues.extend(remarks);
    RemarksReport { plans, issues }
}

fn remark(remark: &guiju_ir::Remark) -> Issue {
    let rivals = remark.readings.iter().map(|reading| Rival {
        id: None,
        words: reading.words.clone(),
        because: reading.because.clone(),
        default: reading.default,
        chosen: reading.default,
        turns: Vec::new(),
    });
    Issue {
        kind: IssueKind::Remark,
        register: Some(remark.register.clone()),
        issue: remark.issue.clone(),
        clauses: remark.clauses.clone(),
        readings: rivals.collect(),
        plans: Vec::new(),
        stakes: Vec::new(),
    }
}

fn tried(case: &Case, answer: &Answer) -> TriedPlan {
    let plan = &case.facts.plan;
    TriedPlan {
        id: plan.id.clone(),
        name: plan.name.clone(),
        file: plan.file.clone(),
        digest: plan.digest.clone(),
        synthetic: plan.synthetic,
        as_of: case.question.as_of,
        as_of_from: case.as_of_from,
        decisions: answer.verdicts.len(),
        turned: answer.verdicts.iter().filter(|verdict| !verdict.turns.is_empty()).count(),
    }
}
