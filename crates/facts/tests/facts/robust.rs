//! Nothing that a file can hold makes the loader panic.

use proptest::prelude::*;

use crate::support::World;

const SAMPLE: &str = "guiju: plan/1\nid: P1\nname: \"方\\u6848\"\nas_of: 2026-03-01 # 日\n\
    programme:\n  duties: { 1.1a: done, 1.1b: { value: not_done, by: 局 } }\n  reserve_banks: [{ id: pbf }]\n\
    plan: { budget: 3 亿元, base_survey_year: 2020 }\nareas:\n- id: A1\n  cultivated_before: '>= 3 公顷'\n\
    parcels:\n  partial: true\n  items:\n    - id: X1\n      area: A1\n      slope: 15..25 度\n      \
    built: { value: true, by: 局, evidence: 文, on: 2026年1月2日 }\n      note: |\n        两行\n        文字\n      \
    reasons: [陡坡, fragmented]\n    - { id: X2, area: none, size: 5000 ㎡ }\n\
    line_adjustments: [{ id: L1, parcels: { partial: true, items: [X1, X2] } }]\n";

#[test]
fn the_sample_is_fine() {
    World::new().facts(SAMPLE);
}

#[test]
fn any_beginning_of_a_plan_is_read_or_refused() {
    let world = World::new();
    for end in (0..SAMPLE.len()).filter(|end| SAMPLE.is_char_boundary(*end)) {
        let (loaded, sources, _) = world.load(&SAMPLE[..end]);
        for diagnostic in &loaded.diagnostics {
            sources.place(diagnostic.span().unwrap());
        }
    }
}

fn words() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "guiju",
        "plan/1",
        "id",
        "parcels",
        "areas",
        "programme",
        "duties",
        "X1",
        "A1",
        "area",
        "size",
        "slope",
        "built",
        "true",
        "是",
        "未知",
        "null",
        "2.0 公顷",
        "15..25 度",
        ">= ",
        "..",
        "5%",
        "value",
        "items",
        "partial",
        "by",
        ": ",
        ":",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "!!str ",
        "#",
        "---\n",
        "\t",
        "\u{feff}",
        "\0",
        "\u{202e}",
        "\u{301}",
        "²",
        "－1",
        "1e9",
        "999999999999999999999",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 5_000 }))]

    #[test]
    fn documents_of_random_words_never_panic(text in words()) {
        let world = World::new();
        world.load(&text);
        world.load(&format!("guiju: plan/1\nid: P\nparcels:\n  - id: X1\n    size: {text}\n"));
    }

    #[test]
    fn random_texts_never_panic(text in "\\PC{0,200}") {
        World::new().load(&text);
    }

    #[test]
    fn a_plan_with_wrong_bytes_never_panics(
        changes in prop::collection::vec((0..SAMPLE.len(), any::<u8>()), 1..6),
    ) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        match guiju_facts::decode(&bytes) {
            Ok(text) => { World::new().load(text); }
            Err(diagnostic) => prop_assert_eq!(diagnostic.code.0, "GJ0501"),
        }
    }

    #[test]
    fn assumptions_of_random_words_never_panic(path in words(), text in words()) {
        let world = World::new();
        let mut facts = world.facts(SAMPLE);
        let mut sources = guiju_base::Sources::new();
        let _ = guiju_facts::assign(&world.program, &mut facts, &mut sources, &path, &text);
        let _ = guiju_facts::assign(&world.program, &mut facts, &mut sources, "parcels[X1].size", &text);
    }
}
