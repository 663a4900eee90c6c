//! Verdicts gathered into the parts of a report, one at a time.
//!
//! A verdict is derived when its row hangs on more than its outcome, or while the sample of its outcome is not full.

use std::collections::HashMap;

use guiju_base::Words;
use guiju_ir::{
    Dimension, EntityId, FieldId, Inquiry, NormKind, Outcome, Problem, Rat, RuleId, Subject, Verdict,
};

use super::needs::{Notes, Wanted};
use super::tally::Tally;
use super::{
    Decision, DecisionRow, Listing, NormCount, Options, Prohibition, ReadingLine, Report, SubjectLine,
};
use crate::awaiting::{awaited, may_await};
use crate::case::Case;
use crate::missing::{Gap, Needs, gaps, grounds, whose};
use crate::reasons;
use crate::size::{size, size_field};
use crate::trail::Trail;

/// A report in the making.
pub(super) struct Gather<'a> {
    case: Case<'a>,
    options: &'a Options,
    may_await: HashMap<RuleId, bool>,
    areas: HashMap<EntityId, Option<FieldId>>,
    rows: HashMap<RuleId, Vec<(DecisionRow, Tally)>>,
    subjects: HashMap<RuleId, Vec<SubjectLine>>,
    counts: Vec<(RuleId, HashMap<Outcome, usize>)>,
    prohibitions: Vec<Prohibition>,
    readings: HashMap<(u32, usize, RuleId, Outcome, Outcome), ReadingLine>,
    wanted: Wanted,
    awaited: Vec<(Words, usize)>,
    ungrounded: Notes,
    presumed: Notes,
    derived: HashMap<(RuleId, Outcome), usize>,
    sampled: bool,
}

/// What a derivation adds to a verdict.
#[derive(Default)]
struct Added {
    awaits: Vec<Words>,
    to_determine: bool,
}

impl<'a> Gather<'a> {
    pub(super) fn new(case: Case<'a>, options: &'a Options) -> Self {
        Gather {
            case,
            options,
            may_await: HashMap::new(),
            areas: HashMap::new(),
            rows: HashMap::new(),
            subjects: HashMap::new(),
            counts: Vec::new(),
            prohibitions: Vec::new(),
            readings: HashMap::new(),
            wanted: Wanted::new(options.name_at_most),
            awaited: Vec::new(),
            ungrounded: Notes::new(options.name_at_most),
            presumed: Notes::new(options.name_at_most),
            derived: HashMap::new(),
            sampled: false,
        }
    }

    /// Takes a verdict in.
    pub(super) fn verdict(&mut self, verdict: &Verdict, inquiry: &mut dyn Inquiry) {
        self.count(verdict);
        self.turns(verdict);
        let Some(norm) = self.case.program.rules.at(verdict.norm).norm() else { return };
        let headline = self.case.program.decisions.iter().any(|(norm, _)| *norm == verdict.norm);
        let touched = norm.kind == NormKind::Forbid && verdict.outcome == Outcome::Breached;
        if touched || (headline && verdict.outcome == Outcome::Blocked) {
            self.prohibition(verdict);
        }
        if !headline && verdict.outcome != Outcome::Undetermined {
            return;
        }
        let derivation = if self.is_derived(verdict, headline) {
            inquiry.derive(verdict.norm, verdict.subject)
        } else {
            None
        };
        let trail = derivation.as_ref().map(|derivation| Trail { case: self.case, derivation });
        let added = trail.as_ref().map(|trail| self.derivation(trail)).unwrap_or_default();
        if headline {
            self.row(verdict, trail.as_ref(), added);
        }
    }

    fn is_derived(&mut self, verdict: &Verdict, headline: bool) -> bool {
        let open = match verdict.outcome {
            Outcome::Undetermined => true,
            Outcome::DoesNotApply | Outcome::Breached | Outcome::NotFollowed => self.may_await(verdict.norm),
            _ => false,
        };
        let derived = self.derived.entry((verdict.norm, verdict.outcome)).or_default();
        let listed = headline && self.options.listing == Listing::All;
        let chosen = (headline && open) || listed || *derived < self.options.derive_at_most;
        *derived += 1;
        self.sampled |= !chosen;
        chosen
    }

    fn may_await(&mut self, rule: RuleId) -> bool {
        let program = self.case.program;
        let norm = program.rules.at(rule).norm();
        *self.may_await.entry(rule).or_insert_with(|| norm.is_some_and(|norm| may_await(program, norm)))
    }

    fn count(&mut self, verdict: &Verdict) {
        match self.counts.last_mut().filter(|(norm, _)| *norm == verdict.norm) {
            Some((_, outcomes)) => *outcomes.entry(verdict.outcome).or_default() += 1,
            None => self.counts.push((verdict.norm, HashMap::from([(verdict.outcome, 1)]))),
        }
    }

    fn turns(&mut self, verdict: &Verdict) {
        use guiju_base::Id;
        for turn in &verdict.turns {
            let switch = u32::try_from(turn.switch.index()).unwrap_or(u32::MAX);
            let key = (switch, turn.option, verdict.norm, verdict.outcome, turn.outcome);
            let line = self.readings.entry(key).or_insert(ReadingLine {
                switch: turn.switch,
                option: turn.option,
                norm: verdict.norm,
                from: verdict.outcome,
                to: turn.outcome,
                count: 0,
                subjects: Vec::new(),
            });
            line.count += 1;
            if line.subjects.len() < self.options.name_at_most {
                line.subjects.push(verdict.subject);
            }
        }
    }

    fn prohibition(&mut self, verdict: &Verdict) {
        let area = self.area(verdict.subject);
        let same = |found: &Prohibition| found.norm == verdict.norm && found.outcome == verdict.outcome;
        if !self.prohibitions.last().is_some_and(same) {
            self.prohibitions.push(Prohibition {
                norm: verdict.norm,
                outcome: verdict.outcome,
                subjects: Vec::new(),
                area: None,
            });
        }
        if let Some(found) = self.prohibitions.last_mut() {
            found.subjects.push(verdict.subject);
            sum(&mut found.area, area);
        }
    }

    fn derivation(&mut self, trail: &Trail) -> Added {
        let case = self.case;
        let gaps = gaps(trail);
        gaps.iter().for_each(|gap| self.wanted.add(&case, gap));
        let grounds = grounds(trail);
        grounds.ungrounded.iter().for_each(|fact| self.ungrounded.add(&case, fact));
        grounds.presumed.iter().for_each(|fact| self.presumed.add(&case, fact));
        let awaits = awaited(trail);
        for body in &awaits {
            match self.awaited.iter_mut().find(|(known, _)| known == body) {
                Some((_, count)) => *count += 1,
                None => self.awaited.push((body.clone(), 1)),
            }
        }
        Added { awaits, to_determine: only_determinations(&case, &gaps) }
    }

    fn row(&mut self, verdict: &Verdict, trail: Option<&Trail>, added: Added) {
        let area = self.area(verdict.subject);
        let measured = self.area_field(verdict.subject.entity).is_some();
        let grounds = trail.map(reasons::telling).unwrap_or_default();
        if self.options.listing == Listing::All {
            let first = trail.zip(grounds.first()).map(|(trail, ground)| reasons::reason(trail, *ground));
            self.subjects.entry(verdict.norm).or_default().push(SubjectLine {
                subject: verdict.subject,
                outcome: verdict.outcome,
                awaits: added.awaits.clone(),
                to_determine: added.to_determine,
                reason: first,
                turned: !verdict.turns.is_empty(),
            });
        }
        let rows = self.rows.entry(verdict.norm).or_default();
        let same = |row: &DecisionRow| {
            row.outcome == verdict.outcome
                && row.awaits == added.awaits
                && row.to_determine == added.to_determine
        };
        let index = rows.iter().position(|(row, _)| same(row)).unwrap_or_else(|| {
            rows.push((new_row(verdict.outcome, added), Tally::default()));
            rows.len() - 1
        });
        let Some((row, tally)) = rows.get_mut(index) else { return };
        row.count += 1;
        row.turned += usize::from(!verdict.turns.is_empty());
        row.area_unknown += usize::from(measured && area.is_none());
        sum(&mut row.area, area);
        if let Some(trail) = trail {
            row.derived += 1;
            tally.count(trail, &grounds);
        }
    }

    fn area(&mut self, subject: Subject) -> Option<Rat> {
        let field = self.area_field(subject.entity)?;
        size(&self.case, subject, field)
    }

    fn area_field(&mut self, entity: EntityId) -> Option<FieldId> {
        let program = self.case.program;
        *self.areas.entry(entity).or_insert_with(|| size_field(program, entity, Dimension::Area))
    }

    /// The report, without what the answer itself gives.
    pub(super) fn finish(mut self) -> Report {
        let program = self.case.program;
        let mut decisions = Vec::new();
        for (norm, question) in &program.decisions {
            let mut rows = self.rows.remove(norm).unwrap_or_default();
            rows.sort_by_key(|(row, _)| (row.outcome, row.awaits.is_empty(), row.to_determine));
            let rows =
                rows.into_iter().map(|(row, tally)| DecisionRow { reason: tally.most(), ..row }).collect();
            decisions.push(Decision {
                norm: *norm,
                question: question.clone(),
                area: self.area_field(program.rules.at(*norm).subject),
                rows,
                subjects: self.subjects.remove(norm).unwrap_or_default(),
            });
        }
        let mut readings: Vec<_> = self.readings.into_iter().collect();
        let order: HashMap<RuleId, usize> =
            self.counts.iter().enumerate().map(|(at, (norm, _))| (*norm, at)).collect();
        readings.sort_by_key(|((switch, option, norm, from, to), _)| {
            (*switch, *option, order.get(norm).copied(), *from, *to)
        });
        Report {
            problem: Problem::None,
            listing: self.options.listing,
            name_at_most: self.options.name_at_most,
            head: Vec::new(),
            decisions,
            prohibitions: self.prohibitions,
            values: Vec::new(),
            counts: self.counts.into_iter().map(|(norm, outcomes)| norm_count(norm, &outcomes)).collect(),
            missing: self.wanted.finish(&self.case),
            awaited: self.awaited,
            readings: readings.into_iter().map(|(_, line)| line).collect(),
            ungrounded: self.ungrounded.finish(),
            presumed: self.presumed.finish(),
            sampled: self.sampled.then_some(self.options.derive_at_most),
            diagnostics: Vec::new(),
        }
    }
}

fn only_determinations(case: &Case, gaps: &[Gap]) -> bool {
    let is_determination = |gap: &Gap| match gap {
        Gap::Fact(fact) => whose(case, fact.field).0 == Needs::Determination,
        Gap::List(_) => false,
    };
    !gaps.is_empty() && gaps.iter().all(is_determination)
}

fn new_row(outcome: Outcome, added: Added) -> DecisionRow {
    DecisionRow {
        outcome,
        awaits: added.awaits,
        to_determine: added.to_determine,
        count: 0,
        area: None,
        area_unknown: 0,
        reason: None,
        derived: 0,
        turned: 0,
    }
}

fn norm_count(norm: RuleId, outcomes: &HashMap<Outcome, usize>) -> NormCount {
    let outcomes = Outcome::ALL
        .iter()
        .filter_map(|outcome| outcomes.get(outcome).map(|count| (*outcome, *count)))
        .collect();
    NormCount { norm, outcomes }
}

fn sum(total: &mut Option<Rat>, more: Option<Rat>) {
    if let Some(more) = more {
        *total = Some(total.take().unwrap_or(Rat::ZERO).add(&more));
    }
}
