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
