//! The stated speed of `guiju diff` on the Chongqing pack: a change of one rule, with the cases of both versions, plans that
//! are searched, and the example plan.
//!
//! The amended copy is made here, by words that must stand in the pack; results stand in `tests/performance.md`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros make undocumented functions, and a bench may fail"
)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

/// One amendment of one file.
fn amended(file: &str, words: &str, instead: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&top().join("policies/chongqing-2025"), folder.path());
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(words).count(), 1, "{file} has these words once: {words}");
    std::fs::write(&path, text.replace(words, instead)).unwrap();
    folder
}

fn diff(new: &Path, rest: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["diff", "policies/chongqing-2025"])
        .arg(new)
        .args(["--lang", "zh", "--plans", "examples/heping-town/plan.yaml"])
        .args(rest)
        .current_dir(top())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

fn differences(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("diff");
    group.sample_size(10).measurement_time(Duration::from_secs(30));
    // Two norms rest on the one, seven on the other, four of them headline decisions.
    let limit = amended("m08.gj", "parcel.slope >= forest_slope_limit", "parcel.slope > forest_slope_limit");
    let term = amended("m05.gj", "lawful_basis: not parcel.redline_use_lawful_basis;", "lawful_basis: true;");
    for (name, folder) in [("a sign in one rule", &limit), ("a notion that seven norms rest on", &term)] {
        group.bench_function(name, |bencher| bencher.iter(|| diff(folder.path(), &[])));
    }
    group.bench_function("without searches and cases", |bencher| {
        bencher.iter(|| diff(limit.path(), &["--no-witnesses", "--no-cases"]));
    });
}

criterion_group!(benches, differences);
criterion_main!(benches);
