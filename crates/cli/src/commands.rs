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

use guiju_base::Lang;
use guiju_ir::{Program, RuleId};

use crate::Exit;
use crate::arguments::{Call, Task};
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

/// The norm whose id or label is `word`, or the id nearest to it.
///
/// # Errors
/// No such norm.
pub fn norm<'p>(program: &'p Program, word: &str) -> Result<RuleId, Option<&'p str>> {
    let norms = || program.rules.iter().filter(|(_, rule)| rule.norm().is_some());
    let found = norms().find(|(_, rule)| rule.name.is(word.trim())).map(|(id, _)| id);
    found.ok_or_else(|| {
        norms()
            .map(|(_, rule)| rule.name.id.as_str())
            .min_by_key(|id| strsim::damerau_levenshtein(id, word))
            .filter(|id| strsim::damerau_levenshtein(id, word) * 3 <= word.chars().count().max(3))
    })
}

/// The norm that a word names.
///
/// # Errors
/// No such norm; it has been said.
pub fn named_norm(program: &Program, word: &str, lang: Lang) -> Result<RuleId, Exit> {
    norm(program, word).map_err(|near| unknown_norm(word, near, lang))
}

/// Says that no norm is called so, and which one may have been meant.
pub fn unknown_norm(word: &str, near: Option<&str>, lang: Lang) -> Exit {
    let hint = |lead: &str| near.map(|near| format!("{lead}{near}")).unwrap_or_default();
    complain(
        lang,
        &format!("没有规则“{word}”{}", hint("；是否指 ")),
        &format!("no norm `{word}`{}", hint("; did you mean ")),
    );
    Exit::Unusable
}
