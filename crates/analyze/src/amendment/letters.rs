//! A text as the letters that count: without blanks, line breaks and the numbers in front of its parts, in one width.
//!
//! What an editor changes without changing the words is gone here: layout, full and half width, kinds of quotation marks,
//! renumbered measures. Every letter knows the bytes that it came from.

use std::collections::HashSet;
use std::ops::Range;

/// The letters of a text.
pub(super) struct Letters<'t> {
    text: &'t str,
    /// The letters, folded to one width.
    pub signs: Vec<char>,
    starts: Vec<usize>,
    ends: Vec<usize>,
    /// The letters that stand behind the number of a part.
    openings: HashSet<usize>,
}

impl<'t> Letters<'t> {
    /// Reads a text.
    pub fn of(text: &'t str) -> Letters<'t> {
        let mut letters = Letters {
            text,
            signs: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            openings: HashSet::new(),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let front = line.len() - without_number(line).len();
            if front > line.len() - line.trim_start().len() {
                letters.openings.insert(letters.len());
            }
            let mut signs = line.char_indices().skip_while(|(at, _)| *at < front).peekable();
            while let Some((at, sign)) = signs.next() {
                letters.take(sign, start + at, signs.peek().map(|(_, next)| *next));
            }
            start += line.len();
        }
        letters
    }

    fn take(&mut self, sign: char, at: usize, next: Option<char>) {
        if sign.is_whitespace() || sign.is_control() || is_invisible(sign) {
            return;
        }
        let end = at + sign.len_utf8();
        let folded = fold(sign);
        let last = self.signs.last().copied();
        // A Chinese dash and dots are written as two signs or as one.
        if matches!(folded, '-' | '…') && last == Some(folded) {
            self.ends.last_mut().into_iter().for_each(|last| *last = end);
            return;
        }
        // A point in a number or a name is none at the end of a sentence.
        let is_inner = [last, next.map(fold)]
            .into_iter()
            .all(|beside| beside.is_some_and(|it| it.is_ascii_alphanumeric()));
        let folded = if folded == '.' && !is_inner { '。' } else { folded };
        self.signs.push(folded);
        self.starts.push(at);
        self.ends.push(end);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.signs.len()
    }

    /// The letter at an index; a line break beyond the end.
    pub fn sign(&self, at: usize) -> char {
        self.signs.get(at).copied().unwrap_or('\n')
    }

    /// The letters that lie in a stretch of bytes.
    pub fn within(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.starts.partition_point(|start| *start < bytes.start);
        start..self.starts.partition_point(|start| *start < bytes.end).max(start)
    }

    /// The bytes from the first to the last of some letters.
    pub fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let start = self.starts.get(letters.start).copied().unwrap_or(self.text.len());
        let last = letters.end.checked_sub(1).and_then(|last| self.ends.get(last)).copied();
        start..last.unwrap_or(start).max(start)
    }

    /// The text from the first to the last of some letters, as it is written, in one line.
    pub fn words(&self, letters: Range<usize>) -> String {
        let text = self.text.get(self.bytes(letters)).unwrap_or_default();
        text.split_whitespace().fold(String::new(), |line, part| {
            let gap = if line.is_empty() || !is_latin_join(&line, part) { "" } else { " " };
            line + gap + part
        })
    }

    /// One letter as it is written, with the blank in front of it that sets it off from the word before.
    pub fn word_sign(&self, at: usize) -> String {
        let written = self.text.get(self.bytes(at..at + 1)).unwrap_or_default();
        let is_apart = at > 0 && !self.touches(at) && self.sign(at - 1).is_ascii_graphic();
        if is_apart && self.sign(at).is_ascii_graphic() { format!(" {written}") } else { written.to_string() }
    }

    /// Whether nothing stands between a letter and the one before it.
    pub fn touches(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.ends.get(before)) == self.starts.get(at)
    }

    /// Whether a new paragraph, and not only a new line, begins at a letter.
    pub fn opens(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let between = self.bytes(before..before + 1).end..self.bytes(at..at + 1).start;
        let breaks = self.text.get(between).unwrap_or_default().matches('\n').count();
        self.openings.contains(&at) || breaks > 1 || (breaks == 1 && is_end(self.sign(before)))
    }

    /// Whether a paragraph begins behind the first of some letters, up to the last.
    pub fn breaks_within(&self, letters: Range<usize>) -> bool {
        letters.skip(1).any(|at| self.opens(at))
    }
}

/// Whether a sign ends a sentence.
pub(super) fn is_end(sign: char) -> bool {
    matches!(sign, '。' | '；' | '！' | '？')
}

/// Whether a sign ends a phrase.
pub(super) fn is_stop(sign: char) -> bool {
    is_end(sign) || matches!(sign, '，' | '、' | '：')
}

/// Whether a sign is part of a word.
pub(super) fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '%' | '°' | '㎡' | '²')
}

fn is_latin_join(line: &str, part: &str) -> bool {
    let ends = line.chars().next_back().is_some_and(|sign| sign.is_ascii_graphic());
    ends && part.starts_with(|sign: char| sign.is_ascii_graphic())
}

fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// The sign in the width and form in which texts are compared.
fn fold(sign: char) -> char {
    let narrow = match sign {
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign)
        }
        _ => sign,
    };
    match narrow {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '｡' => '。',
        '､' => '、',
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '‘' | '’' | '\'' | '"' => '"',
        '-' | '–' | '—' | '―' | '─' | '−' | '~' | '～' => '-',
        '・' | '•' => '·',
        '⋯' => '…',
        _ => narrow,
    }
}

/// A line without the blanks, dashes and numbers in front of its words: `（一）`, `16. `, `三、`, `第四条 `, `——`.
fn without_number(line: &str) -> &str {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start();
        match number(trimmed) {
            Some(behind) if !behind.trim().is_empty() => rest = behind,
            _ => return trimmed,
        }
    }
}

/// What stands behind one number, dash or dot at the front.
fn number(line: &str) -> Option<&str> {
    let is_count =
        |sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign) || is_chinese_count(sign);
    let dashes = line.trim_start_matches(['—', '–', '•', '·', '#', '*']);
    if dashes.len() < line.len() {
        return Some(dashes);
    }
    if let Some(inner) = line.strip_prefix(['（', '(']) {
        let behind = inner.trim_start_matches(is_count);
        return if behind.len() < inner.len() { behind.strip_prefix(['）', ')']) } else { None };
    }
    if let Some(inner) = line.strip_prefix('第') {
        let behind = inner.trim_start_matches(is_count);
        return if behind.len() < inner.len() {
            behind.strip_prefix(['条', '章', '节', '款', '项'])
        } else {
            None
        };
    }
    let behind = line.trim_start_matches(is_count);
    if behind.len() == line.len() {
        return None;
    }
    let behind = behind.strip_prefix(['.', '．', '、', ')', '）'])?;
    // `2.5 公顷` at the start of a broken line is a figure.
    (!behind.starts_with(is_count)).then_some(behind)
}

fn is_chinese_count(sign: char) -> bool {
    "〇零一二三四五六七八九十百".contains(sign)
}
