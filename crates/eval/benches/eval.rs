//! The cost of deciding a large plan: 10,000 parcels in 100 areas, fifteen norms of ten nodes, two sums per area.
//!
//! Target: at most 2 µs per parcel and norm for a whole answer with its readings.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "criterion's macros make undocumented functions, and a bench may fail"
)]

#[path = "../tests/eval/build.rs"]
mod build;

use criterion::{Criterion, criterion_group, criterion_main};
use guiju_ir::*;

use build::{AREA, Policy, quantity, truth};

const PARCELS: usize = 10_000;
const AREAS: usize = 100;
const NORMS: usize = 15;

/// Fifteen norms, each with a reading, an atom behind a reference, a bar, an exception and a sum of the area.
fn policy() -> Policy {
    let mut policy = Policy::new();
    let switch = policy.switch("slope", 2);
    let sums = [0, 1].map(|index| {
        let list = policy.parcels_of_area();
        let built = policy.of(1, policy.built);
        let size = policy.of(1, policy.size);
        let sum = policy.over(OverOp::Sum, 1, list, Some(built), Some(size), None);
        policy.term(&format!("sum_{index}"), policy.area, sum)
    });
    let arms = [CompareOp::AtLeast, CompareOp::Greater].map(|op| {
        let (size, limit) = (policy.of(0, policy.size), policy.number(AREA, 25));
        policy.compare(op, size, limit)
    });
    let reading = policy.cond(Op::Reading(switch, arms.to_vec()));
    let large = policy.term("large", policy.parcel, reading);
    for index in 0..NORMS {
        norm(&mut policy, index, sums[index % 2], large);
    }
    policy
}

fn norm(policy: &mut Policy, index: usize, sum: RuleId, large: RuleId) {
    let delimited = policy.of_area(0, policy.delimited);
    let area = policy.of(0, policy.in_area);
    let (sum, limit) = (policy.node(AREA, Op::Call(sum, area)), policy.number(AREA, 100));
    let within = policy.compare(CompareOp::AtLeast, sum, limit);
    let mode = policy.of(0, policy.mode);
    let in_situ = policy.cond(Op::Among(mode, vec![Value::Choice(Some(0)), Value::Choice(Some(1))]));
    let parcel = policy.var(0, policy.parcel);
    let large = policy.cond(Op::Call(large, parcel));
    let not_large = policy.not(large);
    let conditions = policy.cond(Op::All(vec![delimited, within, in_situ, not_large]));
    let steep = policy.of(0, policy.steep);
    let bar = policy.rule("bar", policy.parcel, RuleKind::Bar { holds: steep });
    let mut norm = Policy::norm_of(NormKind::Permit, conditions);
    norm.bars = vec![AttachedRule { rule: bar, holds: steep }];
    policy.norm(&format!("norm_{index}"), policy.parcel, norm);
}

fn plan(policy: &Policy) -> Facts {
    let mut facts = policy.facts();
    let areas: Vec<Subject> =
        (0..AREAS).map(|index| policy.item(&mut facts, policy.area, &format!("A{index}"))).collect();
    for area in &areas {
        policy.state(&mut facts, *area, policy.delimited, truth(true));
    }
    for index in 0..PARCELS {
        let parcel = policy.item(&mut facts, policy.parcel, &format!("X{index}"));
        policy.put(&mut facts, parcel, areas[index % AREAS]);
        policy.state(&mut facts, parcel, policy.size, quantity((index % 50) as i64));
        policy.state(&mut facts, parcel, policy.built, truth(!index.is_multiple_of(3)));
        policy.state(&mut facts, parcel, policy.steep, truth(index.is_multiple_of(7)));
        policy.state(&mut facts, parcel, policy.mode, Value::Choice(Some((index % 3) as u16)));
    }
    policy.index(&mut facts);
    facts
}

fn bench(criterion: &mut Criterion) {
    let policy = policy();
    let facts = plan(&policy);
    let norm = policy.program.rule_named("norm_0").unwrap();
    criterion.bench_function("answer, 10,000 parcels × 15 norms", |bencher| {
        bencher.iter(|| policy.open(&facts).answer());
    });
    criterion.bench_function("the same without other readings", |bencher| {
        bencher.iter(|| policy.open(&facts).value(norm, build::subject(policy.parcel, 0)));
    });
    let mut inquiry = policy.open(&facts);
    inquiry.answer();
    criterion.bench_function("derive one outcome", |bencher| {
        bencher.iter(|| inquiry.derive(norm, build::subject(policy.parcel, 7)));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = bench
}
criterion_main!(benches);
