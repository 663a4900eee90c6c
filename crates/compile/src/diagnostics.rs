//! Every static fault of a pack: one file per code, with its wording and its fix.
//!
//! A file knows the words and the places that it is handed, and nothing of trees or passes. `GJ02` names, types and
//! units, `GJ03` structure of the rules, `GJ04` the source text.
//!
//! Invariant: every constructor here is called by a pass, and every code is in [`CODES`].

mod bad_clause_row;
mod bad_date;
mod bad_number;
mod bad_period;
mod bar_subjects;
mod bare_number;
mod clause_not_found;
mod cycle;
mod default_reading;
mod duplicate_name;
mod exception_depth;
mod exception_target;
mod exception_value;
mod grants_nothing;
mod ledger;
mod misplaced_list;
mod not_a_condition;
mod not_a_list;
mod not_callable;
mod not_comparable;
mod not_constant;
mod one_language;
mod open_clause;
mod open_list;
mod out_of_reach;
mod reading_arms;
mod repeated_part;
mod shadowing;
mod stale_clause;
mod term_form;
mod too_many_switches;
mod type_mismatch;
mod unfit_attribute;
mod unit_mismatch;
mod unknown_clause;
mod unknown_field;
mod unknown_name;
mod unknown_type;
mod unknown_value;
mod unreachable;
mod unused;
mod wrong_role;
mod wrong_state;
mod wrong_subject;

use guiju_base::{Code, Diagnostic, Span, Words};

pub(crate) use bad_clause_row::{bad_clause_row, repeated_clause};
pub(crate) use bad_date::bad_date;
pub(crate) use bad_number::bad_number;
pub(crate) use bad_period::{backwards, overlap};
pub(crate) use bar_subjects::bar_subjects;
pub(crate) use bare_number::bare_number;
pub(crate) use clause_not_found::clause_not_found;
pub(crate) use cycle::{Link, cycle};
pub(crate) use default_reading::{default_reading, no_rival};
pub(crate) use duplicate_name::duplicate_name;
pub(crate) use exception_depth::exception_depth;
pub(crate) use exception_target::exception_target;
pub(crate) use exception_value::{value_too_many, without_value};
pub(crate) use grants_nothing::grants_nothing;
pub(crate) use ledger::{ledger_in_list, second_ledger, without_ledger};
pub(crate) use misplaced_list::{not_keyed, not_single};
pub(crate) use not_a_condition::not_a_condition;
pub(crate) use not_a_list::{list_not_item, not_a_list};
pub(crate) use not_callable::{not_callable, without_subject};
pub(crate) use not_comparable::not_comparable;
pub(crate) use not_constant::not_constant;
pub(crate) use one_language::one_language;
pub(crate) use open_clause::open_clause;
pub(crate) use open_list::open_list;
pub(crate) use out_of_reach::out_of_reach;
pub(crate) use reading_arms::{missing_arms, repeated_arm};
pub(crate) use repeated_part::repeated_part;
pub(crate) use shadowing::shadowing;
pub(crate) use stale_clause::stale_clause;
pub(crate) use term_form::{quantity_in_braces, unfit_type};
pub(crate) use too_many_switches::too_many_switches;
pub(crate) use type_mismatch::type_mismatch;
pub(crate) use unfit_attribute::unfit_attribute;
pub(crate) use unit_mismatch::{Meeting, Operand, unit_mismatch};
pub(crate) use unknown_clause::unknown_clause;
pub(crate) use unknown_field::unknown_field;
pub(crate) use unknown_name::unknown_name;
pub(crate) use unknown_type::unknown_type;
pub(crate) use unknown_value::unknown_value;
pub(crate) use unreachable::unreachable;
pub(crate) use unused::unused;
pub(crate) use wrong_role::{without_conditions, wrong_role};
pub(crate) use wrong_state::{unsaid, wrong_state};
pub(crate) use wrong_subject::wrong_subject;

/// A code and what it is about, in Chinese and in English.
pub type Entry = (Code, &'static str, &'static str);

/// All codes of this crate, in order.
pub const CODES: &[Entry] = &[
    unknown_name::ENTRY,
    duplicate_name::ENTRY,
    unit_mismatch::ENTRY,
    bare_number::ENTRY,
    bad_date::ENTRY,
    unknown_type::ENTRY,
    unknown_field::ENTRY,
    unknown_value::ENTRY,
    type_mismatch::ENTRY,
    not_a_condition::ENTRY,
    not_comparable::ENTRY,
    wrong_subject::ENTRY,
    not_callable::ENTRY,
    shadowing::ENTRY,
    not_a_list::ENTRY,
    not_constant::ENTRY,
    unfit_attribute::ENTRY,
    bad_number::ENTRY,
    out_of_reach::ENTRY,
    cycle::ENTRY,
    wrong_role::ENTRY,
    grants_nothing::ENTRY,
    exception_value::ENTRY,
    exception_target::ENTRY,
    bar_subjects::ENTRY,
    default_reading::ENTRY,
    reading_arms::ENTRY,
    too_many_switches::ENTRY,
    bad_period::ENTRY,
    repeated_part::ENTRY,
    misplaced_list::ENTRY,
    ledger::ENTRY,
    term_form::ENTRY,
    unused::ENTRY,
    unreachable::ENTRY,
    open_list::ENTRY,
    exception_depth::ENTRY,
    wrong_state::ENTRY,
    one_language::ENTRY,
    unknown_clause::ENTRY,
    clause_not_found::ENTRY,
    stale_clause::ENTRY,
    bad_clause_row::ENTRY,
    open_clause::ENTRY,
];

/// The codes of this crate, each with its title in both languages.
pub fn codes() -> Vec<(Code, Words)> {
    CODES.iter().map(|(code, zh, en)| (*code, Words::new(*zh, *en))).collect()
}

/// Adds *did you mean* and the change that makes it so.
fn suggest(diagnostic: Diagnostic, span: Span, nearest: Option<&str>) -> Diagnostic {
    match nearest {
        Some(word) => diagnostic
            .help(Words::new(format!("是否想写 `{word}`？"), format!("did you mean `{word}`?")))
            .fix(span, word),
        None => diagnostic,
    }
}
