//! The author's own sentences, with the values of a plan in them, or with what these are before any plan.
//!
//! Values are told as elsewhere: units and languages alike; one of which nothing is known reads 未知.

use guiju_base::{Lang, Words};
use guiju_ir::{Fragment, NodeId, Op, Outcome, Sentence, StepId, Type, Value};

use crate::naming::{Speech, uncapital};
use crate::quantity::Precision;
use crate::trail::Trail;
use crate::words::{beside, both, say};

/// What the author says of a step, if anything.
pub(crate) fn of_step(speech: &Speech, step: StepId) -> Option<String> {
    let sentence = speech.trail.said(step)?;
    Some(filled(speech, sentence, &speech.trail.step(step).said))
}

/// What the author says of the outcome, if anything.
pub(crate) fn of_outcome(trail: &Trail) -> Option<Words> {
    let sentence = said_of_outcome(trail)?;
    Some(both(|lang| filled(&Speech { trail: *trail, lang }, sentence, &trail.derivation.said)))
}

/// Whether the author says the same of the outcome whatever the subject is.
pub(crate) fn is_common_of_outcome(trail: &Trail) -> bool {
    said_of_outcome(trail).is_some_and(|sentence| is_common(trail, sentence))
}

/// Whether a sentence is the same whatever the subject is: figures of the policy alone stand in it.
pub(crate) fn is_common(trail: &Trail, sentence: &Sentence) -> bool {
    sentence.values.iter().all(|value| is_figure(trail, *value))
}

/// The sentence before any plan: where a value will stand, what it is of.
pub(crate) fn blank(speech: &Speech, sentence: &Sentence) -> String {
    told(speech, sentence, |node, _| match (is_figure(&speech.trail, node), speech.lang) {
        (true, _) => figure(speech, node),
        (false, Lang::Zh) => format!("〈{}〉", speech.name(node, None)),
        (false, Lang::En) => format!("‹{}›", uncapital(&speech.name(node, None))),
    })
}

fn said_of_outcome<'a>(trail: &Trail<'a>) -> Option<&'a Sentence> {
    let outcome: Outcome = trail.derivation.outcome;
    trail.norm()?.said(outcome).filter(|_| trail.derivation.in_force)
}

fn filled(speech: &Speech, sentence: &Sentence, values: &[Value]) -> String {
    told(speech, sentence, |node, at| match (is_figure(&speech.trail, node), values.get(at)) {
        (true, _) => figure(speech, node),
        (false, Some(value)) => shown(speech, node, value),
        (false, None) => say(speech.lang, "未知", "unknown").to_string(),
    })
}

fn told(speech: &Speech, sentence: &Sentence, value: impl Fn(NodeId, usize) -> String) -> String {
    let mut text = String::new();
    for fragment in sentence.get(speech.lang) {
        let told = match fragment {
            Fragment::Words(words) => words.to_string(),
            Fragment::Value(at) => sentence.values.get(*at).map(|node| value(*node, *at)).unwrap_or_default(),
        };
        // A blank that the author set off a number with is too much beside a Chinese sign.
        let is_set_off = speech.lang == Lang::Zh && (text.ends_with(' ') || told.starts_with(' '));
        text = if is_set_off { beside(&text, &told) } else { format!("{text}{told}") };
    }
    text
}

fn is_figure(trail: &Trail, node: NodeId) -> bool {
    matches!(trail.case.program.nodes.at(node).op, Op::Param(_) | Op::Constant(_))
}

/// A parameter or constant as the author wrote it.
fn figure(speech: &Speech, node: NodeId) -> String {
    let found = speech.trail.case.program.nodes.at(node);
    match (&found.op, &found.ty) {
        (Op::Param(param), Type::Quantity(_)) => {
            speech.figure(*param).unwrap_or_else(|| say(speech.lang, "未知", "unknown").to_string())
        }
        _ => speech.name(node, None),
    }
}

/// A value; the range that stands in for a fact that is not given is no value of it.
fn shown(speech: &Speech, node: NodeId, value: &Value) -> String {
    let program = speech.trail.case.program;
    let found = program.nodes.at(node);
    if let (Op::Field(_, field), Value::Quantity(known)) = (&found.op, value)
        && known.as_point().is_none()
        && *known == program.fields.at(*field).range
    {
        return say(speech.lang, "未知", "unknown").to_string();
    }
    speech.value(&found.ty, value, Precision::Marked)
}
