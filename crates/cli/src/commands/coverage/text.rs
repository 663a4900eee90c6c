//! The report as people read it: the rate, a table of rules by file, what is missing rule by rule.
//!
//! What is missing stands with its place, and with the plan that would cover it where plans were looked for. A rate is rounded
//! down, so that 100 is said only where nothing is missing.

use guiju_base::{Lang, SourceId};
use guiju_explain::{Block, Line, Page, Row, Style, text as set};

use super::report::{Count, Kind, Report, RuleRow};
use super::words;
use crate::arguments::Call;
use crate::commands::page;
use crate::commands::test::run::Run;
use crate::commands::test::text::{place, say};

/// The whole report.
pub fn text(report: &Report, run: &Run, call: &Call) -> String {
    let lang = call.lang;
    let mut blocks = vec![Block::Lines(vec![(0, head(report, run, lang))]), kinds(report, lang)];
    blocks.push(table(report, lang));
    let missing: Vec<(usize, Line)> =
        report.rules.iter().flat_map(|row| missing(report, row, lang)).collect();
    if !missing.is_empty() {
        let words = say(lang, "没有案例检验的内容", "What no case tests");
        blocks.push(Block::Heading(Line::plain(words)));
        blocks.push(Block::Lines(missing));
    }
    page::lines(&set(&Page { lang, blocks }, page::width()), call)
}

/// Points covered of points, in words.
pub fn share(count: Count, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}%（{}/{} 点）", count.percent(), count.covered, count.points),
        Lang::En => format!("{}% ({} of {} points)", count.percent(), count.covered, count.points),
    }
}

fn head(report: &Report, run: &Run, lang: Lang) -> Line {
    let (passed, failed) = run.counts();
    let cases = match (lang, failed) {
        (Lang::Zh, 0) => format!("；案例 {passed} 个，全部通过"),
        (Lang::Zh, _) => format!("；通过的案例 {passed} 个，未通过的 {failed} 个不计"),
        (Lang::En, 0) => format!("; {passed} cases, all passed"),
        (Lang::En, _) => format!("; {passed} cases passed, {failed} failed and count for nothing"),
    };
    Line::plain(say(lang, "案例覆盖 ", "Covered by cases: "))
        .then(Style::Strong, share(report.total, lang))
        .then(Style::Plain, cases)
}

/// The name of a kind of point.
pub fn kind_words(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Outcome => say(lang, "结论", "outcomes"),
        Kind::Seen => say(lang, "条件取值", "conditions seen"),
        Kind::Deciding => say(lang, "起决定作用", "deciding"),
        Kind::Boundary => say(lang, "界值", "boundaries"),
        Kind::Reading => say(lang, "口径", "readings"),
        Kind::Rider => say(lang, "效果和义务", "effects, duties"),
    }
}

fn kinds(report: &Report, lang: Lang) -> Block {
    let fact = |kind: &Kind| {
        let count = report.kinds.get(kind)?;
        Some((Line::plain(kind_words(*kind, lang)), Line::plain(share(*count, lang))))
    };
    Block::Facts(Kind::ALL.iter().filter_map(fact).collect())
}

fn table(report: &Report, lang: Lang) -> Block {
    let mut header = vec![Line::plain(say(lang, "规则", "rule")), Line::plain(say(lang, "条文", "clauses"))];
    header.extend(Kind::ALL.iter().map(|kind| Line::plain(kind_words(*kind, lang))));
    header.push(Line::plain(say(lang, "合计", "all")));
    let mut rows = Vec::new();
    for (source, of_file) in report.files() {
        let count = of_file.iter().fold(Count::default(), |all, row| all.and(row.count));
        rows.push(Row::Group(group(report, source, count, lang)));
        rows.extend(of_file.iter().map(|row| Row::Cells(cells(report, row, lang))));
    }
    let right = (2..header.len()).collect();
    Block::Table { header, rows, right, wide: 0 }
}

fn group(report: &Report, source: SourceId, count: Count, lang: Lang) -> Line {
    let name = report.sources.get(source).map(|source| source.name.clone()).unwrap_or_default();
    Line::default().then(Style::Strong, name).then(Style::Faint, format!("  {}", share(count, lang)))
}

fn cells(report: &Report, row: &RuleRow, lang: Lang) -> Vec<Line> {
    let rule = report.program.rules.at(row.rule);
    let clauses = report.program.clause_ids(&rule.clauses).join(" ");
    let mut cells = vec![Line::plain(rule.name.label.get(lang)), Line::default().then(Style::Cited, clauses)];
    for kind in Kind::ALL {
        cells.push(match row.kinds.get(&kind) {
            Some(count) => Line::default().then(style(*count), format!("{}/{}", count.covered, count.points)),
            None => Line::default(),
        });
    }
    cells.push(Line::default().then(style(row.count), format!("{}%", row.count.percent())));
    cells
}

fn style(count: Count) -> Style {
    match (count.is_full(), count.covered) {
        (true, _) => Style::Plain,
        (false, 0) => Style::Bad,
        (false, _) => Style::Open,
    }
}

fn missing(report: &Report, row: &RuleRow, lang: Lang) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    for item in &row.items {
        let open: Vec<String> = report
            .missing(item)
            .map(|(_, point)| words::point(report.program, point).get(lang).to_string())
            .collect();
        if open.is_empty() {
            continue;
        }
        let line = Line::default()
            .then(Style::Faint, format!("{}  ", place(report.sources, item.span)))
            .then(Style::Plain, words::item(report, row.rule, item).get(lang))
            .then(Style::Faint, say(lang, "：未见 ", ": never "))
            .then(Style::Open, open.join(say(lang, "、", ", ")));
        lines.push((1, line));
        lines.extend(report.missing(item).filter_map(|(number, _)| {
            let words = report.witnesses.get(&number)?.words(report);
            Some((2, Line::default().then(Style::Faint, words.get(lang))))
        }));
    }
    if !lines.is_empty() {
        let rule = report.program.rules.at(row.rule);
        let line = Line::default()
            .then(Style::Strong, rule.name.label.get(lang))
            .then(Style::Faint, format!("  {}  {}", rule.name.id, share(row.count, lang)));
        lines.insert(0, (0, line));
    }
    lines
}
