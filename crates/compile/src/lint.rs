//! Warnings on a program that is sound: what is never used, what never holds, lists that the text leaves open.
//!
//! Run only on a whole program, where a name that is not used is not used because of no other fault.

mod open;
mod reach;
mod usage;

use guiju_base::Diagnostic;
use guiju_ir::Program;

use crate::assembly::Extents;

/// Adds all warnings.
pub(crate) fn lint(program: &Program, extents: &Extents, report: &mut Vec<Diagnostic>) {
    usage::check(program, report);
    reach::check(program, report);
    open::check(program, extents, report);
}
