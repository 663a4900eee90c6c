//! `guiju check [PACK]`: all diagnostics of a pack, and one line that sums them up.

use guiju_base::{Lang, Severity, has_errors};

use crate::arguments::Call;
use crate::draw::draw;
use crate::{Exit, output, pack};

/// Checks the pack.
///
/// # Errors
/// A pack that cannot be read.
pub fn run(call: &Call) -> Result<Exit, Exit> {
    let pack = pack::load(call.pack.as_deref(), call.lang)?;
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
    let exit = if has_errors(&pack.diagnostics) { Exit::No } else { Exit::Done };
    Ok(output::write(&summary, call.output.as_deref(), call.lang).max(exit))
}
