//! What is written of facts loads again as the same facts.

use std::collections::BTreeMap;

use guiju_base::Id;
use guiju_facts::{write, write_parts};
use guiju_ir::{Cell, FactRef, Facts, Interval, Rat, Value};
use proptest::prelude::*;

use crate::support::{World, plan};

/// All that facts say, without places.
fn said(world: &World, facts: &Facts) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    let head = &facts.plan;
    said.insert("head".into(), format!("{:?} {:?} {:?} {}", head.id, head.name, head.as_of, head.synthetic));
    for (entity, rows) in facts.rows.iter() {
        let declared = world.program.entities.at(entity);
        said.insert(declared.name.id.clone(), format!("{:?} {:?}", rows.completeness, rows.ids));
        for subject in facts.subjects(entity) {
            let name = rows.names.get(&subject.row);
            said.insert(format!("{entity:?}{subject:?}"), format!("{name:?}"));
            for field in &declared.fields {
                let fact = FactRef { subject, field: *field, entry: None };
                let path = facts.path(&world.program, &fact);
                // A quantity that may be anything in its range says no more than silence.
                let range = guiju_ir::Value::Quantity(world.program.fields.at(*field).range.clone());
                let value = facts.stated(&world.program, &fact).map(|cell| cell.value.clone());
                let value = value.filter(|value| *value != range);
                let key = (*field, subject.row);
                let ledger: Option<BTreeMap<_, _>> = rows.ledger.get(&key).map(|all| {
                    all.iter().map(|(clause, cell)| (clause.clone(), cell.value.clone())).collect()
                });
                let entries: Option<BTreeMap<_, _>> =
                    rows.entry_evidence.get(&key).map(|all| all.iter().collect());
                said.insert(path, format!("{value:?} {:?} {ledger:?} {entries:?}", rows.evidence.get(&key)));
            }
        }
    }
    said.insert("inverses".into(), format!("{:?}", facts.inverses));
    said
}

fn comes_back(world: &World, facts: &Facts) {
    let text = write(&world.program, facts).unwrap();
    let again = world.facts(&text);
    assert_eq!(said(world, facts), said(world, &again), "{text}");
    let parts = write_parts(&world.program, facts).unwrap();
    let lines: String = parts.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    let again = world.facts(&format!("guiju: plan/1\n{lines}"));
    assert_eq!(said(world, facts), said(world, &again), "{lines}");
}

const WRITTEN: &str = r#"guiju: plan/1
id: P1
name: "方\"案\\"
as_of: 2026-03-01
synthetic: true
programme:
  duties: { "1.1a": done, "1.1b": { value: not_done, by: 局 }, "12.3c": { value: 未知, on: 2026-01-02 } }
  reserve_banks:
    - { id: pbf, bank_established: true }
district:
  id: jia
  name: 甲区
  pilots: ["宅基地: 改革", "true"]
plan:
  approving_authority: none
  base_survey_year: 2020 年
  approval_date: 2026-03-01
  budget: 300000000 元
areas:
  - { id: "001", cultivated_before: ">= 3 公顷" }
parcels:
  partial: true
  items:
    - { id: X1, area: "001", size: 100 亩, slope: 15 度..25 度, built: { value: true, by: 局, evidence: "甲规资〔2026〕12号", on: 2026-01-02 }, reasons: [steep, fragmented], note: "两行\n文字\n", multiple: 0.05 倍 }
    - { id: X2, area: none, size: 0.5 公顷, reasons: [] }
line_adjustments:
  - { id: L1, parcels: { partial: true, items: [X1, X2] } }
"#;

#[test]
fn a_plan_with_one_of_everything_is_written_as_a_person_would() {
    let world = World::new();
    let facts = world.facts(
        "guiju: plan/1\nid: P1\nname: \"方\\\"案\\\\\"\nas_of: 2026-03-01\nsynthetic: true\n\
         programme:\n  duties: { 1.1a: done, 1.1b: { value: not_done, by: 局 }, 12.3c: { value: 未知, on: 2026-01-02 } }\n\
         \x20 reserve_banks: [{ id: pbf, bank_established: 是 }]\n\
         district: { id: jia, name: 甲区, pilots: [\"宅基地: 改革\", \"true\"] }\n\
         plan: { budget: 3 亿元, base_survey_year: 2020, approving_authority: 无, approval_date: 2026年3月1日 }\n\
         areas:\n- id: \"001\"\n  cultivated_before: '>= 3 公顷'\n\
         parcels:\n  partial: true\n  items:\n    - id: X1\n      area: \"001\"\n      slope: 15..25 度\n      size: 100 亩\n\
         \x20     built: { value: true, by: 局, evidence: 甲规资〔2026〕12号, on: 2026年1月2日 }\n      note: |\n        两行\n        文字\n\
         \x20     reasons: [陡坡, fragmented]\n      multiple: 5%\n    - { id: X2, area: none, size: 5000 ㎡, built: 未知, reasons: [] }\n\
         line_adjustments: [{ id: L1, parcels: { partial: true, items: [X1, X2] } }]\n",
    );
    assert_eq!(write(&world.program, &facts).unwrap(), WRITTEN);
    comes_back(&world, &facts);
}

#[test]
fn a_number_that_is_a_decimal_in_no_unit_is_not_written() {
    let world = World::new();
    let mut facts = world.facts(&plan("parcels: [{ id: X1, size: 1 公顷 }]"));
    let (subject, field) = world.fact(&facts, "parcel", "X1", "size");
    let fact = FactRef { subject, field, entry: None };
    let seventh = Value::Quantity(Interval::point(Rat::ratio(1, 7).unwrap()));
    let span = facts.rows.at(subject.entity).spans.at(guiju_ir::RowId::new(0)).to_owned();
    facts.state(&world.program, &fact, Some(Cell { value: seventh, span }));
    assert_eq!(write(&world.program, &facts).unwrap_err().0, fact);
}

/// A word that a text field may hold.
fn words() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "甲", "a", "0", "-", ":", " ", "#", "\"", "\\", "'", "{", "]", ",", "\n", "&", "*", "!", "|", ">",
        "%", "@", "～",
    ]);
    prop::collection::vec(signs, 1..6)
        .prop_map(|signs| signs.concat())
        .prop_filter("says something", |text| !["", "~"].contains(&text.trim()))
}

fn quantities() -> impl Strategy<Value = String> {
    let units = prop::sample::select(vec!["公顷", "亩", "平方米", "平方公里"]);
    let ends = (0_u32..5_000, 0_u32..5_000, 0_u32..4);
    (ends, units).prop_map(|((one, two, form), unit)| {
        let (low, high) = (one.min(two), one.max(two));
        match form {
            0 => format!("\">= {low} {unit}\""),
            1 => format!("\"<= {low} {unit}\""),
            2 => format!("{low}.25..{high}.5 {unit}"),
            _ => format!("{low}.125 {unit}"),
        }
    })
}

proptest! {
    #[test]
    fn any_plan_comes_back(
        notes in prop::collection::vec(words(), 1..4),
        sizes in prop::collection::vec(quantities(), 1..4),
        built in prop::sample::select(vec!["true", "false", "未知", "{ value: 否, by: 局 }"]),
        area in prop::sample::select(vec!["A1", "none", "未知", "{ value: A1, evidence: 图 }"]),
        partial in prop::sample::select(vec!["[X0]", "[]", "{ partial: true, items: [X0] }", "未知"]),
        whole in prop::bool::ANY,
    ) {
        let world = World::new();
        let json = |text: &str| serde_json::to_string(text).unwrap();
        let rows: String = sizes.iter().zip(notes.iter().cycle()).enumerate().map(|(index, (size, note))| {
            format!("  - {{ id: X{index}, size: {size}, note: {}, built: {built}, area: {area} }}\n", json(note))
        }).collect();
        let items = if whole { format!("parcels:\n{rows}") } else {
            format!("parcels:\n  partial: true\n  items:\n{}", rows.replace("  - ", "    - "))
        };
        let pilots: Vec<String> = notes.iter().map(|note| json(note)).collect();
        let facts = world.facts(&plan(&format!(
            "areas: [{{ id: A1 }}]\n{items}line_adjustments: [{{ id: L1, parcels: {partial} }}]\ndistrict: {{ pilots: [{}] }}",
            pilots.join(", "),
        )));
        comes_back(&world, &facts);
    }
}
