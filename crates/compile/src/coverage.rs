//! Which clauses of the official text nothing speaks of: neither cited by a declaration nor set aside as unencoded.
//!
//! Knows the program alone; whether a gap is an error is for the caller to say.

use std::collections::HashSet;

use guiju_base::{Diagnostic, Table};
use guiju_ir::{ClauseId, EnumId, Op, ParamId, Program, RuleKind, SwitchId, Type};

use crate::diagnostics::open_clause;

/// The clauses that no declaration cites and that are not unencoded, in the order of the text.
///
/// Terms, norms, exceptions, bars, effects and duties count, and the parameters, switches and enums that some rule uses: by
/// itself a list of values encodes nothing. Remarks do not count, for a remark says what is wrong with a clause, not what it
/// comes to.
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
    let used = Used::of(program);
    let enums = program.enum_clauses.iter().filter(|(id, _)| used.enums.contains(id));
    enums.for_each(|(_, clauses)| cover(clauses));
    let params = program.params.iter().filter(|(id, _)| used.params.contains(id));
    params.for_each(|(_, param)| cover(&param.clauses));
    let switches = program.switches.iter().filter(|(id, _)| used.switches.contains(id));
    switches.for_each(|(_, switch)| cover(&switch.clauses));
    program.unencoded.iter().for_each(|unencoded| cover(&unencoded.clauses));
    covered.iter().filter(|(_, covered)| !**covered).map(|(clause, _)| clause).collect()
}

/// The same as the faults that they are for a strict reader.
pub(crate) fn open_clauses(program: &Program) -> Vec<Diagnostic> {
    let open = clause_coverage(program).into_iter().map(|clause| program.clauses.at(clause));
    open.map(|clause| open_clause(&clause.id, clause.span)).collect()
}

/// What the nodes of the rules use.
#[derive(Default)]
struct Used {
    enums: HashSet<EnumId>,
    params: HashSet<ParamId>,
    switches: HashSet<SwitchId>,
}

impl Used {
    fn of(program: &Program) -> Used {
        let mut used = Used::default();
        for node in program.nodes.values() {
            match node.op {
                Op::Param(param) => used.params.extend([param]),
                Op::Reading(switch, _) => used.switches.extend([switch]),
                _ => (),
            }
            if let Type::Choice(found) | Type::Choices(found) = node.ty {
                used.enums.insert(found);
            }
        }
        used
    }
}
