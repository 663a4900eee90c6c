//! A parameter that rules rest on has no value on the as-of date.
//!
//! An older value never stands in; no outcome is given.

use guiju_base::{Code, Diagnostic, Words};
use guiju_ir::{Day, ParamId, Program, day_to_string};

use super::rules;

/// The code.
pub(crate) const CODE: Code = Code("GJ0602");

/// `param` has no value on `day`.
pub(crate) fn unset_parameter(program: &Program, param: ParamId, day: Day) -> Diagnostic {
    let param = program.params.at(param);
    let date = day_to_string(day);
    let norms = rules(program, &param.norms);
    let (zh, en) = match param.norms.as_slice() {
        [] => (String::new(), String::new()),
        _ => (
            format!("，以下规则以它为据：{}", norms.zh),
            format!(", and these norms rest on it: {}", norms.en),
        ),
    };
    Diagnostic::error(
        CODE,
        Words::new(
            format!("参数“{}”在 {date} 没有数值{zh}", param.name.label.zh),
            format!("parameter `{}` has no value on {date}{en}", param.name.id),
        ),
    )
    .at(param.span, Words::new("参数在此声明", "the parameter is declared here"))
    .help(Words::new(
        "补上该日期的数值，或换一个评估日期",
        "give it a value for that date, or ask for another date",
    ))
}
