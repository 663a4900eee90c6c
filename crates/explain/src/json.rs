//! The result of a plan as JSON: `guiju.result/1`.
//!
//! Results are derived and written one by one, so a plan of any size needs the memory of one. Exact numbers are strings in
//! the base unit; every array is ordered, so the same input gives the same bytes.

use std::io::{self, Write};

use guiju_base::{Diagnostic, Severity, Sources, Words};
use guiju_ir::{
    Answer, Day, Inquiry, Outcome, PlanHead, Problem, Program, Rat, Rule, Subject, TermValue, Type,
    day_to_string,
};
use serde::Serialize;

use crate::assumed;
use crate::case::{AsOfFrom, Case};
use crate::explanation::value_json;
use crate::finding::{Finding, finding, turn_ids};
use crate::quantity::exact;
use crate::words::truth_id;

/// How the object is spread over lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonLayout {
    /// The whole object on one line: JSON lines, for several plans.
    OneLine,
    /// One result, value or diagnostic per line.
    Spread,
}

#[derive(Serialize)]
pub(crate) struct Bilingual<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> From<&'a Words> for Bilingual<'a> {
    fn from(words: &'a Words) -> Self {
        Bilingual { zh: &words.zh, en: &words.en }
    }
}

#[derive(Serialize)]
struct PackJson<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct PlanJson<'a> {
    id: &'a str,
    file: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct SubjectJson<'a> {
    entity: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct DutyJson<'a> {
    id: &'a str,
    label: Bilingual<'a>,
    clauses: Vec<String>,
    outcome: &'static str,
}

#[derive(Serialize)]
struct MissingJson<'a> {
    path: &'a str,
    fact: String,
    needs: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Bilingual<'a>>,
}

#[derive(Serialize)]
struct BarJson<'a> {
    id: &'a str,
    clauses: Vec<String>,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    text: Bilingual<'a>,
    clauses: Vec<String>,
    truth: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct ReadingJson<'a> {
    of: &'a str,
    reading: &'a str,
    outcome: &'static str,
}

#[derive(Serialize)]
pub(crate) struct ResultJson<'a> {
    norm: &'a str,
    label: Bilingual<'a>,
    headline: bool,
    subject: SubjectJson<'a>,
    outcome: &'static str,
    flags: &'a [&'static str],
    clauses: Vec<String>,
    effects: Vec<&'a str>,
    leaves: Vec<Bilingual<'a>>,
    duties: Vec<DutyJson<'a>>,
    missing: Vec<MissingJson<'a>>,
    blocked_by: Vec<BarJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<Bilingual<'a>>,
    reasons: Vec<ReasonJson<'a>>,
    readings: Vec<ReadingJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    awaits: Vec<Bilingual<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ungrounded: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    presumed: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumed: Vec<String>,
}

#[derive(Serialize)]
struct AssumedJson {
    path: String,
    value: serde_json::Value,
}

#[derive(Serialize)]
struct ValueJson<'a> {
    term: &'a str,
    subject: SubjectJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<String>,
}

#[derive(Serialize)]
struct PlaceJson {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct DiagnosticJson<'a> {
    code: &'static str,
    severity: &'static str,
    message: Bilingual<'a>,
    place: Option<PlaceJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Bilingual<'a>>,
}

/// Writes the result of a plan. `diagnostics` are all that were met, those of the answer included, in their order.
///
/// # Errors
/// Those of `out`.
pub fn write_json(
    case: &Case,
    answer: &Answer,
    inquiry: &mut dyn Inquiry,
    diagnostics: &[Diagnostic],
    layout: JsonLayout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = Writer { out, layout };
    writer.head("guiju.result/1", case.program, &case.facts.plan, (case.question.as_of, case.as_of_from))?;
    writer.assumed(case)?;
    let decided = answer.problem != Problem::Refused;
    let verdicts = answer.verdicts.iter().filter(|_| decided);
    writer.array("results", verdicts, |verdict, out| {
        let derivation = inquiry.derive(verdict.norm, verdict.subject);
        let finding = finding(case, verdict, derivation.as_ref());
        write_item(&result(case, &finding), out)
    })?;
    let values = answer.values.iter().filter(|_| decided);
    writer.array("values", values, |term, out| write_item(&value(case, term), out))?;
    writer.tail(case.sources, diagnostics)
}

/// Writes the object of a plan that could not be decided: no results, the reasons under `diagnostics`.
///
/// # Errors
/// Those of `out`.
pub fn write_refusal(
    program: &Program,
    plan: &PlanHead,
    as_of: (Day, AsOfFrom),
    (sources, diagnostics): (&Sources, &[Diagnostic]),
    layout: JsonLayout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = Writer { out, layout };
    writer.head("guiju.result/1", program, plan, as_of)?;
    writer.array("results", std::iter::empty::<()>(), |(), _| Ok(()))?;
    writer.array("values", std::iter::empty::<()>(), |(), _| Ok(()))?;
    writer.tail(sources, diagnostics)
}

pub(crate) struct Writer<'a> {
    pub out: &'a mut dyn Write,
    pub layout: JsonLayout,
}

impl Writer<'_> {
    pub fn head(
        &mut self,
        schema: &str,
        program: &Program,
        plan: &PlanHead,
        (as_of, from): (Day, AsOfFrom),
    ) -> io::Result<()> {
        write!(self.out, "{{\"schema\":\"{schema}\"")?;
        let pack =
            PackJson { id: &program.pack.id, version: &program.pack.version, digest: &program.pack.digest };
        self.field("pack", &pack)?;
        self.field("plan", &PlanJson { id: &plan.id, file: &plan.file, digest: &plan.digest })?;
        self.field("as_of", &day_to_string(as_of))?;
        self.field("as_of_from", from.id())
    }

    /// What was assumed on top of the plan; nothing is written where nothing was.
    pub fn assumed(&mut self, case: &Case) -> io::Result<()> {
        if case.facts.assumed.is_empty() {
            return Ok(());
        }
        self.array("assumed", case.facts.assumed.iter(), |assumed, out| {
            let (path, fact, value) = assumed::stated(case, assumed);
            let whole = assumed::ledger(case, assumed).map(serde_json::Value::from);
            let one = || value.map_or(serde_json::Value::Null, |value| value_json(case, &fact, value));
            let value = whole.unwrap_or_else(one);
            write_item(&AssumedJson { path, value }, out)
        })
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> io::Result<()> {
        self.key(key)?;
        write_item(value, self.out)
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        let gap = if self.layout == JsonLayout::Spread { "\n " } else { "" };
        write!(self.out, ",{gap}\"{key}\":")
    }

    pub fn array<T>(
        &mut self,
        key: &str,
        items: impl Iterator<Item = T>,
        mut write: impl FnMut(T, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.key(key)?;
        self.out.write_all(b"[")?;
        for (index, item) in items.enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let gap = if self.layout == JsonLayout::Spread { "\n  " } else { "" };
            write!(self.out, "{comma}{gap}")?;
            write(item, self.out)?;
        }
        self.out.write_all(b"]")
    }

    pub fn tail(&mut self, sources: &Sources, diagnostics: &[Diagnostic]) -> io::Result<()> {
        self.array("diagnostics", diagnostics.iter(), |item, out| {
            write_item(&diagnostic(sources, item), out)
        })?;
        self.out.write_all(b"}\n")
    }
}

pub(crate) fn write_item<T: Serialize + ?Sized>(item: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(out, item).map_err(io::Error::from)
}

fn subject<'a>(case: &Case<'a>, subject: Subject) -> SubjectJson<'a> {
    SubjectJson { entity: &case.program.entities.at(subject.entity).name.id, id: case.facts.id(subject) }
}

pub(crate) fn result<'a>(case: &Case<'a>, finding: &'a Finding) -> ResultJson<'a> {
    let program = case.program;
    let rule: &Rule = program.rules.at(finding.norm);
    let path = |fact| case.facts.path(program, fact);
    ResultJson {
        norm: &rule.name.id,
        label: (&rule.name.label).into(),
        headline: finding.headline,
        subject: subject(case, finding.subject),
        outcome: finding.outcome.id(),
        flags: &finding.flags,
        clauses: program.clause_ids(&finding.clauses),
        effects: finding.effects.iter().map(|effect| program.effects.at(*effect).name.id.as_str()).collect(),
        leaves: finding.leaves.iter().map(Bilingual::from).collect(),
        duties: finding.duties.iter().map(|duty| duty_json(case, duty)).collect(),
        missing: finding.missing.iter().map(|missing| missing_json(case, missing)).collect(),
        blocked_by: finding
            .blocked_by
            .iter()
            .map(|bar| program.rules.at(*bar))
            .map(|bar| BarJson { id: &bar.name.id, clauses: program.clause_ids(&bar.clauses) })
            .collect(),
        sentence: finding.sentence.as_ref().map(Bilingual::from),
        reasons: finding
            .reasons
            .iter()
            .map(|reason| ReasonJson {
                text: (&reason.text).into(),
                clauses: program.clause_ids(&reason.clauses),
                truth: truth_id(reason.truth),
                path: reason.path.as_deref(),
            })
            .collect(),
        readings: finding
            .readings
            .iter()
            .map(|turn| {
                let (of, reading) = turn_ids(case, turn.switch, turn.option);
                ReadingJson { of, reading, outcome: turn.outcome.id() }
            })
            .collect(),
        awaits: finding.awaits.iter().map(Bilingual::from).collect(),
        ungrounded: finding.ungrounded.iter().map(path).collect(),
        presumed: finding.presumed.iter().map(path).collect(),
        assumed: finding.assumed.iter().map(path).collect(),
    }
}

fn duty_json<'a>(case: &Case<'a>, duty: &'a crate::finding::DutyFinding) -> DutyJson<'a> {
    let outcome: Outcome = duty.outcome;
    DutyJson {
        id: &duty.id,
        label: (&duty.label).into(),
        clauses: case.program.clause_ids(&duty.clauses),
        outcome: outcome.id(),
    }
}

fn missing_json<'a>(case: &Case<'a>, missing: &'a crate::missing::Missing) -> MissingJson<'a> {
    let program = case.program;
    let fact = match missing.fact {
        Some((entity, field)) => {
            format!("{}.{}", program.entities.at(entity).name.id, program.fields.at(field).name.id)
        }
        None => missing.path.clone(),
    };
    MissingJson {
        path: &missing.path,
        fact,
        needs: missing.needs.id(),
        by: missing.by.as_ref().map(Bilingual::from),
    }
}

fn value<'a>(case: &Case<'a>, term: &TermValue) -> ValueJson<'a> {
    let rule = case.program.rules.at(term.term);
    let dimension = rule.value().map(|node| case.program.nodes.at(node).ty);
    let shown = |value: &Rat| match dimension {
        Some(Type::Quantity(dimension)) => exact(dimension, value),
        _ => value.to_string(),
    };
    let point = term.value.as_point();
    let end = |end: &Option<Rat>| end.as_ref().filter(|_| point.is_none()).map(shown);
    ValueJson {
        term: &rule.name.id,
        subject: subject(case, term.subject),
        value: point.map(shown),
        low: end(&term.value.low),
        high: end(&term.value.high),
    }
}

fn diagnostic<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> DiagnosticJson<'a> {
    DiagnosticJson {
        code: diagnostic.code.0,
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: (&diagnostic.message).into(),
        place: diagnostic.span().map(|span| {
            let place = sources.place(span);
            PlaceJson { file: place.file, line: place.line, column: place.column }
        }),
        help: diagnostic.help.as_ref().map(Bilingual::from),
    }
}
