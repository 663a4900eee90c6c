//! `--bless`: only values under `expect` change, a second run passes, and what is no expectation is left alone.

use std::path::Path;

use super::{HEAD, PASSES, folder, test};
use crate::{guiju, stderr, stdout, top};

fn read(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("policy/cases/a.yaml")).unwrap()
}

/// Cases before and after they are blessed; they pass then, and stay as they are.
fn check(before: &str, after: &str) {
    let folder = folder(before);
    let output = test(folder.path(), &["--bless"]);
    assert_eq!(output.status.code(), Some(0), "{before}: {}{}", stdout(&output), stderr(&output));
    assert_eq!(read(folder.path()), format!("{HEAD}{after}"));
    let again = test(folder.path(), &["--bless"]);
    assert_eq!((again.status.code(), stdout(&again).as_str()), (Some(0), "没有要改写的。\n"));
    assert_eq!(read(folder.path()), format!("{HEAD}{after}"));
    assert_eq!(test(folder.path(), &[]).status.code(), Some(0));
}

/// Cases of which nothing is written, the exit status, and what is said.
fn left_alone(cases: &str, arguments: &[&str], status: i32, said: &str) {
    let folder = folder(cases);
    let output = test(folder.path(), &[&["--bless"], arguments].concat());
    let all = format!("{}{}", stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(status), "{cases}: {all}");
    assert!(all.contains(said), "{cases}: {all}");
    assert_eq!(read(folder.path()), format!("{HEAD}{cases}"));
}

#[test]
fn an_outcome_is_rewritten_in_ids_or_words_as_it_stood() {
    check(
        "  - name: 一 # 注\n    expect: { reuse: blocked } # 又注\n",
        "  - name: 一 # 注\n    expect: { reuse: applies } # 又注\n",
    );
    check(
        "  - name: 一\n    expect: { reuse: \"禁止性规定不许\" }\n",
        "  - name: 一\n    expect: { reuse: 可 }\n",
    );
    check(
        "  - name: 一\n    expect:\n      reuse:   # 注\n        { outcome:  'blocked' , missing: [] }\n",
        "  - name: 一\n    expect:\n      reuse:   # 注\n        { outcome:  applies , missing: [] }\n",
    );
}

#[test]
fn a_quantity_is_rewritten_in_its_unit() {
    for (before, after) in [
        ("2 公顷", "1 公顷"),
        ("2公顷", "1公顷"),
        ("30 亩", "15 亩"),
        ("３０　亩", "15 亩"),
        ("{ low: 0 亩, high: 90 亩 }", "15 亩"),
        ("未知", "1 公顷"),
        ("10000 ㎡", "10000 ㎡"),
    ] {
        let case = |value: &str| format!("  - name: 一\n    expect: {{ share: {value} }}\n");
        if before != after {
            check(&case(before), &case(after));
        }
    }
    let case = |value: &str| {
        format!(
            "  - name: 一\n    set: {{ \"lots[A].size\": 2..4 公顷 }}\n    expect: {{ share: {value} }}\n"
        )
    };
    check(&case("5 亩"), &case("{ low: 10 亩, high: 20 亩 }"));
    check(&case("5 公顷"), &case("{ low: 2/3 公顷, high: 4/3 公顷 }"));
}

#[test]
fn a_table_is_rewritten_cell_by_cell() {
    check(
        "  - set: \"lots[A].size\"
    expect: [reuse, share]
    rows:
      # 面积
      - [正好,   5 公顷, blocked, /]
      - [略大, 6 公顷, { outcome: applies, effects: [waived], duties: { kept: met } }, 1 公顷] # 注
",
        "  - set: \"lots[A].size\"
    expect: [reuse, share]
    rows:
      # 面积
      - [正好,   5 公顷, applies, /]
      - [略大, 6 公顷, { outcome: does_not_apply, effects: [] }, 2 公顷] # 注
",
    );
}

#[test]
fn a_list_keeps_the_items_that_stay_and_their_comments() {
    check(
        "  - name: 一
    set: { \"lots[A].size\": 未知, \"lots[A].forest\": 未知 }
    expect:
      reuse:
        outcome: undetermined
        missing:
          - lots[A].built # 去
          # 留着
          - lots[A].size # 留
        flags: reading_sensitive
",
        "  - name: 一
    set: { \"lots[A].size\": 未知, \"lots[A].forest\": 未知 }
    expect:
      reuse:
        outcome: undetermined
        missing:
          # 留着
          - lots[A].size # 留
          - \"lots[A].forest\"
        flags: []
",
    );
    check(
        "  - name: 一\n    expect:\n      reuse:\n        outcome: applies\n        missing:\n          - lots[A].size\n        effects: []\n",
        "  - name: 一\n    expect:\n      reuse:\n        outcome: applies\n        missing:\n          []\n        effects: [waived]\n",
    );
    check(
        "  - name: 一\n    set: { \"lots[A].built\": true }\n    expect:\n      reuse:\n        outcome: applies\n        duties: { kept: met }\n        missing: []\n",
        "  - name: 一\n    set: { \"lots[A].built\": true }\n    expect:\n      reuse:\n        outcome: does_not_apply\n        missing: []\n",
    );
}

#[test]
fn what_no_longer_applies_has_no_duties_and_the_comments_beside_them_stay() {
    let case = |outcome: &str, duties: &str| {
        format!(
            "  - name: 一\n    set: {{ \"lots[A].built\": true }}\n    expect:\n      \
             reuse: {{ outcome: {outcome},  # 注\n               {duties}missing: [] }}\n"
        )
    };
    check(&case("applies", "duties: { kept: met }, "), &case("does_not_apply", ""));
    let last = |outcome: &str, duties: &str| {
        format!(
            "  - name: 一\n    set: {{ \"lots[A].built\": true }}\n    expect: {{ reuse: {{ outcome: {outcome}{duties} }} }}\n"
        )
    };
    check(&last("applies", " , duties: { kept: met }"), &last("does_not_apply", ""));
}

#[test]
fn a_reason_is_rewritten_in_its_language() {
    let case = |reason: &str| {
        format!(
            "  - name: 一\n    set: {{ \"lots[A].built\": true }}\n    expect: {{ reuse: {{ outcome: does_not_apply, because: {reason} }} }}\n"
        )
    };
    check(&case("面积太大"), &case("已建设"));
    check(&case("too large"), &case("\"Built: yes, must be no\""));
}

#[test]
fn lines_that_end_as_on_windows_and_a_mark_at_the_front_stay() {
    let folder = folder("");
    let path = folder.path().join("policy/cases/a.yaml");
    let text =
        |outcome: &str| format!("\u{feff}{HEAD}{}", PASSES.replace("applies", outcome)).replace('\n', "\r\n");
    std::fs::write(&path, text("blocked")).unwrap();
    let output = test(folder.path(), &["--bless"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(read(folder.path()), text("applies"));
}

#[test]
fn what_is_no_expectation_is_left_alone() {
    left_alone(
        "  - name: 一\n    set: { \"lots[A].size\": 3 }\n    expect: { reuse: blocked }\n",
        &[],
        1,
        "方案不能用，不改写",
    );
    left_alone("  - name: 一\n    expect: { \"reuse[B]\": blocked }\n", &[], 1, "方案不能用，不改写");
    left_alone("  - name: 一\n    refused: GJ0521\n", &[], 1, "不能照实际结论改写，请手工修改");
    left_alone("  - name: 一\n    expect: { resue: blocked }\n", &[], 1, "案例文件不能用 1 个");
    left_alone(&PASSES.replace("applies", "blocked"), &["--filter", "别的"], 1, "没有一个符合");
    // Nothing of the file would test the norm any more.
    let vacuous = "  - name: 一\n    set: { \"lots[A].farm\": true }\n    expect: { reuse: applies }\n";
    left_alone(vacuous, &[], 2, "GJ0703");
    left_alone(PASSES, &[], 0, "没有要改写的");
    // The comments between the items would be lost.
    let commented =
        "  - name: 一\n    expect: { reuse: { outcome: applies, missing: [a, # 注\n      b] } }\n";
    left_alone(commented, &[], 1, "请手工修改");
}

#[test]
fn the_rest_of_a_file_is_blessed_beside_what_is_left_alone() {
    let folder =
        folder(&format!("{}  - name: 二\n    refused: GJ0521\n", PASSES.replace("applies", "blocked")));
    let output = test(folder.path(), &["--bless"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("改写案例 1 个，请在 git 中复核；仍未通过 1 个"), "{text}");
    assert!(text.contains("可以  reuse  禁止性规定不许（blocked） → 可（applies）"), "{text}");
    assert!(read(folder.path()).contains("reuse: applies"));
}

#[test]
fn the_carried_pack_is_not_blessed() {
    let folder = folder("");
    let output = guiju(&["test", "--bless", "--lang", "zh"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "没有要改写的。\n"));
    drop(folder);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

#[test]
fn every_case_file_of_the_pack_is_restored_from_wrong_expectations() {
    let folder = tempfile::tempdir().unwrap();
    copy(&top().join("policies/chongqing-2025"), &folder.path().join("policy"));
    let mut originals = Vec::new();
    let mut spoilt = 0;
    for entry in std::fs::read_dir(folder.path().join("policy/cases")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let wrong = text
            .replace(": applies", ": blocked")
            .replace(", applies]", ", does_not_apply]")
            .replace("outcome: breached", "outcome: undetermined")
            .replace(": followed", ": not_followed")
            .replace("effects: [repeat_review_waived]", "effects: []")
            .replace("missing: []", "missing: [plan.compiled_by]");
        spoilt += usize::from(wrong != text);
        std::fs::write(&path, wrong).unwrap();
        originals.push((path, text));
    }
    assert!(spoilt > 30, "{spoilt} files have something to be wrong about");
    let output = test(folder.path(), &["--bless"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    for (path, text) in originals {
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{}", path.display());
    }
}
