//! Witnesses as a case file: each the plan on which a survivor would be noticed, with what the policy comes to on it.
//!
//! What is written is what the rules say, not what the law says: each case is marked for review. A file may not say of a norm
//! only that it is not engaged, so where a witness does, a case of the run that engages the norm is written beside it.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use guiju_base::Lang;
use guiju_facts::write_parts;

use super::fate::{Fate, Witness};
use super::run::Run;
use crate::Exit;
use crate::output::{cause, complain};

/// Writes the file.
///
/// # Errors
/// A file that is there already or cannot be written; it has been said.
pub fn add(run: &Run, path: &Path, lang: Lang) -> Result<(), Exit> {
    let (text, count) = skeletons(run);
    let shown = path.display();
    if count == 0 {
        complain(lang, "没有可写的案例样稿", "there is no case to write");
        return Ok(());
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => {
            complain(
                lang,
                &format!("写出待复核的案例 {count} 个：{shown}"),
                &format!("{count} cases to be confirmed were written: {shown}"),
            );
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            complain(
                lang,
                &format!("{shown} 已经存在，没有写入；换一个文件名，或先移走它"),
                &format!(
                    "{shown} is there already and was not written; choose another name, or move it away"
                ),
            );
            Err(Exit::Unusable)
        }
        Err(error) => {
            let (zh, en) = cause(&error);
            complain(lang, &format!("无法写入 {shown}：{zh}"), &format!("cannot write {shown}: {en}"));
            Err(Exit::Unusable)
        }
    }
}

/// A case file as it is written.
#[derive(Default)]
struct Skeletons<'r> {
    written: Vec<&'r Witness>,
    clauses: BTreeSet<String>,
    text: String,
}

fn skeletons(run: &Run) -> (String, usize) {
    let mut file = Skeletons::default();
    for (mutant, fate) in &run.tried {
        let Fate::Survived { witness: Some(witness), .. } = fate else { continue };
        let Some(expected) = expected(witness) else { continue };
        let is_written = |it: &&&Witness| {
            (&it.plan, &it.readings, &it.expected) == (&witness.plan, &witness.readings, &witness.expected)
        };
        if mutant.clauses.is_empty() || file.written.iter().any(|it| is_written(&it)) {
            continue;
        }
        file.written.push(witness);
        let clauses = run.program.clause_ids(&mutant.clauses);
        let of = &mutant.of.id(run.program);
        let name = format!("待复核 {}：{}，{of}", file.written.len(), mutant.kind.words().zh);
        file.case(&name, &clauses, &witness.readings, &witness.plan, &expected);
    }
    let count = file.written.len();
    file.companions(run);
    let about = "待复核：为没有案例发现的改动生成；期望是规则现在的结论，对照条文确认后去掉“待复核”";
    let clauses: Vec<String> = file.clauses.iter().cloned().collect();
    let text = format!("guiju: cases/1\nabout: {about}\nclauses: {}\ncases:\n{}", list(&clauses), file.text);
    (text, count)
}

impl Skeletons<'_> {
    fn case(
        &mut self,
        name: &str,
        clauses: &[String],
        readings: &[(String, String)],
        plan: &[(String, String)],
        expected: &str,
    ) {
        self.clauses.extend(clauses.iter().cloned());
        let mut line = |line: String| {
            self.text.push_str(&line);
            self.text.push('\n');
        };
        line(format!("  - name: {}", quoted(name)));
        line(format!("    clause: {}", list(clauses)));
        if !readings.is_empty() {
            let readings: Vec<String> =
                readings.iter().map(|(switch, option)| format!("{switch}: {}", quoted(option))).collect();
            line(format!("    readings: {{ {} }}", readings.join(", ")));
        }
        if !plan.is_empty() {
            line("    set:".to_string());
            plan.iter().for_each(|(key, value)| line(format!("      {key}: {value}")));
        }
        line(format!("    {expected}"));
    }

    /// For each norm of which it is only said that it is not engaged, a case that engages it.
    fn companions(&mut self, run: &Run) {
        let is_idle = |witness: &&&Witness| {
            witness.expected.iter().any(|(key, value)| key == "outcome" && value == "not_engaged")
        };
        let engaged: BTreeSet<String> =
            self.written.iter().filter(|it| !is_idle(it)).map(|it| it.rule.clone()).collect();
        let idle: BTreeSet<String> = self.written.iter().filter(is_idle).map(|it| it.rule.clone()).collect();
        for rule in idle.difference(&engaged) {
            let Some(found) = run.suite.engaging(run.program, rule) else { continue };
            let Ok(plan) = write_parts(run.program, &found.facts) else { continue };
            let name = format!("参照：{}，{rule}", found.name);
            let expected = format!("expect: {{ {}: {} }}", target(rule, &found.subject), found.outcome.id());
            self.case(&name, &run.program.clause_ids(&found.clauses), &[], &plan, &expected);
        }
    }
}

/// What the policy comes to, as a case expects it; nothing of a check that is silent, of which there is nothing to write.
fn expected(witness: &Witness) -> Option<String> {
    let target = target(&witness.rule, &witness.subject);
    let of =
        |key: &str| witness.expected.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    if let Some(said) = of("check") {
        return match said {
            "refused" => Some("refused: GJ0604".to_string()),
            "warned" => Some(format!("warned: [{}]", witness.rule)),
            _ => None,
        };
    }
    if let Some(value) = of("value") {
        return Some(format!("expect: {{ {target}: {value} }}"));
    }
    // Effects and duties differ only where both apply.
    let outcome = of("outcome").unwrap_or("applies");
    let mut parts = vec![format!("outcome: {outcome}")];
    parts.extend(of("effects").map(|effects| format!("effects: {effects}")));
    let duties: Vec<String> = witness
        .expected
        .iter()
        .filter(|(_, kept)| kept != "–")
        .filter_map(|(key, kept)| Some(format!("{}: {kept}", key.strip_prefix("duties.")?)))
        .collect();
    if !duties.is_empty() {
        parts.push(format!("duties: {{ {} }}", duties.join(", ")));
    }
    Some(format!("expect: {{ {target}: {{ {} }} }}", parts.join(", ")))
}

fn target(rule: &str, subject: &str) -> String {
    quoted(&format!("{rule}[{subject}]"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}
