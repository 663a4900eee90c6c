//! Each example's report, in both languages, as it stands.

use crate::{guiju, stderr, stdout, top, without_digests};

fn examples() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![top().join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "json") {
                found.push(path.strip_prefix(top()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() >= 9, "the examples are found");
    found
}

#[test]
fn every_example_reports_as_it_did() {
    for example in examples() {
        for lang in ["zh", "en"] {
            let output = guiju(&["eval", &example, "--lang", lang]);
            assert_eq!(output.status.code(), Some(0), "{example}: {}", stderr(&output));
            let name = example.trim_start_matches("examples/").trim_end_matches(".yaml").replace('/', "-");
            without_digests(|| insta::assert_snapshot!(format!("{name}.{lang}"), stdout(&output)));
        }
    }
}

/// What a plan says, its keys aside.
fn said(value: &serde_json::Value, words: &mut String) {
    match value {
        serde_json::Value::Object(all) => all.values().for_each(|value| said(value, words)),
        serde_json::Value::Array(all) => all.iter().for_each(|value| said(value, words)),
        serde_json::Value::String(text) => {
            words.push_str(text);
            words.push('\n');
        }
        _ => {}
    }
}

/// Chinese words in a row.
fn chinese(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !('\u{4e00}'..='\u{9fff}').contains(&sign)).filter(|words| !words.is_empty())
}

#[test]
fn an_english_report_has_no_chinese_but_the_plans_own() {
    for example in examples() {
        let plan: serde_json::Value =
            serde_yaml::from_str(&std::fs::read_to_string(top().join(&example)).unwrap()).unwrap();
        let mut own = String::new();
        said(&plan, &mut own);
        for options in [&["--list"][..], &["--format", "html"]] {
            let output = guiju(&[&["eval", &example, "--lang", "en"], options].concat());
            let mut report = stdout(&output);
            // The words of the clauses are the official text.
            if let Some((before, _)) = report.split_once("<dl class=\"clauses\">") {
                report = before.to_string();
            }
            let foreign: Vec<&str> = chinese(&report).filter(|words| !own.contains(words)).collect();
            assert_eq!(foreign, Vec::<&str>::new(), "{example} {options:?}");
        }
    }
}

#[test]
fn every_example_says_on_which_day_it_is_judged() {
    for example in examples() {
        let output = guiju(&["eval", &example, "--format", "json"]);
        let result: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(result["as_of_from"], "plan", "{example}");
    }
}

#[test]
fn one_decision_of_each_outcome_explains_as_it_did() {
    for (norm, subject) in [
        ("village_land_reuse", "HP-001"),
        ("village_land_reuse", "HP-013"),
        ("village_land_reuse", "HP-017"),
        ("market_entry", "HP-050"),
        ("merged_review", "S20"),
    ] {
        for lang in ["zh", "en"] {
            let output = guiju(&["explain", "examples/heping-town/plan.yaml", norm, subject, "--lang", lang]);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            without_digests(|| {
                insta::assert_snapshot!(format!("explain-{norm}-{subject}.{lang}"), stdout(&output));
            });
        }
    }
}
