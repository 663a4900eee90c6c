//! Declarations and statements on the page: a head, broken before its keywords, and what stands in its braces.

use super::layout::{Form, Layout, STEP, Turn};
use super::page::Break;
use super::words::place;
use crate::grammar::{Piece, Rule};

impl<'t> Layout<'t> {
    /// A whole file.
    pub(super) fn file(&mut self, file: Piece<'t>) {
        let mut turn = Turn::First;
        for part in file.into_inner() {
            let start = part.as_span().start();
            match part.as_rule() {
                Rule::semicolon => self.drop(&part),
                Rule::EOI => self.end(start),
                _ => {
                    self.line_at(start, turn);
                    self.statement(part);
                    turn = Turn::Next;
                }
            }
        }
    }

    /// What stands in braces.
    pub(super) fn member(&mut self, piece: Piece<'t>) {
        match piece.as_rule() {
            Rule::condition | Rule::arm => self.condition(piece),
            _ => self.statement(piece),
        }
    }

    /// `"label": a says failing "…";`, `option: a;`
    fn condition(&mut self, piece: Piece<'t>) {
        self.page.indent(STEP);
        let mut before = None;
        for part in piece.into_inner() {
            let rule = part.as_rule();
            if rule == Rule::says {
                self.says(part);
            } else {
                if before == Some(Rule::colon) {
                    self.break_at(part.as_span().start(), Break::Tight, " ");
                }
                self.piece(part);
            }
            before = Some(rule);
        }
        self.page.dedent();
    }

    /// A declaration, a field, a part of a norm: anything that has a head.
    fn statement(&mut self, piece: Piece<'t>) {
        let whole = piece.as_rule();
        let mut parts = piece.into_inner().peekable();
        let braced = parts.clone().any(|part| matches!(part.as_rule(), Rule::open_brace | Rule::block));
        // A head that goes on is set off twice, so that it is told from what stands in the braces.
        self.page.indent(if braced { 2 * STEP } else { STEP });
        let mut before = None;
        while let Some(part) = parts.next() {
            let rule = part.as_rule();
            match rule {
                Rule::block => self.body(part.into_inner().collect(), whole),
                Rule::open_brace => {
                    let mut braces = vec![part];
                    while let Some(part) = parts.next_if(|_| last(&braces) != Some(Rule::close_brace)) {
                        braces.push(part);
                    }
                    self.body(braces, whole);
                }
                Rule::semicolon if matches!(whole, Rule::header | Rule::conditions | Rule::duty) => {
                    self.drop(&part);
                }
                Rule::expr if before == Some(Rule::equals) => {
                    self.break_at(part.as_span().start(), Break::Chunk, " ");
                    self.piece(part);
                }
                _ => self.head(part, whole, before),
            }
            before = Some(rule);
        }
        if whole == Rule::effect_part && before != Some(Rule::semicolon) {
            self.add_semicolon();
        }
        self.page.dedent();
    }

    /// Braces behind a head; what stands behind them is set off once.
    fn body(&mut self, braces: Vec<Piece<'t>>, whole: Rule) {
        self.page.dedent();
        let form = match whole {
            Rule::enumeration => Form::AllJoin,
            Rule::conditions | Rule::effect_part | Rule::duty => Form::OneJoins,
            _ => Form::Apart,
        };
        self.braces(braces, form);
        self.page.indent(STEP);
    }

    /// A part of a head, with the break before it.
    fn head(&mut self, part: Piece<'t>, whole: Rule, before: Option<Rule>) {
        let start = part.as_span().start();
        match part.as_rule() {
            Rule::cites
            | Rule::key_for
            | Rule::key_on
            | Rule::key_to
            | Rule::register
            | Rule::key_open
            | Rule::key_single
            | Rule::key_list
            | Rule::within
            | Rule::keyed_by
            | Rule::key_default => self.break_at(start, Break::Chunk, " "),
            Rule::key_when if whole == Rule::effect_part => self.break_at(start, Break::Chunk, " "),
            Rule::range
            | Rule::presumed
            | Rule::judged_by
            | Rule::awaits
            | Rule::changed_by
            | Rule::fixed
            | Rule::evidenced
            | Rule::derived
            | Rule::inverse
            | Rule::described
            | Rule::because => return self.together(part),
            Rule::label if before == Some(Rule::comma) => return self.together(part),
            Rule::name | Rule::clause if before == Some(Rule::comma) => {
                self.break_at(start, Break::Tight, " ");
            }
            Rule::label => {
                if before == Some(Rule::name) {
                    self.break_at(start, Break::Tight, " ");
                }
                return self.label(part);
            }
            _ => {}
        }
        match part.as_rule() {
            Rule::name => self.name(&part, place(whole)),
            _ => self.piece(part),
        }
    }

    /// `says failing "…" "…"`, its texts set off from it where they do not fit beside it.
    fn says(&mut self, says: Piece<'t>) {
        self.break_at(says.as_span().start(), Break::Chunk, " ");
        self.page.open();
        self.page.indent(STEP);
        self.inside(says);
        self.page.dedent();
        self.page.close();
    }

    /// Goes to the next line as a whole, if need be.
    fn together(&mut self, part: Piece<'t>) {
        self.break_at(part.as_span().start(), Break::Chunk, " ");
        self.page.open();
        self.inside(part);
        self.page.close();
    }

    fn inside(&mut self, part: Piece<'t>) {
        if part.as_rule() == Rule::label {
            return self.label(part);
        }
        for part in part.into_inner() {
            match part.as_rule() {
                Rule::label => self.label(part),
                _ => self.piece(part),
            }
        }
    }

    /// `"中文" "English"`
    fn label(&mut self, label: Piece<'t>) {
        for (index, text) in label.into_inner().enumerate() {
            if index > 0 {
                self.break_at(text.as_span().start(), Break::Tight, " ");
            }
            self.leaf(&text);
        }
    }

    /// `cites 16.2a, 16.2b`
    pub(super) fn cites(&mut self, cites: Piece<'t>) {
        self.page.open();
        let mut before = None;
        for part in cites.into_inner() {
            let rule = part.as_rule();
            if before == Some(Rule::comma) {
                self.break_at(part.as_span().start(), Break::Tight, " ");
            }
            self.leaf(&part);
            before = Some(rule);
        }
        self.page.close();
    }
}

fn last(pieces: &[Piece<'_>]) -> Option<Rule> {
    pieces.last().map(|piece| piece.as_rule())
}
