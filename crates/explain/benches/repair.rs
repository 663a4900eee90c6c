//! The stated speed of looking ahead: what would settle or change one outcome of the example plan, in less than 200 ms.
//!
//! Of each headline norm the outcome that takes longest is measured, so that the stated bound holds for every one.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros make undocumented functions, and a bench may fail"
)]

use std::path::Path;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use guiju_base::Sources;
use guiju_eval::Evaluator;
use guiju_explain::{AsOfFrom, Case, Prospects};
use guiju_ir::{Decide, Program, Question, Readings};

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap()
}

fn pack(sources: &mut Sources) -> Program {
    let folder = top().join("policies/chongqing-2025");
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "gj")).collect();
    files.sort();
    let mut trees = Vec::new();
    for file in files {
        let id = sources.add(file.to_string_lossy(), std::fs::read_to_string(&file).unwrap());
        trees.push(guiju_syntax::parse(sources, id).file);
    }
    guiju_compile::compile(sources, &guiju_compile::Pack::default(), &trees).program.unwrap()
}

fn repair(bench: &mut Criterion) {
    let mut sources = Sources::new();
    let program = pack(&mut sources);
    let plan = std::fs::read_to_string(top().join("examples/heping-town/plan.yaml")).unwrap();
    let plan = sources.add("plan.yaml", plan);
    let facts = guiju_facts::load(&program, &sources, plan).facts.unwrap();
    let question = Question { as_of: facts.plan.as_of.unwrap(), readings: Readings::defaults(&program) };
    let case = Case {
        program: &program,
        sources: &sources,
        facts: &facts,
        question: &question,
        as_of_from: AsOfFrom::Plan,
    };
    let mut inquiry = Evaluator.open(&program, &facts, &question);
    let verdicts = inquiry.answer().verdicts;
    let mut group = bench.benchmark_group("repair");
    group.sample_size(10);
    for (norm, words) in &program.decisions {
        let asked: Vec<_> = verdicts.iter().filter(|verdict| verdict.norm == *norm).collect();
        let derivations: Vec<_> =
            asked.iter().filter_map(|asked| inquiry.derive(asked.norm, asked.subject)).collect();
        let mut prospects = Prospects::new(&case, &Evaluator);
        let slowest = derivations
            .iter()
            .max_by_key(|derivation| {
                let start = Instant::now();
                prospects.outlook(derivation, inquiry.as_mut());
                start.elapsed()
            })
            .unwrap();
        let name = format!("{}, {}", words.en, facts.id(slowest.subject));
        group.bench_function(name, |bencher| {
            bencher.iter(|| Prospects::new(&case, &Evaluator).outlook(slowest, inquiry.as_mut()));
        });
    }
    group.finish();
}

criterion_group!(benches, repair);
criterion_main!(benches);
