//! Quantifiers and aggregates: each binds its variable to the next slot while its parts are lowered.
//!
//! The subject has slot 0. Nesting is limited by the parser, so slots cannot run out.

use guiju_base::{Span, Words};
use guiju_ir::{Dimension, ExtremeOp, NodeId, Op, OverOp, Slot, Type};
use guiju_syntax::tree::{Expr, Over, Quantifier, Word};

use super::{Body, Variable};
use crate::constant::dimension_of;
use crate::describe::describe;
use crate::diagnostics::{Meeting, not_a_list, shadowing, type_mismatch};
use crate::vocabulary::ValueName;

impl<'a> Body<'a> {
    /// `every p in parcels where …: …` and its kin.
    pub(super) fn over(&mut self, over: &'a Over, span: Span, due: Option<Type>) -> Option<NodeId> {
        let list = self.list(&over.list)?;
        if over.quantifier == Quantifier::Count
            && over.filter.is_none()
            && matches!(self.ty(list), Type::Texts | Type::Choices(_))
        {
            return Some(self.count_of_values(list, span));
        }
        let Type::Entities(entity) = self.ty(list) else {
            let found = describe(self.vocabulary, self.ty(list));
            self.report.push(not_a_list(&self.excerpt(over.list.span), over.list.span, &found));
            return None;
        };
        self.check_variable(&over.variable);
        let slot = Slot::try_from(self.scope.len()).unwrap_or(Slot::MAX);
        let variable = Variable { word: Some(&over.variable.value), entity, span: over.variable.span };
        self.scope.push(variable);
        let filter = over.filter.as_ref().map(|filter| self.condition(filter));
        let body = over.body.as_ref().map(|body| self.over_body(over.quantifier, body, due));
        self.scope.pop();
        let taken = body.flatten().map(|node| self.ty(node));
        let otherwise = over.otherwise.as_ref().map(|value| self.otherwise(over, value, taken.or(due)));
        let op = over_op(over.quantifier);
        let ty = match op {
            OverOp::Every | OverOp::Some => Type::Truth,
            OverOp::Count => Type::Quantity(Dimension::Number),
            OverOp::Sum | OverOp::Extreme(_) => taken?,
        };
        let (filter, body, otherwise) = (whole(filter)?, whole(body)?, whole(otherwise)?);
        Some(self.push(Op::Over { op, slot, list, filter, body, otherwise }, ty, span))
    }

    /// How many texts or values there are: no item is looked at, so none needs to be an entity.
    fn count_of_values(&mut self, list: NodeId, span: Span) -> NodeId {
        let slot = Slot::try_from(self.scope.len()).unwrap_or(Slot::MAX);
        let op = Op::Over { op: OverOp::Count, slot, list, filter: None, body: None, otherwise: None };
        self.push(op, Type::Quantity(Dimension::Number), span)
    }

    /// Reports a variable whose name already means a variable, a singleton or a parameter.
    fn check_variable(&mut self, word: &Word) {
        let taken = match self.slot(&word.value) {
            Some(slot) => Some(self.scope.get(usize::from(slot)).map(|variable| variable.span)),
            None => match self.vocabulary.values.find(&word.value) {
                Some(ValueName::Singleton(_) | ValueName::Param(_)) => {
                    Some(self.vocabulary.values.place(&word.value))
                }
                Some(ValueName::List(_)) | None => None,
            },
        };
        if let Some(first) = taken {
            self.report.push(shadowing(&word.value, word.span, first));
        }
    }

    /// What is asked of, or taken from, each item.
    fn over_body(&mut self, quantifier: Quantifier, body: &'a Expr, due: Option<Type>) -> Option<NodeId> {
        match quantifier {
            Quantifier::Every | Quantifier::Some | Quantifier::Count => self.condition(body),
            Quantifier::Sum | Quantifier::Min | Quantifier::Max => {
                let node = self.value(body, due)?;
                let (node, dimension) = self.quantity(node, body.span)?;
                if quantifier == Quantifier::Sum && matches!(dimension, Dimension::Date | Dimension::Year) {
                    let due = Words::new("可以相加的数量", "a quantity that can be summed");
                    let found = describe(self.vocabulary, Type::Quantity(dimension));
                    self.report.push(type_mismatch(body.span, &due, &found));
                    return None;
                }
                Some(node)
            }
        }
    }

    /// The least or greatest of an empty list, of the dimension of the body.
    fn otherwise(&mut self, over: &'a Over, value: &'a Expr, due: Option<Type>) -> Option<NodeId> {
        let node = self.value(value, due)?;
        let (node, dimension) = self.quantity(node, value.span)?;
        match (due.and_then(dimension_of), &over.body) {
            (Some(body), Some(expr)) if body != dimension => {
                let left = (expr, Type::Quantity(body));
                let right = (value, Type::Quantity(dimension));
                let diagnostic = self.clash(Meeting::Join, left, right, value.span, value.span);
                self.report.push(diagnostic);
                None
            }
            _ => Some(node),
        }
    }
}

/// Nothing when a part that is there is broken.
#[allow(clippy::option_option, reason = "a part may be missing, and one that is there may be broken")]
fn whole(part: Option<Option<NodeId>>) -> Option<Option<NodeId>> {
    match part {
        Some(None) => None,
        Some(node) => Some(node),
        None => Some(None),
    }
}

fn over_op(quantifier: Quantifier) -> OverOp {
    match quantifier {
        Quantifier::Every => OverOp::Every,
        Quantifier::Some => OverOp::Some,
        Quantifier::Count => OverOp::Count,
        Quantifier::Sum => OverOp::Sum,
        Quantifier::Min => OverOp::Extreme(ExtremeOp::Min),
        Quantifier::Max => OverOp::Extreme(ExtremeOp::Max),
    }
}
