//! The official text: clauses found by a walk, citations, digests, coverage.

use guiju_compile::{Pack, clause_coverage, compile, digest};

use crate::support::Compilation;

const TEXT: &str = "第一条 甲方应当办理。甲方不得拖延。\n第二条 乙方应当办理。乙方可以延期。\n";
const HEAD: &str = "id\tkind\tforce\tbegins\tends\tdigest\n";

fn check(rules: &str, rows: &str, expected: &str) {
    let found = Compilation::anchored(rules, TEXT, &format!("{HEAD}{rows}")).report();
    assert_eq!(found.trim(), expected.trim(), "\nfound:\n{found}\n");
}

#[test]
fn a_clause_is_found_behind_the_one_before() {
    let rows = "1.1a\tduty\tbinding\t甲方\t。\t\n1.1b\tduty\tbinding\t甲方不得拖延。\t甲方不得拖延。\t\n1.2\tduty\tbinding\t乙方\t延期。\t\n";
    let compilation =
        Compilation::anchored("unencoded 1.1a, 1.2 because \"略\";", TEXT, &format!("{HEAD}{rows}"));
    let program = compilation.compiled.program.as_ref().unwrap();
    let words: Vec<&str> = program.clauses.values().map(|clause| clause.text.as_str()).collect();
    assert_eq!(words, ["甲方应当办理。", "甲方不得拖延。", "乙方应当办理。乙方可以延期。"]);
    for clause in program.clauses.values() {
        assert_eq!(compilation.sources.slice(clause.span), clause.text);
    }
    assert_eq!(program.clause_ids(&clause_coverage(program)), ["1.1b"]);
}

#[test]
fn every_kind_of_citation_counts_as_coverage() {
    let rows: String = (1..=9).map(|n| format!("1.{n}\tduty\tbinding\t字{n}\t字{n}\t\n")).collect();
    let text: String = (1..=9).map(|n| format!("字{n}。")).collect();
    let compilation = Compilation::anchored(
        "entity x \"某\" single { a \"甲\": kind; b \"乙\": truth; }
         enum kind \"类\" cites 1.1 { one \"一\"; }
         param p \"参\": area cites 1.2 = 1 公顷;
         reading r \"口径\" cites 1.3 { c \"丙\" default; d \"丁\"; }
         effect e \"效\";
         permit n \"可\" for x cites 1.4 { when { x.b; } effect e cites 1.5; duty o \"务\" cites 1.6 { x.b; } }
         bar s \"障\" cites 1.7 on n { x.b; }
         unencoded 1.8 because \"略\"; remark \"R1\" \"题\" cites 1.9 { \"甲\"; }",
        &text,
        &format!("{HEAD}{rows}"),
    );
    let program = compilation.compiled.program.as_ref().unwrap();
    assert_eq!(program.clause_ids(&clause_coverage(program)), ["1.9"]);
}

#[test]
fn a_clause_that_is_not_in_the_text_is_named() {
    check(
        "",
        "1.1\tduty\tbinding\t甲方\t。\t\n1.2\tduty\tbinding\t丙方\t。\t\n1.3\tduty\tbinding\t乙方\t。\t\n",
        "GJ0402 在原文上一条之后找不到 `1.2` 条的“丙方”
  clauses.tsv:3:1 `1.2\tduty\tbinding\t丙方\t。\t`
  help 按原文的次序和文字改这一行",
    );
}

#[test]
fn a_clause_that_is_gone_names_those_who_cite_it() {
    check(
        "entity x \"某\" single { a \"甲\": truth; }
oblige keep \"守\" for x cites 1.1 { must { x.a; } }",
        "1.1\tduty\tbinding\t丙方\t。\t0123456789abcdef\n",
        "GJ0402 在原文上一条之后找不到 `1.1` 条的“丙方”
  clauses.tsv:2:1 `1.1\tduty\tbinding\t丙方\t。\t0123456789abcdef`
  a.gj:2:29 `1.1` 依据这一条
  help 按原文的次序和文字改这一行，并核对依据它的 `keep`",
    );
}

#[test]
fn a_stale_clause_names_those_who_cite_it() {
    check(
        "entity x \"某\" single { a \"甲\": truth; }
oblige keep \"守\" for x cites 1.1 { must { x.a; } }
forbid lose \"失\" for x cites 1.1 { breach { x.a; } }",
        "1.1\tduty\tbinding\t甲方\t。\t0123456789abcdef\n",
        "GJ0403? `1.1` 条的文字变了，依据它的有 `keep`、`lose`
  clauses.tsv:2:1 `1.1\tduty\tbinding\t甲方\t。\t0123456789abcdef` 旧摘要
  a.gj:2:29 `1.1` 依据这一条
  a.gj:3:29 `1.1` 依据这一条
  help 核对这些规则，再更新摘要",
    );
}

#[test]
fn an_unknown_clause_is_named_with_its_leaves() {
    check(
        "unencoded 1.1, 7.3 because \"略\"; unencoded 1.2ab because \"略\";",
        "1.1a\tduty\tbinding\t甲方\t。\t\n1.1b\tduty\tbinding\t甲方\t。\t\n1.2a\tduty\tbinding\t乙方\t。\t\n",
        "GJ0401 原文没有 `1.1` 条
  a.gj:1:11 `1.1` 没有这一条
  help `1.1` 分为 1.1a、1.1b，请写明是哪几条
  fix `1.1` by `1.1a, 1.1b`
GJ0401 原文没有 `7.3` 条
  a.gj:1:16 `7.3` 没有这一条
GJ0401 原文没有 `1.2ab` 条
  a.gj:1:43 `1.2ab` 没有这一条
  help 是否想写 `1.2a`？
  fix `1.2ab` by `1.2a`",
    );
}

#[test]
fn a_row_that_cannot_be_used_is_named() {
    check(
        "",
        "1.1\tduty\n1.2\tduty\tbinding\t甲方\t。\t\n1.2\tduty\tbinding\t乙方\t。\t\n",
        "GJ0404 这一行的列数不对
  clauses.tsv:2:1 `1.1\tduty`
  help 以制表符分列：id kind force begins ends digest，首行为列名
GJ0404 `1.2` 条有两行
  clauses.tsv:4:1 `1.2\tduty\tbinding\t乙方\t。\t` 再次
  clauses.tsv:3:1 `1.2\tduty\tbinding\t甲方\t。\t` 先在这里",
    );
}

#[test]
fn without_a_table_every_cited_id_is_a_clause() {
    let compilation = Compilation::of(&["unencoded 10.1, 9.2b, S1.1, 9.2a because \"略\";"]);
    let program = compilation.compiled.program.as_ref().unwrap();
    let ids: Vec<&str> = program.clauses.values().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids, ["9.2a", "9.2b", "10.1", "S1.1"]);
}

#[test]
fn the_digest_of_a_pack_does_not_depend_on_the_order_of_its_files() {
    let one = digest([("a.gj", b"x".as_slice()), ("b.gj", b"y")]);
    let two = digest([("b.gj", b"y".as_slice()), ("a.gj", b"x")]);
    assert_eq!(one, two);
    assert!(one.starts_with("sha256:") && one.len() == 71);
    assert_ne!(one, digest([("a.gj", b"xb.gj".as_slice()), ("", b"y")]));
}

#[test]
fn an_empty_pack_is_an_empty_program() {
    let compiled = compile(&guiju_base::Sources::new(), &Pack::default(), &[]);
    assert!(compiled.program.is_some() && compiled.diagnostics.is_empty());
}

#[test]
fn a_clause_that_nothing_encodes_is_open_to_a_strict_reader() {
    let rows = "1.1\tduty\tbinding\t甲方\t。\t\n1.2\tduty\tbinding\t甲方不得拖延。\t甲方不得拖延。\t\n1.3\tduty\tbinding\t乙方\t延期。\t\n";
    // The decision names a norm that is gone, so that there is no program.
    let rules = "unencoded 1.1 because \"略\"; remark \"R1\" \"题\" cites 1.2 { \"甲\"; } decision lost;";
    let mut compilation = Compilation::anchored(rules, TEXT, &format!("{HEAD}{rows}"));
    assert_eq!(compilation.codes(), ["GJ0201"]);
    compilation.compiled.diagnostics = std::mem::take(&mut compilation.compiled.open);
    let found = compilation.report();
    let expected = "GJ0405 `1.2` 条“甲方不得拖延。”没有规则依据，也没有列入不设规则
  source.txt:1:12 `甲方不得拖延。` 这一条
  help 写一条依据它的规则，或写明 `unencoded 1.2 because \"…\";`
GJ0405 `1.3` 条“乙方应当办理。乙方可以延期。”没有规则依据，也没有列入不设规则
  source.txt:2:5 `乙方应当办理。乙方可以延期。` 这一条
  help 写一条依据它的规则，或写明 `unencoded 1.3 because \"…\";`";
    assert_eq!(found.trim(), expected);
}

#[test]
fn without_a_table_no_clause_is_open() {
    assert_eq!(Compilation::of(&["remark \"R1\" \"题\" cites 1.9 { \"甲\"; }"]).compiled.open, []);
}
