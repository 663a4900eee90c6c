//! The commands, one file each.

mod ask;
mod check;
mod clauses;
mod coverage;
mod diff;
mod eval;
mod explain;
mod fmt;
mod graph;
mod mutate;
mod new;
mod office;
mod page;
mod pictures;
mod remarks;
mod schema;
mod test;

use guiju_base::{Lang, Words};
use guiju_ir::{EntityId, Facts, Name, Program, Rule, RuleId, Subject};

use crate::Exit;
use crate::arguments::{Call, Task};
use crate::near::{Known, meant};
use crate::output::complain;

/// Runs a call.
pub fn run(call: Call) -> Exit {
    let result = match &call.command {
        Task::Eval(eval) => eval::run(&call, eval),
        Task::Explain(explain) => explain::run(&call, explain),
        Task::Ask(asked) => ask::run(&call, asked),
        Task::Remarks(asked) => remarks::run(&call, asked),
        Task::Check { strict } => check::run(&call, *strict),
        Task::Clauses(asked) => clauses::run(&call, asked),
        Task::Graph(asked) => graph::run(&call, asked),
        Task::Test(asked) => test::run(&call, asked),
        Task::Mutate(asked) => mutate::run(&call, asked),
        Task::Diff(asked) => diff::run(&call, asked),
        Task::Fmt(asked) => fmt::run(&call, asked),
        Task::Schema(described) => schema::run(&call, *described),
        Task::NewPlan => new::run(&call),
    };
    result.unwrap_or_else(|exit| exit)
}

/// `NORM[SUBJECT]` or `NORM`.
pub fn target(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    match text.strip_suffix([']', '］']).and_then(|text| text.split_once(['[', '［'])) {
        Some((norm, subject)) => (norm.trim(), Some(subject.trim())),
        None => (text, None),
    }
}

/// The norm whose id or label is `word`.
pub fn norm(program: &Program, word: &str) -> Option<RuleId> {
    norms(program).find(|(_, rule)| rule.name.is(word.trim())).map(|(id, _)| id)
}

fn norms(program: &Program) -> impl Iterator<Item = (RuleId, &Rule)> {
    program.rules.iter().filter(|(_, rule)| rule.norm().is_some())
}

/// The norm that a word names.
///
/// # Errors
/// No such norm; it has been said.
pub fn named_norm(program: &Program, word: &str, lang: Lang) -> Result<RuleId, Exit> {
    norm(program, word).ok_or_else(|| unknown_norm(word, norms(program).map(|(_, rule)| &rule.name), lang))
}

/// Says that no rule is called so, and which may have been meant.
pub fn unknown_norm<'n>(word: &str, names: impl Iterator<Item = &'n Name>, lang: Lang) -> Exit {
    let near = meant(word, names.map(Known::named));
    complain(lang, &format!("没有规则“{word}”{}", near.zh), &format!("no norm `{word}`{}", near.en));
    Exit::Unusable
}

/// The item of a plan that an id names.
///
/// # Errors
/// No such item; it has been said, with those that have the word in their id or name, else the first that there are.
pub fn named_subject(
    (program, facts): (&Program, &Facts),
    entity: EntityId,
    word: &str,
    lang: Lang,
) -> Result<Subject, Exit> {
    let word = word.trim();
    let found = facts.rows.at(entity).row(word).map(|row| Subject { entity, row });
    found.ok_or_else(|| {
        let label = &program.entities.at(entity).name.label;
        let all = facts.subjects(entity).map(|item| match facts.name(program, item) {
            Some(name) => Known::labelled(facts.id(item), Words::same(name)),
            None => Known::id(facts.id(item)),
        });
        let mut near = meant(word, all);
        if near == Words::default() {
            near = there_are(facts, entity);
        }
        complain(
            lang,
            &format!("方案中没有{}“{word}”{}", label.zh, near.zh),
            &format!("the plan has no {} `{word}`{}", label.en.to_lowercase(), near.en),
        );
        Exit::Unusable
    })
}

/// The ids of the first items that there are.
pub fn there_are(facts: &Facts, entity: EntityId) -> Words {
    const SHOWN: usize = 8;
    let ids: Vec<&str> = facts.subjects(entity).take(SHOWN).map(|item| facts.id(item)).collect();
    let more = if facts.subjects(entity).nth(SHOWN).is_some() { " …" } else { "" };
    match ids.is_empty() {
        true => Words::default(),
        false => Words::new(
            format!("；可选：{}{more}", ids.join("、")),
            format!("; there are: {}{more}", ids.join(", ")),
        ),
    }
}
