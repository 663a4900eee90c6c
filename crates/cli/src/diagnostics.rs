//! The diagnostics of case files.

pub(crate) mod case_form;
pub(crate) mod case_idle;
pub(crate) mod case_name;
pub(crate) mod case_twice;
pub(crate) mod case_vacuous;

use guiju_base::{Code, Words};

/// The codes of this crate, with a short title each.
pub fn codes() -> Vec<(Code, Words)> {
    vec![
        (case_form::CODE, Words::new("案例文件的写法", "form of a case file")),
        (case_name::CODE, Words::new("案例中的名称", "name in a case")),
        (case_vacuous::CODE, Words::new("落空的案例", "cases that test nothing")),
        (case_twice::CODE, Words::new("重名的案例", "two cases of one name")),
        (case_idle::CODE, Words::new("没有改变方案的案例", "change that changes nothing")),
    ]
}
