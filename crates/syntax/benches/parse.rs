//! How long a pack of rules takes to parse and to format.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use guiju_base::Sources;
use guiju_syntax::Face;

/// Both test files, repeated to about 60 KB, the size of a pack.
fn pack() -> String {
    let files = concat!(
        include_str!("../tests/suite/faces/rules.en.gj"),
        include_str!("../tests/suite/faces/vocabulary.en.gj"),
        include_str!("../tests/suite/faces/rules.zh.gj"),
        include_str!("../tests/suite/faces/vocabulary.zh.gj"),
    );
    let headless: Vec<&str> = files
        .lines()
        .filter(|line| !["safeguard", "measure", "保障", "措施"].iter().any(|word| line.starts_with(word)))
        .collect();
    let once = headless.join("\n");
    let times = 60_000_usize.div_ceil(once.len());
    vec![once; times].join("\n")
}

fn parse(criterion: &mut Criterion) {
    let pack = pack();
    let mut sources = Sources::new();
    let id = sources.add("pack.gj", pack.as_str());
    assert_eq!(guiju_syntax::parse(&sources, id).diagnostics, []);
    criterion.bench_function(&format!("parse {} KB", pack.len() / 1000), |bench| {
        bench.iter(|| guiju_syntax::parse(black_box(&sources), id));
    });
}

fn format(criterion: &mut Criterion) {
    let pack = pack();
    let mut sources = Sources::new();
    let id = sources.add("pack.gj", pack.as_str());
    assert!(guiju_syntax::format(&sources, id, Face::Written).is_ok());
    criterion.bench_function(&format!("format {} KB", pack.len() / 1000), |bench| {
        bench.iter(|| guiju_syntax::format(black_box(&sources), id, Face::Written));
    });
}

criterion_group!(benches, parse, format);
criterion_main!(benches);
