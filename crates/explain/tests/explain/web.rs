//! Pages as HTML: self-contained, escaped, and with the same words as the other formats.

use guiju_base::Lang;
use guiju_explain::{Block, Level, Line, Listing, Page, Row, Style, html, plain, text};

use crate::Town;

/// The words between the tags of the body.
fn words(html: &str) -> String {
    let body = html.split("<body>").nth(1).unwrap();
    let mut out = String::new();
    let mut inside = false;
    for sign in body.chars() {
        match sign {
            '<' => inside = true,
            '>' => inside = false,
            sign if !inside => out.push(sign),
            _ => {}
        }
    }
    out
}

fn page(blocks: Vec<Block>) -> String {
    html(&Page { lang: Lang::Zh, blocks })
}

#[test]
fn a_report_in_html() {
    insta::assert_snapshot!(html(&Town::new().page(Lang::Zh, Listing::Summary)));
}

#[test]
fn what_a_plan_says_cannot_leave_its_place() {
    let hostile = "</title><script>alert('1')</script>&\"\u{202e}\u{7}";
    let line = || Line::plain(hostile).then(Style::Bad, hostile);
    let table = Block::Table {
        header: vec![line()],
        rows: vec![Row::Group(line()), Row::Cells(vec![line()])],
        right: vec![0],
        wide: 0,
    };
    let html = page(vec![
        Block::Title(line()),
        Block::Heading(line()),
        Block::Subheading(line()),
        Block::Lines(vec![(0, line()), (1, line())]),
        table,
    ]);
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains(['\u{202e}', '\u{7}']));
    assert_eq!(html.matches("</title>").count(), 1);
    assert!(words(&html).contains("&lt;script&gt;alert(&#39;1&#39;)"));
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    let html = html(&Town::new().page(Lang::Zh, Listing::All));
    for never in ["http:", "https:", "url(", "@import", "src=", "href=", "<script", "onload"] {
        assert!(!html.contains(never), "{never}");
    }
    assert!(html.contains("<html lang=\"zh-CN\">") && html.contains("@page { size: A4;"));
}

#[test]
fn lists_are_closed_however_depths_jump() {
    let line = |depth, text: &str| (depth, Line::plain(text));
    let html =
        page(vec![Block::Lines(vec![line(2, "a"), line(0, "b"), line(1, "c"), line(3, "d"), line(0, "e")])]);
    for tag in ["ul", "li"] {
        assert_eq!(html.matches(&format!("<{tag}>")).count(), html.matches(&format!("</{tag}>")).count());
    }
    assert_eq!(words(&html).split_whitespace().collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
}

#[test]
fn an_id_is_not_broken_at_its_hyphen() {
    let html = page(vec![Block::Lines(vec![(0, Line::plain("地块 HP-017、X1，2026-03-01"))])]);
    assert!(html.contains("<span class=\"id\">HP-017</span>、X1"));
    assert!(html.contains("<span class=\"id\">2026-03-01</span>"));
}

#[test]
fn an_item_goes_by_its_name_too() {
    let plan = include_str!("plan.yaml").replace("{ id: X2,", "{ id: X2, name: 和平村一社旧粮站和晒坝,");
    let town = Town::with(include_str!("town.gj"), &plan);
    let list = plain(&text(&town.page(Lang::Zh, Listing::All), 100));
    assert!(list.contains("X2（和平村一社旧粮站和…）"), "{list}");
    let told = town.explain("reuse", "X2", Lang::Zh, Level::Brief);
    assert!(told.starts_with("地块 X2（和平村一社旧粮站和晒坝） 「就地利用」"), "{told}");
}
