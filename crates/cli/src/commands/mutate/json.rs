//! A run as JSON, `guiju.mutation/1`: every mutant with what became of it, and the totals.
//!
//! `status` is `killed` (with `killed_by`), `survived` (with `witness` where one was found) or `equivalent` (with `because`).
//! `score` is the per cent that were noticed, equivalent ones aside, as an exact number.

use std::collections::BTreeMap;

use guiju_analyze::mutation::Mutant;
use guiju_base::{Lang, Sources, Span, Words};
use serde::Serialize;

use super::fate::{Fate, Witness};
use super::page::because;
use super::run::Run;

#[derive(Serialize)]
struct Mutation<'a> {
    schema: &'static str,
    pack: Pack<'a>,
    cases: usize,
    totals: Totals,
    mutants: Vec<Tried<'a>>,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct Totals {
    mutants: usize,
    killed: usize,
    survived: usize,
    equivalent: usize,
    score: String,
}

#[derive(Serialize)]
struct Tried<'a> {
    id: &'a str,
    kind: &'static str,
    label: Bilingual,
    /// What is changed: a rule, a parameter, a reading or a fact.
    of: String,
    clauses: Vec<String>,
    place: Place,
    before: &'a str,
    after: &'a str,
    /// The condition in which the words stand, when they are no whole one.
    within: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    killed_by: Option<Case<'a>>,
    /// How many cases can reach a survivor.
    #[serde(skip_serializing_if = "Option::is_none")]
    reached: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Plan<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Bilingual>,
}

#[derive(Serialize)]
struct Case<'a> {
    file: &'a str,
    name: &'a str,
    place: Place,
}

#[derive(Serialize)]
struct Plan<'a> {
    rule: &'a str,
    subject: &'a str,
    readings: BTreeMap<&'a str, &'a str>,
    facts: BTreeMap<&'a str, &'a str>,
    expected: BTreeMap<&'a str, &'a str>,
    instead: BTreeMap<&'a str, &'a str>,
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

impl From<Words> for Bilingual {
    fn from(words: Words) -> Self {
        Bilingual { zh: words.zh, en: words.en }
    }
}

/// The whole run.
pub fn json(run: &Run) -> String {
    let pack = &run.program.pack;
    let counts = run.counts();
    let whole = Mutation {
        schema: "guiju.mutation/1",
        pack: Pack { id: &pack.id, version: &pack.version, digest: &pack.digest },
        cases: run.suite.cases.len(),
        totals: Totals {
            mutants: run.tried.len(),
            killed: counts.killed,
            survived: counts.survived,
            equivalent: counts.equivalent,
            score: counts.score().to_string(),
        },
        mutants: run.tried.iter().map(|(mutant, fate)| tried(run, mutant, fate)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn tried<'a>(run: &'a Run, mutant: &'a Mutant, fate: &'a Fate) -> Tried<'a> {
    let mut tried = Tried {
        id: &mutant.id,
        kind: mutant.kind.id(),
        label: mutant.kind.words().into(),
        of: mutant.of.id(run.program),
        clauses: run.program.clause_ids(&mutant.clauses),
        place: place(run.sources, mutant.span),
        before: &mutant.before,
        after: &mutant.after,
        within: &mutant.within,
        status: "",
        killed_by: None,
        reached: None,
        witness: None,
        because: None,
    };
    match fate {
        Fate::Killed(case) => {
            tried.status = "killed";
            tried.killed_by = run.suite.cases.get(*case).map(|tested| Case {
                file: run.sources.get(tested.file).map(|source| source.name.as_str()).unwrap_or_default(),
                name: &tested.case().name.value,
                place: place(run.sources, tested.case().name.span),
            });
        }
        Fate::Survived { reached, witness } => {
            tried.status = "survived";
            tried.reached = Some(*reached);
            tried.witness = witness.as_deref().map(plan);
        }
        Fate::Equivalent(shown) => {
            tried.status = "equivalent";
            tried.because = Some(Words::new(because(shown, Lang::Zh), because(shown, Lang::En)).into());
        }
    }
    tried
}

fn plan(witness: &Witness) -> Plan<'_> {
    Plan {
        rule: &witness.rule,
        subject: &witness.subject,
        readings: map(&witness.readings),
        facts: map(&witness.facts),
        expected: map(&witness.expected),
        instead: map(&witness.instead),
    }
}

fn place(sources: &Sources, span: Span) -> Place {
    let place = sources.place(span);
    Place { file: place.file, line: place.line, column: place.column }
}

fn map(pairs: &[(String, String)]) -> BTreeMap<&str, &str> {
    pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
}
