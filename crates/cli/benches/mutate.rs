//! The stated speed of mutation on the Chongqing pack: all mutants, per mutant, and those of one rule.
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

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Runs `guiju mutate` on the pack; returns how many mutants there are.
fn mutate(arguments: &[&str]) -> u64 {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["mutate", "policies/chongqing-2025", "--lang", "en"])
        .args(arguments)
        .current_dir(top)
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
    report.lines().nth(1).and_then(|line| line.split(' ').next()?.parse().ok()).unwrap()
}

fn runs(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("mutate");
    group.sample_size(10).measurement_time(Duration::from_secs(30));
    for (name, arguments) in
        [("all mutants", &[][..]), ("one headline rule", &["--rule", "market_entry"][..])]
    {
        group.throughput(Throughput::Elements(mutate(arguments)));
        group.bench_function(name, |bencher| bencher.iter(|| mutate(arguments)));
    }
}

criterion_group!(benches, runs);
criterion_main!(benches);
