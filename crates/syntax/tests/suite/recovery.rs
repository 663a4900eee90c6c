//! A broken item has its own diagnostic and hides nothing.

use guiju_base::Diagnostic;
use guiju_syntax::tree::{Entity, Item};

use crate::{parse, told};

/// Checks the faults of `text`, each as `CODE line:column words`, and how many items are read.
fn check(text: &str, items: usize, expected: &[&str]) -> Vec<Diagnostic> {
    let (sources, parsed) = parse(text);
    let told = told(&sources, &parsed.diagnostics);
    assert_eq!(told, expected, "{text}");
    assert_eq!(parsed.file.items.len(), items, "{text}");
    for diagnostic in &parsed.diagnostics {
        let english = &diagnostic.message.en;
        assert!(english.starts_with(|letter: char| !letter.is_uppercase()), "{english}");
        assert!(!diagnostic.message.zh.is_empty());
    }
    parsed.diagnostics
}

/// The text after the fix of its only fault.
fn fixed(text: &str, items: usize, expected: &str) -> String {
    let fix = check(text, items, &[expected])[0].fix.clone().expect("a fix");
    let mut text = text.to_owned();
    text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
    let (sources, parsed) = parse(&text);
    assert_eq!(crate::told(&sources, &parsed.diagnostics), Vec::<String>::new(), "{text}");
    text
}

#[test]
fn four_broken_items_leave_their_neighbours_alone() {
    check(
        "effect a;\nterm b for { c; }\neffect d;\nbar e cites 5.3 { f; }\nunencoded 4.1;\neffect g;\ndecision;\neffect h;",
        4,
        &["GJ0101 2:12 {", "GJ0101 4:17 {", "GJ0101 5:14 ;", "GJ0101 7:9 ;"],
    );
}

#[test]
fn braces_in_a_sentence_are_named_where_they_are_wrong() {
    check("term a for b { c says failing \"甲 {d\" \"a\"; }\neffect e;", 1, &["GJ0116 1:34 {"]);
    check("term a for b { c says failing \"甲 d}\" \"a\"; }\neffect e;", 1, &["GJ0116 1:35 }"]);
    check("term a for b { c says failing \"甲\" \"a ｛ ｝\"; }\neffect e;", 1, &["GJ0116 1:38 ｛ ｝"]);
    check("term a for b { c says failing \"甲 {d e}\" \"a\"; }\neffect e;", 1, &["GJ0116 1:35 d e"]);
    check("term a for b { c says failing \"{d // e}\" \"a\"; }\neffect e;", 1, &["GJ0116 1:33 d // e"]);
    // A label has no values in it.
    check("term a for b { \"{甲\": c; }\neffect e \"}\";", 2, &[]);
}

#[test]
fn what_a_sentence_speaks_for_may_be_misspelt() {
    check("term a for b { c says failling \"甲\" \"a\"; }", 1, &["GJ0115 1:23 failling"]);
    check("permit a for b { when { c; } say applies \"甲\" \"a\"; }", 1, &["GJ0115 1:30 say"]);
}

#[test]
fn values_in_a_sentence_are_as_deep_as_a_statement_may_be() {
    let deep = |depth: usize| {
        let (open, close) = ("(".repeat(depth), ")".repeat(depth));
        format!("term a for b {{ c says failing \"{{{open}d{close}}}\" \"a\"; }}")
    };
    check(&deep(guiju_syntax::MAX_NESTING), 1, &[]);
    let parsed = parse(&deep(100_000)).1;
    assert_eq!(parsed.diagnostics[0].code.0, "GJ0116");
}

#[test]
fn a_missing_semicolon_is_named_behind_its_statement() {
    assert_eq!(fixed("effect a \"甲\"\neffect b;", 2, "GJ0102 1:10 \"甲\""), "effect a \"甲\";\neffect b;");
    assert_eq!(fixed("效果 a “甲”\n效果 b；", 2, "GJ0102 1:6 “甲”"), "效果 a “甲”；\n效果 b；");
    fixed("term a for b {\n  c\n  d;\n}", 1, "GJ0102 2:3 c");
    fixed("term a for b { c; d }", 1, "GJ0102 1:19 d");
    fixed("term a for b { c。 }", 1, "GJ0102 1:17 。");
    fixed("exempt a for b { when { c; d\n e; } leaves \"甲\"; }", 1, "GJ0102 1:28 d");
    fixed("entity a single {\n  b: area\n  c: truth;\n}", 1, "GJ0102 2:6 area");
}

#[test]
fn a_broken_field_leaves_the_other_fields() {
    let text = "entity a single {\n  b: area;\n  c area;\n  d: truth;\n  e: area fixd;\n  f: list off g;\n}\neffect z;";
    check(text, 2, &["GJ0101 3:5 area", "GJ0115 5:11 fixd", "GJ0101 6:11 off"]);
}

#[test]
fn a_keyword_of_a_declaration_may_be_meant() {
    assert_eq!(
        fixed("effect a;\nexmpt b for c { when { d; } }", 1, "GJ0103 2:1 exmpt"),
        "effect a;\nexempt b for c { when { d; } }"
    );
    fixed("effect a;\n不可 b 适用于 c ｛ 违反情形 ｛ d； ｝ ｝", 1, "GJ0103 2:1 不可");
    check("effect a;\nrule b;", 1, &["GJ0103 2:1 rule"]);
}

#[test]
fn a_keyword_inside_may_be_meant() {
    fixed("term a for b cite 4.2 { c; }", 0, "GJ0115 1:14 cite");
    fixed("term a fro b { c; }", 0, "GJ0115 1:8 fro");
    fixed("exempt a for b { whn { c; } leaves \"甲\"; }", 1, "GJ0115 1:18 whn");
    fixed("term a for b { evry p in xs: p.c; d; }", 1, "GJ0115 1:16 evry");
    fixed("entity a single { b: area; c: truth judged \"甲\"; }", 1, "GJ0115 1:37 judged");
    fixed("term a for b { all { c; }; d; }", 1, "GJ0115 1:16 all");
    fixed("定义 a 适用于 b ｛ c 为d； e； ｝", 1, "GJ0115 1:16 为d");
    check("term a for b { reading r { c: d }; e; }", 1, &["GJ0102 1:31 d"]);
    fixed("term a for b { c adn d; e; }", 1, "GJ0115 1:18 adn");
    fixed("entity a single { b: area; c: truth judgd by \"甲\"; }", 1, "GJ0115 1:37 judgd");
}

#[test]
fn a_sign_of_another_language_has_its_counterpart() {
    fixed("term a for b { c == d; e; }", 1, "GJ0108 1:18 ==");
    fixed("term a for b { c != d; e; }", 1, "GJ0108 1:18 !=");
    fixed("term a for b { c <> d; e; }", 1, "GJ0108 1:18 <>");
    fixed("term a for b { c = d; e; }", 1, "GJ0108 1:18 =");
    fixed("term a for b { c && d; e; }", 1, "GJ0108 1:18 &&");
    fixed("term a for b { c || d; e; }", 1, "GJ0108 1:18 ||");
    fixed("term a for b { !d; e; }", 1, "GJ0108 1:16 !");
    fixed("term a for b { c => d; e; }", 1, "GJ0108 1:18 =>");
    fixed("term a for b { c =< d; e; }", 1, "GJ0108 1:18 =<");
    fixed("param a: area == 5 亩;", 0, "GJ0108 1:15 ==");
    assert_eq!(
        fixed("定义 a 适用于 b ｛ c && d； e； ｝", 1, "GJ0108 1:16 &&"),
        "定义 a 适用于 b ｛ c 且 d； e； ｝"
    );
}

#[test]
fn a_text_ends_on_its_line() {
    check("effect a \"甲;\neffect b \"乙\";\n", 1, &["GJ0104 1:10 \"甲"]);
    check("entity a single {\n  b “甲: area;\n  c “乙”: area;\n}", 1, &["GJ0104 2:5 “甲: area"]);
    check("effect a “甲\";\neffect b;", 1, &["GJ0104 1:10 “甲\""]);
    check("term 「a for b { c; }\neffect b;", 1, &["GJ0104 1:6 「a"]);
}

#[test]
fn a_bracket_without_its_partner_is_named_where_it_stands() {
    check("term a for b {\n c;\nterm d for e { f; }\neffect g;", 2, &["GJ0105 1:14 {"]);
    check("term a for b { (c; }\neffect g;", 1, &["GJ0105 1:20 }"]);
    check("effect a;\n}\neffect b;", 2, &["GJ0105 2:1 }"]);
    check("term a for b { c]; }\neffect g;", 1, &["GJ0105 1:17 ]"]);
}

#[test]
fn a_reserved_word_is_no_name() {
    fixed("effect and;", 1, "GJ0109 1:8 and");
    fixed("entity a single { 属于: area; }", 1, "GJ0109 1:19 属于");
    check("enum a { none \"无\"; 无; other; }", 1, &[]);
    check("enum a { true; }", 1, &["GJ0109 1:10 true"]);
    check("term a for b { c and and d; e; }", 1, &["GJ0101 1:22 and"]);
    check("term a for b { where; e; }", 1, &["GJ0101 1:16 where"]);
}

#[test]
fn what_cannot_be_seen_is_named() {
    check("\u{FEFF}effect a;", 1, &[]);
    check("effect a\u{200B};", 0, &["GJ0110 1:9 \u{200B}"]);
    check("effect a \"甲\u{202E}\";\neffect b;", 2, &["GJ0110 1:12 \u{202E}"]);
    check("// \u{0}\neffect b;", 1, &["GJ0110 1:4 \u{0}"]);
}

#[test]
fn dates_units_and_comparisons_are_explained() {
    fixed("param a: date = 2026-3-1;", 1, "GJ0111 1:17 2026-3-1");
    fixed("term a for b { c > 5 公倾; d; }", 1, "GJ0112 1:22 公倾");
    check("term a for b { c > 5 apples; d; }", 1, &["GJ0112 1:22 apples"]);
    check("term a for b { c < d < e; f; }", 0, &["GJ0114 1:22 <"]);
    check("term a for b { }", 1, &["GJ0113 1:14 { }"]);
}

#[test]
fn an_entity_keeps_its_sound_fields() {
    let (_, parsed) = parse("entity a single {\n  b: area;\n  c area;\n  d: truth;\n}");
    let Item::Entity(Entity { fields, .. }) = &parsed.file.items[0] else { panic!("an entity") };
    let names: Vec<&str> = fields.iter().map(|field| field.heading.name.value.as_str()).collect();
    assert_eq!(names, ["b", "d"]);
}

#[test]
fn a_broken_head_and_a_broken_body_are_both_told() {
    check("term a fr b {\n c d;\n e;\n}\neffect z;", 1, &["GJ0101 1:8 fr", "GJ0101 2:4 d"]);
}

#[test]
fn a_broken_header_leaves_the_items() {
    check("measure \"盘活\"\neffect a;", 1, &["GJ0101 1:9 \"盘活\""]);
    check("measure 16 \"盘活\"\neffect a;\neffect;\n", 1, &["GJ0101 3:7 ;"]);
}
