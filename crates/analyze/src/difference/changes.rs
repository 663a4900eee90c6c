//! All changes of two programs: things that only one has, and pairs that are not the same.
//!
//! What belongs to a thing that came or went comes or goes with it and is not listed by itself.

use std::collections::BTreeSet;

use guiju_ir::{Program, RuleKind};

use super::declared::{aspects, same_attributes};
use super::form::Forms;
use super::matching::View;
use super::pairs::Pairs;
use super::rules::{Rules, rule_change};
use super::symbol::{Side, Thing, name, things};
use super::{Aspect, Change, ChangeKind, Subject};

/// The changes, what they reach left open.
pub(super) fn changes(forms: &mut Forms, pairs: &Pairs, old: View<'_>, new: View<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    let mut rules = Rules::new(forms, pairs, old.program, new.program);
    for thing in things(old.program) {
        match pairs.partner(Side::Old, thing) {
            None if owner(old.program, thing).is_none_or(|owner| pairs.has(Side::Old, owner)) => {
                found.push(change(ChangeKind::Removed, Some(thing), None, Vec::new()));
            }
            None => (),
            Some(partner) => found.extend(pair(&mut rules, pairs, old, new, (thing, partner))),
        }
    }
    for thing in things(new.program) {
        let is_alone = owner(new.program, thing).is_none_or(|owner| pairs.has(Side::New, owner));
        if !pairs.has(Side::New, thing) && is_alone {
            found.push(change(ChangeKind::Added, None, Some(thing), Vec::new()));
        }
    }
    found.extend(decisions(pairs, old.program, new.program));
    found
}

fn change(kind: ChangeKind, old: Option<Thing>, new: Option<Thing>, aspects: Vec<Aspect>) -> Change {
    Change { kind, old: old.map(Subject::Thing), new: new.map(Subject::Thing), aspects, reaches: Vec::new() }
}

/// What a thing comes and goes with.
fn owner(program: &Program, thing: Thing) -> Option<Thing> {
    match thing {
        Thing::Field(id) => Some(Thing::Entity(program.fields.at(id).entity)),
        Thing::Choice(id, _) => Some(Thing::Enum(id)),
        Thing::Option(id, _) => Some(Thing::Switch(id)),
        // That a field has a formula is an aspect of the field.
        Thing::Rule(id) => match program.rules.at(id).kind {
            RuleKind::Derived { field, .. } => Some(Thing::Field(field)),
            _ => None,
        },
        _ => None,
    }
}

fn pair(
    rules: &mut Rules<'_>,
    pairs: &Pairs,
    old: View<'_>,
    new: View<'_>,
    (was, is): (Thing, Thing),
) -> Option<Change> {
    let is_renamed = match (was, is) {
        (Thing::Rule(rule), _) if is_formula(old.program, rule) => false,
        _ => name(old.program, was).map(|name| &name.id) != name(new.program, is).map(|name| &name.id),
    };
    let (kind, aspects) = match (was, is) {
        (Thing::Rule(one), Thing::Rule(two)) => match rule_change(rules, one, two) {
            Some((kind, aspects)) => (Some(kind), aspects),
            None => (None, Vec::new()),
        },
        _ => {
            let aspects = aspects(pairs, old.program, new.program, was, is);
            ((!aspects.is_empty()).then_some(ChangeKind::Changed), aspects)
        }
    };
    debug_assert!(kind.is_some() || same_attributes(pairs, old.program, new.program, was, is));
    let kind = match (kind, is_renamed) {
        (Some(ChangeKind::Restated(_)), true) | (None, true) => ChangeKind::Renamed,
        (Some(kind), _) => kind,
        (None, false) => return None,
    };
    Some(change(kind, Some(was), Some(is), aspects))
}

fn is_formula(program: &Program, rule: guiju_ir::RuleId) -> bool {
    matches!(program.rules.at(rule).kind, RuleKind::Derived { .. })
}

/// Norms that became headline questions, or are none any more.
fn decisions(pairs: &Pairs, old: &Program, new: &Program) -> Vec<Change> {
    let mut found = Vec::new();
    let asked: BTreeSet<_> = new.decisions.iter().map(|(norm, _)| *norm).collect();
    for (norm, _) in &old.decisions {
        // A norm that went took its question along.
        if pairs.rule(Side::Old, *norm).is_some_and(|norm| !asked.contains(&norm)) {
            let old = Some(Subject::Decision(*norm));
            found.push(Change {
                kind: ChangeKind::Removed,
                old,
                new: None,
                aspects: Vec::new(),
                reaches: Vec::new(),
            });
        }
    }
    for (norm, _) in &new.decisions {
        let was_asked = |before| old.decisions.iter().any(|(norm, _)| *norm == before);
        if pairs.rule(Side::New, *norm).is_some_and(|before| !was_asked(before)) {
            let new = Some(Subject::Decision(*norm));
            found.push(Change {
                kind: ChangeKind::Added,
                old: None,
                new,
                aspects: Vec::new(),
                reaches: Vec::new(),
            });
        }
    }
    found
}
