//! The workbook read back: every decision, exact areas, types of cells, filters and widths, sheets that are full.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use guiju_base::Lang;
use guiju_explain::{finding, subject_size};
use guiju_ir::{Dimension, Outcome, Rat};
use guiju_office::Limits;

use crate::package::{is_well_formed, part, parts};
use crate::{Reviewed, text, town};

/// The sheets by name, in order.
fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    book.worksheets()
}

fn sheet<'s>(sheets: &'s [(String, Range<Data>)], name: &str) -> &'s Range<Data> {
    &sheets.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no sheet {name}")).1
}

/// The place of a column by its head.
fn column(range: &Range<Data>, head: &str) -> usize {
    let found = range.rows().next().unwrap().iter().position(|cell| cell == &Data::String(head.into()));
    found.unwrap_or_else(|| panic!("no column {head}"))
}

fn words(cell: &Data) -> &str {
    match cell {
        Data::String(words) => words,
        Data::Empty => "",
        other => panic!("{other:?} is no text"),
    }
}

/// A number as it was written, to be compared exactly.
fn exact(cell: &Data) -> Option<Rat> {
    match cell {
        Data::Float(number) => Some(Rat::parse(&number.to_string()).unwrap()),
        Data::Int(number) => Some(Rat::whole(*number)),
        Data::Empty => None,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn every_decision_has_its_row_with_the_right_outcome_and_exact_area() {
    let town = town();
    let sheets = sheets(&town.xlsx(Lang::Zh, Limits::default()));
    let range = sheet(&sheets, "审查结论");
    let [norm, id, outcome, hectares, mu] =
        ["规则编号", "对象编号", "结论代码", "面积（公顷）", "面积（亩）"].map(|head| column(range, head));
    let answer = town.answer();
    assert_eq!(range.rows().count(), answer.verdicts.len() + 1);
    for (row, verdict) in range.rows().skip(1).zip(&answer.verdicts) {
        assert_eq!(words(&row[norm]), town.program.rules.at(verdict.norm).name.id);
        assert_eq!(words(&row[id]), town.facts.id(verdict.subject));
        assert_eq!(words(&row[outcome]), verdict.outcome.id());
        let area = subject_size(&town.case(), verdict.subject, Dimension::Area).flatten();
        assert_eq!(exact(&row[hectares]), area, "{}", words(&row[id]));
        assert_eq!(exact(&row[mu]), area.map(|area| area.mul(&Rat::whole(15))));
    }
}

#[test]
fn a_row_says_why_what_follows_and_where_it_stands() {
    let sheets = sheets(&town().xlsx(Lang::Zh, Limits::default()));
    let range = sheet(&sheets, "审查结论");
    let find = |norm: &str, id: &str| {
        range
            .rows()
            .find(|row| words(&row[0]) == norm && words(&row[column(range, "对象编号")]) == id)
            .unwrap()
    };
    let row = find("village_land_reuse", "HP-014");
    assert_eq!(words(&row[column(range, "结论")]), "禁止性规定不许");
    assert!(words(&row[column(range, "审查事项")]).contains("就地利用"));
    assert!(words(&row[column(range, "禁止性规定")]).contains("（5.3）"));
    assert!(words(&row[column(range, "原因")]).contains("地块在生态保护红线内（5.3）"));
    assert!(words(&row[column(range, "方案位置")]).starts_with("plan.yaml:"));
    let row = find("district_approves_conversion", "HP-009");
    assert!(!words(&row[column(range, "效果")]).is_empty());
    assert!(words(&row[column(range, "附带义务")]).contains("未落实"));
    let row = find("market_entry", "HP-050");
    assert!(words(&row[column(range, "尚缺")]).contains("parcels[HP-050].planned_use_operational"));
    assert!(words(&row[column(range, "口径影响")]).contains("按“"));
}

#[test]
fn every_missing_fact_has_a_row_with_the_decisions_that_hang_on_it() {
    let town = town();
    let sheets = sheets(&town.xlsx(Lang::Zh, Limits::default()));
    let range = sheet(&sheets, "待补材料与认定");
    let mut wanted: HashMap<String, usize> = HashMap::new();
    let mut inquiry = town.open();
    let answer = inquiry.answer();
    for verdict in answer.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Undetermined) {
        let derivation = inquiry.derive(verdict.norm, verdict.subject);
        for missing in finding(&town.case(), verdict, derivation.as_ref()).missing {
            *wanted.entry(missing.path).or_default() += 1;
        }
    }
    let (path, count) = (column(range, "方案路径"), column(range, "待定结论数"));
    let found: HashMap<String, usize> = range
        .rows()
        .skip(1)
        .map(|row| (words(&row[path]).to_string(), exact(&row[count]).unwrap().to_whole().unwrap() as usize))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_sheet_of_parcels_has_facts_by_their_types_and_each_headline_outcome() {
    let town = town();
    let sheets = sheets(&town.xlsx(Lang::Zh, Limits::default()));
    let range = sheet(&sheets, "地块");
    let parcel = town.program.entity_named("parcel").unwrap();
    assert_eq!(range.rows().count(), town.facts.rows.at(parcel).len() + 1);
    let row = range.rows().find(|row| words(&row[0]) == "HP-014").unwrap();
    assert_eq!(words(&row[column(range, "就地利用村庄用地")]), "禁止性规定不许");
    assert_eq!(words(&row[column(range, "位于生态保护红线内")]), "是");
    assert_eq!(words(&row[column(range, "所属子项目")]), "S06");
    assert_eq!(words(&row[column(range, "利用方式")]), "就地利用");
    assert_eq!(exact(&row[column(range, "面积（公顷）")]), Some(Rat::parse("0.054").unwrap()));
}

#[test]
fn ids_stay_text_dates_are_dates_and_a_fraction_says_that_it_is_rounded() {
    let rules = "measure 1 \"m\"\n\
        entity parcel \"地块\" \"Parcel\" list parcels {\n\
          size \"面积\": area fixed; taken \"受理日\": date fixed; slope \"坡度\": angle fixed; code \"代码\": text fixed;\n\
        }\n\
        permit use \"利用\" \"use\" for parcel cites 1.1 {\n\
          when { parcel.size > 0 公顷; parcel.taken > 2020-01-01; parcel.slope < 25 度; parcel.code is \"007\"; }\n\
        }\n\
        decision use \"可否利用？\" \"May it be used?\";\n";
    let plan = "guiju: plan/1\nid: P\nas_of: 2026-03-01\nparcels:\n\
        \x20 - { id: \"001\", size: 4 亩, taken: 2024-02-29, slope: 15..25 度, code: \"007\" }\n\
        \x20 - { id: \"1e3\", size: 0.30 公顷, taken: 2024年3月1日, slope: 18.5 度, code: \"-1+2\" }\n";
    let sheets = sheets(&Reviewed::under(rules, plan).xlsx(Lang::Zh, Limits::default()));
    let range = sheet(&sheets, "地块");
    let rows: Vec<&[Data]> = range.rows().skip(1).collect();
    assert_eq!(words(&rows[0][0]), "001");
    assert_eq!(words(&rows[1][0]), "1e3");
    assert_eq!(words(&rows[0][column(range, "代码")]), "007");
    assert_eq!(words(&rows[1][column(range, "代码")]), "-1+2");
    assert_eq!(exact(&rows[0][column(range, "面积（亩）")]), Some(Rat::whole(4)));
    assert_eq!(exact(&rows[1][column(range, "面积（公顷）")]), Some(Rat::parse("0.3").unwrap()));
    assert_eq!(words(&rows[0][column(range, "坡度（度）")]), "15 度–25 度");
    assert_eq!(exact(&rows[1][column(range, "坡度（度）")]), Some(Rat::parse("18.5").unwrap()));
    let Data::DateTime(taken) = &rows[0][column(range, "受理日")] else { panic!("{:?}", rows[0]) };
    // 29 February 2024 by the count of spreadsheets.
    assert_eq!(taken.as_f64(), 45351.0);
    let first = sheet(&sheets, "总表");
    let notes: Vec<&str> =
        first.rows().filter(|row| row[0] == Data::String("说明".into())).map(|row| words(&row[1])).collect();
    assert!(notes.iter().any(|note| note.contains("前面标≈")), "{notes:?}");
}

#[test]
fn every_table_has_a_filter_a_frozen_header_and_set_widths() {
    let bytes = town().xlsx(Lang::En, Limits::default());
    is_well_formed(&bytes);
    let sheets = parts(&bytes).into_iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    let sheets: Vec<(String, Vec<u8>)> = sheets.collect();
    assert_eq!(sheets.len(), 7);
    for (name, part) in sheets {
        let sheet = String::from_utf8(part).unwrap();
        assert!(sheet.contains("<cols>"), "{name}");
        if name != "xl/worksheets/sheet1.xml" {
            assert!(sheet.contains("<autoFilter ref=\"A1:"), "{name}");
            assert!(sheet.contains("state=\"frozen\""), "{name}");
        }
    }
}

#[test]
fn a_sheet_that_is_full_goes_on_in_another_and_the_first_says_so() {
    let town = town();
    let limits = Limits { rows: 200, signs: 40, ..Limits::default() };
    let sheets = sheets(&town.xlsx(Lang::Zh, limits));
    let parts: Vec<&(String, Range<Data>)> =
        sheets.iter().filter(|(name, _)| name.starts_with("审查结论")).collect();
    let rows: usize = parts.iter().map(|(_, range)| range.rows().count() - 1).sum();
    assert_eq!(rows, town.answer().verdicts.len());
    assert!(parts.len() > 5 && parts[1].0 == "审查结论（2）", "{:?}", parts[1].0);
    assert!(parts.iter().all(|(_, range)| range.rows().count() <= 200));
    for (name, range) in sheets.iter().skip(1) {
        for cell in range.rows().flatten() {
            if let Data::String(words) = cell {
                assert!(words.encode_utf16().count() <= 40, "{name}: {words}");
            }
        }
    }
    let said: String = sheet(&sheets, "总表").rows().flatten().map(|cell| format!("{cell}\n")).collect();
    assert!(said.contains("续表") && said.contains("已截断"), "{said}");
}

#[test]
fn a_large_book_says_what_one_that_is_held_says() {
    let town = town();
    let read = |held| {
        let bytes = town.xlsx(Lang::Zh, Limits { held, ..Limits::default() });
        is_well_formed(&bytes);
        (sheets(&bytes), bytes)
    };
    let (by_files, once) = read(0);
    assert_eq!(once, read(0).1, "the same bytes each time");
    let (held, other) = read(usize::MAX);
    assert_ne!(once, other, "rows were held in both");
    for ((name, large), (known, small)) in by_files.iter().zip(&held) {
        assert_eq!(name, known);
        assert!(large.rows().eq(small.rows()), "{name}");
    }
    assert_eq!(by_files.len(), held.len());
    let sheet = part(&once, "xl/worksheets/sheet3.xml");
    assert!(sheet.contains("<cols>") && sheet.contains("<autoFilter ref=\"A1:") && sheet.contains("ht=\""));
}

#[test]
fn the_first_sheet_says_where_the_book_comes_from() {
    let sheets = sheets(&town().xlsx(Lang::Zh, Limits::default()));
    assert_eq!(sheets[0].0, "总表");
    let said: String = sheets[0].1.rows().flatten().map(|cell| format!("{cell}\n")).collect();
    for told in [
        "HP-2026",
        "虚构数据",
        "征求意见稿",
        "2026-03-01（方案所定）",
        &format!("sha256:{}", "ab".repeat(32)),
        "不替代",
    ] {
        assert!(said.contains(told), "{told}");
    }
}

#[test]
fn names_of_sheets_are_such_as_a_sheet_may_have() {
    let rules = "measure 1 \"m\"\n\
        entity total \"总表\" \"Summary\" list totals { size \"面积\": area fixed; }\n\
        entity long \"跨区县统筹安排的农村集体经营性建设用地入市储备地块及其附属设施用地\" \"Long: a/b [c]\" list longs {\n\
          size \"面积\": area fixed;\n\
        }\n\
        permit one \"甲\" \"one\" for total cites 1.1 { when { total.size > 0 公顷; } }\n\
        permit two \"乙\" \"two\" for long cites 1.1 { when { long.size > 0 公顷; } }\n\
        decision one \"甲？\" \"One?\";\ndecision two \"乙？\" \"Two?\";\n";
    let plan = "guiju: plan/1\nid: P\nas_of: 2026-03-01\ntotals: [{ id: a, size: 1 公顷 }]\nlongs: [{ id: b, size: 1 公顷 }]\n";
    let reviewed = Reviewed::under(rules, plan);
    for lang in [Lang::Zh, Lang::En] {
        let names: Vec<String> =
            sheets(&reviewed.xlsx(lang, Limits::default())).into_iter().map(|(name, _)| name).collect();
        assert!(names.len() > 6, "{names:?}");
        for (at, name) in names.iter().enumerate() {
            assert!(name.encode_utf16().count() <= 31, "{name}");
            assert!(!name.contains(['*', '?', ':', '[', ']', '\\', '/']), "{name}");
            assert!(!names[..at].contains(name), "{name} twice");
        }
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let plan = text("examples/county.yaml");
    let write = || Reviewed::of(&plan).xlsx(Lang::Zh, Limits::default());
    let bytes = write();
    assert_eq!(bytes, write());
    assert!(
        part(&bytes, "docProps/core.xml").contains("2026-04-01T00:00:00Z"),
        "the only date is the plan's"
    );
}
