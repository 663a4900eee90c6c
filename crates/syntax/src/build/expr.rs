//! Operands and operators in a row → an expression tree.
//!
//! The grammar keeps expressions flat; precedence is climbed here: `or`, `and`, `not`, comparison, `+ -`, `* /`, `-a`.
//! Chains of `and` and of `or` stay flat.
//!
//! Invariant: no tree is taller than [`MAX_HEIGHT`], so whoever walks or drops one may recurse.

use guiju_base::{Span, Spanned};

use super::Builder;
use crate::MAX_HEIGHT;
use crate::diagnostics;
use crate::grammar::{Parts, Piece, Rule};
use crate::keyword::{self, Operator};
use crate::tree::{Arm, BlockKind, Expr, ExprKind, Extreme, Over, Quantifier, Rounding};

/// An expression and how many expressions stand below each other in it.
pub(super) struct Tall {
    pub(super) expr: Expr,
    pub(super) height: u32,
}

/// How tightly what stands here must bind to be taken in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Power {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Minus,
}

impl Power {
    fn of(operator: Operator) -> Self {
        match operator {
            Operator::Or => Power::Or,
            Operator::And => Power::And,
            Operator::Compare(_) => Power::Compare,
            Operator::Sum(_) => Power::Sum,
            Operator::Product(_) => Power::Product,
        }
    }

    /// What the right-hand side must bind by, so that equals group to the left.
    fn above(self) -> Self {
        match self {
            Power::Or => Power::And,
            Power::And => Power::Not,
            Power::Not | Power::Compare => Power::Sum,
            Power::Sum => Power::Product,
            Power::Product | Power::Minus => Power::Minus,
        }
    }
}

impl Builder<'_> {
    pub(super) fn expr(&mut self, piece: Piece<'_>) -> Option<Expr> {
        self.tall(piece).map(|tall| tall.expr)
    }

    /// One operand without operators.
    pub(super) fn lone(&mut self, piece: Piece<'_>) -> Option<Expr> {
        let mut parts = Parts::of(piece);
        self.operand(&mut parts, Power::Minus).map(|tall| tall.expr)
    }

    /// The end of a range: a figure or a date, with or without `-`.
    pub(super) fn bound(&mut self, piece: Piece<'_>) -> Option<Expr> {
        self.lone(piece)
    }

    pub(super) fn tall(&mut self, piece: Piece<'_>) -> Option<Tall> {
        self.climb(&mut Parts::of(piece), Power::Or)
    }

    fn climb(&mut self, parts: &mut Parts<'_>, least: Power) -> Option<Tall> {
        let mut left = self.operand(parts, least)?;
        loop {
            if parts.peek() == Some(Rule::membership) {
                if Power::Compare < least {
                    return Some(left);
                }
                left = self.member(parts, left)?;
                self.refuse_chain(parts)?;
                continue;
            }
            let Some(operator) = parts.peek_operator() else { return Some(left) };
            let power = Power::of(operator);
            if power < least {
                return Some(left);
            }
            let sign = parts.next()?;
            let sign = self.span(&sign);
            left = match operator {
                Operator::And | Operator::Or => self.chain(parts, left, operator)?,
                Operator::Compare(comparison) => {
                    let right = self.climb(parts, power.above())?;
                    let made = self.join(left, right, |a, b| {
                        ExprKind::Compare(Spanned::new(comparison, sign), Box::new(a), Box::new(b))
                    })?;
                    self.refuse_chain(parts)?;
                    made
                }
                Operator::Sum(arithmetic) | Operator::Product(arithmetic) => {
                    let right = self.climb(parts, power.above())?;
                    self.join(left, right, |a, b| {
                        ExprKind::Arithmetic(Spanned::new(arithmetic, sign), Box::new(a), Box::new(b))
                    })?
                }
            };
        }
    }

    /// The rest of `a and b and c` behind the first `and`.
    fn chain(&mut self, parts: &mut Parts<'_>, first: Tall, operator: Operator) -> Option<Tall> {
        let least = Power::of(operator).above();
        let mut span = first.expr.span;
        let mut height = first.height;
        let mut links = vec![first.expr];
        loop {
            let next = self.climb(parts, least)?;
            span = span.to(next.expr.span);
            height = height.max(next.height);
            links.push(next.expr);
            if parts.peek_operator() != Some(operator) {
                break;
            }
            parts.next();
        }
        let kind = if operator == Operator::And { ExprKind::And(links) } else { ExprKind::Or(links) };
        self.tower(kind, span, height)
    }

    /// `item in {…}` or `item in LIST`, from the sign on.
    fn member(&mut self, parts: &mut Parts<'_>, item: Tall) -> Option<Tall> {
        let negated = keyword::is_negated(parts.next()?.as_str());
        if let Some(choices) = parts.take(Rule::choices) {
            let span = item.expr.span.to(self.span(&choices));
            let mut height = item.height;
            let mut values = Vec::new();
            let mut parts = Parts::of(choices);
            while let Some(value) = parts.take(Rule::expr) {
                let value = self.tall(value)?;
                height = height.max(value.height);
                values.push(value.expr);
            }
            return self.tower(ExprKind::Among { item: Box::new(item.expr), values, negated }, span, height);
        }
        let set = self.climb(parts, Power::Sum)?;
        self.join(item, set, |item, set| ExprKind::Member {
            item: Box::new(item),
            set: Box::new(set),
            negated,
        })
    }

    /// `a < b < c` says nothing in this language.
    fn refuse_chain(&mut self, parts: &mut Parts<'_>) -> Option<()> {
        let chained = parts.peek() == Some(Rule::membership)
            || matches!(parts.peek_operator(), Some(Operator::Compare(_)));
        if chained {
            let sign = parts.next()?;
            let span = self.span(&sign);
            self.diagnostics.push(diagnostics::chained_comparison::chained_comparison(span));
            return None;
        }
        Some(())
    }

    fn operand(&mut self, parts: &mut Parts<'_>, least: Power) -> Option<Tall> {
        let piece = parts.next()?;
        let span = self.span(&piece);
        match piece.as_rule() {
            Rule::prefix | Rule::minus if keyword::is_not(piece.as_str()) => {
                let operand = self.climb(parts, least.max(Power::Compare))?;
                let whole = span.to(operand.expr.span);
                self.tower(ExprKind::Not(Box::new(operand.expr)), whole, operand.height)
            }
            Rule::prefix | Rule::minus => {
                let operand = self.climb(parts, Power::Minus)?;
                let whole = span.to(operand.expr.span);
                self.tower(ExprKind::Negative(Box::new(operand.expr)), whole, operand.height)
            }
            Rule::group => {
                let mut tall = Parts::of(piece).take(Rule::expr).and_then(|expr| self.tall(expr))?;
                tall.expr.span = span;
                Some(tall)
            }
            Rule::reference => self.reference(piece),
            Rule::block_condition => self.block_condition(piece, span),
            Rule::quantified | Rule::counted | Rule::least => self.least_or_over(piece, span),
            Rule::rounding => self.rounding(piece, span),
            Rule::reading => self.reading(piece, span),
            _ => self.leaf(&piece, span),
        }
    }

    fn leaf(&mut self, piece: &Piece<'_>, span: Span) -> Option<Tall> {
        let kind = match piece.as_rule() {
            Rule::date => ExprKind::Date(self.date(piece).value),
            Rule::quantity => {
                let mut parts = Parts::of(piece.clone());
                let number = parts.take(Rule::number)?;
                let number = self.figure(&number);
                let unit = parts.take(Rule::unit).map(|unit| {
                    let mut unit = self.word(&unit);
                    if unit.value == "％" {
                        "%".clone_into(&mut unit.value);
                    }
                    unit
                });
                ExprKind::Quantity(number, unit)
            }
            Rule::text => ExprKind::Text(self.text(piece).value),
            Rule::truth_true => ExprKind::Truth(true),
            Rule::truth_false => ExprKind::Truth(false),
            Rule::nothing => ExprKind::None,
            Rule::duty_entry => {
                let text = Parts::of(piece.clone()).find(Rule::text)?;
                ExprKind::Duty(self.text(&text))
            }
            _ => return None,
        };
        self.tower(kind, span, 0)
    }

    /// `name`, `name(…)` or `name[…]`, and the fields behind it.
    fn reference(&mut self, piece: Piece<'_>) -> Option<Tall> {
        let mut parts = Parts::of(piece);
        let known = parts.take(Rule::known)?;
        let name = self.word(&known);
        let start = name.span;
        let mut tall = if let Some(arguments) = parts.take(Rule::arguments) {
            let span = start.to(self.span(&arguments));
            let argument = Parts::of(arguments).take(Rule::expr).and_then(|expr| self.tall(expr))?;
            self.tower(ExprKind::Call(name, Box::new(argument.expr)), span, argument.height)?
        } else if let Some(index) = parts.take(Rule::index) {
            let span = start.to(self.span(&index));
            let id = Parts::of(index).next()?;
            let id = if id.as_rule() == Rule::text { self.text(&id) } else { self.word(&id) };
            self.tower(ExprKind::Item(name, id), span, 0)?
        } else {
            self.tower(ExprKind::Name(name.value), start, 0)?
        };
        while let Some(field) = parts.take(Rule::name) {
            let field = self.word(&field);
            let span = start.to(field.span);
            tall = self.tower(ExprKind::Path(Box::new(tall.expr), field), span, tall.height)?;
        }
        Some(tall)
    }

    fn block_condition(&mut self, piece: Piece<'_>, span: Span) -> Option<Tall> {
        let mut parts = Parts::of(piece);
        let kind = match parts.next()?.as_rule() {
            Rule::key_all_of => BlockKind::All,
            Rule::key_any_of => BlockKind::Any,
            Rule::key_none_of => BlockKind::None,
            _ => return None,
        };
        let (block, height) = parts.take(Rule::block).and_then(|block| self.block(block))?;
        self.tower(ExprKind::Block(kind, block), span, height)
    }

    /// `min(a, b)` and its kin, or a quantifier or aggregate over a list.
    fn least_or_over(&mut self, piece: Piece<'_>, span: Span) -> Option<Tall> {
        let mut parts = Parts::of(piece);
        let quantifier = match parts.next()?.as_rule() {
            Rule::key_every => Quantifier::Every,
            Rule::key_some => Quantifier::Some,
            Rule::key_count => Quantifier::Count,
            Rule::key_sum => Quantifier::Sum,
            Rule::key_min => Quantifier::Min,
            Rule::key_max => Quantifier::Max,
            _ => return None,
        };
        let Some(variable) = parts.take(Rule::known) else {
            let extreme = if quantifier == Quantifier::Min { Extreme::Min } else { Extreme::Max };
            let (values, height) = self.exprs(&mut parts)?;
            return self.tower(ExprKind::Extreme(extreme, values), span, height);
        };
        let variable = self.word(&variable);
        parts.take(Rule::key_in)?;
        let list = parts.take(Rule::reference).and_then(|list| self.reference(list))?;
        let mut height = list.height;
        let mut part = |builder: &mut Self, parts: &mut Parts<'_>| {
            let tall = parts.take(Rule::expr).and_then(|expr| builder.tall(expr))?;
            height = height.max(tall.height);
            Some(tall.expr)
        };
        let filter = match parts.take(Rule::key_where) {
            Some(_) => Some(part(self, &mut parts)?),
            None => None,
        };
        let body = match quantifier {
            Quantifier::Count => None,
            _ => Some(part(self, &mut parts)?),
        };
        let otherwise = match parts.take(Rule::key_else) {
            Some(_) => Some(part(self, &mut parts)?),
            None => None,
        };
        let over = Over { quantifier, variable, list: list.expr, filter, body, otherwise };
        self.tower(ExprKind::Over(Box::new(over)), span, height)
    }

    fn exprs(&mut self, parts: &mut Parts<'_>) -> Option<(Vec<Expr>, u32)> {
        let mut values = Vec::new();
        let mut height = 0;
        while let Some(value) = parts.take(Rule::expr) {
            let value = self.tall(value)?;
            height = height.max(value.height);
            values.push(value.expr);
        }
        Some((values, height))
    }

    fn rounding(&mut self, piece: Piece<'_>, span: Span) -> Option<Tall> {
        let mut parts = Parts::of(piece);
        let rounding = match parts.next()?.as_rule() {
            Rule::key_round => Rounding::Nearest,
            Rule::key_round_up => Rounding::Up,
            Rule::key_round_down => Rounding::Down,
            _ => return None,
        };
        let value = parts.take(Rule::expr).and_then(|expr| self.tall(expr))?;
        let step = parts.take(Rule::expr).and_then(|expr| self.tall(expr))?;
        let height = value.height.max(step.height);
        self.tower(ExprKind::Round(rounding, Box::new(value.expr), Box::new(step.expr)), span, height)
    }

    fn reading(&mut self, piece: Piece<'_>, span: Span) -> Option<Tall> {
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_reading)?;
        let switch = parts.take(Rule::known)?;
        let switch = self.word(&switch);
        let mut arms = Vec::new();
        let mut height = 0;
        while let Some(arm) = parts.take(Rule::arm) {
            let mut parts = Parts::of(arm);
            let option = self.name(&mut parts)?;
            let tall = parts.take(Rule::expr).and_then(|expr| self.tall(expr))?;
            height = height.max(tall.height);
            arms.push(Arm { option, expr: tall.expr });
        }
        self.not_empty(&arms, span);
        self.tower(ExprKind::Reading(switch, arms), span, height)
    }

    fn join(&mut self, left: Tall, right: Tall, kind: impl FnOnce(Expr, Expr) -> ExprKind) -> Option<Tall> {
        let span = left.expr.span.to(right.expr.span);
        let height = left.height.max(right.height);
        self.tower(kind(left.expr, right.expr), span, height)
    }

    /// An expression on top of others of `height`; refused when too tall.
    fn tower(&mut self, kind: ExprKind, span: Span, height: u32) -> Option<Tall> {
        let height = height + 1;
        if height > MAX_HEIGHT {
            self.diagnostics.push(diagnostics::size::height(span));
            return None;
        }
        Some(Tall { expr: Expr { kind, span }, height })
    }
}
