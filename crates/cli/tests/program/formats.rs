//! The formats for other programs: the result against its schema, the schema of plans, the skeleton.

use crate::{guiju, stderr, stdout};

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
fn several_plans_are_json_lines() {
    let plans = ["examples/first-look.yaml", "examples/unknowns.yaml"];
    let output = guiju(&["eval", plans[0], plans[1], "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line["plan"]["file"].as_str().unwrap()).collect::<Vec<_>>(), plans);
}

#[test]
fn two_runs_print_the_same_bytes() {
    for format in ["text", "json", "markdown"] {
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
