//! A plan that tells a mutant from the policy, put into the words of a case file.

use guiju_analyze::mutation::Telling;
use guiju_eval::Evaluator;
use guiju_explain::exact;
use guiju_facts::{write_parts, write_value};
use guiju_ir::{
    Day, Decide, Interval, Problem, Program, Question, Rat, Readings, RuleKind, Truth, Type, Value,
};

use super::fate::Witness;

/// The witness; nothing when its plan cannot be written, or the two come to the same on it after all.
pub fn witness(program: &Program, mutated: &Program, telling: &Telling, day: Day) -> Option<Witness> {
    let Telling { rule, subject, facts, settings, readings } = telling;
    let (was, is) = (come(program, telling, day), come(mutated, telling, day));
    let of = |all: &[(String, String)], key: &str| {
        all.iter().find(|(name, _)| name == key).map_or("–".to_string(), |(_, value)| value.clone())
    };
    let mut keys: Vec<&String> = was.iter().chain(&is).map(|(key, _)| key).collect();
    keys.dedup();
    let mut witness = Witness {
        rule: program.rules.at(*rule).name.id.clone(),
        subject: facts.id(*subject).to_string(),
        readings: readings.iter().filter_map(|(switch, option)| named(program, *switch, *option)).collect(),
        facts: Vec::new(),
        plan: write_parts(program, facts).ok()?,
        expected: Vec::new(),
        instead: Vec::new(),
    };
    for (fact, value) in &settings.0 {
        let value = write_value(program, facts, fact.field, value)?;
        witness.facts.push((facts.path(program, fact), value));
    }
    for key in keys {
        let (one, two) = (of(&was, key), of(&is, key));
        if one != two && !witness.expected.iter().any(|(known, _)| known == key) {
            witness.expected.push((key.clone(), one));
            witness.instead.push((key.clone(), two));
            // Where outcomes differ, so do effects and duties as a matter of course.
            if key == "outcome" {
                break;
            }
        }
    }
    (!witness.expected.is_empty()).then_some(witness)
}

fn named(program: &Program, switch: guiju_ir::SwitchId, option: usize) -> Option<(String, String)> {
    let switch = program.switches.at(switch);
    Some((switch.name.id.clone(), switch.options.get(option)?.name.id.clone()))
}

/// What the rule comes to: one line per part.
fn come(program: &Program, telling: &Telling, day: Day) -> Vec<(String, String)> {
    let Telling { rule, subject, facts, readings, .. } = telling;
    let defaults = Readings::defaults(program);
    let readings = readings.iter().fold(defaults, |all, (switch, option)| all.with(*switch, *option));
    let mut inquiry = Evaluator.open(program, facts, &Question { as_of: day, readings });
    let answer = inquiry.answer();
    let line = |key: &str, value: String| vec![(key.to_string(), value)];
    match &program.rules.at(*rule).kind {
        RuleKind::Norm(norm) => {
            let Some(derivation) = inquiry.derive(*rule, *subject) else {
                return line("outcome", "refused".to_string());
            };
            let mut lines = line("outcome", derivation.outcome.id().to_string());
            let follows = derivation.effects.iter().filter(|effect| effect.holds == Truth::True);
            let effects = follows.filter_map(|effect| norm.effects.get(effect.index));
            let effects: Vec<&str> =
                effects.map(|used| program.effects.at(used.effect).name.id.as_str()).collect();
            lines.push(("effects".to_string(), format!("[{}]", effects.join(", "))));
            for step in &derivation.duties {
                let Some(duty) = norm.duties.get(step.index) else { continue };
                let kept = match step.holds {
                    Truth::True => "met",
                    Truth::False => "breached",
                    Truth::Unknown => "undetermined",
                };
                lines.push((format!("duties.{}", duty.name.id), kept.to_string()));
            }
            lines
        }
        RuleKind::Check(_) => {
            let said = match (answer.problem, answer.diagnostics.is_empty()) {
                (Problem::Refused, _) => "refused",
                (_, false) => "warned",
                (_, true) => "silent",
            };
            line("check", said.to_string())
        }
        _ => {
            let ty = program.rules.at(*rule).value().map(|node| program.nodes.at(node).ty);
            let value = inquiry.value(*rule, *subject);
            let (Some(Type::Quantity(dimension)), Some(Value::Quantity(interval))) = (ty, value) else {
                return line("value", "–".to_string());
            };
            line("value", amount(dimension, &interval))
        }
    }
}

/// `5 公顷`, or `{ low: 0 公顷 }`.
fn amount(dimension: guiju_ir::Dimension, interval: &Interval) -> String {
    if let Some(value) = interval.as_point() {
        return exact(dimension, value);
    }
    let end = |key: &str, end: &Option<Rat>| Some(format!("{key}: {}", exact(dimension, end.as_ref()?)));
    let ends = [end("low", &interval.low), end("high", &interval.high)];
    format!("{{ {} }}", ends.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
