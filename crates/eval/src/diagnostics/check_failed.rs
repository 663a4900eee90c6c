//! A check of the vocabulary found the state that it calls wrong.
//!
//! Either the plan is refused, or it is evaluated and someone should look.

use guiju_base::{Code, Diagnostic, Words};
use guiju_ir::{Facts, Program, RuleId, Subject};

use super::item;

/// The code of a check that refuses.
pub(crate) const REFUSED: Code = Code("GJ0604");
/// The code of a check that warns.
pub(crate) const WARNED: Code = Code("GJ0605");

/// `check` refuses the plan on account of `subject`.
pub(crate) fn refused(program: &Program, facts: &Facts, check: RuleId, subject: Subject) -> Diagnostic {
    placed(
        Diagnostic::error(REFUSED, message(program, facts, check, subject)),
        program,
        facts,
        check,
        subject,
    )
}

/// `check` warns of `subject`.
pub(crate) fn warned(program: &Program, facts: &Facts, check: RuleId, subject: Subject) -> Diagnostic {
    placed(
        Diagnostic::warning(WARNED, message(program, facts, check, subject)),
        program,
        facts,
        check,
        subject,
    )
}

fn message(program: &Program, facts: &Facts, check: RuleId, subject: Subject) -> Words {
    let label = &program.rules.at(check).name.label;
    let item = item(program, facts, subject);
    Words::new(format!("{}：{}", item.zh, label.zh), format!("{}: {}", item.en, label.en))
}

fn placed(
    diagnostic: Diagnostic,
    program: &Program,
    facts: &Facts,
    check: RuleId,
    subject: Subject,
) -> Diagnostic {
    let check = program.rules.at(check);
    let item = facts.rows.get(subject.entity).and_then(|rows| rows.spans.get(subject.row));
    let at_item = match item {
        Some(span) => diagnostic.at(*span, Words::new("此项", "this item")),
        None => diagnostic,
    };
    at_item.at(check.span, Words::new("校验在此", "the check is here"))
}
