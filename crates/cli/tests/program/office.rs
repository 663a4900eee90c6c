//! Files of office programs: where they go, which commands write them, and what is refused in good time.

use std::path::Path;

use crate::{guiju, stderr, stdout};

const TOWN: &str = "examples/heping-town/plan.yaml";
const FIRST: &str = "examples/first-look.yaml";

/// Whether bytes are a package, and hold the words; the parts of a docx are not compressed.
fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.starts_with(b"PK") && bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

fn written(arguments: &[&str], to: &Path) -> Vec<u8> {
    let output = guiju(&[arguments, &["-o", to.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "{arguments:?}");
    std::fs::read(to).unwrap()
}

#[test]
fn a_plan_has_an_opinion_and_a_workbook_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let opinion = |lang, name| written(&["eval", TOWN, "--format", "docx", "--lang", lang], &path(name));
    let zh = opinion("zh", "审查意见.docx");
    assert!(holds(&zh, "审查意见") && holds(&zh, "征求意见稿") && holds(&zh, "HP-014"));
    assert!(holds(&opinion("en", "en.docx"), "Review opinion on"));
    assert_eq!(zh, opinion("zh", "again.docx"));
    let book = |name| written(&["eval", TOWN, "--format", "xlsx", "--lang", "zh"], &path(name));
    let first = book("审查表.xlsx");
    assert!(holds(&first, "xl/worksheets/sheet7.xml"));
    assert_eq!(first, book("again.xlsx"));
}

#[test]
fn what_is_no_terminal_takes_the_file_too() {
    let output = guiju(&["eval", FIRST, "--format", "docx", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(holds(&output.stdout, "审查意见"));
}

#[test]
fn explanations_and_remarks_are_documents_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    let one = written(
        &["explain", TOWN, "village_land_reuse", "HP-014", "--format", "docx", "--lang", "zh"],
        &path,
    );
    assert!(holds(&one, "禁止性规定不许") && holds(&one, "位于生态保护红线内"));
    let brief = ["explain", FIRST, "--brief", "--format", "docx", "--lang", "zh"];
    assert!(holds(&written(&brief, &path), "就地利用村庄用地"));
    let rule = ["explain", "--rule", "market_entry", "--format", "docx", "--lang", "zh"];
    assert!(holds(&written(&rule, &path), "集体经营性建设用地入市"));
    assert!(holds(&written(&["remarks", FIRST, "--format", "docx", "--lang", "en"], &path), "R16-a"));
}

#[test]
fn a_format_that_a_command_has_not_is_refused_with_those_that_it_has() {
    for lang in ["zh", "en"] {
        let output = guiju(&["explain", FIRST, "--format", "xlsx", "--lang", lang]);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        for format in ["text", "json", "markdown", "html", "docx"] {
            assert!(said.contains(format), "{format} in {said}");
        }
    }
}

#[test]
fn one_file_tells_of_one_plan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let output =
        guiju(&["eval", FIRST, TOWN, "--format", "xlsx", "--lang", "zh", "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("docx、xlsx 一次只写一个方案"));
    assert!(!path.exists(), "nothing is written");
}

#[test]
fn an_opinion_lists_no_subject_that_has_no_problem() {
    let output = guiju(&["eval", FIRST, "--list", "--format", "docx", "--lang", "en", "-o", "never.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--format xlsx"), "{}", stderr(&output));
}

#[test]
fn a_refused_plan_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, path) = (folder.path().join("plan.yaml"), folder.path().join("a.docx"));
    std::fs::write(&plan, "guiju: plan/1\nid: P\nnonsense: 1\n").unwrap();
    let output = guiju(&["eval", plan.to_str().unwrap(), "--format", "docx", "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(!path.exists(), "nothing is written");
}

#[test]
fn a_requirement_that_is_not_met_is_said_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    let required = ["eval", FIRST, "--require", "village_land_reuse=blocked", "--format", "docx"];
    let output = guiju(&[&required[..], &["-o", path.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(holds(&std::fs::read(&path).unwrap(), "FIRST-LOOK"));
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no/such/folder.docx");
    let output = guiju(&["eval", FIRST, "--format", "docx", "--lang", "zh", "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("无法写入"), "{}", stderr(&output));
}

#[test]
fn a_name_that_promises_another_format_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (format, name, lang, said) in [
        ("xlsx", "a.docx", "zh", "以 .docx 结尾，而格式是 xlsx"),
        ("docx", "a.PDF", "en", "ends in .pdf, but the format is docx"),
        ("text", "a.xlsx", "zh", "请加 --format xlsx"),
        ("json", "a.docx", "en", "add --format docx"),
    ] {
        let path = folder.path().join(name);
        let output =
            guiju(&["eval", FIRST, "--format", format, "--lang", lang, "-o", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{format} to {name}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert!(!path.exists(), "nothing is written");
    }
    let plain = folder.path().join("审查意见");
    assert!(holds(&written(&["eval", FIRST, "--format", "docx", "--lang", "zh"], &plain), "审查意见"));
}

#[test]
fn a_file_that_stands_there_is_replaced_and_a_plan_without_items_has_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("bare.yaml");
    std::fs::write(&plan, "guiju: plan/1\nid: BARE\nas_of: 2026-03-01\n").unwrap();
    for (format, lang) in [("docx", "zh"), ("docx", "en"), ("xlsx", "zh"), ("xlsx", "en")] {
        let path = folder.path().join(format!("a.{format}"));
        std::fs::write(&path, "old").unwrap();
        let bytes = written(&["eval", plan.to_str().unwrap(), "--format", format, "--lang", lang], &path);
        assert!(bytes.starts_with(b"PK"), "{format}");
    }
}
