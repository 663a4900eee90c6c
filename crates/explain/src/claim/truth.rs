//! A fact that is a truth as a sentence: `属永久基本农田`, `不属永久基本农田`, `是否属永久基本农田，没有填报`.
//!
//! A Chinese label that is a predicate is denied by its verb; any other label stands like an entry of a form: `红线占用依据：否`.
//! An English one always does.

use guiju_base::Lang;
use guiju_ir::Truth;

use crate::words::{say, truth_word};

/// Verbs that a label may begin with, and what denies them.
const VERBS: [(&str, &str); 15] = [
    ("属", "不属"),
    ("位于", "不位于"),
    ("在", "不在"),
    ("含", "不含"),
    ("有", "没有"),
    ("符合", "不符合"),
    ("具备", "不具备"),
    ("毗邻", "不毗邻"),
    ("拟", "不拟"),
    ("纳入", "没有纳入"),
    ("开展", "没有开展"),
    ("认定", "没有认定"),
    ("尊重", "没有尊重"),
    ("达到", "没有达到"),
    ("确保", "没有确保"),
];
/// What says inside a label that something is done, and that it is not.
const DONE: &str = "已";
const UNDONE: &str = "未";

/// Whether a label says something of its subject: such a one needs no word between.
pub(crate) fn is_predicate(lang: Lang, label: &str) -> bool {
    lang == Lang::Zh && denied(label).is_some()
}

fn denied(label: &str) -> Option<String> {
    let by_verb = || {
        let (verb, denial) = VERBS.iter().find(|(verb, _)| label.starts_with(verb))?;
        Some(format!("{denial}{}", label.get(verb.len()..)?))
    };
    // What is done is denied by that word alone, wherever it stands.
    match label.contains(DONE) {
        true => Some(label.replacen(DONE, UNDONE, 1)),
        false => by_verb(),
    }
}

/// The name of a fact taken apart: whose it is, with the blank before a predicate, and what is asserted or denied of it.
fn parts<'n>(name: &'n str, label: &'n str) -> (&'n str, &'n str) {
    let owner = name.strip_suffix(label).map(|owner| owner.strip_suffix('的').unwrap_or(owner));
    (owner.unwrap_or_default(), if owner.is_some() { label } else { name })
}

/// What is so: a fact by its name, in which its label stands last, with a truth that is known.
pub(crate) fn told(lang: Lang, name: &str, label: &str, truth: Truth) -> String {
    let (owner, predicate) = parts(name, label);
    match (lang, truth, denied(predicate)) {
        (Lang::Zh, Truth::True, Some(_)) => format!("{owner}{predicate}"),
        (Lang::Zh, Truth::False, Some(denied)) => format!("{owner}{denied}"),
        _ => format!("{name}{}{}", say(lang, "：", ": "), truth_word(lang, truth)),
    }
}

/// That it is not known whether it is so, and why.
pub(crate) fn open(lang: Lang, name: &str, label: &str, why: &str) -> String {
    let (owner, predicate) = parts(name, label);
    if !is_predicate(lang, predicate) {
        return format!("{name}{}{why}", say(lang, "：", ": "));
    }
    let (subject, asked) = predicate.split_at(predicate.find(DONE).unwrap_or(0));
    format!("{owner}{subject}是否{asked}，{why}")
}
