//! `guiju clauses --against NEW`: an amended text against the pinned one, as the to-do list of whoever keeps the rules.
//!
//! Exit status: 0 when no words have changed, 1 when some have.

use std::path::Path;

use guiju_analyze::{Impacts, amend};
use guiju_base::{SourceId, Sources};
use guiju_ir::{ClauseId, Program};

use super::agenda::{Agenda, cases};
use super::{agenda_json, agenda_page, rendered};
use crate::arguments::{Call, Clauses, Format};
use crate::draw::draw;
use crate::output::complain;
use crate::{Exit, output, pack};

/// The largest text that is compared.
const LARGEST: u64 = 4 << 20;

/// Compares the texts.
///
/// # Errors
/// A text that cannot be read, or a pack without one.
pub fn run(
    call: &Call,
    asked: &Clauses,
    path: &Path,
    program: &Program,
    mut sources: Sources,
    case_files: &[SourceId],
    chosen: &[ClauseId],
) -> Result<Exit, Exit> {
    if program.clauses.values().all(|clause| clause.text.is_empty()) {
        complain(call.lang, "规则包没有原文，无从对照", "the pack has no text to compare with");
        return Err(Exit::Unusable);
    }
    let bytes = pack::read(path, LARGEST, call.lang)?;
    let new = match pack::add_text(&mut sources, path.to_string_lossy().into_owned(), &bytes) {
        Ok(new) => new,
        Err(diagnostic) => {
            draw(&sources, &[*diagnostic], call.lang);
            return Err(Exit::Unusable);
        }
    };
    let amendment = amend(program, &sources, new);
    let (cases, faults) = cases(program, &sources, case_files);
    draw(&sources, &faults, call.lang);
    let impacts = Impacts::of(program);
    let agenda = Agenda::of(program, &sources, &impacts, &amendment, &cases, new).only(chosen);
    let text = match asked.format {
        Format::Json => agenda_json::json(&agenda),
        format => rendered(&agenda_page::page(&agenda, call.lang), format, call),
    };
    let exit = if agenda.is_empty() { Exit::Done } else { Exit::No };
    Ok(output::write(&text, call.output.as_deref(), call.lang).max(exit))
}
