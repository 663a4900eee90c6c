//! Plans that would cover what no case does, as case files: one case per plan, expecting what the rules say today.
//!
//! Each is marked 待复核: what the rules say is not yet what the law says, and a drafter confirms it before taking the mark
//! away. A file that is there is never written over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use guiju_analyze::coverage::{PointKind, Riders, Witness};
use guiju_base::Lang;
use guiju_eval::Evaluator;
use guiju_facts::write_parts;
use guiju_ir::{Decide, Program, Question, Readings, RuleId, Truth};

use super::report::Report;
use super::witness::{Finding, question};
use super::words;
use crate::Exit;
use crate::output::{cause, complain};

/// Writes the case files: all cases in the file `to`, or one file per norm in the folder `to`.
///
/// # Errors
/// A file that is there already, or cannot be written; it has been said.
pub fn write(report: &Report, to: &Path, lang: Lang) -> Result<(), Exit> {
    let mut norms: BTreeMap<RuleId, Vec<(usize, &Witness)>> = BTreeMap::new();
    for (number, finding) in &report.witnesses {
        if let Finding::Case(witness) = finding {
            norms.entry(witness.norm).or_default().push((*number, witness));
        }
    }
    let mut norms: Vec<(RuleId, Vec<(usize, &Witness)>)> = norms.into_iter().collect();
    norms.sort_by_key(|(norm, _)| report.program.rules.at(*norm).span);
    let count: usize = norms.iter().map(|(_, cases)| cases.len()).sum();
    let is_folder = to.is_dir() || to.to_string_lossy().ends_with(['/', '\\']);
    let files: Vec<(PathBuf, String)> = match is_folder {
        true => norms
            .iter()
            .map(|(norm, cases)| {
                let name = format!("{}_to_confirm.yaml", report.program.rules.at(*norm).name.id);
                (to.join(name), file(report, &[(*norm, cases.clone())]))
            })
            .collect(),
        false if count == 0 => Vec::new(),
        false => vec![(to.to_path_buf(), file(report, &norms))],
    };
    if let Some((taken, _)) = files.iter().find(|(path, _)| path.exists()) {
        let shown = taken.display();
        complain(
            lang,
            &format!("{shown} 已经存在，没有写入；换一个文件名，或先移走它"),
            &format!("{shown} is there already and was not written; choose another name, or move it away"),
        );
        return Err(Exit::Unusable);
    }
    if is_folder && let Err(error) = std::fs::create_dir_all(to) {
        return Err(unwritable(to, &error, lang));
    }
    for (path, text) in &files {
        std::fs::write(path, text).map_err(|error| unwritable(path, &error, lang))?;
    }
    let shown = to.display();
    match files.is_empty() {
        true => complain(lang, "没有可写的案例样稿", "there is no case skeleton to write"),
        false => complain(
            lang,
            &format!("写出待复核的案例 {count} 个：{shown}"),
            &format!("{count} cases to be confirmed were written: {shown}"),
        ),
    }
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error, lang: Lang) -> Exit {
    let shown = path.display();
    let (zh, en) = cause(error);
    complain(lang, &format!("无法写入 {shown}：{zh}"), &format!("cannot write {shown}: {en}"));
    Exit::Unusable
}

fn file(report: &Report, norms: &[(RuleId, Vec<(usize, &Witness)>)]) -> String {
    let program = report.program;
    let mut clauses: BTreeSet<_> = BTreeSet::new();
    norms.iter().for_each(|(norm, _)| clauses.extend(program.rules.at(*norm).clauses.iter().copied()));
    let clauses: Vec<_> = clauses.into_iter().collect();
    let mut text = format!(
        "guiju: cases/1\nabout: 待复核：为没有案例检验的内容生成；期望是规则现在的结论，对照条文确认后去掉“待复核”\nclauses: {}\ncases:\n",
        quoted_list(&program.clause_ids(&clauses)),
    );
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (norm, cases) in norms {
        for (number, witness) in cases {
            let name = name(report, *norm, *number);
            let count = names.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count == 1 { name } else { format!("{name}（{count}）") };
            text.push_str(&case(report, &name, *number, witness).unwrap_or_default());
        }
    }
    text
}

/// `待复核：就地利用村庄用地：“就地利用”起决定作用`
fn name(report: &Report, norm: RuleId, number: usize) -> String {
    let Some(point) = report.measured.points.get(number) else { return String::new() };
    let program = report.program;
    let row = report.rules.iter().find(|row| row.rule == point.rule);
    let item = row.and_then(|row| row.items.iter().find(|item| item.points.contains(&number)));
    let item = item.map(|item| words::item(report, point.rule, item).zh).unwrap_or_default();
    let asked = words::point(program, point).zh;
    let norm = &program.rules.at(norm).name.label.zh;
    let through = &program.rules.at(point.rule).name.label.zh;
    let of = if norm == through { norm.clone() } else { format!("{norm}，{through}") };
    format!("待复核：{of}：{item}{asked}")
}

/// A case; nothing when its plan cannot be written.
fn case(report: &Report, name: &str, number: usize, witness: &Witness) -> Option<String> {
    let program = report.program;
    let rule = program.rules.at(witness.norm);
    let mut text = String::new();
    let mut line = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    line(format!("  - name: {}", quoted(name)));
    line(format!("    clause: {}", quoted_list(&program.clause_ids(&rule.clauses))));
    if let Some((switch, option)) = witness.reading {
        let switch = program.switches.at(switch);
        let option = switch.options.get(option)?;
        line(format!("    readings: {{ {}: {} }}", switch.name.id, quoted(&option.name.id)));
    }
    let parts = write_parts(program, &witness.facts).ok()?;
    if !parts.is_empty() {
        line("    set:".to_string());
        parts.iter().for_each(|(key, value)| line(format!("      {key}: {value}")));
    }
    let target = match program.entities.at(witness.subject.entity).is_single() {
        true => rule.name.id.clone(),
        false => format!("{}[{}]", rule.name.id, witness.facts.id(witness.subject)),
    };
    let is_of_reading =
        report.measured.points.get(number).is_some_and(|point| matches!(point.kind, PointKind::Turning(..)));
    let expected = expected(program, witness, is_of_reading)?;
    line(format!("    expect: {{ {}: {expected} }}", quoted(&target)));
    Some(text)
}

/// What the rules say of the plan today.
fn expected(program: &Program, witness: &Witness, is_of_reading: bool) -> Option<String> {
    let usual = question(program);
    let readings: Readings = match witness.reading {
        Some((switch, option)) => usual.readings.with(switch, option),
        None => usual.readings,
    };
    let asked = Question { as_of: usual.as_of, readings };
    let mut inquiry = Evaluator.open(program, &witness.facts, &asked);
    let answer = inquiry.answer();
    let mine = |it: &&guiju_ir::Verdict| it.norm == witness.norm && it.subject == witness.subject;
    let verdict = answer.verdicts.iter().find(mine)?;
    let mut parts = Vec::new();
    if is_of_reading {
        let turn = |turn: &guiju_ir::Turn| {
            let switch = program.switches.at(turn.switch);
            switch.options.get(turn.option).map(|option| format!("{}={}", switch.name.id, option.name.id))
        };
        parts.push(format!(
            "turned_by: {}",
            quoted_list(&verdict.turns.iter().filter_map(turn).collect::<Vec<_>>())
        ));
    }
    if witness.riders == Riders::Listed {
        let derivation = inquiry.derive(witness.norm, witness.subject)?;
        let norm = program.rules.at(witness.norm).norm()?;
        let given = derivation.effects.iter().filter(|effect| effect.holds == Truth::True);
        let given = given.filter_map(|effect| norm.effects.get(effect.index));
        let effects: Vec<String> =
            given.map(|used| program.effects.at(used.effect).name.id.clone()).collect();
        parts.push(format!("effects: [{}]", effects.join(", ")));
        let duties = derivation.duties.iter().filter_map(|duty| {
            let kept = match duty.holds {
                Truth::True => "met",
                Truth::False => "breached",
                Truth::Unknown => "undetermined",
            };
            Some(format!("{}: {kept}", norm.duties.get(duty.index)?.name.id))
        });
        let duties: Vec<String> = duties.collect();
        if !duties.is_empty() {
            parts.push(format!("duties: {{ {} }}", duties.join(", ")));
        }
    }
    let outcome = verdict.outcome.id();
    if parts.is_empty() {
        return Some(outcome.to_string());
    }
    Some(format!("{{ outcome: {outcome}, {} }}", parts.join(", ")))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn quoted_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}
