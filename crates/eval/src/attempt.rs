//! One outcome under changing facts: only what it looks up is decided.
//!
//! A pass that misses a result notes it and goes on as if it were unknown; what was missed is decided, and the pass is
//! made once more. The calls that wait stand in a list, so long chains of calls need no deep stack. The checks and
//! formulas that can refuse a plan are decided where they read a fact that has changed.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use guiju_base::Id;
use guiju_ir::{
    Attempt, CheckAction, Facts, FieldId, Op, Outcome, Program, Question, RowId, Rule, RuleId, RuleKind,
    Subject, Truth,
};

use crate::answer::differs;
use crate::columns::{Known, Results, decide};
use crate::pass::Pass;
use crate::record::Silent;
use crate::world::{Budget, Tables, World};

type Call = (RuleId, RowId);

/// Results as far as they were wanted.
#[derive(Default)]
struct Wanted {
    found: HashMap<Call, Known>,
    missed: RefCell<Vec<Call>>,
}

impl Results for Wanted {
    fn get(&self, rule: RuleId, row: RowId) -> Option<&Known> {
        self.found.get(&(rule, row))
    }

    fn miss(&self, rule: RuleId, row: RowId) -> bool {
        self.missed.borrow_mut().push((rule, row));
        true
    }
}

/// One norm for one subject.
pub(crate) struct Attempted<'a> {
    program: &'a Program,
    question: &'a Question,
    asked: (RuleId, Subject),
    tables: Tables,
    /// The rules that can refuse a plan, each with the fields that it reads.
    refusing: Vec<(RuleId, HashSet<FieldId>)>,
}

impl<'a> Attempted<'a> {
    pub fn new(
        program: &'a Program,
        facts: &Facts,
        question: &'a Question,
        asked: (RuleId, Subject),
    ) -> Self {
        let refusing = program.rules.iter().filter(|(_, rule)| can_refuse(rule));
        let refusing = refusing.map(|(id, _)| (id, fields_read(program, id))).collect();
        Attempted { program, question, asked, tables: Tables::new(program, facts), refusing }
    }
}

impl Attempt for Attempted<'_> {
    fn outcome(&mut self, facts: &Facts, changed: &[FieldId]) -> Option<Outcome> {
        let (norm, subject) = self.asked;
        let world = World::with(self.program, facts, self.question.as_of, &self.tables);
        let deciding = Deciding { world: &world, question: self.question, budget: world.budget() };
        if !world.ranges_over(norm, subject) {
            return None;
        }
        let mut wanted = Wanted::default();
        let outcome = deciding.result(&mut wanted, norm, subject.row)?.outcome?;
        let mut concerned =
            self.refusing.iter().filter(|(_, fields)| changed.iter().any(|f| fields.contains(f)));
        let refused = concerned.any(|(rule, _)| deciding.refuses(&mut wanted, *rule));
        (!refused && !deciding.budget.is_spent()).then_some(outcome)
    }
}

struct Deciding<'w> {
    world: &'w World<'w>,
    question: &'w Question,
    budget: Budget,
}

impl Deciding<'_> {
    /// The result of a rule for an item, and of all that it looks up.
    fn result(&self, wanted: &mut Wanted, rule: RuleId, row: RowId) -> Option<Known> {
        let mut open: Vec<Call> = vec![(rule, row)];
        while let Some((rule, row)) = open.last().copied() {
            if wanted.found.contains_key(&(rule, row)) {
                open.pop();
                continue;
            }
            let readings = &self.question.readings;
            let mut pass = Pass::new(self.world, readings, &*wanted, &self.budget, rule, Silent);
            let known = decide(&mut pass, rule, row);
            if self.budget.is_spent() {
                return None;
            }
            let missed = wanted.missed.take();
            if missed.is_empty() {
                wanted.found.insert((rule, row), known);
                open.pop();
            }
            open.extend(missed);
        }
        wanted.found.get(&(rule, row)).cloned()
    }

    /// Whether a check or formula refuses the facts of some item.
    fn refuses(&self, wanted: &mut Wanted, rule: RuleId) -> bool {
        let mut rows = (0..self.world.subjects(rule)).map(RowId::new);
        let declared = self.world.program.rules.at(rule);
        rows.any(|row| {
            let subject = Subject { entity: declared.subject, row };
            let stated = match &declared.kind {
                RuleKind::Derived { field, .. } => {
                    let Some(cell) = self.world.facts.cell(self.world.program, subject, *field) else {
                        return false;
                    };
                    Some(&cell.value)
                }
                _ => None,
            };
            let known = self.result(wanted, rule, row);
            known.is_some_and(|known| match stated {
                Some(stated) => differs(stated, &known),
                None => known.seen.as_truth() == Truth::True,
            })
        })
    }
}

fn can_refuse(rule: &Rule) -> bool {
    match &rule.kind {
        RuleKind::Check(check) => check.action == CheckAction::Refuse,
        RuleKind::Derived { .. } => true,
        _ => false,
    }
}

/// The fields that a rule reads, through all that it calls.
fn fields_read(program: &Program, rule: RuleId) -> HashSet<FieldId> {
    let own = match &program.rules.at(rule).kind {
        RuleKind::Derived { field, .. } => Some(*field),
        _ => None,
    };
    let below =
        program.nodes_below(program.rules.at(rule).deciding()).filter_map(|(_, node)| match node.op {
            Op::Field(_, field) | Op::LedgerEntry(_, field, _) => Some(field),
            Op::Inverse(_, inverse) => Some(program.inverses.at(inverse).field),
            _ => None,
        });
    own.into_iter().chain(below).collect()
}
