//! An atom as a sentence with a blank for what a plan will say: `坡度 ＿ ≤ 25 度（陡坡界限，8.1b）`.

use guiju_base::Lang;
use guiju_ir::{NodeId, Op, Truth};

use crate::claim::stated;
use crate::naming::{Speech, uncapital};
use crate::words::{Negation, say, sign, truth_word};

/// Where a value will stand.
pub(crate) const BLANK: &str = "＿";

/// The sentence of an atom.
pub(crate) fn sentence(speech: &Speech, id: NodeId, negated: Negation) -> String {
    let lang = speech.lang;
    let is = match negated {
        Negation::No => say(lang, "为", "is"),
        Negation::Yes => say(lang, "不为", "is not"),
    };
    match &speech.trail.case.program.nodes.at(id).op {
        Op::Field(..) | Op::LedgerEntry(..) => {
            let wanted = truth_word(lang, negated.of(Truth::True));
            stated(lang, &speech.name(id, None), wanted)
        }
        Op::Compare(op, left, right) if speech.dimension(*left).is_some() => {
            format!("{} {} {}", side(speech, *left), sign(*op, negated), side(speech, *right))
        }
        Op::Compare(_, left, right) => {
            format!("{} {is} {}", speech.name(*left, None), speech.name(*right, None))
        }
        Op::Among(of, values) => {
            let relation = match negated {
                Negation::No => say(lang, "属于", "is one of"),
                Negation::Yes => say(lang, "不属于", "is none of"),
            };
            format!("{} {relation} {}", speech.name(*of, None), speech.constants(*of, values))
        }
        Op::Member(of, set) => {
            let (set, item) = (speech.name(*set, None), speech.this(*of, speech.name(*of, None)));
            match (negated, lang) {
                (Negation::No, Lang::Zh) => format!("{set} 含 {item}"),
                (Negation::Yes, Lang::Zh) => format!("{set} 不含 {item}"),
                (Negation::No, Lang::En) => format!("{item} among {}", uncapital(&set)),
                (Negation::Yes, Lang::En) => format!("{item} not among {}", uncapital(&set)),
            }
        }
        Op::IsNone(of) => format!("{} {is} {}", speech.name(*of, None), say(lang, "无", "none")),
        Op::Constant(guiju_ir::Value::Truth(truth)) => match negated.of(*truth) {
            Truth::True => say(lang, "无附加条件", "no further condition").to_string(),
            _ => say(lang, "一律不成立", "never holds").to_string(),
        },
        _ => match (negated, lang) {
            (Negation::No, _) => speech.name(id, None),
            (Negation::Yes, Lang::Zh) => format!("并非{}", speech.name(id, None)),
            (Negation::Yes, Lang::En) => format!("not {}", speech.name(id, None)),
        },
    }
}

/// A figure as such, anything else with a blank behind its name.
fn side(speech: &Speech, id: NodeId) -> String {
    let name = speech.name(id, None);
    match speech.trail.case.program.nodes.at(id).op {
        Op::Constant(_) | Op::Param(_) => name,
        _ => format!("{name} {BLANK}"),
    }
}
