//! The commands, one file each.

mod check;
mod clauses;
mod eval;
mod explain;
mod fmt;
mod graph;
mod new;
mod page;
mod remarks;
mod schema;
mod test;

use guiju_ir::{Program, RuleId};

use crate::Exit;
use crate::arguments::{Call, Task};

/// Runs a call.
pub fn run(call: Call) -> Exit {
    let result = match &call.command {
        Task::Eval(eval) => eval::run(&call, eval),
        Task::Explain(explain) => explain::run(&call, explain),
        Task::Remarks(asked) => remarks::run(&call, asked),
        Task::Check { strict } => check::run(&call, *strict),
        Task::Clauses(asked) => clauses::run(&call, asked),
        Task::Graph(asked) => graph::run(&call, asked),
        Task::Test { filter } => test::run(&call, filter.as_deref()),
        Task::Fmt(asked) => fmt::run(&call, asked),
        Task::Schema { result } => schema::run(&call, *result),
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
