//! temp
use guiju_base::{Lang, Sources};
use guiju_explain::*;
use guiju_ir::{Decide, Question, Readings, day_parse};
#[test]
fn perf() {
    let mut plan = String::from(
        "guiju: plan/1\nid: P\nas_of: 2026-03-01\nprogramme: {support: true}\nplan: {reviewed: true, approver: none}\nzones:\n  - { id: A1, before: 120 公顷, after: 1800 亩 }\nparcels:\n",
    );
    for i in 0..10_000 {
        plan += &format!(
            "  - {{ id: X{i}, zone: A1, size: {}.37 公顷, slope: {} 度, use_mode: {}, in_redline: false, built: {} }}\n",
            i % 7,
            i % 40,
            if i % 3 == 0 { "in_situ" } else { "relocation" },
            if i % 5 == 0 { "true" } else { "false" }
        );
    }
    let mut sources = Sources::new();
    let rules = sources.add("town.gj", include_str!("explain/town.gj"));
    let parsed = guiju_syntax::parse(&sources, rules);
    let program =
        guiju_compile::compile(&sources, &guiju_compile::Pack::default(), &[parsed.file]).program.unwrap();
    let source = sources.add("plan.yaml", plan);
    let facts = guiju_facts::load(&program, &sources, source).facts.unwrap();
    let question =
        Question { as_of: day_parse("2026-03-01").unwrap(), readings: Readings::defaults(&program) };
    let case = Case {
        program: &program,
        sources: &sources,
        facts: &facts,
        question: &question,
        as_of_from: AsOfFrom::Plan,
    };
    let t = std::time::Instant::now();
    let mut inquiry = guiju_eval::Evaluator.open(&program, &facts, &question);
    let answer = inquiry.answer();
    eprintln!("answer {:?} verdicts {}", t.elapsed(), answer.verdicts.len());
    let t = std::time::Instant::now();
    for v in &answer.verdicts {
        std::hint::black_box(inquiry.derive(v.norm, v.subject));
    }
    eprintln!("derive all {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let r = report(&case, &answer, inquiry.as_mut(), &Options::default());
    eprintln!("report {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let lines = text(&report_page(&case, &r, Lang::Zh), 100);
    eprintln!("draw {:?} {}", t.elapsed(), lines.len());
    let t = std::time::Instant::now();
    let mut out = Vec::new();
    write_json(&case, &answer, inquiry.as_mut(), &[], JsonLayout::Spread, &mut out).unwrap();
    eprintln!("json {:?} {} MB", t.elapsed(), out.len() / 1_000_000);
}
