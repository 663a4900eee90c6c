//! The speed of what the cases of the Chongqing pack are tried on: coverage, the search for cases that would cover the rest,
//! and the search for plans on which a mutant shows.
//!
//! Whole processes are measured, reading the pack and its cases included; results stand in `tests/performance.md`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros make undocumented functions, and a bench may fail"
)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

fn guiju(arguments: &[&str]) {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let (command, rest) = arguments.split_first().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args([command, "policies/chongqing-2025", "--lang", "en"])
        .args(rest)
        .current_dir(top)
        .output()
        .unwrap();
    // That something is not covered, or not noticed, is no failure here.
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

fn runs(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("cases");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    let runs: [(&str, &[&str]); 4] = [
        ("judged", &["test"]),
        ("coverage", &["test", "--coverage"]),
        ("coverage, with cases for what is not covered", &["test", "--coverage", "--witness"]),
        (
            "mutants of one headline rule, with plans that show them",
            &["mutate", "--rule", "market_entry", "--witness"],
        ),
    ];
    for (name, arguments) in runs {
        group.bench_function(name, |bencher| bencher.iter(|| guiju(arguments)));
    }
    group.finish();
}

criterion_group!(benches, runs);
criterion_main!(benches);
