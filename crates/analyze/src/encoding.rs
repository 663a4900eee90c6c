//! Who encodes each clause: the declarations that cite it, the reason why it has none, the remarks on it.
//!
//! A declaration that cites a clause twice stands once. A remark says what is wrong with a clause and encodes nothing.

use guiju_base::{Span, Table};
use guiju_ir::{ClauseId, EnumId, Name, ParamId, Program, RuleId, RuleKind, SwitchId};

/// Something in the pack that can cite a clause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Declaration {
    /// A term, norm, exception, bar or check.
    Rule(RuleId),
    /// An effect, by its place among those of a norm.
    Effect(RuleId, usize),
    /// A duty, by its place among those of a norm.
    Duty(RuleId, usize),
    /// A parameter.
    Param(ParamId),
    /// An enum.
    Enum(EnumId),
    /// A switch between readings.
    Reading(SwitchId),
}

impl Declaration {
    /// Its names; those of the effect or duty itself.
    pub fn name(self, program: &Program) -> Option<&Name> {
        match self {
            Declaration::Rule(rule) => program.rules.get(rule).map(|rule| &rule.name),
            Declaration::Effect(rule, index) => {
                let effect = program.rules.get(rule)?.norm()?.effects.get(index)?;
                program.effects.get(effect.effect).map(|effect| &effect.name)
            }
            Declaration::Duty(rule, index) => {
                program.rules.get(rule)?.norm()?.duties.get(index).map(|duty| &duty.name)
            }
            Declaration::Param(param) => program.params.get(param).map(|param| &param.name),
            Declaration::Enum(found) => program.enums.get(found).map(|found| &found.name),
            Declaration::Reading(switch) => program.switches.get(switch).map(|switch| &switch.name),
        }
    }

    /// The id by which it is told from all others: a part of a norm has the norm's id and a dot in front.
    pub fn id(self, program: &Program) -> String {
        let own = self.name(program).map(|name| name.id.as_str()).unwrap_or_default();
        match self {
            Declaration::Effect(rule, _) | Declaration::Duty(rule, _) => {
                let norm = program.rules.get(rule).map(|rule| rule.name.id.as_str()).unwrap_or_default();
                format!("{norm}.{own}")
            }
            _ => own.to_string(),
        }
    }

    /// Where it is declared; for an effect, the norm that has it.
    pub fn span(self, program: &Program) -> Option<Span> {
        match self {
            Declaration::Rule(rule) | Declaration::Effect(rule, _) => {
                program.rules.get(rule).map(|rule| rule.span)
            }
            Declaration::Duty(rule, index) => {
                program.rules.get(rule)?.norm()?.duties.get(index).map(|duty| duty.span)
            }
            Declaration::Param(param) => program.params.get(param).map(|param| param.span),
            Declaration::Enum(found) => program.enums.get(found).map(|found| found.span),
            Declaration::Reading(switch) => program.switches.get(switch).map(|switch| switch.span),
        }
    }
}

/// What the pack makes of one clause.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Encoding {
    /// Who cites it: rules in the order of the program, a norm before its effects and duties; then parameters, enums
    /// and readings.
    pub declarations: Vec<Declaration>,
    /// The entries of `Program::unencoded` that set it aside.
    pub unencoded: Vec<usize>,
    /// The entries of `Program::remarks` about it.
    pub remarks: Vec<usize>,
}

impl Encoding {
    /// Whether nothing speaks of the clause: neither a declaration nor a reason why there is none.
    pub fn is_open(&self) -> bool {
        self.declarations.is_empty() && self.unencoded.is_empty()
    }
}

/// What the pack makes of each clause.
pub fn encodings(program: &Program) -> Table<ClauseId, Encoding> {
    let mut table = Table::filled(program.clauses.len(), Encoding::default());
    let mut cite = |clauses: &[ClauseId], declaration: Declaration| {
        for clause in clauses {
            if let Some(encoding) = table.get_mut(*clause)
                && !encoding.declarations.contains(&declaration)
            {
                encoding.declarations.push(declaration);
            }
        }
    };
    for (id, rule) in program.rules.iter() {
        cite(&rule.clauses, Declaration::Rule(id));
        if let RuleKind::Norm(norm) = &rule.kind {
            for (index, effect) in norm.effects.iter().enumerate() {
                cite(&effect.clauses, Declaration::Effect(id, index));
            }
            for (index, duty) in norm.duties.iter().enumerate() {
                cite(&duty.clauses, Declaration::Duty(id, index));
            }
        }
    }
    program.params.iter().for_each(|(id, param)| cite(&param.clauses, Declaration::Param(id)));
    program.enum_clauses.iter().for_each(|(id, clauses)| cite(clauses, Declaration::Enum(id)));
    program.switches.iter().for_each(|(id, switch)| cite(&switch.clauses, Declaration::Reading(id)));
    for (index, unencoded) in program.unencoded.iter().enumerate() {
        for clause in &unencoded.clauses {
            table.get_mut(*clause).into_iter().for_each(|encoding| encoding.unencoded.push(index));
        }
    }
    for (index, remark) in program.remarks.iter().enumerate() {
        for clause in &remark.clauses {
            table.get_mut(*clause).into_iter().for_each(|encoding| encoding.remarks.push(index));
        }
    }
    table
}
