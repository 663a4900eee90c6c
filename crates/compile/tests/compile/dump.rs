//! A program as compact text: one line per declaration of the vocabulary that matters to rules, one per part of a rule.
//!
//! Ids of nodes are not shown, so that two programs that differ by order alone differ in the order of lines alone.

use std::fmt::Write;

use guiju_base::Id;
use guiju_ir::{Fragment, NodeId, Op, Program, Rule, RuleKind, Sentence, Value};

/// All rules, in the order of the program.
pub fn dump(program: &Program) -> String {
    let mut out = String::new();
    for rule in program.rules.values() {
        write_rule(program, rule, &mut out);
    }
    out.trim_end().to_string()
}

fn write_rule(program: &Program, rule: &Rule, out: &mut String) {
    let subject = &program.entities.at(rule.subject).name.id;
    let clauses = program.clause_ids(&rule.clauses).join(" ");
    let clauses = if clauses.is_empty() { String::new() } else { format!(" cites {clauses}") };
    let switches: Vec<&str> =
        rule.switches.iter().map(|switch| program.switches.at(*switch).name.id.as_str()).collect();
    let switches = if switches.is_empty() { String::new() } else { format!(" reads {}", switches.join(" ")) };
    let head = |kind: &str| format!("{kind} {} for {subject}{clauses}{switches}", rule.name.id);
    let show = |node: NodeId| node_text(program, node);
    match &rule.kind {
        RuleKind::Term { value } => writeln!(out, "{} = {}", head("term"), show(*value)),
        RuleKind::Derived { value, .. } => writeln!(out, "{} = {}", head("derived"), show(*value)),
        RuleKind::Exception { holds, to } => {
            writeln!(out, "{} to {} = {}", head("exception"), program.rules.at(*to).name.id, show(*holds))
        }
        RuleKind::Bar { holds } => writeln!(out, "{} = {}", head("bar"), show(*holds)),
        RuleKind::Check(check) => {
            writeln!(out, "{} {:?} = {}", head("check"), check.action, show(check.holds))
        }
        RuleKind::Norm(norm) => {
            let kind = format!("{:?}", norm.kind).to_lowercase();
            let _ = writeln!(out, "{}{}", head(&kind), if norm.exploratory { " exploratory" } else { "" });
            if let Some(concerns) = norm.concerns {
                let _ = writeln!(out, "  concerns {}", show(concerns));
            }
            let _ = writeln!(out, "  conditions {}", show(norm.conditions));
            for (what, attached) in [("bar", &norm.bars), ("exception", &norm.exceptions)] {
                for one in attached {
                    let name = &program.rules.at(one.rule).name.id;
                    let _ = writeln!(out, "  {what} {name} {}", show(one.holds));
                }
            }
            for effect in &norm.effects {
                let name = &program.effects.at(effect.effect).name.id;
                let clauses = program.clause_ids(&effect.clauses).join(" ");
                let when = effect.when.map(|when| format!(" when {}", show(when))).unwrap_or_default();
                let _ = writeln!(out, "  effect {name} [{clauses}]{when}");
            }
            for duty in &norm.duties {
                let clauses = program.clause_ids(&duty.clauses).join(" ");
                let _ = writeln!(out, "  duty {} [{clauses}] {}", duty.name.id, show(duty.holds));
            }
            for left in &norm.leaves {
                let _ = writeln!(out, "  leaves {}", left.zh);
            }
            for (outcome, sentence) in &norm.says {
                let _ = writeln!(out, "  says {} {}", outcome.id(), sentence_text(program, sentence));
            }
            if let Some(from) = norm.valid_from {
                let _ = writeln!(out, "  from {}", guiju_ir::day_to_string(from));
            }
            Ok(())
        }
    }
    .unwrap_or_default();
}

/// A node and all below it, calls not followed.
pub fn node_text(program: &Program, node: NodeId) -> String {
    let record = program.nodes.at(node);
    let show = |node: &NodeId| node_text(program, *node);
    let list = |nodes: &[NodeId]| nodes.iter().map(show).collect::<Vec<_>>().join(", ");
    let text = match &record.op {
        Op::Constant(value) => value_text(value),
        Op::Param(param) => program.params.at(*param).name.id.clone(),
        Op::Variable(slot) => format!("${slot}"),
        Op::Singleton(entity) => program.entities.at(*entity).name.id.clone(),
        Op::Rows(entity) => program.entities.at(*entity).key().to_string(),
        Op::Item(entity, index) => format!("{}[{index}]", program.entities.at(*entity).name.id),
        Op::Field(of, field) => format!("{}.{}", show(of), program.fields.at(*field).name.id),
        Op::Inverse(of, inverse) => format!("{}.{}", show(of), program.inverses.at(*inverse).name.id),
        Op::LedgerEntry(of, field, id) => format!("{}.{}[{id}]", show(of), program.fields.at(*field).name.id),
        Op::Not(of) => format!("not({})", show(of)),
        Op::All(nodes) => format!("all({})", list(nodes)),
        Op::Any(nodes) => format!("any({})", list(nodes)),
        Op::Compare(op, left, right) => format!("{op:?}({}, {})", show(left), show(right)),
        Op::Among(of, values) => {
            format!("among({}; {})", show(of), values.iter().map(value_text).collect::<Vec<_>>().join(", "))
        }
        Op::Member(item, set) => format!("member({}, {})", show(item), show(set)),
        Op::IsNone(of) => format!("none({})", show(of)),
        Op::Arithmetic(op, left, right) => format!("{op:?}({}, {})", show(left), show(right)),
        Op::Negative(of) => format!("-({})", show(of)),
        Op::Extreme(op, nodes) => format!("{op:?}({})", list(nodes)),
        Op::Round(rounding, of, step) => format!("round{rounding:?}({}, {})", show(of), show(step)),
        Op::Over { op, slot, list, filter, body, otherwise } => {
            let part = |word: &str, node: &Option<NodeId>| {
                node.map(|node| format!(" {word} {}", show(&node))).unwrap_or_default()
            };
            let (filter, body) = (part("where", filter), part("of", body));
            format!("{op:?}(${slot} in {}{filter}{body}{})", show(list), part("else", otherwise))
        }
        Op::Call(rule, of) => format!("{}({})", program.rules.at(*rule).name.id, show(of)),
        Op::Reading(switch, nodes) => format!("{}<{}>", program.switches.at(*switch).name.id, list(nodes)),
        Op::Defeasible { base, exceptions } => {
            let arms: Vec<String> = exceptions
                .iter()
                .map(|arm| {
                    let name = &program.rules.at(arm.rule).name.id;
                    format!("{name}: {} => {}", show(&arm.holds), show(&arm.value))
                })
                .collect();
            format!("{} unless [{}]", show(base), arms.join("; "))
        }
    };
    let text = match &record.label {
        Some(label) => format!("“{}” {text}", label.zh),
        None => text,
    };
    let says = |(truth, sentence): &(guiju_ir::Truth, Sentence)| {
        format!(" says {truth:?} {}", sentence_text(program, sentence)).to_lowercase()
    };
    format!("{text}{}", record.says.iter().map(says).collect::<String>())
}

/// Both sentences, each value as its node.
fn sentence_text(program: &Program, sentence: &Sentence) -> String {
    let fragment = |fragment: &Fragment| match fragment {
        Fragment::Words(words) => words.clone(),
        Fragment::Value(at) => {
            let value = sentence.values.get(*at).map(|node| node_text(program, *node));
            format!("{{{}}}", value.unwrap_or_default())
        }
    };
    let text = |fragments: &[Fragment]| fragments.iter().map(fragment).collect::<String>();
    format!("“{}” “{}”", text(&sentence.zh), text(&sentence.en))
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Truth(truth) => format!("{truth:?}").to_lowercase(),
        Value::Quantity(interval) => match interval.as_point() {
            Some(point) => point.to_string(),
            None => format!("{interval:?}"),
        },
        Value::Choice(Some(index)) => format!("#{index}"),
        Value::Text(Some(text)) => format!("{text:?}"),
        other => format!("{other:?}"),
    }
}

/// Every operand, and every root of a rule that is called or attached, stands before its user.
pub fn assert_ordered(program: &Program) {
    for (id, node) in program.nodes.iter() {
        for operand in node.op.operands() {
            assert!(operand < id, "{operand:?} stands behind its user {id:?}");
        }
        let called = match &node.op {
            Op::Call(rule, _) => Some(*rule),
            Op::Field(_, field) => program.fields.at(*field).derived,
            _ => None,
        };
        for root in called.map(|rule| roots(program.rules.at(rule))).unwrap_or_default() {
            assert!(root < id, "root {root:?} stands behind the call {id:?}");
        }
    }
    for (id, rule) in program.rules.iter() {
        if let RuleKind::Norm(norm) = &rule.kind {
            for attached in norm.bars.iter().chain(&norm.exceptions) {
                assert!(attached.rule < id && attached.holds < norm.conditions);
            }
        }
        assert!(id.index() < program.rules.len());
    }
}

fn roots(rule: &Rule) -> Vec<NodeId> {
    match &rule.kind {
        RuleKind::Norm(norm) => norm
            .concerns
            .into_iter()
            .chain([norm.conditions])
            .chain(norm.bars.iter().chain(&norm.exceptions).map(|attached| attached.holds))
            .collect(),
        _ => rule.value().into_iter().collect(),
    }
}
