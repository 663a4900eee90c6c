//! Every refusal: its code and the author's words at its place.

use crate::support::{World, complaint, parcel, plan};

/// What is stated of a parcel, and the code and words of each fault.
const OF_A_PARCEL: &[(&str, &[(&str, &str)])] = &[
    ("sise: 2 公顷", &[("GJ0513", "sise")]),
    ("built: true\n    已建设: false", &[("GJ0514", "已建设")]),
    ("built: true\n    built: true", &[("GJ0514", "built")]),
    ("size: 2.0", &[("GJ0521", "2.0")]),
    ("size: \"2.0\"", &[("GJ0521", "\"2.0\"")]),
    ("size: 2 公项", &[("GJ0522", "2 公项")]),
    ("size: 2 m2", &[("GJ0522", "2 m2")]),
    ("size: 2 度", &[("GJ0523", "2 度")]),
    ("size: 2 米", &[("GJ0523", "2 米")]),
    ("households: 10 个", &[("GJ0523", "10 个")]),
    ("size: 1,800 亩", &[("GJ0524", "1,800 亩")]),
    ("size: 1，800 亩", &[("GJ0524", "1，800 亩")]),
    ("size: 1_800 亩", &[("GJ0524", "1_800 亩")]),
    ("size: 1e3 亩", &[("GJ0524", "1e3 亩")]),
    ("size: 1/3 公顷", &[("GJ0524", "1/3 公顷")]),
    ("size: 二公顷", &[("GJ0524", "二公顷")]),
    ("size: 1. 公顷", &[("GJ0524", "1. 公顷")]),
    ("size: 2 公顷 左右", &[("GJ0524", "2 公顷 左右")]),
    ("size: 公顷", &[("GJ0524", "公顷")]),
    ("size: none", &[("GJ0524", "none")]),
    ("size: 15..", &[("GJ0524", "15..")]),
    ("households: 10.5 户", &[("GJ0525", "10.5 户")]),
    ("size: -2 公顷", &[("GJ0526", "-2 公顷")]),
    ("size: -2 公顷..2 公顷", &[("GJ0526", "-2 公顷..2 公顷")]),
    ("slope: 91 度", &[("GJ0527", "91 度")]),
    ("slope: -1 度", &[("GJ0527", "-1 度")]),
    ("slope: 80..100 度", &[("GJ0527", "80..100 度")]),
    ("slope: 25..15 度", &[("GJ0528", "25..15 度")]),
    ("built: yes", &[("GJ0531", "yes")]),
    ("built: True", &[("GJ0531", "True")]),
    ("built: on", &[("GJ0531", "on")]),
    ("built: 0", &[("GJ0531", "0")]),
    ("use_mode: in_sito", &[("GJ0532", "in_sito")]),
    ("use_mode: none", &[("GJ0532", "none")]),
    ("use_mode: [in_situ]", &[("GJ0520", "[in_situ]")]),
    ("reasons: steep", &[("GJ0520", "steep")]),
    ("reasons: 无", &[("GJ0520", "无")]),
    ("reasons: [steep, 陡坡]", &[("GJ0536", "陡坡")]),
    ("reasons: [steep, 斜坡坡]", &[("GJ0532", "斜坡坡")]),
    ("built: { value: true, par: x }", &[("GJ0513", "par")]),
    ("built: { value: true, value: false }", &[("GJ0514", "value")]),
    ("built: { by: 局 }", &[("GJ0535", "{ by: 局 }")]),
    ("built: {}", &[("GJ0535", "{}")]),
    ("built: { partial: true, items: true }", &[("GJ0520", "true")]),
    ("reasons: { partial: true }", &[("GJ0535", "{ partial: true }")]),
    ("reasons: { value: [steep], items: [steep] }", &[("GJ0520", "[steep]")]),
    ("built: { value: true, on: 昨天 }", &[("GJ0529", "昨天")]),
    ("built: { value: true, on: 2026-02-30 }", &[("GJ0530", "2026-02-30")]),
    ("area: A9", &[("GJ0518", "A9")]),
    ("area: { value: A9, by: 局 }", &[("GJ0518", "A9")]),
    ("note: !!str x", &[("GJ0507", "!!str")]),
    ("note: &a x", &[("GJ0508", "&a")]),
    ("note: *a", &[("GJ0508", "*a")]),
    ("note: \"a\\0b\"", &[("GJ0509", "\"a\\0b\"")]),
    ("note: \"a\u{202e}b\"", &[("GJ0509", "\"a\u{202e}b\"")]),
    ("? [a]\n    : b", &[("GJ0538", "[")]),
    (
        "built: maybe\n    size: 2\n    slope: 91 度",
        &[("GJ0531", "maybe"), ("GJ0521", "2"), ("GJ0527", "91 度")],
    ),
];

/// The body of a plan.
const OF_A_PLAN: &[(&str, &[(&str, &str)])] = &[
    ("parcel: []", &[("GJ0513", "parcel")]),
    ("parcles: []", &[("GJ0513", "parcles")]),
    ("approving_authority: other", &[("GJ0513", "approving_authority")]),
    ("reserve_banks: []", &[("GJ0513", "reserve_banks")]),
    ("parcels: []\n地块: []", &[("GJ0514", "地块")]),
    ("parcels: [{ id: X1 }, { id: X1, size: 3 }]", &[("GJ0515", "X1"), ("GJ0521", "3")]),
    ("parcels: [{ size: 2 公顷 }]", &[("GJ0516", "size")]),
    ("parcels: [{ id: null }]", &[("GJ0517", "null")]),
    ("parcels: [{ id: 未知 }]", &[("GJ0517", "未知")]),
    ("parcels: [{ id: none }]", &[("GJ0517", "none")]),
    ("parcels: [{ id: [X1] }]", &[("GJ0520", "[X1]")]),
    ("parcels: [X1]", &[("GJ0520", "X1")]),
    ("parcels: X1", &[("GJ0520", "X1")]),
    ("parcels: { X1: { size: 2 公顷 } }", &[("GJ0535", "{"), ("GJ0513", "X1")]),
    ("plan: [a]", &[("GJ0520", "[")]),
    ("plan: { approval_date: 2026/3/1 }", &[("GJ0529", "2026/3/1")]),
    ("plan: { approval_date: 20260301 }", &[("GJ0529", "20260301")]),
    ("plan: { approval_date: 2026-02-30 }", &[("GJ0530", "2026-02-30")]),
    ("plan: { base_survey_year: 2020.5 }", &[("GJ0525", "2020.5")]),
    ("plan: { approving_authority: 市规划自然资源局局 }", &[("GJ0532", "市规划自然资源局局")]),
    ("plan: { id: P2 }", &[("GJ0513", "id")]),
    ("as_of: tomorrow", &[("GJ0529", "tomorrow")]),
    ("synthetic: yes", &[("GJ0531", "yes")]),
    ("programme: { duties: { 1.1z: done } }", &[("GJ0534", "1.1z")]),
    ("programme: { duties: { 1.1a: done, 1.1a: done } }", &[("GJ0514", "1.1a")]),
    ("programme: { duties: [1.1a] }", &[("GJ0520", "[1.1a]")]),
    ("programme: { duties: { 1.1a: gone } }", &[("GJ0532", "gone")]),
    ("programme: { reserve_banks: [{ id: forest }] }", &[("GJ0517", "forest")]),
    ("areas: [{ id: A1, parcels: [X1] }]", &[("GJ0533", "parcels")]),
    ("parcels: []\nline_adjustments: [{ id: L1, parcels: [X1] }]", &[("GJ0518", "X1")]),
    ("line_adjustments: [{ id: L1, parcels: [X1, X1] }]", &[("GJ0519", "X1"), ("GJ0536", "X1")]),
    ("parcels: { partial: yes, items: [] }", &[("GJ0531", "yes")]),
    ("parcels: { partial: true }", &[("GJ0535", "{")]),
    ("a: 1\n---\nb: 2", &[("GJ0513", "a"), ("GJ0506", "---")]),
    ("parcels: [{ id: X1, size: 2 }, { id: X2", &[("GJ0521", "2"), ("GJ0503", "{")]),
];

#[test]
fn faults_of_a_parcel_are_named_in_place() {
    let world = World::new();
    for (fact, due) in OF_A_PARCEL {
        check(&world, &format!("{}areas: [{{ id: A1 }}]\n", parcel(fact)), due);
    }
}

#[test]
fn faults_of_a_plan_are_named_in_place() {
    let world = World::new();
    for (body, due) in OF_A_PLAN {
        check(&world, &plan(body), due);
    }
}

#[test]
fn a_file_must_say_that_it_is_a_plan() {
    let world = World::new();
    check(&world, "", &[("GJ0512", ""), ("GJ0516", "")]);
    check(&world, "id: P1", &[("GJ0512", "")]);
    check(&world, "guiju: plan/1", &[("GJ0516", "")]);
    check(&world, "guiju: plan/2\nid: P1", &[("GJ0512", "plan/2")]);
    check(&world, "[a, b]", &[("GJ0520", "[")]);
    check(&world, "hello", &[("GJ0520", "hello")]);
}

fn check(world: &World, text: &str, due: &[(&str, &str)]) {
    let (loaded, sources, _) = world.load(text);
    let complaints: Vec<String> = loaded.diagnostics.iter().map(|d| complaint(d, &sources)).collect();
    let found: Vec<(&str, &str)> = loaded
        .diagnostics
        .iter()
        .map(|d| (d.code.0, d.span().map(|span| sources.slice(span)).unwrap_or_default()))
        .collect();
    assert_eq!(found, due, "{complaints:#?}\n{text}");
    assert!(loaded.facts.is_none(), "{text}");
    for diagnostic in &loaded.diagnostics {
        assert!(diagnostic.help.is_some(), "{} has no advice", diagnostic.code);
        assert!(!diagnostic.message.zh.is_empty() && !diagnostic.message.en.is_empty());
        let codes = guiju_facts::codes();
        assert!(codes.iter().any(|(code, _)| *code == diagnostic.code), "{}", diagnostic.code);
    }
}

#[test]
fn a_fix_mends_the_fault() {
    let world = World::new();
    for fact in
        ["sise: 2 公顷", "size: 2.0", "built: yes", "use_mode: in_sito", "reasons: steep", "reasons: 无"]
    {
        let text = parcel(fact);
        let (loaded, ..) = world.load(&text);
        let fix = loaded.diagnostics[0].fix.clone().unwrap_or_else(|| panic!("{fact}"));
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        let mended = format!("{}{}{}", &text[..start], fix.replacement, &text[end..]);
        world.facts(&mended);
    }
    let (loaded, ..) = world.load(r#"{"guiju":"plan/1","id":"P1","parcels":[{"id":"X1","size":2.0}]}"#);
    assert_eq!(loaded.diagnostics[0].fix.as_ref().unwrap().replacement, "\"2.0 公顷\"");
}

#[test]
fn every_code_is_its_own() {
    let mut codes: Vec<&str> = guiju_facts::CODES.iter().map(|(code, ..)| code.0).collect();
    assert!(codes.is_sorted());
    codes.dedup();
    assert_eq!(codes.len(), guiju_facts::CODES.len());
}
