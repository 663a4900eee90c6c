//! Quantifiers and aggregates would visit more items than the limit allows, or numbers grow past any sense.
//!
//! No rule is skipped: the plan is refused.

use guiju_base::{Code, Diagnostic, Words};
use guiju_ir::{Program, RuleId};

use crate::{ITEMS_PER_ANSWER, ITEMS_PER_ROW};

/// The code.
pub(crate) const CODE: Code = Code("GJ0606");

/// The limit was reached in `rule`.
pub(crate) fn limit_reached(program: &Program, rule: RuleId) -> Diagnostic {
    let rule = program.rules.at(rule);
    Diagnostic::error(
        CODE,
        Words::new(
            format!(
                "计算“{}”时超出上限：遍历清单不得超过 {ITEMS_PER_ANSWER} 项（方案每一项另加 {ITEMS_PER_ROW} 项），\
                 过长的数按同等耗时折算",
                rule.name.label.zh
            ),
            format!(
                "`{}` reaches the limit: lists may be walked over {ITEMS_PER_ANSWER} items, and {ITEMS_PER_ROW} more for \
                 each item of the plan; numbers of great length count as the items that take as long",
                rule.name.id
            ),
        ),
    )
    .at(rule.span, Words::new("在此超限", "the limit is reached here"))
    .help(Words::new(
        "避免在清单内再遍历整个清单，可把里层立为按对象计算一次的定义",
        "do not walk a whole list for each item of another; make the inner one a term that is decided once per item",
    ))
}
