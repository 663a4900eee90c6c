//! Whose names stand in a form: things of the old program, of the new one, or one thing that both have.
//!
//! A thing is told by its class and its number in its program; a value of an enum by both numbers in one.

use guiju_ir::{EffectId, EntityId, EnumId, FieldId, ParamId, RuleId, SwitchId};

/// A thing of one program that the other may have too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Thing {
    /// An entity.
    Entity(EntityId),
    /// A field.
    Field(FieldId),
    /// An enum.
    Enum(EnumId),
    /// A value of an enum, by its index.
    Choice(EnumId, u16),
    /// An effect.
    Effect(EffectId),
    /// A figure.
    Param(ParamId),
    /// A switch between readings.
    Switch(SwitchId),
    /// A reading of a switch, by its index.
    Option(SwitchId, usize),
    /// A rule.
    Rule(RuleId),
}

/// One of the two programs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// The one that was.
    Old,
    /// The one that is.
    New,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Old => Side::New,
            Side::New => Side::Old,
        }
    }
}

/// How a thing is named in a form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Symbol {
    /// Both programs have it: by what it is in the old one.
    Both(Thing),
    /// One program has it, or has it otherwise.
    Of(Side, Thing),
    /// It has no pair yet: by what is known of it.
    Likely(Class, u64),
    /// The one that is looked at.
    Hole(Class),
}

/// The classes of things.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Class {
    Entity,
    Field,
    Enum,
    Choice,
    Effect,
    Param,
    Switch,
    Option,
    Rule,
}

impl Thing {
    pub(super) fn class(self) -> Class {
        match self {
            Thing::Entity(_) => Class::Entity,
            Thing::Field(_) => Class::Field,
            Thing::Enum(_) => Class::Enum,
            Thing::Choice(..) => Class::Choice,
            Thing::Effect(_) => Class::Effect,
            Thing::Param(_) => Class::Param,
            Thing::Switch(_) => Class::Switch,
            Thing::Option(..) => Class::Option,
            Thing::Rule(_) => Class::Rule,
        }
    }
}

/// All things of a program, owners before what they own.
pub(super) fn things(program: &guiju_ir::Program) -> Vec<Thing> {
    let mut found: Vec<Thing> = program.entities.ids().map(Thing::Entity).collect();
    for (id, declared) in program.enums.iter() {
        found.push(Thing::Enum(id));
        found.extend((0..declared.values.len()).map(|index| choice(id, index)));
    }
    found.extend(program.fields.ids().map(Thing::Field));
    found.extend(program.effects.ids().map(Thing::Effect));
    found.extend(program.params.ids().map(Thing::Param));
    for (id, switch) in program.switches.iter() {
        found.push(Thing::Switch(id));
        found.extend((0..switch.options.len()).map(|index| Thing::Option(id, index)));
    }
    found.extend(program.rules.ids().map(Thing::Rule));
    found
}

fn choice(id: EnumId, index: usize) -> Thing {
    Thing::Choice(id, u16::try_from(index).unwrap_or(u16::MAX))
}

/// The names of a thing.
pub(super) fn name(program: &guiju_ir::Program, thing: Thing) -> Option<&guiju_ir::Name> {
    match thing {
        Thing::Entity(id) => program.entities.get(id).map(|entity| &entity.name),
        Thing::Field(id) => program.fields.get(id).map(|field| &field.name),
        Thing::Enum(id) => program.enums.get(id).map(|declared| &declared.name),
        Thing::Choice(id, index) => program.enums.get(id)?.value(index),
        Thing::Effect(id) => program.effects.get(id).map(|effect| &effect.name),
        Thing::Param(id) => program.params.get(id).map(|param| &param.name),
        Thing::Switch(id) => program.switches.get(id).map(|switch| &switch.name),
        Thing::Option(id, index) => program.switches.get(id)?.options.get(index).map(|option| &option.name),
        Thing::Rule(id) => program.rules.get(id).map(|rule| &rule.name),
    }
}
