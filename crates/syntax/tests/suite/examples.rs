//! The examples in the grammar file, and the keyword table against it.

use std::collections::BTreeSet;

use guiju_syntax::keyword::{KEYWORDS, RESERVED, TYPES, UNITS};
use guiju_syntax::{accepts, is_reserved};

const GRAMMAR: &str = include_str!("../../../../grammar/guiju.pest");

/// The rule that a line begins to define.
fn defined(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(" = ")?;
    name.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric()).then_some(name)
}

/// The texts in quotation marks on `line`.
fn literals(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

#[test]
fn every_example_in_the_grammar_holds() {
    let mut examples: Vec<(&str, bool)> = Vec::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in GRAMMAR.lines() {
        if let Some(text) = line.strip_prefix("// accepts: ") {
            examples.push((text, true));
        } else if let Some(text) = line.strip_prefix("// refuses: ") {
            examples.push((text, false));
        } else if let Some(rule) = defined(line) {
            for (text, expected) in examples.drain(..) {
                count += 1;
                if accepts(rule, text).unwrap() != expected {
                    wrong.push(format!("{rule} {} {text}", if expected { "refuses" } else { "accepts" }));
                }
            }
        }
    }
    assert!(examples.is_empty(), "examples without a rule: {examples:?}");
    assert!(count > 150, "only {count} examples were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_keyword_table_and_the_grammar_agree() {
    let mut seen = BTreeSet::new();
    for line in GRAMMAR.lines() {
        let Some(name) =
            defined(line).and_then(|rule| rule.strip_prefix("key_").or(rule.strip_prefix("word_")))
        else {
            continue;
        };
        let keyword =
            KEYWORDS.iter().find(|keyword| keyword.name == name).unwrap_or_else(|| panic!("{name}"));
        let mut literals = literals(line);
        assert_eq!(literals.pop(), Some(keyword.zh), "{name}");
        assert_eq!(literals.join(" "), keyword.en, "{name}");
        if line.contains("= @{") {
            assert_eq!(accepts(&format!("key_{name}"), keyword.zh), Some(true), "{name}");
            assert_eq!(accepts(&format!("key_{name}"), &format!("{}x", keyword.en)), Some(false), "{name}");
        }
        seen.insert(name);
    }
    assert_eq!(seen.len(), KEYWORDS.len());
}

/// The literals in the rule `name`, over all of its lines.
fn literals_of(name: &str) -> Vec<&'static str> {
    let start = GRAMMAR.find(&format!("\n{name} = ")).unwrap();
    let rule = GRAMMAR[start..].split("\n}").next().unwrap();
    literals(rule)
}

#[test]
fn the_reserved_words_and_the_grammar_agree() {
    let mut here = RESERVED.to_vec();
    let mut there = literals_of("reserved");
    here.sort_unstable();
    there.sort_unstable();
    assert_eq!(here, there);
    assert!(RESERVED.iter().all(|word| is_reserved(word)));
    assert!(RESERVED.iter().all(|word| accepts("known", word) == Some(false)));
    assert!(!is_reserved("parcel") && !is_reserved("area") && !is_reserved("from"));
}

#[test]
fn the_units_and_the_grammar_agree() {
    let mut here = UNITS.to_vec();
    let mut there = literals_of("unit");
    there.retain(|unit| *unit != "％");
    here.sort_unstable();
    there.sort_unstable();
    assert_eq!(here, there);
    assert!(UNITS.iter().all(|unit| accepts("quantity", &format!("1.5 {unit}")) == Some(true)));
}

#[test]
fn the_page_of_the_language_has_every_keyword() {
    let page = include_str!("../../language.md");
    for keyword in KEYWORDS {
        assert!(page.contains(keyword.zh) && page.contains(keyword.en), "{keyword:?}");
    }
    for (en, zh) in TYPES {
        assert!(page.contains(&format!("{en} {zh}")), "{en} {zh}");
    }
    for unit in UNITS {
        assert!(page.contains(unit), "{unit}");
    }
}
