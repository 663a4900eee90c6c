//! `guiju test --coverage`: what the cases test of the rules, in each format, and the cases that it proposes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{folder, run, test};
use crate::{guiju, stderr, stdout};

const CASES: &str = "\
- { name: 具备, expect: { reuse: { outcome: applies, effects: [waived], duties: { kept: met } } } }
- { name: 已建设, set: { \"lots[A].built\": true }, expect: { reuse: does_not_apply } }
- { name: 面积正好, set: { \"lots[A].size\": 5 公顷 }, expect: { reuse: applies } }
- { name: 份额, expect: { share: 1 公顷 } }
";

fn json(arguments: &[&str], cases: &str) -> Value {
    let folder = folder(cases);
    let output = test(folder.path(), &[&["--coverage", "--format", "json"], arguments].concat());
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

#[test]
fn the_report_says_the_rate_and_names_what_no_case_tests() {
    let folder = folder(CASES);
    let output = test(folder.path(), &["--coverage"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!("coverage_text", stdout(&output));
    let english = run(folder.path(), &["test", "policy", "--coverage", "--lang", "en"]);
    insta::assert_snapshot!("coverage_text_en", stdout(&english));
}

#[test]
fn a_least_rate_that_is_not_reached_is_a_no() {
    let folder = folder(CASES);
    for (min, status) in [("30", 0), ("99", 1), ("101", 2), ("x", 2)] {
        let output = test(folder.path(), &["--coverage", "--min", min]);
        assert_eq!(output.status.code(), Some(status), "{min}: {}", stderr(&output));
    }
    let without = test(folder.path(), &["--min", "30"]);
    assert_eq!(without.status.code(), Some(2));
}

#[test]
fn a_failed_case_covers_nothing_and_fails_the_run() {
    let folder = folder("- { name: 错了, expect: { reuse: blocked } }\n");
    let output = test(folder.path(), &["--coverage"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stdout(&output);
    assert!(said.contains("错了") && said.contains("案例覆盖 0.0%"), "{said}");
}

#[test]
fn the_numbers_of_the_json_report_add_up() {
    let report = json(&[], CASES);
    assert_eq!(report["schema"], "guiju.coverage/1");
    let number = |share: &Value, key: &str| share[key].as_u64().unwrap();
    let rules = report["rules"].as_array().unwrap();
    for key in ["points", "covered"] {
        let all: u64 = rules.iter().map(|rule| number(rule, key)).sum();
        assert_eq!(all, number(&report["total"], key));
        let kinds: u64 = report["kinds"].as_array().unwrap().iter().map(|kind| number(kind, key)).sum();
        assert_eq!(kinds, all);
    }
    for rule in rules {
        let points =
            rule["items"].as_array().unwrap().iter().flat_map(|item| item["points"].as_array().unwrap());
        let points: Vec<&Value> = points.collect();
        assert_eq!(points.len() as u64, number(rule, "points"));
        let covered = points.iter().filter(|point| point["covered"] == true);
        assert_eq!(covered.count() as u64, number(rule, "covered"));
        for point in points {
            assert_eq!(point["covered"] == true, point["case"].is_object(), "{point}");
        }
    }
    assert_eq!(report, json(&[], CASES), "two runs say the same");
}

#[test]
fn the_trace_for_editors_is_complete_record_by_record() {
    let folder = folder(CASES);
    let output = test(folder.path(), &["--coverage", "--format", "lcov"]);
    let trace = stdout(&output);
    let source = std::fs::read_to_string(folder.path().join("policy/rules.gj")).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for line in trace.lines() {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        match key {
            "SF" => assert_eq!(value, "policy/rules.gj"),
            "DA" => {
                let (at, hits) = value.split_once(',').unwrap();
                let text = source.lines().nth(at.parse::<usize>().unwrap() - 1).unwrap();
                assert!(!text.trim().is_empty(), "line {at}");
                *counts.entry("LF").or_default() += 1;
                *counts.entry("LH").or_default() += usize::from(hits.parse::<usize>().unwrap() > 0);
            }
            "BRDA" => {
                let parts: Vec<&str> = value.split(',').collect();
                assert_eq!(parts.len(), 4, "{line}");
                assert!(["-", "0", "1"].contains(&parts[3]), "{line}");
                *counts.entry("BRF").or_default() += 1;
                *counts.entry("BRH").or_default() += usize::from(parts[3] == "1");
            }
            "FN" => *counts.entry("FNF").or_default() += 1,
            "FNDA" => *counts.entry("FNH").or_default() += usize::from(!value.starts_with("0,")),
            "LF" | "LH" | "BRF" | "BRH" | "FNF" | "FNH" => drop(said.insert(key, value.parse().unwrap())),
            "TN" | "end_of_record" => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(said, counts);
    assert!(trace.ends_with("end_of_record\n"));
}

#[test]
fn the_page_holds_the_rules_word_by_word() {
    let folder = folder(CASES);
    let output = test(folder.path(), &["--coverage", "--format", "html"]);
    let page = stdout(&output);
    assert!(!page.contains("<script"), "no script");
    assert_eq!(page.matches("<mark").count(), page.matches("</mark>").count());
    assert_eq!(page.matches("<tr").count(), page.matches("</tr>").count());
    // Marks and escapes aside, the source stands there line by line.
    let mut text = String::new();
    let mut inside = false;
    for sign in page.chars() {
        match sign {
            '<' => inside = true,
            '>' if inside => inside = false,
            sign if !inside => text.push(sign),
            _ => {}
        }
    }
    let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    for line in std::fs::read_to_string(folder.path().join("policy/rules.gj")).unwrap().lines() {
        assert!(text.contains(line.trim_end()), "{line}");
    }
}

#[test]
fn proposed_cases_pass_and_cover_all_that_can_be() {
    let folder = folder(CASES);
    let output = test(folder.path(), &["--coverage", "--add-cases", "new.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!(
        "coverage_cases",
        std::fs::read_to_string(folder.path().join("new.yaml")).unwrap()
    );
    let again = test(folder.path(), &["--coverage", "--add-cases", "new.yaml"]);
    assert_eq!(again.status.code(), Some(2), "a file that is there is not written over");
    let asked = ["--cases", "new.yaml", "--coverage", "--witness", "--format", "json"];
    let both = test(folder.path(), &asked);
    assert_eq!(both.status.code(), Some(0), "{}", stderr(&both));
    let report: Value = serde_json::from_str(&stdout(&both)).unwrap();
    let items = report["rules"].as_array().unwrap().iter().flat_map(|rule| rule["items"].as_array().unwrap());
    let points = items.flat_map(|item| item["points"].as_array().unwrap());
    let open: Vec<(&str, &str)> = points
        .filter(|point| point["covered"] == false)
        .map(|point| (point["point"]["en"].as_str().unwrap(), point["witness"]["found"].as_str().unwrap()))
        .collect();
    // Where the bar does not stop the norm the lot is wide, and so the duty is kept.
    assert_eq!(
        open,
        [("breached", "never"), ("undetermined", "never"), ("false", "never"), ("unknown", "never")]
    );
    let many = test(folder.path(), &["--coverage", "--add-cases", "new/"]);
    assert_eq!(many.status.code(), Some(0), "{}", stderr(&many));
    assert!(folder.path().join("new/reuse_to_confirm.yaml").is_file());
}

#[test]
fn formats_are_those_of_coverage() {
    let folder = folder(CASES);
    for arguments in [
        &["--coverage", "--format", "junit"][..],
        &["--format", "lcov"],
        &["--format", "html"],
        &["--witness"],
    ] {
        assert_eq!(test(folder.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_pack_of_the_repository_is_covered() {
    let output =
        guiju(&["test", "--pack", "policies/chongqing-2025", "--coverage", "--min", "97", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output).lines().next().unwrap_or_default());
}
