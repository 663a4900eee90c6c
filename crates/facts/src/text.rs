//! Words as they are compared, recognised and shown: NFC, half-width forms, "unknown" and "none", near misses.
//!
//! Knows nothing of plans. Authors' words are shown shortened and without control characters.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How many characters of the author's words are shown.
const SHOWN: usize = 60;
/// How many words a list of choices shows.
const LISTED: usize = 40;
/// The longest word for which a near one is looked up, in characters.
const COMPARED: usize = 80;

/// The text in normal form C, in which keys, ids and names are compared.
pub(crate) fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The text with the full-width forms of ASCII signs, the wide blank and the minus sign made narrow.
pub(crate) fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|sign| match sign {
                '！'..='～' => {
                    char::from_u32(u32::from(sign) - u32::from('！') + u32::from('!')).unwrap_or(sign)
                }
                '\u{3000}' | '\u{a0}' => ' ',
                '−' => '-',
                _ => sign,
            })
            .collect(),
    )
}

/// Whether the value is not known: empty, 未知, `unknown`, or a plain `null` or `~`.
pub(crate) fn is_unknown(text: &str, plain: bool) -> bool {
    match text.trim() {
        "" | "未知" | "unknown" => true,
        "~" | "null" | "Null" | "NULL" => plain,
        _ => false,
    }
}

/// Whether a reference is stated to be none.
pub(crate) fn is_none(text: &str) -> bool {
    matches!(text.trim(), "none" | "无")
}

/// The first sign that cannot be seen but changes what the text is; line breaks and tabs are allowed.
pub(crate) fn invisible(text: &str) -> Option<char> {
    let plain = |byte: u8| (0x20..0x7f).contains(&byte);
    if text.bytes().all(plain) {
        return None;
    }
    text.chars().find(|sign| match sign {
        '\n' | '\r' | '\t' => false,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => true,
        _ => sign.is_control(),
    })
}

/// The author's words as messages show them.
pub(crate) fn shown(text: &str) -> String {
    let mut signs = text.trim().chars();
    let clean = |sign: char| if sign.is_control() { ' ' } else { sign };
    let head: String = signs.by_ref().take(SHOWN).map(clean).collect();
    let rest = if signs.next().is_some() { "…" } else { "" };
    format!("`{head}{rest}`")
}

/// A list of choices as messages show it.
pub(crate) fn listed(words: &[&str]) -> String {
    let head: Vec<&str> = words.iter().copied().take(LISTED).collect();
    let rest = if words.len() > LISTED { " …" } else { "" };
    format!("{}{rest}", head.join(" "))
}

/// The word that the author most likely meant.
pub(crate) fn nearest<'a>(written: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.trim();
    let length = written.chars().count();
    if length == 0 || length > COMPARED {
        return None;
    }
    let most = (length / 3).max(1);
    let distance = |word: &str| {
        let distance = strsim::osa_distance(written, word);
        let stem = length >= 3 && word.chars().count() >= 3;
        let extends = stem && (written.starts_with(word) || word.starts_with(written));
        // One sign in the place of one is another word, not a slip.
        let shares = length > 1 || word.contains(written);
        (shares && distance < length.max(2) && (distance <= most || extends)).then_some(distance)
    };
    words.filter_map(|word| distance(word).map(|distance| (distance, word))).min().map(|(_, word)| word)
}
