//! One atom as a sentence: what was asked, and what the plan says.
//!
//! Three renderings share one analysis: `asked` for a tree with truth marks (`坡度 18.5 度 ≤ 25 度（陡坡界限，8.1b）`),
//! `found` for a reason that stands alone (`已建设 为 是，须为 否`), and `common` for what many subjects share, which
//! leaves out the subject's own quantities.

use guiju_base::Lang;
use guiju_ir::{
    CompareOp, Dimension, Interval, NodeId, Op, OverOp, Rat, Reading, StepId, Truth, Type, Value,
};

use crate::naming::{Speech, rule_label};
use crate::quantity::{Precision, quantity};
use crate::sentence;
use crate::trail::Mark;
use crate::words::{Negation, bracketed, list, say, sign};

/// An atom, analysed.
pub(crate) struct Claim<'a> {
    speech: Speech<'a>,
    truth: Truth,
    form: Form,
    /// The author's own sentence, and whether it is the same for every subject.
    said: Option<(String, bool)>,
}

/// The shapes of atoms.
enum Form {
    /// A name, how it should stand to what, and what it is.
    Is { name: String, relation: &'static str, wanted: String, actual: String },
    /// A quantity against another.
    Order { name: String, value: String, sign: &'static str, bound: String, gap: Option<String> },
    /// A sentence that holds or does not.
    Plain { sentence: String },
}

impl<'a> Claim<'a> {
    /// The claim that a mark makes.
    pub(crate) fn of(speech: Speech<'a>, mark: Mark) -> Claim<'a> {
        let mark = told(&speech, mark);
        let truth = mark.negated.of(speech.trail.truth(mark.step));
        let form = Form::of(&speech, mark);
        let sentence = speech.trail.said(mark.step).zip(sentence::of_step(&speech, mark.step));
        let said = sentence.map(|(said, told)| (told, sentence::is_common(&speech.trail, said)));
        Claim { speech, truth, form, said }
    }

    /// What was asked, with the plan's value where it differs: `利用方式 为 就地（实为 异地）`.
    pub(crate) fn asked(&self) -> String {
        if let Some((said, _)) = &self.said {
            return said.clone();
        }
        let lang = self.speech.lang;
        match &self.form {
            Form::Is { name, relation, wanted, actual } => {
                let note = match self.truth {
                    Truth::True => String::new(),
                    Truth::False => bracketed(lang, &format!("{} {actual}", say(lang, "实为", "it is"))),
                    Truth::Unknown => bracketed(lang, say(lang, "未知", "unknown")),
                };
                format!("{name} {relation} {wanted}{note}")
            }
            Form::Order { name, value, sign, bound, gap } => {
                format!("{name}{value} {sign} {bound}{}", self.gap(gap.as_deref()))
            }
            Form::Plain { sentence } => sentence.clone(),
        }
    }

    /// What was found, on its own feet: `利用方式 为 异地，须为 就地`.
    pub(crate) fn found(&self) -> String {
        match &self.said {
            Some((said, _)) => said.clone(),
            None => self.stated(),
        }
    }

    fn stated(&self) -> String {
        let lang = self.speech.lang;
        match (&self.form, self.truth) {
            (Form::Is { name, relation, wanted, .. }, Truth::True) => format!("{name} {relation} {wanted}"),
            (Form::Is { name, relation, wanted, actual }, Truth::False) => {
                let is = say(lang, "为", "is");
                match lang {
                    Lang::Zh => format!("{name} {is} {actual}，须{relation} {wanted}"),
                    Lang::En => format!("{name} {is} {actual}, must {} {wanted}", bidden(relation)),
                }
            }
            (Form::Is { name, relation, wanted, .. }, Truth::Unknown) => match lang {
                Lang::Zh => format!("{name} 未知，须{relation} {wanted}"),
                Lang::En => format!("{name} is unknown, must {} {wanted}", bidden(relation)),
            },
            (Form::Order { .. }, Truth::True) => self.asked(),
            (Form::Order { name, value, sign, bound, gap }, Truth::False) => {
                let not = say(lang, "，不满足", ", not");
                format!("{name}{value}{not} {sign} {bound}{}", self.gap(gap.as_deref()))
            }
            (Form::Order { name, value, sign, bound, .. }, Truth::Unknown) => {
                let open = say(lang, "，不能断定", ", cannot be told to be");
                format!("{name}{value}{open} {sign} {bound}")
            }
            (Form::Plain { sentence }, truth) => self.plain(sentence, truth),
        }
    }

    /// What many subjects share: as `found`, without the subject's own quantities.
    pub(crate) fn common(&self) -> String {
        if let Some((said, true)) = &self.said {
            return said.clone();
        }
        let lang = self.speech.lang;
        match (&self.form, self.truth) {
            (Form::Order { name, sign, bound, .. }, Truth::True) => format!("{name} {sign} {bound}"),
            (Form::Order { name, sign, bound, .. }, Truth::False) => {
                format!("{name} {} {sign} {bound}", say(lang, "不满足", "is not"))
            }
            (Form::Order { name, sign, bound, .. }, Truth::Unknown) => {
                format!("{name} {} {sign} {bound}", say(lang, "不能断定", "cannot be told to be"))
            }
            _ => self.stated(),
        }
    }

    /// By how much a comparison fails: `拟入市面积 超出 1 公顷`; empty for any other atom.
    pub(crate) fn shortfall(&self) -> String {
        match &self.form {
            Form::Order { name, gap: Some(gap), .. } => {
                format!("{name}{}{gap}", say(self.speech.lang, " ", ": "))
            }
            _ => String::new(),
        }
    }

    fn plain(&self, sentence: &str, truth: Truth) -> String {
        match (truth, self.speech.lang) {
            (Truth::True, _) => sentence.to_string(),
            (Truth::False, Lang::Zh) => format!("不满足：{sentence}"),
            (Truth::False, Lang::En) => format!("not so: {sentence}"),
            (Truth::Unknown, Lang::Zh) => format!("未定：{sentence}"),
            (Truth::Unknown, Lang::En) => format!("open: {sentence}"),
        }
    }

    fn gap(&self, gap: Option<&str>) -> String {
        match gap.filter(|_| self.truth == Truth::False) {
            Some(gap) => format!("{}{gap}", say(self.speech.lang, "，", ", ")),
            None => String::new(),
        }
    }
}

impl Form {
    fn of(speech: &Speech, mark: Mark) -> Form {
        let (lang, trail) = (speech.lang, speech.trail);
        let step = trail.step(mark.step);
        let name = |of: NodeId| speech.name(of, trail.input(mark.step, of));
        let actual = |of: NodeId| shown(speech, trail.input(mark.step, of));
        let is = match mark.negated {
            Negation::No => say(lang, "为", "is"),
            Negation::Yes => say(lang, "不为", "is not"),
        };
        match &trail.node(mark.step).op {
            Op::Field(..) | Op::LedgerEntry(..) => Form::Is {
                name: speech.name(step.node, Some(mark.step)),
                relation: say(lang, "为", "is"),
                wanted: crate::words::truth_word(lang, mark.negated.of(Truth::True)).to_string(),
                actual: shown(speech, Some(mark.step)),
            },
            Op::Compare(op, left, right) if speech.dimension(*left).is_some() => {
                Form::order(speech, mark, *op, *left, *right)
            }
            Op::Compare(_, left, right) => Form::Is {
                name: name(*left),
                relation: is,
                wanted: side(speech, mark.step, *right),
                actual: actual(*left),
            },
            Op::Among(of, values) => Form::Is {
                name: name(*of),
                relation: match mark.negated {
                    Negation::No => say(lang, "属于", "is one of"),
                    Negation::Yes => say(lang, "不属于", "is none of"),
                },
                wanted: speech.constants(*of, values),
                actual: actual(*of),
            },
            Op::Member(of, set) => Form::Is {
                name: name(*set),
                relation: match mark.negated {
                    Negation::No => say(lang, "含", "contains"),
                    Negation::Yes => say(lang, "不含", "does not contain"),
                },
                wanted: side(speech, mark.step, *of),
                actual: actual(*set),
            },
            Op::IsNone(of) => Form::Is {
                name: name(*of),
                relation: is,
                wanted: say(lang, "无", "none").to_string(),
                actual: actual(*of),
            },
            // An arm of a reading that asks for nothing, or lets nothing pass.
            Op::Constant(_) => Form::Plain {
                sentence: match mark.negated.of(trail.truth(mark.step)) {
                    Truth::True => say(lang, "无附加条件", "no further condition").to_string(),
                    _ => say(lang, "一律不成立", "never holds").to_string(),
                },
            },
            Op::Call(rule, _) => Form::Plain { sentence: called(speech, *rule, mark) },
            Op::Over { op: op @ (OverOp::Every | OverOp::Some), .. } => {
                let sentence = denied(speech, mark, speech.name(step.node, Some(mark.step)));
                Form::Plain { sentence: format!("{sentence}{}", telling(speech, mark.step, *op)) }
            }
            Op::All(_) | Op::Any(_) => {
                let label = label(speech, mark.step).map(str::to_string);
                let name = label.unwrap_or_else(|| speech.name(step.node, Some(mark.step)));
                Form::Plain { sentence: denied(speech, mark, name) }
            }
            _ => Form::Plain { sentence: denied(speech, mark, speech.name(step.node, Some(mark.step))) },
        }
    }

    fn order(speech: &Speech, mark: Mark, op: CompareOp, left: NodeId, right: NodeId) -> Form {
        let trail = speech.trail;
        let value = trail.input(mark.step, left).filter(|_| !is_constant(speech, left));
        // A range would run into the sign behind it.
        let value = value.map_or_else(String::new, |left| match &trail.step(left).value {
            Value::Quantity(range) if range.as_point().is_none() => {
                bracketed(speech.lang, &shown(speech, Some(left)))
            }
            _ => format!(" {}", shown(speech, Some(left))),
        });
        // Behind a reference to none a comparison and its opposite both fail: the opposite sign would say too much.
        let absent = [left, right].iter().any(|side| {
            trail.input(mark.step, *side).is_some_and(|side| trail.step(side).value == Value::Absent)
        });
        let sign = match (absent, mark.negated) {
            (true, Negation::Yes) => say(speech.lang, "并非相比", "does not compare to"),
            _ => sign(op, mark.negated),
        };
        Form::Order {
            name: speech.name(left, trail.input(mark.step, left)),
            value,
            sign,
            bound: side(speech, mark.step, right),
            gap: gap(speech, mark.step, left, right),
        }
    }
}

/// An English relation after *must*.
fn bidden(relation: &str) -> &str {
    match relation {
        "is" => "be",
        "is not" => "not be",
        "is one of" => "be one of",
        "is none of" => "be none of",
        "contains" => "contain",
        "does not contain" => "not contain",
        other => other,
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

fn called(speech: &Speech, rule: guiju_ir::RuleId, mark: Mark) -> String {
    let label = rule_label(speech, rule);
    let norm = speech.trail.case.program.rules.at(rule).norm().is_some();
    match (speech.lang, norm, mark.negated) {
        (Lang::Zh, true, Negation::No) => format!("{label}成立"),
        (Lang::Zh, true, Negation::Yes) => format!("{label}不成立"),
        (Lang::Zh, false, Negation::No) => format!("属{label}"),
        (Lang::Zh, false, Negation::Yes) => format!("不属{label}"),
        (Lang::En, _, Negation::No) => format!("{label} holds"),
        (Lang::En, _, Negation::Yes) => format!("{label} does not hold"),
    }
}

/// A choice that goes by a label which is not in the language goes by the limb that tells it.
fn told(speech: &Speech, mark: Mark) -> Mark {
    let is_choice = matches!(speech.trail.node(mark.step).op, Op::Any(_));
    let is_told = label(speech, mark.step).is_some() || speech.trail.said(mark.step).is_some();
    if !is_choice || is_told {
        return mark;
    }
    let limb = speech.trail.limb(mark.step);
    let leaf = limb.and_then(|limb| speech.trail.decisive(limb, mark.negated).into_iter().next());
    leaf.unwrap_or(mark)
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

fn denied(speech: &Speech, mark: Mark, sentence: String) -> String {
    match (mark.negated, speech.lang) {
        (Negation::No, _) => sentence,
        (Negation::Yes, Lang::Zh) => format!("并非：{sentence}"),
        (Negation::Yes, Lang::En) => format!("not: {sentence}"),
    }
}
