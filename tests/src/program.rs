//! The program `guiju` itself, built once per test run, and a pack's cases run by it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::pipeline::{PackTexts, Plan, Policy, Text};

/// Where the program is; it is built when first asked for.
pub fn executable() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(build)
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let build = Command::new(cargo)
        .args(["build", "--package", "guiju-cli", "--bin", "guiju", "--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let messages = String::from_utf8_lossy(&build.stdout).into_owned();
    let executable = messages.lines().filter_map(|line| line.split_once("\"executable\":\"")).next_back();
    let (path, _) = executable.expect("cargo names the program").1.split_once('"').unwrap();
    PathBuf::from(path.replace("\\\\", "\\"))
}

const MANIFEST: &str = "guiju: pack/1\nid: case\nversion: \"1\"\ntitle: { zh: 示例, en: example }\n\
    status: { zh: 试行, en: trial }\nsource: source.txt\nclauses: clauses.tsv\n";

/// Runs a case file of a pack as `guiju test` does, and takes in what it says of that file.
pub fn cases(policy: &Policy, texts: &PackTexts, cases: &Text) -> Plan {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("cases")).unwrap();
    write("pack.yaml", MANIFEST);
    write("source.txt", texts.source.as_ref().map_or("", |text| &text.text));
    write("clauses.tsv", texts.clauses.as_ref().map_or("", |text| &text.text));
    for rules in &texts.rules {
        write(&rules.name, &rules.text);
    }
    write(&cases.name, &cases.text);
    let run = Command::new(executable())
        .args(["test", ".", "--lang", "zh"])
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let mut sources = policy.sources.clone();
    let source = sources.add(&cases.name, cases.text.as_str());
    let found = drawn(&String::from_utf8_lossy(&run.stderr), &cases.name).into_iter();
    let diagnostics = found.map(|(code, line, column)| {
        let start = offset(&cases.text, line, column);
        Diagnostic::error(Code(code.leak()), Words::same("guiju test"))
            .at(Span::new(source, start, start), Words::default())
    });
    Plan { facts: None, diagnostics: diagnostics.collect(), sources }
}

/// The codes, lines and columns of drawn diagnostics that lie in a file.
fn drawn(text: &str, file: &str) -> Vec<(String, usize, usize)> {
    let mut code = String::new();
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("GJ") {
            code = line.to_string();
        } else if let Some((_, place)) = line.split_once(&format!("{file}:")) {
            let mut numbers = place.trim_end_matches(']').split(':').map(|number| number.parse().unwrap());
            found.push((code.clone(), numbers.next().unwrap(), numbers.next().unwrap()));
        }
    }
    found
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    before + text[before..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}
