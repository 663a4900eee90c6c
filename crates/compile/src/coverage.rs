//! Which clauses of the official text nothing speaks of: neither cited by a declaration nor set aside as unencoded.
//!
//! Knows the program alone; whether a gap is an error is for the caller to say.

use guiju_base::Table;
use guiju_ir::{ClauseId, Program, RuleKind};

/// The clauses that no declaration cites and that are not unencoded, in the order of the text.
///
/// Terms, norms, exceptions, bars, effects, duties, parameters, switches and enums count; remarks do not, for a remark says
/// what is wrong with a clause, not what it comes to.
pub fn clause_coverage(program: &Program) -> Vec<ClauseId> {
    let mut covered: Table<ClauseId, bool> = Table::filled(program.clauses.len(), false);
    let mut cover = |clauses: &[ClauseId]| {
        for clause in clauses {
            *covered.at_mut(*clause) = true;
        }
    };
    for rule in program.rules.values() {
        cover(&rule.clauses);
        if let RuleKind::Norm(norm) = &rule.kind {
            norm.effects.iter().for_each(|effect| cover(&effect.clauses));
            norm.duties.iter().for_each(|duty| cover(&duty.clauses));
        }
    }
    program.enum_clauses.values().for_each(|clauses| cover(clauses));
    program.params.values().for_each(|param| cover(&param.clauses));
    program.switches.values().for_each(|switch| cover(&switch.clauses));
    program.unencoded.iter().for_each(|unencoded| cover(&unencoded.clauses));
    covered.iter().filter(|(_, covered)| !**covered).map(|(clause, _)| clause).collect()
}
