//! `guiju explain PLAN [NORM] [SUBJECT]`: how outcomes came about, one after the other.

use guiju_base::Lang;
use guiju_eval::Evaluator;
use guiju_explain::{Case, Page, Prospects, explanation};
use guiju_ir::{Decide, Problem, Program, RuleId, Verdict};

use super::page;
use crate::arguments::{Call, Explain, Format, Level};
use crate::draw::draw;
use crate::output::complain;
use crate::plan::{self, Plan};
use crate::{Exit, output, pack};

/// Explains the outcomes that are asked for.
///
/// # Errors
/// A pack, a plan, a norm or a subject that cannot be used.
pub fn run(call: &Call, explain: &Explain) -> Result<Exit, Exit> {
    let lang = call.lang;
    if explain.asking.format == Format::Json {
        complain(
            lang,
            "explain 的格式为 text、markdown 或 html；结论的 JSON 见 eval",
            "explain prints text, markdown or html; eval has the JSON",
        );
        return Err(Exit::Unusable);
    }
    let (program, mut sources, _) = pack::program(call.pack.as_deref(), lang)?;
    let norm = explain.norm.as_deref().map(|word| asked_norm(&program, word, lang)).transpose()?;
    let Plan { facts, head, diagnostics } =
        plan::load(&program, &mut sources, &explain.plan, &explain.asking, lang)?;
    let (question, as_of_from) = plan::question(&program, &head, &explain.asking, lang)?;
    let Some(facts) = facts else {
        draw(&sources, &diagnostics, lang);
        return Ok(Exit::Unusable);
    };
    let mut inquiry = Evaluator.open(&program, &facts, &question);
    let answer = inquiry.answer();
    let all: Vec<_> = diagnostics.into_iter().chain(answer.diagnostics.iter().cloned()).collect();
    draw(&sources, &all, lang);
    if answer.problem == Problem::Refused {
        return Ok(Exit::Unusable);
    }
    let case = Case { program: &program, sources: &sources, facts: &facts, question: &question, as_of_from };
    let chosen = chosen(&case, &answer.verdicts, norm, explain.subject.as_deref());
    if chosen.is_empty() {
        return Err(nothing(&case, norm, explain.subject.as_deref(), lang));
    }
    let mut blocks = Vec::new();
    let mut prospects = Prospects::new(&case, &Evaluator);
    for verdict in chosen {
        if let Some(derivation) = inquiry.derive(verdict.norm, verdict.subject) {
            let outlook = prospects.outlook(&derivation, inquiry.as_mut());
            let level = level(explain.level);
            blocks.extend(
                explanation(&case, &derivation, &verdict.turns, Some(&outlook), lang, level).blocks,
            );
        }
    }
    let text = page::render(&Page { lang, blocks }, &explain.asking, call);
    let exit = if answer.problem == Problem::Conflict { Exit::No } else { Exit::Done };
    Ok(output::write(&text, call.output.as_deref(), lang).max(exit))
}

fn level(level: Level) -> guiju_explain::Level {
    match level {
        Level::Brief => guiju_explain::Level::Brief,
        Level::Normal => guiju_explain::Level::Normal,
        Level::Full => guiju_explain::Level::Full,
    }
}

fn asked_norm(program: &Program, word: &str, lang: Lang) -> Result<RuleId, Exit> {
    super::norm(program, word).map_err(|near| {
        let hint = |lead: &str| near.map(|near| format!("{lead}{near}")).unwrap_or_default();
        complain(
            lang,
            &format!("没有规则“{word}”{}", hint("；是否指 ")),
            &format!("no norm `{word}`{}", hint("; did you mean ")),
        );
        Exit::Unusable
    })
}

/// The verdicts on what was asked; the headline norms' when no norm was named.
fn chosen<'v>(
    case: &Case,
    verdicts: &'v [Verdict],
    norm: Option<RuleId>,
    subject: Option<&str>,
) -> Vec<&'v Verdict> {
    let headline = |rule: RuleId| case.program.decisions.iter().any(|(norm, _)| *norm == rule);
    verdicts
        .iter()
        .filter(|verdict| norm.map_or_else(|| headline(verdict.norm), |norm| norm == verdict.norm))
        .filter(|verdict| subject.is_none_or(|id| id == case.facts.id(verdict.subject)))
        .collect()
}

fn nothing(case: &Case, norm: Option<RuleId>, subject: Option<&str>, lang: Lang) -> Exit {
    let entity = norm.map(|norm| case.program.entities.at(case.program.rules.at(norm).subject));
    let (zh, en) = entity.map_or(("对象", "subject"), |entity| {
        (entity.name.label.zh.as_str(), entity.name.label.en.as_str())
    });
    match subject {
        Some(id) => complain(lang, &format!("方案中没有{zh}“{id}”"), &format!("the plan has no {en} `{id}`")),
        None => complain(lang, &format!("方案中没有{zh}可说明"), &format!("the plan has no {en} to explain")),
    }
    Exit::Unusable
}
