//! The cases of both versions under both: do those of the new version pass, and did any case notice what changed.
//!
//! A case of one version is put to the other over the common vocabulary, so that a name that changed is no difference. Only cases
//! that expect something of what the changes reach can come out otherwise; all are run where plans may be refused anew.

use std::collections::BTreeMap;

use guiju_analyze::difference::{Difference, Thing, Version as Side};
use guiju_base::{Diagnostic, Lang, Sources};
use guiju_ir::{Program, Question, Readings, RuleId, RuleKind};
use rayon::prelude::*;

use super::names::at;
use super::report::{CaseFailure, CaseName, Cases, Ran};
use super::sides::Version;
use crate::cases::{self, Case, CaseFile, CasePlan, Expectation, Expected, ExpectedVerdict, Prepared};

/// Both versions, as they are and over the common vocabulary.
pub struct Common<'a> {
    pub old: &'a Version,
    pub new: &'a Version,
    /// The old and the new program over the common vocabulary.
    pub programs: &'a (Program, Program),
    pub difference: &'a Difference,
    pub lang: Lang,
}

/// A case file that could be read, and the text it stands in.
pub struct Read<'a> {
    version: &'a Version,
    files: Vec<CaseFile>,
    /// Faults of files that could not be read, with the file's name.
    faults: Vec<(String, Vec<Diagnostic>)>,
}

impl<'a> Common<'a> {
    fn program(&self, side: Side) -> &'a Program {
        match side {
            Side::Old => &self.programs.0,
            Side::New => &self.programs.1,
        }
    }

    /// The case files of a version.
    pub fn read(&self, side: Side) -> Read<'a> {
        let version = if side == Side::Old { self.old } else { self.new };
        let program = self.program(side);
        let sources = &version.sources;
        let read: Vec<_> =
            version.cases.par_iter().map(|id| (*id, cases::read(program, sources, *id))).collect();
        let mut found = Read { version, files: Vec::new(), faults: Vec::new() };
        for (id, file) in read {
            match file {
                Ok(file) => found.files.push(file),
                Err(faults) => {
                    let name = sources.get(id).map(|source| source.name.clone()).unwrap_or_default();
                    found.faults.push((name, faults));
                }
            }
        }
        found
    }

    /// What the cases came to.
    pub fn cases(&self, old: &Read<'_>, new: &Read<'_>) -> Cases {
        Cases {
            new: self.own(new),
            old_under_new: self.across(Side::Old, old),
            new_under_old: self.across(Side::New, new),
        }
    }

    /// The cases of the new version under itself; a file that cannot be read is a case that failed.
    fn own(&self, read: &Read<'_>) -> Ran {
        let program = self.program(Side::New);
        let sources = &read.version.sources;
        let all: Vec<&Case> = read.files.iter().flat_map(|file| &file.cases).collect();
        let failed: Vec<Option<CaseFailure>> = all
            .par_iter()
            .map(|case| {
                let judged = cases::prepare(program, sources, case)
                    .and_then(|prepared| cases::judge(program, sources, &prepared, self.lang));
                self.failure(sources, case, judged, Side::New)
            })
            .collect();
        let mut ran = Ran { count: all.len(), failed: failed.into_iter().flatten().collect() };
        for (name, faults) in &read.faults {
            ran.count += 1;
            let differs = faults.iter().map(|fault| {
                (fault.code.to_string(), String::new(), fault.message.get(self.lang).to_string())
            });
            ran.failed.push(CaseFailure {
                case: CaseName { name: name.clone(), place: name.clone() },
                differs: differs.collect(),
                reached: Vec::new(),
                is_gone: true,
            });
        }
        ran
    }

    /// The cases of one version under the other.
    fn across(&self, side: Side, read: &Read<'_>) -> Ran {
        let sources = &read.version.sources;
        let reached = self.reached(side);
        let every = self.may_refuse();
        let asks =
            |case: &&Case| every || case.expected.iter().any(|expected| reached.contains_key(&expected.rule));
        let all: Vec<&Case> = read.files.iter().flat_map(|file| &file.cases).filter(asks).collect();
        let failed: Vec<Option<CaseFailure>> =
            all.par_iter().map(|case| self.one_across(side, sources, case)).collect();
        Ran { count: all.len(), failed: failed.into_iter().flatten().collect() }
    }

    /// A case under the other version; nothing when it comes to the same, or fails under its own version already.
    fn one_across(&self, side: Side, sources: &Sources, case: &Case) -> Option<CaseFailure> {
        let (own, other) = (self.program(side), self.program(side.other()));
        let prepared = cases::prepare(own, sources, case).ok()?;
        if cases::judge(own, sources, &prepared, self.lang).is_ok_and(|failures| !failures.is_empty()) {
            return None;
        }
        let carried = match self.carried(side, case) {
            Some(carried) => carried,
            None => return self.failure(sources, case, Err(Vec::new()), side),
        };
        let plan = match &prepared.plan {
            CasePlan::Loaded { facts, question, subjects } => CasePlan::Loaded {
                facts: facts.clone(),
                question: Question { as_of: question.as_of, readings: self.readings(side, case) },
                subjects: subjects.clone(),
            },
            // What the loader says hangs on the vocabulary; where that is the same, so is what it says.
            CasePlan::Refused(faults) => CasePlan::Refused(faults.clone()),
        };
        let judged = cases::judge(other, sources, &Prepared { case: &carried, plan }, self.lang);
        self.failure(sources, case, judged, side)
    }

    fn readings(&self, side: Side, case: &Case) -> Readings {
        let other = self.program(side.other());
        let chosen = case
            .readings
            .iter()
            .filter_map(|(switch, option)| self.difference.pairs.option(side, *switch, *option));
        chosen.fold(Readings::defaults(other), |readings, (switch, option)| readings.with(switch, option))
    }

    /// The case with what it expects in the names of the other version; nothing when a rule or reading is not there.
    fn carried(&self, side: Side, case: &Case) -> Option<Case> {
        let pairs = &self.difference.pairs;
        let has_readings =
            case.readings.iter().all(|(switch, option)| pairs.option(side, *switch, *option).is_some());
        let expected: Option<Vec<Expectation>> =
            case.expected.iter().map(|expected| self.expectation(side, expected)).collect();
        Some(Case {
            name: case.name.clone(),
            clauses: Vec::new(),
            base: case.base.clone(),
            changes: Vec::new(),
            as_of: case.as_of,
            readings: Vec::new(),
            expected: expected.filter(|_| has_readings)?,
            warned: match &case.warned {
                Some(checks) => Some(checks.iter().map(|it| pairs.rule(side, *it)).collect::<Option<_>>()?),
                None => None,
            },
            refused: case.refused.clone(),
        })
    }

    fn expectation(&self, side: Side, expected: &Expectation) -> Option<Expectation> {
        let (own, other) = (self.program(side), self.program(side.other()));
        let rule = self.difference.pairs.rule(side, expected.rule)?;
        let is_alike = own.rules.at(expected.rule).norm().is_some() == other.rules.at(rule).norm().is_some()
            && own.rules.at(expected.rule).subject == other.rules.at(rule).subject;
        let result = match &expected.result {
            Expected::Value(value) => Expected::Value(value.clone()),
            Expected::Verdict(verdict) => Expected::Verdict(self.verdict(side, verdict)),
        };
        let Expectation { subject, span, written, node, .. } = expected;
        is_alike.then(|| Expectation {
            rule,
            subject: subject.clone(),
            span: *span,
            written: written.clone(),
            result,
            node: node.clone(),
        })
    }

    /// What is expected of an outcome, in the names of the other version.
    fn verdict(&self, side: Side, verdict: &ExpectedVerdict) -> ExpectedVerdict {
        let renamed = |words: &Option<Vec<String>>, to: &dyn Fn(&str) -> String| {
            words.as_ref().map(|words| words.iter().map(|word| to(word)).collect::<Vec<_>>())
        };
        let names = self.renamed(side);
        let whole = |word: &str| names.get(word).cloned().unwrap_or_else(|| word.to_string());
        let reading = |word: &str| match word.split_once('=') {
            Some((switch, option)) => {
                let option =
                    names.get(&format!("{switch}={option}")).cloned().unwrap_or_else(|| option.to_string());
                format!("{}={option}", whole(switch))
            }
            None => word.to_string(),
        };
        // `parcels[X1].slope`: the field goes by its list, since other entities may have one of the name.
        let path = |word: &str| match word.rsplit_once('.') {
            Some((item, field)) => {
                let list = item.split('[').next().unwrap_or_default();
                let (field, entry) = match field.split_once('[') {
                    Some((field, entry)) => (field, format!("[{entry}")),
                    None => (field, String::new()),
                };
                let field =
                    names.get(&format!("{list}.{field}")).cloned().unwrap_or_else(|| field.to_string());
                format!("{item}.{field}{entry}")
            }
            None => whole(word),
        };
        ExpectedVerdict {
            outcome: verdict.outcome,
            turned_by: renamed(&verdict.turned_by, &reading),
            missing: renamed(&verdict.missing, &path),
            blocked_by: renamed(&verdict.blocked_by, &whole),
            effects: renamed(&verdict.effects, &whole),
            flags: verdict.flags.clone(),
            duties: verdict.duties.clone(),
            // Labels are words: that they are others is told elsewhere.
            because: None,
        }
    }

    /// From names of a version to those of the other, where they differ.
    fn renamed(&self, side: Side) -> BTreeMap<String, String> {
        let (own, other) = (self.program(side), self.program(side.other()));
        let mut names = BTreeMap::new();
        for (old, new) in self.difference.pairs.iter() {
            let (from, to) = if side == Side::Old { (old, new) } else { (new, old) };
            match (from, to) {
                (Thing::Rule(a), Thing::Rule(b)) => {
                    names.insert(own.rules.at(a).name.id.clone(), other.rules.at(b).name.id.clone());
                }
                (Thing::Effect(_), Thing::Effect(_)) => (),
                (Thing::Switch(a), Thing::Switch(b)) => {
                    names.insert(own.switches.at(a).name.id.clone(), other.switches.at(b).name.id.clone());
                }
                (Thing::Option(a, x), Thing::Option(b, y)) => {
                    let (from, to) = (own.switches.at(a), other.switches.at(b));
                    if let (Some(one), Some(two)) = (from.options.get(x), to.options.get(y)) {
                        names.insert(format!("{}={}", from.name.id, one.name.id), two.name.id.clone());
                    }
                }
                _ => (),
            }
        }
        // Over the common vocabulary both programs have the same fields and effects.
        for (id, field) in own.fields.iter() {
            let list = own.entities.at(field.entity).key();
            names.insert(format!("{list}.{}", field.name.id), other.fields.at(id).name.id.clone());
        }
        for (id, effect) in own.effects.iter() {
            names.insert(effect.name.id.clone(), other.effects.at(id).name.id.clone());
        }
        names
    }

    /// By rule of a version: its place among what the changes reach.
    fn reached(&self, side: Side) -> BTreeMap<RuleId, usize> {
        let of = |reached: &guiju_analyze::difference::Reached| {
            if side == Side::Old { reached.old } else { reached.new }
        };
        let all = self.difference.reached.iter().enumerate();
        all.filter_map(|(index, reached)| Some((of(reached)?, index))).collect()
    }

    /// The checks among what the changes reach: a plan that is refused, or no longer is, noticed them.
    fn checks(&self) -> Vec<usize> {
        let all = self.difference.reached.iter().enumerate();
        let checks = all.filter(|(_, reached)| {
            self.is_check(Side::Old, reached.old) || self.is_check(Side::New, reached.new)
        });
        checks.map(|(index, _)| index).collect()
    }

    fn is_check(&self, side: Side, rule: Option<RuleId>) -> bool {
        let program = self.program(side);
        rule.is_some_and(|rule| {
            matches!(program.rules.at(rule).kind, RuleKind::Check(_) | RuleKind::Derived { .. })
        })
    }

    /// Whether a plan that one version accepts may be refused by the other: a check was reached, or the vocabulary changed.
    fn may_refuse(&self) -> bool {
        let of_facts = |subject: Option<guiju_analyze::difference::Subject>| {
            matches!(
                subject,
                Some(guiju_analyze::difference::Subject::Thing(
                    Thing::Field(_) | Thing::Entity(_) | Thing::Choice(..) | Thing::Enum(_)
                ))
            )
        };
        let mut changes = self.difference.changes.iter().filter(|change| change.kind.is_of_meaning());
        !self.checks().is_empty() || changes.any(|change| of_facts(change.old) || of_facts(change.new))
    }

    /// What became of a case, when it is not what it expects; `side` is the version that it belongs to.
    fn failure(
        &self,
        sources: &Sources,
        case: &Case,
        judged: Result<Vec<cases::Failure>, Vec<Diagnostic>>,
        side: Side,
    ) -> Option<CaseFailure> {
        let name = CaseName { name: case.name.value.clone(), place: at(&sources.place(case.name.span)) };
        let reached = self.reached(side);
        let of = |expected: &Expectation| reached.get(&expected.rule).copied();
        match judged {
            Ok(failures) if failures.is_empty() => None,
            Ok(failures) => {
                let expectation = |failure: &cases::Failure| case.expected.get(failure.expectation?);
                let mut touched: Vec<usize> =
                    failures.iter().filter_map(expectation).filter_map(of).collect();
                if failures.iter().any(|failure| failure.expectation.is_none()) {
                    touched.extend(self.checks());
                }
                touched.sort_unstable();
                touched.dedup();
                let differs = failures
                    .into_iter()
                    .map(|failure| (failure.what, failure.expected.id, failure.actual.id));
                Some(CaseFailure { case: name, differs: differs.collect(), reached: touched, is_gone: false })
            }
            Err(faults) => {
                let mut touched: Vec<usize> = case.expected.iter().filter_map(of).collect();
                if !faults.is_empty() {
                    touched.extend(self.checks());
                }
                let told = faults.iter().map(|fault| {
                    (fault.code.to_string(), String::new(), fault.message.get(self.lang).to_string())
                });
                Some(CaseFailure {
                    case: name,
                    differs: told.take(3).collect(),
                    reached: touched,
                    is_gone: true,
                })
            }
        }
    }
}
