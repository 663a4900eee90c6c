//! What the README and the page for reviewers show is what happens: their commands run, their rules stand in the pack.
//!
//! A line `…` in a shown output stands for any lines, `…` within a line for any words.

use std::path::Path;
use std::process::Command;

use guiju_tests::program::executable;

use super::{files, none, root};

/// A command as shown, and the lines shown under it.
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

/// Commands that are this very test run, or that a reader runs once.
const NOT_RUN: &[&str] = &["cargo test", "git clone", "cd "];

const README: &str = "README.md";
const REVIEWING: &str = "examples/reviewing-a-plan.md";

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The blocks of a page in one of the languages, each with the line of its fence and its lines.
fn blocks(page: &str, languages: &[&str]) -> Vec<(usize, Vec<String>)> {
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    let mut open = None;
    for (at, line) in page.lines().enumerate() {
        // A block in a list is set in.
        let indent = line.len() - line.trim_start().len();
        let fence = line.trim_start().strip_prefix("```");
        match (open, fence) {
            (None, Some(language)) => {
                open = Some((languages.contains(&language), indent));
                if languages.contains(&language) {
                    found.push((at + 1, Vec::new()));
                }
            }
            (Some(_), Some(_)) => open = None,
            (Some((true, indent)), None) => {
                let line = line.get(indent..).unwrap_or_default();
                found.last_mut().unwrap().1.push(line.to_string());
            }
            _ => (),
        }
    }
    found
}

fn shown(page: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    for (start, lines) in blocks(page, &["console", "sh"]) {
        for (at, text) in lines.into_iter().enumerate() {
            match text.strip_prefix("$ ") {
                Some(command) => {
                    found.push(Shown {
                        line: start + at + 1,
                        command: command.to_string(),
                        output: Vec::new(),
                    });
                }
                None => found.last_mut().expect("a block opens with a command").output.push(text),
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

/// Whether the lines found are those shown.
fn matches(shown: &[String], found: &[&str]) -> bool {
    match shown.split_first() {
        None => found.is_empty(),
        Some((first, rest)) if first.trim() == "…" => {
            (0..=found.len()).any(|skip| matches(rest, &found[skip..]))
        }
        Some((first, rest)) => {
            found.split_first().is_some_and(|(line, after)| line_matches(first, line) && matches(rest, after))
        }
    }
}

fn line_matches(shown: &str, found: &str) -> bool {
    let parts: Vec<&str> = shown.trim_end().split('…').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return shown.trim_end() == found.trim_end() };
    let Some(mut rest) = found.trim_end().strip_prefix(first) else { return false };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// What the commands of a page do otherwise than it shows.
fn faults(name: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for part in ["examples", "policies"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    let all = shown(&page(name));
    assert!(all.len() >= 2, "{name} shows commands");
    let mut faults = Vec::new();
    for Shown { line, command, output } in all {
        if NOT_RUN.iter().any(|start| command.starts_with(start)) {
            continue;
        }
        let command = command.replace("cargo run --release --", "guiju").replace("cargo run --", "guiju");
        let Some(arguments) = command.strip_prefix("guiju ") else {
            faults.push(format!("{name}:{line}: `{command}` is no command of ours"));
            continue;
        };
        let run = Command::new(executable())
            .args(arguments.split_whitespace())
            .current_dir(folder.path())
            .env("NO_COLOR", "1")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .expect("the program runs");
        let text = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        if run.status.code().is_none_or(|code| code > 1) {
            faults.push(format!("{name}:{line}: `{command}` ends with {}:\n{text}", run.status));
        } else if !output.is_empty() && !matches(&output, &text.lines().collect::<Vec<_>>()) {
            faults.push(format!("{name}:{line}: `{command}` prints otherwise:\n{text}"));
        }
    }
    faults
}

#[test]
fn the_commands_of_a_page_do_what_it_shows() {
    none("a page shows what does not happen", [README, REVIEWING].into_iter().flat_map(faults).collect());
}

/// The rule files of the pack, turned to Chinese.
fn chinese_pack() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("policies/chongqing-2025"), folder.path());
    let turned = Command::new(executable())
        .args(["fmt", "--language", "zh", "--pack"])
        .arg(folder.path())
        .output()
        .expect("the program runs");
    assert!(turned.status.success(), "{}", String::from_utf8_lossy(&turned.stderr));
    let entries = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let rules = entries.filter(|path| path.extension().is_some_and(|ending| ending == "gj"));
    rules.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn the_rules_of_the_readme_stand_in_the_pack() {
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = files("policies", ".gj").into_iter().map(|file| file.text).chain(chinese_pack());
    let pack: Vec<String> = texts.map(|text| bare(&text)).collect();
    let rules = blocks(&page(README), &["guiju"]).into_iter();
    let invented = rules.filter_map(|(line, lines)| {
        let text = lines.join("\n");
        let mut parts = text.split('…').map(bare).filter(|part| !part.trim_matches(['}', ' ']).is_empty());
        let stands = pack.iter().any(|file| parts.clone().all(|part| file.contains(&part)));
        (!stands).then(|| format!("README.md:{line}: {}", parts.next().unwrap_or_default()))
    });
    none("a rule of the README stands in no rule file", invented.collect());
}

#[test]
fn outputs_are_compared_with_wildcards() {
    let lines = |text: &str| text.lines().map(str::to_string).collect::<Vec<_>>();
    let found = ["one 1 two", "three", "four"];
    for (shown, expected) in [
        ("one 1 two\nthree\nfour", true),
        ("one … two\n…\nfour", true),
        ("…\nfour", true),
        ("one … two\n…", true),
        ("one … two", false),
        ("…\nthree", false),
        ("one … 3\n…", false),
        ("…\none 1 two\nthree\n…\nfour\n…", true),
    ] {
        assert_eq!(matches(&lines(shown), &found), expected, "{shown}");
    }
}
