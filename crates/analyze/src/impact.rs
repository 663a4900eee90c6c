//! What hangs on a clause: the declarations that cite it, the norms downstream of them, the headline decisions among those.
//!
//! This is what a change of the clause obliges somebody to look at again.

use std::collections::BTreeSet;

use guiju_base::Table;
use guiju_ir::{ClauseId, Program, RuleId};

use crate::dependents::Dependents;
use crate::encoding::{Declaration, Encoding, encodings};

/// What hangs on some clauses.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Impact {
    /// Who cites them.
    pub declarations: Vec<Declaration>,
    /// The rules of all kinds that cite them, have a part that does, or rest on one that does.
    pub rules: Vec<RuleId>,
    /// The norms that rest on those without citing the clauses themselves, in the order of reports.
    pub downstream: Vec<RuleId>,
    /// The headline norms among both, in their order.
    pub decisions: Vec<RuleId>,
    /// The entries of `Program::unencoded` that set them aside.
    pub unencoded: Vec<usize>,
    /// The entries of `Program::remarks` about them.
    pub remarks: Vec<usize>,
}

/// What hangs on each clause of a program, ready to be asked.
#[derive(Clone, Debug)]
pub struct Impacts<'p> {
    program: &'p Program,
    encodings: Table<ClauseId, Encoding>,
    dependents: Dependents,
    /// All norms in the order of reports.
    norms: Vec<RuleId>,
}

impl<'p> Impacts<'p> {
    /// Reads the program once.
    pub fn of(program: &'p Program) -> Impacts<'p> {
        Impacts {
            program,
            encodings: encodings(program),
            dependents: Dependents::of(program),
            norms: program.norms_in_order().into_iter().map(|(norm, _)| norm).collect(),
        }
    }

    /// What the pack makes of each clause.
    pub fn encodings(&self) -> &Table<ClauseId, Encoding> {
        &self.encodings
    }

    /// What hangs on these clauses together.
    pub fn on(&self, clauses: &[ClauseId]) -> Impact {
        let mut impact = Impact::default();
        let mut reached: BTreeSet<RuleId> = BTreeSet::new();
        for clause in clauses {
            let Some(encoding) = self.encodings.get(*clause) else { continue };
            add(&mut impact.declarations, &encoding.declarations);
            add(&mut impact.unencoded, &encoding.unencoded);
            add(&mut impact.remarks, &encoding.remarks);
            let id = self.program.clauses.get(*clause).map(|clause| clause.id.as_str()).unwrap_or_default();
            reached.extend(self.dependents.ledger_readers(id));
        }
        // A part of a norm is looked at together with its norm; but who calls a norm does not ask for its effects and duties.
        let citing: Vec<RuleId> = impact.declarations.iter().filter_map(|it| rule_of(*it)).collect();
        let mut seeds = impact.declarations.clone();
        seeds.extend(reached.iter().map(|rule| Declaration::Rule(*rule)));
        reached.extend(self.dependents.rules(&seeds));
        let is_citing = |rule: &RuleId| citing.contains(rule);
        impact.downstream =
            self.norms.iter().copied().filter(|norm| reached.contains(norm) && !is_citing(norm)).collect();
        impact.rules = reached.iter().chain(&citing).copied().collect::<BTreeSet<_>>().into_iter().collect();
        let headline = self.program.decisions.iter().map(|(norm, _)| *norm);
        impact.decisions = headline.filter(|norm| is_citing(norm) || reached.contains(norm)).collect();
        impact
    }
}

/// The rule that a declaration is, or is a part of.
fn rule_of(declaration: Declaration) -> Option<RuleId> {
    match declaration {
        Declaration::Rule(rule) | Declaration::Effect(rule, _) | Declaration::Duty(rule, _) => Some(rule),
        Declaration::Param(_) | Declaration::Enum(_) | Declaration::Reading(_) => None,
    }
}

fn add<T: Copy + PartialEq>(to: &mut Vec<T>, from: &[T]) {
    for item in from {
        if !to.contains(item) {
            to.push(*item);
        }
    }
}
