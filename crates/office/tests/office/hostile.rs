//! What a plan or a policy may hold and an office file may not: control signs, markup, formulas, endless names, letters
//! turned round.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use guiju_base::Lang;
use guiju_office::{Block, Column, Document, Limits, Row, Table, docx};

use crate::Reviewed;
use crate::package::{is_well_formed, part, words};

const RULES: &str = "measure 1 \"m\"\n\
    entity parcel \"地块\" \"Parcel\" list parcels { name \"名称\": text; size \"面积\": area fixed; bad \"不当\" \"bad\": truth; }\n\
    permit use \"利用\" \"use\" for parcel cites 1.1 { when { parcel.size > 0 公顷; } }\n\
    forbid misuse \"滥用\" \"misuse\" for parcel cites 1.2 { breach { parcel.bad; } }\n\
    decision use \"可否利用？\" \"May it be used?\";\n";

/// A plan in JSON, whose texts may hold anything that can be escaped.
fn plan(name: &str, id: &str) -> Reviewed {
    let quote = |text: &str| {
        let signs = text.chars().map(|sign| match sign {
            '"' => "\\\"".to_string(),
            '\\' => "\\\\".to_string(),
            '\n' => "\\n".to_string(),
            '\t' => "\\t".to_string(),
            sign => sign.to_string(),
        });
        format!("\"{}\"", signs.collect::<String>())
    };
    let plan = format!(
        "{{ \"guiju\": \"plan/1\", \"id\": \"P\", \"name\": {name}, \"as_of\": \"2026-03-01\", \"parcels\": [\
         {{ \"id\": {id}, \"name\": {name}, \"size\": \"1 公顷\", \"bad\": true }}] }}",
        name = quote(name),
        id = quote(id)
    );
    Reviewed::under(RULES, &plan)
}

const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "<w:t>&amp;</w:t> ]]> <!-- -->",
    "_x0041_ _x000D_",
    "😀 𠮷 é",
    "换行\n与制表\t符",
    "「」“”‘’《》〔2026〕",
];

#[test]
fn whatever_a_name_holds_stands_in_both_files() {
    for text in HOSTILE {
        let reviewed = plan(text, text);
        let docx = reviewed.docx(Lang::Zh);
        is_well_formed(&docx);
        let said = words(&docx);
        assert!(said.contains(&text.replace(['\n', '\t'], " ")), "{text:?} in {said}");
        let xlsx = reviewed.xlsx(Lang::Zh, Limits::default());
        is_well_formed(&xlsx);
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx.clone())).unwrap();
        let sheets = book.worksheets();
        let (_, parcels) = sheets.iter().find(|(name, _)| name == "地块").unwrap();
        let row = parcels.rows().nth(1).unwrap();
        assert_eq!(row[0], Data::String((*text).into()), "the id");
        assert_eq!(row[1], Data::String((*text).into()), "the name");
        for name in ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet5.xml"] {
            assert!(!part(&xlsx, name).contains("<f>"), "a formula in {name}");
        }
    }
}

#[test]
fn what_no_file_may_hold_gives_way_to_a_box() {
    let document = Document {
        lang: Lang::Zh,
        title: "题\u{0}名\u{202E}".into(),
        under: vec!["\u{1B}[31m".into()],
        day: 0,
        blocks: vec![
            Block::Text("a\u{1}b\u{85}c\u{FFFF}d\r\ne\u{2066}f".into()),
            Block::Table(Table {
                columns: vec![Column::words("头\u{7}", 50), Column::figures("", 50)],
                rows: vec![Row::Group("组\u{8}".into()), Row::Cells(vec!["\u{B}".into(), "\u{FFFE}".into()])],
            }),
            Block::Named("名\u{2}".into(), "<&>".into()),
        ],
    };
    let file = docx(&document).unwrap();
    is_well_formed(&file);
    let said = words(&file);
    for told in ["题□名□", "□[31m", "a□b□c□d e□f", "头□", "组□", "名□：<&>"] {
        assert!(said.contains(told), "{told} in {said}");
    }
}

#[test]
fn an_endless_name_is_cut_with_a_mark() {
    let long = "长".repeat(20_000) + &"名".repeat(1_500);
    let reviewed = plan(&long, "X1");
    let docx = reviewed.docx(Lang::Zh);
    is_well_formed(&docx);
    let said = words(&docx);
    assert!(said.contains("X1") && said.contains('…'));
    assert!(said.lines().all(|line| line.chars().count() < 2_000), "a paragraph without end");
    let limits = Limits { signs: 20_000, ..Limits::default() };
    let xlsx = reviewed.xlsx(Lang::Zh, limits);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx)).unwrap();
    let sheets = book.worksheets();
    let (_, parcels) = sheets.iter().find(|(name, _)| name == "地块").unwrap();
    let Data::String(name) = &parcels.rows().nth(1).unwrap()[1] else { panic!() };
    assert_eq!(name.chars().count(), 20_000);
    assert!(name.ends_with('…'));
    let said: String = sheets[0].1.rows().flatten().map(|cell| format!("{cell}\n")).collect();
    assert!(said.contains("已截断"), "{said}");
}

#[test]
fn a_number_beyond_fifteen_digits_is_marked_as_rounded() {
    let plan =
        "guiju: plan/1\nid: P\nas_of: 2026-03-01\nparcels: [{ id: X1, size: 0.12345678901234567 公顷 }]\n";
    let xlsx = Reviewed::under(RULES, plan).xlsx(Lang::En, Limits::default());
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx)).unwrap();
    let said: String = book.worksheets()[0].1.rows().flatten().map(|cell| format!("{cell}\n")).collect();
    assert!(said.contains("marked ≈"), "{said}");
}
