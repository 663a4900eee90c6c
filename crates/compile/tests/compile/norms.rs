//! Norms: the conditions that each kind takes, and what only a granting norm has.

use crate::support::{check, check_codes};

#[test]
fn a_norm_keeps_all_its_parts() {
    check(
        r#"exploratory exempt reuse "利用" for parcel cites 16.2a, 9.1 {
             concerns { parcel.zone is new_build; }
             when { "未建": parcel.built is false; parcel.size > size_limit; }
             effect waived cites 16.2b when { parcel.similar; };
             effect waived;
             leaves "规划许可", "立项";
             duty basis "依方案" cites 19.1b { parcel.built; }
             valid from 2026-01-01 to 2026-12-31;
           }"#,
        "exempt reuse for parcel cites 16.2a 9.1 exploratory
  concerns all(Equal($0.zone, #1))
  conditions all(“未建” Equal($0.built, false), Greater($0.size, size_limit))
  effect waived [16.2b] when all($0.similar)
  effect waived [16.2a 9.1]
  duty basis [19.1b] all($0.built)
  leaves 规划许可
  leaves 立项
  from 2026-01-01",
    );
}

#[test]
fn the_conditions_of_another_kind_are_renamed() {
    check(
        "forbid f \"禁\" for parcel { when { parcel.built; } }",
        "GJ0302 `forbid` 的条件写在 `违反情形` 下，不写在 `when` 下
  a.gj:1:27 `when`
  a.gj:1:1 `forbid` 这类规则
  help 是否想写 `breach`？
  fix `when` by `breach`",
    );
    check(
        "应 f \"须\" 适用于 地块 { 适用条件 { 地块.已建设; } }",
        "GJ0302 `应` 的条件写在 `要求` 下，不写在 `适用条件` 下
  a.gj:1:18 `适用条件`
  a.gj:1:1 `应` 这类规则
  help 是否想写 `要求`？
  fix `适用条件` by `要求`",
    );
    check_codes("permit p \"可\" for parcel { must { parcel.built; } }", &["GJ0302"]);
    check_codes("advise p \"宜\" for parcel { must { parcel.built; } }", &[]);
}

#[test]
fn a_norm_without_conditions_is_refused() {
    check(
        "permit p \"可\" for parcel { concerns { parcel.built; } }",
        "GJ0302 `p` 缺 `适用条件`
  a.gj:1:8 `p`
  help 在花括号里加上 `适用条件 { … }`",
    );
    check_codes("permit p \"可\" for parcel { when { parcel.built; } when { parcel.built; } }", &["GJ0311"]);
    check_codes(
        "permit p \"可\" for parcel { when { parcel.built; } valid from 2026-01-01; valid from 2026-01-02; }",
        &["GJ0311"],
    );
    check_codes(
        "permit p \"可\" for parcel { when { parcel.built; } valid from 2026-01-02 to 2026-01-01; }",
        &["GJ0310"],
    );
}

#[test]
fn only_a_granting_norm_grants() {
    check_codes(
        "oblige o \"须\" for parcel { must { parcel.built; } effect waived; leaves \"立项\"; duty d \"义务\" { true; } }",
        &["GJ0303", "GJ0303", "GJ0303"],
    );
    check_codes("oblige o \"须\" for parcel { must { parcel.built; } } decision o;", &["GJ0303"]);
    check_codes(
        "oblige o \"须\" for parcel { must { parcel.built; } } bar b \"障\" on o { parcel.built; }",
        &["GJ0303"],
    );
    check_codes("permit p \"可\" for parcel { when { parcel.built; } effect waivd; }", &["GJ0201"]);
}

#[test]
fn two_duties_of_a_norm_have_two_names() {
    check_codes(
        "permit p \"可\" for parcel { when { true; } duty d \"甲\" { true; } duty d \"乙\" { true; } }",
        &["GJ0202"],
    );
}

#[test]
fn a_question_is_asked_once() {
    check_codes(
        "permit p \"可\" for parcel { when { true; } } decision p \"可否？\"; decision p;",
        &["GJ0311"],
    );
}

#[test]
fn a_sentence_is_said_of_a_condition_or_an_outcome() {
    check(
        r#"permit p "可" for parcel {
             when {
               "大": parcel.size > size_limit says failing "只有 {parcel.size}，差 {size_limit - parcel.size}" "only {parcel.size}";
             }
             says applies "可用" "it may be used";
           }"#,
        "permit p for parcel
  conditions all(“大” Greater($0.size, size_limit) says false “只有 {$0.size}，差 {subtract(size_limit, $0.size)}” “only {$0.size}”)
  says applies “可用” “it may be used”",
    );
}

#[test]
fn a_sentence_speaks_for_what_can_come_about_and_in_both_languages() {
    check(
        "应 f “须” 适用于 地块 { 要求 { 地块.已建设 表述 适用 “甲” “a”； } 表述 适用 “甲” “a”； }",
        "GJ0319 条件没有 `适用` 这种结果
  a.gj:1:33 `适用`
  help 可写 `成立`、`不成立`、`未知`
GJ0319 `应`没有 `适用` 这种结果
  a.gj:1:50 `适用`
  help 可写 `已落实`、`违反`、`待定`、`不涉及`",
    );
    check(
        "permit p \"可\" for parcel { when { parcel.built says failing \"未建\"; } }",
        "GJ0320 这句表述只有中文
  a.gj:1:60 `\"未建\"`
  help 在其后加一段引号内的英文",
    );
    let says = |says: &str, codes: &[&str]| {
        check_codes(&format!("permit p \"可\" for parcel {{ when {{ parcel.built {says}; }} }}"), codes);
    };
    says("says failing \"甲\" \"a\" says holding \"乙\" \"b\"", &[]);
    says("says failing \"甲\" \"a\" says failing \"乙\" \"b\"", &["GJ0311"]);
    says("says failing \"{parcel.sise}\" \"{parcel.size + slope_limit}\"", &["GJ0207", "GJ0203"]);
    check_codes("check c \"错\" for parcel { parcel.built says holding \"甲\" \"a\"; } refuse;", &["GJ0319"]);
}
