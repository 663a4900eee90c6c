//! The words for outcomes, flags and truths, by kind of norm, in both languages.
//!
//! Nothing here says 合法 or 违法: an outcome is what the text comes to, never a judgement of the law.

use guiju_base::{Lang, Words};
use guiju_ir::{CompareOp, NormKind, Outcome, Truth};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One of two phrases.
pub(crate) fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A sentence in both languages.
pub(crate) fn both(sentence: impl Fn(Lang) -> String) -> Words {
    Words { zh: sentence(Lang::Zh), en: sentence(Lang::En) }
}

/// Several names in a row.
pub(crate) fn list(lang: Lang, names: &[String]) -> String {
    names.join(say(lang, "、", ", "))
}

/// Words under the label that the author gave them; one in Chinese alone says nothing to a reader of English, and one that
/// the words repeat says nothing at all.
pub(crate) fn labelled(lang: Lang, label: Option<&Words>, words: String) -> String {
    let said = |label: &&Words| lang == Lang::Zh || label.en != label.zh;
    let label = label.filter(said).map(|label| label.get(lang));
    match label.filter(|label| !words.to_lowercase().contains(&label.to_lowercase())) {
        Some(label) => format!("{label}{}{words}", say(lang, "：", ": ")),
        None => words,
    }
}

/// Words behind other words in a Chinese sentence: a blank stands between a Chinese sign and another, none beside a stop or a
/// bracket, none between two Chinese signs.
pub(crate) fn beside(text: &str, words: &str) -> String {
    let (text, words) = (text.trim_end_matches(' '), words.trim_start_matches(' '));
    let is_wide = |sign: char| sign.width() == Some(2);
    let is_stop = |sign: char| "，。、；：（）「」〔〕“”".contains(sign);
    let gap = match (text.chars().next_back(), words.chars().next()) {
        (Some(last), Some(first)) if is_stop(last) || is_stop(first) => "",
        (Some(last), Some(first)) if is_wide(last) && is_wide(first) => "",
        (Some(_), Some(_)) => " ",
        _ => "",
    };
    format!("{text}{gap}{words}")
}

/// Words in the brackets of the language.
pub(crate) fn bracketed(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Zh => format!("（{text}）"),
        Lang::En => format!(" ({text})"),
    }
}

/// The clauses that something rests on, in a sentence: `依据 15.0 15.1`, `clauses 15.0 15.1`.
pub(crate) fn citing(lang: Lang, clauses: &[String]) -> String {
    let word = say(lang, "依据", if clauses.len() == 1 { "clause" } else { "clauses" });
    format!("{word} {}", clauses.join(" "))
}

/// A phrase as the beginning of a line: its first letter large, where its language has such.
pub(crate) fn capital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// A label quoted as a name.
pub(crate) fn quoted(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Zh => format!("「{text}」"),
        Lang::En => format!("“{text}”"),
    }
}

/// A name cut to `columns` of a terminal, with a mark where it was cut.
pub(crate) fn shortened(name: &str, columns: usize) -> String {
    if name.width() <= columns {
        return name.to_string();
    }
    let mut out = String::new();
    let mut used = 1;
    for sign in name.chars() {
        used += sign.width().unwrap_or(0);
        if used > columns {
            break;
        }
        out.push(sign);
    }
    format!("{}…", out.trim_end())
}

/// The word for an outcome of a norm of this kind. An open one that only determinations can settle is
/// said as 待认定 by reports, which know what is missing.
pub fn outcome_words(kind: NormKind, outcome: Outcome) -> Words {
    let (zh, en) = match (outcome, kind) {
        (Outcome::Applies, NormKind::Permit) => ("可", "permitted"),
        (Outcome::Applies, NormKind::Exempt) => ("可免", "exempt"),
        (Outcome::Applies, NormKind::Delegate) => (
            "符合下放条件（以授权文件为准）",
            "meets the conditions of delegation (subject to the authorising document)",
        ),
        (Outcome::Applies, _) => ("适用", "applies"),
        (Outcome::DoesNotApply, _) => ("不符合条件", "conditions not met"),
        (Outcome::Blocked, _) => ("禁止性规定不许", "stopped by a prohibition"),
        (Outcome::NotEngaged, _) => ("不涉及", "does not arise"),
        (Outcome::Undetermined, _) => ("待补材料", "facts missing"),
        (Outcome::Met, _) => ("已落实", "met"),
        (Outcome::Breached, NormKind::Forbid) => ("触碰", "breached"),
        (Outcome::Breached, _) => ("未落实", "not met"),
        (Outcome::Clear, _) => ("未触碰", "clear"),
        (Outcome::Followed, _) => ("已体现", "followed"),
        (Outcome::NotFollowed, _) => ("未体现", "not followed"),
    };
    Words::new(zh, en)
}

/// The words for an outcome where room is short: without the proviso in brackets.
pub(crate) fn short_outcome(kind: NormKind, outcome: Outcome) -> Words {
    let words = outcome_words(kind, outcome);
    let cut = |text: &str, at: &str| text.split(at).next().unwrap_or_default().trim_end().to_string();
    Words { zh: cut(&words.zh, "（"), en: cut(&words.en, "(") }
}

/// The words for an outcome that only determinations can settle.
pub(crate) fn to_determine() -> Words {
    Words::new("待认定", "awaiting determination")
}

/// The words for a flag of a result, by its id; the id itself for any other.
pub fn flag_words(flag: &str) -> Words {
    match flag {
        "exploratory" => Words::new("探索性（不单独生效）", "exploratory (not in force by itself)"),
        "reading_sensitive" => Words::new("口径影响结论", "turns on a reading"),
        "awaiting_approval" => Words::new("待批准", "awaiting approval"),
        other => Words::same(other),
    }
}

/// The words for the state of a duty.
pub(crate) fn duty_words(holds: Truth) -> Words {
    match holds {
        Truth::True => outcome_words(NormKind::Oblige, Outcome::Met),
        Truth::False => outcome_words(NormKind::Oblige, Outcome::Breached),
        Truth::Unknown => Words::new("待补材料", "facts missing"),
    }
}

/// The state of a duty as an outcome.
pub(crate) fn duty_outcome(holds: Truth) -> Outcome {
    match holds {
        Truth::True => Outcome::Met,
        Truth::False => Outcome::Breached,
        Truth::Unknown => Outcome::Undetermined,
    }
}

/// The word for a truth as a value.
pub(crate) fn truth_word(lang: Lang, truth: Truth) -> &'static str {
    match truth {
        Truth::True => say(lang, "是", "yes"),
        Truth::False => say(lang, "否", "no"),
        Truth::Unknown => say(lang, "未知", "unknown"),
    }
}

/// The id of a truth in results.
pub(crate) fn truth_id(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// The sign of a comparison, or of its opposite.
pub(crate) fn sign(op: CompareOp, negated: Negation) -> &'static str {
    match (op, negated) {
        (CompareOp::Equal, Negation::No) => "=",
        (CompareOp::Equal, Negation::Yes) => "≠",
        (CompareOp::Less, Negation::No) | (CompareOp::AtLeast, Negation::Yes) => "<",
        (CompareOp::AtMost, Negation::No) | (CompareOp::Greater, Negation::Yes) => "≤",
        (CompareOp::Greater, Negation::No) | (CompareOp::AtMost, Negation::Yes) => ">",
        (CompareOp::AtLeast, Negation::No) | (CompareOp::Less, Negation::Yes) => "≥",
    }
}

/// Whether a condition is asked for as it stands or denied.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Negation {
    No,
    Yes,
}

impl Negation {
    pub(crate) fn flipped(self) -> Self {
        match self {
            Negation::No => Negation::Yes,
            Negation::Yes => Negation::No,
        }
    }

    pub(crate) fn of(self, truth: Truth) -> Truth {
        match self {
            Negation::No => truth,
            Negation::Yes => !truth,
        }
    }
}
