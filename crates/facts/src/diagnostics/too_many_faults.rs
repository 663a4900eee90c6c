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

/// As a warning: more than `most` warnings, and no error.
pub(crate) fn too_many_warnings(most: usize) -> Diagnostic {
    let message = Words::new(
        format!("提示超过 {most} 条，其余未列"),
        format!("there are more than {most} warnings; the rest is not listed"),
    );
    Diagnostic::warning(Code("GJ0505"), message)
        .help(Words::new("方案已全部读入", "the whole plan has been read"))
}
