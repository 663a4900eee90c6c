//! A plan file to typed facts, and the question that is put to it.
//!
//! The one place where the clock is read: when neither the call nor the plan says a date, it is today's.

use std::path::Path;

use guiju_base::{Diagnostic, Lang, Sources};
use guiju_explain::AsOfFrom;
use guiju_facts::Loaded;
use guiju_ir::{Day, Facts, PlanHead, Program, Question, Readings, Switch, day_parse};

use crate::Exit;
use crate::arguments::Asking;
use crate::output::complain;
use crate::pack::{add_text, read};

/// The largest plan that is read.
const LARGEST: u64 = guiju_facts::DOCUMENT_BYTES as u64;

/// A plan that was read, or what is wrong with it.
pub struct Plan {
    /// Its facts, when it can be used.
    pub facts: Option<Facts>,
    /// Its head, as far as it is known.
    pub head: PlanHead,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a plan and states the assumptions of the call on top of it.
///
/// # Errors
/// A file that cannot be read; it has been said.
pub fn load(
    program: &Program,
    sources: &mut Sources,
    path: &Path,
    asking: &Asking,
    lang: Lang,
) -> Result<Plan, Exit> {
    let bytes = read(path, LARGEST, lang)?;
    let name = path.to_string_lossy().replace('\\', "/");
    let mut head = PlanHead { file: name.clone(), ..PlanHead::default() };
    let id = match add_text(sources, name, &bytes) {
        Ok(id) => id,
        Err(diagnostic) => return Ok(Plan { facts: None, head, diagnostics: vec![*diagnostic] }),
    };
    drop(bytes);
    let Loaded { mut facts, mut diagnostics } = guiju_facts::load(program, sources, id);
    for assumption in &asking.assumptions {
        let Some(known) = &mut facts else { break };
        let Some((path, text)) = assumption.split_once(['=', '＝']) else {
            complain(
                lang,
                &format!("--assume {assumption}：应写作 字段=值"),
                &format!("--assume {assumption}: expected FIELD=VALUE"),
            );
            return Err(Exit::Unusable);
        };
        match guiju_facts::assign(program, known, sources, path.trim(), text.trim()) {
            Ok(warnings) => diagnostics.extend(warnings),
            Err(errors) => {
                diagnostics.extend(errors);
                facts = None;
            }
        }
    }
    if let Some(facts) = &facts {
        head = facts.plan.clone();
    }
    Ok(Plan { facts, head, diagnostics })
}

/// The question of a call: its date and its readings.
///
/// # Errors
/// A date or a reading that does not exist; it has been said.
pub fn question(
    program: &Program,
    plan: &PlanHead,
    asking: &Asking,
    lang: Lang,
) -> Result<(Question, AsOfFrom), Exit> {
    let (as_of, from) = as_of(plan, asking, lang)?;
    let mut readings = Readings::defaults(program);
    for choice in &asking.readings {
        let (switch, option) = reading(program, choice, lang)?;
        readings = readings.with(switch, option);
    }
    Ok((Question { as_of, readings }, from))
}

fn as_of(plan: &PlanHead, asking: &Asking, lang: Lang) -> Result<(Day, AsOfFrom), Exit> {
    if let Some(text) = &asking.as_of {
        return day(text, lang).map(|day| (day, AsOfFrom::Option));
    }
    Ok(match plan.as_of {
        Some(day) => (day, AsOfFrom::Plan),
        None => (today(), AsOfFrom::Today),
    })
}

/// The day that `--as-of` names.
///
/// # Errors
/// No date; it has been said.
pub fn day(text: &str, lang: Lang) -> Result<Day, Exit> {
    day_parse(text).map_err(|_| {
        complain(
            lang,
            &format!("--as-of {text}：不是日期，应写作 2026-03-01 或 2026年3月1日"),
            &format!("--as-of {text}: not a date, expected 2026-03-01"),
        );
        Exit::Unusable
    })
}

fn today() -> Day {
    let date = jiff::ZonedDateTime::now().date();
    guiju_ir::day_from_civil(date.year(), i16::from(date.month()), i16::from(date.day())).unwrap_or_default()
}

/// `SWITCH=NAME`, ids or labels.
fn reading(program: &Program, choice: &str, lang: Lang) -> Result<(guiju_ir::SwitchId, usize), Exit> {
    let (switch, option) = choice.split_once(['=', '＝']).unwrap_or((choice, ""));
    let (switch, option) = (switch.trim(), option.trim());
    let Some(id) = program.switch_named(switch) else {
        let all: Vec<&str> = program.switches.values().map(|switch| switch.name.id.as_str()).collect();
        complain(
            lang,
            &format!("--reading {choice}：没有口径“{switch}”；可选：{}", all.join("、")),
            &format!("--reading {choice}: no switch `{switch}`; there are: {}", all.join(", ")),
        );
        return Err(Exit::Unusable);
    };
    let declared = program.switches.at(id);
    declared.option_named(option).map(|option| (id, option)).ok_or_else(|| {
        let all = options(declared);
        complain(
            lang,
            &format!(
                "--reading {choice}：口径“{}”没有“{option}”；可选：{}",
                declared.name.label.zh,
                all.join("、")
            ),
            &format!(
                "--reading {choice}: `{}` has no `{option}`; there are: {}",
                declared.name.id,
                all.join(", ")
            ),
        );
        Exit::Unusable
    })
}

fn options(switch: &Switch) -> Vec<&str> {
    switch.options.iter().map(|option| option.name.id.as_str()).collect()
}
