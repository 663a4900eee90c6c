//! Declarations that nothing refers to.
//!
//! A quantity term is an answer by itself (its value is reported), so only truth terms can be unused.

use std::collections::HashSet;

use guiju_base::{Diagnostic, Words};
use guiju_ir::{EffectId, EnumId, Extent, Op, ParamId, Program, RuleId, RuleKind, SwitchId, Type};

use crate::diagnostics::unused;

/// What is referred to.
#[derive(Default)]
struct Usage {
    terms: HashSet<RuleId>,
    params: HashSet<ParamId>,
    switches: HashSet<SwitchId>,
    effects: HashSet<EffectId>,
    enums: HashSet<EnumId>,
}

/// Warns of what is not.
pub(super) fn check(program: &Program, report: &mut Vec<Diagnostic>) {
    let usage = Usage::of(program);
    for (id, rule) in program.rules.iter() {
        if let RuleKind::Term { value } = rule.kind
            && program.nodes.at(value).ty == Type::Truth
            && !usage.terms.contains(&id)
        {
            report.push(unused(&Words::new("定义", "term"), &rule.name, rule.span));
        }
    }
    for (_, param) in program.params.iter().filter(|(id, _)| !usage.params.contains(id)) {
        report.push(unused(&Words::new("参数", "parameter"), &param.name, param.span));
    }
    for (_, switch) in program.switches.iter().filter(|(id, _)| !usage.switches.contains(id)) {
        report.push(unused(&Words::new("口径", "reading"), &switch.name, switch.span));
    }
    for (_, effect) in program.effects.iter().filter(|(id, _)| !usage.effects.contains(id)) {
        report.push(unused(&Words::new("效果", "effect"), &effect.name, effect.span));
    }
    for (_, owner) in program.enums.iter().filter(|(id, _)| !usage.enums.contains(id)) {
        report.push(unused(&Words::new("分类", "enum"), &owner.name, owner.span));
    }
}

impl Usage {
    fn of(program: &Program) -> Usage {
        let mut usage = Usage::default();
        for node in program.nodes.values() {
            match &node.op {
                Op::Call(rule, _) => drop(usage.terms.insert(*rule)),
                Op::Param(param) => drop(usage.params.insert(*param)),
                Op::Reading(switch, _) => drop(usage.switches.insert(*switch)),
                _ => {}
            }
        }
        for norm in program.rules.values().filter_map(|rule| rule.norm()) {
            usage.effects.extend(norm.effects.iter().map(|effect| effect.effect));
        }
        usage.enums.extend(program.fields.values().filter_map(|field| match field.ty {
            Type::Choice(id) | Type::Choices(id) | Type::Ledger(id) => Some(id),
            _ => None,
        }));
        usage.enums.extend(program.entities.values().filter_map(|entity| match entity.extent {
            Extent::List { keyed_by, .. } => keyed_by,
            Extent::Single => None,
        }));
        usage
    }
}
