//! One atom as a sentence: what the plan says, and what was asked where it says otherwise.
//!
//! Two renderings share one analysis: `found` for a line of a tree or a reason that stands alone (`坡度 18.5 度 ≤ 25 度（陡坡界限，
//! 8.1b）`, `利用方式为异地，须为就地`), and `common` for what many subjects share, which leaves out the subject's own
//! quantities. The author's own sentence, where there is one, stands for both. What a guard, bar or exception turns on nobody
//! has to meet: it is told without a *must*.

mod form;
mod truth;

use guiju_base::Lang;
use guiju_ir::{StepId, Truth, Value};

use crate::naming::{Speech, uncapital};
use crate::sentence;
use crate::trail::Mark;
use crate::words::{beside, say, truth_word};

pub(crate) use form::{never, no_condition, shown};
pub(crate) use truth::told as told_truth;

use form::{Amount, Form, lacking, told};

/// Whether an atom is one that a subject has to meet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stance {
    /// A condition: where it fails, what it asks for is said.
    Asked,
    /// What says whether a question arises, or bars, excepts or is forbidden.
    Noted,
}

/// An atom, analysed.
pub(crate) struct Claim<'a> {
    speech: Speech<'a>,
    step: StepId,
    truth: Truth,
    form: Form,
    stance: Stance,
    /// The author's own sentence, and whether it is the same for every subject.
    said: Option<(String, bool)>,
}

impl<'a> Claim<'a> {
    /// The claim that a mark makes.
    pub(crate) fn of(speech: Speech<'a>, mark: Mark, stance: Stance) -> Claim<'a> {
        let mut mark = told(&speech, mark);
        // Of what nobody has to meet it is said what is so, not what is not.
        if stance == Stance::Noted && mark.negated.of(speech.trail.truth(mark.step)) == Truth::False {
            mark.negated = mark.negated.flipped();
        }
        let truth = mark.negated.of(speech.trail.truth(mark.step));
        let form = Form::of(&speech, mark);
        let sentence = speech.trail.said(mark.step).zip(sentence::of_step(&speech, mark.step));
        let said = sentence.map(|(said, told)| (told, sentence::is_common(&speech.trail, said)));
        Claim { speech, step: mark.step, truth, form, stance, said }
    }

    /// What was found, on its own feet: `利用方式为异地，须为就地`.
    pub(crate) fn found(&self) -> String {
        match &self.said {
            Some((said, _)) => said.clone(),
            None => self.stated(),
        }
    }

    /// What many subjects share: as `found`, without the subject's own quantities.
    pub(crate) fn common(&self) -> String {
        if let Some((said, true)) = &self.said {
            return said.clone();
        }
        let Form::Order { name, sign, bound, .. } = &self.form else { return self.stated() };
        let relation = match self.truth {
            Truth::True => "",
            Truth::False => say(self.speech.lang, "不满足 ", "is not "),
            Truth::Unknown => say(self.speech.lang, "不能断定 ", "may not be "),
        };
        format!("{name} {relation}{sign} {bound}")
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

    fn stated(&self) -> String {
        let lang = self.speech.lang;
        match &self.form {
            Form::Fact { name, label, wanted, behind } => {
                let is_absent = self.speech.trail.step(self.step).value == Value::Absent;
                match behind.as_ref().filter(|_| is_absent) {
                    Some(reference) => no(lang, reference),
                    None => self.fact(name, label, *wanted),
                }
            }
            Form::Nowhere { name, wanted, actual, lack } => match (self.truth, *wanted) {
                (Truth::Unknown, _) => format!("{name}{}{lack}", say(lang, "", ": ")),
                (Truth::True, true) | (Truth::False, false) => no(lang, name),
                (Truth::True, false) | (Truth::False, true) => {
                    self.speech.related(name, say(lang, "为", "is"), actual)
                }
            },
            Form::Is { name, relation, wanted, actual, lack } => match (self.truth, lang) {
                (Truth::True, Lang::Zh) if *relation == "不是" => {
                    told_zh(&[name, "为", actual, "，不是", wanted])
                }
                (Truth::True, Lang::En) if *relation == "is not" => {
                    format!("{name} is {actual}, not {wanted}")
                }
                (Truth::True, Lang::Zh) => told_zh(&[name, relation, wanted]),
                (Truth::True, Lang::En) => format!("{name} {relation} {wanted}"),
                (Truth::False, Lang::Zh) => told_zh(&[
                    name,
                    "为",
                    actual,
                    if *relation == "为" { "，须为" } else { "，不得为" },
                    wanted,
                ]),
                (Truth::False, Lang::En) => {
                    format!("{name} is {actual}, must {} {wanted}", bidden(relation))
                }
                (Truth::Unknown, _) => self.unknown(name, bidden(relation), wanted, lack),
            },
            Form::Among { name, listed, relation, actual, lack, is_plain } => match (self.truth, lang) {
                (Truth::True, _) if *is_plain => self.speech.related(name, say(lang, "为", "is"), actual),
                (Truth::True, Lang::Zh) => told_zh(&[name, "为", actual, "，", relation, listed]),
                (Truth::True, Lang::En) => format!("{name} is {actual}, {relation} {listed}"),
                (Truth::False, Lang::Zh) => told_zh(&[name, "为", actual, "，须", relation, listed]),
                (Truth::False, Lang::En) => format!("{name} is {actual}, must be {relation} {listed}"),
                (Truth::Unknown, Lang::Zh) => self.unknown(name, relation, listed, lack),
                (Truth::Unknown, Lang::En) => self.unknown(name, &format!("be {relation}"), listed, lack),
            },
            Form::Has { set, relation, item, actual, lack } => match (self.truth, lang) {
                (Truth::True, Lang::Zh) => told_zh(&[set, relation, item]),
                (Truth::True, Lang::En) => {
                    let not = if *relation == "contain" { "" } else { "not " };
                    format!("{item} {not}among {}", uncapital(set))
                }
                (Truth::False, Lang::Zh) => told_zh(&[set, "为", actual, "，须", relation, item]),
                (Truth::False, Lang::En) => format!("{set}: {actual}, must {relation} {item}"),
                (Truth::Unknown, _) => self.unknown(set, relation, item, lack),
            },
            Form::Order { name, amount, sign, bound, gap } => {
                let gap = gap.as_ref().filter(|_| self.truth == Truth::False);
                let gap = gap.map(|gap| format!("{}{gap}", say(lang, "，", ", "))).unwrap_or_default();
                format!("{}{gap}", self.order(name, amount, sign, bound))
            }
            Form::Plain { holds, fails } => match self.truth {
                Truth::True => holds.clone(),
                Truth::False => fails.clone(),
                Truth::Unknown => format!("{}{holds}", say(lang, "未定：", "open: ")),
            },
        }
    }

    /// What a fact that is a truth is; that it should be otherwise is said where it stands like an entry of a form.
    fn fact(&self, name: &str, label: &str, wanted: Truth) -> String {
        let lang = self.speech.lang;
        if self.truth == Truth::Unknown {
            return truth::open(lang, name, label, lacking(&self.speech, Some(self.step)));
        }
        let actual = if self.truth == Truth::True { wanted } else { !wanted };
        let told = truth::told(lang, name, label, actual);
        let must = self.truth == Truth::False && !truth::is_predicate(lang, label);
        match must {
            true => format!("{told}{}{}", say(lang, "，须为", ", must be "), truth_word(lang, wanted)),
            false => told,
        }
    }

    /// That it is open; whether it is so is asked, not whether it is not.
    fn unknown(&self, name: &str, relation: &str, wanted: &str, lack: &str) -> String {
        match (self.stance, self.speech.lang) {
            (Stance::Asked, Lang::Zh) if relation == "不为" => told_zh(&[name, lack, "，不得为", wanted]),
            (Stance::Asked, Lang::Zh) => told_zh(&[name, lack, "，须", relation, wanted]),
            (Stance::Asked, Lang::En) => format!("{name}: {lack}, must {relation} {wanted}"),
            (Stance::Noted, Lang::Zh) => {
                told_zh(&[name, lack, "，是否", relation.trim_start_matches('不'), wanted, "未定"])
            }
            (Stance::Noted, Lang::En) => {
                format!("{name}: {lack}, may {} {wanted}", relation.trim_start_matches("not "))
            }
        }
    }

    fn order(&self, name: &str, amount: &Amount, sign: &str, bound: &str) -> String {
        let lang = self.speech.lang;
        let must = say(lang, "，须", ", must be");
        match (amount, self.truth, lang) {
            (Amount::Figure, Truth::True, _) => format!("{name} {sign} {bound}"),
            (Amount::Figure, Truth::False, _) => format!("{name}{must} {sign} {bound}"),
            (Amount::Figure, Truth::Unknown, Lang::Zh) => {
                beside(&format!("{name} 是否 {sign} {bound}"), "未定")
            }
            (Amount::Figure, Truth::Unknown, Lang::En) => format!("open whether {name} {sign} {bound}"),
            (Amount::Unknown(lack), Truth::Unknown, _) => {
                self.unknown(name, say(lang, "", "be"), &format!("{sign} {bound}"), lack)
            }
            (Amount::Unknown(lack), ..) => format!("{} {sign} {bound}", told_of(lang, name, lack)),
            (Amount::Known(value), Truth::True, _) => {
                format!("{} {sign} {bound}", told_of(lang, name, value))
            }
            (Amount::Known(value), Truth::False, _) => {
                format!("{}{must} {sign} {bound}", told_of(lang, name, value))
            }
            (Amount::Known(value) | Amount::Range(value), Truth::Unknown, Lang::Zh) => {
                beside(&format!("{name} {value}，是否 {sign} {bound}"), "未定")
            }
            (Amount::Known(value) | Amount::Range(value), Truth::Unknown, Lang::En) => {
                format!("{}, open whether {sign} {bound}", told_of(lang, name, value))
            }
            (Amount::Range(value), Truth::True, Lang::Zh) => {
                format!("{name} {value}，满足 {sign} {bound}")
            }
            (Amount::Range(value), Truth::True, Lang::En) => {
                format!("{name}: {value}, which is {sign} {bound}")
            }
            (Amount::Range(value), Truth::False, Lang::Zh) => {
                format!("{name} {value}{must} {sign} {bound}")
            }
            (Amount::Range(value), Truth::False, Lang::En) => format!("{name}: {value}{must} {sign} {bound}"),
        }
    }
}

/// That a reference leads to nothing.
fn no(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有{name}"),
        Lang::En => format!("there is no {}", uncapital(name)),
    }
}

/// Parts of a Chinese sentence, with a blank between two that do not meet at a Chinese sign.
fn told_zh(parts: &[&str]) -> String {
    parts.iter().fold(String::new(), |told, part| beside(&told, part))
}

fn told_of(lang: Lang, name: &str, value: &str) -> String {
    format!("{name}{}{value}", say(lang, " ", ": "))
}

/// An English relation after *must*.
fn bidden(relation: &str) -> &str {
    match relation {
        "is" => "be",
        "不是" => "不为",
        "is not" => "not be",
        other => other,
    }
}
