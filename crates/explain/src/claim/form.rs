//! An atom taken apart: what it is about, what the plan says of it, and what it should be.
//!
//! Forms hold words of one language and the truth of nothing: which sentence they make is the claim's business.

use guiju_base::Lang;
use guiju_ir::{
    CompareOp, Dimension, Interval, NodeId, Op, OverOp, Rat, Reading, RuleId, StepId, Truth, Type, Value,
};

use crate::missing::{Needs, whose};
use crate::naming::{Speech, called, quantified, uncapital};
use crate::quantity::{Precision, quantity};
use crate::trail::Mark;
use crate::words::{Negation, bracketed, list, say, sign};

/// Values of a list that are named one by one; a longer list goes by its first ones.
const NAMED: usize = 6;
const FIRST: usize = 3;

/// The shapes of atoms.
pub(super) enum Form {
    /// A fact that is a truth: its name, the label in it, what it should be, and the reference that it lies behind.
    Fact { name: String, label: String, wanted: Truth, behind: Option<String> },
    /// A reference, whether it should lead nowhere, and where it leads.
    Nowhere { name: String, wanted: bool, actual: String, lack: &'static str },
    /// A name, how it should stand to what, and what it is.
    Is { name: String, relation: &'static str, wanted: String, actual: String, lack: &'static str },
    /// One of the values listed, or none of them; it is plain that a value is one of a few.
    Among {
        name: String,
        relation: &'static str,
        listed: String,
        actual: String,
        lack: &'static str,
        is_plain: bool,
    },
    /// A set, what should be in it or not, and what is.
    Has { set: String, relation: &'static str, item: String, actual: String, lack: &'static str },
    /// A quantity against another.
    Order { name: String, amount: Amount, sign: &'static str, bound: String, gap: Option<String> },
    /// A sentence for each truth.
    Plain { holds: String, fails: String },
}

/// What is known of a quantity that is compared.
pub(super) enum Amount {
    /// It is a figure itself: its name says it.
    Figure,
    /// Nothing, and why.
    Unknown(&'static str),
    /// Its value.
    Known(String),
    /// What it lies in.
    Range(String),
}

impl Form {
    pub(super) fn of(speech: &Speech, mark: Mark) -> Form {
        let (lang, trail) = (speech.lang, speech.trail);
        let step = trail.step(mark.step);
        let name = |of: NodeId| speech.name(of, trail.input(mark.step, of));
        let actual = |of: NodeId| shown(speech, trail.input(mark.step, of));
        let lack = |of: NodeId| lacking(speech, trail.input(mark.step, of));
        let denied = mark.negated == Negation::Yes;
        let pick = |plain: (&'static str, &'static str), other: (&'static str, &'static str)| {
            let (zh, en) = if denied { other } else { plain };
            say(lang, zh, en)
        };
        let is = pick(("为", "is"), ("不是", "is not"));
        match &trail.node(mark.step).op {
            Op::Field(of, field) | Op::LedgerEntry(of, field, _) => Form::Fact {
                name: speech.name(step.node, Some(mark.step)),
                label: trail.case.program.fields.at(*field).name.label.get(lang).to_string(),
                wanted: mark.negated.of(Truth::True),
                behind: behind(speech, mark.step, *of),
            },
            Op::Compare(op, left, right) if speech.dimension(*left).is_some() => {
                Form::order(speech, mark, *op, *left, *right)
            }
            Op::Compare(_, left, right) => Form::Is {
                name: name(*left),
                relation: is,
                wanted: side(speech, mark.step, *right),
                actual: actual(*left),
                lack: lack(*left),
            },
            Op::Among(of, values) => Form::Among {
                name: name(*of),
                relation: pick(("属于", "one of"), ("不属于", "none of")),
                listed: listed(speech, *of, values),
                actual: actual(*of),
                lack: lack(*of),
                is_plain: !denied && values.len() <= NAMED,
            },
            Op::Member(of, set) => Form::Has {
                set: name(*set),
                relation: pick(("含", "contain"), ("不含", "not contain")),
                item: side(speech, mark.step, *of),
                actual: actual(*set),
                lack: lack(*set),
            },
            Op::IsNone(of) => {
                Form::Nowhere { name: name(*of), wanted: !denied, actual: actual(*of), lack: lack(*of) }
            }
            // An arm of a reading that asks for nothing, or lets nothing pass.
            Op::Constant(_) => {
                Form::Plain { holds: no_condition(lang).to_string(), fails: never(lang).to_string() }
            }
            Op::Call(rule, _) => Form::called(speech, *rule, mark.negated),
            Op::Over { op: op @ (OverOp::Every | OverOp::Some), list, body, .. } => {
                Form::over(speech, mark, *op, *list, *body)
            }
            Op::All(_) | Op::Any(_) => {
                let label = label(speech, mark.step).map(str::to_string);
                Form::plain(
                    lang,
                    mark.negated,
                    label.unwrap_or_else(|| speech.name(step.node, Some(mark.step))),
                )
            }
            _ => Form::plain(lang, mark.negated, speech.name(step.node, Some(mark.step))),
        }
    }

    fn order(speech: &Speech, mark: Mark, op: CompareOp, left: NodeId, right: NodeId) -> Form {
        let trail = speech.trail;
        // Behind a reference to none a comparison and its opposite both fail: the opposite sign would say too much.
        let absent = [left, right].iter().any(|side| {
            trail.input(mark.step, *side).is_some_and(|side| trail.step(side).value == Value::Absent)
        });
        let bound = side(speech, mark.step, right);
        if absent {
            return Form::incomparable(speech, mark, left, &bound);
        }
        let owner = speech.owner_in_words(left, trail.input(mark.step, left));
        Form::Order {
            name: speech.name(left, trail.input(mark.step, left)),
            amount: amount(speech, left, trail.input(mark.step, left)),
            sign: sign(op, mark.negated),
            bound: owner.map_or(bound.clone(), |owner| speech.without_owner(bound, &owner)),
            gap: gap(speech, mark.step, left, right),
        }
    }

    fn incomparable(speech: &Speech, mark: Mark, left: NodeId, bound: &str) -> Form {
        let name = speech.name(left, speech.trail.input(mark.step, left));
        let words = match speech.lang {
            Lang::Zh => format!("没有{name}，无从与 {bound} 相比"),
            Lang::En => format!("there is no {} to compare with {bound}", uncapital(&name)),
        };
        Form::Plain { holds: words.clone(), fails: words }
    }

    fn called(speech: &Speech, rule: RuleId, negated: Negation) -> Form {
        let (holds, fails) = (called(speech, rule, Truth::True), called(speech, rule, Truth::False));
        match negated {
            Negation::No => Form::Plain { holds, fails },
            Negation::Yes => Form::Plain { holds: fails, fails: holds },
        }
    }

    /// What is so of the items, with the first ones that make it so.
    fn over(speech: &Speech, mark: Mark, op: OverOp, list: NodeId, body: Option<NodeId>) -> Form {
        let body = body.map_or_else(String::new, |body| speech.name(body, None));
        let colon = say(speech.lang, "：", ": ");
        let items = telling(speech, mark.step, op);
        let told = |truth| {
            let head = quantified(speech, (list, speech.trail.input(mark.step, list)), op, truth);
            format!("{head}{colon}{body}{items}")
        };
        let (holds, fails) = (told(Truth::True), told(Truth::False));
        match mark.negated {
            Negation::No => Form::Plain { holds, fails },
            Negation::Yes => Form::Plain { holds: fails, fails: holds },
        }
    }

    fn plain(lang: Lang, negated: Negation, sentence: String) -> Form {
        let denied = format!("{}{sentence}", say(lang, "不满足：", "not so: "));
        match negated {
            Negation::No => Form::Plain { holds: sentence, fails: denied },
            Negation::Yes => Form::Plain { holds: denied, fails: sentence },
        }
    }
}

/// The name of the reference by which a fact of another item is read.
fn behind(speech: &Speech, step: StepId, of: NodeId) -> Option<String> {
    let is_field = matches!(speech.trail.case.program.nodes.at(of).op, Op::Field(..));
    is_field.then(|| speech.name(of, speech.trail.input(step, of)))
}

/// What is said of an arm of a reading that asks for nothing.
pub(crate) fn no_condition(lang: Lang) -> &'static str {
    say(lang, "不另设条件", "no further condition")
}

/// What is said of an arm of a reading that nothing satisfies.
pub(crate) fn never(lang: Lang) -> &'static str {
    say(lang, "一律不符合", "never met")
}

/// What a step came to, in words.
pub(crate) fn shown(speech: &Speech, step: Option<StepId>) -> String {
    let Some(step) = step.map(|step| speech.trail.step(step)) else {
        return say(speech.lang, "未知", "unknown").to_string();
    };
    // The range that stands in for a fact that is not given is no value of it.
    if matches!(step.reading, Some(Reading::Missing(_))) {
        return say(speech.lang, "未知", "unknown").to_string();
    }
    let ty: Type = speech.trail.case.program.nodes.at(step.node).ty;
    speech.value(&ty, &step.value, Precision::Marked)
}

/// Why it is not known what a step came to: a body has not determined it, the plan does not state it, or something else that
/// it rests on is open.
pub(super) fn lacking(speech: &Speech, step: Option<StepId>) -> &'static str {
    let reading = step.and_then(|step| speech.trail.step(step).reading.as_ref());
    let needs = match reading {
        Some(Reading::Missing(fact)) => Some(whose(&speech.trail.case, fact.field).0),
        _ => None,
    };
    match needs {
        Some(Needs::Determination) => say(speech.lang, "尚未认定", "not determined yet"),
        Some(Needs::Fact | Needs::Approval) => say(speech.lang, "没有填报", "not stated"),
        None => say(speech.lang, "未定", "open"),
    }
}

/// A choice that goes by a label which is not in the language goes by the limb that tells it.
pub(super) fn told(speech: &Speech, mark: Mark) -> Mark {
    let is_choice = matches!(speech.trail.node(mark.step).op, Op::Any(_));
    let is_told = label(speech, mark.step).is_some() || speech.trail.said(mark.step).is_some();
    if !is_choice || is_told {
        return mark;
    }
    let limb = speech.trail.limb(mark.step);
    let leaf = limb.and_then(|limb| speech.trail.decisive(limb, mark.negated).into_iter().next());
    leaf.unwrap_or(mark)
}

fn amount(speech: &Speech, node: NodeId, step: Option<StepId>) -> Amount {
    if is_constant(speech, node) {
        return Amount::Figure;
    }
    let Some(step) = step else { return Amount::Unknown(lacking(speech, None)) };
    let shown = shown(speech, Some(step));
    match &speech.trail.step(step).value {
        _ if shown == say(speech.lang, "未知", "unknown") => Amount::Unknown(lacking(speech, Some(step))),
        Value::Quantity(range) if range.as_point().is_none() => Amount::Range(shown),
        _ => Amount::Known(shown),
    }
}

/// How far two known quantities lie apart: `超出 1 公顷（15 亩）`.
fn gap(speech: &Speech, step: StepId, left: NodeId, right: NodeId) -> Option<String> {
    let point = |of| match &speech.trail.step(speech.trail.input(step, of)?).value {
        Value::Quantity(interval) => interval.as_point().cloned(),
        _ => None,
    };
    let difference = point(left)?.sub(&point(right)?);
    if difference.is_zero() {
        return None;
    }
    let over = difference > Rat::ZERO;
    let size = if over { difference } else { difference.neg() };
    let dimension = match speech.dimension(left)? {
        Dimension::Date => Dimension::Duration,
        Dimension::Year => return None,
        other => other,
    };
    let size = quantity(speech.lang, dimension, &Interval::point(size), Precision::Marked);
    Some(match (speech.lang, over) {
        (Lang::Zh, true) => format!("超出 {size}"),
        (Lang::Zh, false) => format!("还差 {size}"),
        (Lang::En, true) => format!("{size} too much"),
        (Lang::En, false) => format!("{size} short"),
    })
}

/// The other side of a comparison: a constant or parameter as such, anything else with its value.
fn side(speech: &Speech, step: StepId, of: NodeId) -> String {
    let input = speech.trail.input(step, of);
    let name = speech.name(of, input);
    if is_constant(speech, of) || input.is_none() {
        return name;
    }
    let value = shown(speech, input);
    if value == name { name } else { format!("{name} {value}") }
}

fn is_constant(speech: &Speech, of: NodeId) -> bool {
    matches!(speech.trail.case.program.nodes.at(of).op, Op::Constant(_) | Op::Param(_))
}

/// The values of a list; of a long one the first and how many there are.
fn listed(speech: &Speech, of: NodeId, values: &[Value]) -> String {
    let Some(first) = values.get(..FIRST).filter(|_| values.len() > NAMED) else {
        return speech.constants(of, values);
    };
    let (names, count) = (speech.constants(of, first), values.len());
    match speech.lang {
        Lang::Zh => format!("{names}等 {count} 项"),
        Lang::En => format!("the {count} listed ({names} …)"),
    }
}

/// What the author calls a condition; a label in Chinese alone says nothing to a reader of English.
fn label<'a>(speech: &Speech<'a>, step: StepId) -> Option<&'a str> {
    let said = |words: &&guiju_base::Words| speech.lang == Lang::Zh || words.en != words.zh;
    speech.trail.node(step).label.as_ref().filter(said).map(|words| words.get(speech.lang))
}

/// The first items that make a quantifier what it is, in brackets; none where all do.
fn telling(speech: &Speech, step: StepId, op: OverOp) -> String {
    const MOST: usize = 3;
    let truth = speech.trail.truth(step);
    let all = if op == OverOp::Every { Truth::True } else { Truth::False };
    let items = speech.trail.items(step);
    let telling: Vec<String> = items
        .iter()
        .filter(|item| truth != all && speech.trail.item_truth(op, item) == truth)
        .filter_map(|item| item.subject)
        .map(|subject| speech.item(subject))
        .collect();
    let shown = list(speech.lang, telling.get(..MOST).unwrap_or(&telling));
    let more = if telling.len() > MOST { say(speech.lang, "等", " …") } else { "" };
    if telling.is_empty() { shown } else { bracketed(speech.lang, &format!("{shown}{more}")) }
}
