//! `guiju remarks [PLAN…]`: the doubts and issues of a draft, and what hangs on each in the plans given.
//!
//! A refused plan ends the run: figures that leave a plan out in silence would mislead.

use std::path::Path;

use guiju_base::{Diagnostic, Lang, Sources};
use guiju_eval::Evaluator;
use guiju_explain::{AsOfFrom, Case, remarks, remarks_page, write_remarks};
use guiju_ir::{Answer, Decide, Facts, PlanHead, Problem, Program, Question};

use super::{office, page};
use crate::arguments::{Call, Format, Remarks};
use crate::draw::draw;
use crate::plan::{self, Plan};
use crate::progress::Progress;
use crate::{Exit, output, pack};

/// Reports on the draft.
///
/// # Errors
/// A pack, a plan or an option that cannot be used.
pub fn run(call: &Call, asked: &Remarks) -> Result<Exit, Exit> {
    office::ready(call, &asked.asking)?;
    let (program, mut sources, _) = pack::program(call.pack.as_deref(), call.lang)?;
    let progress = Progress::new(asked.plans.len() * 2, call.lang);
    let tried = asked
        .plans
        .iter()
        .map(|path| read(&program, &mut sources, path, asked, call.lang, &progress))
        .collect::<Vec<_>>();
    let tried = tried.into_iter().collect::<Result<Vec<Tried>, Exit>>()?;
    let mut cases = Vec::new();
    let mut exit = Exit::Done;
    for Tried { facts, question, as_of_from, diagnostics } in &tried {
        let case = Case { program: &program, sources: &sources, facts, question, as_of_from: *as_of_from };
        let answer = decide(&case, call.lang, &progress);
        let all: Vec<Diagnostic> = diagnostics.iter().chain(&answer.diagnostics).cloned().collect();
        draw(&sources, &all, call.lang);
        exit = exit.max(match answer.problem {
            Problem::Refused => Exit::Unusable,
            Problem::Conflict => Exit::No,
            Problem::None => Exit::Done,
        });
        cases.push((case, answer));
    }
    drop(progress);
    if exit == Exit::Unusable {
        return Ok(exit);
    }
    let report = remarks(&program, &cases);
    if asked.asking.format == Format::Docx {
        let day = match cases.first() {
            Some((case, _)) => case.question.as_of,
            None => plan::question(&program, &PlanHead::default(), &asked.asking, call.lang)?.0.as_of,
        };
        return Ok(office::write_page(&remarks_page(&program, &report, call.lang), day, call).max(exit));
    }
    let text = if asked.asking.format == Format::Json {
        let mut out = Vec::new();
        // Writing to memory does not fail.
        let _ = write_remarks(&program, &report, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    } else {
        page::render(&remarks_page(&program, &report, call.lang), &asked.asking, call)
    };
    Ok(output::write(&text, call.output.as_deref(), call.lang).max(exit))
}

/// A plan that was read and can be decided.
struct Tried {
    facts: Facts,
    question: Question,
    as_of_from: AsOfFrom,
    diagnostics: Vec<Diagnostic>,
}

fn read(
    program: &Program,
    sources: &mut Sources,
    path: &Path,
    asked: &Remarks,
    lang: Lang,
    progress: &Progress,
) -> Result<Tried, Exit> {
    let name = path.display();
    progress.stage(match lang {
        Lang::Zh => format!("读取 {name}"),
        Lang::En => format!("reading {name}"),
    });
    let Plan { facts, head, diagnostics } = plan::load(program, sources, path, &asked.asking, lang)?;
    progress.done();
    let (question, as_of_from) = plan::question(program, &head, &asked.asking, lang)?;
    match facts {
        Some(facts) => Ok(Tried { facts, question, as_of_from, diagnostics }),
        None => {
            draw(sources, &diagnostics, lang);
            Err(Exit::Unusable)
        }
    }
}

fn decide(case: &Case, lang: Lang, progress: &Progress) -> Answer {
    let name = &case.facts.plan.file;
    progress.stage(match lang {
        Lang::Zh => format!("审查 {name}"),
        Lang::En => format!("evaluating {name}"),
    });
    let answer = Evaluator.open(case.program, case.facts, case.question).answer();
    progress.done();
    answer
}
