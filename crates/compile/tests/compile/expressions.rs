//! What each kind of expression comes to.

use crate::support::check;

/// The condition `text` in a term for a parcel.
fn term(text: &str, expected: &str) {
    check(
        &format!("term t \"项\" for parcel {{ {text}; }}"),
        &format!("term t for parcel = all({expected})"),
    );
}

fn value(ty: &str, text: &str, expected: &str) {
    check(&format!("term t \"项\" for parcel: {ty} = {text};"), &format!("term t for parcel = {expected}"));
}

#[test]
fn a_truth_field_is_a_condition_by_itself() {
    term("parcel.built", "$0.built");
    term("parcel.built is true", "$0.built");
    term("parcel.built is false", "Equal($0.built, false)");
    term("parcel.built is not true", "not($0.built)");
    term("parcel.built is not false", "not(Equal($0.built, false))");
}

#[test]
fn chinese_names_are_names() {
    check(
        "定义 陡 适用于 地块 { 地块.坡度 >= 坡度上限; }",
        "term 陡 for parcel = all(AtLeast($0.slope, slope_limit))",
    );
    term("每一 甲 in 区域: 甲.总面积 > 1 公顷", "Every($1 in areas of Greater($1.total, 1))");
}

#[test]
fn the_label_of_a_list_is_the_list_where_a_list_is_due() {
    term("每一 甲 in 地块: 甲.已建设 or 地块.已建设", "Every($1 in parcels of any($1.built, $0.built))");
}

#[test]
fn no_order_is_turned_round() {
    term("not parcel.slope > 25 度", "not(Greater($0.slope, 25))");
    term("parcel.use_mode is not in_situ", "not(Equal($0.use_mode, #0))");
    term("none of { parcel.built; parcel.similar; }", "not(any($0.built, $0.similar))");
}

#[test]
fn values_of_enums_are_resolved_by_the_other_operand() {
    term("parcel.use_mode is 就地", "Equal($0.use_mode, #0)");
    term("in_situ is parcel.use_mode", "Equal(#0, $0.use_mode)");
    term("parcel.use_mode in {in_situ, 异地}", "among($0.use_mode; #0, #1)");
    term("parcel.use_mode not in {in_situ}", "not(among($0.use_mode; #0))");
    term("wet in parcel.reasons", "member(#1, $0.reasons)");
    term("\"甲\" in plan.pilots", "member(\"甲\", plan.pilots)");
}

#[test]
fn none_is_no_entity_or_the_value_of_that_name() {
    term("parcel.within is none", "none($0.within)");
    term("parcel.within is not none", "not(none($0.within))");
    term("parcel.zone is none", "Equal($0.zone, #0)");
    term("parcel.zone is not 无", "not(Equal($0.zone, #0))");
}

#[test]
fn labels_of_conditions_stay_on_their_nodes() {
    term("\"就地\": parcel.use_mode is in_situ", "“就地” Equal($0.use_mode, #0)");
    term("\"未建\": parcel.built is false", "“未建” Equal($0.built, false)");
}

#[test]
fn quantities_are_exact_and_in_base_units() {
    term("parcel.size <= 75 亩", "AtMost($0.size, 5)");
    term("parcel.size < 1 亩", "Less($0.size, 1/15)");
    value("area", "max(parcel.size - 1 公顷, 0 公顷)", "Max(Subtract($0.size, 1), 0)");
    value("area", "parcel.size * rate", "Multiply($0.size, rate)");
    value("area", "round_up(parcel.size, 0.01 公顷)", "roundUp($0.size, 0.01)");
    value("ratio", "parcel.size / size_limit", "Divide($0.size, size_limit)");
    value("area", "-parcel.size", "-($0.size)");
    term("plan.opened + 30 天 <= plan.closed", "AtMost(Add(plan.opened, 30), plan.closed)");
    term("plan.opened >= 2026年3月1日", "AtLeast(plan.opened, 20513)");
    term("plan.year >= 2020 年", "AtLeast(plan.year, 2020)");
}

#[test]
fn quantifiers_bind_the_next_slot() {
    term(
        "every p in parcel.within.parcels where p.built: some q in parcels: q.size > p.size",
        "Every($1 in $0.within.parcels where $1.built of Some($2 in parcels of Greater($2.size, $1.size)))",
    );
    value("area", "sum p in parcels where p.built: p.size", "Sum($1 in parcels where $1.built of $1.size)");
    value("area", "min p in parcels: p.size else 0 公顷", "Extreme(Min)($1 in parcels of $1.size else 0)");
    value("number", "count p in parcels", "Count($1 in parcels)");
    value("number", "count p in plan.pilots", "Count($1 in plan.pilots)");
    term("some g in groups: parcel in g.members", "Some($1 in groups of member($0, $1.members))");
}

#[test]
fn entries_of_keyed_lists_and_of_the_ledger_are_named() {
    term("bank[construction].open_now", "bank[0].open_now");
    term("banks[林地].open_now", "bank[1].open_now");
    term("duty \"1.1a\" is done", "Equal(programme.duties[1.1a], #0)");
}

#[test]
fn a_reading_has_its_arms_in_the_order_of_the_switch() {
    check(
        "term t \"项\" for parcel { reading convention {
           exclusive: parcel.slope > slope_limit; inclusive: parcel.slope >= slope_limit; }; }",
        "term t for parcel reads convention = \
         all(convention<AtLeast($0.slope, slope_limit), Greater($0.slope, slope_limit)>)",
    );
}

#[test]
fn calls_stand_behind_what_they_call() {
    check(
        "term b \"乙\" for parcel { a(parcel); not a(parcel); }
         term a \"甲\" for parcel { parcel.built; }",
        "term a for parcel = all($0.built)\nterm b for parcel = all(a($0), not(a($0)))",
    );
}
