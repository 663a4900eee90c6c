//! Every form that a plan may take.

use guiju_base::Id;
use guiju_ir::{Completeness, Interval, Rat, Reference, RowId, Truth, Value, day_parse};

use crate::support::{World, parcel, plan};

/// The ends of an interval in base units; nothing is unknown.
type Ends = Option<(&'static str, &'static str)>;

/// A parcel's field, how it is written, and what it comes to.
const QUANTITIES: &[(&str, &str, Ends)] = &[
    ("size", "2.5 公顷", Some(("2.5", "2.5"))),
    ("size", "2.5公顷", Some(("2.5", "2.5"))),
    ("size", "1800 亩", Some(("120", "120"))),
    ("size", "1800.0 亩", Some(("120", "120"))),
    ("size", "１８００　亩", Some(("120", "120"))),
    ("size", "0.1 公顷", Some(("0.1", "0.1"))),
    ("size", "1 亩", Some(("1/15", "1/15"))),
    ("size", "1 平方千米", Some(("100", "100"))),
    ("size", "3 万亩", Some(("2000", "2000"))),
    ("size", "5000 ㎡", Some(("0.5", "0.5"))),
    ("size", "5000m²", Some(("0.5", "0.5"))),
    ("size", "5 hm²", Some(("5", "5"))),
    ("size", "\"5 ha\"", Some(("5", "5"))),
    ("size", "0 公顷", Some(("0", "0"))),
    ("size", "+3 公顷", Some(("3", "3"))),
    ("size", "'>= 3 公顷'", Some(("3", ""))),
    ("size", "≥3公顷", Some(("3", ""))),
    ("size", "<= 3 公顷", Some(("0", "3"))),
    ("size", "1 亩..2 公顷", Some(("1/15", "2"))),
    ("slope", "25度", Some(("25", "25"))),
    ("slope", "18.5°", Some(("18.5", "18.5"))),
    ("slope", "15..25 度", Some(("15", "25"))),
    ("slope", "15 度..25 度", Some(("15", "25"))),
    ("slope", "１５．．２５度", Some(("15", "25"))),
    ("slope", "'> 15 度'", Some(("15", "90"))),
    ("slope", "< 15 度", Some(("0", "15"))),
    ("slope", "90 度", Some(("90", "90"))),
    ("multiple", "1.3 倍", Some(("1.3", "1.3"))),
    ("multiple", "5%", Some(("0.05", "0.05"))),
    ("multiple", "５％", Some(("0.05", "0.05"))),
    ("multiple", "-5%", Some(("-0.05", "-0.05"))),
    ("households", "10 户", Some(("10", "10"))),
    ("households", "10.0 户", Some(("10", "10"))),
    ("depth", "1.2 千米", Some(("1200", "1200"))),
    ("size", "null", None),
    ("size", "~", None),
    ("size", "", None),
    ("size", "\"\"", None),
    ("size", "未知", None),
    ("size", "'未知'", None),
    ("size", "unknown", None),
    ("size", "{ value: 未知 }", None),
];

#[test]
fn quantities_are_exact_and_in_base_units() {
    let world = World::new();
    for (field, written, due) in QUANTITIES {
        let facts = world.facts(&parcel(&format!("{field}: {written}")));
        let number = |text: &str| -> Option<Rat> {
            match text.split_once('/') {
                Some((a, b)) => Rat::ratio(a.parse().unwrap(), b.parse().unwrap()),
                None if text.is_empty() => None,
                None => Some(Rat::parse(text).unwrap()),
            }
        };
        let due = due.map(|(low, high)| Value::Quantity(Interval { low: number(low), high: number(high) }));
        assert_eq!(world.value(&facts, "parcel", "X1", field), due, "{field}: {written}");
    }
}

#[test]
fn years_dates_money_and_terms_of_the_plan() {
    let world = World::new();
    let whole = |value: i64| Some(Value::Quantity(Interval::point(Rat::whole(value))));
    let day = |text: &str| whole(i64::from(day_parse(text).unwrap()));
    for (field, written, due) in [
        ("base_survey_year", "2020", whole(2020)),
        ("base_survey_year", "2020年", whole(2020)),
        ("base_survey_year", "2020 年度", whole(2020)),
        ("base_survey_year", "2020年度", whole(2020)),
        ("approval_date", "2026-03-01", day("2026-03-01")),
        ("approval_date", "2026年3月1日", day("2026-03-01")),
        ("budget", "3 亿元", whole(300_000_000)),
        ("budget", "-2 万元", whole(-20_000)),
        ("period", "30 天", whole(30)),
        ("period", "30日", whole(30)),
    ] {
        let facts = world.facts(&plan(&format!("plan:\n  {field}: {written}")));
        assert_eq!(world.value(&facts, "plan", "", field), due, "{field}: {written}");
    }
    let facts = world.facts(&plan("plan: { approval_date: 2026-01-01..2026年2月1日 }"));
    let Some(Value::Quantity(interval)) = world.value(&facts, "plan", "", "approval_date") else { panic!() };
    assert_eq!(interval.high, Some(Rat::whole(i64::from(day_parse("2026-02-01").unwrap()))));
}

#[test]
fn truths_are_written_in_four_ways() {
    let world = World::new();
    for (written, due) in [("true", true), ("是", true), ("\"否\"", false), ("false", false)] {
        let facts = world.facts(&parcel(&format!("built: {written}")));
        let value = world.value(&facts, "parcel", "X1", "built");
        assert_eq!(value, Some(Value::Truth(Truth::from(due))), "{written}");
    }
}

#[test]
fn ids_and_chinese_labels_are_the_same_words() {
    let world = World::new();
    let text = "规矩: plan/1\n编号: P1\n名称: 方案\n基准日: 2026年3月1日\n虚构: 是\n\
                实施方案: { 审批机关: 无 }\n整治区域: [{ 编号: A1, 已划定: 是 }]\n\
                地块:\n  - 编号: X1\n    所在区域: A1\n    利用方式: 就地利用\n    \
                不适宜原因: { 不完整: true, 清单: [零碎, strict] }\n    \
                已建设: { 值: 否, 认定机关: 局, 依据: 文, 日期: 2026年1月2日 }\n";
    let facts = world.facts(text);
    assert!(facts.plan.synthetic);
    assert_eq!(facts.plan.id, "P1");
    assert_eq!(facts.plan.as_of, day_parse("2026-03-01").ok());
    assert_eq!(world.value(&facts, "plan", "", "approving_authority"), Some(Value::Choice(Some(1))));
    assert_eq!(world.value(&facts, "parcel", "X1", "use_mode"), Some(Value::Choice(Some(0))));
    let Some(Value::Choices(reasons)) = world.value(&facts, "parcel", "X1", "reasons") else { panic!() };
    assert_eq!((&*reasons.known, reasons.complete), (&[0u16, 2][..], false));
    let (subject, field) = world.fact(&facts, "parcel", "X1", "built");
    let evidence = facts.evidence(subject, field).unwrap();
    assert_eq!(evidence.by.as_deref(), Some("局"));
    assert_eq!(evidence.on, day_parse("2026-01-02").ok());
}

#[test]
fn references_point_forward_and_may_be_none() {
    let world = World::new();
    let facts = world.facts(&plan(
        "parcels: [{ id: X1, area: A2 }, { id: X2, area: none }, { id: X3, area: 无 }, { id: X4 }]\n\
         areas: [{ id: A1 }, { id: A2 }]",
    ));
    let area = |id: &str| world.value(&facts, "parcel", id, "area");
    assert_eq!(area("X1"), Some(Value::Entity(Reference::One(RowId::new(1)))));
    assert_eq!(area("X2"), Some(Value::Entity(Reference::None)));
    assert_eq!(area("X3"), Some(Value::Entity(Reference::None)));
    assert_eq!(area("X4"), None);
}

#[test]
fn an_id_that_a_partial_list_lacks_is_unknown_with_a_warning() {
    let world = World::new();
    for areas in ["areas: { partial: true, items: [{ id: A1 }] }\n", "areas: null\n", ""] {
        let (loaded, ..) = world.load(&plan(&format!("{areas}parcels: [{{ id: X1, area: A9 }}]")));
        let facts = loaded.facts.unwrap();
        assert_eq!(loaded.diagnostics.len(), 1);
        assert_eq!(loaded.diagnostics[0].code.0, "GJ0519");
        assert_eq!(world.value(&facts, "parcel", "X1", "area"), None);
    }
}

#[test]
fn evidence_and_partial_go_together() {
    let world = World::new();
    for written in [
        "{ value: { partial: true, items: [X1] }, by: 局 }",
        "{ partial: true, items: [X1], by: 局 }",
        "{ value: [X1, 未知], by: 局 }",
    ] {
        let text =
            plan(&format!("parcels: [{{ id: X1 }}]\nline_adjustments: [{{ id: L1, parcels: {written} }}]"));
        let facts = world.facts(&text);
        let Some(Value::Entities(list)) = world.value(&facts, "line_adjustment", "L1", "parcels") else {
            panic!()
        };
        assert_eq!((list.known.len(), list.complete), (1, false), "{written}");
        let (subject, field) = world.fact(&facts, "line_adjustment", "L1", "parcels");
        assert_eq!(facts.evidence(subject, field).unwrap().by.as_deref(), Some("局"));
    }
}

#[test]
fn completeness_of_lists() {
    let world = World::new();
    let parcels = world.entity_named("parcels");
    for (written, due) in [
        ("", Completeness::Absent),
        ("parcels:", Completeness::Absent),
        ("parcels: 未知", Completeness::Absent),
        ("parcels: []", Completeness::Complete),
        ("parcels: { partial: false, items: [] }", Completeness::Complete),
        ("parcels: { items: [{ id: X1 }], partial: true }", Completeness::Partial),
    ] {
        assert_eq!(world.facts(&plan(written)).rows.at(parcels).completeness, due, "{written}");
    }
}

#[test]
fn ledgers_and_keyed_lists_stand_under_their_singleton() {
    let world = World::new();
    let facts = world.facts(&plan(
        "programme:\n  duties: { 1.1a: done, 12.3c: { value: 未履行, by: 局 }, 1.1b: 未知 }\n  \
         reserve_banks: [{ id: 建设用地, bank_established: true }]",
    ));
    let (subject, field) = world.fact(&facts, "programme", "", "duties");
    let ledger = &facts.rows.at(subject.entity).ledger[&(field, subject.row)];
    assert_eq!(ledger.len(), 2);
    assert_eq!(ledger["1.1a"].value, Value::Choice(Some(0)));
    assert_eq!(ledger["12.3c"].value, Value::Choice(Some(1)));
    let evidence = &facts.rows.at(subject.entity).entry_evidence[&(field, subject.row)];
    assert_eq!(evidence["12.3c"].by.as_deref(), Some("局"));
    let value = world.value(&facts, "reserve_bank", "construction", "bank_established");
    assert_eq!(value, Some(Value::Truth(Truth::True)));
}

#[test]
fn singletons_are_known_by_their_ids_and_items_by_their_names() {
    let world = World::new();
    let facts = world.facts(&plan("district: { id: jia, name: 甲区 }\nparcels: [{ id: 001, name: 东地 }]"));
    let id = |entity: &str| facts.rows.at(world.entity_named(entity)).ids.at(RowId::new(0)).to_string();
    assert_eq!(id("district"), "jia");
    assert_eq!(id("plan"), "P1");
    assert_eq!(id("programme"), "programme");
    assert_eq!(id("parcels"), "001");
    let names = |entity: &str| facts.rows.at(world.entity_named(entity)).names[&RowId::new(0)].to_string();
    assert_eq!(names("district"), "甲区");
    assert_eq!(names("parcels"), "东地");
}

#[test]
fn texts_keep_what_was_written() {
    let world = World::new();
    for (written, due) in [("001", "001"), ("NO", "NO"), ("2.50", "2.50"), ("'null'", "null"), ("1e3", "1e3")]
    {
        let facts = world.facts(&parcel(&format!("note: {written}")));
        assert_eq!(world.value(&facts, "parcel", "X1", "note"), Some(Value::Text(Some(due.into()))));
    }
}

#[test]
fn decomposed_letters_crlf_and_a_byte_order_mark_change_nothing() {
    let world = World::new();
    let text = "\u{feff}guiju: plan/1\r\nid: P1\r\nareas: [{ id: Cafe\u{301} }]\r\n\
                parcels: [{ id: X1, area: Caf\u{e9} }]\r\n";
    let facts = world.facts(text);
    assert!(matches!(world.value(&facts, "parcel", "X1", "area"), Some(Value::Entity(Reference::One(_)))));
}

#[test]
fn json_is_read_by_the_same_loader() {
    let world = World::new();
    let text = r#"{ "guiju": "plan/1", "id": "P1",
        "parcels": [ { "id": "X1", "size": "2.0 公顷", "built": false, "slope": null,
            "area": "A1", "note": "a\u5730\ud83d\ude00" } ],
        "areas": [ { "id": "A1", "已划定": "是" } ] }"#;
    let facts = world.facts(text);
    let size = Value::Quantity(Interval::point(Rat::whole(2)));
    assert_eq!(world.value(&facts, "parcel", "X1", "size"), Some(size));
    assert_eq!(world.value(&facts, "parcel", "X1", "slope"), None);
    assert_eq!(world.value(&facts, "parcel", "X1", "note"), Some(Value::Text(Some("a地😀".into()))));
}

#[test]
fn cells_know_where_they_are_written() {
    let world = World::new();
    let (loaded, sources, id) = world.load(&parcel("size: 2.0 公顷"));
    let facts = loaded.facts.unwrap();
    let (subject, field) = world.fact(&facts, "parcel", "X1", "size");
    let span = facts.cell(&world.program, subject, field).unwrap().span;
    assert_eq!(sources.slice(span), "2.0 公顷");
    assert_eq!(sources.place(span).to_string(), "plan.yaml:5:11");
    let row = *facts.rows.at(subject.entity).spans.at(subject.row);
    assert_eq!(sources.slice(row), "X1");
    assert_eq!(facts.source, id);
    assert_eq!(facts.plan.file, "plan.yaml");
    assert!(facts.plan.digest.starts_with("sha256:"));
}

#[test]
fn bytes_are_utf_8_or_named() {
    assert_eq!(guiju_facts::decode("方案".as_bytes()), Ok("方案"));
    let gbk = [0xb7, 0xbd, 0xb0, 0xb8, b'\n'];
    let diagnostic = guiju_facts::decode(&gbk).unwrap_err();
    assert!(diagnostic.help.unwrap().zh.contains("GBK"));
    assert!(guiju_facts::decode(b"\xff\xfea\0").unwrap_err().help.unwrap().en.contains("UTF-16"));
    assert!(guiju_facts::decode(b"a\0b\0c\0d\0").unwrap_err().help.unwrap().en.contains("UTF-16"));
    assert!(guiju_facts::decode(b"abc\xff\xff").unwrap_err().message.en.contains("byte 4"));
}
