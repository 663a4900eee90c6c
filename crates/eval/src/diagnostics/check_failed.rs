//! A check of the vocabulary found the state that it calls wrong, in one item or in many: told once per check.
//!
//! Either the plan is refused, or it is evaluated and someone should look.

use guiju_base::{Code, Diagnostic, Words};
use guiju_ir::{CheckAction, Facts, Program, RuleId, Subject};

use super::item;

/// The code of a check that refuses.
pub(crate) const REFUSED: Code = Code("GJ0604");
/// The code of a check that warns.
pub(crate) const WARNED: Code = Code("GJ0605");

/// How many items are shown with their places.
const SHOWN: usize = 10;

/// `check` found its state in `subjects`; nothing when there is none.
pub(crate) fn check_failed(
    program: &Program,
    facts: &Facts,
    (check, action): (RuleId, CheckAction),
    subjects: &[Subject],
) -> Option<Diagnostic> {
    let rule = program.rules.at(check);
    let first = item(program, facts, *subjects.first()?);
    let (zh, en) = match subjects.len() {
        1 => (first.zh, first.en),
        more => (format!("{} 等 {more} 项", first.zh), format!("{} and {} more", first.en, more - 1)),
    };
    let label = &rule.name.label;
    let message = Words::new(format!("{zh}：{}", label.zh), format!("{en}: {}", label.en));
    let diagnostic = match action {
        CheckAction::Refuse => Diagnostic::error(REFUSED, message),
        CheckAction::Warn => Diagnostic::warning(WARNED, message),
    };
    let span = |subject: &Subject| facts.rows.get(subject.entity)?.spans.get(subject.row).copied();
    let places = subjects.iter().take(SHOWN).filter_map(span);
    let at_items = places.fold(diagnostic, |told, span| told.at(span, Words::new("此项", "this item")));
    Some(at_items.at(rule.span, Words::new("校验在此", "the check is here")))
}
