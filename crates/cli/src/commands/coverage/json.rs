//! The report as JSON, `guiju.coverage/1`: totals, kinds, clauses, and each rule with its items and their points.
//!
//! Percentages are strings with at most one decimal, rounded down; two runs print the same bytes.

use guiju_base::{Sources, Span, Words};
use guiju_ir::RuleKind;
use serde::Serialize;

use super::report::{Count, Item, Kind, Report, RuleRow};
use super::words;

#[derive(Serialize)]
struct Coverage<'a> {
    schema: &'static str,
    pack: Pack<'a>,
    cases: usize,
    total: Share,
    kinds: Vec<Named>,
    clauses: Vec<Named>,
    rules: Vec<Rule<'a>>,
    /// Points left out, since no plan can reach them.
    unreachable: Vec<Unreachable<'a>>,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct Share {
    points: usize,
    covered: usize,
    percent: String,
}

#[derive(Serialize)]
struct Named {
    id: String,
    #[serde(flatten)]
    share: Share,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    label: Bilingual,
    kind: &'static str,
    clauses: Vec<String>,
    place: Place,
    #[serde(flatten)]
    share: Share,
    items: Vec<Thing>,
}

#[derive(Serialize)]
struct Thing {
    what: Bilingual,
    place: Place,
    points: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    point: Bilingual,
    kind: &'static str,
    covered: bool,
    /// The first case that covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<Case>,
    /// How near to the limit any case comes, in the base unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<String>,
    /// What a search for a plan came to, when one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<super::witness::Shown>,
}

#[derive(Serialize)]
struct Case {
    name: String,
    place: Place,
}

#[derive(Serialize)]
struct Unreachable<'a> {
    rule: &'a str,
    point: Bilingual,
    place: Place,
    because: Bilingual,
}

#[derive(Serialize)]
struct Bilingual {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

/// The whole report.
pub fn json(report: &Report) -> String {
    let pack = &report.program.pack;
    let named = |id: String, count: Count| Named { id, share: share(count) };
    let kinds =
        Kind::ALL.iter().filter_map(|kind| Some(named(kind.id().to_string(), *report.kinds.get(kind)?)));
    let clause =
        |(id, count): &(guiju_ir::ClauseId, Count)| named(report.program.clauses.at(*id).id.clone(), *count);
    let coverage = Coverage {
        schema: "guiju.coverage/1",
        pack: Pack { id: &pack.id, version: &pack.version, digest: &pack.digest },
        cases: report.measured.cases.len(),
        total: share(report.total),
        kinds: kinds.collect(),
        clauses: report.clauses.iter().map(clause).collect(),
        rules: report.rules.iter().map(|row| rule(report, row)).collect(),
        unreachable: report
            .measured
            .points
            .unreachable()
            .iter()
            .map(|(point, why)| Unreachable {
                rule: &report.program.rules.at(point.rule).name.id,
                point: bilingual(words::point(report.program, point)),
                place: place(report.sources, point.span),
                because: bilingual(words::unreachable(*why)),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&coverage).unwrap_or_default();
    text.push('\n');
    text
}

fn share(count: Count) -> Share {
    Share { points: count.points, covered: count.covered, percent: count.percent() }
}

fn rule<'a>(report: &Report<'a>, row: &RuleRow) -> Rule<'a> {
    let declared = report.program.rules.at(row.rule);
    let kind = match &declared.kind {
        RuleKind::Norm(_) => "norm",
        RuleKind::Term { .. } => "term",
        RuleKind::Exception { .. } => "exception",
        RuleKind::Bar { .. } => "bar",
        RuleKind::Check(_) => "check",
        RuleKind::Derived { .. } => "derived",
    };
    Rule {
        id: &declared.name.id,
        label: bilingual(declared.name.label.clone()),
        kind,
        clauses: report.program.clause_ids(&declared.clauses),
        place: place(report.sources, declared.span),
        share: share(row.count),
        items: row.items.iter().map(|one| item(report, row, one)).collect(),
    }
}

fn item(report: &Report, row: &RuleRow, item: &Item) -> Thing {
    let point = |number: &usize| {
        let point = report.measured.points.get(*number)?;
        let cover = report.measured.tally.cover(*number);
        let case = cover.and_then(|cover| report.measured.cases.get(usize::try_from(cover.case).ok()?));
        Some(Point {
            point: bilingual(words::point(report.program, point)),
            kind: Kind::of(point.kind).id(),
            covered: cover.is_some(),
            case: case.map(|case| Case {
                name: case.name.value.clone(),
                place: place(report.sources, case.name.span),
            }),
            near: cover.and_then(|cover| cover.near.as_ref()).map(ToString::to_string),
            witness: report.witnesses.get(number).map(|found| found.shown(report)),
        })
    };
    Thing {
        what: bilingual(words::item(report, row.rule, item)),
        place: place(report.sources, item.span),
        points: item.points.iter().filter_map(point).collect(),
    }
}

fn bilingual(words: Words) -> Bilingual {
    Bilingual { zh: words.zh, en: words.en }
}

fn place(sources: &Sources, span: Span) -> Place {
    let place = sources.place(span);
    Place { file: place.file, line: place.line, column: place.column }
}
