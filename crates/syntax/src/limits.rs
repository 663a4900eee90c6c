//! The limits of nesting and of chains, and whether brackets pair, all read off the tokens.
//!
//! Nesting is what the parser and every later pass will recurse by: open brackets, the bodies of quantifiers, and
//! prefixes (`not not …`, `- - …`) that wait for their operand. A pass over the tokens is linear and does not recurse.

use std::ops::Range;

use crate::keyword;
use crate::scan::{Bracket, Kind, Token};
use crate::{MAX_LINKS, MAX_NESTING};

/// A limit that was passed, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Excess {
    /// Deeper than [`MAX_NESTING`].
    Nesting(Range<usize>),
    /// A chain of more than [`MAX_LINKS`].
    Links(Range<usize>),
}

/// What is open at one level of brackets.
#[derive(Default)]
struct Level {
    /// How much deeper than the level around it: the bracket, and prefixes that wait for what it holds.
    weight: usize,
    /// Quantifiers whose bodies reach to the end of the statement.
    bodies: usize,
    /// Prefixes in a row that have no operand yet.
    prefixes: usize,
    /// Operators since the statement began.
    links: usize,
}

/// The first limit that `tokens` pass.
pub(crate) fn excess(text: &str, tokens: &[Token]) -> Option<Excess> {
    let mut outer: Vec<Level> = Vec::new();
    let mut level = Level::default();
    let mut depth = 0;
    let mut after_operand = false;
    let mut after_dot = false;
    for (index, token) in tokens.iter().enumerate() {
        let place = token.start..token.end;
        let mut operand = false;
        match token.kind {
            Kind::Open(_) => {
                let weight = 1 + level.prefixes + level.bodies;
                outer.push(std::mem::replace(&mut level, Level { weight, ..Level::default() }));
                depth += weight;
            }
            Kind::Close(_) => {
                depth -= level.weight;
                level = outer.pop().unwrap_or_default();
                level.prefixes = 0;
                operand = true;
            }
            Kind::Semicolon | Kind::Comma => level = Level { weight: level.weight, ..Level::default() },
            Kind::Word if !after_dot => match Role::of(token.of(text)) {
                Role::Quantifier if !opens_paren(tokens.get(index + 1)) => level.bodies += 1,
                Role::Prefix => level.prefixes += 1,
                Role::Link => level.links += 1,
                _ => operand = true,
            },
            Kind::Sign => match token.of(text) {
                "-" | "－" | "−" if !after_operand => level.prefixes += 1,
                "-" | "－" | "−" | "+" | "＋" | "*" | "＊" | "×" | "/" | "／" | "÷" => {
                    level.links += 1
                }
                _ => {}
            },
            Kind::Word | Kind::Number | Kind::Text => operand = true,
            Kind::Dot => {}
        }
        if operand {
            level.prefixes = 0;
        }
        if level.links > MAX_LINKS {
            return Some(Excess::Links(place));
        }
        if depth + level.prefixes + level.bodies > MAX_NESTING {
            return Some(Excess::Nesting(place));
        }
        after_operand = operand;
        after_dot = token.kind == Kind::Dot;
    }
    None
}

/// What a word is to nesting.
enum Role {
    Quantifier,
    Prefix,
    Link,
    Other,
}

impl Role {
    fn of(word: &str) -> Self {
        if !keyword::is_reserved(word) {
            return Role::Other;
        }
        match keyword::lookup(word).map(|keyword| keyword.name) {
            Some("every" | "some" | "count" | "sum" | "min" | "max") => Role::Quantifier,
            Some("not") => Role::Prefix,
            Some("and" | "or") => Role::Link,
            _ => Role::Other,
        }
    }
}

fn opens_paren(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == Kind::Open(Bracket::Paren))
}

/// A bracket without its partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unpaired {
    /// Opened and not closed.
    Open(Token),
    /// Closed and not opened.
    Close(Token),
    /// Opened as one kind, closed as another.
    Crossed(Token, Token),
}

/// The first bracket of `tokens` that has no partner.
pub(crate) fn unpaired(tokens: &[Token]) -> Option<Unpaired> {
    let mut open: Vec<Token> = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::Open(_) => open.push(*token),
            Kind::Close(bracket) => match open.pop() {
                None => return Some(Unpaired::Close(*token)),
                Some(opener) if opener.kind == Kind::Open(bracket) => {}
                Some(opener) => return Some(Unpaired::Crossed(opener, *token)),
            },
            _ => {}
        }
    }
    // Of several the innermost, which is the nearest to where the author stopped.
    open.pop().map(Unpaired::Open)
}
