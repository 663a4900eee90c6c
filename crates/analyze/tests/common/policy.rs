//! Programs for tests: compiled from texts, the pack of the repository among them; and facts written and loaded again.

#![allow(dead_code, reason = "each test binary asks for some of it")]

use std::path::Path;

use guiju_base::Sources;
use guiju_ir::{Facts, Program, Question, Readings, day_from_civil};

/// The program of these files: rules, and the official text with its clauses.
pub fn compile(texts: &[(String, String)]) -> (Program, Sources) {
    let mut sources = Sources::new();
    let mut files = Vec::new();
    let mut pack = guiju_compile::Pack::default();
    for (name, text) in texts {
        let id = sources.add(name.as_str(), text.as_str());
        match name.as_str() {
            "source.txt" => pack.text = Some(id),
            "clauses.tsv" => pack.clauses = Some(id),
            _ => {
                let parsed = guiju_syntax::parse(&sources, id);
                assert_eq!(parsed.diagnostics, [], "{name}: {text}");
                files.push(parsed.file);
            }
        }
    }
    let compiled = guiju_compile::compile(&sources, &pack, &files);
    (compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics)), sources)
}

/// The files of the pack of the repository.
pub fn chongqing() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/chongqing-2025");
    let names = std::fs::read_dir(&folder).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".gj") || name == "source.txt" || name == "clauses.tsv");
    names.sort();
    let text = |name: String| (name.clone(), std::fs::read_to_string(folder.join(name)).unwrap());
    names.into_iter().map(text).collect()
}

/// The default question.
pub fn question(program: &Program) -> Question {
    Question { as_of: day_from_civil(2026, 3, 1).unwrap(), readings: Readings::defaults(program) }
}

/// Facts written as a plan and loaded again: the same facts, or a panic.
pub fn reload(program: &Program, facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    facts.plan.id = "P".to_string();
    let text = guiju_facts::write(program, &facts).unwrap();
    let mut sources = Sources::new();
    let id = sources.add("plan.yaml", text.as_str());
    let loaded = guiju_facts::load(program, &sources, id);
    loaded.facts.unwrap_or_else(|| panic!("{:#?}\n{text}", loaded.diagnostics))
}
