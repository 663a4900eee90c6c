//! Rules that rest on each other in a circle: the whole cycle, with the place of each use.

use crate::support::{check, check_codes};

#[test]
fn a_rule_that_rests_on_itself() {
    check(
        "term a \"甲\" for parcel { a(parcel); }",
        "GJ0301 规则互为前提，成了环：`a` → `a`
  a.gj:1:25 `a(parcel)` `a` 在这里用到 `a`
  help 断开其中一处引用",
    );
}

#[test]
fn two_rules_in_a_circle() {
    check(
        "term a \"甲\" for parcel { b(parcel); }\nterm b \"乙\" for parcel { not a(parcel); }",
        "GJ0301 规则互为前提，成了环：`a` → `b` → `a`
  a.gj:1:25 `b(parcel)` `a` 在这里用到 `b`
  a.gj:2:29 `a(parcel)` `b` 在这里用到 `a`
  help 断开其中一处引用",
    );
}

#[test]
fn three_rules_in_a_circle_through_a_bar_and_an_exception() {
    check(
        "permit p \"可\" for parcel { when { parcel.built; } }
bar b \"障\" on p { q(parcel); }
permit q \"许\" for parcel { when { parcel.built; } }
exception e \"外\" to q { p(parcel); }",
        "GJ0301 规则互为前提，成了环：`p` → `b` → `q` → `e` → `p`
  a.gj:2:14 `p` `p` 在这里用到 `b`
  a.gj:2:18 `q(parcel)` `b` 在这里用到 `q`
  a.gj:4:20 `q` `q` 在这里用到 `e`
  a.gj:4:24 `p(parcel)` `e` 在这里用到 `p`
  help 断开其中一处引用",
    );
}

#[test]
fn a_derived_fact_that_rests_on_itself() {
    check_codes(
        "entity lot \"宗地\" list lots { a \"甲\": area derived = lot.b; b \"乙\": area derived = lot.a; }",
        &["GJ0301"],
    );
    check_codes(
        "entity lot \"宗地\" list lots { a \"甲\": truth derived = t(lot); } term t \"项\" for lot { lot.a; }",
        &["GJ0301"],
    );
}

#[test]
fn exceptions_in_a_circle() {
    check_codes(
        "exception a \"甲\" to b { parcel.built; } exception b \"乙\" to a { parcel.built; }",
        &["GJ0301"],
    );
}

#[test]
fn each_cycle_is_one_fault_and_its_neighbours_are_checked() {
    check_codes(
        "term a \"甲\" for parcel { a(parcel); } term b \"乙\" for parcel { c(parcel); c(parcel); }
         term c \"丙\" for parcel { b(parcel); parcel.size > 3 度; } term d \"丁\" for parcel { parcel.size; }",
        &["GJ0301", "GJ0301", "GJ0203", "GJ0210"],
    );
}

#[test]
fn duties_and_effects_are_preconditions_too() {
    check_codes("permit p \"可\" for parcel { when { true; } duty d \"义务\" { p(parcel); } }", &["GJ0301"]);
    check_codes(
        "permit p \"可\" for parcel { when { true; } effect waived when { p(parcel); }; }",
        &["GJ0301"],
    );
}
