//! Text to rough tokens, before the grammar sees it: texts, comments, brackets, words.
//!
//! Linear and without recursion, so that it may see any text. It finds what would endanger the parser or mislead its
//! messages: texts that do not end, characters that cannot be seen, nesting and chains beyond the limits.
//! It knows no grammar.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Word,
    Number,
    Text,
    Open(Bracket),
    Close(Bracket),
    Semicolon,
    Comma,
    Dot,
    Sign,
}

/// The kinds of bracket; both faces are one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bracket {
    Brace,
    Paren,
    Square,
}

/// A rough token: bytes `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it is the first of its line.
    pub(crate) leads: bool,
}

impl Token {
    /// The words of the token.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What is wrong with the letters themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// A text or a quoted name that does not end on its line.
    Unterminated(Range<usize>),
    /// A character that cannot be seen.
    Invisible(Range<usize>, char),
}

impl Fault {
    /// Its bytes.
    pub(crate) fn range(&self) -> &Range<usize> {
        match self {
            Fault::Unterminated(range) | Fault::Invisible(range, _) => range,
        }
    }
}

/// Reads the tokens of `text` and the faults of its letters.
pub(crate) fn scan(text: &str) -> (Vec<Token>, Vec<Fault>) {
    let mut scanner =
        Scanner { text, at: 0, leads: true, tokens: Vec::with_capacity(text.len() / 6), faults: Vec::new() };
    if text.starts_with('\u{FEFF}') {
        scanner.at = '\u{FEFF}'.len_utf8();
    }
    while let Some(letter) = scanner.peek() {
        scanner.step(letter);
    }
    (scanner.tokens, scanner.faults)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    leads: bool,
    tokens: Vec<Token>,
    faults: Vec<Fault>,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.rest().chars().next(),
            None => None,
        }
    }

    fn step(&mut self, letter: char) {
        let start = self.at;
        match letter {
            '\n' => {
                self.leads = true;
                self.at += 1;
            }
            '/' if self.rest().starts_with("//") => {
                let end = self.rest().find('\n').map_or(self.text.len(), |length| start + length);
                self.unseen(start..end);
                self.at = end;
            }
            ' ' | '\t' | '\r' => self.at += 1,
            '"' => self.quotation(letter, '"'),
            '“' => self.quotation(letter, '”'),
            '＂' => self.quotation(letter, '＂'),
            '「' => self.quotation(letter, '」'),
            _ if letter.is_ascii_digit() || ('０'..='９').contains(&letter) => {
                self.run(Kind::Number, |letter| is_word(letter) && !letter.is_alphabetic());
            }
            _ if is_word(letter) => self.run(Kind::Word, is_word),
            _ if letter.is_whitespace() && !is_invisible(letter) => self.at += letter.len_utf8(),
            _ if is_invisible(letter) => {
                self.at += letter.len_utf8();
                self.faults.push(Fault::Invisible(start..self.at, letter));
            }
            _ => {
                self.at += letter.len_utf8();
                self.push(sign(letter), start);
            }
        }
    }

    fn run(&mut self, kind: Kind, belongs: fn(char) -> bool) {
        let start = self.at;
        while let Some(letter) = self.peek() {
            if !belongs(letter) {
                break;
            }
            self.at += letter.len_utf8();
        }
        self.push(kind, start);
    }

    fn quotation(&mut self, opening: char, closing: char) {
        let start = self.at;
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or_default();
        let body = line.get(opening.len_utf8()..).unwrap_or_default();
        match body.find(closing) {
            Some(length) => self.at += opening.len_utf8() + length + closing.len_utf8(),
            None => {
                let closes = |letter: char| letter.is_whitespace() || ";；,，{｛}｝".contains(letter);
                // What closes the line, closes the statement: the next one is not drawn in. A name has no blanks.
                let length = match opening {
                    '「' => opening.len_utf8() + body.find(|letter| !is_word(letter)).unwrap_or(body.len()),
                    _ => line.trim_end_matches(closes).len(),
                };
                self.at += length.max(opening.len_utf8());
                self.faults.push(Fault::Unterminated(start..self.at));
            }
        }
        self.unseen(start..self.at);
        self.push(if opening == '「' { Kind::Word } else { Kind::Text }, start);
    }

    fn unseen(&mut self, range: Range<usize>) {
        let Some(words) = self.text.get(range.clone()) else { return };
        for (at, letter) in words.char_indices().filter(|(_, letter)| is_invisible(*letter)) {
            let start = range.start + at;
            self.faults.push(Fault::Invisible(start..start + letter.len_utf8(), letter));
        }
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start, end: self.at, leads: self.leads });
        self.leads = false;
    }
}

fn is_word(letter: char) -> bool {
    letter == '_'
        || ('一'..='龥').contains(&letter)
        || letter.is_alphanumeric() && !matches!(letter, '²' | '³' | '¹')
}

/// Characters without a shape of their own: two texts that look alike would not be alike.
fn is_invisible(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => false,
        _ if letter.is_control() => true,
        _ => matches!(letter,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'),
    }
}

fn sign(letter: char) -> Kind {
    match letter {
        '{' | '｛' => Kind::Open(Bracket::Brace),
        '}' | '｝' => Kind::Close(Bracket::Brace),
        '(' | '（' => Kind::Open(Bracket::Paren),
        ')' | '）' => Kind::Close(Bracket::Paren),
        '[' | '［' => Kind::Open(Bracket::Square),
        ']' | '］' => Kind::Close(Bracket::Square),
        ';' | '；' => Kind::Semicolon,
        ',' | '，' | '、' => Kind::Comma,
        '.' | '．' => Kind::Dot,
        _ => Kind::Sign,
    }
}
