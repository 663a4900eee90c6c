//! What is wrong in a plan, gathered from its verdicts: each problem with its situations, the subjects in each, and what must
//! be put right.
//!
//! A problem is a prohibition touched, a bar that stops a headline norm, a headline norm whose conditions fail, a duty not
//! kept, an obligation not met, or advice not followed. A headline norm that fails for what nobody can change is no problem
//! to put right: it is told apart.
//!
//! Invariant: within a situation the reasons and the demand are the same for every subject.

mod look;

use std::collections::HashMap;

use guiju_base::{Lang, Words};
use guiju_explain::{Finding, Reason, Role, finding};
use guiju_ir::{ClauseId, Decide, Inquiry, NormKind, Outcome, Program, RuleId, Subject, Verdict};

use crate::Review;
use look::Look;

/// What kind of problem it is; in the order in which problems are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Fault {
    /// A prohibition is touched.
    Touched,
    /// A bar stops headline norms.
    Stopped,
    /// The conditions of a headline norm fail.
    Short,
    /// A duty that rides on norms is not kept.
    Duty,
    /// An obligation is not met.
    Unmet,
    /// Advice is not followed.
    Advice,
}

/// One problem.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub fault: Fault,
    /// The norm; of `Stopped` the bar, of `Duty` the first norm that it rides on.
    pub rule: RuleId,
    /// The duty that is not kept; none of any other problem.
    pub duty: Option<Words>,
    pub situations: Vec<Situation>,
}

/// Subjects of a problem that are alike.
#[derive(Clone, Debug)]
pub(crate) struct Situation {
    /// Why, in one phrase.
    pub reason: Words,
    pub clauses: Vec<ClauseId>,
    /// The norms that are stopped, or that the duty rides on; otherwise the norm of the problem.
    pub norms: Vec<RuleId>,
    pub subjects: Vec<Subject>,
    /// What must be put right; empty where it was not looked for.
    pub demand: String,
    /// For how many of the subjects the demand was tried.
    pub tried: usize,
}

/// All problems, and what only waits for a step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    /// What must be put right.
    pub faults: Vec<Problem>,
    /// What should be.
    pub advice: Vec<Problem>,
    /// Headline norms that fail for what nobody can change.
    pub beyond: Vec<Problem>,
    /// Norms that are complete but for a step of these bodies, with the subjects.
    pub awaiting: Vec<(RuleId, Vec<Words>, Vec<Subject>)>,
}

/// What makes two subjects alike.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    fault: Fault,
    rule: RuleId,
    reasons: Vec<(Role, String)>,
}

/// A situation in the making: subjects, each with the norms concerned.
struct Draft {
    fault: Fault,
    rule: RuleId,
    reasons: Vec<Reason>,
    /// The duty that is not kept.
    duty: Option<Words>,
    subjects: Vec<(Subject, Vec<RuleId>)>,
}

/// The problems of an answer.
pub(crate) fn problems(review: &Review, inquiry: &mut dyn Inquiry, engine: &dyn Decide) -> Problems {
    let mut gather = Gather {
        review,
        seen: HashMap::new(),
        duties: HashMap::new(),
        places: HashMap::new(),
        drafts: Vec::new(),
        awaiting: Vec::new(),
    };
    for verdict in &review.answer.verdicts {
        gather.verdict(verdict, inquiry);
    }
    let Gather { drafts, awaiting, .. } = gather;
    let mut look = Look::new(review, engine, drafts.iter().map(|draft| draft.subjects.len()).sum());
    let mut problems = Problems { awaiting, ..Problems::default() };
    for draft in drafts {
        for (situation, stands) in look.situations(&draft, inquiry) {
            let list = match draft.fault {
                Fault::Advice => &mut problems.advice,
                Fault::Short if stands => &mut problems.beyond,
                _ => &mut problems.faults,
            };
            let same = |problem: &&mut Problem| {
                problem.fault == draft.fault && problem.rule == draft.rule && problem.duty == draft.duty
            };
            match list.iter_mut().find(same) {
                Some(problem) => problem.situations.push(situation),
                None => {
                    let (fault, rule, duty) = (draft.fault, draft.rule, draft.duty.clone());
                    list.push(Problem { fault, rule, duty, situations: vec![situation] });
                }
            }
        }
    }
    // A stable sort: within a kind the order of reports stays.
    problems.faults.sort_by_key(|problem| problem.fault);
    problems
}

struct Gather<'r> {
    review: &'r Review<'r>,
    seen: HashMap<Key, usize>,
    /// The first norm that a duty rides on, by the duty's label and clauses.
    duties: HashMap<(String, Vec<ClauseId>), RuleId>,
    /// Where a subject stands in a draft.
    places: HashMap<(usize, Subject), usize>,
    drafts: Vec<Draft>,
    awaiting: Vec<(RuleId, Vec<Words>, Vec<Subject>)>,
}

impl Gather<'_> {
    fn verdict(&mut self, verdict: &Verdict, inquiry: &mut dyn Inquiry) {
        let program = self.review.case.program;
        let Some(norm) = program.rules.at(verdict.norm).norm() else { return };
        let headline = program.decisions.iter().any(|(headline, _)| *headline == verdict.norm);
        let fault = match (verdict.outcome, norm.kind) {
            (Outcome::Breached, NormKind::Forbid) => Some(Fault::Touched),
            (Outcome::Breached, _) => Some(Fault::Unmet),
            (Outcome::NotFollowed, _) => Some(Fault::Advice),
            (Outcome::Blocked, _) if headline => Some(Fault::Stopped),
            (Outcome::DoesNotApply, _) if headline => Some(Fault::Short),
            _ => None,
        };
        let has_duties = verdict.outcome == Outcome::Applies && !norm.duties.is_empty();
        let may_wait = headline && verdict.outcome == Outcome::Undetermined;
        if fault.is_none() && !has_duties && !may_wait {
            return;
        }
        let Some(derivation) = inquiry.derive(verdict.norm, verdict.subject) else { return };
        let found = finding(&self.review.case, verdict, Some(&derivation));
        if has_duties {
            return self.duties(&found);
        }
        if !found.awaits.is_empty() {
            return self.awaiting(&found);
        }
        match fault {
            Some(Fault::Stopped) => self.stopped(found),
            Some(fault) => {
                let reasons = telling(program, found.reasons);
                self.add((fault, found.norm, None), reasons, (found.subject, found.norm));
            }
            None => {}
        }
    }

    fn awaiting(&mut self, found: &Finding) {
        let same = |(norm, bodies, _): &&mut (RuleId, Vec<Words>, Vec<Subject>)| {
            *norm == found.norm && *bodies == found.awaits
        };
        match self.awaiting.iter_mut().find(same) {
            Some((.., subjects)) => subjects.push(found.subject),
            None => self.awaiting.push((found.norm, found.awaits.clone(), vec![found.subject])),
        }
    }

    /// A bar is told once, whatever it stops.
    fn stopped(&mut self, found: Finding) {
        for bar in &found.blocked_by {
            let reasons = found.reasons.iter().filter(|reason| reason.role == Role::Bar(*bar)).cloned();
            self.add((Fault::Stopped, *bar, None), reasons.collect(), (found.subject, found.norm));
        }
    }

    fn duties(&mut self, found: &Finding) {
        for duty in found.duties.iter().filter(|duty| duty.outcome == Outcome::Breached) {
            let text =
                Words::new(format!("“{}”未履行", duty.label.zh), format!("“{}” is not kept", duty.label.en));
            let reason = Reason {
                common: text.clone(),
                text,
                clauses: duty.clauses.clone(),
                truth: guiju_ir::Truth::False,
                path: None,
                fact: None,
                role: Role::Condition,
            };
            let named = (duty.label.zh.clone(), duty.clauses.clone());
            let rule = *self.duties.entry(named).or_insert(found.norm);
            let of = (Fault::Duty, rule, Some(duty.label.clone()));
            self.add(of, vec![reason], (found.subject, found.norm));
        }
    }

    fn add(
        &mut self,
        (fault, rule, duty): (Fault, RuleId, Option<Words>),
        reasons: Vec<Reason>,
        (subject, norm): (Subject, RuleId),
    ) {
        let told = reasons.iter().map(|reason| (reason.role, reason.common.zh.clone())).collect();
        let key = Key { fault, rule, reasons: told };
        let at = *self.seen.entry(key).or_insert_with(|| {
            self.drafts.push(Draft { fault, rule, reasons, duty, subjects: Vec::new() });
            self.drafts.len() - 1
        });
        let Some(draft) = self.drafts.get_mut(at) else { return };
        let place = *self.places.entry((at, subject)).or_insert(draft.subjects.len());
        match draft.subjects.get_mut(place) {
            Some((_, norms)) => norms.push(norm),
            None => draft.subjects.push((subject, vec![norm])),
        }
    }
}

/// The reasons to tell: a plan under review lacks its approval as a matter of course, so where something else fails too, that
/// is the reason.
fn telling(program: &Program, reasons: Vec<Reason>) -> Vec<Reason> {
    let awaits = |reason: &Reason| {
        reason.fact.as_ref().is_some_and(|fact| program.fields.at(fact.field).awaits.is_some())
    };
    if reasons.iter().all(awaits) {
        return reasons;
    }
    reasons.into_iter().filter(|reason| !awaits(reason)).collect()
}

impl Draft {
    /// Why, in one phrase: of a single subject with its own quantities.
    fn reason(&self, alone: bool) -> Words {
        let of = |lang: Lang| {
            let told = self.reasons.iter().map(|reason| if alone { &reason.text } else { &reason.common });
            let told: Vec<String> = told.map(|words| crate::words::official(lang, words.get(lang))).collect();
            told.join(crate::words::say(lang, "；", "; "))
        };
        Words { zh: of(Lang::Zh), en: of(Lang::En) }
    }

    fn clauses(&self) -> Vec<ClauseId> {
        let mut clauses: Vec<ClauseId> = Vec::new();
        for clause in self.reasons.iter().flat_map(|reason| &reason.clauses) {
            if !clauses.contains(clause) {
                clauses.push(*clause);
            }
        }
        clauses
    }
}
