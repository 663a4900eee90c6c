//! Hostile plans.

use guiju_base::Diagnostic;
use guiju_ir::{Outcome, Problem, Program};
use guiju_tests::pipeline::{self, PackTexts, Plan, Policy, Text};
use proptest::prelude::*;

use super::{VOCABULARY, codes, said, timed};
use crate::properties::cases;

fn policy() -> (Policy, Program) {
    let policy = pipeline::policy(&PackTexts::rules(VOCABULARY));
    let program = policy.program.clone().unwrap();
    (policy, program)
}

fn load(text: &str) -> Plan {
    let (policy, program) = policy();
    pipeline::plan(&policy, &program, &Text::new("plan.yaml", text))
}

const HEAD: &str = "guiju: plan/1\nid: P\nas_of: 2026-03-01\n";
const DEEP: usize = 100_000;

#[test]
fn nesting_of_any_kind_is_refused_by_its_limit() {
    let block: String = (0..3_000).map(|level| format!("{}- \n", " ".repeat(level))).collect();
    let maps: String = (0..3_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    for (what, text) in [
        ("lists", format!("xs: {}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("lists that never close", format!("xs: {}", "[".repeat(DEEP))),
        ("mappings", format!("xs: {}{}", "{ a: ".repeat(DEEP), "}".repeat(DEEP))),
        ("mappings that never close", format!("xs: {}", "{ a: ".repeat(DEEP))),
        ("dashes", format!("xs:\n  {}a", "- ".repeat(DEEP))),
        ("keys", format!("xs: {}", "? ".repeat(DEEP))),
        ("levels of a block", format!("xs:\n{block}")),
        ("levels of keys", format!("xs:\n{maps}")),
        ("brackets that close nothing", "]".repeat(DEEP)),
        ("in a fact", format!("xs: [{{ id: A, a: {}true{} }}]", "{ value: ".repeat(DEEP), " }".repeat(DEEP))),
    ] {
        let found = timed(what, || load(&format!("{HEAD}{text}")));
        assert!(found.facts.is_none(), "{what}");
        said(what, &found.diagnostics);
    }
    let json = format!("{{ \"guiju\": \"plan/1\", \"id\": \"P\", \"xs\": {}", "[".repeat(DEEP));
    said("JSON", &timed("JSON", || load(&json)).diagnostics);
}

#[test]
fn aliases_that_would_explode_are_refused() {
    let mut bomb = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_string();
    for level in 1..40 {
        let many = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("b{level}: &a{level} [{many}]\n"));
    }
    for (what, text) in [
        ("a bomb", bomb),
        ("an anchor within itself", "xs: &a [*a]\n".to_string()),
        ("a merge", "zones: &z [{ id: Z }]\nxs: [{ id: A, <<: *z }]\n".to_string()),
        ("many aliases", format!("xs: [&a {{ id: A }}, {}]", "*a, ".repeat(DEEP))),
    ] {
        let found = timed(what, || load(&format!("{HEAD}{text}")));
        assert!(found.facts.is_none(), "{what}");
        said(what, &found.diagnostics);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_a_word_on_why() {
    let (policy, _) = policy();
    let bytes = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (what, bytes) in [
        ("Latin in UTF-16", bytes(HEAD)),
        ("UTF-16 with its mark", [vec![0xff, 0xfe], bytes(HEAD)].concat()),
        ("GBK", [HEAD.as_bytes(), b"name: \xbc\xd7\xc7\xf8"].concat()),
        ("cut within a character", HEAD.as_bytes().iter().copied().chain("甲".bytes().take(2)).collect()),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("a zip file", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0".to_vec()),
        ("noise", (0..100_000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
    ] {
        let found = timed(what, || pipeline::undecodable(&policy, &bytes));
        let codes: Vec<&str> = codes(&found.diagnostics);
        let text = String::from_utf8_lossy(&bytes);
        let refused = codes == ["GJ0501"] || !codes_of(&load(&text).diagnostics).is_empty();
        assert!(refused, "{what}");
    }
}

fn codes_of(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    codes(diagnostics)
}

#[test]
fn strange_texts_are_refused() {
    for (what, text) in [
        ("zeros", "\0".repeat(10_000)),
        ("a long key", format!("{}: 1", "k".repeat(1_000_000))),
        ("a long value", format!("xs: [{{ id: A, name: {} }}]", "文".repeat(1_000_000))),
        ("a long number", format!("xs: [{{ id: A, size: {} 公顷 }}]", "9".repeat(1_000_000))),
        ("a long unit", format!("xs: [{{ id: A, size: 1 {} }}]", "亩".repeat(100_000))),
        ("many unknown keys", (0..200_000).map(|number| format!("k{number}: 1\n")).collect()),
        (
            "many unknown fields",
            format!("xs: [{{ id: A, {} }}]", (0..100_000).map(|n| format!("k{n}: 1, ")).collect::<String>()),
        ),
        ("one key again and again", "xs: []\n".repeat(100_000)),
        ("one id again and again", format!("xs:\n{}", "  - { id: A }\n".repeat(100_000))),
        ("one fact again and again", format!("xs: [{{ id: A, {} }}]", "a: true, ".repeat(100_000))),
        ("dangling references", format!("zones: []\nxs:\n{}", items(50_000, |n| format!("zone: Z{n}")))),
        ("quotes", "\"".repeat(50_001)),
        ("colons", ": ".repeat(50_000)),
        ("dashes", "-".repeat(50_000)),
        ("question marks", "? ".repeat(50_000)),
        ("percent signs", "%".repeat(50_000)),
        ("documents", "---\n".repeat(50_000)),
        ("tags", "xs: ".to_string() + &"!a ".repeat(50_000)),
        ("commas", format!("xs: [{}]", ",".repeat(50_000))),
        ("marks of direction", format!("xs: [{{ id: \"{}\" }}]", "\u{202e}".repeat(1_000))),
    ] {
        let found = timed(what, || load(&format!("{HEAD}{text}")));
        assert!(found.facts.is_none(), "{what}");
        said(what, &found.diagnostics);
    }
}

/// A list of items with one more fact each.
fn items(count: usize, fact: impl Fn(usize) -> String) -> String {
    (1..=count).map(|number| format!("  - {{ id: X{number}, {} }}\n", fact(number))).collect()
}

#[test]
fn one_error_among_many_parcels_is_found_and_nothing_else() {
    let wrong = 123_456;
    let fact = |number: usize| match number == wrong {
        true => "a: true, size: 2".to_string(),
        false => "a: true, size: 2 公顷".to_string(),
    };
    let text = format!("{HEAD}xs:\n{}", items(150_000, fact));
    let found = timed("150,000 parcels", || load(&text));
    assert!(found.facts.is_none());
    let places: Vec<String> = found
        .diagnostics
        .iter()
        .map(|it| format!("{} {}", it.code, found.sources.place(it.span().unwrap())))
        .collect();
    assert_eq!(places, [format!("GJ0521 plan.yaml:{}:35", wrong + 4)]);
}

#[test]
fn many_parcels_are_decided_one_by_one() {
    let text =
        format!("{HEAD}xs:\n{}", items(30_000, |number| format!("a: {}, size: 2 公顷", number % 3 != 0)));
    let (policy, program) = policy();
    let plan = timed("loading", || pipeline::plan(&policy, &program, &Text::new("plan.yaml", text)));
    let facts = plan.facts.unwrap();
    let answer = timed("evaluating", || {
        pipeline::open(&program, &facts, &pipeline::question(&program, &facts)).answer()
    });
    let applies = answer.verdicts.iter().filter(|it| it.outcome == Outcome::Applies).count();
    assert_eq!((answer.problem, answer.verdicts.len(), applies), (Problem::None, 30_000, 20_000));
}

#[test]
fn a_plan_cut_anywhere_is_read_or_refused() {
    let text = format!(
        "{HEAD}plan: {{ begun: true }}\nzones: [{{ id: Z, drawn: 是 }}]\nxs:\n  - id: A\n    a: {{ value: true, by: 县局, evidence: 〔2026〕1号, on: 2026-01-01 }}\n    size: 15..25 亩\n    kinds: {{ partial: true, items: [red] }}\n"
    );
    let (policy, program) = policy();
    for (at, _) in text.char_indices() {
        let found = pipeline::plan(&policy, &program, &Text::new("plan.yaml", &text[..at]));
        assert!(found.facts.is_some() || !codes(&found.diagnostics).is_empty(), "cut at {at}");
    }
}

const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ":",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\t",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "?",
    ",",
    "\0",
    "\u{feff}",
    "公顷",
    "..",
    ">= ",
    "-",
    "none",
    "未知",
    "id: ",
    "partial: true",
    "items: []",
    "---\n",
    "%YAML",
    "１",
    "2026-02-30",
];

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_changed_plan_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..20, prop::sample::select(PIECES)), 1..5),
    ) {
        let mut text = format!(
            "{HEAD}plan: {{ begun: true }}\nzones: [{{ id: Z, drawn: 是 }}]\nxs:\n  - id: A\n    a: {{ value: true, by: 县局 }}\n    size: 15..25 亩\n    zone: Z\n  - {{ id: B, kinds: [red], name: 甲 }}\n"
        );
        for (at, length, piece) in changes {
            let signs: Vec<char> = text.chars().collect();
            let at = at.index(signs.len());
            let end = (at + length).min(signs.len());
            text = signs[..at].iter().chain(piece.chars().collect::<Vec<_>>().iter()).chain(&signs[end..]).collect();
        }
        let (policy, program) = policy();
        let found = pipeline::plan(&policy, &program, &Text::new("plan.yaml", text));
        match &found.facts {
            Some(facts) => {
                let answer = pipeline::open(&program, facts, &pipeline::question(&program, facts)).answer();
                prop_assert!(answer.problem == Problem::None || !answer.diagnostics.is_empty());
            }
            None => prop_assert!(!codes(&found.diagnostics).is_empty(), "refused without a word"),
        }
    }

    #[test]
    fn any_text_is_a_plan_or_refused(text in "\\PC{0,120}") {
        let found = load(&format!("{HEAD}{text}"));
        prop_assert!(found.facts.is_some() || !codes(&found.diagnostics).is_empty());
    }
}
