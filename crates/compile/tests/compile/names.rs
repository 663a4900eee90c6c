//! Names: unknown, misspelt, doubled, out of reach, misused.

use crate::support::{check, check_alone, check_codes};

fn term(text: &str, expected: &str) {
    check(&format!("term t \"项\" for parcel {{ {text}; }}"), expected);
}

#[test]
fn a_misspelt_name_is_corrected() {
    term(
        "parcel.slop > 25 度",
        "GJ0207 地块（`parcel`）没有 `slop` 这一项
  a.gj:1:32 `slop` 没有这一项
  help 是否想写 `slope`？
  fix `slop` by `slope`",
    );
    term(
        "parcel.slope > slope_limt",
        "GJ0201 没有叫 `slope_limt` 的变量、对象、清单或参数
  a.gj:1:40 `slope_limt` 未声明
  help 是否想写 `slope_limit`？
  fix `slope_limt` by `slope_limit`",
    );
    term(
        "parcel.use_mode is in_sit",
        "GJ0208 分类「利用方式」没有 `in_sit` 这个值
  a.gj:1:44 `in_sit` 没有这个值
  help 是否想写 `in_situ`？
  fix `in_sit` by `in_situ`",
    );
    term(
        "parcel.use_mode is elsewhere",
        "GJ0208 分类「利用方式」没有 `elsewhere` 这个值
  a.gj:1:44 `elsewhere` 没有这个值
  help 可用的值：就地、异地",
    );
}

#[test]
fn an_id_or_label_is_declared_once() {
    check(
        "term a \"甲\" for parcel { parcel.built; }\nterm b \"甲\" for parcel { parcel.built; }",
        "GJ0202 `甲` 声明了两次
  a.gj:2:8 `\"甲\"` 再次声明
  a.gj:1:8 `\"甲\"` 先在这里声明
  help 编号和中文标签都是名称，请改其中一处",
    );
    check_codes(
        "term a \"甲\" for parcel { parcel.built; } bar 甲 \"乙\" on x { true; }",
        &["GJ0202", "GJ0201"],
    );
    check_codes("enum e \"面积\" { a \"甲\"; b \"乙\"; }", &["GJ0202"]);
    check_codes("enum e \"戊\" { a \"甲\"; b \"甲\"; }", &["GJ0202"]);
    check_codes("param parcels \"参\": area = 1 公顷;", &["GJ0202"]);
}

#[test]
fn a_rule_is_asked_of_its_own_entity() {
    check(
        "term a \"甲\" for region { true; }\nterm b \"乙\" for parcel { a(parcel); }",
        "GJ0212 `a` 适用于区域（`region`），这里给的是地块（`parcel`）
  a.gj:2:27 `parcel` 地块（`parcel`）
  help 是否想写 `parcel.within`？
  fix `parcel` by `parcel.within`",
    );
    check_codes("term a \"甲\" for region { true; } term b \"乙\" for parcel { a(parcel.within); }", &[]);
    check(
        "term a \"甲\" for parcel { true; }\nterm b \"乙\" for parcel { a; }",
        "GJ0213 `a` 没有写明对象
  a.gj:2:25 `a`
  help 是否想写 `a(parcel)`？
  fix `a` by `a(parcel)`",
    );
    check_codes(
        "check c \"丙\" for parcel { true; } refuse; term b \"乙\" for parcel { c(parcel); }",
        &["GJ0213"],
    );
}

#[test]
fn a_variable_has_a_name_of_its_own() {
    check_codes("term a \"甲\" for parcel { every parcel in parcels: parcel.built; }", &["GJ0214"]);
    check_codes("term a \"甲\" for parcel { every plan in parcels: plan.built; }", &["GJ0214"]);
    check_codes("term a \"甲\" for parcel { every p in parcels: some p in parcels: p.built; }", &["GJ0214"]);
    check_codes("term a \"甲\" for region { every parcel in parcels: parcel.built; }", &[]);
}

#[test]
fn an_entity_of_which_there_are_many_is_out_of_reach() {
    check(
        "term a \"甲\" for region { parcel.built; }",
        "GJ0219 这条规则适用于区域（`region`），`parcel` 指哪一项不明
  a.gj:1:25 `parcel`
  help 从 `region` 的事实出发，或用 `每一`、`至少一` 查看清单",
    );
}

#[test]
fn a_fact_without_its_entity_is_led_to_it() {
    term(
        "slope > 25 度",
        "GJ0201 没有叫 `slope` 的变量、对象、清单或参数
  a.gj:1:25 `slope` 未声明
  help 是否想写 `parcel.slope`？
  fix `slope` by `parcel.slope`",
    );
    term(
        "region.total > 1 公顷",
        "GJ0219 这条规则适用于地块（`parcel`），`region` 指哪一项不明
  a.gj:1:25 `region`
  help 是否想写 `parcel.within`？
  fix `region` by `parcel.within`",
    );
}

#[test]
fn types_are_declared() {
    check_codes("entity x \"某\" single { a \"甲\": use_mod; }", &["GJ0206"]);
    check_codes("term a \"甲\" for parcl { true; }", &["GJ0206"]);
    check_codes("term a \"甲\" for use_mode { true; }", &["GJ0314"]);
}

#[test]
fn a_broken_declaration_is_still_a_name() {
    check_alone(
        "entity x \"某\" single { a \"甲\": nothing; }\nterm t \"项\" for x { x.a; x.a > 3 度; }",
        "GJ0206 没有叫 `nothing` 的类型
  a.gj:1:30 `nothing` 未声明",
    );
    check_codes(
        "term a \"甲\" for parcel: nothing = 1 公顷; term b \"乙\" for parcel { a(parcel) > 3 度; }",
        &["GJ0206"],
    );
}

#[test]
fn a_rule_of_another_entity_is_led_to_by_a_reference() {
    check(
        "term a \"甲\" for region { true; }\nterm b \"乙\" for parcel { a; }",
        "GJ0213 `a` 没有写明对象
  a.gj:2:25 `a`
  help 是否想写 `a(parcel.within)`？
  fix `a` by `a(parcel.within)`",
    );
}
