//! Warnings on a program that is sound.

use crate::support::{Compilation, check_alone};

const BASE: &str = "entity lot \"宗地\" list lots { kind \"类\": kind; seen \"认定\": truth judged by \"某局\"; area \"面积\": area; }\n\
    enum kind \"类别\" open { one \"一\"; two \"二\"; other \"其他\"; }\n";

fn check(rules: &str, expected: &str) {
    check_alone(&format!("{BASE}{rules}"), expected);
}

#[test]
fn what_is_never_used_is_named() {
    check(
        "term t \"项\" for lot { lot.seen; }\nparam p \"参\": area = 1 公顷;\neffect e \"效\";\n\
         enum k \"空\" { a \"甲\"; }\nreading r \"口径\" { a \"甲\" default; b \"乙\"; }",
        "GJ0315? 定义「项」（`t`）没有用到
  a.gj:3:6 `t`
GJ0315? 参数「参」（`p`）没有用到
  a.gj:4:7 `p`
GJ0315? 效果「效」（`e`）没有用到
  a.gj:5:8 `e`
GJ0315? 分类「空」（`k`）没有用到
  a.gj:6:6 `k`
GJ0315? 口径「口径」（`r`）没有用到
  a.gj:7:9 `r`",
    );
}

#[test]
fn a_quantity_term_is_an_answer_by_itself() {
    check("term t \"项\" for lot: area = lot.area;", "");
}

#[test]
fn what_never_holds_is_named() {
    check(
        "permit p \"可\" for lot { when { lot.seen; } }
exception e \"外\" to p { lot.seen; false; }
bar b \"障\" on p { not any of { true; lot.seen; }; }
bar c \"限\" on p { lot.seen; }",
        "GJ0316? 除外「外」（`e`）永远不会成立
  a.gj:4:11 `e`
GJ0316? 不予适用「障」（`b`）永远不会成立
  a.gj:5:5 `b`",
    );
}

#[test]
fn an_open_list_stands_beside_a_judgement() {
    check(
        "oblige o \"须\" for lot { must { lot.kind in {one, two}; } }",
        "GJ0317? 原文对「类别」的列举以“等”收尾，这里只认所列各项
  a.gj:3:31 `lot.kind in {one, two}`
  help 放进 `满足其一 { … }`，并列一项有认定机关的事实",
    );
    check(
        "oblige o \"须\" for lot { must { lot.kind is one or lot.kind is two; } }",
        "GJ0317? 原文对「类别」的列举以“等”收尾，这里只认所列各项
  a.gj:3:31 `lot.kind is one or lot.kind is two`
  help 放进 `满足其一 { … }`，并列一项有认定机关的事实",
    );
    check("oblige o \"须\" for lot { must { any of { lot.kind in {one, two}; lot.seen; }; } }", "");
    check(
        "oblige o \"须\" for lot { must { lot.kind in {one, two} or t(lot); } } term t \"项\" for lot { lot.seen; }",
        "",
    );
    check("oblige o \"须\" for lot { must { lot.kind is one; } }", "");
}

#[test]
fn rows_left_out_do_not_make_citations_wrong() {
    let rows = "id\tkind\tforce\tbegins\tends\tdigest\n1.1\tduty\n";
    let compilation = Compilation::anchored("unencoded 1.1 because \"略\";", "甲。", rows);
    assert_eq!(compilation.codes(), ["GJ0404"]);
}

#[test]
fn a_broken_pack_has_no_lints() {
    let compilation = Compilation::of(&["param p \"参\": area = 1 公顷; param q \"数\": area = 1 度;"]);
    assert_eq!(compilation.codes(), ["GJ0209"]);
    assert_eq!(compilation.compiled.diagnostics.len(), 1);
}

#[test]
fn gaps_of_the_parser_are_not_reported_twice() {
    use guiju_base::Sources;
    use guiju_compile::{Pack, compile};
    let text = format!(
        "{BASE}permit p \"可\" for lot {{ when {{ lot.area > ; }} }}\nterm broken for {{ }}\n\
         term t \"项\" for lot {{ broken(lot); lot.aera > 3 度; }}"
    );
    let mut sources = Sources::new();
    let id = sources.add("a.gj", text);
    let parsed = guiju_syntax::parse(&sources, id);
    assert!(!parsed.diagnostics.is_empty());
    let files = [parsed.file];
    let compiled = compile(&sources, &Pack::default(), &files).after_parsing(&files, parsed.diagnostics);
    assert!(compiled.program.is_none());
    let own: Vec<&str> = compiled
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.0)
        .filter(|code| !code.starts_with("GJ01"))
        .collect();
    assert_eq!(own, ["GJ0207"]);
}
