//! Texts that mean harm: deep, long, cut short, garbled.

use std::time::{Duration, Instant};

use guiju_syntax::{MAX_BYTES, MAX_FAULTS, MAX_HEIGHT, MAX_LINKS, MAX_NESTING};
use proptest::prelude::*;

use crate::{parse, told};

const RULES: &str = include_str!("faces/rules.en.gj");
const VOCABULARY: &str = include_str!("faces/vocabulary.zh.gj");

/// The codes of the faults, each once.
fn codes(text: &str) -> Vec<String> {
    let (sources, parsed) = parse(text);
    let mut codes: Vec<String> =
        told(&sources, &parsed.diagnostics).iter().map(|line| line[..6].to_owned()).collect();
    codes.dedup();
    codes
}

fn conditions(condition: &str) -> String {
    format!("term t for x {{ {condition}; }}\neffect z;")
}

#[test]
fn what_is_too_deep_or_too_long_is_refused_with_its_code() {
    let many = 100_000;
    assert_eq!(codes(&"(".repeat(1 << 20)), ["GJ0106"]);
    assert_eq!(codes(&"{".repeat(many)), ["GJ0106"]);
    assert_eq!(codes(&"[".repeat(many)), ["GJ0106"]);
    assert_eq!(codes(&")".repeat(many)), ["GJ0105"]);
    assert_eq!(codes(&conditions(&format!("{}a", "not ".repeat(many)))), ["GJ0106"]);
    assert_eq!(codes(&conditions(&format!("{}a", "-".repeat(many)))), ["GJ0106"]);
    assert_eq!(codes(&conditions(&format!("{}a", "every p in xs: ".repeat(many)))), ["GJ0106"]);
    assert_eq!(codes(&conditions(&format!("{}a", "最大 p 属于 xs：".repeat(many)))), ["GJ0106"]);
    assert_eq!(codes(&conditions(&format!("{}a", "f(not ".repeat(many)))), ["GJ0106"]);
    assert_eq!(codes(&conditions(&format!("a{}", " and b".repeat(MAX_LINKS + 1)))), ["GJ0107"]);
    assert_eq!(codes(&conditions(&format!("a{}", " + b".repeat(MAX_LINKS + 1)))), ["GJ0107"]);
    assert_eq!(codes(&conditions(&format!("a{} > c", " - b".repeat(MAX_HEIGHT as usize)))), ["GJ0107"]);
    assert_eq!(codes(&conditions(&format!("a{}", ".b".repeat(many)))), ["GJ0107"]);
    assert_eq!(codes(&"a ".repeat(MAX_BYTES / 2 + 1)), ["GJ0107"]);
    assert_eq!(codes(&format!("effect {};", "名".repeat(201))), ["GJ0107"]);
    assert_eq!(codes(&conditions(&format!("a{}", " and b".repeat(MAX_LINKS)))), Vec::<String>::new());
}

#[test]
fn a_limit_hides_no_neighbour() {
    let text = format!("effect a;\n{}", conditions(&"(".repeat(500)));
    let (_, parsed) = parse(&text);
    assert_eq!(parsed.diagnostics.len(), 1);
    let text = format!("effect a;\n{}", conditions(&format!("{}a", "not ".repeat(500))));
    let (_, parsed) = parse(&text);
    assert_eq!((parsed.diagnostics.len(), parsed.file.items.len()), (1, 2));
}

#[test]
fn faults_without_number_are_counted() {
    let (_, parsed) = parse(&"?;\n".repeat(100_000));
    assert_eq!(parsed.diagnostics.len(), MAX_FAULTS + 1);
    let (_, parsed) = parse(&format!("term a for b {{\n{}}}", "c\n".repeat(100_000)));
    assert_eq!(parsed.diagnostics.len(), MAX_FAULTS + 1);
    let (_, parsed) = parse(&"\u{200B}".repeat(100_000));
    assert!(parsed.diagnostics.len() <= MAX_FAULTS + 1);
}

/// The deepest texts that are allowed, each of its own kind, and the tallest towers on them.
fn deepest() -> Vec<String> {
    let nest = |open: &str, close: &str, levels: usize, core: &str| {
        conditions(&format!("{}{core}{}", open.repeat(levels), close.repeat(levels)))
    };
    // One level goes to the braces of the term itself.
    let most = MAX_NESTING - 1;
    let tower = format!("a{}", " - b".repeat(MAX_HEIGHT as usize - 2));
    vec![
        nest("(", ")", most, "a"),
        nest("f(", ")", most, "a"),
        nest("all of { ", "; }", most, "a"),
        nest("reading r { o: ", "; }", most, "a"),
        nest("not ", "", most, "a"),
        nest("- ", "", most, "a"),
        nest("every p in xs where c: ", "", most, "a"),
        nest("min(b, ", ")", most, "a"),
        nest("min(b, not ", ")", most / 2, "a"),
        nest("round(b, ", ")", most, "a"),
        nest("x in {", "}", most, "a"),
        nest("a or b and not c is d + e * (", ")", most / 2, "a"),
        nest("a or b and c is d + e * (", ")", most / 4, "a"),
        conditions(&tower),
        nest("(", " - c)", most, "a"),
    ]
}

fn on_a_stack_of(bytes: usize, work: fn()) {
    std::thread::Builder::new().stack_size(bytes).spawn(work).unwrap().join().unwrap();
}

#[test]
fn the_deepest_allowed_text_parses_on_a_small_stack() {
    on_a_stack_of(3 << 19, || {
        for text in deepest() {
            let (sources, parsed) = parse(&text);
            assert_eq!(told(&sources, &parsed.diagnostics), Vec::<String>::new());
        }
    });
}

#[test]
fn the_deepest_allowed_tree_is_walked_on_the_stack_of_a_test() {
    on_a_stack_of(2 << 20, || {
        for text in deepest() {
            let (_, parsed) = parse(&text);
            let copy = parsed.file.clone();
            assert!(copy == parsed.file);
            assert!(format!("{copy:?}").len() > 100);
        }
    });
}

#[test]
fn one_level_more_is_refused() {
    for condition in ["(", "f(", "not ", "- ", "every p in xs: "] {
        let close = if condition.ends_with('(') { ")" } else { "" };
        let text = conditions(&format!("{}a{}", condition.repeat(MAX_NESTING), close.repeat(MAX_NESTING)));
        assert_eq!(codes(&text), ["GJ0106"], "{condition}");
    }
}

#[test]
fn a_file_cut_anywhere_is_no_panic() {
    for text in [RULES, VOCABULARY] {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let (sources, parsed) = parse(&text[..end]);
            for diagnostic in &parsed.diagnostics {
                let span = diagnostic.span().unwrap();
                assert!(span.end as usize <= end, "{}", sources.slice(span));
            }
        }
    }
}

#[test]
fn a_broken_large_file_takes_linear_time() {
    let text = "term a for b { c d; e and; }\n".repeat(200);
    let large = format!("{}{}", text, "effect x \"甲\";\n".repeat(50_000));
    let start = Instant::now();
    let (_, parsed) = parse(&large);
    assert_eq!(parsed.file.items.len(), 50_000 + 200);
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// A stretch of a sound file is replaced by signs that matter to the language.
fn mutated() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "(", ")", "“", "\"", ";", "；", "：", "and", "not ", "每一 ", "「", "//", "\n", "=", "..",
        "…", "\u{200B}", "为", "term ", "0", "年", "", " ",
    ]);
    (any::<prop::sample::Index>(), 0..12_usize, prop::collection::vec(piece, 0..4)).prop_map(
        |(index, length, pieces)| {
            let letters: Vec<char> = RULES.chars().chain(VOCABULARY.chars()).collect();
            let start = index.index(letters.len());
            let end = (start + length).min(letters.len());
            let head: String = letters[..start].iter().collect();
            let tail: String = letters[end..].iter().collect();
            format!("{head}{}{tail}", pieces.concat())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_garbled_file_is_no_panic(text in mutated()) {
        let (sources, parsed) = parse(&text);
        for diagnostic in &parsed.diagnostics {
            prop_assert!(diagnostic.span().unwrap().end as usize <= text.len());
            prop_assert!(!told(&sources, &parsed.diagnostics).is_empty());
        }
        prop_assert!(!parsed.file.items.is_empty());
    }

    #[test]
    fn any_text_at_all_is_no_panic(text in "\\PC{0,200}") {
        let (_, parsed) = parse(&text);
        prop_assert!(parsed.diagnostics.len() <= MAX_FAULTS + 1);
    }
}
