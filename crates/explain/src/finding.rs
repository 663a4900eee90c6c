//! One verdict with all that is said of it: flags, reasons, what is missing, duties, effects, readings.
//!
//! Built from the verdict and, where the engine gives one, its derivation.

use guiju_base::Words;
use guiju_ir::{
    ClauseId, Derivation, EffectId, FactRef, Outcome, RuleId, Subject, SwitchId, Truth, Turn, Verdict,
};

use crate::awaiting::awaited;
use crate::case::Case;
use crate::missing::{self, Missing};
use crate::reasons::{Reason, reasons};
use crate::sentence;
use crate::trail::Trail;
use crate::words::duty_outcome;

/// A duty that rides on a norm that applies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DutyFinding {
    /// Its place among the norm's duties.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Words,
    /// The clauses that ask for it.
    pub clauses: Vec<ClauseId>,
    /// `Met`, `Breached` or `Undetermined`.
    pub outcome: Outcome,
}

/// A verdict in full.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The norm.
    pub norm: RuleId,
    /// The subject.
    pub subject: Subject,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether it answers a headline question.
    pub headline: bool,
    /// `exploratory`, `reading_sensitive`, `awaiting_approval`, in this order.
    pub flags: Vec<&'static str>,
    /// The bodies whose steps alone are wanting.
    pub awaits: Vec<Words>,
    /// The clauses of the norm.
    pub clauses: Vec<ClauseId>,
    /// The effects that follow; only when it applies.
    pub effects: Vec<EffectId>,
    /// What it leaves in place; only when it applies.
    pub leaves: Vec<Words>,
    /// The duties; only when it applies.
    pub duties: Vec<DutyFinding>,
    /// What an open outcome waits for.
    pub missing: Vec<Missing>,
    /// The bars that hold.
    pub blocked_by: Vec<RuleId>,
    /// What the author says of the outcome.
    pub sentence: Option<Words>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The readings that would turn it.
    pub readings: Vec<Turn>,
    /// Facts that rest on an outside act and name no document.
    pub ungrounded: Vec<FactRef>,
    /// Facts that were presumed.
    pub presumed: Vec<FactRef>,
    /// Facts that are not the plan's but were assumed.
    pub assumed: Vec<FactRef>,
}

/// The finding of a verdict; `derivation` is that of the same norm and subject.
pub fn finding(case: &Case, verdict: &Verdict, derivation: Option<&Derivation>) -> Finding {
    let rule = case.program.rules.at(verdict.norm);
    let mut finding = Finding {
        norm: verdict.norm,
        subject: verdict.subject,
        outcome: verdict.outcome,
        headline: case.program.decisions.iter().any(|(norm, _)| *norm == verdict.norm),
        flags: Vec::new(),
        awaits: Vec::new(),
        clauses: rule.clauses.clone(),
        effects: Vec::new(),
        leaves: Vec::new(),
        duties: Vec::new(),
        missing: Vec::new(),
        blocked_by: Vec::new(),
        sentence: None,
        reasons: Vec::new(),
        readings: verdict.turns.clone(),
        ungrounded: Vec::new(),
        presumed: Vec::new(),
        assumed: Vec::new(),
    };
    if let Some(derivation) = derivation {
        derived(&mut finding, &Trail { case: *case, derivation });
    }
    finding.flags = flags(case, verdict, &finding.awaits);
    finding
}

/// The flags of a verdict.
pub(crate) fn flags(case: &Case, verdict: &Verdict, awaits: &[Words]) -> Vec<&'static str> {
    let exploratory = case.program.rules.at(verdict.norm).norm().is_some_and(|norm| norm.exploratory);
    let flags = [
        ("exploratory", exploratory),
        ("reading_sensitive", !verdict.turns.is_empty()),
        ("awaiting_approval", !awaits.is_empty()),
    ];
    flags.into_iter().filter(|(_, raised)| *raised).map(|(flag, _)| flag).collect()
}

fn derived(finding: &mut Finding, trail: &Trail) {
    let (case, derivation) = (trail.case, trail.derivation);
    let Some(norm) = trail.norm() else { return };
    finding.awaits = awaited(trail);
    finding.missing = missing::gaps(trail).iter().map(|gap| gap.missing(&case)).collect();
    finding.sentence = sentence::of_outcome(trail);
    finding.reasons = reasons(trail);
    let grounds = missing::grounds(trail);
    finding.ungrounded = grounds.ungrounded;
    finding.presumed = grounds.presumed;
    finding.assumed = grounds.assumed;
    if norm.kind.grants() && finding.outcome == Outcome::Blocked {
        let bars = derivation.bars.iter().filter(|bar| trail.truth(bar.step) == Truth::True);
        finding.blocked_by = bars.map(|bar| bar.rule).collect();
    }
    if finding.outcome != Outcome::Applies {
        return;
    }
    finding.leaves = norm.leaves.clone();
    let follows = derivation.effects.iter().filter(|effect| effect.holds == Truth::True);
    finding.effects =
        follows.filter_map(|effect| norm.effects.get(effect.index)).map(|effect| effect.effect).collect();
    finding.duties = derivation
        .duties
        .iter()
        .filter_map(|step| norm.duties.get(step.index).map(|duty| (step, duty)))
        .map(|(step, duty)| DutyFinding {
            index: step.index,
            id: duty.name.id.clone(),
            label: duty.name.label.clone(),
            clauses: duty.clauses.clone(),
            outcome: duty_outcome(step.holds),
        })
        .collect();
}

/// The switch and option of a turn, by their ids.
pub(crate) fn turn_ids<'a>(case: &Case<'a>, switch: SwitchId, option: usize) -> (&'a str, &'a str) {
    let switch = case.program.switches.at(switch);
    let option = switch.options.get(option).map_or("", |option| option.name.id.as_str());
    (&switch.name.id, option)
}
