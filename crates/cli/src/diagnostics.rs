//! The diagnostics of case files.

pub(crate) mod case_form;
pub(crate) mod case_name;

use guiju_base::{Code, Words};

/// The codes of this crate, with a short title each.
pub fn codes() -> Vec<(Code, Words)> {
    vec![
        (case_form::CODE, Words::new("案例文件的写法", "form of a case file")),
        (case_name::CODE, Words::new("案例中的名称", "name in a case")),
    ]
}
