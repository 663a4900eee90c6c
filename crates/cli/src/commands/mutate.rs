//! `guiju mutate [PACK]`: mutants of the policy, each put to the cases that can reach it; those that no case notices are
//! listed by clause.
//!
//! Equivalent mutants, which no plan can tell from the policy, are set apart with what shows it. The report is the same for any
//! number of cores, and after any interruption.

mod fate;
mod json;
mod kept;
mod page;
mod run;
mod select;
mod skeleton;
mod suite;
mod witness;

use guiju_analyze::mutation::Ground;
use guiju_base::Lang;
use guiju_explain::{markdown, text};

use crate::arguments::{Call, Format, Mutate};
use crate::commands::page as paper;
use crate::draw::draw;
use crate::output::complain;
use crate::{Exit, cases, output, pack};

use self::kept::Kept;
use self::run::Run;
use self::suite::Suite;

/// Tries the mutants.
///
/// # Errors
/// A pack, a path or a name that cannot be used; cases that fail as they are; a filter that takes nothing.
pub fn run(call: &Call, asked: &Mutate) -> Result<Exit, Exit> {
    let lang = call.lang;
    let (program, mut sources, own) = pack::program(call.pack.as_deref(), lang)?;
    let loaded = cases::load(&program, &mut sources, &own, &asked.cases, lang)?;
    if !loaded.faults.is_empty() {
        draw(&sources, &loaded.faults, lang);
        return Err(unusable_cases(lang, loaded.faults.len()));
    }
    let ground = Ground::of(&program);
    let chosen = select::chosen(&ground, &sources, call, asked)?;
    // Where nothing changed in meaning there is nothing to try, and all is well.
    if chosen.is_empty() && asked.against.is_none() {
        complain(lang, "没有可作的改动：筛选没有取到任何内容", "no mutant to try: the filters take nothing");
        return Err(Exit::No);
    }
    let suite = Suite::of(&ground.program, &sources, &loaded, lang);
    if suite.failing > 0 {
        return Err(unusable_cases(lang, suite.failing));
    }
    let kept = Kept::open(asked.resume.as_deref(), suite.digest(), lang)?;
    let run = Run::of(&ground, &sources, &suite, chosen, &kept, lang);
    let report = match asked.format {
        Format::Json => json::json(&run),
        Format::Markdown => markdown(&page::page(&run, asked, lang)),
        Format::Text | Format::Html | Format::Docx | Format::Xlsx => {
            paper::lines(&text(&page::page(&run, asked, lang), paper::width()), call)
        }
    };
    let score = run.counts().score();
    if let Some(path) = &asked.add_cases {
        skeleton::add(&run, path, lang)?;
    }
    let enough = asked.min.as_ref().is_none_or(|min| score >= *min);
    let exit = if enough { Exit::Done } else { Exit::No };
    Ok(output::write(&report, call.output.as_deref(), lang).max(exit))
}

/// Says that there are cases which tell nothing of a mutant, since they fail anyhow.
fn unusable_cases(lang: Lang, count: usize) -> Exit {
    complain(
        lang,
        &format!("有 {count} 处案例本来就不通过，先用 guiju test 改好"),
        &format!("{count} cases fail as they are: see guiju test first"),
    );
    Exit::Unusable
}
