//! Words that documents share: one of two phrases, numerals of headings, dates, what is safe to write.
//!
//! A sign that no XML may hold, or that turns the direction of letters, gives way to □, the sign for an illegible one.

use guiju_base::Lang;
use guiju_ir::{Day, Rat, day_to_string};
use unicode_width::UnicodeWidthChar;

/// One of two phrases.
pub(crate) fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A label quoted as official texts quote.
pub(crate) fn quoted(label: &str) -> String {
    format!("“{label}”")
}

/// Several names in a row.
pub(crate) fn list(lang: Lang, names: &[String]) -> String {
    names.join(say(lang, "、", ", "))
}

/// Words in the brackets of the language.
pub(crate) fn bracketed(lang: Lang, words: &str) -> String {
    match lang {
        Lang::Zh => format!("（{words}）"),
        Lang::En => format!(" ({words})"),
    }
}

/// The words of reports in the quotation marks of official texts.
pub(crate) fn official(lang: Lang, words: &str) -> String {
    match lang {
        Lang::Zh => words.replace('「', "“").replace('」', "”"),
        Lang::En => words.to_string(),
    }
}

/// `一`, `十二`, `一百零三`; digits from ten thousand on.
pub(crate) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const PLACES: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number >= 10_000 {
        return number.to_string();
    }
    let mut words = String::new();
    let mut gap = false;
    for (size, place) in PLACES {
        let digit = number / size % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push('零');
            gap = false;
        }
        // Ten to nineteen open with the place: 十二.
        if !(digit == 1 && size == 10 && words.is_empty()) {
            words.push_str(DIGITS.get(digit).copied().unwrap_or_default());
        }
        words.push_str(place);
    }
    words
}

/// `2026年3月1日`; in English as the calendar of programs has it.
pub(crate) fn date(lang: Lang, day: Day) -> String {
    let written = day_to_string(day);
    let parts: Vec<&str> = written.split('-').collect();
    match (lang, parts.as_slice()) {
        (Lang::Zh, [year, month, day]) => {
            let plain = |part: &str| part.trim_start_matches('0').to_string();
            format!("{year}年{}月{}日", plain(month), plain(day))
        }
        _ => written,
    }
}

/// An area in hectares to four decimals, as official texts print it.
pub(crate) fn hectares(area: &Rat) -> String {
    area.rounded(4)
}

/// An area in mu: exact to four decimals, without idle zeros.
pub(crate) fn mu(area: &Rat) -> String {
    let rounded = area.mul(&Rat::whole(MU)).rounded(4);
    rounded.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// 亩 in a hectare.
pub(crate) const MU: i64 = 15;

/// Words that any XML may hold and that read in one direction; lines stay lines.
pub(crate) fn clean(words: &str) -> String {
    let safe = |sign: char| match sign {
        '\n' | '\t' => Some(sign),
        '\r' => None,
        '\u{2028}' | '\u{2029}' => Some('\n'),
        _ if sign.is_control() => Some('□'),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some('□'),
        '\u{FFFE}' | '\u{FFFF}' => Some('□'),
        _ => Some(sign),
    };
    words.chars().filter_map(safe).collect()
}

/// Words on one line, cut to `most` columns with a mark where they were cut.
pub(crate) fn line(words: &str, most: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for sign in words.chars() {
        let sign = if matches!(sign, '\n' | '\t' | '\r') { ' ' } else { sign };
        used += sign.width().unwrap_or(1);
        if used > most {
            out.truncate(out.trim_end().len());
            out.push('…');
            break;
        }
        out.push(sign);
    }
    out
}
