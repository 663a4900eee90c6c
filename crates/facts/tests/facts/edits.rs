//! Documents edited by path, and facts assumed.

use guiju_base::{Sources, Span};
use guiju_facts::{Document, Node, assign, load_document};
use guiju_ir::{FactRef, Facts, Reference, Truth, Value};

use crate::support::{World, complaint, plan};

const BASE: &str = "parcels:\n  - { id: X1, area: A1, built: true }\n  - { id: X2, area: A1 }\n\
                    areas: [{ id: A1 }, { id: A2 }]\nplan: { approving_authority: none }\n\
                    programme: { duties: { 1.1a: done }, reserve_banks: [{ id: pbf }] }\n\
                    line_adjustments: { partial: true, items: [{ id: L1 }, { id: L2 }] }";

/// Loads [`BASE`] after these edits: a path and a value, `-` to remove, or a path with `+` to add.
fn edited(world: &World, edits: &[(&str, &str)]) -> (Facts, Vec<String>) {
    let mut sources = Sources::new();
    let id = sources.add("case", plan(BASE));
    let mut document = Document::parse(&sources, id).document.unwrap();
    for (path, text) in edits {
        let source = sources.add("edit", *text);
        let value = Document::parse(&sources, source).document.unwrap().root;
        let span = Span::new(source, 0, text.len());
        match (path.strip_suffix('+'), *text) {
            (Some(path), _) => document.add(&world.program, path, value).unwrap(),
            (None, "-") => document.remove(&world.program, path, span).unwrap(),
            (None, _) => document.set(&world.program, path, value).unwrap(),
        }
    }
    let loaded = load_document(&world.program, &sources, &document);
    let complaints: Vec<String> = loaded.diagnostics.iter().map(|d| complaint(d, &sources)).collect();
    (loaded.facts.unwrap_or_else(|| panic!("{complaints:#?}")), complaints)
}

#[test]
fn documents_are_edited_by_path() {
    let world = World::new();
    let (facts, _) = edited(
        &world,
        &[
            ("parcels[X1].built", "false"),
            ("地块[X2].面积", "{ value: 2 公顷, by: 局 }"),
            ("parcels[X3]", "{ area: A2 }"),
            ("parcels+", "{ id: X4, area: A2 }"),
            ("plan.approving_authority", "municipal_pnr_bureau"),
            ("programme.duties[1.1a]", "-"),
            ("programme.duties[1.1b]", "not_done"),
            ("programme.reserve_banks[pbf].bank_established", "true"),
            ("line_adjustments.approved", "true"),
            ("as_of", "2026-03-01"),
        ],
    );
    assert_eq!(world.value(&facts, "parcel", "X1", "built"), Some(Value::Truth(Truth::False)));
    assert!(world.value(&facts, "parcel", "X2", "size").is_some());
    assert!(matches!(world.value(&facts, "parcel", "X3", "area"), Some(Value::Entity(Reference::One(_)))));
    assert_eq!(facts.rows.at(world.entity_named("parcels")).len(), 4);
    assert_eq!(world.value(&facts, "plan", "", "approving_authority"), Some(Value::Choice(Some(0))));
    let (subject, field) = world.fact(&facts, "programme", "", "duties");
    let ledger = &facts.rows.at(subject.entity).ledger[&(field, subject.row)];
    assert_eq!(ledger.keys().collect::<Vec<_>>(), ["1.1b"]);
    for id in ["L1", "L2"] {
        assert_eq!(world.value(&facts, "line_adjustment", id, "approved"), Some(Value::Truth(Truth::True)));
    }
    assert!(facts.plan.as_of.is_some());
}

#[test]
fn whole_items_and_lists_are_removed() {
    let world = World::new();
    let (facts, _) = edited(&world, &[("parcels[X1]", "-"), ("line_adjustments", "-"), ("plan", "-")]);
    assert_eq!(facts.rows.at(world.entity_named("parcels")).len(), 1);
    assert_eq!(facts.rows.at(world.entity_named("line_adjustments")).len(), 0);
    assert_eq!(world.value(&facts, "plan", "", "approving_authority"), None);
}

#[test]
fn an_edit_of_nothing_is_refused() {
    let world = World::new();
    let mut sources = Sources::new();
    let id = sources.add("case", plan(BASE));
    let mut document = Document::parse(&sources, id).document.unwrap();
    let value = Node::scalar("true", Span::new(id, 0, 0));
    for path in ["parcels[X9].built", "parcels[X1].bilt", "nothing", "parcels[X1", "plan.a.b", "", "parcels]"]
    {
        let diagnostic = document.set(&world.program, path, value.clone()).unwrap_err();
        assert_eq!(diagnostic.code.0, "GJ0537", "{path}");
    }
    assert!(document.add(&world.program, "plan", value).is_err());
}

#[test]
fn facts_are_assumed_by_path() {
    let world = World::new();
    let mut facts = world.facts(&plan(BASE));
    let mut sources = Sources::new();
    sources.add("plan.yaml", plan(BASE));
    for (path, text) in [
        ("approving_authority", "municipal_pnr_bureau"),
        ("parcels[X1].built", "否"),
        ("parcels[X2].area", "A2"),
        ("line_adjustment_approved", "true"),
        ("duties[12.3c]", "done"),
        ("reserve_banks[永久基本农田].bank_established", "true"),
        ("parcels.size", "{ value: 2 公顷, by: 我 }"),
    ] {
        let warnings = assign(&world.program, &mut facts, &mut sources, path, text);
        assert_eq!(warnings, Ok(Vec::new()), "{path}={text}");
    }
    assert_eq!(world.value(&facts, "plan", "", "approving_authority"), Some(Value::Choice(Some(0))));
    assert_eq!(world.value(&facts, "parcel", "X1", "built"), Some(Value::Truth(Truth::False)));
    for id in ["L1", "L2"] {
        let value = world.value(&facts, "line_adjustment", id, "line_adjustment_approved");
        assert_eq!(value, Some(Value::Truth(Truth::True)));
    }
    let lists = &facts.inverses.values().next().unwrap().lists;
    assert_eq!(world.ids(&facts, "parcels", &lists[0].known), ["X1"]);
    assert_eq!(world.ids(&facts, "parcels", &lists[1].known), ["X2"]);
    let (subject, field) = world.fact(&facts, "parcel", "X2", "size");
    let cell = facts.cell(&world.program, subject, field).unwrap();
    assert_eq!(sources.slice(cell.span), "2 公顷");
    assert_eq!(facts.evidence(subject, field).unwrap().by.as_deref(), Some("我"));
    assert!(facts.is_assumed(&FactRef { subject, field, entry: None }), "of all items");
    assert_eq!(facts.assumed.len(), 7);

    assign(&world.program, &mut facts, &mut sources, "parcels[X2].area", "未知").unwrap();
    assert_eq!(world.value(&facts, "parcel", "X2", "area"), None);
    let lists = &facts.inverses.values().next().unwrap().lists;
    assert_eq!(world.ids(&facts, "parcels", &lists[1].possible), ["X2"]);
    assert_eq!(facts.assumed.len(), 7, "the last word on a fact stands for those before");
}

#[test]
fn a_fact_is_known_to_be_assumed_and_not_the_plans() {
    let world = World::new();
    let mut facts = world.facts(&plan(BASE));
    let mut sources = Sources::new();
    sources.add("plan.yaml", plan(BASE));
    let is_assumed = |facts: &Facts, (entity, id, field): (&str, &str, &str), entry: Option<&str>| {
        let (subject, field) = world.fact(facts, entity, id, field);
        facts.is_assumed(&FactRef { subject, field, entry: entry.map(str::to_string) })
    };
    let mut assume = |facts: &mut Facts, path: &str, text: &str| {
        assign(&world.program, facts, &mut sources, path, text).unwrap();
    };
    assume(&mut facts, "parcels[X1].built", "否");
    assume(&mut facts, "duties[12.3c]", "done");
    assert!(is_assumed(&facts, ("parcel", "X1", "built"), None));
    assert!(!is_assumed(&facts, ("parcel", "X2", "built"), None));
    assert!(!is_assumed(&facts, ("parcel", "X1", "size"), None));
    assert!(is_assumed(&facts, ("programme", "", "duties"), Some("12.3c")));
    assert!(!is_assumed(&facts, ("programme", "", "duties"), Some("1.1a")));
    assume(&mut facts, "parcels.built", "是");
    assert_eq!(facts.assumed.len(), 2, "what is said of all stands for what was said of one");
    assume(&mut facts, "parcels[X2].built", "否");
    assert_eq!(facts.assumed.len(), 3, "and one may differ from all");
}

#[test]
fn a_wrong_assumption_changes_nothing_and_shows_what_was_typed() {
    let world = World::new();
    for (path, text, code, words) in [
        ("parcels[X1].built", "yes", "GJ0531", "yes"),
        ("parcels[X1].size", "2", "GJ0521", "2"),
        ("parcels[X1].area", "A9", "GJ0518", "A9"),
        ("parcels[X9].built", "true", "GJ0537", "parcels[X9].built"),
        ("parcels", "true", "GJ0537", "parcels"),
        ("bilt", "true", "GJ0537", "bilt"),
        ("duties[9.9]", "done", "GJ0534", "duties[9.9]"),
        ("parcels[X1].built", "[", "GJ0503", "["),
        ("built[1.1a]", "true", "GJ0537", "built[1.1a]"),
    ] {
        let mut facts = world.facts(&plan(BASE));
        let mut sources = Sources::new();
        let diagnostics = assign(&world.program, &mut facts, &mut sources, path, text).unwrap_err();
        assert_eq!(diagnostics[0].code.0, code, "{path}={text}");
        assert_eq!(sources.slice(diagnostics[0].span().unwrap()), words, "{path}={text}");
        assert_eq!(world.value(&facts, "parcel", "X1", "built"), Some(Value::Truth(Truth::True)));
    }
}
