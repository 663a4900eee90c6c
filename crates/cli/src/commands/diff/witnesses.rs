//! For what the changes reach: a small plan that tells the versions apart, as a ready case, or what was searched in vain.
//!
//! Where no search finds one, a case that came out otherwise is one. Searches run on all cores and end in the order of reports.

use guiju_analyze::difference::{Finding, Reached, Sought, Witness, is_hidden, witness};
use guiju_base::{Id, SourceId, Sources, Words};
use guiju_eval::Evaluator;
use guiju_explain::{AsOfFrom, Case};
use guiju_facts::{Document, load_document, write_parts, write_value};
use guiju_ir::{
    Day, Decide, EnumId, FactRef, Facts, Program, Question, Readings, RuleId, RuleKind, Subject, Type, Value,
    day_from_civil, day_to_string,
};
use rayon::prelude::*;

use super::noticed::Common;
use super::report::{Only, Search, Told, WitnessLine};
use super::told::{self, Details};
use crate::progress::Progress;

/// How many plans are looked at for one rule and set of items.
const BUDGET: usize = 3_000;
/// The sign before names that only the other version has.
const HIDDEN: char = '\u{1}';
/// The id of a plan that was made up.
const PLAN: &str = "W-1";

/// What was found for each reached rule, in order; nothing of those that are shown to be the same.
pub fn searches(common: &Common<'_>, day: Option<Day>, progress: &Progress) -> Vec<Search> {
    let all = &common.difference.reached;
    all.par_iter()
        .map(|reached| {
            let found = match (reached.same, reached.riders_same) {
                (Some(same), Some(riders)) => Search::Same(same.max(riders)),
                _ => search(common, reached, day),
            };
            progress.done();
            found
        })
        .collect()
}

fn usual_day() -> Day {
    day_from_civil(2026, 1, 1).unwrap_or_default()
}

fn search(common: &Common<'_>, reached: &Reached, day: Option<Day>) -> Search {
    let (old, new) = common.programs;
    // Places of made-up facts point to the first text of the pack: nothing shows them.
    let source = SourceId::new(0);
    let sought = Sought { old, new, source, day: day.unwrap_or_else(usual_day), budget: BUDGET };
    match witness(&Evaluator, &sought, reached) {
        Finding::Found(found) => Search::Found(Box::new(line(common, reached, *found))),
        Finding::Nowhere { tried, shown, doubts } => Search::Nowhere { tried, shown, doubts },
    }
}

/// A witness in words.
fn line(common: &Common<'_>, reached: &Reached, witness: Witness) -> WitnessLine {
    let (old, new) = common.programs;
    let Witness { mut facts, subject, day, is_settled } = witness;
    facts.plan.id = PLAN.to_string();
    let trial = Trial { common, reached, day, id: facts.id(subject).to_string() };
    let lists = trial.lists(&facts);
    let (mut was, mut is) = trial.came(&facts, &lists);
    told::decisive(&mut was, &mut is);
    let (program, rule) = match (reached.new, reached.old) {
        (Some(rule), _) => (new, rule),
        (None, Some(rule)) => (old, rule),
        (None, None) => (new, RuleId::new(0)),
    };
    let cannot_state = match (states(old, &facts), states(new, &facts)) {
        (_, false) => Some(Only::New),
        (false, _) => Some(Only::Old),
        _ => None,
    };
    let declared = program.rules.at(rule);
    let target = if program.entities.at(subject.entity).is_single() {
        declared.name.id.clone()
    } else {
        format!("{}[{}]", declared.name.id, facts.id(subject))
    };
    let mut found = WitnessLine {
        target,
        as_of: (day != usual_day()).then(|| day_to_string(day)),
        facts: stated(program, &facts),
        old: was,
        new: is,
        is_open: !is_settled,
        case: String::new(),
        clauses: program.clause_ids(&declared.clauses),
        cannot_state,
    };
    let is_check = matches!(declared.kind, RuleKind::Check(_));
    found.case = case(&parts(program, &facts, &lists), &found, is_check).unwrap_or_default();
    found
}

/// A plan put to both versions as a text, as a user would.
struct Trial<'a> {
    common: &'a Common<'a>,
    reached: &'a Reached,
    day: Day,
    /// The subject.
    id: String,
}

impl Trial<'_> {
    /// The keys of the lists that the plan needs: one whose items state nothing goes where both versions say the same
    /// without it.
    fn lists(&self, facts: &Facts) -> Vec<String> {
        let program = &self.common.programs.1;
        let mut kept: Vec<String> =
            program.entities.values().map(|entity| entity.key().to_string()).collect();
        let whole = self.ids(facts, &kept);
        for (id, entity) in program.entities.iter().filter(|(_, entity)| !entity.is_single()) {
            let is_silent = facts.subjects(id).all(|subject| {
                entity.fields.iter().all(|field| facts.cell(program, subject, *field).is_none())
            });
            if is_silent {
                let without: Vec<String> = kept.iter().filter(|key| *key != entity.key()).cloned().collect();
                if self.ids(facts, &without) == whole {
                    kept = without;
                }
            }
        }
        kept
    }

    fn ids(&self, facts: &Facts, lists: &[String]) -> (Option<String>, Option<String>) {
        let (old, new) = self.came(facts, lists);
        let id = |told: Option<Told>| told.map(|told| format!("{} {}", told.id, told.riders.join(" ")));
        (id(old), id(new))
    }

    fn came(&self, facts: &Facts, lists: &[String]) -> (Option<Told>, Option<Told>) {
        let (old, new) = self.common.programs;
        let version = |program: &Program, sources: &Sources, rule: Option<RuleId>| {
            came(program, sources, &parts(program, facts, lists), self.day, rule?, &self.id)
        };
        (
            version(old, &self.common.old.sources, self.reached.old),
            version(new, &self.common.new.sources, self.reached.new),
        )
    }
}

/// The parts of a plan that a version can state, without lists that are not named.
fn parts(program: &Program, facts: &Facts, lists: &[String]) -> Vec<(String, String)> {
    let Ok(all) = write_parts(program, &without_hidden(program, facts).0) else { return Vec::new() };
    let is_list =
        |key: &str| program.entities.values().any(|entity| !entity.is_single() && entity.key() == key);
    let keep = |(key, value): &(String, String)| {
        let is_said = value != "{}" && !value.contains(HIDDEN) && key != "id";
        is_said && (!is_list(key) || lists.iter().any(|list| list == key))
    };
    all.into_iter().filter(keep).collect()
}

/// What a version says of a plan for a rule and subject.
fn came(
    program: &Program,
    sources: &Sources,
    parts: &[(String, String)],
    day: Day,
    rule: RuleId,
    id: &str,
) -> Option<Told> {
    let mut sources = sources.clone();
    let lines: String = parts.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    let text = sources.add(PLAN, format!("id: {PLAN}\n{lines}"));
    let document = Document::parse(&sources, text).document?;
    let facts = load_document(program, &sources, &document).facts?;
    let entity = program.rules.at(rule).subject;
    let single = program.entities.at(entity).is_single();
    let subject = facts.subjects(entity).find(|subject| single || facts.id(*subject) == id)?;
    let question = Question { as_of: day, readings: Readings::defaults(program) };
    let case =
        Case { program, sources: &sources, facts: &facts, question: &question, as_of_from: AsOfFrom::Plan };
    let mut inquiry = Evaluator.open(program, &facts, &question);
    let answer = inquiry.answer();
    if matches!(program.rules.at(rule).kind, RuleKind::Check(_)) {
        let code = answer.diagnostics.first().map(|fault| fault.code.to_string());
        let words = match answer.problem {
            guiju_ir::Problem::Refused => Words::new("拒收", "refused"),
            _ if code.is_some() => Words::new("提示", "warned"),
            _ => Words::new("接受", "accepted"),
        };
        let id = code.unwrap_or_else(|| "–".to_string());
        return Some(Told { id, words, riders: Vec::new(), reasons: Vec::new() });
    }
    match answer.verdicts.iter().find(|verdict| verdict.norm == rule && verdict.subject == subject) {
        Some(verdict) => Some(told::told(&case, inquiry.as_mut(), verdict, Details::Riders)),
        None => told::value(&case, inquiry.as_mut(), rule, subject),
    }
}

/// The facts that a plan states, in the order of the vocabulary.
fn stated(program: &Program, facts: &Facts) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (entity, declared) in program.entities.iter() {
        for subject in facts.subjects(entity) {
            for field in &declared.fields {
                let fact = FactRef { subject, field: *field, entry: None };
                if is_hidden(&program.fields.at(*field).name) {
                    continue;
                }
                if let Type::Ledger(_) = program.fields.at(*field).ty {
                    found.extend(entries(program, facts, &fact));
                    continue;
                }
                let Some(cell) = facts.stated(program, &fact) else { continue };
                if let Some(value) = write_value(program, facts, *field, &cell.value) {
                    found.push((facts.path(program, &fact), value));
                }
            }
        }
    }
    found
}

fn entries(program: &Program, facts: &Facts, fact: &FactRef) -> Vec<(String, String)> {
    let rows = facts.rows.at(fact.subject.entity);
    let Some(entries) = rows.ledger.get(&(fact.field, fact.subject.row)) else { return Vec::new() };
    let mut found: Vec<(String, String)> = entries
        .iter()
        .filter_map(|(entry, cell)| {
            let value = write_value(program, facts, fact.field, &cell.value)?;
            let fact = FactRef { entry: Some(entry.clone()), ..fact.clone() };
            Some((facts.path(program, &fact), value))
        })
        .collect();
    found.sort();
    found
}

/// Whether a version has a name for everything that a plan states.
fn states(program: &Program, facts: &Facts) -> bool {
    let mut hidden_items = program.entities.iter().filter(|(_, entity)| is_hidden(&entity.name));
    let (_, left_out) = without_hidden(program, facts);
    left_out == 0 && !hidden_items.any(|(id, _)| !facts.rows.at(id).is_empty())
}

/// The plan without what the version has no name for, and how many facts that is: they are unknown to it.
fn without_hidden(program: &Program, facts: &Facts) -> (Facts, usize) {
    let mut kept = facts.clone();
    let mut left_out = 0;
    for (id, field) in program.fields.iter() {
        let is_hidden_value = |value: &Value| match (field.ty, value) {
            (Type::Choice(of), Value::Choice(Some(index))) => hides(program, of, *index),
            (Type::Choices(of), Value::Choices(set)) => {
                set.known.iter().any(|index| hides(program, of, *index))
            }
            _ => false,
        };
        let subjects: Vec<Subject> = kept.subjects(field.entity).collect();
        for subject in subjects {
            let stated = kept.cell(program, subject, id);
            if stated.is_some_and(|cell| is_hidden(&field.name) || is_hidden_value(&cell.value)) {
                kept.state(program, &FactRef { subject, field: id, entry: None }, None);
                left_out += 1;
            }
        }
    }
    (kept, left_out)
}

fn hides(program: &Program, of: EnumId, index: u16) -> bool {
    program.enums.at(of).value(index).is_some_and(is_hidden)
}

/// An item of a case file that expects what the version says.
fn case(parts: &[(String, String)], found: &WitnessLine, is_check: bool) -> Option<String> {
    let told = found.new.as_ref().or(found.old.as_ref())?;
    let was = found.old.as_ref().filter(|_| found.new.is_some());
    let name = match was {
        Some(was) if was.words != told.words => {
            format!("{}：{} 变为 {}", found.target, was.words.zh, told.words.zh)
        }
        Some(_) => format!("{}：{}，附带的变了", found.target, told.words.zh),
        None => format!("{}：{}", found.target, told.words.zh),
    };
    let mut text = format!("  - name: {}\n", quoted(&name));
    if !found.clauses.is_empty() {
        text.push_str(&format!("    clause: [{}]\n", found.clauses.join(", ")));
    }
    if let Some(day) = &found.as_of {
        text.push_str(&format!("    as_of: {day}\n"));
    }
    let set: Vec<String> = parts.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    if !set.is_empty() {
        text.push_str(&format!("    set: {{ {} }}\n", set.join(", ")));
    }
    let is_refused = is_check && told.words.en == "refused";
    if is_refused {
        text.push_str(&format!("    refused: {}\n", told.id));
        return Some(text);
    }
    if is_check {
        return None;
    }
    text.push_str(&format!("    expect: {{ {}: {} }}\n", quoted(&found.target), expectation(told, was)));
    Some(text)
}

/// What the case expects: the outcome, and the effects and duties where these are what differs.
fn expectation(told: &Told, was: Option<&Told>) -> String {
    if was.is_none_or(|was| was.id != told.id) {
        return told.id.clone();
    }
    let (duties, effects): (Vec<&String>, Vec<&String>) =
        told.riders.iter().partition(|rider| rider.contains(": "));
    let list = |items: &[&String]| items.iter().map(|item| item.as_str()).collect::<Vec<_>>().join(", ");
    format!("{{ outcome: {}, effects: [{}], duties: {{ {} }} }}", told.id, list(&effects), list(&duties))
}

/// A text between double quotes, as YAML and JSON read it.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A case file of all plans that were found.
pub fn case_file(found: &[&WitnessLine]) -> String {
    let mut text = String::from("guiju: cases/1\n");
    let mut clauses: Vec<&String> = found.iter().flat_map(|line| &line.clauses).collect();
    clauses.sort();
    clauses.dedup();
    let listed = clauses.iter().map(|clause| clause.as_str()).collect::<Vec<_>>().join(", ");
    text.push_str(&format!("clauses: [{listed}]\ncases:\n"));
    found.iter().for_each(|line| text.push_str(&line.case));
    text
}
