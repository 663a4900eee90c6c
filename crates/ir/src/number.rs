//! Exact numbers: rationals, intervals of them, units with their factors, and days.
//!
//! No float takes part anywhere. A quantity is held in the base unit of its dimension (公顷, 度, 米, 元, 倍, 户, 个, 年,
//! days since 1970-01-01); `units` is the one table of factors.

mod date;
mod interval;
mod rational;
mod unit;

pub use date::{DateError, Day, day_from_civil, day_parse, day_to_string};
pub use interval::Interval;
pub use rational::{Decimal, NumberError, Rat, Rounding};
pub use unit::{Unit, units};
