//! One atom as a sentence: what the plan says, and what was asked where it says otherwise.
//!
//! Two renderings share one analysis: `found` for a line of a tree or a reason that stands alone (`坡度 18.5 度 ≤ 25 度（陡坡界限，
//! 8.1b）`, `已建设 为 是，须为 否`), and `common` for what many subjects share, which leaves out the subject's own
//! quantities. The author's own sentence, where there is one, stands for both. What a guard, bar or exception turns on nobody
//! has to meet: it is told without a *must*.

mod form;

use guiju_base::Lang;
use guiju_ir::Truth;

use crate::naming::{Speech, uncapital};
use crate::sentence;
use crate::trail::Mark;
use crate::words::say;

pub(crate) use form::{shown, stated};

use form::{Amount, Form, told};

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
        Claim { speech, truth, form, stance, said }
    }

    /// What was found, on its own feet: `利用方式 为 异地，须为 就地`.
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
            Form::Truth { name, wanted, actual } => match self.truth {
                Truth::True => stated(lang, name, wanted),
                Truth::False => {
                    format!("{}{}{wanted}", stated(lang, name, actual), say(lang, "，须为 ", ", must be "))
                }
                Truth::Unknown => match self.stance {
                    Stance::Asked => self.unknown(name, say(lang, "为", "be"), wanted),
                    Stance::Noted => told_of(lang, name, say(lang, "未知", "unknown")),
                },
            },
            Form::Is { name, relation, wanted, actual } => match (self.truth, lang) {
                (Truth::True, Lang::Zh) if *relation == "不为" => {
                    format!("{name} 为 {actual}，不为 {wanted}")
                }
                (Truth::True, Lang::En) if *relation == "is not" => {
                    format!("{name} is {actual}, not {wanted}")
                }
                (Truth::True, _) => format!("{name} {relation} {wanted}"),
                (Truth::False, Lang::Zh) => format!("{name} 为 {actual}，须{relation} {wanted}"),
                (Truth::False, Lang::En) => {
                    format!("{name} is {actual}, must {} {wanted}", bidden(relation))
                }
                (Truth::Unknown, _) => self.unknown(name, bidden(relation), wanted),
            },
            Form::Among { name, listed, relation, actual } => match (self.truth, lang) {
                (Truth::True, Lang::Zh) => format!("{name} 为 {actual}，{relation} {listed}"),
                (Truth::True, Lang::En) => format!("{name} is {actual}, {relation} {listed}"),
                (Truth::False, Lang::Zh) => format!("{name} 为 {actual}，须{relation} {listed}"),
                (Truth::False, Lang::En) => format!("{name} is {actual}, must be {relation} {listed}"),
                (Truth::Unknown, Lang::Zh) => self.unknown(name, relation, listed),
                (Truth::Unknown, Lang::En) => self.unknown(name, &format!("be {relation}"), listed),
            },
            Form::Has { set, relation, item, actual } => match (self.truth, lang) {
                (Truth::True, Lang::Zh) => format!("{set} {relation} {item}"),
                (Truth::True, Lang::En) => {
                    let not = if *relation == "contain" { "" } else { "not " };
                    format!("{item} {not}among {}", uncapital(set))
                }
                (Truth::False, Lang::Zh) => format!("{set} 为 {actual}，须{relation} {item}"),
                (Truth::False, Lang::En) => format!("{set}: {actual}, must {relation} {item}"),
                (Truth::Unknown, _) => self.unknown(set, relation, item),
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

    fn unknown(&self, name: &str, relation: &str, wanted: &str) -> String {
        match (self.stance, self.speech.lang) {
            (Stance::Asked, Lang::Zh) => format!("{name} 未知，须{relation} {wanted}"),
            (Stance::Asked, Lang::En) => format!("{name}: unknown, must {relation} {wanted}"),
            (Stance::Noted, Lang::Zh) => format!("{name} 未知，是否{relation} {wanted} 未定"),
            (Stance::Noted, Lang::En) => format!("{name}: unknown, may {relation} {wanted}"),
        }
    }

    fn order(&self, name: &str, amount: &Amount, sign: &str, bound: &str) -> String {
        let lang = self.speech.lang;
        let must = say(lang, "，须", ", must be");
        match (amount, self.truth, lang) {
            (Amount::Figure, Truth::True, _) => format!("{name} {sign} {bound}"),
            (Amount::Figure, Truth::False, _) => format!("{name}{must} {sign} {bound}"),
            (Amount::Figure, Truth::Unknown, Lang::Zh) => format!("{name} 是否 {sign} {bound} 未定"),
            (Amount::Figure, Truth::Unknown, Lang::En) => format!("open whether {name} {sign} {bound}"),
            (Amount::Unknown, Truth::Unknown, _) => {
                self.unknown(name, say(lang, "", "be"), &format!("{sign} {bound}"))
            }
            (Amount::Unknown, ..) => {
                format!("{} {sign} {bound}", told_of(lang, name, say(lang, "未知", "unknown")))
            }
            (Amount::Known(value), Truth::True, _) => {
                format!("{} {sign} {bound}", told_of(lang, name, value))
            }
            (Amount::Known(value), Truth::False, _) => {
                format!("{}{must} {sign} {bound}", told_of(lang, name, value))
            }
            (Amount::Known(value) | Amount::Range(value), Truth::Unknown, Lang::Zh) => {
                let known = if matches!(amount, Amount::Range(_)) { "已知 " } else { "" };
                format!("{name} {known}{value}，是否 {sign} {bound} 未定")
            }
            (Amount::Known(value) | Amount::Range(value), Truth::Unknown, Lang::En) => {
                format!("{}, open whether {sign} {bound}", told_of(lang, name, value))
            }
            (Amount::Range(value), Truth::True, Lang::Zh) => {
                format!("{name} 已知 {value}，满足 {sign} {bound}")
            }
            (Amount::Range(value), Truth::True, Lang::En) => {
                format!("{name}: {value}, which is {sign} {bound}")
            }
            (Amount::Range(value), Truth::False, Lang::Zh) => {
                format!("{name} 已知 {value}{must} {sign} {bound}")
            }
            (Amount::Range(value), Truth::False, Lang::En) => format!("{name}: {value}{must} {sign} {bound}"),
        }
    }
}

fn told_of(lang: Lang, name: &str, value: &str) -> String {
    format!("{name}{}{value}", say(lang, " ", ": "))
}

/// An English relation after *must*.
fn bidden(relation: &str) -> &str {
    match relation {
        "is" => "be",
        "is not" => "not be",
        other => other,
    }
}
