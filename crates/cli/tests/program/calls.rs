//! Calls right and wrong: exit status, and what is said where.

use crate::{guiju, stderr, stdout};

/// A call, its exit status, and a text that standard error (or, for 0, standard output) holds.
fn check(arguments: &[&str], status: i32, said: &str) {
    let output = guiju(arguments);
    let text = if status == 0 { stdout(&output) } else { format!("{}{}", stderr(&output), stdout(&output)) };
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {text}");
    assert!(text.contains(said), "{arguments:?}: {text}");
}

const PLAN: &str = "examples/first-look.yaml";

#[test]
fn a_call_that_cannot_be_used_says_why_and_exits_with_2() {
    for (arguments, said) in [
        (&["--lang", "zh"][..], "缺少命令"),
        (&["evl", "--lang", "zh"], "是否指 eval"),
        (&["eval", "--lang", "zh"], "缺少 <PLAN>"),
        (&["eval", PLAN, "--format", "xml", "--lang", "zh"], "的取值 xml 无效"),
        (&["eval", PLAN, "--lang", "zh", "--reading", "x=y"], "没有口径“x”"),
        (&["eval", PLAN, "--lang", "zh", "--reading", "delegation_limbs=y"], "可选：both、either"),
        (&["eval", PLAN, "--lang", "zh", "--as-of", "2026-02-30"], "不是日期"),
        (&["eval", PLAN, "--lang", "zh", "--assume", "built"], "应写作 字段=值"),
        (&["eval", PLAN, "--lang", "zh", "--assume", "parcels[X1].bilt=是"], "GJ0537"),
        (&["eval", PLAN, "--lang", "zh", "--require", "villag_land_reuse=applies"], "village_land_reuse"),
        (&["eval", "none.yaml", "--lang", "zh"], "没有这个文件"),
        (&["eval", "examples", "--lang", "zh"], "这是文件夹"),
        (&["check", "nowhere", "--lang", "zh"], "没有这个文件或文件夹"),
        (&["check", "examples", "--lang", "zh"], "要有 pack.yaml"),
        (&["explain", PLAN, "market_entry", "X9", "--lang", "zh"], "没有地块“X9”"),
        (&["eval", "none.yaml", "--lang", "en"], "cannot read none.yaml"),
        (&["test", "--filter", "nothing at all", "--pack", "nowhere"], "cannot read nowhere"),
    ] {
        check(arguments, 2, said);
    }
}

#[test]
fn an_answer_that_is_no_exits_with_1() {
    check(&["eval", PLAN, "--require", "market_entry=applies"], 1, "required but not so");
    check(&["eval", PLAN, "--require", "village_land_reuse[X9]=applies"], 1, "required but not so");
    check(&["test", "--filter", "nothing at all", "--lang", "zh"], 1, "没有可运行的案例");
}

#[test]
fn what_is_required_and_so_exits_with_0() {
    check(&["eval", PLAN, "--require", "village_land_reuse[X1]=applies"], 0, "");
    check(&["eval", PLAN, "--require", "就地利用村庄用地=applies"], 0, "");
}

#[test]
fn an_assumption_and_a_reading_change_the_answer() {
    let built =
        ["eval", PLAN, "--assume", "parcels[X1].built=是", "--require", "village_land_reuse=does_not_apply"];
    check(&built, 0, "");
    let barred = [
        "eval",
        PLAN,
        "--assume",
        "parcels[X1].in_eco_redline=true",
        "--assume",
        "parcels[X1].redline_use_lawful_basis=true",
        "--require",
        "village_land_reuse=applies",
    ];
    check(&barred, 0, "");
    let absolutely = [&barred[..], &["--reading", "redline_occupation=absolute_ban"]].concat();
    check(&absolutely, 1, "required but not so");
}

#[test]
fn the_pack_passes_its_own_checks_and_cases() {
    check(&["check", "--strict", "policies/chongqing-2025", "--lang", "zh"], 0, "错误 0 项，警告 0 项");
    let output = guiju(&["test", "policies/chongqing-2025", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stderr(&output), stdout(&output));
    assert!(stdout(&output).contains("未通过 0"));
}

#[test]
fn the_program_carries_the_pack_of_the_folder() {
    let digest = |arguments: &[&str]| {
        let output = guiju(&[&["eval", PLAN, "--format", "json"], arguments].concat());
        let result: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        result["pack"]["digest"].as_str().unwrap().to_string()
    };
    assert_eq!(digest(&[]), digest(&["--pack", "policies/chongqing-2025"]));
}

#[test]
fn a_report_goes_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.md");
    let arguments = ["eval", PLAN, "--format", "markdown", "-o", report.to_str().unwrap()];
    let output = guiju(&arguments);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
    assert!(std::fs::read_to_string(report).unwrap().starts_with("# "));
}

#[test]
fn help_is_in_the_language_of_the_call() {
    check(&["--help", "--lang", "zh"], 0, "审查方案");
    check(&["--help", "--lang", "en"], 0, "decide every norm");
    check(&["eval", "--help", "--lang", "zh"], 0, "基准日");
}

#[test]
fn a_diagnostic_never_steers_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.yaml");
    for text in [&b"guiju: plan/1\nid: a\nx\x1b[31m: \"\x1b]0;title\x07\"\n"[..], b"\xff\x1b[2J\r\xc4\xe3"] {
        std::fs::write(&plan, text).unwrap();
        let output = guiju(&["eval", plan.to_str().unwrap(), "--lang", "zh"]);
        assert_eq!(output.status.code(), Some(2));
        let drawn = stderr(&output);
        assert!(
            drawn.contains("GJ05") && !drawn.chars().any(|sign| sign.is_control() && sign != '\n'),
            "{drawn:?}"
        );
    }
}

#[test]
fn a_fault_in_a_line_without_end_is_named_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.json");
    let items: String = (0..20_000).map(|row| format!("{{\"id\":\"X{row}\"}},")).collect();
    std::fs::write(
        &plan,
        format!("{{\"guiju\":\"plan/1\",\"id\":\"A\",\"parcels\":[{items}{{\"id\":\"Y\",\"siz\":1}}]}}"),
    )
    .unwrap();
    let output = guiju(&["eval", plan.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(2));
    let drawn = stderr(&output);
    assert!(drawn.contains("GJ0513") && drawn.len() < 1_000, "{drawn}");
}

#[test]
fn the_pack_is_formatted() {
    check(&["fmt", "--check", "--pack", "policies/chongqing-2025", "--lang", "zh"], 0, "");
}
