//! What an amendment is expected to change: nothing, or what a file lists; any deviation, on either side, is told.
//!
//! The file is YAML, `guiju: expected-difference/1`. `declarations` has the ids of those that change in meaning, `plans` the
//! outcomes that turn in each given plan, `cases` the old cases that come out otherwise, `witnesses` what the plans that were
//! found come to. A turn is written `applies -> blocked`, `–` standing for a norm that one version has not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use guiju_base::Lang;
use guiju_ir::Outcome;
use serde::Deserialize;

use super::report::{Deviation, Report, Told};
use super::witnesses::quoted;
use crate::output::complain;
use crate::{Exit, pack};

/// What is expected.
pub enum Expected {
    /// No outcome turns, and no declaration changes in meaning but those that are shown to be without effect.
    Nothing,
    /// Just what is listed.
    Listed(Listed),
}

/// The file.
#[derive(Deserialize, Default, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    guiju: String,
    #[serde(default)]
    declarations: BTreeSet<String>,
    #[serde(default)]
    plans: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    cases: BTreeSet<String>,
    #[serde(default)]
    witnesses: BTreeMap<String, String>,
}

const FORM: &str = "expected-difference/1";
/// The largest file that is read.
const LARGEST: u64 = 64 << 20;

/// Reads `none` or a file.
///
/// # Errors
/// A file that cannot be read or is none of these; it has been said.
pub fn read(word: &str, lang: Lang) -> Result<Expected, Exit> {
    if word == "none" {
        return Ok(Expected::Nothing);
    }
    let bytes = pack::read(Path::new(word), LARGEST, lang)?;
    let listed: Result<Listed, String> =
        serde_yaml::from_str(&String::from_utf8_lossy(&bytes)).map_err(|error| error.to_string()).and_then(
            |listed: Listed| {
                if listed.guiju == FORM { Ok(listed) } else { Err(format!("guiju: {}", listed.guiju)) }
            },
        );
    listed.map(Expected::Listed).map_err(|error| {
        complain(
            lang,
            &format!("{word} 不是预期变化的文件（guiju: {FORM}），可用 --write-expect 写出一个：{error}"),
            &format!(
                "{word} is no file of expected changes (guiju: {FORM}); --write-expect writes one: {error}"
            ),
        );
        Exit::Unusable
    })
}

impl Expected {
    /// What was not expected, and what was expected and did not happen.
    pub fn deviations(&self, report: &Report) -> Vec<Deviation> {
        let found = happened(report);
        let nothing = Listed::default();
        let expected = match self {
            Expected::Nothing => &nothing,
            Expected::Listed(listed) => listed,
        };
        let (found, wanted) = (said(&found), said(expected));
        let unexpected = found.difference(&wanted).cloned().map(Deviation::Unexpected);
        let missing = wanted.difference(&found).cloned().map(Deviation::Missing);
        unexpected.chain(missing).collect()
    }
}

/// Each thing as a line, under the key that it has in the file.
fn said(listed: &Listed) -> BTreeSet<String> {
    let declarations = listed.declarations.iter().map(|id| format!("declarations: {id}"));
    let mut found: BTreeSet<String> = declarations.collect();
    for (plan, turns) in &listed.plans {
        found.extend(turns.iter().map(|(target, turn)| format!("plans: {plan}: {target}: {turn}")));
    }
    found.extend(listed.cases.iter().map(|name| format!("cases: {name}")));
    found.extend(listed.witnesses.iter().map(|(target, turn)| format!("witnesses: {target}: {turn}")));
    found
}

/// What happened, as a file would list it.
fn happened(report: &Report) -> Listed {
    let mut found = Listed { guiju: FORM.to_string(), ..Listed::default() };
    found.declarations = report.meaning().map(|change| change.id.clone()).collect();
    let id = |outcome: &Option<Outcome>| outcome.map_or("–", |outcome| outcome.id());
    if let Some(given) = &report.given {
        for plan in &given.plans {
            let refuses = |side: bool| if side { "refused" } else { "accepted" };
            let (old, new) = (plan.old_refuses.is_some(), plan.new_refuses.is_some());
            if old != new {
                let turn = format!("{} -> {}", refuses(old), refuses(new));
                found.plans.entry(plan.file.clone()).or_default().insert("plan".to_string(), turn);
            }
        }
        for norm in &given.norms {
            let riders = [("effects and duties", &norm.riders), ("readings", &norm.readings)];
            for (what, line) in riders {
                for (plan, subject) in &line.subjects {
                    let turns = found.plans.entry(plan.clone()).or_default();
                    turns.insert(format!("{}[{subject}] {what}", norm.id), "changed".to_string());
                }
            }
            for ((old, new), line) in &norm.turns {
                for (plan, subject) in &line.subjects {
                    let turns = found.plans.entry(plan.clone()).or_default();
                    turns.insert(format!("{}[{subject}]", norm.id), format!("{} -> {}", id(old), id(new)));
                }
            }
        }
        for value in &given.values {
            let turns = found.plans.entry(value.plan.clone()).or_default();
            turns.insert(
                format!("{}[{}]", value.term, value.id),
                format!("{} -> {}", value.old.zh, value.new.zh),
            );
        }
    }
    if let Some(cases) = &report.cases {
        found.cases = cases.old_under_new.failed.iter().map(|failure| failure.case.name.clone()).collect();
    }
    for line in &report.reached {
        if let Some(witness) = line.witness() {
            let id = |told: &Option<Told>| told.as_ref().map_or("–", |told| told.id.as_str()).to_string();
            found.witnesses.insert(line.id.clone(), format!("{} -> {}", id(&witness.old), id(&witness.new)));
        }
    }
    found
}

/// What happened, as a file for `--expect`.
pub fn write(report: &Report) -> String {
    let found = happened(report);
    let mut text = format!("guiju: {FORM}\n");
    let list = |text: &mut String, key: &str, items: &BTreeSet<String>| {
        if !items.is_empty() {
            text.push_str(&format!("{key}:\n"));
            items.iter().for_each(|item| text.push_str(&format!("  - {}\n", quoted(item))));
        }
    };
    list(&mut text, "declarations", &found.declarations);
    if !found.plans.is_empty() {
        text.push_str("plans:\n");
        for (plan, turns) in &found.plans {
            text.push_str(&format!("  {}:\n", quoted(plan)));
            turns.iter().for_each(|(target, turn)| {
                text.push_str(&format!("    {}: {}\n", quoted(target), quoted(turn)));
            });
        }
    }
    list(&mut text, "cases", &found.cases);
    if !found.witnesses.is_empty() {
        text.push_str("witnesses:\n");
        for (target, turn) in &found.witnesses {
            text.push_str(&format!("  {}: {}\n", quoted(target), quoted(turn)));
        }
    }
    text
}
