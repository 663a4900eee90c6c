//! Expressions on the page: broken before the operator that binds least, quantifiers behind their colon.

use super::layout::{Form, Layout, STEP};
use super::page::Break;
use crate::grammar::{Piece, Rule};
use crate::keyword::{self, Operator};

/// How tightly an operator binds, the loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Level {
    Or,
    And,
    Compare,
    Sum,
    Product,
}

impl Level {
    const ALL: [Level; 5] = [Level::Or, Level::And, Level::Compare, Level::Sum, Level::Product];

    fn of(piece: &Piece<'_>) -> Option<Level> {
        match piece.as_rule() {
            Rule::membership => Some(Level::Compare),
            Rule::operator => Some(match keyword::operator(piece.as_str())? {
                Operator::Or => Level::Or,
                Operator::And => Level::And,
                Operator::Compare(_) => Level::Compare,
                Operator::Sum(_) => Level::Sum,
                Operator::Product(_) => Level::Product,
            }),
            _ => None,
        }
    }
}

/// Where a chain of operators stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Its lines are set off already.
    Outer,
    /// In another chain.
    Inner,
}

impl<'t> Layout<'t> {
    pub(super) fn expr(&mut self, piece: Piece<'t>) {
        let parts: Vec<(Option<Level>, Piece<'t>)> =
            piece.into_inner().map(|part| (Level::of(&part), part)).collect();
        self.chain(&parts, &Level::ALL, Depth::Outer);
    }

    /// Operands and operators in a row; of the `levels`, the loosest that occurs is broken first.
    fn chain(&mut self, parts: &[(Option<Level>, Piece<'t>)], levels: &[Level], depth: Depth) {
        let Some((level, tighter)) = levels.split_first() else {
            return parts.iter().for_each(|(_, part)| self.piece(part.clone()));
        };
        if parts.len() < 3 || !parts.iter().any(|(found, _)| *found == Some(*level)) {
            return self.chain(parts, tighter, depth);
        }
        self.page.open();
        let mut rest = parts;
        let mut is_first = true;
        while !rest.is_empty() {
            let next = rest.iter().position(|(found, _)| *found == Some(*level)).unwrap_or(rest.len());
            let (operand, behind) = rest.split_at(next);
            self.chain(operand, tighter, Depth::Inner);
            if std::mem::take(&mut is_first) && depth == Depth::Inner {
                self.page.indent(STEP);
            }
            rest = behind;
            if let Some(((_, sign), behind)) = rest.split_first() {
                let opens = behind.first().is_some_and(|(_, operand)| operand.as_rule() == Rule::choices);
                // A list in braces is broken inside them.
                if !opens {
                    self.break_at(sign.as_span().start(), Break::Group, " ");
                }
                self.leaf(sign);
                rest = behind;
            }
        }
        if depth == Depth::Inner {
            self.page.dedent();
        }
        self.page.close();
    }

    /// `min(a, b)`, `round(a, b)`, or `min p in xs: a`.
    pub(super) fn least(&mut self, piece: Piece<'t>) {
        let mut parts: Vec<Piece<'t>> = piece.into_inner().collect();
        if parts.get(1).is_none_or(|part| part.as_rule() != Rule::open_paren) {
            return self.over(parts);
        }
        let arguments = parts.split_off(1);
        parts.iter().for_each(|keyword| self.leaf(keyword));
        self.parens(arguments);
    }

    /// `every p in xs where c: d`
    pub(super) fn over(&mut self, parts: Vec<Piece<'t>>) {
        self.page.anchor();
        self.page.open();
        self.page.indent(STEP);
        let mut before = None;
        for part in parts {
            let (rule, start) = (part.as_rule(), part.as_span().start());
            match rule {
                Rule::key_where | Rule::key_else => self.break_at(start, Break::Chunk, " "),
                Rule::expr if before == Some(Rule::colon) => self.break_at(start, Break::Group, " "),
                _ => {}
            }
            self.piece(part);
            before = Some(rule);
        }
        self.page.dedent();
        self.page.close();
        self.page.dedent();
    }

    /// `any of { a; b; }`, `reading SWITCH { a: b; }`
    pub(super) fn block_condition(&mut self, piece: Piece<'t>) {
        let mut parts = piece.into_inner().peekable();
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::block => self.anchored(part.into_inner().collect()),
                Rule::open_brace => {
                    let mut braces = vec![part];
                    braces.extend(parts.by_ref());
                    self.anchored(braces);
                }
                _ => self.piece(part),
            }
        }
    }

    /// Braces in an expression: set off from the line that they open on.
    fn anchored(&mut self, braces: Vec<Piece<'t>>) {
        self.page.anchor();
        self.braces(braces, Form::OneJoins);
        self.page.dedent();
    }
}
