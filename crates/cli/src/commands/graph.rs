//! `guiju graph [NORM]`: the preconditions of a norm as a picture, alone or with what a plan made of them; with `--impact`
//! what a change of a fact, a parameter or a clause can reach.

use guiju_analyze::{Declaration, Dependents, Impacts};
use guiju_base::{Lang, Sources};
use guiju_eval::Evaluator;
use guiju_explain::outcome_words;
use guiju_graph::{
    Changed, Context, dot, lay_over, mermaid, pack_graph, reach_graph, reach_list, readers, rule_graph, svg,
};
use guiju_ir::{
    ClauseId, Decide, EntityId, Facts, FieldId, PlanHead, Problem, Program, RuleId, RuleKind, Subject,
};

use super::pictures::context;
use crate::arguments::{Call, Graph, Picture};
use crate::draw::draw;
use crate::near::{Known, meant};
use crate::output::complain;
use crate::plan::{self, Plan};
use crate::{Exit, output, pack};

/// Draws what is asked for.
///
/// # Errors
/// A pack, a plan or a name that cannot be used.
pub fn run(call: &Call, asked: &Graph) -> Result<Exit, Exit> {
    let (program, mut sources, _) = pack::program(call.pack.as_deref(), call.lang)?;
    let rule = asked.norm.as_deref().map(|word| rule(&program, word, call.lang)).transpose()?;
    if let (Some(rule), Some(_)) = (rule, &asked.plan) {
        return decided(call, asked, &program, &mut sources, rule);
    }
    let (question, _) = plan::question(&program, &PlanHead::default(), &asked.asking, call.lang)?;
    let context = context(&program, &sources, &question);
    let text = match (&asked.impact, rule) {
        (Some(word), _) => impact(call, asked, context, word)?,
        (None, Some(rule)) => drawn(&rule_graph(context, rule), asked.format, call.lang),
        (None, None) => drawn(&pack_graph(context), asked.format, call.lang),
    };
    Ok(output::write(&text, call.output.as_deref(), call.lang))
}

fn drawn(graph: &guiju_graph::Graph, format: Option<Picture>, lang: Lang) -> String {
    match format.unwrap_or(Picture::Svg) {
        Picture::Svg => svg(graph, lang),
        Picture::Dot => dot(graph, lang),
        Picture::Mermaid => mermaid(graph, lang),
    }
}

/// The rule that a word names: a norm, or a term, bar or exception.
fn rule(program: &Program, word: &str, lang: Lang) -> Result<RuleId, Exit> {
    let other = || {
        let found = program.rule_named(word.trim())?;
        (!matches!(program.rules.at(found).kind, RuleKind::Check(_))).then_some(found)
    };
    match super::norm(program, word).or_else(other) {
        Some(rule) => Ok(rule),
        None => super::named_norm(program, word, lang),
    }
}

/// The graph of a norm with what a plan made of it.
fn decided(
    call: &Call,
    asked: &Graph,
    program: &Program,
    sources: &mut Sources,
    rule: RuleId,
) -> Result<Exit, Exit> {
    let lang = call.lang;
    let Some(norm) = program.rules.at(rule).norm() else {
        let name = &program.rules.at(rule).name;
        complain(
            lang,
            &format!("“{}”不是规则，没有结论可着色", name.label.zh),
            &format!("`{}` is not a norm: no outcome to colour by", name.id),
        );
        return Err(Exit::Unusable);
    };
    let Some(path) = &asked.plan else { return Err(Exit::Unusable) };
    let Plan { facts, head, diagnostics } = plan::load(program, sources, path, &asked.asking, lang)?;
    let (question, _) = plan::question(program, &head, &asked.asking, lang)?;
    let Some(facts) = facts else {
        draw(sources, &diagnostics, lang);
        return Ok(Exit::Unusable);
    };
    let subject = subject(program, &facts, program.rules.at(rule).subject, asked.subject.as_deref(), lang)?;
    let mut inquiry = Evaluator.open(program, &facts, &question);
    let answer = inquiry.answer();
    let all: Vec<_> = diagnostics.into_iter().chain(answer.diagnostics).collect();
    draw(sources, &all, lang);
    let derivation = match answer.problem {
        Problem::Refused => None,
        Problem::None | Problem::Conflict => inquiry.derive(rule, subject),
    };
    let Some(derivation) = derivation else { return Ok(Exit::Unusable) };
    let context = context(program, sources, &question);
    let mut graph = rule_graph(context, rule);
    let words = outcome_words(norm.kind, derivation.outcome);
    lay_over(&mut graph, context, &facts, &derivation, &words);
    let text = drawn(&graph, asked.format, lang);
    let exit = if answer.problem == Problem::Conflict { Exit::No } else { Exit::Done };
    Ok(output::write(&text, call.output.as_deref(), lang).max(exit))
}

/// The subject that was named, or the only one that there is.
fn subject(
    program: &Program,
    facts: &Facts,
    entity: EntityId,
    asked: Option<&str>,
    lang: Lang,
) -> Result<Subject, Exit> {
    if let Some(word) = asked {
        return super::named_subject((program, facts), entity, word, lang);
    }
    let count = facts.subjects(entity).count();
    if let (1, Some(only)) = (count, facts.subjects(entity).next()) {
        return Ok(only);
    }
    let label = &program.entities.at(entity).name.label;
    let there = super::there_are(facts, entity);
    let (zh, en) = match count {
        0 => (format!("方案中没有{}", label.zh), format!("the plan has no {}", label.en.to_lowercase())),
        _ => (
            format!("方案中有 {count} 个{}，须用 --subject 指定一个{}", label.zh, there.zh),
            format!(
                "the plan has {count} of {}: name one with --subject{}",
                label.en.to_lowercase(),
                there.en
            ),
        ),
    };
    complain(lang, &zh, &en);
    Err(Exit::Unusable)
}

/// What a change reaches, as a list or as a picture.
fn impact(call: &Call, asked: &Graph, context: Context, word: &str) -> Result<String, Exit> {
    let program = context.program;
    let changed = changed(program, word, call.lang)?;
    let dependents = Dependents::of(program);
    let reached: Vec<RuleId> = match changed {
        Changed::Param(param) => dependents.rules(&[Declaration::Param(param)]),
        Changed::Clause(clause) => Impacts::of(program).on(&[clause]).rules,
        Changed::Fact(field) => {
            let mut rules = readers(program, field);
            let seeds: Vec<Declaration> = rules.iter().map(|rule| Declaration::Rule(*rule)).collect();
            rules.extend(dependents.rules(&seeds));
            rules.sort_unstable();
            rules.dedup();
            rules
        }
    };
    let graph = reach_graph(context, changed, &reached);
    Ok(match asked.format {
        None => reach_list(program, &graph, &reached, call.lang),
        format => drawn(&graph, format, call.lang),
    })
}

/// The fact, parameter or clause that a word names.
fn changed(program: &Program, word: &str, lang: Lang) -> Result<Changed, Exit> {
    let word = word.trim();
    let param =
        program.params.iter().find(|(_, param)| param.name.is(word)).map(|(id, _)| Changed::Param(id));
    let clause = || clause(program, word).map(Changed::Clause);
    let fields = fields(program, word);
    if let [field] = fields.as_slice() {
        return Ok(param.unwrap_or(Changed::Fact(*field)));
    }
    if let Some(found) = param.or_else(clause) {
        return Ok(found);
    }
    let path = |field: &FieldId| {
        let field = program.fields.at(*field);
        format!("{}.{}", program.entities.at(field.entity).name.id, field.name.id)
    };
    if !fields.is_empty() {
        let paths: Vec<String> = fields.iter().map(path).collect();
        complain(
            lang,
            &format!("“{word}”是几项事实的名称：{}", paths.join("、")),
            &format!("`{word}` names several facts: {}", paths.join(", ")),
        );
        return Err(Exit::Unusable);
    }
    let facts = program.fields.iter();
    let facts = facts.map(|(id, field)| Known::labelled(path(&id), field.name.label.clone()));
    let params = program.params.values().map(|param| Known::named(&param.name));
    let clauses = program.clauses.values().map(|clause| Known::id(&clause.id));
    let near = meant(word, params.chain(clauses).chain(facts));
    complain(
        lang,
        &format!("没有事实、参数或条文“{word}”{}", near.zh),
        &format!("no fact, parameter or clause `{word}`{}", near.en),
    );
    Err(Exit::Unusable)
}

fn clause(program: &Program, word: &str) -> Option<ClauseId> {
    program.clauses.iter().find(|(_, clause)| clause.id.eq_ignore_ascii_case(word)).map(|(id, _)| id)
}

/// The facts that a word names: one as `parcel.slope`, or all of that label.
fn fields(program: &Program, word: &str) -> Vec<FieldId> {
    if let Some((entity, field)) = word.split_once('.') {
        let found = program.entity_named(entity).and_then(|entity| program.field_named(entity, field));
        return found.into_iter().collect();
    }
    program.fields.iter().filter(|(_, field)| field.name.is(word)).map(|(id, _)| id).collect()
}
