//! How long the Chongqing pack takes from trees to a program, and from text to a program.

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use guiju_base::{SourceId, Sources};
use guiju_compile::{Pack, compile};
use guiju_syntax::parse;
use guiju_syntax::tree::File;

struct Read {
    sources: Sources,
    rules: Vec<SourceId>,
    pack: Pack,
}

fn read(folder: &Path) -> std::io::Result<Read> {
    let mut sources = Sources::new();
    let mut names: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    let mut rules = Vec::new();
    for path in names.iter().filter(|path| path.extension().is_some_and(|ending| ending == "gj")) {
        rules.push(sources.add(path.display().to_string(), std::fs::read_to_string(path)?));
    }
    let text = sources.add("source.txt", std::fs::read_to_string(folder.join("source.txt"))?);
    let clauses = sources.add("clauses.tsv", std::fs::read_to_string(folder.join("clauses.tsv"))?);
    let pack = Pack { text: Some(text), clauses: Some(clauses), ..Pack::default() };
    Ok(Read { sources, rules, pack })
}

fn bench(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/chongqing-2025");
    let Ok(pack) = read(&folder) else { return };
    let trees = || -> Vec<File> { pack.rules.iter().map(|id| parse(&pack.sources, *id).file).collect() };
    let files = trees();
    criterion.bench_function("compile", |bencher| {
        bencher.iter(|| compile(&pack.sources, &pack.pack, std::hint::black_box(&files)));
    });
    criterion.bench_function("parse and compile", |bencher| {
        bencher.iter(|| compile(&pack.sources, &pack.pack, &trees()));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
