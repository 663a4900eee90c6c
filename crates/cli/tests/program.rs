//! The program as its users run it: what it prints, where, and with which exit status.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "program/amendments.rs"]
mod amendments;
#[path = "program/ask.rs"]
mod ask;
#[path = "program/calls.rs"]
mod calls;
#[path = "program/clauses.rs"]
mod clauses;
#[path = "program/diff.rs"]
mod diff;
#[path = "program/examples.rs"]
mod examples;
#[path = "program/fmt.rs"]
mod fmt;
#[path = "program/formats.rs"]
mod formats;
#[path = "program/graph.rs"]
mod graph;
#[path = "program/html.rs"]
mod html;
#[path = "program/mutate.rs"]
mod mutate;
#[path = "program/office.rs"]
mod office;
#[path = "program/pipeline.rs"]
mod pipeline;
#[path = "program/remarks.rs"]
mod remarks;
#[path = "program/test.rs"]
mod test;

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program at the top of the repository.
fn guiju(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(arguments)
        .current_dir(top())
        .env_remove("COLUMNS")
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Digests change with every edit of the pack or a plan; what they are of is tested elsewhere.
fn without_digests(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("[0-9a-f]{64}", "[digest]");
    settings.add_filter(r"(chongqing-2025 \S+\s+)[0-9a-f]{12}", "$1[digest]");
    settings.add_filter(r"(\.yaml\s+)[0-9a-f]{12}", "$1[digest]");
    settings.bind(check);
}
