//! Pages as HTML: self-contained, escaped, and with the same words as the other formats.

use guiju_base::Lang;
use guiju_explain::{
    Block, Excerpt, Level, Line, Listing, Options, Page, Pictures, Prospects, Row, Style, dossier, html,
    markdown, plain, text,
};
use guiju_ir::{Outcome, Subject, Verdict};

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

/// A file without its style, which is long and the same in all.
pub fn unstyled(html: &str) -> String {
    let (head, rest) = html.split_once("<style>").unwrap();
    format!("{head}{}", rest.split_once("</style>").unwrap().1)
}

#[test]
fn a_report_as_a_file() {
    let town = Town::new();
    let mut inquiry = town.open();
    let answer = inquiry.answer();
    let norm = town.program.rule_named("reuse").unwrap();
    let pictures = Pictures::from([(norm, "<svg id=\"map1-reuse\"></svg>".to_string())]);
    let (case, options) = (town.case(), Options::default());
    let mut prospects = Prospects::new(&case, &guiju_eval::Evaluator);
    let blocks = dossier(&case, &answer, inquiry.as_mut(), &mut prospects, &options, &pictures, Lang::Zh);
    insta::with_settings!({filters => vec![(r"sha256:[0-9a-f]+", "sha256:…")]}, {
        insta::assert_snapshot!(unstyled(&page(blocks)));
    });
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
    for never in ["http:", "https:", "url(", "@import", "src=", "<script", "onload"] {
        assert!(!html.contains(never), "{never}");
    }
    assert_eq!(html.matches("href=").count(), html.matches("href=\"#").count(), "what is led to is here");
    assert!(html.contains("<html lang=\"zh-CN\">") && html.contains("@page { size: A4;"));
}

fn cited(ids: &str) -> Block {
    Block::Lines(vec![(0, Line::plain("依据").then(Style::Cited, ids))])
}

fn clauses() -> Block {
    Block::Clauses(vec![("4.1d".into(), "按程序报批".into()), ("5.3".into(), "不得随意占用".into())])
}

#[test]
fn a_clause_leads_to_its_words_and_back() {
    let html = page(vec![cited("  〔4.1d 9.9 …〕"), cited("4.1d"), clauses()]);
    assert!(html.contains("〔<a href=\"#c-4.1d\" id=\"r-4.1d-1\">4.1d</a> 9.9 …〕"), "{html}");
    assert!(html.contains("<div id=\"c-4.1d\"><dt>4.1d</dt><dd>按程序报批"));
    assert!(html.contains("<a href=\"#r-4.1d-1\"") && html.contains("<a href=\"#r-4.1d-2\""));
    // What is not cited has words and no way back.
    assert!(html.contains("<div id=\"c-5.3\"><dt>5.3</dt><dd>不得随意占用</dd></div>"));
}

#[test]
fn a_clause_leads_back_to_its_first_places_alone() {
    let mut blocks: Vec<Block> = (0..20).map(|_| cited("5.3")).collect();
    blocks.push(clauses());
    let html = page(blocks);
    assert_eq!(html.matches("href=\"#c-5.3\"").count(), 20);
    assert_eq!(html.matches("href=\"#r-5.3-").count(), html.matches("id=\"r-5.3-").count());
    assert!(html.matches("href=\"#r-5.3-").count() < 20 && html.contains("等</span>"));
}

#[test]
fn without_its_words_a_clause_is_only_named() {
    let html = page(vec![cited("4.1d")]);
    assert!(!html.contains("href=") && html.contains("<span class=\"cited\">4.1d</span>"));
}

#[test]
fn the_words_of_a_clause_have_one_place() {
    let html = page(vec![cited("5.3"), clauses(), clauses()]);
    assert_eq!(html.matches("id=\"c-5.3\"").count(), 1);
    assert_eq!(html.matches("不得随意占用").count(), 2);
}

#[test]
fn what_is_pressed_to_unfold_leads_nowhere_else() {
    let line = Line::plain("HP-001").then(Style::Cited, "  4.1d");
    let fold = Block::Fold { line, blocks: vec![cited("4.1d"), Block::Heading(Line::plain("条件"))] };
    let html =
        page(vec![Block::Title(Line::plain("题")), Block::Heading(Line::plain("节")), fold, clauses()]);
    assert!(
        html.contains(
            "<summary><span class=\"id\">HP-001</span> <span class=\"cited\">4.1d</span></summary>"
        )
    );
    assert!(html.contains("id=\"r-4.1d-1\""));
    // A heading in a fold stands below the one over the fold, and is not in the list of headings.
    assert!(html.contains("<h3>条件</h3>"), "{html}");
}

#[test]
fn a_long_page_lists_its_headings() {
    let blocks = |count: usize| {
        let headings = (0..count).map(|at| Block::Heading(Line::plain(format!("节 {at}"))));
        std::iter::once(Block::Title(Line::plain("题"))).chain(headings).collect()
    };
    assert!(!page(blocks(3)).contains("<nav"));
    let html = page(blocks(4));
    assert!(html.contains("<nav aria-label=\"目录\">"));
    for at in 1..=4 {
        assert_eq!(html.matches(&format!("#h{at}\"")).count(), 1);
        assert_eq!(html.matches(&format!("id=\"h{at}\"")).count(), 1);
    }
}

#[test]
fn other_renderings_show_what_html_folds() {
    let fold =
        Block::Fold { line: Line::plain("甲"), blocks: vec![Block::Lines(vec![(0, Line::plain("乙"))])] };
    let facts = Block::Facts(vec![(Line::plain("基准日"), Line::plain("2026-03-01"))]);
    let figure = Block::Figure { caption: Line::plain("图"), svg: "<svg></svg>".into() };
    let page = Page { lang: Lang::Zh, blocks: vec![fold, facts, figure, clauses()] };
    let told = plain(&text(&page, 80));
    assert_eq!(told, "甲\n乙\n基准日  2026-03-01\n图\n4.1d  按程序报批\n5.3  不得随意占用\n");
    let told = markdown(&page);
    assert_eq!(
        told,
        "**甲**\n\n- 乙\n\n- 基准日  2026-03-01\n\n图\n\n- 4.1d  按程序报批\n- 5.3  不得随意占用\n"
    );
}

#[test]
fn a_file_tells_the_first_of_each_outcome_and_counts_the_rest() {
    let town = Town::new();
    let norm = town.program.rule_named("reuse").unwrap();
    let entity = town.program.rules.at(norm).subject;
    let row = town.facts.rows.at(entity).row("X1").unwrap();
    let verdict = |outcome| Verdict { norm, subject: Subject { entity, row }, outcome, turns: Vec::new() };
    let mut verdicts = vec![verdict(Outcome::Blocked); 130];
    verdicts.extend(vec![verdict(Outcome::Applies); 3]);
    let excerpt = Excerpt::of(verdicts.iter());
    assert_eq!(excerpt.told.len(), 103);
    assert_eq!(excerpt.left.into_iter().collect::<Vec<_>>(), [((norm, Outcome::Blocked), 30)]);
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
