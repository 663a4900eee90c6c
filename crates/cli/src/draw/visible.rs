//! Text that is safe to show: what could steer a terminal, or turn the direction of letters, is replaced.
//!
//! Each sign gives way to one of the same length in bytes, so spans stay right.

use std::borrow::Cow;

/// The text with a stand-in for every sign that is not to be shown as such.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|sign| if is_unsafe(sign) { stand_in(sign) } else { sign }).collect())
}

fn is_unsafe(sign: char) -> bool {
    let steers = sign.is_control() && !matches!(sign, '\n' | '\t');
    steers || matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
}

fn stand_in(sign: char) -> char {
    match sign.len_utf8() {
        // The ends of lines of some editors.
        _ if sign == '\r' => ' ',
        1 => '?',
        2 => '¿',
        _ => '？',
    }
}
