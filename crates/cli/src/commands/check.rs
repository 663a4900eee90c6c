//! `guiju check [PACK]`: all diagnostics of a pack, and one line that sums them up.
//!
//! `--strict` is for a pack that is whole: a clause without a rule or a reason is an error, so is a case about a rule that is
//! gone, and a warning fails as well.

use guiju_base::{Lang, Severity, SourceId, has_errors};

use crate::arguments::Call;
use crate::draw::draw;
use crate::{Exit, cases, output, pack};

/// Checks the pack.
///
/// # Errors
/// A pack that cannot be read.
pub fn run(call: &Call, strict: bool) -> Result<Exit, Exit> {
    let mut pack = pack::load(call.pack.as_deref(), call.lang)?;
    if strict {
        pack.diagnostics.append(&mut pack.open);
        if let Some(program) = &pack.program {
            let faults =
                |file: &SourceId| cases::read(program, &pack.sources, *file).err().unwrap_or_default();
            pack.diagnostics.extend(pack.cases.iter().flat_map(faults));
        }
    }
    draw(&pack.sources, &pack.diagnostics, call.lang);
    let of = |severity| pack.diagnostics.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let mut summary = match call.lang {
        Lang::Zh => format!("错误 {errors} 项，警告 {warnings} 项。\n"),
        Lang::En => format!("{errors} errors, {warnings} warnings.\n"),
    };
    if let Some(program) = &pack.program {
        let norms = program.rules.values().filter(|rule| rule.norm().is_some()).count();
        let open = guiju_compile::clause_coverage(program).len();
        let (clauses, switches) = (program.clauses.len(), program.switches.len());
        summary.push_str(&match call.lang {
            Lang::Zh => {
                format!("规则 {norms} 条，口径 {switches} 个，条文 {clauses} 条，其中 {open} 条尚无规则。\n")
            }
            Lang::En => format!(
                "{norms} norms, {switches} readings, {clauses} clauses, {open} of them not yet encoded.\n"
            ),
        });
    }
    let fails = has_errors(&pack.diagnostics) || (strict && warnings > 0);
    let exit = if fails { Exit::No } else { Exit::Done };
    Ok(output::write(&summary, call.output.as_deref(), call.lang).max(exit))
}
