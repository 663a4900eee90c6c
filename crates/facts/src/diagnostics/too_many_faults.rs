//! GJ0505: more faults than are collected.

use guiju_base::{Code, Diagnostic, Words};

use crate::limits::DIAGNOSTICS;

/// Always the last of [`DIAGNOSTICS`].
pub(crate) fn too_many_faults() -> Diagnostic {
    let message = Words::new(
        format!("问题超过 {} 条，其余未列", DIAGNOSTICS - 1),
        format!("there are more than {} faults; the rest is not listed", DIAGNOSTICS - 1),
    );
    Diagnostic::error(Code("GJ0505"), message)
        .help(Words::new("先改正以上各条，再运行一次", "mend those above and run again"))
}
