//! Units convert exactly, both ways, within their dimension.

use std::collections::HashSet;

use guiju_ir::{Dimension, Rat, Unit, units};
use proptest::prelude::*;

use super::cases;

/// How many of `to` one `from` is.
fn factor(from: &str, to: &str) -> Rat {
    let unit = |symbol: &str| Unit::find(symbol).unwrap_or_else(|| panic!("no unit {symbol}"));
    assert_eq!(unit(from).dimension, unit(to).dimension);
    unit(from).factor().div(&unit(to).factor()).unwrap()
}

#[test]
fn the_factors_are_those_of_the_law() {
    for (from, to, many, parts) in [
        ("公顷", "亩", 15, 1),
        ("公顷", "平方米", 10_000, 1),
        ("亩", "平方米", 2_000, 3),
        ("平方公里", "公顷", 100, 1),
        ("平方公里", "亩", 1_500, 1),
        ("平方千米", "平方公里", 1, 1),
        ("万亩", "亩", 10_000, 1),
        ("mu", "亩", 1, 1),
        ("hm²", "公顷", 1, 1),
        ("ha", "公顷", 1, 1),
        ("㎡", "平方米", 1, 1),
        ("m²", "平方米", 1, 1),
        ("°", "度", 1, 1),
        ("公里", "米", 1_000, 1),
        ("千米", "m", 1_000, 1),
        ("km", "公里", 1, 1),
        ("亿元", "万元", 10_000, 1),
        ("万元", "元", 10_000, 1),
        ("倍", "%", 100, 1),
        ("年度", "年", 1, 1),
        ("日", "天", 1, 1),
    ] {
        assert_eq!(factor(from, to), Rat::ratio(many, parts).unwrap(), "{from} in {to}");
    }
}

#[test]
fn every_dimension_but_the_date_has_a_base_unit_of_factor_one() {
    for dimension in Dimension::ALL.into_iter().filter(|dimension| *dimension != Dimension::Date) {
        let base = Unit::find(Unit::base(dimension)).unwrap();
        assert_eq!((base.dimension, base.factor()), (dimension, Rat::ONE));
    }
}

#[test]
fn a_symbol_means_one_unit() {
    let symbols: HashSet<_> = units().iter().map(|unit| unit.symbol).collect();
    assert_eq!(symbols.len(), units().len());
    assert!(Unit::find("顷").is_none() && Unit::find("").is_none());
}

#[test]
fn a_household_is_not_a_piece() {
    assert_ne!(Unit::find("户").unwrap().dimension, Unit::find("个").unwrap().dimension);
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_conversion_and_back_is_the_number_itself(
        text in "[0-9]{1,9}(\\.[0-9]{1,6})?",
        from in prop::sample::select(units()),
        to in prop::sample::select(units()),
    ) {
        prop_assume!(from.dimension == to.dimension);
        let amount = Rat::parse(&text).unwrap();
        let there = amount.mul(&from.factor()).div(&to.factor()).unwrap();
        let back = there.mul(&to.factor()).div(&from.factor()).unwrap();
        prop_assert_eq!(back, amount);
    }
}
