//! Hostile rule files.

use guiju_ir::{Outcome, Problem};
use guiju_tests::pipeline::{self, PackTexts, Policy, Text};
use proptest::prelude::*;

use super::{VOCABULARY, codes, said, timed};
use crate::properties::cases;

fn policy(rules: &str) -> Policy {
    pipeline::policy(&PackTexts::rules(format!("{VOCABULARY}{rules}")))
}

const DEEP: usize = 100_000;

#[test]
fn nesting_of_any_kind_is_refused_by_its_limit() {
    let nested =
        |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP));
    for (what, condition) in [
        ("brackets", nested("(", "x.a", ")")),
        ("full-width brackets", nested("（", "x.a", "）")),
        ("not", nested("not ", "x.a", "")),
        ("并非", nested("并非 ", "x.a", "")),
        ("blocks", nested("all of { ", "x.a;", " };")),
        ("none of", nested("none of { ", "x.a;", " };")),
        ("quantifiers", nested("every p in xs: ", "x.a", "")),
        ("wheres", nested("some p in xs where ", "x.a", ": x.a")),
        ("minus signs", format!("{} > 0 公顷", nested("-", "x.size", ""))),
        ("functions", format!("{} > 0 公顷", nested("min(x.size, ", "x.size", ")"))),
        ("rounding", format!("{} > 0 公顷", nested("round(", "x.size", ", 1 公顷)"))),
        ("readings", nested("reading r { a: ", "x.a", "; b: x.a; }")),
        ("calls", nested("t(", "x", ")")),
        ("lists of values", format!("x.a in {}", nested("{", "x.a", "}"))),
        ("braces", nested("{", "", "}")),
        ("square brackets", nested("x[", "A", "]")),
        ("brackets that never close", "(".repeat(DEEP)),
        ("braces that never close", "{".repeat(DEEP)),
        ("brackets that never opened", ")".repeat(DEEP)),
        ("brackets in turns", "([{".repeat(DEEP / 3)),
    ] {
        let found = timed(what, || policy(&format!("term t for x {{ {condition}; }}")));
        assert!(found.program.is_none(), "{what}");
        said(what, &found.diagnostics);
    }
}

#[test]
fn sixty_levels_are_read_and_evaluated() {
    let deep = format!("{}x.a{}", "(not ".repeat(30), ")".repeat(30));
    let found = policy(&format!("permit deep for x {{ when {{ {deep}; }} }}"));
    let program = found.program.as_ref().unwrap_or_else(|| panic!("{:?}", found.diagnostics));
    let plan = pipeline::plan(
        &found,
        program,
        &Text::new("plan.yaml", "guiju: plan/1\nid: P\nxs: [{ id: A, a: true }]"),
    );
    let facts = plan.facts.unwrap();
    let answer = pipeline::open(program, &facts, &pipeline::question(program, &facts)).answer();
    let deep = program.rule_named("deep").unwrap();
    assert!(answer.verdicts.iter().any(|it| it.norm == deep && it.outcome == Outcome::Applies));
}

#[test]
fn long_chains_are_refused_beyond_their_limit() {
    for (what, link) in [("and", " and x.a"), ("or", " or x.a"), ("且", " 且 x.a")] {
        let chain =
            |links: usize| policy(&format!("permit m for x {{ when {{ x.a{}; }} }}", link.repeat(links)));
        assert!(timed(what, || chain(9_000)).program.is_some(), "{what}");
        assert_eq!(codes(&timed(what, || chain(DEEP)).diagnostics), ["GJ0107"], "{what}");
    }
    for (what, link) in [("plus", " + x.size"), ("minus", " - x.size"), ("times", " * 1 个")] {
        let chain = |links: usize| policy(&format!("term q for x: area = x.size{};", link.repeat(links)));
        assert!(timed(what, || chain(200)).program.is_some(), "{what}");
        let long = timed(what, || chain(DEEP));
        assert_eq!(codes(&long.diagnostics), ["GJ0107"], "{what}");
    }
}

/// `count` rules, each of which rests on the one before.
fn tower(count: usize, rule: impl Fn(usize) -> String) -> String {
    (1..count).map(rule).collect()
}

#[test]
fn rules_may_rest_on_each_other_thousands_deep() {
    let terms = format!(
        "term t0 for x {{ x.a; }}\n{}",
        tower(5_000, |n| format!("term t{n} for x {{ t{}(x); }}\n", n - 1))
    );
    let areas = format!(
        "term q0 for x: area = x.size;\n{}",
        tower(2_000, |n| format!("term q{n} for x: area = q{}(x) + 1 公顷;\n", n - 1))
    );
    let exceptions = format!(
        "permit m for x {{ when {{ x.a; }} }}\nexception e0 to m {{ x.a; }}\n{}",
        tower(16, |n| format!("exception e{n} to e{} {{ x.a; }}\n", n - 1))
    );
    let top = "permit top for x { when { t4999(x); q1999(x) > 0 公顷; } }\n";
    let found = timed("compiling", || policy(&format!("{terms}{areas}{exceptions}{top}")));
    let program = found.program.as_ref().unwrap_or_else(|| panic!("{:?}", found.diagnostics.first()));
    let text = "guiju: plan/1\nid: P\nxs: [{ id: A, a: true, size: 1 公顷 }]";
    let plan = pipeline::plan(&found, program, &Text::new("plan.yaml", text));
    let facts = plan.facts.unwrap();
    let mut inquiry = pipeline::open(program, &facts, &pipeline::question(program, &facts));
    let answer = timed("evaluating", || inquiry.answer());
    for (norm, outcome) in [("top", Outcome::Applies), ("m", Outcome::Applies)] {
        let rule = program.rule_named(norm).unwrap();
        let verdict = answer.verdicts.iter().find(|it| it.norm == rule).unwrap();
        assert_eq!(verdict.outcome, outcome, "{norm}");
        assert!(timed("deriving", || inquiry.derive(rule, verdict.subject)).is_some());
    }
}

#[test]
fn a_circle_of_thousands_is_one_fault_that_can_be_read() {
    let circle = tower(5_001, |n| format!("term t{n} for x {{ t{}(x); }}\n", n % 5_000 + 1));
    let found = timed("a circle", || policy(&circle));
    assert_eq!(codes(&found.diagnostics), ["GJ0301"]);
    said("a circle", &found.diagnostics);
}

#[test]
fn many_faults_are_listed_up_to_a_limit() {
    for (what, rules) in [
        ("unknown names", tower(50_000, |n| format!("term t{n} for x {{ nothing{n}(x); }}\n"))),
        ("broken items", tower(50_000, |n| format!("term t{n} for x {{ x.a or; }}\n"))),
        ("one name again and again", tower(50_000, |_| "term t for x { x.a; }\n".to_string())),
        ("unknown fields", format!("term t for x {{ {} }}", tower(50_000, |n| format!("x.f{n}; ")))),
    ] {
        let found = timed(what, || policy(&rules));
        assert!(found.program.is_none(), "{what}");
        assert!(!codes(&found.diagnostics).is_empty(), "{what}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_as_a_whole() {
    let found = timed("five mebibytes", || policy(&"// 说明\n".repeat(600_000)));
    assert!(found.diagnostics.iter().any(|it| it.code.0 == "GJ0107"));
    assert!(found.program.is_none());
}

#[test]
fn strange_texts_are_refused() {
    for (what, text) in [
        ("nothing but signs", "；，（）｛｝".repeat(5_000)),
        ("zeros", "\0".repeat(10_000)),
        (
            "a binary",
            String::from_utf8_lossy(&(0..=255u8).cycle().take(20_000).collect::<Vec<_>>()).into_owned(),
        ),
        ("one long word", "x".repeat(1_000_000)),
        ("quotes", "\"".repeat(50_001)),
        ("Chinese quotes", "“".repeat(50_001)),
        ("corner brackets", "「".repeat(50_001)),
        ("slashes", "/".repeat(50_001) + "\nx"),
        ("marks of direction", "\u{202e}".repeat(5_000)),
        ("combining marks", format!("term t{} for x {{ x.a; }}", "\u{301}".repeat(50_000))),
        ("digits", format!("param p: area = {} 公顷;", "9".repeat(1_000_000))),
        ("points", format!("param p: area = {} 公顷;", "9.".repeat(100_000))),
        ("dots", format!("term t for x {{ x{}; }}", ".a".repeat(100_000))),
        ("commas", format!("unencoded {} because \"甲\";", "1.1,".repeat(100_000))),
        ("comparisons", format!("term t for x {{ x.size{}; }}", " < x.size".repeat(100_000))),
        ("else", format!("term t for x {{ x.a{}; }}", " else x.a".repeat(100_000))),
    ] {
        let found = timed(what, || policy(&text));
        assert!(found.program.is_none(), "{what}");
        said(what, &found.diagnostics);
    }
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_read() {
    let text = format!("\u{feff}{}", VOCABULARY.replace('\n', "\r\n"));
    let found = pipeline::policy(&PackTexts::rules(text));
    assert!(found.program.is_some(), "{:?}", found.diagnostics);
}

/// A text that uses most of the language, to be cut and changed.
const EVERYTHING: &str = r#"
effect waived "免办";
param limit "界限": area cites 1.1 { from 2025-01-01 to 2026-12-31 = 5 公顷; from 2027-01-01 = 6 公顷; }
reading r "口径甲" register "R1" cites 1.1 { one "一" default because "理由"; two "二"; }
term t "定义甲" for x cites 1.1 { "条件": x.size >= limit or not x.a; reading r { one: x.a; two: none of { x.a; }; }; }
term q "定义乙" for zone: area = max(sum p in zone.xs where p.a: p.size * 1.5 倍, round(1 公顷, 1 亩)) - 2 公顷;
exploratory exempt m "可免甲" "exempt" for x cites 1.1, 1.2 {
  concerns { x.zone.drawn; }
  when { t(x); every p in xs: some y in xs where y.a: y.size <= p.size; red in x.kinds; x.name is "甲（乙）"; }
  effect waived when { x.a; };
  leaves "规划许可";
  duty keep "附带" cites 1.3 { plan.begun; }
  valid from 2025-01-01 to 2030-12-31;
}
exception e "除外甲" to m { x.zone is none; }
bar b "不予" on m { (count p in xs) > 3 个; }
不得 f “禁止” 适用于 x ｛ 违反情形 ｛ x.size ≥ ５ 公顷； 并非 x.a 且 x.a 为 是； ｝ ｝
decision m "是否可免？";
check c "校验" for x { x.a; x.size is 0 公顷; } warn;
remark "R2" "起草意见" cites 1.1 { "甲" default because "理由"; "乙"; }
unencoded 1.4 because "目的";
"#;

/// A change of a text at a place: cut off, take out, put in, double.
fn changed(text: &str, at: usize, change: usize, length: usize, piece: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let at = at % signs.len();
    let end = (at + length).min(signs.len());
    let join = |parts: &[&[char]]| parts.iter().flat_map(|part| part.iter()).collect::<String>();
    let piece: Vec<char> = piece.chars().collect();
    match change {
        0 => join(&[&signs[..at]]),
        1 => join(&[&signs[..at], &signs[end..]]),
        2 => join(&[&signs[..at], &piece, &signs[at..]]),
        3 => join(&[&signs[..end], &signs[at..end], &signs[end..]]),
        _ => join(&[&signs[..at], &piece, &signs[end..]]),
    }
}

const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    ";",
    "\"",
    "“",
    "」",
    "「",
    "not ",
    "every p in xs: ",
    "。",
    "\0",
    "\u{feff}",
    "公顷",
    "-",
    "else",
    " and ",
    "、",
    "９９",
    "//",
    "\n",
    "none",
    "is",
    "reading r { one: ",
    "=",
    "..",
    "1e9 亩",
    "term ",
];

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_changed_text_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..5, 0usize..40, prop::sample::select(PIECES)), 1..4),
    ) {
        let original = format!("{VOCABULARY}{EVERYTHING}");
        let mut text = original.clone();
        for (at, change, length, piece) in changes {
            if text.is_empty() {
                break;
            }
            text = changed(&text, at.index(text.len()), change, length, piece);
        }
        let found = pipeline::policy(&PackTexts::rules(text));
        prop_assert!(found.program.is_some() || !codes(&found.diagnostics).is_empty(), "no program and no error");
        if let Some(program) = &found.program {
            let plan = "guiju: plan/1\nid: P\nzones: [{ id: Z, drawn: true }]\nxs: [{ id: A, a: true, zone: Z }]";
            let loaded = pipeline::plan(&found, program, &Text::new("plan.yaml", plan));
            if let Some(facts) = &loaded.facts {
                let answer = pipeline::open(program, facts, &pipeline::question(program, facts)).answer();
                prop_assert!(answer.problem == Problem::None || !answer.diagnostics.is_empty());
            }
        }
    }

    #[test]
    fn any_text_is_a_policy_or_refused(text in "\\PC{0,200}") {
        let found = pipeline::policy(&PackTexts::rules(text));
        prop_assert!(found.program.is_some() || !codes(&found.diagnostics).is_empty());
    }
}

#[test]
fn everything_compiles_before_it_is_changed() {
    let found = policy(EVERYTHING);
    assert!(found.program.is_some(), "{:?}", found.diagnostics);
}
