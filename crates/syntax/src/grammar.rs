//! The parser that pest makes of `grammar/guiju.pest`, and a cursor over what it finds.
//!
//! The cursor passes over punctuation: a builder asks for the parts that carry meaning, in the order of the grammar.

use pest::Parser;
use pest::iterators::{Pair, Pairs};

use crate::keyword::{self, Operator};

/// The parser made of the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../../../grammar/guiju.pest"]
struct Grammar;

/// A piece of text that a rule has matched.
pub(crate) type Piece<'i> = Pair<'i, Rule>;

/// A pest error, boxed: it is large and rare.
pub(crate) type Refusal = Box<pest::error::Error<Rule>>;

/// Matches `text` against `rule`.
pub(crate) fn parse(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Refusal> {
    Grammar::parse(rule, text).map_err(Box::new)
}

/// Whether the grammar's rule named `rule` takes all of `text`; nothing when no rule has that name.
///
/// For the examples in the grammar file, which are tests.
pub fn accepts(rule: &str, text: &str) -> Option<bool> {
    let rule = Rule::all_rules().iter().find(|candidate| format!("{candidate:?}") == rule)?;
    let end = parse(*rule, text).ok().and_then(|pairs| pairs.last()).map(|pair| pair.as_span().end());
    Some(end == Some(text.len()))
}

/// The parts of a piece, in order, without punctuation.
pub(crate) struct Parts<'i> {
    rest: Pairs<'i, Rule>,
}

impl<'i> Parts<'i> {
    /// The parts of `piece`.
    pub(crate) fn of(piece: Piece<'i>) -> Self {
        Parts { rest: piece.into_inner() }
    }

    /// The next part, left in place.
    pub(crate) fn peek(&mut self) -> Option<Rule> {
        loop {
            let rule = self.rest.peek()?.as_rule();
            if !is_mark(rule) {
                return Some(rule);
            }
            self.rest.next();
        }
    }

    /// The next part.
    pub(crate) fn next(&mut self) -> Option<Piece<'i>> {
        self.peek()?;
        self.rest.next()
    }

    /// The operator that comes next, left in place.
    pub(crate) fn peek_operator(&mut self) -> Option<Operator> {
        match self.peek()? {
            Rule::operator => self.rest.peek().and_then(|piece| keyword::operator(piece.as_str())),
            _ => None,
        }
    }

    /// The first part from here on that `rule` made.
    pub(crate) fn find(&mut self, rule: Rule) -> Option<Piece<'i>> {
        self.rest.by_ref().find(|piece| piece.as_rule() == rule)
    }

    /// The next part, if `rule` made it.
    pub(crate) fn take(&mut self, rule: Rule) -> Option<Piece<'i>> {
        if self.peek() == Some(rule) { self.rest.next() } else { None }
    }
}

fn is_mark(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::semicolon
            | Rule::colon
            | Rule::comma
            | Rule::dot
            | Rule::equals
            | Rule::open_brace
            | Rule::close_brace
            | Rule::open_paren
            | Rule::close_paren
            | Rule::open_bracket
            | Rule::close_bracket
    )
}
