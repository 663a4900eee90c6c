//! What the loader accepts, what it refuses and where, how documents are edited, and that nothing breaks it.

#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod accepted;
mod amend;
mod answered;
mod completed;
mod edits;
mod inverses;
mod limits;
mod refused;
mod robust;
mod schemas;
mod support;
mod written;
