//! The formats for other programs: the result against its schema, the schema of plans, the skeleton.

use std::collections::BTreeMap;

use crate::{guiju, stderr, stdout, top};

fn json(arguments: &[&str]) -> serde_json::Value {
    let output = guiju(arguments);
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

#[test]
fn a_result_is_what_its_schema_says() {
    let schema = json(&["schema", "--result"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for plan in ["examples/first-look.yaml", "examples/unknowns.yaml", "examples/heping-town/plan.yaml"] {
        let result = json(&["eval", plan, "--format", "json"]);
        let faults: Vec<String> = validator.iter_errors(&result).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{plan}");
    }
}

/// Faults of what `arguments` print against the schema of explanations.
fn explained(arguments: &[&str], validator: &jsonschema::Validator) -> serde_json::Value {
    let told = json(&[arguments, &["--format", "json"]].concat());
    let faults: Vec<String> = validator.iter_errors(&told).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new(), "{arguments:?}");
    told
}

#[test]
fn an_explanation_is_what_its_schema_says() {
    let schema = json(&["schema", "--explanation"]);
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    for plan in ["examples/first-look.yaml", "examples/unknowns.yaml", "examples/county.yaml"] {
        let told = explained(&["explain", plan], &validator);
        assert!(told["explanations"].as_array().unwrap().iter().all(|told| told["settling"].is_array()));
    }
    let mut told = explained(&["explain", "examples/heping-town/plan.yaml", "market_entry"], &validator);
    // Whatever an explanation has besides, and whatever it lacks, is a fault.
    told["explanations"][0]["more"] = 1.into();
    assert!(!validator.is_valid(&told));
    told["explanations"][0].as_object_mut().unwrap().remove("more");
    assert!(validator.is_valid(&told));
    told["explanations"][0].as_object_mut().unwrap().remove("stands");
    assert!(!validator.is_valid(&told));
}

/// A plan of each outcome that the pack's own cases have of a norm: the base of the cases, and what one of them sets.
fn cases_of(norm: &str) -> BTreeMap<String, (serde_json::Value, Vec<String>)> {
    let path = top().join(format!("policies/chongqing-2025/cases/{norm}.yaml"));
    let cases: serde_json::Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut base = cases["base"].clone();
    base["guiju"] = "plan/1".into();
    let mut found = BTreeMap::new();
    let plain = |case: &&serde_json::Value| case.get("readings").is_none() && case.get("as_of").is_none();
    for case in cases["cases"].as_array().unwrap().iter().filter(plain) {
        let expected = case["expect"].as_object().into_iter().flatten();
        let expected = expected.filter(|(key, _)| *key == norm || key.starts_with(&format!("{norm}[")));
        let outcomes = expected.filter_map(|(_, value)| value.as_str().or_else(|| value["outcome"].as_str()));
        let settings = case["set"].as_object().into_iter().flatten().map(|(key, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            (!value.is_array() && !value.is_object()).then(|| format!("{}={text}", key))
        });
        let Some(settings) = settings.collect::<Option<Vec<String>>>() else { continue };
        for outcome in outcomes {
            found.entry(outcome.to_string()).or_insert_with(|| (base.clone(), settings.clone()));
        }
    }
    found
}

#[test]
fn each_outcome_of_each_headline_norm_explains_as_its_schema_says() {
    let validator = jsonschema::validator_for(&json(&["schema", "--explanation"])).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (norm, outcomes) in [
        ("delegated_approval", 3),
        ("district_approves_conversion", 5),
        ("merged_review", 3),
        ("village_land_reuse", 4),
        ("linked_exemption", 5),
        ("market_entry", 5),
    ] {
        let cases = cases_of(norm);
        assert_eq!(cases.len(), outcomes, "{norm}: {:?}", cases.keys());
        for (outcome, (plan, settings)) in cases {
            let path = folder.path().join(format!("{norm}-{outcome}.json"));
            std::fs::write(&path, plan.to_string()).unwrap();
            let mut arguments = vec!["explain", path.to_str().unwrap(), norm, "--as-of", "2026-03-01"];
            settings.iter().for_each(|setting| arguments.extend(["--assume", setting]));
            let told = explained(&arguments, &validator);
            let mut outcomes = told["explanations"].as_array().unwrap().iter().map(|told| &told["outcome"]);
            assert!(outcomes.any(|told| *told == outcome.as_str()), "{norm}: {outcome} under {settings:?}");
        }
    }
}

#[test]
fn a_refused_plan_is_a_result_without_results() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.yaml");
    std::fs::write(&plan, "guiju: plan/1\nid: P\nparcels: [{ id: X, size: 2.5 }]\n").unwrap();
    let plan = plan.to_str().unwrap();
    let output = guiju(&["eval", plan, "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let result: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let validator = jsonschema::validator_for(&json(&["schema", "--result"])).unwrap();
    assert!(validator.is_valid(&result));
    assert_eq!(result["results"], serde_json::json!([]));
    assert_eq!(result["diagnostics"][0]["code"], "GJ0521");
}

#[test]
fn what_was_assumed_is_in_the_result_and_its_schema() {
    const PLAN: &str = "examples/first-look.yaml";
    let assumed = [
        "--assume",
        "parcels[X1].built=是",
        "--assume",
        "parcels[X1].slope=未知",
        "--assume",
        "plan.approving_authority=区县政府",
        "--assume",
        "duties[1.1a]=done",
    ];
    let stated = serde_json::json!([
        { "path": "parcels[X1].built", "value": true },
        { "path": "parcels[X1].slope", "value": null },
        { "path": "plan.approving_authority", "value": "district_government" },
        { "path": "programme.duties[1.1a]", "value": "done" },
    ]);
    let validator = jsonschema::validator_for(&json(&["schema", "--result"])).unwrap();
    let result = json(&[&["eval", PLAN, "--format", "json"], &assumed[..]].concat());
    assert!(validator.is_valid(&result));
    assert_eq!(result["assumed"], stated);
    let rests_on = |result: &serde_json::Value, norm: &str| {
        let mut results = result["results"].as_array().unwrap().iter();
        results.find(|found| found["norm"] == norm).unwrap()["assumed"].clone()
    };
    assert_eq!(rests_on(&result, "village_land_reuse"), serde_json::json!(["parcels[X1].built"]));
    assert_eq!(rests_on(&result, "delegated_approval"), serde_json::Value::Null);
    let validator = jsonschema::validator_for(&json(&["schema", "--explanation"])).unwrap();
    let told =
        explained(&[&["explain", PLAN, "village_land_reuse", "X1"], &assumed[..]].concat(), &validator);
    assert_eq!(told["assumed"], stated);
    assert_eq!(told["explanations"][0]["assumed"], serde_json::json!(["parcels[X1].built"]));
    assert_eq!(json(&["eval", PLAN, "--format", "json"])["assumed"], serde_json::Value::Null);
}

#[test]
fn several_plans_are_json_lines() {
    let plans = ["examples/first-look.yaml", "examples/unknowns.yaml"];
    let output = guiju(&["eval", plans[0], plans[1], "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line["plan"]["file"].as_str().unwrap()).collect::<Vec<_>>(), plans);
}

#[test]
fn two_runs_print_the_same_bytes() {
    for format in ["text", "json", "markdown", "html"] {
        let run = || guiju(&["eval", "examples/heping-town/plan.yaml", "--format", format]).stdout;
        assert_eq!(run(), run(), "{format}");
    }
}

#[test]
fn the_skeleton_is_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    for lang in ["zh", "en"] {
        let plan = folder.path().join(format!("{lang}.yaml"));
        let plan = plan.to_str().unwrap();
        assert_eq!(guiju(&["new", "plan", "--lang", lang, "-o", plan]).status.code(), Some(0));
        let output = guiju(&["eval", plan]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}

#[test]
fn the_schema_of_plans_is_one() {
    let schema = json(&["schema"]);
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let plan = serde_json::json!({
        "guiju": "plan/1", "id": "P",
        "parcels": [{ "id": "X1", "size": "2 公顷", "slope": "15..25 度", "已建设": "否" }]
    });
    assert!(validator.is_valid(&plan));
    assert!(!validator.is_valid(&serde_json::json!({ "guiju": "plan/1", "id": "P", "parcel": [] })));
}
