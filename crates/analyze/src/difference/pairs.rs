//! Which thing of the old program is which of the new one.
//!
//! Invariant: a thing has at most one partner, of its own class; things that belong to others (fields, values, readings) have
//! partners in the partners of their owners.

use std::collections::BTreeMap;

use guiju_ir::{EffectId, EntityId, EnumId, FieldId, InverseId, ParamId, Program, RuleId, SwitchId};

use super::symbol::{Side, Thing};

/// What became of what.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pairs {
    to_new: BTreeMap<Thing, Thing>,
    to_old: BTreeMap<Thing, Thing>,
}

impl Pairs {
    /// The partner of a thing that stands on `side`.
    pub fn partner(&self, side: Side, thing: Thing) -> Option<Thing> {
        match side {
            Side::Old => self.to_new.get(&thing).copied(),
            Side::New => self.to_old.get(&thing).copied(),
        }
    }

    /// All pairs, old and new, in the order of the old program's classes and numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Thing, Thing)> + '_ {
        self.to_new.iter().map(|(old, new)| (*old, *new))
    }

    pub(super) fn join(&mut self, old: Thing, new: Thing) {
        self.to_new.insert(old, new);
        self.to_old.insert(new, old);
    }

    pub(super) fn has(&self, side: Side, thing: Thing) -> bool {
        self.partner(side, thing).is_some()
    }

    /// The partner of an entity.
    pub fn entity(&self, side: Side, id: EntityId) -> Option<EntityId> {
        match self.partner(side, Thing::Entity(id))? {
            Thing::Entity(found) => Some(found),
            _ => None,
        }
    }

    /// The partner of a field.
    pub fn field(&self, side: Side, id: FieldId) -> Option<FieldId> {
        match self.partner(side, Thing::Field(id))? {
            Thing::Field(found) => Some(found),
            _ => None,
        }
    }

    /// The partner of a value of an enum: its index in the enum's partner.
    pub fn choice(&self, side: Side, id: EnumId, index: u16) -> Option<u16> {
        match self.partner(side, Thing::Choice(id, index))? {
            Thing::Choice(_, found) => Some(found),
            _ => None,
        }
    }

    /// The partner of a rule.
    pub fn rule(&self, side: Side, id: RuleId) -> Option<RuleId> {
        match self.partner(side, Thing::Rule(id))? {
            Thing::Rule(found) => Some(found),
            _ => None,
        }
    }

    /// The partner of an effect.
    pub fn effect(&self, side: Side, id: EffectId) -> Option<EffectId> {
        match self.partner(side, Thing::Effect(id))? {
            Thing::Effect(found) => Some(found),
            _ => None,
        }
    }

    /// The partner of a figure.
    pub fn param(&self, side: Side, id: ParamId) -> Option<ParamId> {
        match self.partner(side, Thing::Param(id))? {
            Thing::Param(found) => Some(found),
            _ => None,
        }
    }

    /// The partner of a reading: its switch and its index there.
    pub fn option(&self, side: Side, id: SwitchId, index: usize) -> Option<(SwitchId, usize)> {
        match self.partner(side, Thing::Option(id, index))? {
            Thing::Option(switch, found) => Some((switch, found)),
            _ => None,
        }
    }

    /// The partner of an inverse list: that of its reference.
    pub fn inverse(&self, side: Side, from: &Program, to: &Program, id: InverseId) -> Option<InverseId> {
        let field = self.field(side, from.inverses.get(id)?.field)?;
        to.inverses.iter().find(|(_, inverse)| inverse.field == field).map(|(found, _)| found)
    }
}
