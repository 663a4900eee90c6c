//! Two exceptions to one term hold for one item and give it different values.
//!
//! The value is unknown; the rest of the answer stands.

use guiju_base::{Code, Diagnostic, Words};
use guiju_ir::{Facts, Program, RuleId, Subject};

use super::item;

/// The code.
pub(crate) const CODE: Code = Code("GJ0601");

/// Both of `exceptions` to `term` hold for `subject`.
pub(crate) fn conflict(
    program: &Program,
    facts: &Facts,
    term: RuleId,
    subject: Subject,
    exceptions: [RuleId; 2],
) -> Diagnostic {
    let name = &program.rules.at(term).name;
    let item = item(program, facts, subject);
    let [first, second] = exceptions.map(|exception| program.rules.at(exception));
    let labelled = |rule: &guiju_ir::Rule| {
        Words::new(format!("例外“{}”成立", rule.name.label.zh), format!("exception `{}` holds", rule.name.id))
    };
    Diagnostic::error(
        CODE,
        Words::new(
            format!(
                "“{}”对{}有两个例外同时成立而取值不同：“{}”与“{}”",
                name.label.zh, item.zh, first.name.label.zh, second.name.label.zh
            ),
            format!(
                "two exceptions to `{}` hold for {} and give different values: `{}` and `{}`",
                name.id, item.en, first.name.id, second.name.id
            ),
        ),
    )
    .at(first.span, labelled(first))
    .at(second.span, labelled(second))
    .help(Words::new(
        "给其中一个例外再加例外，说明何者优先",
        "add an exception to one of them that says which goes first",
    ))
}
