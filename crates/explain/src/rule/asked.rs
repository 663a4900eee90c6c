//! What a rule can ask for: the facts that it reads through all that it calls, by who gives them, and the readings it meets.

use std::collections::BTreeSet;

use guiju_base::Lang;
use guiju_ir::{Change, Field, FieldId, NodeId, Op, Program, Rule};

use crate::naming::{Speech, uncapital};
use crate::page::{Line, Style};
use crate::quantity::Precision;
use crate::words::{bracketed, quoted, say};

/// The nodes of a rule, those of duties and effects included.
pub(crate) fn roots(rule: &Rule) -> Vec<NodeId> {
    let mut roots = rule.deciding();
    if let Some(norm) = rule.norm() {
        roots.extend(norm.duties.iter().map(|duty| duty.holds));
        roots.extend(norm.effects.iter().filter_map(|effect| effect.when));
    }
    roots
}

/// The facts below some nodes, in the order of the vocabulary.
pub(crate) fn facts(speech: &Speech, roots: &[NodeId]) -> Vec<(usize, Line)> {
    let program = speech.trail.case.program;
    let line = |id: &FieldId| {
        let field = program.fields.at(*id);
        let entity = program.entities.at(field.entity).name.label.get(speech.lang);
        let name = match speech.lang {
            Lang::Zh => format!("{entity} · {}", field.name.label.zh),
            Lang::En => format!("{entity}: {}", uncapital(&field.name.label.en)),
        };
        let given = bracketed(speech.lang, &giver(speech, field));
        let path = format!("  {}.{}", program.entities.at(field.entity).name.id, field.name.id);
        (0, Line::plain(format!("{name}{given}")).then(Style::Faint, path))
    };
    fields(program, roots).iter().map(line).collect()
}

/// The readings that a rule can meet, each with its options.
pub(crate) fn readings(speech: &Speech, rule: &Rule) -> Vec<(usize, Line)> {
    let (lang, case) = (speech.lang, speech.trail.case);
    let mut lines = Vec::new();
    for id in &rule.switches {
        let switch = case.program.switches.at(*id);
        let register = switch.register.as_ref().map(|id| bracketed(lang, id)).unwrap_or_default();
        let clauses = case.program.clause_ids(&switch.clauses).join(" ");
        let label = format!("{}{register}", switch.name.label.get(lang));
        lines.push((0, Line::plain(label).then(Style::Cited, format!("  {clauses}"))));
        for (at, option) in switch.options.iter().enumerate() {
            let taken = at == case.question.readings.chosen(*id);
            let mark = if taken { say(lang, "（采用）", " (taken)") } else { "" };
            let because = option.because.as_ref().map(|words| words.get(lang)).unwrap_or_default();
            let because = if because.is_empty() { String::new() } else { format!("  {because}") };
            let name = quoted(lang, option.name.label.get(lang));
            lines.push((1, Line::plain(format!("{name}{mark}")).then(Style::Faint, because)));
        }
    }
    lines
}

/// The fields below some nodes, through all that these call.
pub(crate) fn fields(program: &Program, roots: &[NodeId]) -> BTreeSet<FieldId> {
    let below = program.nodes_below(roots.iter().copied());
    below
        .filter_map(|(_, node)| match node.op {
            Op::Field(_, field) | Op::LedgerEntry(_, field, _) => Some(field),
            Op::Inverse(_, inverse) => Some(program.inverses.at(inverse).field),
            _ => None,
        })
        .collect()
}

/// Who gives a fact, and what stands in for it.
fn giver(speech: &Speech, field: &Field) -> String {
    let lang = speech.lang;
    let whom = match (&field.judged_by, &field.awaits, &field.change, lang) {
        (Some(body), .., Lang::Zh) => format!("由{}认定", body.zh),
        (Some(body), .., Lang::En) => format!("determined by {}", body.en),
        (_, Some(step), _, Lang::Zh) => format!("待{}办理", step.body.zh),
        (_, Some(step), _, Lang::En) => format!("a step of {}", step.body.en),
        (.., Change::By(whom), Lang::Zh) => format!("由方案填报，{}可变更", whom.zh),
        (.., Change::By(whom), Lang::En) => format!("stated in the plan, {} can change it", whom.en),
        (.., Change::Fixed, _) => {
            say(lang, "由方案填报，不可变更", "stated in the plan, cannot be changed").to_string()
        }
        (.., Change::Unstated, _) => say(lang, "由方案填报", "stated in the plan").to_string(),
    };
    let stand_in = match (&field.presumed, field.derived) {
        (Some(value), _) => {
            let value = speech.value(&field.ty, value, Precision::Plain);
            format!("{}{value}", say(lang, "；不填则推定为", "; presumed "))
        }
        (None, Some(_)) => say(lang, "；不填则推算", "; derived when not stated").to_string(),
        (None, None) => String::new(),
    };
    format!("{whom}{stand_in}")
}
