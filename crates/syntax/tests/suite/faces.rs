//! One tree from both faces.

use crate::{parse, told};

/// The tree as text, without its spans.
pub(crate) fn bare(text: &str) -> String {
    let (sources, parsed) = parse(text);
    assert_eq!(told(&sources, &parsed.diagnostics), Vec::<String>::new());
    let tree = format!("{:#?}", parsed.file);
    let mut lines = Vec::new();
    let mut skipped = None;
    for line in tree.lines() {
        let indent = line.len() - line.trim_start().len();
        match skipped {
            Some(depth) if indent > depth => {}
            Some(_) => skipped = None,
            None if line.trim_start().starts_with("Span {") || line.contains("span: Span {") => {
                skipped = Some(indent)
            }
            None => lines.push(line),
        }
    }
    lines.join("\n")
}

fn check(english: &str, chinese: &str) {
    let (english, chinese) = (bare(english), bare(chinese));
    let differ = english.lines().zip(chinese.lines()).find(|(one, other)| one != other);
    assert_eq!(differ, None);
    assert_eq!(english, chinese);
}

#[test]
fn the_vocabulary_reads_alike_in_both_faces() {
    check(include_str!("faces/vocabulary.en.gj"), include_str!("faces/vocabulary.zh.gj"));
}

#[test]
fn the_rules_read_alike_in_both_faces() {
    check(include_str!("faces/rules.en.gj"), include_str!("faces/rules.zh.gj"));
}

#[test]
fn the_faces_may_be_mixed() {
    check("term a for b { not c and d; }", "定义 a for b ｛ 并非 c and d; }");
}

#[test]
fn names_are_composed() {
    check("effect caf\u{e9};", "effect cafe\u{301};");
}

#[test]
fn the_page_of_the_language_parses() {
    let page = include_str!("../../language.md");
    let code = page.split("```guiju\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let code = code.replace("{ … }", "{ a; }").replace("{ …; }", "{ a; }").replace("; … }", "; }");
    let code = code.replace("market_entry … ;", "market_entry for parcel { when { a; } }");
    bare(&code);
}
