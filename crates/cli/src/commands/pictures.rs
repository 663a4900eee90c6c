//! What norms hang on, drawn to stand inside a page: alone, or as one outcome came about.

use guiju_base::{Lang, Sources};
use guiju_explain::{Case, Pictures, Precision, outcome_words, quantity};
use guiju_graph::{Context, figure, lay_over, rule_graph};
use guiju_ir::{Derivation, Dimension, Interval, Program, Question, RuleId};

/// The pictures of norms; `at` tells those of one part of a page from those of another.
pub fn of_norms(case: &Case, norms: impl Iterator<Item = RuleId>, at: usize, lang: Lang) -> Pictures {
    let context = context(case.program, case.sources, case.question);
    norms.map(|norm| (norm, figure(&rule_graph(context, norm), lang, &name(case, norm, at)))).collect()
}

/// The picture of a norm with what decided it for one subject.
pub fn of_outcome(case: &Case, derivation: &Derivation, lang: Lang) -> Pictures {
    let Some(norm) = case.program.rules.at(derivation.norm).norm() else { return Pictures::new() };
    let context = context(case.program, case.sources, case.question);
    let mut graph = rule_graph(context, derivation.norm);
    let words = outcome_words(norm.kind, derivation.outcome);
    lay_over(&mut graph, context, case.facts, derivation, &words);
    Pictures::from([(derivation.norm, figure(&graph, lang, &name(case, derivation.norm, 1)))])
}

fn name(case: &Case, norm: RuleId, at: usize) -> String {
    format!("map{at}-{}", case.program.rules.at(norm).name.id)
}

/// What a graph needs to know besides the rule that it shows.
pub fn context<'a>(program: &'a Program, sources: &'a Sources, question: &'a Question) -> Context<'a> {
    Context { program, sources, question, figures }
}

fn figures(lang: Lang, dimension: Dimension, value: &Interval) -> String {
    quantity(lang, dimension, value, Precision::Plain)
}
