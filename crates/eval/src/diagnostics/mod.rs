//! What can be wrong with an answer, one file per diagnostic.
//!
//! Each file has the code and the wording in both languages. When a diagnostic is given is decided in `answer`.

pub(crate) mod check_failed;
pub(crate) mod conflict;
pub(crate) mod derived_differs;
pub(crate) mod limit_reached;
pub(crate) mod unset_parameter;

use guiju_base::{Code, Words};
use guiju_ir::{Facts, Program, RuleId, Subject};

/// The codes of this crate, each with its title.
pub fn codes() -> Vec<(Code, Words)> {
    CODES.iter().map(|(code, zh, en)| (*code, Words::new(*zh, *en))).collect()
}

/// The codes of this crate, each with its title in Chinese and in English.
pub const CODES: &[(Code, &str, &str)] = &[
    (conflict::CODE, "例外互相冲突", "exceptions in conflict"),
    (unset_parameter::CODE, "参数在该日期没有数值", "a parameter without a value on the date"),
    (derived_differs::CODE, "填报值与推算值不一致", "a stated fact that differs from its formula"),
    (check_failed::REFUSED, "校验不通过", "a check that refuses the plan"),
    (check_failed::WARNED, "校验提示", "a check that warns"),
    (limit_reached::CODE, "超出计算上限", "a limit of evaluation reached"),
];

/// An item as people name it: `地块 X1`, `parcel X1`.
fn item(program: &Program, facts: &Facts, subject: Subject) -> Words {
    let entity = &program.entities.at(subject.entity).name;
    let id = facts.id(subject);
    Words::new(format!("{} {id}", entity.label.zh), format!("{} {id}", entity.id))
}

/// The labels of rules, in a row.
fn rules(program: &Program, rules: &[RuleId]) -> Words {
    let names = || rules.iter().map(|rule| &program.rules.at(*rule).name);
    let zh: Vec<&str> = names().map(|name| name.label.zh.as_str()).collect();
    let en: Vec<String> = names().map(|name| format!("`{}`", name.id)).collect();
    Words::new(zh.join("、"), en.join(", "))
}
