//! The English names of bodies: written once, behind the Chinese name at any of its places, and known at all of them.
//!
//! A body that has no English name keeps its Chinese one.

use std::collections::HashMap;

use guiju_base::{Diagnostic, Words};
use guiju_ir::Change;
use guiju_syntax::tree::{AttributeKind, Label};

use super::Vocabulary;
use crate::declarations::Declarations;
use crate::diagnostics::unfit_attribute;

/// Gives each body its English name; a second name for one is reported.
pub(super) fn name(vocabulary: &mut Vocabulary, declarations: &Declarations, report: &mut Vec<Diagnostic>) {
    let english = english(declarations, report);
    let known = |body: &mut Words| {
        if let Some(en) = english.get(body.zh.as_str()) {
            body.en = (*en).to_string();
        }
    };
    let ids: Vec<_> = vocabulary.fields.ids().collect();
    for id in ids {
        let field = vocabulary.fields.at_mut(id);
        field.judged_by.iter_mut().for_each(known);
        field.awaits.iter_mut().for_each(|step| known(&mut step.body));
        if let Change::By(whom) = &mut field.change {
            known(whom);
        }
    }
}

/// By Chinese name.
fn english<'t>(declarations: &Declarations<'t>, report: &mut Vec<Diagnostic>) -> HashMap<&'t str, &'t str> {
    let mut names: HashMap<&str, &Label> = HashMap::new();
    let fields = declarations.entities.iter().flat_map(|entity| &entity.fields);
    for attribute in fields.flat_map(|field| &field.attributes) {
        let (AttributeKind::JudgedBy(body)
        | AttributeKind::Awaits { body, .. }
        | AttributeKind::ChangedBy(body)) = &attribute.kind
        else {
            continue;
        };
        let Some(en) = &body.en else { continue };
        let first = names.entry(body.zh.value.as_str()).or_insert(body);
        if let Some(other) = first.en.as_ref().filter(|other| other.value != en.value) {
            let reason = Words::new(
                format!("`{}` 的英文已写作 `{}`", body.zh.value, other.value),
                format!("`{}` is already called `{}` in English", body.zh.value, other.value),
            );
            let again = unfit_attribute(en.span, reason).at(other.span, Words::new("先在这里", "here first"));
            report.push(again.fix(en.span, format!("\"{}\"", other.value)));
        }
    }
    names.into_iter().filter_map(|(zh, body)| Some((zh, body.en.as_ref()?.value.as_str()))).collect()
}
