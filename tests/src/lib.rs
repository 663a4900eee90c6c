//! What the tests share: the stages in a row, from texts to an answer, and the cases of `suite/`.
//!
//! `pipeline` runs parse → compile → load → evaluate on texts, `program` is the program itself; `markdown` cuts a page
//! into cases, `expectation` reads what a case claims, `judge` says where a run differs. A case never decides how it is run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop"
)]

pub mod expectation;
pub mod judge;
pub mod markdown;
pub mod pipeline;
pub mod program;
pub mod value;
