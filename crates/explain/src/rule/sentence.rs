//! An atom as a sentence before any plan: `坡度 ≤ 25 度（陡坡界限，8.1b）`.

use guiju_base::Lang;
use guiju_ir::{NodeId, Op, Truth};

use crate::claim::{never, no_condition, told_truth};
use crate::naming::{Speech, uncapital};
use crate::words::{Negation, say, sign};

/// The sentence of an atom.
pub(crate) fn sentence(speech: &Speech, id: NodeId, negated: Negation) -> String {
    let lang = speech.lang;
    let is = match negated {
        Negation::No => say(lang, "为", "is"),
        Negation::Yes => say(lang, "不是", "is not"),
    };
    match &speech.trail.case.program.nodes.at(id).op {
        Op::Field(_, field) | Op::LedgerEntry(_, field, _) => {
            let label = speech.trail.case.program.fields.at(*field).name.label.get(lang);
            told_truth(lang, &speech.name(id, None), label, negated.of(Truth::True))
        }
        Op::Compare(op, left, right) if speech.dimension(*left).is_some() => {
            format!("{} {} {}", speech.name(*left, None), sign(*op, negated), speech.name(*right, None))
        }
        Op::Compare(_, left, right) => {
            speech.related(&speech.name(*left, None), is, &speech.name(*right, None))
        }
        Op::Among(of, values) => {
            let among = match negated {
                Negation::No => say(lang, "属于", "is one of"),
                Negation::Yes => say(lang, "不属于", "is none of"),
            };
            speech.related(&speech.name(*of, None), among, &speech.constants(*of, values))
        }
        Op::Member(of, set) => {
            let (set, item) = (speech.name(*set, None), speech.this(*of, speech.name(*of, None)));
            match (negated, lang) {
                (Negation::No, Lang::Zh) => speech.related(&set, "含", &item),
                (Negation::Yes, Lang::Zh) => speech.related(&set, "不含", &item),
                (Negation::No, Lang::En) => format!("{item} among {}", uncapital(&set)),
                (Negation::Yes, Lang::En) => format!("{item} not among {}", uncapital(&set)),
            }
        }
        Op::IsNone(of) => speech.related(&speech.name(*of, None), is, say(lang, "无", "none")),
        Op::Constant(guiju_ir::Value::Truth(truth)) => match negated.of(*truth) {
            Truth::True => no_condition(lang).to_string(),
            _ => never(lang).to_string(),
        },
        _ => match (negated, lang) {
            (Negation::No, _) => speech.name(id, None),
            (Negation::Yes, Lang::Zh) => format!("并非{}", speech.name(id, None)),
            (Negation::Yes, Lang::En) => format!("not {}", speech.name(id, None)),
        },
    }
}
