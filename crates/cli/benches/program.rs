//! The stated speed of the program on the Chongqing pack: a cold process on the example, plans of 10,000 and 100,000
//! parcels, one outcome explained against the whole plan evaluated, and evaluation alone per parcel and norm.
//!
//! The plans are made here, so that every run measures the same text; results stand in `tests/performance.md`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros make undocumented functions, and a bench may fail"
)]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guiju_base::Sources;
use guiju_eval::Evaluator;
use guiju_ir::{Decide, Program, Question, Readings};

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap()
}

fn guiju(command: &str, plan: &Path, rest: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args([command, "--lang", "zh"])
        .arg(plan)
        .args(rest)
        .current_dir(top())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn cold_process(bench: &mut Criterion) {
    let plan = top().join("examples/heping-town/plan.yaml");
    bench.bench_function("cold process, examples/heping-town/plan.yaml", |bencher| {
        bencher.iter(|| guiju("eval", &plan, &[]))
    });
}

fn large_plans(bench: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = bench.benchmark_group("whole run");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    for parcels in [10_000, 100_000] {
        let plan = folder.path().join(format!("{parcels}.yaml"));
        std::fs::write(&plan, plan_text(parcels)).unwrap();
        group.throughput(Throughput::Elements(parcels));
        group.bench_function(format!("{parcels} parcels"), |bencher| {
            bencher.iter(|| guiju("eval", &plan, &[]))
        });
    }
}

/// Two runs on one plan, to be compared: all outcomes reported, and one explained with what would change it.
fn one_of_many(bench: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("10000.yaml");
    std::fs::write(&plan, plan_text(10_000)).unwrap();
    let mut group = bench.benchmark_group("one outcome of 10,000 parcels");
    group.sample_size(10).measurement_time(Duration::from_secs(15));
    group.bench_function("evaluate all", |bencher| bencher.iter(|| guiju("eval", &plan, &[])));
    for norm in ["village_land_reuse", "market_entry"] {
        group.bench_function(format!("explain {norm}"), |bencher| {
            bencher.iter(|| guiju("explain", &plan, &[norm, "X4"]));
        });
    }
    group.finish();
}

fn evaluation_alone(bench: &mut Criterion) {
    const PARCELS: u64 = 10_000;
    let (program, mut sources) = pack();
    let id = sources.add("plan.yaml", plan_text(PARCELS));
    let facts = guiju_facts::load(&program, &sources, id).facts.unwrap();
    let question = Question { as_of: facts.plan.as_of.unwrap(), readings: Readings::defaults(&program) };
    let parcel = program.entity_named("parcel").unwrap();
    let norms = program.rules.values().filter(|rule| rule.norm().is_some() && rule.subject == parcel).count();
    let mut group = bench.benchmark_group("evaluation alone");
    // One element is one norm decided for one parcel, rival readings included.
    group.throughput(Throughput::Elements(PARCELS * norms as u64)).sample_size(20);
    group.bench_function(format!("{PARCELS} parcels, {norms} norms"), |bencher| {
        bencher.iter(|| Evaluator.open(&program, &facts, &question).answer().verdicts.len());
    });
}

fn pack() -> (Program, Sources) {
    let folder = top().join("policies/chongqing-2025");
    let mut sources = Sources::new();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".gj"))
        .collect();
    names.sort();
    let mut trees = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let id = sources.add(name, text);
        trees.push(guiju_syntax::parse(&sources, id).file);
    }
    let compiled = guiju_compile::compile(&sources, &guiju_compile::Pack::default(), &trees);
    (compiled.program.unwrap(), sources)
}

/// A plan of three areas, 25 subprojects and many parcels, each with some thirty facts that vary without a pattern.
fn plan_text(parcels: u64) -> String {
    let mut text = HEAD.to_string();
    text.push_str("areas:\n");
    for area in 0..3 {
        let _ = writeln!(
            text,
            "  - {{ id: A{area}, area_delimited: true, cultivated_before: 1200 公顷, {AREA} }}"
        );
    }
    text.push_str("subprojects:\n");
    for subproject in 0..25 {
        let rural = subproject % 2 == 0;
        let _ = writeln!(
            text,
            "  - {{ id: S{subproject}, project_type: roads, included_in_plan: true, is_rural_construction: {rural} }}"
        );
    }
    text.push_str("parcels:\n");
    let mut dice = Dice(7);
    for index in 0..parcels {
        let (area, subproject) = (index % 3, index % 25);
        let _ = write!(text, "  - id: X{index}\n    area: A{area}\n    subproject: S{subproject}\n");
        let _ = writeln!(text, "    size: {}.{:02} 公顷", dice.below(6), dice.below(100));
        let _ = writeln!(text, "    slope: {} 度", dice.below(40));
        let _ = writeln!(text, "    ownership: collective\n    target_use: rural_collective_construction");
        for (field, values) in CHOICES {
            let value = values.get(dice.below(values.len() as u64) as usize).unwrap();
            let _ = writeln!(text, "    {field}: {value}");
        }
        for (field, percent) in TRUTHS {
            let _ = writeln!(text, "    {field}: {}", dice.below(100) < *percent);
        }
    }
    text
}

const HEAD: &str = "guiju: plan/1
id: LARGE
as_of: 2026-03-01
synthetic: true
programme: { document_status: draft_for_comments, mnr_support_for_pilot_reference: true }
district: { id: jia, administrative_kind: county, conducts_consolidation: true, rural_land_reform_pilots: [宅基地] }
plan: { compiled_by: district_government, joint_compilation: true, preliminary_review_completed: true,
  approving_authority: municipal_pnr_bureau, includes_linkage_content: true, separate_balance_adopted: true }
";

const AREA: &str = "cultivated_after: 1201 公顷, supplement_before_occupy: true, packaged_approval: true, \
    vacated_collective: 120 公顷, need_rural_housing: 30 公顷, need_public_facilities: 8 公顷, need_public_welfare: 2.5 公顷";

const CHOICES: &[(&str, &[&str])] = &[
    ("current_land_class", &["cultivated", "garden", "forest", "construction", "unused"]),
    ("use_mode", &["in_situ", "relocation"]),
    ("zone", &["none", "new_build", "none", "none"]),
];

const TRUTHS: &[(&str, u64)] = &[
    ("in_consolidation_area", 90),
    ("is_agricultural_land", 60),
    ("in_2020_survey_village_land", 60),
    ("built", 40),
    ("in_eco_redline", 10),
    ("redline_use_lawful_basis", 50),
    ("in_pbf", 10),
    ("planned_use_operational", 30),
    ("vacated_by_consolidation", 30),
    ("scattered_small", 30),
    ("merged_into_large_parcel", 50),
    ("stock_construction_land", 50),
    ("proposed_for_market_entry", 2),
    ("construction_quota_covered", 50),
    ("cultivated_quota_covered", 50),
    ("policy_compliant", 80),
    ("idle_inefficient", 50),
    ("poor_ecological_function", 50),
    ("adjoins_existing_cultivated", 50),
    ("poor_natural_conditions", 50),
];

/// A linear congruential sequence: the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

criterion_group!(benches, cold_process, large_plans, one_of_many, evaluation_alone);
criterion_main!(benches);
