//! What an outlook claims is so of the policy itself: the headline norms, on the plans of the policy's cases with some facts
//! stated otherwise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "explain/claims/checked.rs"]
mod checked;
#[path = "explain/claims/choices.rs"]
mod choices;
#[path = "explain/claims/fresh.rs"]
mod fresh;

use std::path::{Path, PathBuf};

use guiju_base::Sources;
use guiju_explain::{AsOfFrom, Case, Prospects};
use guiju_facts::{Document, load_document};
use guiju_ir::{
    Decide, FactRef, Facts, Field, Interval, List, Outcome, Problem, Program, Question, Rat, Readings,
    Reference, RowId, RuleId, Subject, Truth, Type, Value, day_parse,
};

use checked::Claimed;
use choices::Choices;
use fresh::World;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().join("policies/chongqing-2025")
}

/// The files of a folder that end so, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == ending)).collect();
    files.sort();
    files
}

fn program(sources: &mut Sources) -> Program {
    let mut trees = Vec::new();
    for file in files(&folder(), "gj") {
        let id = sources.add(file.to_string_lossy(), std::fs::read_to_string(&file).unwrap());
        trees.push(guiju_syntax::parse(sources, id).file);
    }
    guiju_compile::compile(sources, &guiju_compile::Pack::default(), &trees).program.unwrap()
}

/// The plans from which the policy's cases start, by the name of their file.
fn plans(program: &Program, sources: &mut Sources) -> Vec<(String, Facts)> {
    let mut plans = Vec::new();
    for file in files(&folder().join("cases"), "yaml") {
        let id = sources.add(file.to_string_lossy(), std::fs::read_to_string(&file).unwrap());
        let cases = Document::parse(sources, id).document.unwrap();
        let Some(root) = cases.root.get("base") else { continue };
        let base = Document { source: id, root: root.clone() };
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        plans.extend(load_document(program, sources, &base).facts.map(|facts| (name, facts)));
    }
    plans
}

/// Something that a fact could be, or nothing known of it.
fn value(facts: &Facts, program: &Program, field: &Field, choices: &mut Choices) -> Option<Value> {
    let row = |of, choices: &mut Choices| {
        let rows: Vec<RowId> = facts.rows.at(of).ids.ids().collect();
        rows.get(choices.below(rows.len() + 1)).copied()
    };
    Some(match field.ty {
        Type::Truth => Value::Truth([Truth::True, Truth::False, Truth::Unknown][choices.below(3)]),
        Type::Choice(of) => {
            let values = program.enums.at(of).values.len();
            Value::Choice(Some(choices.below(values + 1)).filter(|one| *one < values).map(|one| one as u16))
        }
        Type::Quantity(_) => {
            let point = Rat::whole([0, 1, 2, 5, 10, 24, 25, 30, 80, 100][choices.below(10)]);
            let known = Interval::point(point.clone());
            let above = field.range.low.as_ref().is_none_or(|low| *low <= point);
            let fits = above && field.range.high.as_ref().is_none_or(|high| point <= *high);
            Value::Quantity(if fits && choices.below(4) > 0 { known } else { field.range.clone() })
        }
        Type::Entity(of) => match (choices.below(3), row(of, choices)) {
            (0, _) => Value::Entity(Reference::Unknown),
            (_, one) => Value::Entity(one.map_or(Reference::None, Reference::One)),
        },
        Type::Entities(of) => {
            let known: Vec<RowId> = row(of, choices).into_iter().collect();
            Value::Entities(List {
                known: known.into(),
                possible: [].into(),
                complete: choices.below(2) == 1,
            })
        }
        _ => return None,
    })
}

/// The plan with some facts that the norm can read stated otherwise.
fn mutated(world: &World, norm: RuleId, choices: &mut Choices) -> Facts {
    let program = world.program;
    let below = program.nodes_below(program.rules.at(norm).deciding());
    let read = below.filter_map(|(_, node)| match node.op {
        guiju_ir::Op::Field(_, field) => Some(field),
        _ => None,
    });
    let mut fields: Vec<_> = read.filter(|id| program.fields.at(*id).derived.is_none()).collect();
    fields.sort();
    fields.dedup();
    let mut settings: Vec<(FactRef, Value)> = Vec::new();
    for _ in 0..choices.below(5) {
        let id = fields[choices.below(fields.len())];
        let field = program.fields.at(id);
        let rows: Vec<RowId> = world.facts.rows.at(field.entity).ids.ids().collect();
        if rows.is_empty() {
            continue;
        }
        let subject = Subject { entity: field.entity, row: rows[choices.below(rows.len())] };
        let fact = FactRef { subject, field: id, entry: None };
        settings.extend(value(world.facts, program, field, choices).map(|value| (fact, value)));
    }
    let settings: Vec<(&FactRef, &Value)> = settings.iter().map(|(fact, value)| (fact, value)).collect();
    world.changed(&settings)
}

/// How many plans are made for each headline norm.
const PLANS: usize = 6;

#[test]
fn what_is_claimed_of_the_headline_norms_is_so() {
    let mut sources = Sources::new();
    let program = program(&mut sources);
    let plans = plans(&program, &mut sources);
    let question =
        Question { as_of: day_parse("2026-03-01").unwrap(), readings: Readings::defaults(&program) };
    let mut seen: Vec<Outcome> = Vec::new();
    let (mut state, mut changes, mut sets) = (20_260_301_u64, 0, 0);
    for (norm, _) in &program.decisions {
        let name = &program.rules.at(*norm).name.id;
        let entity = program.rules.at(*norm).subject;
        let fit: Vec<&(String, Facts)> =
            plans.iter().filter(|(_, facts)| !facts.rows.at(entity).is_empty()).collect();
        for number in 0..PLANS {
            let bytes = (0..64).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as u8
            });
            let mut choices = Choices::new(bytes.collect());
            let other = fit[choices.below(fit.len())];
            let own = fit.iter().find(|(of, _)| of == name).filter(|_| number % 2 == 0);
            let (file, facts) = own.copied().unwrap_or(other);
            let world = World { program: &program, facts, question: &question };
            let facts = mutated(&world, *norm, &mut choices);
            let world = World { facts: &facts, ..world };
            let case = Case {
                program: &program,
                sources: &sources,
                facts: &facts,
                question: &question,
                as_of_from: AsOfFrom::Plan,
            };
            let mut inquiry = guiju_eval::Evaluator.open(&program, &facts, &question);
            if inquiry.answer().problem == Problem::Refused {
                continue;
            }
            let subjects: Vec<Subject> = facts.subjects(entity).collect();
            let subject = subjects[choices.below(subjects.len())];
            let derivation = inquiry.derive(*norm, subject).unwrap();
            let outlook =
                Prospects::new(&case, &guiju_eval::Evaluator).outlook(&derivation, inquiry.as_mut());
            // What a failure shows.
            println!("{name} {} {file}: {outlook:#?}", facts.id(subject));
            Claimed { world, derivation: &derivation, outlook: &outlook, most: 6 }.check(&mut choices);
            seen.push(derivation.outcome);
            changes += outlook.changes.len();
            sets += outlook.settling.len();
        }
    }
    let decided = seen.iter().filter(|outcome| **outcome != Outcome::Undetermined).count();
    assert!(decided > 5 && decided < seen.len() && changes > 5 && sets > 5, "{seen:?} {changes} {sets}");
}
