//! The pipeline of `policies/pipeline.md`: its script runs on a repository of git that holds a copy of the pack and nothing else.

#![allow(clippy::indexing_slicing, reason = "a test panics where its premise fails")]

use std::path::Path;
use std::process::{Command, Output};

use crate::diff::Desk;
use crate::{stderr, stdout, top};

/// The blocks of a page in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_string()).collect()
}

fn page() -> String {
    std::fs::read_to_string(top().join("policies/pipeline.md")).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    let own = Path::new(env!("CARGO_BIN_EXE_guiju")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", own.display()))
        .env("LC_ALL", "C.UTF-8")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap()
}

fn git(folder: &Path, arguments: &[&str]) {
    let local = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = run(folder, "git", &[&local[..], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
}

const PACK: &str = "policies/my-policy";

/// A repository with the pack on `main`, a plan, the script of the page, and a limit moved in the working folder.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    copy(&top().join("policies/chongqing-2025"), &path.join(PACK));
    std::fs::create_dir(path.join("plans")).unwrap();
    std::fs::copy(top().join("examples/heping-town/plan.yaml"), path.join("plans/heping.yaml")).unwrap();
    let scripts = blocks(&page(), "sh");
    assert_eq!(scripts.len(), 1, "the page has one script");
    std::fs::write(path.join("pipeline.sh"), &scripts[0]).unwrap();
    git(path, &["init", "-q", "-b", "main"]);
    git(path, &["add", "."]);
    git(path, &["commit", "-q", "-m", "the policy"]);
    let parameters = path.join(PACK).join("parameters.gj");
    let text = std::fs::read_to_string(&parameters).unwrap();
    let words = "angle cites 8.1b =\n  25 度;";
    assert_eq!(text.matches(words).count(), 1, "the limit is found");
    std::fs::write(&parameters, text.replace(words, "angle cites 8.1b =\n  20 度;")).unwrap();
    folder
}

/// Cases at the new limit, as whoever moves a limit owes them.
const CASES: &str = "guiju: cases/1
about: 耕地补充坡度上限改为20度（8.1b）
clauses: [8.1b]
base:
  parcels:
    - { id: X1, current_land_class: garden, policy_compliant: true, idle_inefficient: true,
        poor_ecological_function: true, adjoins_existing_cultivated: true, in_eco_redline: false }
cases:
  - set: \"parcels[X1].slope\"
    expect: \"farmland_supplement_space[X1]\"
    rows:
      - [低一度, 19 度, applies]
      - [略低于20度, 19.9999 度, applies]
      - [正好20度, 20 度, applies]
      - [略高于20度, 20.0001 度, does_not_apply]
      - [高一度, 21 度, does_not_apply]
";

#[test]
fn the_script_of_the_page_holds_a_change_and_reports_it() {
    let folder = repository();
    let path = folder.path();
    let tested = run(path, "guiju", &["test", PACK]);
    assert_eq!(tested.status.code(), Some(1), "cases claim the old limit: {}", stdout(&tested));
    // The cases are renewed, as a drafter would after a look, and the new limit gets its own.
    let blessed = run(path, "guiju", &["test", PACK, "--bless"]);
    assert!(blessed.status.code() <= Some(1), "{}", stderr(&blessed));
    std::fs::write(path.join(PACK).join("cases/new_limit.yaml"), CASES).unwrap();
    let output = run(path, "sh", &["pipeline.sh", PACK, "main", "reports"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output) + &stderr(&output));
    let report = |name: &str| std::fs::read_to_string(path.join("reports").join(name)).unwrap();
    let comment = report("difference.markdown");
    // The comment escapes signs that Markdown would read as its own.
    assert!(
        comment.contains("supplement\\_slope\\_limit") && comment.contains("plans/heping.yaml"),
        "{comment}"
    );
    assert!(report("difference.sarif").contains("policies/my-policy/parameters.gj"));
    assert!(report("difference.json").contains("guiju.difference/1"));
    assert!(!report("coverage.txt").is_empty() && !report("mutants.txt").is_empty());
    let left = run(path, "git", &["status", "--porcelain", "--", "policies", "plans", "pipeline.sh"]);
    let touched = stdout(&left);
    assert!(touched.lines().all(|line| line.contains(" policies/")), "nothing else was written: {touched}");
}

#[test]
fn a_failing_step_fails_the_script_and_the_reports_are_written_all_the_same() {
    let desk = Desk::repository();
    std::fs::write(desk.path().join("pipeline.sh"), &blocks(&page(), "sh")[0]).unwrap();
    let pipeline = |base: &str| run(desk.path(), "sh", &["pipeline.sh", "政策/包", base, "reports"]);
    desk.pack("政策/包", &[("= 25 度", "= 5 度")]);
    let output = pipeline("main");
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output) + &stderr(&output));
    let comment = std::fs::read_to_string(desk.path().join("reports/difference.markdown")).unwrap();
    assert!(comment.contains("limit"), "{comment}");
    assert_ne!(pipeline("nowhere").status.code(), Some(0), "there is no such revision");
}

#[test]
fn the_snippets_call_the_script_and_name_hooks_that_exist() {
    let snippets = blocks(&page(), "yaml");
    assert_eq!(snippets.len(), 4, "an expectation, GitHub, GitLab, pre-commit");
    let calls: Vec<&str> =
        snippets.iter().flat_map(|text| text.lines()).filter(|line| line.contains("pipeline.sh")).collect();
    assert_eq!(calls.len(), 2, "{calls:?}");
    for call in calls {
        let words: Vec<&str> = call.split("pipeline.sh").nth(1).unwrap().split_whitespace().collect();
        assert_eq!(words.len(), 3, "pack, base, reports: {call}");
    }
    let hooks = std::fs::read_to_string(top().join(".pre-commit-hooks.yaml")).unwrap();
    let named: Vec<&str> =
        snippets[3].lines().filter_map(|line| line.trim().strip_prefix("- id: ")).collect();
    assert!(named.len() >= 3);
    for id in named {
        assert!(hooks.lines().any(|line| line.trim() == format!("- id: {id}")), "there is a hook {id}");
    }
}
