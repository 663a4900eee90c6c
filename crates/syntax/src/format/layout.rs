//! The pieces that the grammar has matched → words and breaks on a page, token by token.
//!
//! Here is what is the same everywhere: the blank between two tokens, what becomes of comments, brackets in round and
//! curly form. Declarations stand in `declare`, expressions in `express`.
//!
//! Invariant: every token is put once and in order, but for the `;` that may be left out, and every comment is put once.

use std::borrow::Cow;

use guiju_base::Lang;

use super::comments::Gap;
use super::page::{Break, Page};
use super::rename::Renamed;
use super::words::{Place, is_token, place, spell};
use crate::grammar::{Piece, Rule};

/// What separates two statements, besides the newline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// The first behind a brace: no blank line.
    First,
    /// Any other: the blank line that the author left.
    Next,
    /// The closing brace: no blank line.
    Last,
}

/// A page in the making.
pub(super) struct Layout<'t> {
    pub(super) page: Page<'t>,
    text: &'t str,
    face: Lang,
    /// By the byte where a name begins: what it is to be.
    renamed: &'t Renamed<'t>,
    /// The byte behind the last token, comments read.
    last: usize,
    /// The last token put.
    before: Option<Rule>,
    /// Whether that was the `-` before an operand.
    is_minus: bool,
    /// Whether the place before the next token has been seen to.
    is_set: bool,
    /// What stood before the tokens since, and has not been put.
    held: Gap<'t>,
}

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str, face: Lang, renamed: &'t Renamed<'t>) -> Self {
        Layout {
            page: Page::default(),
            text,
            face,
            renamed,
            last: 0,
            before: None,
            is_minus: false,
            is_set: false,
            held: Gap::default(),
        }
    }

    /// Puts a piece as its rule asks.
    pub(super) fn piece(&mut self, piece: Piece<'t>) {
        match piece.as_rule() {
            Rule::expr => self.expr(piece),
            Rule::group | Rule::arguments => self.parens(piece.into_inner().collect()),
            Rule::least | Rule::rounding => self.least(piece),
            Rule::quantified | Rule::counted => self.over(piece.into_inner().collect()),
            Rule::choices => self.choices(piece.into_inner().collect()),
            Rule::block_condition | Rule::reading => self.block_condition(piece),
            Rule::cites => self.cites(piece),
            _ => self.parts(piece),
        }
    }

    /// Puts a token, or the parts of a piece one after the other.
    pub(super) fn parts(&mut self, piece: Piece<'t>) {
        if is_token(piece.as_rule()) {
            return self.leaf(&piece);
        }
        let place = place(piece.as_rule());
        for part in piece.into_inner() {
            match part.as_rule() {
                Rule::name => self.name(&part, place),
                _ => self.piece(part),
            }
        }
    }

    /// Puts a token.
    pub(super) fn leaf(&mut self, leaf: &Piece<'t>) {
        let place = if self.before == Some(Rule::dot) { Place::Member } else { Place::Plain };
        self.name(leaf, place);
    }

    /// Puts a token that is a name in `place`, if it is one.
    pub(super) fn name(&mut self, leaf: &Piece<'t>, place: Place) {
        let place = if self.before == Some(Rule::dot) { Place::Member } else { place };
        let name = self.renamed.get(&leaf.as_span().start()).map(AsRef::as_ref);
        self.put(leaf, spell(self.face, leaf, place, name));
    }

    /// Puts a `,` between the arguments of a function: in Chinese not the one of a list.
    fn argument_comma(&mut self, comma: &Piece<'t>) {
        self.put(comma, if self.face == Lang::Zh { "，" } else { "," }.into());
    }

    fn put(&mut self, leaf: &Piece<'t>, spelling: Cow<'t, str>) {
        let rule = leaf.as_rule();
        self.gather(leaf.as_span().start());
        // A comment before one of these goes behind it: none begins a line.
        let closes = matches!(
            rule,
            Rule::semicolon
                | Rule::comma
                | Rule::colon
                | Rule::close_paren
                | Rule::close_bracket
                | Rule::open_brace
        );
        let set = std::mem::take(&mut self.is_set);
        if !set && (closes || self.held.comments.is_empty()) {
            if let Some(blank) = self.blank_before(leaf) {
                self.page.text(blank);
            }
        } else if !set {
            self.release(Turn::Last);
            self.page.newline();
        }
        self.is_minus = rule == Rule::prefix && spelling == "-";
        self.page.text(spelling);
        self.before = Some(rule);
        self.last = leaf.as_span().end();
    }

    /// The blank between the last token and the next.
    fn blank_before(&self, leaf: &Piece<'_>) -> Option<&'static str> {
        let rule = leaf.as_rule();
        let before = self.before?;
        let closed = match rule {
            Rule::semicolon | Rule::colon | Rule::comma | Rule::dot | Rule::open_bracket => true,
            Rule::close_paren | Rule::close_bracket => true,
            Rule::dots => before != Rule::key_range,
            Rule::open_paren => matches!(
                before,
                Rule::known
                    | Rule::key_min
                    | Rule::key_max
                    | Rule::key_round
                    | Rule::key_round_up
                    | Rule::key_round_down
            ),
            Rule::unit => matches!(leaf.as_str(), "%" | "％" | "°"),
            _ => false,
        };
        let glued = match before {
            Rule::open_paren | Rule::open_bracket | Rule::dot | Rule::dots | Rule::minus => true,
            Rule::prefix if self.is_minus => true,
            _ => self.is_wide(before) || self.is_wide(rule),
        };
        (!closed && !glued).then_some(" ")
    }

    /// Whether a sign is as wide as a Chinese character, so that no blank goes beside it.
    fn is_wide(&self, rule: Rule) -> bool {
        self.face == Lang::Zh
            && matches!(
                rule,
                Rule::semicolon | Rule::colon | Rule::comma | Rule::open_paren | Rule::close_paren
            )
    }

    /// Reads the comments before byte `to`.
    pub(super) fn gather(&mut self, to: usize) {
        let between = self.text.get(self.last..to).unwrap_or_default();
        self.held.take(between, self.before.is_some());
        self.last = self.last.max(to);
    }

    /// Puts the comments that are held; whether there were any, and whether a blank line follows.
    fn release(&mut self, turn: Turn) -> (bool, bool) {
        let held = std::mem::take(&mut self.held);
        for (index, comment) in held.comments.iter().enumerate() {
            if index == 0 && comment.trails {
                self.page.comment(comment.text);
                continue;
            }
            if comment.blank && !(index == 0 && turn == Turn::First) {
                self.page.blank_line();
            } else {
                self.page.newline();
            }
            self.page.text(comment.text);
        }
        (!held.comments.is_empty(), held.blank)
    }

    /// Before the token at byte `at`: a break, or comments and a newline.
    pub(super) fn break_at(&mut self, at: usize, kind: Break, flat: &'static str) {
        self.gather(at);
        if self.held.comments.is_empty() {
            let opens = self.text.get(at..).is_some_and(|text| text.starts_with(['(', '（']));
            let wide = self.before.is_some_and(|before| self.is_wide(before));
            let flat = if wide || opens && self.face == Lang::Zh { "" } else { flat };
            self.page.line_break(kind, flat);
        } else {
            // Blank lines are for statements.
            self.held.comments.iter_mut().for_each(|comment| comment.blank = false);
            self.release(Turn::Last);
            self.page.newline();
        }
        self.held.blank = false;
        self.is_set = true;
    }

    /// Before a statement or closing brace at byte `at`: a newline, and the comments and blank line that stood there.
    pub(super) fn line_at(&mut self, at: usize, turn: Turn) {
        self.gather(at);
        let (commented, blank) = self.release(turn);
        let keeps = match turn {
            Turn::First => commented,
            Turn::Next => true,
            Turn::Last => false,
        };
        if blank && keeps {
            self.page.blank_line();
        } else {
            self.page.newline();
        }
        self.is_set = true;
    }

    /// Whether comments or a blank line stand before byte `at`.
    fn is_apart(&mut self, at: usize) -> bool {
        self.gather(at);
        self.held.blank || !self.held.comments.is_empty()
    }

    /// The end of the file, at byte `at`.
    pub(super) fn end(&mut self, at: usize) {
        self.gather(at);
        self.release(Turn::Next);
    }

    /// Leaves a `;` out.
    pub(super) fn drop(&mut self, semicolon: &Piece<'t>) {
        self.gather(semicolon.as_span().start());
        self.last = semicolon.as_span().end();
    }

    /// Puts a `;` that the author left out.
    pub(super) fn add_semicolon(&mut self) {
        self.page.text(if self.face == Lang::Zh { "；" } else { ";" });
        self.before = Some(Rule::semicolon);
    }

    /// `(a, b)`, all on one line or each on its own.
    pub(super) fn parens(&mut self, parts: Vec<Piece<'t>>) {
        self.page.anchor();
        self.page.open();
        let mut is_first = true;
        for part in parts {
            match part.as_rule() {
                Rule::open_paren => {
                    self.leaf(&part);
                    self.page.indent(STEP);
                }
                Rule::close_paren => {
                    self.page.dedent();
                    self.page.line_break(Break::Group, "");
                    self.is_set = true;
                    self.leaf(&part);
                }
                Rule::comma => self.argument_comma(&part),
                _ => {
                    let flat = if std::mem::take(&mut is_first) { "" } else { " " };
                    self.break_at(part.as_span().start(), Break::Group, flat);
                    self.piece(part);
                }
            }
        }
        self.page.close();
        self.page.dedent();
    }

    /// `{a, b}`, filled line by line when it is long.
    fn choices(&mut self, parts: Vec<Piece<'t>>) {
        self.page.anchor();
        let mut is_first = true;
        for part in parts {
            let start = part.as_span().start();
            match part.as_rule() {
                Rule::open_brace => {
                    self.leaf(&part);
                    self.page.open();
                    self.page.indent(STEP);
                }
                Rule::close_brace => {
                    self.gather(start);
                    let (commented, _) = self.release(Turn::Last);
                    self.page.dedent();
                    if commented {
                        self.page.newline();
                    } else {
                        self.page.line_break(Break::Group, "");
                    }
                    self.page.close();
                    self.is_set = true;
                    self.leaf(&part);
                }
                Rule::comma => self.leaf(&part),
                _ if std::mem::take(&mut is_first) => {
                    self.break_at(start, Break::Group, "");
                    self.piece(part);
                }
                _ => {
                    self.break_at(start, Break::Tight, " ");
                    self.piece(part);
                }
            }
        }
        self.page.dedent();
    }

    /// `{ a; b; }`: a statement to a line, or all on one line when `may_join` and there is room.
    pub(super) fn braces(&mut self, parts: Vec<Piece<'t>>, form: Form) {
        let count = parts.len().saturating_sub(2);
        let joins = match form {
            Form::Apart => false,
            Form::OneJoins => count == 1,
            Form::AllJoin => true,
        };
        let mut turn = Turn::First;
        for part in parts {
            let start = part.as_span().start();
            match part.as_rule() {
                Rule::open_brace => {
                    self.leaf(&part);
                    self.page.mark();
                    self.page.open();
                    self.page.indent(STEP);
                }
                Rule::close_brace => {
                    self.gather(start);
                    let (commented, _) = self.release(Turn::Last);
                    self.page.dedent();
                    if joins && !commented {
                        let flat = if self.before.is_some_and(|rule| self.is_wide(rule)) { "" } else { " " };
                        self.page.line_break(Break::Group, flat);
                    } else {
                        self.page.newline();
                    }
                    self.page.close();
                    self.is_set = true;
                    self.leaf(&part);
                }
                _ => {
                    let apart = self.is_apart(start);
                    if !joins || apart && (turn == Turn::Next || !self.held.comments.is_empty()) {
                        self.line_at(start, turn);
                    } else {
                        self.break_at(start, Break::Group, " ");
                    }
                    self.member(part);
                    turn = Turn::Next;
                }
            }
        }
    }
}

/// The columns by which what stands in brackets is set off.
pub(super) const STEP: usize = 2;

/// When braces go on one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Never.
    Apart,
    /// When they hold one statement and there is room.
    OneJoins,
    /// When there is room.
    AllJoin,
}
