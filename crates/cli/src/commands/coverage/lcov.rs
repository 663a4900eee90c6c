//! The report as an LCOV trace, for editors and genhtml: rules are functions, conditions branches, their lines lines.
//!
//! A line counts how many of its points are covered, so one of which nothing is tested counts zero. Of each condition there
//! are two branches, true and false; where no case meets it at all they are not taken, which LCOV writes as `-`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use guiju_analyze::coverage::{PointKind, Seen};

use super::report::{Item, Report, RuleRow};

/// The whole report.
pub fn lcov(report: &Report) -> String {
    let mut out = String::from("TN:\n");
    for (source, rows) in report.files() {
        let Some(text) = report.sources.get(source) else { continue };
        put(&mut out, format_args!("SF:{}", text.name));
        functions(&mut out, report, &rows);
        branches(&mut out, report, &rows);
        lines(&mut out, report, &rows);
        out.push_str("end_of_record\n");
    }
    out
}

fn put(out: &mut String, line: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

fn line_of(report: &Report, item: guiju_base::Span) -> u32 {
    report.sources.place(item).line
}

fn functions(out: &mut String, report: &Report, rows: &[&RuleRow]) {
    let rule = |row: &RuleRow| report.program.rules.at(row.rule);
    for row in rows {
        put(out, format_args!("FN:{},{}", line_of(report, rule(row).span), rule(row).name.id));
    }
    for row in rows {
        put(out, format_args!("FNDA:{},{}", row.count.covered, rule(row).name.id));
    }
    let hit = rows.iter().filter(|row| row.count.covered > 0).count();
    put(out, format_args!("FNF:{}", rows.len()));
    put(out, format_args!("FNH:{hit}"));
}

/// The two truths of a condition, each with whether some case sees it.
fn truths(report: &Report, item: &Item) -> Option<[bool; 2]> {
    let seen = |wanted: Seen| {
        let number = item.points.iter().copied().find(|number| {
            let point = report.measured.points.get(*number);
            point.is_some_and(|point| match point.kind {
                PointKind::Condition(_, seen) | PointKind::Ground(_, seen) => seen == wanted,
                _ => false,
            })
        });
        number.map(|number| report.is_covered(number))
    };
    Some([seen(Seen::True)?, seen(Seen::False)?])
}

fn branches(out: &mut String, report: &Report, rows: &[&RuleRow]) {
    let (mut found, mut hit) = (0, 0);
    let mut blocks: BTreeMap<u32, usize> = BTreeMap::new();
    let items = rows.iter().flat_map(|row| &row.items);
    let mut listed: Vec<(u32, [bool; 2])> =
        items.filter_map(|item| Some((line_of(report, item.span), truths(report, item)?))).collect();
    listed.sort_by_key(|(line, _)| *line);
    for (line, truths) in listed {
        let block = blocks.entry(line).or_default();
        let is_met = truths.contains(&true);
        for (branch, taken) in truths.into_iter().enumerate() {
            let taken = match (is_met, taken) {
                (false, _) => "-",
                (true, true) => "1",
                (true, false) => "0",
            };
            put(out, format_args!("BRDA:{line},{block},{branch},{taken}"));
        }
        found += 2;
        hit += truths.iter().filter(|taken| **taken).count();
        *block += 1;
    }
    put(out, format_args!("BRF:{found}"));
    put(out, format_args!("BRH:{hit}"));
}

fn lines(out: &mut String, report: &Report, rows: &[&RuleRow]) {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for item in rows.iter().flat_map(|row| &row.items) {
        let covered = item.points.iter().filter(|number| report.is_covered(**number)).count();
        *counts.entry(line_of(report, item.span)).or_default() += covered;
    }
    for (line, count) in &counts {
        put(out, format_args!("DA:{line},{count}"));
    }
    put(out, format_args!("LF:{}", counts.len()));
    put(out, format_args!("LH:{}", counts.values().filter(|count| **count > 0).count()));
}
