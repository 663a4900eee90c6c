//! Types, dimensions and units that do not fit.

use crate::support::{Compilation, check, check_codes};

fn term(text: &str, expected: &str) {
    check(&format!("term t \"项\" for parcel {{ {text}; }}"), expected);
}

#[test]
fn a_field_of_the_right_dimension_is_proposed() {
    term(
        "parcel.size <= slope_limit",
        "GJ0203 `size` 的单位是公顷（面积），`slope_limit` 的单位是度（角度），不能比较
  a.gj:1:25 `parcel.size` 面积
  a.gj:1:40 `slope_limit` 角度
  help 是否想写 `parcel.slope <= slope_limit`？
  fix `size` by `slope`",
    );
}

#[test]
fn a_literal_of_another_dimension_is_proposed_in_the_right_unit() {
    term(
        "parcel.slope > 25 公顷",
        "GJ0203 `slope` 的单位是度（角度），`25 公顷` 的单位是公顷（面积），不能比较
  a.gj:1:25 `parcel.slope` 角度
  a.gj:1:40 `25 公顷` 面积
  help 是否想写 `parcel.size > 25 公顷`？
  fix `slope` by `size`",
    );
    term(
        "sum p in parcels: p.size + 3 户 > 5 公顷",
        "GJ0203 `size` 的单位是公顷（面积），`3 户` 的单位是户（户数），不能相加
  a.gj:1:43 `p.size` 面积
  a.gj:1:52 `3 户` 户数
  help 是否想写 `p.size + 3 公顷`？
  fix `户` by `公顷`",
    );
}

#[test]
fn messages_are_in_english_too() {
    let english = Compilation::with_vocabulary("term t \"项\" for parcel { parcel.size <= slope_limit; }")
        .report_in(guiju_base::Lang::En);
    assert!(
        english.starts_with(
            "GJ0203 `size` is in 公顷 (area), `slope_limit` is in 度 (angle): they cannot be compared\n"
        ),
        "{english}"
    );
}

#[test]
fn a_bare_number_is_given_the_unit_of_what_it_meets() {
    term(
        "parcel.slope >= 25",
        "GJ0204 `25` 没有单位
  a.gj:1:41 `25` 缺单位
  help 是否想写 `25 度`？
  fix `25` by `25 度`",
    );
    term(
        "3 <= count p in parcels",
        "GJ0204 `3` 没有单位
  a.gj:1:25 `3` 缺单位
  help 是否想写 `3 个`？
  fix `3` by `3 个`",
    );
}

#[test]
fn a_type_that_does_not_fit_is_named() {
    term(
        "parcel.built is 25 度",
        "GJ0209 这里要是或否，写的是角度
  a.gj:1:41 `25 度` 角度",
    );
    term(
        "parcel.size",
        "GJ0210 `parcel.size` 是面积，不是条件
  a.gj:1:25 `parcel.size` 面积
  help 条件要能答是或否：与另一个值比较，如 `为`、`不为`、`>=`",
    );
    check_codes("term t \"项\" for parcel { parcel.use_mode >= in_situ; }", &["GJ0211"]);
    check_codes("term t \"项\" for parcel { parcel.built < true; }", &["GJ0211"]);
    check_codes("term t \"项\" for parcel { parcel.size is none; }", &["GJ0209"]);
    check_codes("term t \"项\" for parcel: area = parcel.slope;", &["GJ0209"]);
    check_codes("term t \"项\" for parcel { parcel.built in {in_situ}; }", &["GJ0211"]);
    check_codes("term t \"项\" for parcel { parcel.use_mode in {in_situ, parcel.built}; }", &["GJ0216"]);
    check_codes("term t \"项\" for parcel { parcel.size in {25 度}; }", &["GJ0209"]);
}

#[test]
fn each_fault_of_a_body_is_reported_once() {
    check_codes(
        "term t \"项\" for parcel { parcel.slop > 25 度; parcel.size > 3 度; nothing; steep(parcel); parcel.built; }
         term u \"目\" for parcel { t(parcel); }",
        &["GJ0207", "GJ0203", "GJ0201", "GJ0201"],
    );
    check_codes("term t \"项\" for parcel { parcel.use_mod is in_situ; }", &["GJ0207"]);
}

#[test]
fn dimensions_follow_the_operators() {
    check_codes("term t \"项\" for parcel: area = parcel.size * parcel.size;", &["GJ0203"]);
    check_codes("term t \"项\" for parcel: number = sum p in parcels: plan.year;", &["GJ0209"]);
    check_codes("term t \"项\" for parcel: duration = plan.opened - plan.closed;", &[]);
    check_codes("term t \"项\" for parcel: date = -plan.opened;", &["GJ0209"]);
    check_codes("term t \"项\" for parcel: area = max(parcel.size, 5 度);", &["GJ0203"]);
    check_codes("term t \"项\" for parcel: area = min p in parcels: p.size else 5 度;", &["GJ0203"]);
    check_codes("term t \"项\" for parcel: area = round(parcel.size, 1 度);", &["GJ0203"]);
    check_codes("term t \"项\" for parcel: area = round(parcel.size, 0 公顷);", &["GJ0218"]);
    check_codes("term t \"项\" for parcel: area = parcel.size + parcel.built;", &["GJ0209"]);
}

#[test]
fn dates_are_those_of_the_calendar() {
    check_codes("term t \"项\" for parcel { plan.opened > 2026-02-30; }", &["GJ0205"]);
}

#[test]
fn only_lists_are_gone_through() {
    check_codes("term t \"项\" for parcel { every p in parcel.size: p.built; }", &["GJ0215"]);
    check_codes("term t \"项\" for parcel { every p in plan.pilots: p.built; }", &["GJ0215"]);
    check_codes("term t \"项\" for region { region.parcels.built; }", &["GJ0215"]);
    check_codes("term t \"项\" for parcel { parcel.size in parcel.slope; }", &["GJ0215"]);
}
