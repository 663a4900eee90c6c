//! The schema agrees with the loader, and the skeleton loads.

use guiju_base::Lang;

use crate::support::World;

fn validator(world: &World) -> jsonschema::Validator {
    jsonschema::draft202012::new(&guiju_facts::schema(&world.program)).unwrap()
}

#[test]
fn the_schema_is_a_valid_schema() {
    let world = World::new();
    let schema = guiju_facts::schema(&world.program);
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn the_schema_accepts_and_refuses_what_the_loader_does() {
    let world = World::new();
    let validator = validator(&world);
    let head = r#""guiju": "plan/1", "id": "P1""#;
    for (body, good) in [
        (r#""parcels": []"#, true),
        (r#""地块": [{ "编号": "X1", "面积": "2.5公顷", "坡度": "15..25 度", "built": "是" }]"#, true),
        (r#""parcels": { "partial": true, "items": [{ "id": "X1" }] }"#, true),
        (
            r#""parcels": [{ "id": "X1", "size": { "value": "３ 亩", "by": "局", "on": "2026-01-02" } }]"#,
            true,
        ),
        (r#""parcels": [{ "id": "X1", "size": null, "area": "A1" }], "areas": [{ "id": "A1" }]"#, true),
        (r#""parcels": [{ "id": "X1", "reasons": { "partial": true, "items": ["陡坡"] } }]"#, true),
        (r#""programme": { "duties": { "1.1a": "done" }, "reserve_banks": [{ "id": "pbf" }] }"#, true),
        (r#""plan": { "approving_authority": "无", "base_survey_year": 2020 }"#, true),
        (r#""plan": { "approval_date": "2026年3月1日" }, "as_of": "2026-03-01""#, true),
        (r#""parcels": [{ "id": "X1", "size": "2.5" }]"#, false),
        (r#""parcels": [{ "id": "X1", "size": "2 度" }]"#, false),
        (r#""parcels": [{ "id": "X1", "size": "1,800 亩" }]"#, false),
        (r#""parcels": [{ "id": "X1", "sise": "2 公顷" }]"#, false),
        (r#""parcels": [{ "size": "2 公顷" }]"#, false),
        (r#""parcels": [{ "id": "X1", "use_mode": "in_sito" }]"#, false),
        (r#""parcels": [{ "id": "X1", "built": "yes" }]"#, false),
        (r#""areas": [{ "id": "A1", "parcels": ["X1"] }]"#, false),
        (r#""parcel": []"#, false),
    ] {
        let text = format!("{{ {head}, {body} }}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(validator.is_valid(&value), good, "schema: {text}");
        assert_eq!(world.load(&text).0.facts.is_some(), good, "loader: {text}");
    }
}

#[test]
fn the_skeleton_loads_as_it_stands() {
    let world = World::new();
    for lang in [Lang::Zh, Lang::En] {
        let text = guiju_facts::skeleton(&world.program, lang);
        world.facts(&text);
        assert!(text.contains("# - id: parcels1"), "{text}");
    }
    let zh = guiju_facts::skeleton(&world.program, Lang::Zh);
    assert!(zh.contains("已建设：是否；由区县规划自然资源局认定"), "{zh}");
}

#[test]
fn the_skeleton_filled_in_loads_too() {
    let world = World::new();
    let text = guiju_facts::skeleton(&world.program, Lang::Zh);
    // Every line whose comment sign stands before a key.
    let key = |line: &str| {
        line.trim_start_matches([' ', '#', '-']).split(':').next().is_some_and(|key| {
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        })
    };
    let filled: String = text
        .lines()
        .map(|line| {
            if line.trim_start().starts_with('#') && key(line) {
                line.replacen("# ", "", 1)
            } else {
                line.to_string()
            }
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let facts = world.facts(&filled);
    assert_eq!(facts.rows.at(world.entity_named("parcels")).len(), 1);
}
