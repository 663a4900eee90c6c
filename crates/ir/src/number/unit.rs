//! The units that rules and plans may use, each with its dimension and its exact factor to the base unit.
//!
//! Source of the factors: 1 公顷 = 15 亩 = 10,000 平方米 (《关于统一我国土地面积计量单位的通知》 and SI).

use super::Rat;
use crate::types::Dimension;

/// A unit of measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// As written.
    pub symbol: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// The factor to the base unit is `numerator / denominator`.
    numerator: i64,
    denominator: i64,
}

impl Unit {
    /// How many base units one of this is.
    pub fn factor(&self) -> Rat {
        Rat::ratio(self.numerator, self.denominator).unwrap_or(Rat::ONE)
    }

    /// The unit written `symbol`.
    pub fn find(symbol: &str) -> Option<&'static Unit> {
        UNITS.iter().find(|unit| unit.symbol == symbol)
    }

    /// The base unit of a dimension: the one that reports print.
    pub fn base(dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::Area => "公顷",
            Dimension::Angle => "度",
            Dimension::Length => "米",
            Dimension::Money => "元",
            Dimension::Ratio => "倍",
            Dimension::Households => "户",
            Dimension::Number => "个",
            Dimension::Year => "年",
            Dimension::Date => "",
            Dimension::Duration => "天",
        }
    }
}

/// All units.
pub fn units() -> &'static [Unit] {
    UNITS
}

const fn unit(symbol: &'static str, dimension: Dimension, numerator: i64, denominator: i64) -> Unit {
    Unit { symbol, dimension, numerator, denominator }
}

const UNITS: &[Unit] = &[
    unit("公顷", Dimension::Area, 1, 1),
    unit("hm²", Dimension::Area, 1, 1),
    unit("ha", Dimension::Area, 1, 1),
    unit("亩", Dimension::Area, 1, 15),
    unit("mu", Dimension::Area, 1, 15),
    unit("万亩", Dimension::Area, 10_000, 15),
    unit("平方米", Dimension::Area, 1, 10_000),
    unit("㎡", Dimension::Area, 1, 10_000),
    unit("m²", Dimension::Area, 1, 10_000),
    unit("平方公里", Dimension::Area, 100, 1),
    unit("平方千米", Dimension::Area, 100, 1),
    unit("度", Dimension::Angle, 1, 1),
    unit("°", Dimension::Angle, 1, 1),
    unit("米", Dimension::Length, 1, 1),
    unit("m", Dimension::Length, 1, 1),
    unit("公里", Dimension::Length, 1_000, 1),
    unit("千米", Dimension::Length, 1_000, 1),
    unit("km", Dimension::Length, 1_000, 1),
    unit("元", Dimension::Money, 1, 1),
    unit("万元", Dimension::Money, 10_000, 1),
    unit("亿元", Dimension::Money, 100_000_000, 1),
    unit("倍", Dimension::Ratio, 1, 1),
    unit("%", Dimension::Ratio, 1, 100),
    unit("户", Dimension::Households, 1, 1),
    unit("个", Dimension::Number, 1, 1),
    unit("年", Dimension::Year, 1, 1),
    unit("年度", Dimension::Year, 1, 1),
    unit("天", Dimension::Duration, 1, 1),
    unit("日", Dimension::Duration, 1, 1),
];
