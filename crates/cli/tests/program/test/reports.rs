//! The report of a run: for people in both languages, as JUnit XML, as JSON.

use serde_json::Value;

use super::{folder, run, test};
use crate::{guiju, stderr, stdout};

/// Cases that fail in every way, and one that passes.
const FAILING: &str = "  - name: 可以\n    expect: { reuse: applies }
  - name: 结论不同
    set: { \"lots[A].built\": true }
    expect: { \"reuse[A]\": { outcome: applies, effects: [waived], because: 未建设 }, share: 1 公顷 }
  - name: 值不同，又说了 <两> & \"三\"
    expect: { share: 2 公顷 }
  - name: 禁止，而且没有理由可说
    set: { \"lots[A].wide\": false }
    expect: { reuse: undetermined }
  - name: 方案被拒
    set: { \"lots[A].size\": 3 }
    expect: { reuse: applies }
  - name: 没有被拒
    refused: GJ0521
  - name: 路径不对
    set: { \"lots[A].biult\": true }
    expect: { reuse: applies }
";

#[test]
fn a_failed_case_says_what_was_expected_what_came_why_and_where() {
    let folder = folder(FAILING);
    for lang in ["zh", "en"] {
        let output = run(folder.path(), &["test", "policy", "--lang", lang]);
        assert_eq!(output.status.code(), Some(1));
        insta::assert_snapshot!(format!("failed_{lang}"), stdout(&output));
        let drawn = stderr(&output);
        assert!(drawn.contains("GJ0521") && drawn.contains("policy/cases/a.yaml:18:28"), "{drawn}");
    }
}

#[test]
fn a_failed_outcome_is_explained_when_asked() {
    let folder = folder(FAILING);
    let output = test(folder.path(), &["--filter", "结论不同", "--explain"]);
    let text = stdout(&output);
    // How an explanation is worded is tested elsewhere; here it stands below the case, with places in the case file.
    for said in ["    地块 A 「就地利用」", "已建设", "policy/cases/a.yaml:10:29", "通过 0，未通过 1"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("说明：guiju"), "{text}");
}

#[test]
fn a_file_that_cannot_be_read_fails_beside_those_that_can() {
    let folder = folder(FAILING);
    let extra = folder.path().join("extra.yaml");
    for (text, code) in [
        (&b"guiju: plan/1\nid: P\n"[..], "GJ0701"),
        (b"guiju: cases/1\ncases: [", "GJ0503"),
        (b"\xd6\xd0\xce\xc4", "GJ0501"),
        (b"", "GJ0701"),
        (b"\0\0\0", "GJ0501"),
    ] {
        std::fs::write(&extra, text).unwrap();
        for format in ["text", "json", "junit"] {
            let output =
                test(folder.path(), &["--cases", "extra.yaml", "--filter", "可以", "--format", format]);
            assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
            assert!(stdout(&output).contains(code), "{code}: {}", stdout(&output));
        }
    }
}

/// Checks a report against what both published schemas of JUnit XML for Jenkins allow.
fn junit(text: &str) -> (usize, usize, usize) {
    let document = roxmltree::Document::parse(text).unwrap();
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let number = |node: &roxmltree::Node, name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        assert!(!suite.attribute("name").unwrap().is_empty());
        let inner: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
        let cases: Vec<_> = inner.iter().filter(|node| node.has_tag_name("testcase")).collect();
        let behind: Vec<_> = inner.iter().skip(cases.len()).map(|node| node.tag_name().name()).collect();
        assert!(behind.is_empty() || behind == ["system-err"], "{behind:?}");
        let with = |name: &str| {
            cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(name))).count()
        };
        assert_eq!(number(&suite, "tests"), cases.len());
        assert_eq!(number(&suite, "failures"), with("failure"));
        assert_eq!(number(&suite, "errors"), with("error"));
        for case in cases {
            assert!(case.attributes().map(|it| it.name()).eq(["name", "classname"]), "{case:?}");
            for fault in case.children().filter(roxmltree::Node::is_element) {
                assert!(["failure", "error"].contains(&fault.tag_name().name()), "{fault:?}");
                assert!(fault.attributes().map(|it| it.name()).eq(["message", "type"]), "{fault:?}");
                assert!(fault.text().is_some_and(|text| !text.trim().is_empty()), "{fault:?}");
            }
        }
        tests += number(&suite, "tests");
        failures += number(&suite, "failures");
        errors += number(&suite, "errors");
    }
    assert_eq!(
        (number(&root, "tests"), number(&root, "failures"), number(&root, "errors")),
        (tests, failures, errors)
    );
    (tests, failures, errors)
}

#[test]
fn junit_is_what_readers_of_it_take() {
    let folder = folder(FAILING);
    for lang in ["zh", "en"] {
        let output = run(folder.path(), &["test", "policy", "--lang", lang, "--format", "junit"]);
        assert_eq!(junit(&stdout(&output)), (7, 4, 2), "{}", stdout(&output));
    }
    let output = test(folder.path(), &["--format", "junit"]);
    let text = stdout(&output);
    let document = roxmltree::Document::parse(&text).unwrap();
    let names = document.descendants().filter(|node| node.has_tag_name("testcase"));
    let names: Vec<&str> = names.map(|case| case.attribute("name").unwrap()).collect();
    assert!(names.contains(&"值不同，又说了 <两> & \"三\""), "{names:?}");
    insta::assert_snapshot!("junit", text);

    let nothing = test(folder.path(), &["--filter", "不存在", "--format", "junit"]);
    assert_eq!((nothing.status.code(), junit(&stdout(&nothing))), (Some(1), (1, 0, 1)));
    let all = guiju(&["test", "--format", "junit"]);
    let (tests, failures, errors) = junit(&stdout(&all));
    assert!(tests > 1_000 && failures + errors == 0);
}

#[test]
fn json_names_the_place_of_everything() {
    let folder = folder(FAILING);
    let output = test(folder.path(), &["--format", "json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["schema"], "guiju.tests/1");
    assert_eq!(report["totals"]["cases"], 7);
    assert_eq!(report["totals"]["failed"], 6);
    let cases = report["files"][0]["cases"].as_array().unwrap();
    let status: Vec<&str> = cases.iter().map(|case| case["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["passed", "failed", "failed", "failed", "unusable", "failed", "unusable"]);
    let differing = &cases[1];
    assert_eq!(differing["place"]["file"], "policy/cases/a.yaml");
    assert_eq!(differing["place"]["line"], 9);
    assert_eq!(differing["norms"], serde_json::json!(["reuse", "share"]));
    let first = &differing["failures"][0];
    assert_eq!(
        (&first["expected"], &first["actual"]),
        (&Value::from("applies"), &Value::from("does_not_apply"))
    );
    assert_eq!(first["decisive"]["en"], "Built: yes, must be no");
    assert_eq!(first["rule"]["file"], "policy/rules.gj");
    assert_eq!(cases[4]["diagnostics"][0]["code"], "GJ0521");
}

#[test]
fn two_runs_in_parallel_print_the_same_bytes() {
    let run = || guiju(&["test", "policies/chongqing-2025", "--format", "json"]).stdout;
    assert_eq!(run(), run());
    let folder = folder(FAILING);
    for format in ["text", "json", "junit"] {
        let run = || {
            let output = test(folder.path(), &["--format", format]);
            (output.stdout, output.stderr)
        };
        assert_eq!(run(), run(), "{format}");
    }
}
