//! What a change reaches, as a list: headline decisions first, then norms, then what lies between.

use std::fmt::Write;

use guiju_base::Lang;
use guiju_ir::{Program, RuleId, RuleKind};

use crate::model::Graph;
use crate::naming::say;

/// The list of what a change reaches; `graph` is the graph of the same change.
pub fn reach_list(program: &Program, graph: &Graph, reached: &[RuleId], lang: Lang) -> String {
    let is_headline = |rule: RuleId| program.decisions.iter().any(|(norm, _)| *norm == rule);
    let kind = |rule: RuleId| match &program.rules.at(rule).kind {
        RuleKind::Norm(_) if is_headline(rule) => 0,
        RuleKind::Norm(_) => 1,
        RuleKind::Term { .. } | RuleKind::Derived { .. } => 2,
        RuleKind::Bar { .. } | RuleKind::Exception { .. } => 3,
        RuleKind::Check(_) => 4,
    };
    let norms: Vec<RuleId> = program.norms_in_order().into_iter().map(|(norm, _)| norm).collect();
    let mut out = format!("{}\n{}\n", graph.title.get(lang), graph.subtitle.get(lang));
    let heads = [
        ("审查事项", "headline decisions"),
        ("其他规则", "other norms"),
        ("定义", "terms"),
        ("不予适用、除外", "bars and exceptions"),
        ("检查", "checks"),
    ];
    for (group, (zh, en)) in heads.into_iter().enumerate() {
        let mut rules: Vec<RuleId> = reached.iter().copied().filter(|rule| kind(*rule) == group).collect();
        rules.sort_by_key(|rule| norms.iter().position(|norm| norm == rule));
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", say(lang, zh, en));
        for rule in rules {
            let declared = program.rules.at(rule);
            let star = if group == 0 { "★ " } else { "  " };
            let clauses = program.clause_ids(&declared.clauses).join(say(lang, "、", ", "));
            let label = declared.name.label.get(lang);
            let _ = writeln!(out, "{star}{label}  {}  {clauses}", declared.name.id);
        }
    }
    out
}
