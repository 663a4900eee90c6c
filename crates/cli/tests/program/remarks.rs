//! The state of the draft, without plans and against the examples, in every format and both languages.

use crate::{guiju, stderr, stdout};

const PLANS: [&str; 2] = ["examples/heping-town/plan.yaml", "examples/unknowns.yaml"];

fn remarks(options: &[&str]) -> String {
    let output = guiju(&[&["remarks"], options].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

fn json(options: &[&str]) -> serde_json::Value {
    serde_json::from_str(&remarks(&[options, &["--format", "json"]].concat())).unwrap()
}

fn registers(report: &serde_json::Value) -> Vec<&str> {
    report["issues"].as_array().unwrap().iter().filter_map(|issue| issue["register"].as_str()).collect()
}

#[test]
fn the_draft_is_told_against_two_plans() {
    let text = remarks(&[PLANS[0], PLANS[1], "--lang", "zh"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("征求意见稿") && lines[0].contains("虚构数据"), "{}", lines[0]);
    for said in [
        "对照方案 2 个",
        "HP-2026",
        "DRAFT-07",
        "2026-03-01（方案所定）",
        "一、影响对照方案结论的口径",
        "三、其他疑义和起草意见",
        "（规则采用）",
        "理由：",
        "（审查事项）由",
        "影响合计（HP-2026）：审查事项结论",
    ] {
        assert!(text.contains(said), "{said}");
    }
    // The words of the clause stand beside the doubt about it.
    assert!(text.contains("5.3  严禁以土地综合整治名义随意调整、占用生态保护红线。"));
}

#[test]
fn every_issue_is_listed_with_plans_and_without() {
    let (with, without) = (json(&[PLANS[0]]), json(&[]));
    let sorted = |report: &serde_json::Value| {
        let mut all: Vec<String> = registers(report).into_iter().map(str::to_string).collect();
        all.sort();
        all
    };
    assert_eq!(sorted(&with), sorted(&without));
    assert!(sorted(&with).len() >= 100);
    assert_eq!(without["plans"], serde_json::json!([]));
    for issue in without["issues"].as_array().unwrap() {
        assert_eq!(issue["headline"], 0);
        assert!(!issue["clauses"][0]["text"].as_str().unwrap().is_empty(), "{issue}");
        assert!(issue["readings"].as_array().unwrap().len() >= 2, "{issue}");
    }
    assert!(remarks(&["--lang", "en"]).contains("Clauses of several readings that the rules can follow"));
}

#[test]
fn what_turns_headline_decisions_comes_first() {
    let report = json(&PLANS);
    assert_eq!(report["schema"], "guiju.remarks/1");
    let weights: Vec<u64> = report["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["headline"].as_u64().unwrap())
        .collect();
    assert!(weights[0] > 0 && weights.is_sorted_by(|one, next| one >= next), "{weights:?}");
}

#[test]
fn it_turns_what_the_results_say_it_turns() {
    let report = json(&[PLANS[0]]);
    let result = guiju(&["eval", PLANS[0], "--format", "json"]);
    let result: serde_json::Value = serde_json::from_str(&stdout(&result)).unwrap();
    for issue in report["issues"].as_array().unwrap().iter().filter(|issue| issue["kind"] == "reading") {
        let turned = |result: &&serde_json::Value| {
            let readings = result["readings"].as_array().unwrap();
            result["headline"] == true && readings.iter().any(|reading| reading["of"] == issue["switch"])
        };
        let count = result["results"].as_array().unwrap().iter().filter(turned).count();
        assert_eq!(issue["headline"], count, "{}", issue["switch"]);
    }
}

#[test]
fn html_comes_in_one_file_from_every_command_with_a_report() {
    let plan = PLANS[0];
    for call in [
        vec!["remarks", plan],
        vec!["eval", plan, PLANS[1]],
        vec!["explain", plan, "village_land_reuse", "HP-013"],
    ] {
        let output = guiju(&[call.as_slice(), &["--format", "html", "--lang", "zh"]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let html = stdout(&output);
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), "{call:?}");
        assert_eq!(html.matches("</html>").count(), 1, "{call:?}");
        assert!(!html.contains("http") && !html.contains("<script"), "{call:?}");
    }
}

#[test]
fn a_plan_that_cannot_be_used_ends_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.yaml");
    std::fs::write(&plan, "guiju: plan/1\nid: P\nparcels: [{ id: X, size: 2.5 }]\n").unwrap();
    let output = guiju(&["remarks", PLANS[0], plan.to_str().unwrap()]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("GJ0521"));
}
