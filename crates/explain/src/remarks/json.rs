//! The state of a draft as JSON: `guiju.remarks/1`.
//!
//! Arrays are ordered as in the report; exact numbers are strings in the base unit of their dimension.

use std::io::{self, Write};

use guiju_base::Words;
use guiju_ir::{Dimension, Program, day_to_string};
use serde::Serialize;

use super::{Issue, IssueKind, RemarksReport, Rival, Stake, TriedPlan, Turned};
use crate::quantity::exact;
use crate::size::Total;

#[derive(Serialize)]
struct ReportJson<'a> {
    schema: &'static str,
    pack: PackJson<'a>,
    plans: Vec<PlanJson<'a>>,
    issues: Vec<IssueJson<'a>>,
}

#[derive(Serialize)]
struct PackJson<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
    title: Bilingual<'a>,
    status: Bilingual<'a>,
}

#[derive(Serialize)]
struct Bilingual<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct PlanJson<'a> {
    id: &'a str,
    name: Option<&'a str>,
    file: &'a str,
    digest: &'a str,
    synthetic: bool,
    as_of: String,
    as_of_from: &'static str,
    decisions: usize,
    turned: usize,
}

#[derive(Serialize)]
struct IssueJson<'a> {
    register: Option<&'a str>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    switch: Option<&'a str>,
    issue: Bilingual<'a>,
    clauses: Vec<ClauseJson<'a>>,
    readings: Vec<RivalJson<'a>>,
    headline: usize,
    other: usize,
    subjects: Vec<StakeJson<'a>>,
}

#[derive(Serialize)]
struct ClauseJson<'a> {
    id: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct RivalJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    label: Bilingual<'a>,
    because: Option<Bilingual<'a>>,
    default: bool,
    chosen: bool,
    turns: Vec<TurnedJson<'a>>,
}

#[derive(Serialize)]
struct TurnedJson<'a> {
    norm: &'a str,
    label: Bilingual<'a>,
    headline: bool,
    from: &'static str,
    to: &'static str,
    by_plan: &'a [usize],
    subjects: StakeJson<'a>,
    examples: Vec<ExampleJson<'a>>,
}

#[derive(Serialize)]
struct StakeJson<'a> {
    entity: &'a str,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<TotalJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    households: Option<TotalJson>,
}

#[derive(Serialize)]
struct TotalJson {
    sum: Option<String>,
    unknown: usize,
}

#[derive(Serialize)]
struct ExampleJson<'a> {
    plan: usize,
    id: &'a str,
    name: Option<&'a str>,
}

/// Writes the report as one object.
///
/// # Errors
/// What the writer says.
pub fn write_remarks(program: &Program, report: &RemarksReport, out: &mut dyn Write) -> io::Result<()> {
    let pack = &program.pack;
    let json = ReportJson {
        schema: "guiju.remarks/1",
        pack: PackJson {
            id: &pack.id,
            version: &pack.version,
            digest: &pack.digest,
            title: words(&pack.title),
            status: words(&pack.status),
        },
        plans: report.plans.iter().map(plan).collect(),
        issues: report.issues.iter().map(|of| issue(program, of)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &json).map_err(io::Error::from)?;
    writeln!(out)
}

fn words(words: &Words) -> Bilingual<'_> {
    Bilingual { zh: &words.zh, en: &words.en }
}

fn plan(plan: &TriedPlan) -> PlanJson<'_> {
    PlanJson {
        id: &plan.id,
        name: plan.name.as_deref(),
        file: &plan.file,
        digest: &plan.digest,
        synthetic: plan.synthetic,
        as_of: day_to_string(plan.as_of),
        as_of_from: plan.as_of_from.id(),
        decisions: plan.decisions,
        turned: plan.turned,
    }
}

fn issue<'a>(program: &'a Program, issue: &'a Issue) -> IssueJson<'a> {
    let weight = issue.weight();
    let (kind, switch) = match issue.kind {
        IssueKind::Switch(id) => ("reading", Some(program.switches.at(id).name.id.as_str())),
        IssueKind::Remark => ("remark", None),
    };
    let clauses = issue.clauses.iter().filter_map(|clause| program.clauses.get(*clause));
    IssueJson {
        register: issue.register.as_deref(),
        kind,
        switch,
        issue: words(&issue.issue),
        clauses: clauses.map(|clause| ClauseJson { id: &clause.id, text: &clause.text }).collect(),
        readings: issue.readings.iter().map(|of| rival(program, of)).collect(),
        headline: weight.headline,
        other: weight.other,
        subjects: issue.stakes.iter().map(|of| stake(program, of)).collect(),
    }
}

fn rival<'a>(program: &'a Program, rival: &'a Rival) -> RivalJson<'a> {
    RivalJson {
        id: rival.id.as_deref(),
        label: words(&rival.words),
        because: rival.because.as_ref().map(words),
        default: rival.default,
        chosen: rival.chosen,
        turns: rival.turns.iter().map(|of| turned(program, of)).collect(),
    }
}

fn turned<'a>(program: &'a Program, turned: &'a Turned) -> TurnedJson<'a> {
    let name = &program.rules.at(turned.norm).name;
    let examples = turned.examples.iter().map(|example| ExampleJson {
        plan: example.plan,
        id: &example.id,
        name: example.name.as_deref(),
    });
    TurnedJson {
        norm: &name.id,
        label: words(&name.label),
        headline: turned.headline,
        from: turned.from.id(),
        to: turned.to.id(),
        by_plan: &turned.plans,
        subjects: stake(program, &turned.stake),
        examples: examples.collect(),
    }
}

fn stake<'a>(program: &'a Program, stake: &Stake) -> StakeJson<'a> {
    let total = |total: &Option<Total>, dimension| {
        total.as_ref().map(|total| TotalJson {
            sum: total.sum.as_ref().map(|sum| exact(dimension, sum)),
            unknown: total.unknown,
        })
    };
    StakeJson {
        entity: &program.entities.at(stake.entity).name.id,
        count: stake.count,
        area: total(&stake.area, Dimension::Area),
        households: total(&stake.households, Dimension::Households),
    }
}
