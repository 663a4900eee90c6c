//! Everything checkable about the workspace, in one test binary.
//!
//! `properties` are laws that hold for any input, `structure` is what the repository promises of itself, `suite` runs
//! the cases of `suite/`, `hostile` feeds what nobody should write. Case data lives in `suite/`, never here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop"
)]

mod hostile;
mod properties;
mod structure;
mod suite;
