//! Comparisons, `none`, and membership.
//!
//! A negation is always a `Not` around the positive form: behind a reference to none both `a <= b` and `a > b` are
//! false, so no order is ever turned round.

use guiju_base::{Diagnostic, Span, Spanned, Words};
use guiju_ir::{CompareOp, Dimension, NodeId, Op, Truth, Type, Unit, Value};
use guiju_syntax::tree::{Comparison, Expr, ExprKind, Word};

use super::Body;
use crate::constant::{choice, constant};
use crate::describe::describe;
use crate::diagnostics::{Meeting, Operand, not_a_list, not_comparable, type_mismatch, unit_mismatch};
use crate::names::nearest;

impl<'a> Body<'a> {
    /// `a <= b`, `a is b`, `a is none`, `a is true`
    pub(super) fn compare(
        &mut self,
        sign: &'a Spanned<Comparison>,
        left: &'a Expr,
        right: &'a Expr,
        span: Span,
    ) -> Option<NodeId> {
        match (&left.kind, &right.kind) {
            (ExprKind::Truth(_), ExprKind::Truth(_)) => {}
            (_, ExprKind::Truth(truth)) => return self.answer(sign, left, *truth, span),
            (ExprKind::Truth(truth), _) => return self.answer(sign, right, *truth, span),
            (_, ExprKind::None) => return self.none_test(sign, left, right.span, span),
            (ExprKind::None, _) => return self.none_test(sign, right, left.span, span),
            _ => {}
        }
        let (one, two) = self.pair(left, right, None);
        let (one, two) = (one?, two?);
        let (op, negated) = compare_op(sign.value);
        let (left_type, right_type) = (self.ty(one), self.ty(two));
        if !op.accepts(&left_type, &right_type) {
            let diagnostic =
                self.clash(Meeting::Compare, (left, left_type), (right, right_type), sign.span, span);
            self.report.push(diagnostic);
            return None;
        }
        let node = self.push(Op::Compare(op, one, two), Type::Truth, span);
        self.negate_if(negated, Some(node), span)
    }

    /// Lowers two operands, the one that has a type of itself first, so that it tells the other what is due.
    pub(super) fn pair(
        &mut self,
        left: &'a Expr,
        right: &'a Expr,
        due: Option<Type>,
    ) -> (Option<NodeId>, Option<NodeId>) {
        if self.is_loose(left) && !self.is_loose(right) {
            let two = self.value(right, due);
            let one = two.and_then(|two| self.value(left, Some(self.ty(two))));
            return (one, two);
        }
        let one = self.value(left, due);
        let two = match one {
            Some(one) => self.value(right, Some(self.ty(one))),
            // What a bare word or number was to be cannot be told once the other side is broken.
            None if self.is_loose(right) => None,
            None => self.value(right, due),
        };
        (one, two)
    }

    /// Whether an expression needs the type of what it meets: a value of an enum, a number without a unit.
    fn is_loose(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(word) => !self.is_known(word),
            ExprKind::Quantity(_, None) | ExprKind::None => true,
            ExprKind::Negative(of) => self.is_loose(of),
            _ => false,
        }
    }

    /// `x is true` is the condition itself; `x is false` is an atom of its own, false behind a reference to none.
    fn answer(
        &mut self,
        sign: &Spanned<Comparison>,
        of: &'a Expr,
        truth: bool,
        span: Span,
    ) -> Option<NodeId> {
        let node = self.condition(of);
        if !matches!(sign.value, Comparison::Is | Comparison::IsNot) {
            self.report.push(not_comparable(sign.span, &describe(self.vocabulary, Type::Truth)));
            return None;
        }
        let node = match truth {
            true => node,
            false => node.map(|node| {
                let no = self.push(Op::Constant(Value::Truth(Truth::False)), Type::Truth, span);
                self.push(Op::Compare(CompareOp::Equal, node, no), Type::Truth, span)
            }),
        };
        self.negate_if(sign.value == Comparison::IsNot, node, span)
    }

    /// `x is none`: no entity, or the value of an enum that is called so.
    fn none_test(
        &mut self,
        sign: &Spanned<Comparison>,
        of: &'a Expr,
        none: Span,
        span: Span,
    ) -> Option<NodeId> {
        let node = self.value(of, None)?;
        let ty = self.ty(node);
        if !matches!(sign.value, Comparison::Is | Comparison::IsNot) {
            self.report.push(not_comparable(sign.span, &describe(self.vocabulary, ty)));
            return None;
        }
        let test = match ty {
            Type::Entity(_) => self.push(Op::IsNone(node), Type::Truth, span),
            Type::Choice(id) => {
                let index = choice(self.vocabulary, id, "none", none, self.report)?;
                let value = self.push(Op::Constant(Value::Choice(Some(index))), ty, none);
                self.push(Op::Compare(CompareOp::Equal, node, value), Type::Truth, span)
            }
            _ => {
                let due = describe(self.vocabulary, ty);
                self.report.push(type_mismatch(none, &due, &Words::new("“无”", "none")));
                return None;
            }
        };
        self.negate_if(sign.value == Comparison::IsNot, Some(test), span)
    }

    /// `x in {a, b}`
    pub(super) fn among(&mut self, item: &'a Expr, values: &'a [Expr], span: Span) -> Option<NodeId> {
        let node = self.value(item, None)?;
        let ty = self.ty(node);
        if !matches!(ty, Type::Choice(_) | Type::Quantity(_) | Type::Text) {
            self.report.push(not_comparable(item.span, &describe(self.vocabulary, ty)));
            return None;
        }
        let found: Vec<Option<Value>> =
            values.iter().map(|value| constant(self.vocabulary, value, ty, self.report)).collect();
        let found = found.into_iter().collect::<Option<Vec<Value>>>()?;
        Some(self.push(Op::Among(node, found), Type::Truth, span))
    }

    /// `x in parcel.reasons`
    pub(super) fn member(&mut self, item: &'a Expr, set: &'a Expr, span: Span) -> Option<NodeId> {
        let list = self.list(set)?;
        let due = match self.ty(list) {
            Type::Choices(id) => Type::Choice(id),
            Type::Entities(id) => Type::Entity(id),
            Type::Texts => Type::Text,
            other => {
                let found = describe(self.vocabulary, other);
                self.report.push(not_a_list(&self.excerpt(set.span), set.span, &found));
                return None;
            }
        };
        let node = self.typed(item, due)?;
        Some(self.push(Op::Member(node, list), Type::Truth, span))
    }

    /// `Not` around a node when the author negated it.
    pub(super) fn negate_if(&mut self, negated: bool, node: Option<NodeId>, span: Span) -> Option<NodeId> {
        let node = node?;
        Some(if negated { self.push(Op::Not(node), Type::Truth, span) } else { node })
    }

    /// What is wrong with two operands whose types do not fit, with the fact that was probably meant.
    pub(super) fn clash(
        &self,
        meeting: Meeting,
        left: (&Expr, Type),
        right: (&Expr, Type),
        sign: Span,
        span: Span,
    ) -> Diagnostic {
        let (Type::Quantity(one), Type::Quantity(two)) = (left.1, right.1) else {
            return match meeting {
                Meeting::Compare if left.1 == right.1 => {
                    not_comparable(sign, &describe(self.vocabulary, left.1))
                }
                _ => type_mismatch(
                    right.0.span,
                    &describe(self.vocabulary, left.1),
                    &describe(self.vocabulary, right.1),
                ),
            };
        };
        let operand =
            |expr: &Expr, dimension| Operand { words: self.short(expr), span: expr.span, dimension };
        let diagnostic = unit_mismatch(&operand(left.0, one), &operand(right.0, two), meeting);
        let meant =
            (one != two).then(|| self.meant(left.0, two).or_else(|| self.meant(right.0, one))).flatten();
        match meant {
            Some((word, replacement)) => self.propose(diagnostic, word, &replacement, span),
            None => diagnostic,
        }
    }

    /// The last word of a path, else all of an expression.
    fn short(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Path(_, word) => self.excerpt(word.span),
            _ => self.excerpt(expr.span),
        }
    }

    /// What an operand was probably meant to be, to measure `due`: the word to replace, and by what.
    fn meant(&self, expr: &Expr, due: Dimension) -> Option<(Span, String)> {
        match &expr.kind {
            ExprKind::Path(_, word) => self.meant_field(word, expr.span, due).map(|name| (word.span, name)),
            ExprKind::Quantity(_, Some(unit)) => {
                let base = Unit::base(due);
                (!base.is_empty()).then(|| (unit.span, base.to_string()))
            }
            _ => None,
        }
    }

    /// A fact of the same entity that measures `due`: the nearest by name, or the only one.
    fn meant_field(&self, word: &Word, span: Span, due: Dimension) -> Option<String> {
        let read = self.nodes.values().rev().find(|node| node.span == span)?;
        let Op::Field(_, field) = read.op else { return None };
        let entity = self.vocabulary.entities.at(self.vocabulary.fields.at(field).entity);
        let fitting = || {
            entity
                .fields
                .iter()
                .filter(|field| *self.vocabulary.field_types.at(**field) == Some(Type::Quantity(due)))
                .map(|field| &self.vocabulary.fields.at(*field).name)
        };
        let pick = |name: &'a guiju_ir::Name| {
            let is_plain = name.label.zh.chars().all(char::is_alphanumeric);
            if word.value.is_ascii() || !is_plain { name.id.as_str() } else { name.label.zh.as_str() }
        };
        let only = (fitting().count() == 1).then(|| fitting().next()).flatten().map(pick);
        only.or_else(|| nearest(&word.value, fitting().map(pick))).map(str::to_string)
    }

    /// Adds the whole expression as it would be, and the change that makes it so.
    fn propose(&self, diagnostic: Diagnostic, word: Span, replacement: &str, span: Span) -> Diagnostic {
        let before = self.words(Span { end: word.start, ..span });
        let after = self.words(Span { start: word.end, ..span });
        let is_one_line = !self.words(span).contains('\n');
        let whole =
            if is_one_line { format!("{before}{replacement}{after}") } else { replacement.to_string() };
        diagnostic
            .help(Words::new(format!("是否想写 `{whole}`？"), format!("did you mean `{whole}`?")))
            .fix(word, replacement)
    }
}

/// The operator of a sign, and whether it is negated.
fn compare_op(sign: Comparison) -> (CompareOp, bool) {
    match sign {
        Comparison::Is => (CompareOp::Equal, false),
        Comparison::IsNot => (CompareOp::Equal, true),
        Comparison::Less => (CompareOp::Less, false),
        Comparison::AtMost => (CompareOp::AtMost, false),
        Comparison::Greater => (CompareOp::Greater, false),
        Comparison::AtLeast => (CompareOp::AtLeast, false),
    }
}
