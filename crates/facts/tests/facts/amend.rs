//! Answers written into plans: single layouts by example, and random plans with random answers.

use guiju_base::{Sources, Span};
use guiju_facts::{Document, Statement, amend, edited, facts_at, load, statement};
use guiju_ir::{Evidence, FactRef, Facts, Value};

use crate::support::{World, complaint, plan};

/// The statement of `text`, written as in a plan, at `path`.
pub fn stated(world: &World, facts: &Facts, path: &str, text: &str) -> Statement {
    let mut sources = Sources::new();
    let id = sources.add("answer", text);
    let node = Document::parse(&sources, id).document.unwrap().root;
    let fact = &facts_at(&world.program, facts, path, Span::new(id, 0, 0)).unwrap()[0];
    let said = |faults: Vec<_>| panic!("{path}: {text}: {faults:?}");
    statement(&world.program, facts, fact, &node).unwrap_or_else(said).0
}

/// The plan with these answers in it; it must load, and state them.
pub fn answered(text: &str, answers: &[(&str, &str)]) -> String {
    let world = World::new();
    let (loaded, sources, _) = world.load(text);
    let facts = loaded.facts.unwrap_or_else(|| {
        panic!(
            "{:#?}\n{text}",
            loaded.diagnostics.iter().map(|it| complaint(it, &sources)).collect::<Vec<_>>()
        )
    });
    let statements: Vec<Statement> =
        answers.iter().map(|(path, text)| stated(&world, &facts, path, text)).collect();
    let amended = amend(&world.program, &facts, &sources, &statements);
    assert_eq!(amended.unplaced, [], "{text}");
    let after = edited(text, &amended.edits);
    let again = world.facts(&after);
    for statement in &statements {
        let cell = again.stated(&world.program, &statement.fact).map(|cell| cell.value.clone());
        assert_eq!(cell, statement.value, "{after}");
    }
    after
}

pub fn becomes(body: &str, answers: &[(&str, &str)], expected: &str) {
    assert_eq!(answered(&plan(body), answers), plan(expected));
}

#[test]
fn a_missing_key_gets_a_line_behind_the_last_one() {
    becomes(
        "parcels:\n  - id: X1   # 一\n    built: true   # 二\n    # 三\n  # 四\n  - id: X2\n# 五",
        &[("parcels[X1].slope", "18.5 度"), ("parcels[X2].note", "'甲: 乙'")],
        "parcels:\n  - id: X1   # 一\n    built: true   # 二\n    slope: 18.5 度\n    # 三\n  # 四\n  - id: X2\n    \
         note: \"甲: 乙\"\n# 五",
    );
}

#[test]
fn an_unknown_value_is_replaced_where_it_stands() {
    becomes(
        "parcels:\n  - id: X1\n    built:   # 一\n    slope: 未知   # 二\n    size: ~\n    note: \"未知\"\n    \
         use_mode: '未知'\n    multiple: null\n    depth: 15..25 米",
        &[
            ("parcels[X1].built", "是"),
            ("parcels[X1].slope", "'>= 3 度'"),
            ("parcels[X1].size", "2 公顷"),
            ("parcels[X1].note", "文"),
            ("parcels[X1].use_mode", "就地利用"),
            ("parcels[X1].multiple", "5%"),
            ("parcels[X1].depth", "18 米"),
        ],
        "parcels:\n  - id: X1\n    built: 是   # 一\n    slope: \">= 3 度\"   # 二\n    size: 2 公顷\n    note: \"文\"\n    \
         use_mode: '就地利用'\n    multiple: 5%\n    depth: 18 米",
    );
}

#[test]
fn in_braces_a_key_stands_behind_a_comma_or_on_its_own_line() {
    becomes(
        "parcels:\n  - { id: X1, built: , }\n  - { id: X2,\n      note: a  # 一\n    }\n  - {id: X3,\n     \
         note: b,  # 二\n    }\nplan: {}",
        &[
            ("parcels[X1].built", "否"),
            ("parcels[X1].size", "2 公顷"),
            ("parcels[X2].built", "是"),
            ("parcels[X3].built", "是"),
            ("plan.budget", "3 亿元"),
            ("plan.period", "30 天"),
        ],
        "parcels:\n  - { id: X1, built: 否, size: 2 公顷 , }\n  - { id: X2,\n      note: a,  # 一\n      built: 是\n    }\n  \
         - {id: X3,\n     note: b,  # 二\n     built: 是,\n    }\nplan: { budget: 3 亿元, period: 30 天 }",
    );
}

#[test]
fn evidence_goes_into_the_wrapping_that_is_there_or_a_new_one() {
    becomes(
        "parcels:\n  - id: X1\n    built: { value: 未知, by: 局 }\n    slope:\n      value: 未知\n      by: 所\n  - id: X2\n    \
         已建设: 未知",
        &[
            ("parcels[X1].built", "{ value: 是, evidence: 文〔1〕号, on: 2026-01-12 }"),
            ("parcels[X1].slope", "{ value: 3 度, by: 院 }"),
            ("parcels[X2].built", "{ value: 是, by: \"甲, 乙\" }"),
            ("parcels[X2].size", "{ value: 2 公顷, evidence: 图 }"),
        ],
        "parcels:\n  - id: X1\n    built: { value: 是, by: 局, evidence: 文〔1〕号, on: 2026-01-12 }\n    slope:\n      \
         value: 3 度\n      by: 院\n  - id: X2\n    已建设: { 值: 是, 认定机关: \"甲, 乙\" }\n    面积: { 值: 2 公顷, 依据: 图 }",
    );
}

#[test]
fn singletons_and_ledgers_that_are_not_there_are_made() {
    becomes(
        "\nareas: []\n\nprogramme:\n  reserve_banks: [{ id: pbf }]\n\nplan:   # 待填\n  # 预算见附件\nparcels: []",
        &[
            ("programme.duties[1.1a]", "done"),
            ("programme.duties[1.1b]", "{ value: not_done, by: 局 }"),
            ("programme.reserve_banks[pbf].bank_established", "true"),
            ("plan.approving_authority", "none"),
            ("plan.base_survey_year", "2020"),
            ("district.pilots", "[甲, 乙]"),
        ],
        "\nareas: []\n\nprogramme:\n  reserve_banks: [{ id: pbf, bank_established: true }]\n  duties:\n    1.1a: done\n    \
         1.1b: { value: not_done, by: 局 }\n\nplan:   # 待填\n  approving_authority: none\n  base_survey_year: 2020\n  \
         # 预算见附件\nparcels: []\n\ndistrict:\n  pilots: [甲, 乙]",
    );
    becomes(
        "programme:\n  duties: { 1.1b: done }\nplan: 未知  # 一\ndistrict: ",
        &[
            ("programme.duties[1.1a]", "done"),
            ("plan.budget", "3 亿元"),
            ("plan.period", "30 天"),
            ("district.pilots", "[]"),
        ],
        "programme:\n  duties: { 1.1b: done, 1.1a: done }\nplan: { budget: 3 亿元, period: 30 天 }  # 一\ndistrict: \n  \
         pilots: []",
    );
}

#[test]
fn keys_follow_the_face_of_the_plan() {
    becomes(
        "地块:\n  - 编号: X1\n    面积: 2 公顷\n  - id: X2\n    built: true\n    note: a\n实施方案:\n  投资: 1 元",
        &[
            ("parcels[X1].slope", "3 度"),
            ("parcels[X2].slope", "3 度"),
            ("区县.承担试点", "[]"),
            ("plan.period", "1 天"),
        ],
        "地块:\n  - 编号: X1\n    面积: 2 公顷\n    坡度: 3 度\n  - id: X2\n    built: true\n    note: a\n    slope: 3 度\n实施方案:\n  \
         投资: 1 元\n  工期: 1 天\n区县:\n  承担试点: []",
    );
}

#[test]
fn literal_text_is_neither_torn_nor_lengthened() {
    becomes(
        "parcels:\n  - id: X1\n    note: |+\n      两行\n      文字\n\n\n  - id: X2\n    note: >-\n      \"引\"\n    # 尾\n\nplan: {}",
        &[("parcels[X1].built", "是"), ("parcels[X2].built", "是")],
        "parcels:\n  - id: X1\n    note: |+\n      两行\n      文字\n\n\n    built: 是\n  - id: X2\n    note: >-\n      \"引\"\n    \
         built: 是\n    # 尾\n\nplan: {}",
    );
    // Where the end of the file ends it too, a line behind it would lengthen it.
    let world = World::new();
    let text = "guiju: plan/1\nid: P1\nparcels:\n  - id: X1\n    # 一\n    built: 否\n    note: |+\n      文";
    let facts = world.facts(text);
    let before = world.value(&facts, "parcel", "X1", "note");
    let after = answered(text, &[("parcels[X1].slope", "3 度"), ("plan.period", "1 天")]);
    assert_eq!(world.value(&world.facts(&after), "parcel", "X1", "note"), before, "{after}");
    assert!(after.ends_with("    slope: 3 度\n    note: |+\n      文"), "{after}");
}

#[test]
fn a_block_of_literal_text_that_says_nothing_is_replaced_and_its_comment_stays() {
    becomes(
        "parcels:\n  - note: |   # 说明\n      未知\n\n    id: X1\n    built: >-\n\n        未知\n      # 缩进较浅的注\n    slope: |2-\n      \
         15..25 度\n    size: |\n    # 空\n    reasons: >\n      未知\n    depth: |+  # 末",
        &[
            ("parcels[X1].built", "是"),
            ("parcels[X1].note", "'甲: 乙'"),
            ("parcels[X1].slope", "18 度"),
            ("parcels[X1].size", "2 公顷"),
            ("parcels[X1].reasons", "{ value: [陡坡], by: 局 }"),
            ("parcels[X1].depth", "3 米"),
        ],
        "parcels:\n  - note: \"甲: 乙\"   # 说明\n\n    id: X1\n    built: 是\n      # 缩进较浅的注\n    slope: 18 度\n    size: 2 公顷\n    \
         # 空\n    reasons: { value: [陡坡], by: 局 }\n    depth: 3 米  # 末",
    );
    let world = World::new();
    let text = plan("parcels:\n  - id: X1\n    built:\n      |\n      未知");
    let (loaded, sources, _) = world.load(&text);
    let facts = loaded.facts.unwrap();
    let amended =
        amend(&world.program, &facts, &sources, &[stated(&world, &facts, "parcels[X1].built", "是")]);
    assert_eq!((amended.edits.len(), amended.unplaced.len()), (0, 1), "what cannot be placed is said");
    assert!(amended.unplaced[0].1.zh.contains("成段的文字"));
}

#[test]
fn json_stays_json() {
    let text = "{\n  \"guiju\": \"plan/1\",\n  \"id\": \"P1\",\n  \"parcels\": [\n    {\n      \"id\": \"X1\",\n      \
                \"built\": null\n    },\n    { \"id\": \"X2\" }\n  ]\n}\n";
    let after = answered(
        text,
        &[
            ("parcels[X1].built", "{ value: 是, by: '甲\"乙' }"),
            ("parcels[X1].size", "2 公顷"),
            ("parcels[X2].built", "否"),
            ("parcels[X2].reasons", "[陡坡]"),
            ("plan.base_survey_year", "2020"),
            ("programme.duties[1.1a]", "done"),
        ],
    );
    assert_eq!(
        after,
        "{\n  \"guiju\": \"plan/1\",\n  \"id\": \"P1\",\n  \"parcels\": [\n    {\n      \"id\": \"X1\",\n      \
         \"built\": { \"value\": true, \"by\": \"甲\\\"乙\" },\n      \"size\": \"2 公顷\"\n    },\n    { \"id\": \"X2\", \
         \"built\": false, \"reasons\": [\"陡坡\"] }\n  ],\n  \"programme\": { \"duties\": { \"1.1a\": \"done\" } },\n  \
         \"plan\": { \"base_survey_year\": \"2020\" }\n}\n"
    );
    serde_json::from_str::<serde_json::Value>(&after).unwrap();
}

#[test]
fn line_ends_and_the_lack_of_a_last_one_are_kept() {
    let text = "\u{feff}guiju: plan/1\r\nid: P1\r\nparcels:\r\n- id: X1\r\n\r\nareas: []";
    assert_eq!(
        answered(text, &[("parcels[X1].built", "true"), ("plan.period", "1 天")]),
        "\u{feff}guiju: plan/1\r\nid: P1\r\nparcels:\r\n- id: X1\r\n  built: true\r\n\r\nareas: []\r\n\r\nplan:\r\n  \
         period: 1 天"
    );
    let text = "---\nguiju: plan/1\nid: P1\nparcels:\n- id: X1\n...\n";
    assert_eq!(
        answered(text, &[("parcels[X1].built", "true"), ("plan.period", "1 天")]),
        "---\nguiju: plan/1\nid: P1\nparcels:\n- id: X1\n  built: true\nplan:\n  period: 1 天\n...\n"
    );
}

/// All that a plan says, without places: a line for each fact and each piece of evidence.
pub fn said(world: &World, facts: &Facts) -> Vec<String> {
    let mut lines = vec![format!("{:?} {:?} {:?}", facts.plan.id, facts.plan.name, facts.plan.as_of)];
    for (entity, rows) in facts.rows.iter() {
        let key = world.program.entities.at(entity).key();
        lines.push(format!("{key} {:?} {:?}", rows.ids.values().collect::<Vec<_>>(), rows.completeness));
        lines.extend(rows.names.iter().map(|(row, name)| format!("{key} {row:?} {name}")));
    }
    for fact in all_facts(world, facts) {
        let path = facts.path(&world.program, &fact);
        if let Some(cell) = facts.stated(&world.program, &fact) {
            lines.push(format!("{path} = {}", value_said(&cell.value)));
        }
        if let Some(evidence) = evidence_of(facts, &fact) {
            lines.push(format!("{path} : {evidence:?}"));
        }
    }
    lines.sort();
    lines
}

/// A value, the texts of a list in one order: where among the others an item is added is no matter.
pub fn value_said(value: &Value) -> String {
    let Value::Texts(texts) = value else { return format!("{value:?}") };
    let mut known = texts.known.to_vec();
    known.sort();
    format!("{known:?} {}", texts.complete)
}

pub fn evidence_of<'f>(facts: &'f Facts, fact: &FactRef) -> Option<&'f Evidence> {
    let rows = facts.rows.at(fact.subject.entity);
    let key = (fact.field, fact.subject.row);
    match &fact.entry {
        Some(clause) => rows.entry_evidence.get(&key)?.get(clause),
        None => rows.evidence.get(&key),
    }
}

/// Every fact that a plan could state, of the items that it has.
pub fn all_facts(world: &World, facts: &Facts) -> Vec<FactRef> {
    let mut all = Vec::new();
    for (entity, declared) in world.program.entities.iter() {
        for subject in facts.subjects(entity) {
            for field in &declared.fields {
                let fact = |entry| FactRef { subject, field: *field, entry };
                match world.program.fields.at(*field).ty {
                    guiju_ir::Type::Ledger(_) => {
                        let clauses = world.program.clauses.values();
                        all.extend(clauses.map(|clause| fact(Some(clause.id.clone()))));
                    }
                    _ => all.push(fact(None)),
                }
            }
        }
    }
    all
}

#[test]
fn a_plan_that_says_the_same_is_told_by_its_lines() {
    let world = World::new();
    let base = "parcels:\n  - { id: X1, built: true }";
    assert_eq!(
        said(&world, &world.facts(&plan(base))),
        said(&world, &world.facts(&plan(&format!("# c\n{base}"))))
    );
    let other = base.replace("true", "false");
    assert_ne!(said(&world, &world.facts(&plan(base))), said(&world, &world.facts(&plan(&other))));
    let (loaded, sources, id) = world.load(&plan(base));
    assert!(loaded.facts.is_some() && load(&world.program, &sources, id).facts.is_some());
}
