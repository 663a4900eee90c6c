//! How fast plans of many parcels load: bytes per second, 30 facts a parcel.

#![allow(missing_docs, reason = "a bench")]

use std::fmt::Write as _;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guiju_base::{SourceId, Sources, Span};
use guiju_facts::load;
use guiju_ir::{
    Change, Dimension, Entity, EntityId, Enum, EnumId, Extent, Field, Interval, Inverse, Name, Program, Type,
};

/// Parcels with an area, a size, a slope, a use and 26 truths.
fn program(span: Span) -> Program {
    let mut program = Program::default();
    let list = |key: &str| Extent::List { key: key.to_string(), within: None, keyed_by: None };
    let area = entity(&mut program, "consolidation_area", list("areas"), span);
    let parcel = entity(&mut program, "parcel", list("parcels"), span);
    let modes = ["in_situ", "relocation"].map(|id| Name::new(id, format!("{id}方式"), None)).to_vec();
    let mode: EnumId = program.enums.push(Enum {
        name: Name::new("use_mode", "利用方式", None),
        open: false,
        values: modes,
        span,
    });
    let reference = field(&mut program, parcel, "area", Type::Entity(area), span);
    field(&mut program, parcel, "size", Type::Quantity(Dimension::Area), span);
    field(&mut program, parcel, "slope", Type::Quantity(Dimension::Angle), span);
    field(&mut program, parcel, "use_mode", Type::Choice(mode), span);
    for number in 0..26 {
        field(&mut program, parcel, &format!("fact_of_parcel_{number}"), Type::Truth, span);
    }
    let name = Name::new("parcels", "区域内地块", None);
    let inverse = program.inverses.push(Inverse { name, field: reference, of: area, items: parcel, span });
    program.entities.at_mut(area).inverses.push(inverse);
    program
}

fn entity(program: &mut Program, id: &str, extent: Extent, span: Span) -> EntityId {
    let name = Name::new(id, format!("{id}对象"), None);
    program.entities.push(Entity { name, extent, fields: Vec::new(), inverses: Vec::new(), span })
}

fn field(program: &mut Program, entity: EntityId, id: &str, ty: Type, span: Span) -> guiju_ir::FieldId {
    let field = program.fields.push(Field {
        name: Name::new(id, format!("{id}事项"), None),
        entity,
        column: program.entities.at(entity).fields.len(),
        ty,
        range: Interval::ANY,
        presumed: None,
        judged_by: None,
        awaits: None,
        change: Change::Unstated,
        evidenced: false,
        derived: None,
        description: None,
        span,
    });
    program.entities.at_mut(entity).fields.push(field);
    field
}

fn plan(parcels: usize) -> String {
    let mut text = String::from("guiju: plan/1\nid: P1\nparcels:\n");
    for number in 0..parcels {
        let area = number % 100;
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "  - id: X{number:06}\n    area: A{area}\n    size: {}.{:02} 亩\n    slope: {}.5 度\n    use_mode: in_situ\n",
            number % 50,
            number % 97,
            number % 30,
        );
        for fact in 0..26 {
            let _ = writeln!(text, "    fact_of_parcel_{fact}: {}", (number + fact) % 3 == 0);
        }
    }
    text.push_str("areas:\n");
    for area in 0..100 {
        let _ = writeln!(text, "  - id: A{area}");
    }
    text
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_string()
}

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    for parcels in [10_000, 100_000] {
        let mut sources = Sources::new();
        let source: SourceId = sources.add("plan.yaml", plan(parcels));
        let program = program(Span::new(source, 0, 0));
        let bytes = sources.get(source).map_or(0, |source| source.text.len());
        let before = peak();
        let loaded = load(&program, &sources, source);
        assert!(loaded.facts.is_some(), "{:?}", loaded.diagnostics.first());
        drop(loaded);
        println!("{parcels} parcels: {} KiB of text; before {before}, after {}", bytes / 1024, peak());
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(format!("{parcels} parcels"), |bencher| {
            bencher.iter_with_large_drop(|| load(&program, &sources, source));
        });
    }
    group.finish();
}

criterion_group!(benches, loading);
criterion_main!(benches);
