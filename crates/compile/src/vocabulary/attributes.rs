//! What fields say of themselves beyond their type: ranges, presumptions, judges, steps, changes.
//!
//! One small function per attribute that can be wrong.

use guiju_base::{Diagnostic, Id, Span, Words};
use guiju_ir::{Await, Change, FieldId, Interval, Rat, Reference, Truth, Type, Value};
use guiju_syntax::tree::{self, Attribute, AttributeKind, Expr, Label};

use super::Vocabulary;
use crate::constant::{constant, dimension_of, fixed_number};
use crate::declarations::Declarations;
use crate::diagnostics::{bad_number, repeated_part, unfit_attribute};
use crate::names::words;

/// Takes in the attributes of all fields.
pub(super) fn take(vocabulary: &mut Vocabulary, declarations: &Declarations, report: &mut Vec<Diagnostic>) {
    let fields = declarations.entities.iter().flat_map(|entity| &entity.fields);
    for (index, tree) in fields.enumerate() {
        check_company(tree, report);
        for attribute in &tree.attributes {
            take_one(vocabulary, FieldId::new(index), attribute, report);
        }
    }
}

fn take_one(vocabulary: &mut Vocabulary, id: FieldId, attribute: &Attribute, report: &mut Vec<Diagnostic>) {
    let ty = *vocabulary.field_types.at(id);
    let span = attribute.span;
    match &attribute.kind {
        AttributeKind::Range { low, high } => {
            if let Some(range) = range(vocabulary, ty, span, [low.as_ref(), high.as_ref()], report) {
                let field = vocabulary.fields.at_mut(id);
                field.range = range.meet(&field.range);
            }
        }
        AttributeKind::Presumed(value) => {
            let presumed = ty.and_then(|ty| constant(vocabulary, value, ty, report));
            vocabulary.fields.at_mut(id).presumed = presumed;
        }
        AttributeKind::Awaits { body, pending } => {
            let awaits = awaits(vocabulary, id, span, body, pending.as_ref(), report);
            vocabulary.fields.at_mut(id).awaits = awaits;
        }
        AttributeKind::JudgedBy(body) => vocabulary.fields.at_mut(id).judged_by = Some(words(body)),
        AttributeKind::ChangedBy(whom) => vocabulary.fields.at_mut(id).change = Change::By(words(whom)),
        AttributeKind::Fixed => vocabulary.fields.at_mut(id).change = Change::Fixed,
        AttributeKind::Evidenced => vocabulary.fields.at_mut(id).evidenced = true,
        AttributeKind::Described(text) => vocabulary.fields.at_mut(id).description = Some(words(text)),
        AttributeKind::Derived(_) => {
            if ty.is_some_and(|ty| !matches!(ty, Type::Truth | Type::Quantity(_))) {
                report.push(unfit_attribute(
                    span,
                    Words::new("只有是否和数量才能推算", "only a truth value or a quantity can be derived"),
                ));
            }
        }
        // Inverses were taken in with the types.
        AttributeKind::Inverse(_) => {}
    }
}

/// Reports attributes that stand twice, or exclude each other.
fn check_company(tree: &tree::Field, report: &mut Vec<Diagnostic>) {
    for (index, attribute) in tree.attributes.iter().enumerate() {
        let before = tree.attributes.iter().take(index);
        for other in before {
            if std::mem::discriminant(&attribute.kind) == std::mem::discriminant(&other.kind) {
                report.push(repeated_part(&keyword(&attribute.kind), attribute.span, other.span));
                break;
            }
            let reason = match (&other.kind, &attribute.kind) {
                (AttributeKind::Fixed, AttributeKind::ChangedBy(_))
                | (AttributeKind::ChangedBy(_), AttributeKind::Fixed) => {
                    Words::new("不可变更的事实不能再写由谁变更", "a fixed fact is changed by nobody")
                }
                (AttributeKind::Derived(_), AttributeKind::Presumed(_))
                | (AttributeKind::Presumed(_), AttributeKind::Derived(_)) => {
                    Words::new("推算的事实不能再推定", "a derived fact cannot be presumed as well")
                }
                _ => continue,
            };
            report.push(unfit_attribute(attribute.span, reason).at(other.span, Words::default()));
        }
    }
}

fn keyword(kind: &AttributeKind) -> Words {
    match kind {
        AttributeKind::Range { .. } => Words::new("取值范围", "range"),
        AttributeKind::Presumed(_) => Words::new("推定", "presumed"),
        AttributeKind::JudgedBy(_) => Words::new("认定机关", "judged by"),
        AttributeKind::Awaits { .. } => Words::new("待", "awaits"),
        AttributeKind::ChangedBy(_) => Words::new("可变更", "changed by"),
        AttributeKind::Fixed => Words::new("不可变更", "fixed"),
        AttributeKind::Evidenced => Words::new("须附依据", "evidenced"),
        AttributeKind::Derived(_) => Words::new("推算", "derived"),
        AttributeKind::Inverse(_) => Words::new("反向", "inverse"),
        AttributeKind::Described(_) => Words::new("说明", "described"),
    }
}

fn range(
    vocabulary: &Vocabulary,
    ty: Option<Type>,
    span: Span,
    ends: [Option<&Expr>; 2],
    report: &mut Vec<Diagnostic>,
) -> Option<Interval> {
    let Some(dimension) = dimension_of(ty?) else {
        let reason = Words::new("只有数量和日期才有取值范围", "only a quantity or a date has a range");
        report.push(unfit_attribute(span, reason));
        return None;
    };
    let mut end = |end: Option<&Expr>| -> Option<Option<Rat>> {
        end.map_or(Some(None), |end| fixed_number(vocabulary, end, dimension, report).map(Some))
    };
    let [low, high] = ends;
    let (low, high) = (end(low), end(high));
    let interval = Interval::new(low?, high?);
    if interval.is_none() {
        report.push(bad_number(
            span,
            Words::new("取值范围的下限高于上限", "this range ends below its beginning"),
        ));
    }
    interval
}

fn awaits(
    vocabulary: &Vocabulary,
    id: FieldId,
    span: Span,
    body: &Label,
    pending: Option<&Expr>,
    report: &mut Vec<Diagnostic>,
) -> Option<Await> {
    let ty = (*vocabulary.field_types.at(id))?;
    let pending = match (pending, ty) {
        (Some(expr), _) => constant(vocabulary, expr, ty, report)?,
        (None, Type::Truth) => Value::Truth(Truth::False),
        // No text, date or reference means *not yet*: only an unknown one does.
        (None, Type::Text) => Value::Text(None),
        (None, Type::Quantity(_)) => Value::Quantity(vocabulary.fields.at(id).range.clone()),
        (None, Type::Entity(_)) => Value::Entity(Reference::Unknown),
        (None, Type::Choice(_)) => {
            let reason = Words::new(
                "没有写哪个值表示环节尚未完成",
                "this does not say which value means that the step has not been taken",
            );
            report
                .push(unfit_attribute(span, reason).help(Words::new("加上 `尚为 值`", "add `while VALUE`")));
            return None;
        }
        (None, _) => {
            let reason = Words::new("清单不能记录环节", "a list cannot record a step");
            report.push(unfit_attribute(span, reason));
            return None;
        }
    };
    Some(Await { body: words(body), pending })
}
