//! Laws that hold for any input, tried on random ones.
//!
//! The seed is fixed, so that a run says the same twice; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` widen a search.

use proptest::test_runner::{Config, RngSeed};

mod boolean;
mod date;
mod generate;
mod interval;
mod outcome;
mod policy;
mod rational;
mod truth;
mod unit;

/// The configuration of a property with `cases` cases, unless the environment asks for another number or seed.
pub fn cases(cases: u32) -> Config {
    let asked = Config::default();
    let set = |name: &str| std::env::var_os(name).is_some();
    Config {
        cases: if set("PROPTEST_CASES") { asked.cases } else { cases },
        rng_seed: if set("PROPTEST_RNG_SEED") { asked.rng_seed } else { RngSeed::Fixed(20_260_301) },
        failure_persistence: None,
        ..asked
    }
}
