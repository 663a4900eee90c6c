//! What the vocabulary, figures and readings say of a thing, aspect by aspect.
//!
//! An aspect is of the outcome when it can turn one; who judges a fact or can change it cannot.

use guiju_base::Span;
use guiju_ir::{Change as ChangedBy, EntityId, Extent, Field, Param, Program, Switch};

use super::matching::same_presumption;
use super::pairs::Pairs;
use super::same::{same_type, same_value};
use super::symbol::{Side, Thing};
use super::{Aspect, AspectKind, Change};

/// The aspects in which two things that are no rules differ.
pub(super) fn aspects(pairs: &Pairs, old: &Program, new: &Program, was: Thing, is: Thing) -> Vec<Aspect> {
    match (was, is) {
        (Thing::Entity(one), Thing::Entity(two)) => entity(pairs, old, new, (one, two)),
        (Thing::Field(one), Thing::Field(two)) => field(pairs, old.fields.at(one), new.fields.at(two)),
        (Thing::Enum(one), Thing::Enum(two)) => {
            let (one, two) = (old.enums.at(one), new.enums.at(two));
            only(one.open != two.open, AspectKind::Open, one.span, two.span)
        }
        (Thing::Param(one), Thing::Param(two)) => param(old.params.at(one), new.params.at(two)),
        (Thing::Switch(one), Thing::Switch(two)) => {
            let default = |program: &Program, switch| program.switches.at(switch).default;
            let is_same = pairs.option(Side::Old, one, default(old, one)) == Some((two, default(new, two)));
            let (one, two): (&Switch, &Switch) = (old.switches.at(one), new.switches.at(two));
            only(!is_same, AspectKind::Default, one.span, two.span)
        }
        _ => Vec::new(),
    }
}

/// Whether two things say the same, rules aside.
pub(super) fn same_attributes(pairs: &Pairs, old: &Program, new: &Program, was: Thing, is: Thing) -> bool {
    aspects(pairs, old, new, was, is).is_empty()
}

fn only(differs: bool, kind: AspectKind, old: Span, new: Span) -> Vec<Aspect> {
    if differs { vec![Aspect { kind, id: None, old: vec![old], new: vec![new] }] } else { Vec::new() }
}

fn entity(pairs: &Pairs, old: &Program, new: &Program, (one, two): (EntityId, EntityId)) -> Vec<Aspect> {
    let (one, two) = (old.entities.at(one), new.entities.at(two));
    let is_same = match (&one.extent, &two.extent) {
        (Extent::Single, Extent::Single) => true,
        (
            Extent::List { key: a, within: inside, keyed_by: keys },
            Extent::List { key: b, within: into, keyed_by: by },
        ) => {
            let partner = |id: &EntityId| pairs.entity(Side::Old, *id);
            let keyed = |id| match pairs.partner(Side::Old, Thing::Enum(id)) {
                Some(Thing::Enum(found)) => Some(found),
                _ => None,
            };
            a == b && inside.as_ref().map(partner) == into.map(Some) && keys.map(keyed) == by.map(Some)
        }
        _ => false,
    };
    only(!is_same, AspectKind::Extent, one.span, two.span)
}

fn field(pairs: &Pairs, one: &Field, two: &Field) -> Vec<Aspect> {
    let pending = match (&one.awaits, &two.awaits) {
        (Some(a), Some(b)) => {
            a.body == b.body && same_value(pairs, (one.ty, &a.pending), (two.ty, &b.pending))
        }
        (a, b) => a.is_none() && b.is_none(),
    };
    let differing = [
        (!same_type(pairs, one.ty, two.ty), AspectKind::Type),
        (one.range != two.range, AspectKind::Range),
        (!same_presumption(pairs, one, two), AspectKind::Presumed),
        (one.derived.is_some() != two.derived.is_some(), AspectKind::Formula),
        (!pending, AspectKind::Awaits),
        (one.judged_by != two.judged_by, AspectKind::JudgedBy),
        (!same_hand(&one.change, &two.change), AspectKind::ChangedBy),
        (one.evidenced != two.evidenced, AspectKind::Evidenced),
    ];
    differing.into_iter().flat_map(|(differs, kind)| only(differs, kind, one.span, two.span)).collect()
}

fn same_hand(old: &ChangedBy, new: &ChangedBy) -> bool {
    old == new
}

/// Whether an aspect of a thing can turn an outcome, and not only what is said of it.
pub(super) fn decides(kind: AspectKind) -> bool {
    !matches!(
        kind,
        AspectKind::JudgedBy
            | AspectKind::ChangedBy
            | AspectKind::Evidenced
            | AspectKind::Awaits
            | AspectKind::Open
            // The formula stands in the forms of those that read the field.
            | AspectKind::Formula
    )
}

/// Whether plans that the old version accepts may be refused for the change alone.
pub(super) fn is_narrower(change: &Change) -> bool {
    let narrows =
        |kind: AspectKind| matches!(kind, AspectKind::Type | AspectKind::Range | AspectKind::Extent);
    change.aspects.iter().any(|aspect| narrows(aspect.kind))
}

/// The values by period that only one side has.
fn param(one: &Param, two: &Param) -> Vec<Aspect> {
    let mut found = only(one.ty != two.ty, AspectKind::Type, one.span, two.span);
    let without = |of: &Param, other: &Param| -> Vec<Span> {
        let has = |value: &guiju_ir::ParamValue| {
            other
                .values
                .iter()
                .any(|known| (known.from, known.to, &known.value) == (value.from, value.to, &value.value))
        };
        of.values.iter().filter(|value| !has(value)).map(|value| value.span).collect()
    };
    let (old, new) = (without(one, two), without(two, one));
    if !old.is_empty() || !new.is_empty() {
        found.push(Aspect { kind: AspectKind::Value, id: None, old, new });
    }
    found
}
