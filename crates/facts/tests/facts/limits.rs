//! Bombs and big plans: refused or read in time and memory that grow with the text.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::support::{World, complaint, parcel, plan};

fn codes(world: &World, text: &str) -> Vec<&'static str> {
    let start = Instant::now();
    let (loaded, ..) = world.load(text);
    // Unoptimised builds on busy machines are slow; what is quadratic takes minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    loaded.diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect()
}

#[test]
fn nesting_bombs_are_refused_at_the_limit() {
    let world = World::new();
    for bomb in ["[", "- ", "{a: ", "? ", "[{a: "] {
        for text in [bomb.repeat(100_000), plan(&format!("plan: {}", bomb.repeat(100_000)))] {
            let found = codes(&world, &text);
            assert!(found.contains(&"GJ0504") || found.contains(&"GJ0503"), "{bomb} {found:?}");
            assert!(found.len() < 10);
        }
    }
    let deep = format!("note: {}x{}", "[".repeat(60), "]".repeat(60));
    assert_eq!(codes(&world, &parcel(&deep)), ["GJ0520"]);
    let deep = format!("note: {}x{}", "[".repeat(62), "]".repeat(62));
    assert_eq!(codes(&world, &parcel(&deep)), ["GJ0504"]);
}

#[test]
fn aliases_do_not_explode() {
    let world = World::new();
    let mut text = plan("a: &a [x, x, x, x, x, x, x, x, x]");
    for (this, last) in "bcdefghi".chars().zip("abcdefgh".chars()) {
        let aliases = format!("*{last}, ").repeat(9);
        writeln!(text, "{this}: &{this} [{aliases}]").unwrap();
    }
    let found = codes(&world, &text);
    assert!(found.contains(&"GJ0508"));
}

#[test]
fn a_long_text_is_refused() {
    let world = World::new();
    assert_eq!(codes(&world, &parcel(&format!("note: {}", "x".repeat(70_000)))), ["GJ0510"]);
}

#[test]
fn diagnostics_are_counted_off() {
    let world = World::new();
    let items: String = (0..5_000).map(|n| format!("  - {{ id: X{n}, size: 2 }}\n")).collect();
    let (loaded, sources, _) = world.load(&plan(&format!("parcels:\n{items}")));
    assert_eq!(loaded.diagnostics.len(), guiju_facts::DIAGNOSTICS);
    assert_eq!(loaded.diagnostics.last().unwrap().code.0, "GJ0505");
    assert!(complaint(&loaded.diagnostics[0], &sources).starts_with("GJ0521 plan.yaml:4:21"));
}

#[test]
fn one_fault_in_many_items_is_one_diagnostic() {
    let world = World::new();
    let mut text = plan("areas: [{ id: A1 }]\nparcels:");
    for n in 0..100_000 {
        let size = if n == 77_777 { "2" } else { "2 公顷" };
        writeln!(text, "- {{id: X{n}, area: A1, size: {size}}}").unwrap();
    }
    assert_eq!(codes(&world, &text), ["GJ0521"]);
}

#[test]
#[cfg(not(debug_assertions))]
fn one_fault_in_a_million_items_is_one_diagnostic() {
    let world = World::new();
    let mut text = plan("areas: [{ id: A1 }]\nparcels:");
    for n in 0..1_000_000 {
        let size = if n == 777_777 { "2" } else { "2 公顷" };
        writeln!(text, "- {{id: X{n}, area: A1, size: {size}}}").unwrap();
    }
    assert_eq!(codes(&world, &text), ["GJ0521"]);
}

#[test]
#[cfg(not(debug_assertions))]
fn more_items_than_are_read_are_refused() {
    let world = World::new();
    let text = plan(&format!("district: {{ pilots: [{}] }}", "a,".repeat(2_100_000)));
    assert_eq!(codes(&world, &text), ["GJ0511"]);
    let text = plan(&format!("parcels: [{}]\nareas: [3]", "{id: },".repeat(0)));
    assert_eq!(codes(&world, &text), ["GJ0520"]);
}

#[test]
fn warnings_never_stop_the_reading() {
    let world = World::new();
    let items: String = (0..3_000).map(|n| format!("  - {{ id: X{n}, area: A{n} }}\n")).collect();
    let (loaded, ..) = world.load(&plan(&format!("parcels:\n{items}")));
    assert_eq!(loaded.facts.unwrap().rows.at(world.entity_named("parcels")).len(), 3_000);
    assert_eq!(loaded.diagnostics.len(), guiju_facts::DIAGNOSTICS / 2);
    assert_eq!(loaded.diagnostics.last().unwrap().code.0, "GJ0505");

    let items: String = (0..3_000).map(|n| format!("  - {{ id: X{n}, area: A1 }}\n")).collect();
    let (loaded, ..) = world.load(&plan(&format!("parcels:\n{items}")));
    assert_eq!(loaded.diagnostics.len(), 1);
}
