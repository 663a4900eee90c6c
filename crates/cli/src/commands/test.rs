//! `guiju test [PACK]`: runs cases; a failed one shows what was expected, what came, why, and where the rule stands.
//!
//! A run that tests nothing fails: no case at all, none that a filter takes, a file that cannot be read.

mod blessing;
mod json;
mod junit;
pub mod run;
mod select;
pub mod text;
mod watch;

use crate::arguments::{Call, Listing, Test};
use crate::draw::draw;
use crate::{Exit, cases, output, pack};

use self::run::Run;
use self::select::Selection;

/// Runs the cases, once or after each change.
///
/// # Errors
/// A pack, a path or a filter that cannot be used.
pub fn run(call: &Call, asked: &Test) -> Result<Exit, Exit> {
    if asked.watch { watch::watch(call, asked, || once(call, asked)) } else { once(call, asked) }
}

fn once(call: &Call, asked: &Test) -> Result<Exit, Exit> {
    let (program, mut sources, own) = pack::program(call.pack.as_deref(), call.lang)?;
    let selection = Selection::of(&program, call, asked)?;
    let loaded = cases::load(&program, &mut sources, &own, &asked.cases, call.lang)?;
    let run = Run::of(&program, &sources, &loaded, &selection, call.lang);
    draw(&sources, &run.diagnostics(), call.lang);
    if run.is_empty() {
        selection.complain(&run, call.lang);
    }
    if asked.bless {
        return blessing::bless(&run, &own, call);
    }
    if let Some(coverage) = &asked.coverage {
        return super::coverage::run(call, (asked, coverage), &run);
    }
    let report = match asked.format {
        Listing::Text => text::text(&run, asked, call),
        Listing::Junit => junit::junit(&run, call.lang),
        Listing::Json => json::json(&run),
    };
    Ok(output::write(&report, call.output.as_deref(), call.lang).max(run.exit()))
}
