//! The meaning, operator by operator, outcome by outcome, and as properties over random programs and plans.

mod build;
mod derivations;
mod lists;
mod operators;
mod outcomes;
mod properties;
mod readings;
mod refused;
