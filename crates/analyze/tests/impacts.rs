//! What hangs on a clause of a small pack: who cites it, which norms are downstream, which of them are headline decisions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics where its premise fails")]

use guiju_analyze::{Impacts, encodings};
use guiju_base::Sources;
use guiju_ir::Program;

const RULES: &str = r#"
entity x "项" list xs { a "甲": truth; size "面积": area; kind "类别": kind; }
enum kind "种类" cites 1.7 { red "红"; green "绿"; }
effect waived "免办";
param limit "上限": area cites 1.1 = 5 公顷;
reading strictness "宽严" cites 1.2 { lenient "宽" default because "示例"; strict "严"; }
term small "面积小" for x cites 1.3 { x.size <= limit; }
term lawful "合规" for x { reading strictness { lenient: x.a; strict: x.a and small(x); }; }
permit use_land "用地" for x cites 1.4 { when { lawful(x); } duty kept "守约" cites 1.5 { x.a; } effect waived cites 1.9; }
permit build "建设" for x { when { use_land(x); } }
oblige report "报告" for x { must { small(x); } }
oblige tell "告知" for x { must { x.kind is red; } }
exception unless_red "红的除外" to report cites 1.6 { x.kind is red; }
bar stop "停" cites 1.8 on build { x.a; }
decision use_land;
decision build;
unencoded 1.10 because "标题";
remark "R1" "多小算小" cites 1.1, 1.3 { "五公顷" default because "示例"; "另定"; }
"#;

fn program() -> Program {
    let mut sources = Sources::new();
    let id = sources.add("rules.gj", RULES);
    let parsed = guiju_syntax::parse(&sources, id);
    assert_eq!(parsed.diagnostics, []);
    let compiled = guiju_compile::compile(&sources, &guiju_compile::Pack::default(), &[parsed.file]);
    compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// The declarations, the norms downstream and the headline decisions of a clause.
fn check(clause: &str, declarations: &[&str], downstream: &[&str], decisions: &[&str]) {
    let program = program();
    let impacts = Impacts::of(&program);
    let impact = impacts.on(&[program.clause_named(clause).unwrap()]);
    let found: Vec<String> = impact.declarations.iter().map(|one| one.id(&program)).collect();
    assert_eq!(found, declarations, "{clause}: who cites it");
    let names = |rules: &[guiju_ir::RuleId]| {
        rules.iter().map(|rule| program.rules.at(*rule).name.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&impact.downstream), downstream, "{clause}: downstream");
    assert_eq!(names(&impact.decisions), decisions, "{clause}: decisions");
}

#[test]
fn a_figure_reaches_through_terms_and_norms() {
    check("1.1", &["limit"], &["use_land", "build", "report"], &["use_land", "build"]);
}

#[test]
fn a_reading_reaches_what_it_turns() {
    check("1.2", &["strictness"], &["use_land", "build"], &["use_land", "build"]);
}

#[test]
fn a_norm_reaches_who_calls_it() {
    check("1.4", &["use_land"], &["build"], &["use_land", "build"]);
}

#[test]
fn a_part_of_a_norm_concerns_the_norm_but_not_who_calls_it() {
    check("1.5", &["use_land.kept"], &[], &["use_land"]);
    check("1.9", &["use_land.waived"], &[], &["use_land"]);
}

#[test]
fn an_exception_and_a_bar_reach_what_they_defeat() {
    check("1.6", &["unless_red"], &["report"], &[]);
    check("1.8", &["stop"], &["build"], &["build"]);
}

#[test]
fn an_enum_reaches_who_asks_for_its_values() {
    check("1.7", &["kind"], &["report", "tell"], &[]);
}

#[test]
fn a_clause_is_encoded_set_aside_or_open() {
    let program = program();
    let encodings = encodings(&program);
    let of = |id: &str| encodings.at(program.clause_named(id).unwrap());
    assert_eq!((of("1.10").unencoded.len(), of("1.10").is_open()), (1, false));
    assert_eq!((of("1.3").remarks.len(), of("1.3").declarations.len()), (1, 1));
    assert!(encodings.values().all(|encoding| !encoding.is_open()));
}
