//! What the changes of meaning reach: every norm, quantity and check of either version that rests on one.
//!
//! What is reached may come to the same all the same; where its full normal forms agree, that is said.

use std::collections::{BTreeMap, BTreeSet};

use guiju_base::Table;
use guiju_ir::{CheckAction, Program, RuleId, RuleKind, Type};

use super::form::Forms;
use super::matching::View;
use super::mentions::below;
use super::pairs::Pairs;
use super::rules::Rules;
use super::symbol::{Side, Thing};
use super::table::sameness;
use super::{Aspect, AspectKind, Change, Reached, Subject};

/// Whether a rule is asked for by itself: a norm, a quantity that reports list, a check of the input.
pub(super) fn is_asked(program: &Program, rule: RuleId) -> bool {
    match &program.rules.at(rule).kind {
        RuleKind::Norm(_) | RuleKind::Check(_) => true,
        RuleKind::Term { value } => matches!(program.nodes.at(*value).ty, Type::Quantity(_)),
        _ => false,
    }
}

/// What rests on the changes; each change learns what it reaches.
pub(super) fn reached(
    forms: &mut Forms,
    pairs: &Pairs,
    old: View<'_>,
    new: View<'_>,
    changes: &mut [Change],
) -> Vec<Reached> {
    let mut by: BTreeMap<(Option<RuleId>, Option<RuleId>), BTreeSet<usize>> = BTreeMap::new();
    for view in [old, new] {
        let touched = touched(view, changes);
        for rule in view.program.rules.ids().filter(|rule| is_asked(view.program, *rule)) {
            let reasons: BTreeSet<usize> = below(view.mentions, rule)
                .into_iter()
                .flat_map(|thing| {
                    let own = thing == Thing::Rule(rule);
                    let reaches = move |touch: &&Touch| own || !touch.is_beside;
                    touched.get(&thing).into_iter().flatten().filter(reaches).map(|touch| touch.change)
                })
                .collect();
            if reasons.is_empty() {
                continue;
            }
            let partner = pairs.rule(view.side, rule);
            let key = match view.side {
                Side::Old => (Some(rule), partner),
                Side::New => (partner, Some(rule)),
            };
            by.entry(key).or_default().extend(reasons);
        }
    }
    let order = in_order(old.program, new.program, by.keys().copied());
    let sides = [Side::Old, Side::New];
    let (decided, riders) = {
        let mut rules = Rules::new(forms, pairs, old.program, new.program);
        (sides.map(|side| rules.decided(side)), sides.map(|side| rules.riders(side)))
    };
    let mut found = Vec::new();
    for key in order {
        let reasons = by.remove(&key).unwrap_or_default();
        for reason in &reasons {
            if let Some(change) = changes.get_mut(*reason) {
                change.reaches.push(found.len());
            }
        }
        let same = |forms: &mut Forms, of: &[Table<RuleId, super::form::FormId>; 2]| {
            let [one, two] = of;
            let (was, is) = (key.0?, key.1?);
            let alike = outer(old.program, was) == outer(new.program, is);
            alike.then(|| sameness(forms, *one.at(was), *two.at(is))).flatten()
        };
        let asks = |program: &Program, rule: Option<RuleId>| {
            rule.is_some_and(|rule| program.decisions.iter().any(|(norm, _)| *norm == rule))
        };
        found.push(Reached {
            old: key.0,
            new: key.1,
            by: reasons.into_iter().collect(),
            same: same(forms, &decided),
            riders_same: same(forms, &riders),
            headline: asks(old.program, key.0) || asks(new.program, key.1),
        });
    }
    found
}

/// What a rule is beside its form: its kind, the type of its value, what a check does.
fn outer(
    program: &Program,
    rule: RuleId,
) -> (std::mem::Discriminant<RuleKind>, Option<Type>, Option<CheckAction>) {
    let rule = program.rules.at(rule);
    let action = match &rule.kind {
        RuleKind::Check(check) => Some(check.action),
        _ => None,
    };
    (std::mem::discriminant(&rule.kind), rule.value().map(|node| program.nodes.at(node).ty), action)
}

/// A change of a thing.
struct Touch {
    change: usize,
    /// Whether it is one of effects and duties alone, for which nobody asks who calls the norm.
    is_beside: bool,
}

/// By thing: the changes of meaning that it underwent. A value that an enum gained or lost is a change of the enum.
fn touched(view: View<'_>, changes: &[Change]) -> BTreeMap<Thing, Vec<Touch>> {
    let mut touched: BTreeMap<Thing, Vec<Touch>> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate().filter(|(_, change)| change.kind.is_of_meaning()) {
        let subject = if view.side == Side::Old { change.old } else { change.new };
        let Some(Subject::Thing(thing)) = subject else { continue };
        let whole = match thing {
            Thing::Choice(owner, _) => Thing::Enum(owner),
            Thing::Option(owner, _) => Thing::Switch(owner),
            other => other,
        };
        let beside = |aspect: &Aspect| matches!(aspect.kind, AspectKind::Effect | AspectKind::Duty);
        let is_beside = !change.aspects.is_empty() && change.aspects.iter().all(beside);
        touched.entry(whole).or_default().push(Touch { change: index, is_beside });
    }
    touched
}

/// Norms in the order of the new version's reports, those that are gone behind them, then quantities and checks.
fn in_order(
    old: &Program,
    new: &Program,
    keys: impl Iterator<Item = (Option<RuleId>, Option<RuleId>)>,
) -> Vec<(Option<RuleId>, Option<RuleId>)> {
    let ranks = |program: &Program| -> BTreeMap<RuleId, usize> {
        let norms = program.norms_in_order().into_iter().enumerate();
        norms.map(|(rank, (norm, _))| (norm, rank)).collect()
    };
    let (of_old, of_new) = (ranks(old), ranks(new));
    let mut keys: Vec<_> = keys.collect();
    keys.sort_by_key(|(was, is)| {
        let rank = is.and_then(|rule| of_new.get(&rule)).copied();
        let before = was.and_then(|rule| of_old.get(&rule)).copied();
        (rank.is_none(), rank, before.is_none(), before, *is, *was)
    });
    keys
}
