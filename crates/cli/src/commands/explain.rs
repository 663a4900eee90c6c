//! `guiju explain PLAN [NORM] [SUBJECT]`: how outcomes came about and what would change them, one after the other;
//! `guiju explain --rule NORM`: how a rule will be explained.

use std::collections::BTreeSet;

use guiju_base::{Diagnostic, Lang, Sources};
use guiju_eval::Evaluator;
use guiju_explain::{
    Block, Case, Excerpt, Explained, Page, Pictures, Prospects, explanation, explanations, provenance,
    rule_page, write_explanations,
};
use guiju_ir::{Decide, Facts, PlanHead, Problem, Program, RuleId, Subject, Verdict};

use super::{office, page, pictures};
use crate::arguments::{Call, Explain, Format, Level};
use crate::draw::draw;
use crate::output::complain;
use crate::plan::{self, Plan};
use crate::{Exit, output, pack};

/// What would change an outcome is looked for as long as outcomes times items of the plan are no more than this.
const MOST: usize = 500_000;

/// Explains the outcomes, or the rule, that are asked for.
///
/// # Errors
/// A pack, a plan, a rule or a subject that cannot be used.
pub fn run(call: &Call, explain: &Explain) -> Result<Exit, Exit> {
    let lang = call.lang;
    office::ready(call, &explain.asking)?;
    let (program, mut sources, _) = pack::program(call.pack.as_deref(), lang)?;
    let Some(plan) = &explain.plan else { return rule(call, explain, &program, &mut sources) };
    let norm = explain.norm.as_deref().map(|word| super::named_norm(&program, word, lang)).transpose()?;
    let Plan { facts, head, diagnostics } = plan::load(&program, &mut sources, plan, &explain.asking, lang)?;
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
    let subject = norm.zip(explain.subject.as_deref()).map(|(norm, word)| {
        super::named_subject((&program, &facts), program.rules.at(norm).subject, word, lang)
    });
    let chosen = chosen(&case, &answer.verdicts, norm, subject.transpose()?);
    if chosen.is_empty() {
        return Err(nothing(&case, norm, lang));
    }
    let is_file =
        matches!(explain.asking.format, Format::Html | Format::Docx) && explain.level != Level::Brief;
    let excerpt = match is_file {
        true => Excerpt::of(chosen.into_iter()),
        false => Excerpt::all(chosen),
    };
    let is_told = is_told(&case, explain, excerpt.told.len(), lang);
    let mut prospects = is_told.then(|| Prospects::new(&case, &Evaluator));
    let mut explained = |verdict: &Verdict| {
        let derivation = inquiry.derive(verdict.norm, verdict.subject)?;
        let look = |prospects: &mut Prospects| prospects.outlook(&derivation, inquiry.as_mut());
        let outlook = prospects.as_mut().map(look);
        Some(Explained { derivation, turns: verdict.turns.clone(), outlook })
    };
    let exit = if answer.problem == Problem::Conflict { Exit::No } else { Exit::Done };
    if explain.asking.format == Format::Json {
        let text = json(&case, excerpt.told.into_iter().filter_map(explained), &all);
        return Ok(output::write(&text, call.output.as_deref(), lang).max(exit));
    }
    let page = match is_file {
        true => file(&case, answer.problem, &excerpt, &mut explained, (call, explain)),
        false => told(&case, excerpt.told.into_iter().filter_map(explained), (call, explain)),
    };
    Ok(write(&page, &case, (call, explain)).max(exit))
}

/// Whether to look for what would change outcomes; where there are too many, it says so.
fn is_told(case: &Case, explain: &Explain, outcomes: usize, lang: Lang) -> bool {
    let items: usize = case.facts.rows.values().map(|rows| rows.len()).sum();
    if explain.level == Level::Brief && explain.asking.format != Format::Json {
        return false;
    }
    let is_long = outcomes.saturating_mul(items) > MOST;
    if is_long {
        complain(
            lang,
            "要说明的结论太多，未逐项列出怎样才会改变；请指明规则或对象",
            "too many outcomes: what would change them is left out; name a norm or a subject",
        );
    }
    !is_long
}

fn write(page: &Page, case: &Case, (call, explain): (&Call, &Explain)) -> Exit {
    if explain.asking.format == Format::Docx {
        return office::write_page(page, case.question.as_of, call);
    }
    output::write(&page::render(page, &explain.asking, call), call.output.as_deref(), call.lang)
}

/// The explanations as one file; in a browser with pictures.
fn file(
    case: &Case,
    problem: Problem,
    excerpt: &Excerpt,
    explained: &mut dyn FnMut(&Verdict) -> Option<Explained>,
    (call, explain): (&Call, &Explain),
) -> Page {
    let (lang, level) = (call.lang, level(explain.level));
    let blocks = match excerpt.told.as_slice() {
        _ if explain.asking.format != Format::Html => {
            explanations(case, problem, excerpt, explained, &Pictures::default(), (lang, level))
        }
        [only] => {
            let mut only = explained(only);
            let pictures = only.as_ref().map(|told| pictures::of_outcome(case, &told.derivation, lang));
            let pictures = pictures.unwrap_or_default();
            explanations(case, problem, excerpt, &mut |_| only.take(), &pictures, (lang, level))
        }
        several => {
            let norms: BTreeSet<RuleId> = several.iter().map(|verdict| verdict.norm).collect();
            let pictures = pictures::of_norms(case, norms.into_iter(), 1, lang);
            explanations(case, problem, excerpt, explained, &pictures, (lang, level))
        }
    };
    page::whole(blocks, case.program, lang)
}

fn json(case: &Case, explained: impl Iterator<Item = Explained>, diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    // A list of bytes takes whatever is written to it.
    let _ = write_explanations(case, explained, diagnostics, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn told(case: &Case, explained: impl Iterator<Item = Explained>, (call, explain): (&Call, &Explain)) -> Page {
    let (lang, level) = (call.lang, level(explain.level));
    let pages = explained.map(|Explained { derivation, turns, outlook }| {
        explanation(case, &derivation, &turns, outlook.as_ref(), lang, level)
    });
    let mut blocks: Vec<Block> = pages.flat_map(|page| page.blocks).collect();
    if level != guiju_explain::Level::Brief {
        blocks.extend(provenance(case, lang));
    }
    Page { lang, blocks }
}

/// `--rule NORM`: any rule, under today's figures unless the call says another date.
fn rule(call: &Call, explain: &Explain, program: &Program, sources: &mut Sources) -> Result<Exit, Exit> {
    let lang = call.lang;
    if explain.asking.format == Format::Json {
        complain(
            lang,
            "--rule 的格式为 text、markdown、html 或 docx",
            "--rule prints text, markdown, html or docx",
        );
        return Err(Exit::Unusable);
    }
    let word = explain.rule.as_deref().unwrap_or_default();
    let rule = match program.rule_named(word.trim()) {
        Some(rule) => rule,
        None => super::named_norm(program, word, lang)?,
    };
    let (question, as_of_from) = plan::question(program, &PlanHead::default(), &explain.asking, lang)?;
    let facts = Facts::none(program, sources.add("--rule", word));
    let case = Case { program, sources, facts: &facts, question: &question, as_of_from };
    Ok(write(&rule_page(&case, rule, lang), &case, (call, explain)))
}

fn level(level: Level) -> guiju_explain::Level {
    match level {
        Level::Brief => guiju_explain::Level::Brief,
        Level::Normal => guiju_explain::Level::Normal,
        Level::Full => guiju_explain::Level::Full,
    }
}

/// The verdicts on what was asked; the headline norms' when no norm was named.
fn chosen<'v>(
    case: &Case,
    verdicts: &'v [Verdict],
    norm: Option<RuleId>,
    subject: Option<Subject>,
) -> Vec<&'v Verdict> {
    let headline = |rule: RuleId| case.program.decisions.iter().any(|(norm, _)| *norm == rule);
    verdicts
        .iter()
        .filter(|verdict| norm.map_or_else(|| headline(verdict.norm), |norm| norm == verdict.norm))
        .filter(|verdict| subject.is_none_or(|subject| subject == verdict.subject))
        .collect()
}

fn nothing(case: &Case, norm: Option<RuleId>, lang: Lang) -> Exit {
    let entity = norm.map(|norm| case.program.entities.at(case.program.rules.at(norm).subject));
    let (zh, en) = entity.map_or(("对象", "subject"), |entity| {
        (entity.name.label.zh.as_str(), entity.name.label.en.as_str())
    });
    complain(lang, &format!("方案中没有{zh}可说明"), &format!("the plan has no {en} to explain"));
    Exit::Unusable
}
