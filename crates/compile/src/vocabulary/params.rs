//! Parameters: their types, and their values by period.
//!
//! Invariant: the values of a parameter stand in the order of their first days, and no two hold on one day.

use guiju_base::{Diagnostic, Sources, Words};
use guiju_ir::{Param, ParamValue, Type};
use guiju_syntax::tree;

use super::Vocabulary;
use crate::clauses::Clauses;
use crate::constant::{dimension_of, fixed_number};
use crate::declarations::Declarations;
use crate::diagnostics::{overlap, unfit_type};
use crate::names::name;
use crate::period::{days, meet};

/// Takes in all parameters.
pub(super) fn take(
    vocabulary: &mut Vocabulary,
    sources: &Sources,
    declarations: &Declarations,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) {
    for tree in &declarations.params {
        let ty = param_type(vocabulary, tree, report);
        let mut values: Vec<ParamValue> = match ty {
            Some(ty) => tree
                .values
                .iter()
                .filter_map(|value| param_value(vocabulary, sources, value, ty, report))
                .collect(),
            None => Vec::new(),
        };
        values.sort_by_key(|value| value.from);
        check_overlaps(&tree.heading.name.value, &values, report);
        vocabulary.param_types.push(ty);
        vocabulary.params.push(Param {
            name: name(&tree.heading),
            ty: ty.unwrap_or(Type::Truth),
            clauses: clauses.cite(&tree.heading.name.value, &tree.cites, report),
            values,
            norms: Vec::new(),
            span: tree.heading.name.span,
        });
    }
}

fn param_type(vocabulary: &Vocabulary, tree: &tree::Param, report: &mut Vec<Diagnostic>) -> Option<Type> {
    let what = Words::new("参数", "a parameter");
    let ty = vocabulary.plain_type(&what, &tree.ty, report)?;
    if dimension_of(ty).is_none() {
        report.push(unfit_type(&what, tree.ty.word().span));
        return None;
    }
    Some(ty)
}

fn param_value(
    vocabulary: &Vocabulary,
    sources: &Sources,
    tree: &tree::ParamValue,
    ty: Type,
    report: &mut Vec<Diagnostic>,
) -> Option<ParamValue> {
    let period = tree.period.as_ref().map_or(Some((None, None)), |period| days(period, report));
    let value = fixed_number(vocabulary, &tree.value, dimension_of(ty)?, report);
    let (from, to) = period?;
    let span = tree.value.span;
    Some(ParamValue { from, to, value: value?, written: sources.slice(span).trim().to_string(), span })
}

/// Values stand in the order of their first days, so one that meets any earlier one is found by the latest last day.
fn check_overlaps(name: &str, values: &[ParamValue], report: &mut Vec<Diagnostic>) {
    let mut latest: Option<&ParamValue> = None;
    for value in values {
        if let Some(before) = latest
            && meet((before.from, before.to), (value.from, value.to))
        {
            report.push(overlap(name, value.span, before.span));
        }
        let reaches_further = |before: &ParamValue| match (before.to, value.to) {
            (None, _) => false,
            (_, None) => true,
            (Some(before), Some(to)) => to > before,
        };
        if latest.is_none_or(reaches_further) {
            latest = Some(value);
        }
    }
}
