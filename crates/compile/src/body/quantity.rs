//! Literals, arithmetic, least and greatest, rounding: dimensions by the signatures of the operators.
//!
//! Knows no unit but those of literals: a node is in the base unit of its dimension.

use guiju_base::{Span, Spanned, Words};
use guiju_ir::{ArithmeticOp, Dimension, ExtremeOp, Interval, NodeId, Op, Rat, Rounding, Type, Value};
use guiju_syntax::tree::{self, Arithmetic, Expr, Word};

use super::Body;
use crate::constant::{date, dimension_of, literal};
use crate::describe::describe;
use crate::diagnostics::{Meeting, bad_number, type_mismatch};

impl<'a> Body<'a> {
    /// `25 度`
    pub(super) fn literal(
        &mut self,
        digits: &'a Word,
        unit: Option<&'a Word>,
        span: Span,
        due: Option<Type>,
    ) -> Option<NodeId> {
        let (value, dimension) = literal(digits, unit, due.and_then(dimension_of), self.report)?;
        Some(self.number(value, dimension, span))
    }

    /// `2026-03-01`
    pub(super) fn date(&mut self, text: &str, span: Span) -> Option<NodeId> {
        let day = date(text, span, self.report)?;
        Some(self.number(day, Dimension::Date, span))
    }

    fn number(&mut self, value: Rat, dimension: Dimension, span: Span) -> NodeId {
        let op = Op::Constant(Value::Quantity(Interval::point(value)));
        self.push(op, Type::Quantity(dimension), span)
    }

    /// `a + b`
    pub(super) fn arithmetic(
        &mut self,
        sign: &'a Spanned<Arithmetic>,
        left: &'a Expr,
        right: &'a Expr,
        span: Span,
        due: Option<Type>,
    ) -> Option<NodeId> {
        let (op, meeting) = arithmetic_op(sign.value);
        let (one, two) = match op {
            ArithmeticOp::Add | ArithmeticOp::Subtract => self.pair(left, right, due),
            // A bare factor is a multiple.
            ArithmeticOp::Multiply | ArithmeticOp::Divide => {
                let factor = Some(Type::Quantity(Dimension::Ratio));
                (self.value(left, factor), self.value(right, factor))
            }
        };
        let one = one.and_then(|node| self.quantity(node, left.span));
        let two = two.and_then(|node| self.quantity(node, right.span));
        let (one, two) = (one?, two?);
        match op.signature(one.1, two.1) {
            Some(dimension) => {
                Some(self.push(Op::Arithmetic(op, one.0, two.0), Type::Quantity(dimension), span))
            }
            None => {
                let (left, right) = ((left, Type::Quantity(one.1)), (right, Type::Quantity(two.1)));
                let diagnostic = self.clash(meeting, left, right, sign.span, span);
                self.report.push(diagnostic);
                None
            }
        }
    }

    /// A node that must be a quantity, with its dimension.
    pub(super) fn quantity(&mut self, node: NodeId, span: Span) -> Option<(NodeId, Dimension)> {
        let ty = self.ty(node);
        let dimension = dimension_of(ty);
        if dimension.is_none() {
            let due = Words::new("数量", "a quantity");
            self.report.push(type_mismatch(span, &due, &describe(self.vocabulary, ty)));
        }
        Some((node, dimension?))
    }

    /// `-a`
    pub(super) fn negative(&mut self, of: &'a Expr, span: Span, due: Option<Type>) -> Option<NodeId> {
        let node = self.value(of, due)?;
        let (node, dimension) = self.quantity(node, of.span)?;
        if matches!(dimension, Dimension::Date | Dimension::Year) {
            let due = Words::new("可以取负的数量", "a quantity that can be negative");
            let found = describe(self.vocabulary, Type::Quantity(dimension));
            self.report.push(type_mismatch(of.span, &due, &found));
            return None;
        }
        Some(self.push(Op::Negative(node), Type::Quantity(dimension), span))
    }

    /// `min(a, b)`
    pub(super) fn extreme(
        &mut self,
        extreme: tree::Extreme,
        parts: &'a [Expr],
        span: Span,
        due: Option<Type>,
    ) -> Option<NodeId> {
        let nodes = self.join(parts.iter(), due)?;
        let first = *nodes.first()?;
        let (_, dimension) = self.quantity(first, parts.first()?.span)?;
        Some(self.push(Op::Extreme(extreme_op(extreme), nodes), Type::Quantity(dimension), span))
    }

    /// Lowers expressions that must be of one type; each tells the next what is due.
    pub(super) fn join(
        &mut self,
        parts: impl Iterator<Item = &'a Expr>,
        mut due: Option<Type>,
    ) -> Option<Vec<NodeId>> {
        let mut nodes = Vec::new();
        let mut first: Option<(&Expr, Type)> = None;
        let mut is_sound = true;
        for part in parts {
            let Some(node) = self.value(part, due) else {
                is_sound = false;
                continue;
            };
            let ty = self.ty(node);
            match first {
                None => (first, due) = (Some((part, ty)), Some(ty)),
                Some((before, due)) if due != ty => {
                    let diagnostic =
                        self.clash(Meeting::Join, (before, due), (part, ty), part.span, part.span);
                    self.report.push(diagnostic);
                    is_sound = false;
                }
                Some(_) => {}
            }
            nodes.push(node);
        }
        is_sound.then_some(nodes)
    }

    /// `round(a, 0.01 公顷)`
    pub(super) fn round(
        &mut self,
        rounding: tree::Rounding,
        of: &'a Expr,
        step: &'a Expr,
        span: Span,
        due: Option<Type>,
    ) -> Option<NodeId> {
        let (one, two) = self.pair(of, step, due);
        let one = one.and_then(|node| self.quantity(node, of.span));
        let two = two.and_then(|node| self.quantity(node, step.span));
        let (one, two) = (one?, two?);
        if one.1 != two.1 {
            let (left, right) = ((of, Type::Quantity(one.1)), (step, Type::Quantity(two.1)));
            let diagnostic = self.clash(Meeting::Round, left, right, step.span, span);
            self.report.push(diagnostic);
            return None;
        }
        if let Op::Constant(Value::Quantity(fixed)) = &self.nodes.at(two.0).op
            && fixed.as_point().is_some_and(|step| *step <= Rat::ZERO)
        {
            self.report.push(bad_number(step.span, Words::new("取整的步长要大于零", "a step is above zero")));
            return None;
        }
        let rounding = match rounding {
            tree::Rounding::Nearest => Rounding::Nearest,
            tree::Rounding::Up => Rounding::Up,
            tree::Rounding::Down => Rounding::Down,
        };
        Some(self.push(Op::Round(rounding, one.0, two.0), Type::Quantity(one.1), span))
    }
}

/// Least or greatest, in the words of the program.
pub(super) fn extreme_op(extreme: tree::Extreme) -> ExtremeOp {
    match extreme {
        tree::Extreme::Min => ExtremeOp::Min,
        tree::Extreme::Max => ExtremeOp::Max,
    }
}

fn arithmetic_op(sign: Arithmetic) -> (ArithmeticOp, Meeting) {
    match sign {
        Arithmetic::Add => (ArithmeticOp::Add, Meeting::Add),
        Arithmetic::Subtract => (ArithmeticOp::Subtract, Meeting::Subtract),
        Arithmetic::Multiply => (ArithmeticOp::Multiply, Meeting::Multiply),
        Arithmetic::Divide => (ArithmeticOp::Divide, Meeting::Divide),
    }
}
