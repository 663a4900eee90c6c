//! Which mutants are tried: all that every filter of the call takes.

use std::collections::BTreeSet;
use std::path::Path;

use guiju_analyze::difference::{Subject, Thing, difference};
use guiju_analyze::mutation::{Changed, Ground, Mutant, mutants};
use guiju_base::{Lang, Sources};
use guiju_ir::{ClauseId, Name, Program, RuleId};

use crate::arguments::{Call, Mutate};
use crate::cases::is_asked;
use crate::commands::{clauses, unknown_norm};
use crate::near::{Known, meant};
use crate::output::complain;
use crate::{Exit, pack};

/// The mutants that a call asks for, in their order.
///
/// # Errors
/// A name that the pack does not have, an older version that cannot be used; it has been said.
pub fn chosen(ground: &Ground, sources: &Sources, call: &Call, asked: &Mutate) -> Result<Vec<Mutant>, Exit> {
    let program = &ground.program;
    let norm = asked.norm.as_deref().map(|word| norm(program, word, call.lang)).transpose()?;
    let clauses =
        asked.clause.as_deref().map(|word| clauses::chosen(program, Some(word), call)).transpose()?;
    let clauses: Option<BTreeSet<ClauseId>> = clauses.map(|found| found.into_iter().collect());
    let changed = asked.against.as_deref().map(|old| changed(program, old, call.lang)).transpose()?;
    let mut found = mutants(ground, sources);
    if let Some(word) = asked.rule.as_deref() {
        let word = named(program, &found, word, call.lang)?;
        found.retain(|mutant| is_named(program, mutant.of, &word));
    }
    found.retain(|mutant| {
        let reaches = norm.is_none_or(|norm| mutant.reach.contains(&norm));
        let rests = |chosen: &BTreeSet<ClauseId>| mutant.clauses.iter().any(|clause| chosen.contains(clause));
        let is_changed = |changed: &BTreeSet<Changed>| changed.contains(&mutant.of);
        reaches && clauses.as_ref().is_none_or(rests) && changed.as_ref().is_none_or(is_changed)
    });
    Ok(found)
}

/// The norm or quantity that a word names.
fn norm(program: &Program, word: &str, lang: Lang) -> Result<RuleId, Exit> {
    let asked = || program.rules.iter().filter(|(_, rule)| is_asked(&rule.kind));
    let found = asked().find(|(_, rule)| rule.name.is(word.trim())).map(|(id, _)| id);
    found.ok_or_else(|| unknown_norm(word, asked().map(|(_, rule)| &rule.name), lang))
}

fn name(program: &Program, of: Changed) -> &Name {
    match of {
        Changed::Rule(rule) => &program.rules.at(rule).name,
        Changed::Param(param) => &program.params.at(param).name,
        Changed::Reading(switch) => &program.switches.at(switch).name,
        Changed::Fact(field) => &program.fields.at(field).name,
    }
}

fn is_named(program: &Program, of: Changed, word: &str) -> bool {
    name(program, of).is(word) || of.id(program) == word
}

/// The word, when something that has mutants is named so.
fn named(program: &Program, mutants: &[Mutant], word: &str, lang: Lang) -> Result<String, Exit> {
    let word = word.trim();
    if mutants.iter().any(|mutant| is_named(program, mutant.of, word)) {
        return Ok(word.to_string());
    }
    let all: BTreeSet<Changed> = mutants.iter().map(|mutant| mutant.of).collect();
    let known = |of: &Changed| Known::labelled(of.id(program), name(program, *of).label.clone());
    let near = meant(word, all.iter().map(known));
    complain(
        lang,
        &format!("没有可改动的规则、参数、口径或事实“{word}”{}", near.zh),
        &format!("no rule, parameter, reading or fact `{word}` to change{}", near.en),
    );
    Err(Exit::Unusable)
}

/// What means something else than in an older version of the pack.
fn changed(program: &Program, old: &Path, lang: Lang) -> Result<BTreeSet<Changed>, Exit> {
    let (old, _, _) = pack::program(Some(old), lang)?;
    let changes = difference(&old, program).changes;
    let of = |subject: Subject| match subject {
        Subject::Thing(Thing::Rule(rule)) => vec![Changed::Rule(rule)],
        Subject::Thing(Thing::Param(param)) => vec![Changed::Param(param)],
        Subject::Thing(Thing::Switch(switch) | Thing::Option(switch, _)) => vec![Changed::Reading(switch)],
        Subject::Thing(Thing::Field(field)) => {
            let formula = program.fields.at(field).derived.map(Changed::Rule);
            [Changed::Fact(field)].into_iter().chain(formula).collect()
        }
        _ => Vec::new(),
    };
    let meant = changes.iter().filter(|change| change.kind.is_of_meaning());
    Ok(meant.filter_map(|change| change.new).flat_map(of).collect())
}
