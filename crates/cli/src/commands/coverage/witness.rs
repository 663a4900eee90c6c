//! Points that no case covers, to plans that would: searched on all cores, then as few as cover what can be covered.
//!
//! Each point is looked for by itself. Of the plans found, the one that covers most of what is left is taken first, so that a
//! drafter has few cases to confirm. The same rules and cases give the same plans on any number of cores.

use std::collections::{BTreeMap, BTreeSet};

use guiju_analyze::coverage::{Seeking, Sought, Witness};
use guiju_analyze::{Doubt, Shown as Proof};
use guiju_base::{Id, Lang, SourceId, Words};
use guiju_eval::Evaluator;
use guiju_facts::write_value;
use guiju_ir::{Program, Question, Readings, day_from_civil};
use rayon::prelude::*;
use serde::Serialize;

use super::report::Report;
use crate::commands::test::text::place;
use crate::progress::Progress;

/// How many plans are looked at for one point and set of items.
const BUDGET: usize = 600;

/// What became of a point that is not covered.
pub enum Finding {
    /// The plan of a new case covers it.
    Case(Box<Witness>),
    /// The plan of another point's case covers it too.
    Along(usize),
    /// No plan can.
    Never,
    /// None was found.
    Nowhere {
        /// How many plans were looked at.
        tried: usize,
        /// What leaves a doubt.
        doubts: Vec<Doubt>,
    },
    /// No plan is needed: a case states what it expects.
    Unasked,
}

/// A finding in JSON.
#[derive(Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Shown {
    /// A plan.
    Plan {
        /// The norm that a case on it expects.
        norm: String,
        /// The facts to state, by path.
        facts: Vec<(String, String)>,
    },
    /// The plan of another point does.
    Along {
        /// Where that point stands.
        place: String,
    },
    /// Shown that none does.
    Never,
    /// None was found.
    Nowhere {
        /// How many plans were looked at.
        tried: usize,
        /// What leaves a doubt.
        doubts: Vec<&'static str>,
    },
    /// No plan is needed.
    Unasked,
}

/// What became of every point that is not covered.
pub fn witnesses(report: &Report, lang: Lang) -> BTreeMap<usize, Finding> {
    let program = report.program;
    let question = question(program);
    let points = &report.measured.points;
    // Made-up facts stand in no text; that of the first rule stands in for one.
    let seeking = Seeking::new(&Evaluator, (program, points), &question, SourceId::new(0), BUDGET);
    let open: Vec<usize> =
        points.iter().map(|(number, _)| number).filter(|number| !report.is_covered(*number)).collect();
    let progress = Progress::new(open.len(), lang);
    let sought: Vec<(usize, Sought, Vec<usize>)> = open
        .par_iter()
        .map(|number| {
            let sought = seeking.seek(*number);
            let covered = match &sought {
                Sought::Found(witness) => seeking.covered(witness),
                _ => Vec::new(),
            };
            progress.done();
            (*number, sought, covered)
        })
        .collect();
    chosen(&open, sought)
}

/// The day on which cases without a date are evaluated, and the default readings.
pub fn question(program: &Program) -> Question {
    let as_of = day_from_civil(2026, 1, 1).unwrap_or_default();
    Question { as_of, readings: Readings::defaults(program) }
}

/// As few of the plans as cover what any of them covers: always the one that covers most of what is left.
fn chosen(open: &[usize], sought: Vec<(usize, Sought, Vec<usize>)>) -> BTreeMap<usize, Finding> {
    let mut left: BTreeSet<usize> = open.iter().copied().collect();
    let mut by_point: BTreeMap<usize, (Sought, Vec<usize>)> =
        sought.into_iter().map(|(number, sought, covered)| (number, (sought, covered))).collect();
    let mut found = BTreeMap::new();
    loop {
        let gain = |covered: &[usize]| covered.iter().filter(|number| left.contains(number)).count();
        let best = by_point.iter().map(|(number, (_, covered))| (gain(covered), *number));
        // Of equals the first in the order of the text.
        let Some((_, number)) =
            best.filter(|(gain, _)| *gain > 0).max_by_key(|(gain, number)| (*gain, usize::MAX - number))
        else {
            break;
        };
        let Some((Sought::Found(witness), covered)) = by_point.remove(&number) else { break };
        for other in covered.into_iter().filter(|other| left.remove(other)) {
            found.insert(other, Finding::Along(number));
        }
        found.insert(number, Finding::Case(witness));
        left.remove(&number);
    }
    for (number, (sought, _)) in by_point {
        found.entry(number).or_insert_with(|| match sought {
            Sought::Nowhere { shown: Proof::Whole, .. } => Finding::Never,
            Sought::Nowhere { shown: Proof::Part(doubts), tried } => Finding::Nowhere { tried, doubts },
            Sought::Unasked | Sought::Found(_) => Finding::Unasked,
        });
    }
    found
}

impl Finding {
    /// What became of it, in words.
    pub fn words(&self, report: &Report) -> Words {
        match self {
            Finding::Case(witness) => {
                let facts = stated(report.program, witness);
                let list = |glue: &str| {
                    facts
                        .iter()
                        .map(|(path, value)| format!("{path}: {value}"))
                        .collect::<Vec<_>>()
                        .join(glue)
                };
                match facts.is_empty() {
                    true => Words::new("什么都不填的方案即可", "a plan that states nothing would do"),
                    false => Words::new(
                        format!("可用方案 {}", list("；")),
                        format!("a plan that would do: {}", list("; ")),
                    ),
                }
            }
            Finding::Along(number) => {
                let there = place_of(report, *number);
                Words::new(format!("{there} 处的方案即可"), format!("the plan of {there} would do"))
            }
            Finding::Never => Words::new("查遍取值，没有方案能使其出现", "shown that no plan reaches it"),
            Finding::Nowhere { tried, doubts } => Words::new(
                format!(
                    "试过 {tried} 个方案，没有找到；{}",
                    doubts.iter().map(|it| doubt(*it).zh).collect::<Vec<_>>().join("；")
                ),
                format!(
                    "{tried} plans looked at, none found; {}",
                    doubts.iter().map(|it| doubt(*it).en).collect::<Vec<_>>().join("; ")
                ),
            ),
            Finding::Unasked => {
                Words::new("写一个期望其数值的案例即可", "a case that expects its value would do")
            }
        }
    }

    /// The same as JSON shows it.
    pub fn shown(&self, report: &Report) -> Shown {
        let program = report.program;
        match self {
            Finding::Case(witness) => Shown::Plan {
                norm: program.rules.at(witness.norm).name.id.clone(),
                facts: stated(program, witness),
            },
            Finding::Along(number) => Shown::Along { place: place_of(report, *number) },
            Finding::Never => Shown::Never,
            Finding::Nowhere { tried, doubts } => {
                Shown::Nowhere { tried: *tried, doubts: doubts.iter().map(|it| doubt_id(*it)).collect() }
            }
            Finding::Unasked => Shown::Unasked,
        }
    }
}

/// Where a point stands: `m16.gj:20`.
fn place_of(report: &Report, number: usize) -> String {
    report.measured.points.get(number).map(|point| place(report.sources, point.span)).unwrap_or_default()
}

/// The facts that a witness states, by path.
fn stated(program: &Program, witness: &Witness) -> Vec<(String, String)> {
    let line = |(fact, value): &(guiju_ir::FactRef, guiju_ir::Value)| {
        let value = write_value(program, &witness.facts, fact.field, value)?;
        Some((witness.facts.path(program, fact), value))
    };
    witness.settings.0.iter().filter_map(line).collect()
}

fn doubt_id(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Lists => "lists",
        Doubt::References => "references",
        Doubt::Arithmetic => "arithmetic",
        Doubt::Derived => "derived",
        Doubt::Sets => "sets",
        Doubt::Untried => "untried",
        Doubt::Budget => "budget",
    }
}

fn doubt(doubt: Doubt) -> Words {
    match doubt {
        Doubt::Lists => Words::new("清单可能更长", "lists may be longer"),
        Doubt::References => Words::new("对象之间可能另有关联", "items may be linked otherwise"),
        Doubt::Arithmetic => Words::new("数量参与计算", "quantities are calculated with"),
        Doubt::Derived => Words::new("有推算的事项", "a fact is derived"),
        Doubt::Sets => Words::new("多选或文字没有逐一试过", "not every set or text was tried"),
        Doubt::Untried => Words::new("有的取值没有试", "some values were not tried"),
        Doubt::Budget => Words::new("没有试完", "the search was cut off"),
    }
}
