//! Given plans under both versions: every outcome, quantity and sensitivity that is not the same, added up by norm.
//!
//! A plan is read once for each version, since their vocabularies may differ, and is dropped before the next one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use guiju_analyze::difference::{Both, Difference, Judged, Turns, turns};
use guiju_base::{Diagnostic, Lang, Sources, Words};
use guiju_eval::Evaluator;
use guiju_explain::{AsOfFrom, Case, Precision, quantity, subject_size};
use guiju_ir::{
    Answer, Decide, Dimension, Facts, Inquiry, Problem, Program, Question, RuleId, Type, Verdict,
    day_to_string,
};

use super::report::{Example, Given, LISTED, NormTurns, PlanLine, TurnLine, ValueTurn};
use super::sides::Version;
use super::told::{Details, decisive, told};
use crate::arguments::{Asking, Call, Format};
use crate::draw::draw;
use crate::output::complain;
use crate::plan::{self, Plan};
use crate::progress::Progress;
use crate::{Exit, cases};

/// Compares what the plans come to.
///
/// # Errors
/// A file or folder that cannot be read, a folder without plans; it has been said.
pub fn given(
    call: &Call,
    paths: &[PathBuf],
    as_of: Option<&String>,
    versions: (&Version, &Version),
    difference: &Difference,
) -> Result<(Given, Exit), Exit> {
    let files = cases::find(paths, call.lang).map_err(|_| Exit::Unusable)?;
    let progress = Progress::new(files.len(), call.lang);
    let asking =
        Asking { as_of: as_of.cloned(), readings: Vec::new(), assumptions: Vec::new(), format: Format::Text };
    let mut gathering = Gathering {
        call,
        asking,
        versions,
        difference,
        given: Given::default(),
        norms: BTreeMap::new(),
        exit: Exit::Done,
    };
    for file in &files {
        progress.stage(file.display().to_string());
        gathering.plan(file)?;
        progress.done();
    }
    drop(progress);
    Ok(gathering.finish())
}

struct Gathering<'a> {
    call: &'a Call,
    asking: Asking,
    versions: (&'a Version, &'a Version),
    difference: &'a Difference,
    given: Given,
    /// By rule in both versions.
    norms: BTreeMap<(Option<RuleId>, Option<RuleId>), NormTurns>,
    exit: Exit,
}

/// One version of a plan that was decided.
struct Side<'a> {
    program: &'a Program,
    sources: Sources,
    facts: Facts,
    question: Question,
    answer: Answer,
}

/// Why a version refuses a plan.
type Refusal = (Sources, Vec<Diagnostic>);

impl<'a> Gathering<'a> {
    fn plan(&mut self, path: &Path) -> Result<(), Exit> {
        let (old, new) = self.versions;
        let name = path.to_string_lossy().replace('\\', "/");
        let sides = (self.decide(old, path)?, self.decide(new, path)?);
        let mut line =
            PlanLine { file: name.clone(), as_of: None, turned: 0, old_refuses: None, new_refuses: None };
        match sides {
            (Ok(old), Ok(new)) => {
                line.as_of = Some(day_to_string(new.question.as_of));
                line.turned = self.compare(&name, &old, &new);
            }
            (old, new) => {
                line.old_refuses = old.as_ref().err().map(refusal);
                line.new_refuses = new.as_ref().err().map(refusal);
                if let (Err(_), Err((sources, faults))) = (&old, &new) {
                    // A plan that neither version accepts tells nothing.
                    draw(sources, faults, self.call.lang);
                    let lang = self.call.lang;
                    complain(
                        lang,
                        &format!("{name}：两个版本都拒收"),
                        &format!("{name}: refused by both versions"),
                    );
                    self.exit = Exit::Unusable;
                }
            }
        }
        self.given.plans.push(line);
        Ok(())
    }

    /// What a plan comes to under one version.
    fn decide(&self, version: &'a Version, path: &Path) -> Result<Result<Side<'a>, Refusal>, Exit> {
        let mut sources = version.sources.clone();
        let lang = self.call.lang;
        let Plan { facts, head, diagnostics } =
            plan::load(&version.program, &mut sources, path, &self.asking, lang)?;
        let Some(facts) = facts else { return Ok(Err((sources, diagnostics))) };
        let (question, _) = plan::question(&version.program, &head, &self.asking, lang)?;
        let answer = Evaluator.open(&version.program, &facts, &question).answer();
        if answer.problem == Problem::Refused {
            return Ok(Err((sources, answer.diagnostics)));
        }
        Ok(Ok(Side { program: &version.program, sources, facts, question, answer }))
    }

    fn compare(&mut self, plan: &str, old: &Side<'_>, new: &Side<'_>) -> usize {
        let difference = self.difference;
        // Effects and duties are looked at where a change may have touched them: a look costs a derivation.
        let touched = |norm: RuleId| {
            let of = |reached: &&guiju_analyze::difference::Reached| reached.old == Some(norm);
            difference.reached.iter().find(of).is_some_and(|reached| reached.riders_same.is_none())
        };
        let found = turns(&difference.pairs, judged(old), judged(new), touched);
        let mut telling = Telling {
            plan,
            old,
            new,
            asked: (
                Evaluator.open(old.program, &old.facts, &old.question),
                Evaluator.open(new.program, &new.facts, &new.question),
            ),
        };
        let before: usize = self.norms.values().map(count).sum();
        self.turned(&mut telling, &found);
        self.values(plan, old, new, &found);
        self.norms.values().map(count).sum::<usize>() - before
    }

    fn line(&mut self, old: Option<RuleId>, new: Option<RuleId>) -> &mut NormTurns {
        let (was, is) = self.versions;
        let key = (old, new);
        self.norms.entry(key).or_insert_with(|| {
            let (program, rule) = match (new, old) {
                (Some(rule), _) => (&is.program, rule),
                (None, Some(rule)) => (&was.program, rule),
                (None, None) => (&is.program, guiju_base::Id::new(0)),
            };
            let declared = program.rules.at(rule);
            NormTurns {
                id: declared.name.id.clone(),
                label: declared.name.label.clone(),
                kind: declared.norm().map_or(guiju_ir::NormKind::Permit, |norm| norm.kind),
                headline: program.decisions.iter().any(|(norm, _)| *norm == rule),
                turns: BTreeMap::new(),
                readings: TurnLine::default(),
                riders: TurnLine::default(),
            }
        })
    }

    fn turned(&mut self, telling: &mut Telling<'_>, found: &Turns) {
        let (old, new) = (telling.old, telling.new);
        let pair =
            |both: &Both<usize>| old.answer.verdicts.get(both.old).zip(new.answer.verdicts.get(both.new));
        for (was, is) in found.outcomes.iter().filter_map(pair) {
            let line = self.line(Some(was.norm), Some(is.norm));
            let turn = line.turns.entry((Some(was.outcome), Some(is.outcome))).or_default();
            telling.add(turn, Some(was), Some(is), Details::Reasons);
        }
        for (was, is) in found.readings.iter().filter_map(pair) {
            let line = self.line(Some(was.norm), Some(is.norm));
            telling.add(&mut line.readings, Some(was), Some(is), Details::Readings);
        }
        for (was, is) in found.granted.iter().filter_map(pair) {
            if telling.riders_differ(was, is) {
                let line = self.line(Some(was.norm), Some(is.norm));
                telling.add(&mut line.riders, Some(was), Some(is), Details::Riders);
            }
        }
        for verdict in found.come.iter().filter_map(|at| new.answer.verdicts.get(*at)) {
            let line = self.line(None, Some(verdict.norm));
            let turn = line.turns.entry((None, Some(verdict.outcome))).or_default();
            telling.add(turn, None, Some(verdict), Details::Reasons);
        }
        for verdict in found.gone.iter().filter_map(|at| old.answer.verdicts.get(*at)) {
            let line = self.line(Some(verdict.norm), None);
            let turn = line.turns.entry((Some(verdict.outcome), None)).or_default();
            telling.add(turn, Some(verdict), None, Details::Reasons);
        }
    }

    fn values(&mut self, plan: &str, old: &Side<'_>, new: &Side<'_>, found: &Turns) {
        for Both { old: was, new: is } in &found.values {
            let pair = old.answer.values.get(*was).zip(new.answer.values.get(*is));
            let Some((was, is)) = pair else { continue };
            self.given.values_count += 1;
            if self.given.values.len() >= LISTED {
                continue;
            }
            let words = |side: &Side<'_>, rule: RuleId, value| {
                let ty = side.program.rules.at(rule).value().map(|node| side.program.nodes.at(node).ty);
                let say = |lang| match ty {
                    Some(Type::Quantity(dimension)) => quantity(lang, dimension, value, Precision::Marked),
                    _ => String::new(),
                };
                Words::new(say(Lang::Zh), say(Lang::En))
            };
            let name = &new.program.rules.at(is.term).name;
            self.given.values.push(ValueTurn {
                plan: plan.to_string(),
                term: name.id.clone(),
                label: name.label.clone(),
                id: new.facts.id(is.subject).to_string(),
                old: words(old, was.term, &was.value),
                new: words(new, is.term, &is.value),
            });
        }
    }

    fn finish(self) -> (Given, Exit) {
        let order: BTreeMap<RuleId, usize> = {
            let norms = self.versions.1.program.norms_in_order().into_iter().enumerate();
            norms.map(|(rank, (norm, _))| (norm, rank)).collect()
        };
        let mut norms: Vec<_> = self.norms.into_iter().collect();
        norms.sort_by_key(|((old, new), _)| {
            (new.is_none(), new.and_then(|new| order.get(&new)).copied(), *old)
        });
        let mut given = self.given;
        given.norms = norms.into_iter().map(|(_, line)| line).filter(NormTurns::has_turns).collect();
        (given, self.exit)
    }
}

fn judged<'s>(side: &'s Side<'_>) -> Judged<'s> {
    Judged { program: side.program, facts: &side.facts, answer: &side.answer }
}

fn count(line: &NormTurns) -> usize {
    line.turns.values().map(|turn| turn.count).sum::<usize>() + line.readings.count + line.riders.count
}

/// The first fault of a refused plan, with its code.
fn refusal((_, faults): &Refusal) -> Words {
    let error = faults.iter().find(|fault| fault.severity == guiju_base::Severity::Error).or(faults.first());
    error.map_or_else(Words::default, |fault| {
        Words::new(
            format!("{} {}", fault.code, fault.message.zh),
            format!("{} {}", fault.code, fault.message.en),
        )
    })
}

/// Tells how verdicts of one plan came about.
struct Telling<'s> {
    plan: &'s str,
    old: &'s Side<'s>,
    new: &'s Side<'s>,
    asked: (Box<dyn Inquiry + 's>, Box<dyn Inquiry + 's>),
}

impl Telling<'_> {
    fn add(&mut self, turn: &mut TurnLine, old: Option<&Verdict>, new: Option<&Verdict>, details: Details) {
        let (side, subject) = match (new, old) {
            (Some(verdict), _) => (self.new, verdict.subject),
            (None, Some(verdict)) => (self.old, verdict.subject),
            (None, None) => return,
        };
        turn.count += 1;
        let case = view(side);
        for (dimension, total, has) in [
            (Dimension::Area, &mut turn.area, &mut turn.has.0),
            (Dimension::Households, &mut turn.households, &mut turn.has.1),
        ] {
            if let Some(size) = subject_size(&case, subject, dimension) {
                *has = true;
                total.add(size);
            }
        }
        let id = side.facts.id(subject).to_string();
        turn.subjects.push((self.plan.to_string(), id.clone()));
        if turn.examples.len() >= LISTED {
            return;
        }
        let entity = side.program.entities.at(subject.entity);
        let label = &entity.name.label;
        let shown =
            |label: &str| if entity.is_single() { label.to_string() } else { format!("{label} {id}") };
        let subject = Words::new(shown(&label.zh), shown(&label.en));
        let mut old = old.map(|verdict| told(&view(self.old), self.asked.0.as_mut(), verdict, details));
        let mut new = new.map(|verdict| told(&view(self.new), self.asked.1.as_mut(), verdict, details));
        decisive(&mut old, &mut new);
        turn.examples.push(Example { plan: self.plan.to_string(), id, subject, old, new });
    }

    fn riders_differ(&mut self, old: &Verdict, new: &Verdict) -> bool {
        let old = told(&view(self.old), self.asked.0.as_mut(), old, Details::Riders).riders;
        old != told(&view(self.new), self.asked.1.as_mut(), new, Details::Riders).riders
    }
}

fn view<'s>(side: &'s Side<'_>) -> Case<'s> {
    Case {
        program: side.program,
        sources: &side.sources,
        facts: &side.facts,
        question: &side.question,
        as_of_from: AsOfFrom::Plan,
    }
}
