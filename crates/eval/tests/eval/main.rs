//! The meaning, operator by operator, outcome by outcome, and as properties over random programs and plans.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail, and its helpers stand outside the test functions"
)]

mod build;
mod derivations;
mod lists;
mod operators;
mod outcomes;
mod properties;
mod readings;
mod refused;
