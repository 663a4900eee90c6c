//! Two programs over one vocabulary: that of the new one, and behind it what only the old one has.
//!
//! Numbers of the new program stay. Each program keeps what its own vocabulary says of a field; what only the other one has is
//! there without presumption or formula, under a name that no plan can write.
//!
//! Invariant: rules, nodes, figures and readings of each program keep their numbers.

use std::collections::BTreeMap;

use guiju_base::{Id, Table, Words};
use guiju_ir::{
    Await, Effect, EffectId, Entity, EntityId, Enum, EnumId, Extent, Field, FieldId, Inverse, InverseId,
    Name, Op, Program, RuleKind, Type, Value,
};

use super::pairs::Pairs;
use super::same::same_type;
use super::symbol::{Side, Thing};

/// The old and the new program over one vocabulary.
pub fn common(old: &Program, new: &Program, pairs: &Pairs) -> (Program, Program) {
    let map = Map::of(old, new, pairs);
    (map.old_program(old, new), map.new_program(old, new))
}

/// From numbers of the old vocabulary to those of the common one.
struct Map {
    entities: BTreeMap<EntityId, EntityId>,
    enums: BTreeMap<EnumId, EnumId>,
    choices: BTreeMap<(EnumId, u16), u16>,
    fields: BTreeMap<FieldId, FieldId>,
    inverses: BTreeMap<InverseId, InverseId>,
    effects: BTreeMap<EffectId, EffectId>,
    /// What only the old program has, in the order of the common vocabulary.
    lone: Lone,
    /// By enum of the common vocabulary: the values that only the old program has, by their numbers there.
    values: BTreeMap<EnumId, Vec<u16>>,
}

#[derive(Default)]
struct Lone {
    entities: Vec<EntityId>,
    enums: Vec<EnumId>,
    fields: Vec<FieldId>,
    inverses: Vec<InverseId>,
    effects: Vec<EffectId>,
}

/// Gives the next number behind those of the new program to what has no partner.
fn numbered<I: Id>(
    ids: impl Iterator<Item = I>,
    first: usize,
    partner: impl Fn(I) -> Option<I>,
) -> (BTreeMap<I, I>, Vec<I>) {
    let (mut map, mut lone) = (BTreeMap::new(), Vec::new());
    for id in ids {
        let to = partner(id).unwrap_or_else(|| {
            lone.push(id);
            I::new(first + lone.len() - 1)
        });
        map.insert(id, to);
    }
    (map, lone)
}

impl Map {
    fn of(old: &Program, new: &Program, pairs: &Pairs) -> Map {
        let same_extent = |one: EntityId, two: EntityId| {
            old.entities.at(one).is_single() == new.entities.at(two).is_single()
        };
        let (entities, lone_entities) = numbered(old.entities.ids(), new.entities.len(), |id| {
            pairs.entity(Side::Old, id).filter(|found| same_extent(id, *found))
        });
        let (enums, lone_enums) = numbered(old.enums.ids(), new.enums.len(), |id| {
            match pairs.partner(Side::Old, Thing::Enum(id)) {
                Some(Thing::Enum(found)) => Some(found),
                _ => None,
            }
        });
        let (choices, values) = choices(old, new, pairs, &enums);
        let (fields, lone_fields) = numbered(old.fields.ids(), new.fields.len(), |id| {
            let found = pairs.field(Side::Old, id)?;
            let (one, two) = (old.fields.at(id), new.fields.at(found));
            let is_one = same_type(pairs, one.ty, two.ty)
                && entities.get(&one.entity) == Some(&two.entity)
                && target(one.ty).is_none_or(|to| entities.get(&to).copied() == target(two.ty));
            is_one.then_some(found)
        });
        let (inverses, lone_inverses) = numbered(old.inverses.ids(), new.inverses.len(), |id| {
            let field = fields.get(&old.inverses.at(id).field)?;
            new.inverses.iter().find(|(_, inverse)| inverse.field == *field).map(|(found, _)| found)
        });
        let (effects, lone_effects) =
            numbered(old.effects.ids(), new.effects.len(), |id| pairs.effect(Side::Old, id));
        let lone = Lone {
            entities: lone_entities,
            enums: lone_enums,
            fields: lone_fields,
            inverses: lone_inverses,
            effects: lone_effects,
        };
        Map { entities, enums, choices, fields, inverses, effects, lone, values }
    }

    fn entity(&self, id: EntityId) -> EntityId {
        self.entities.get(&id).copied().unwrap_or(id)
    }

    fn field(&self, id: FieldId) -> FieldId {
        self.fields.get(&id).copied().unwrap_or(id)
    }

    fn enumeration(&self, id: EnumId) -> EnumId {
        self.enums.get(&id).copied().unwrap_or(id)
    }

    fn choice(&self, id: EnumId, index: u16) -> u16 {
        self.choices.get(&(id, index)).copied().unwrap_or(index)
    }

    fn ty(&self, ty: Type) -> Type {
        match ty {
            Type::Choice(id) => Type::Choice(self.enumeration(id)),
            Type::Choices(id) => Type::Choices(self.enumeration(id)),
            Type::Ledger(id) => Type::Ledger(self.enumeration(id)),
            Type::Entity(id) => Type::Entity(self.entity(id)),
            Type::Entities(id) => Type::Entities(self.entity(id)),
            other => other,
        }
    }

    /// A constant; `ty` is its old type.
    fn value(&self, ty: Type, value: &Value) -> Value {
        match (ty, value) {
            (Type::Choice(id) | Type::Ledger(id), Value::Choice(Some(index))) => {
                Value::Choice(Some(self.choice(id, *index)))
            }
            _ => value.clone(),
        }
    }

    fn extent(&self, extent: &Extent) -> Extent {
        match extent {
            Extent::Single => Extent::Single,
            Extent::List { key, within, keyed_by } => Extent::List {
                key: key.clone(),
                within: within.map(|id| self.entity(id)),
                keyed_by: keyed_by.map(|id| self.enumeration(id)),
            },
        }
    }

    /// The record of a field of the old program, in the numbers of the common vocabulary but for its column.
    fn old_field(&self, field: &Field) -> Field {
        Field {
            entity: self.entity(field.entity),
            ty: self.ty(field.ty),
            presumed: field.presumed.as_ref().map(|value| self.value(field.ty, value)),
            awaits: field.awaits.as_ref().map(|awaits| Await {
                body: awaits.body.clone(),
                pending: self.value(field.ty, &awaits.pending),
            }),
            ..field.clone()
        }
    }

    fn old_inverse(&self, inverse: &Inverse) -> Inverse {
        Inverse {
            field: self.field(inverse.field),
            of: self.entity(inverse.of),
            items: self.entity(inverse.items),
            ..inverse.clone()
        }
    }

    /// The new program with what only the old one has behind its own.
    fn new_program(&self, old: &Program, new: &Program) -> Program {
        let mut program = new.clone();
        for id in &self.lone.entities {
            let entity = old.entities.at(*id);
            let mut added = hidden_entity(entity, self.extent(&entity.extent));
            added.fields.clear();
            added.inverses.clear();
            program.entities.push(added);
        }
        for id in &self.lone.enums {
            let declared = old.enums.at(*id);
            program.enums.push(Enum { name: hidden(&declared.name), values: Vec::new(), ..declared.clone() });
            program.enum_clauses.push(Vec::new());
        }
        for (id, values) in &self.values {
            let of = self.enums.iter().find(|(_, to)| *to == id).map(|(from, _)| old.enums.at(*from));
            let names = values.iter().filter_map(|index| of?.value(*index)).map(hidden);
            program.enums.at_mut(*id).values.extend(names);
        }
        for id in &self.lone.fields {
            append(&mut program, silent(&self.old_field(old.fields.at(*id))));
        }
        for id in &self.lone.inverses {
            let inverse = self.old_inverse(old.inverses.at(*id));
            let name = hidden(&inverse.name);
            let of = inverse.of;
            let number = program.inverses.push(Inverse { name, ..inverse });
            program.entities.at_mut(of).inverses.push(number);
        }
        for id in &self.lone.effects {
            let effect = old.effects.at(*id);
            program.effects.push(Effect { name: hidden(&effect.name), ..effect.clone() });
        }
        program
    }

    /// The old program in the numbers of the common vocabulary, which is that of `new_program`.
    fn old_program(&self, old: &Program, new: &Program) -> Program {
        let shared = self.new_program(old, new);
        let mut program = old.clone();
        program.entities = self.own_entities(old, &shared);
        program.enums = self.own_enums(old, &shared);
        program.enum_clauses = Table::filled(program.enums.len(), Vec::new());
        program.fields = shared
            .fields
            .iter()
            .map(|(id, field)| match self.fields.iter().find(|(_, to)| **to == id) {
                Some((from, _)) => Field { column: field.column, ..self.old_field(old.fields.at(*from)) },
                None => silent(field),
            })
            .collect::<Vec<_>>()
            .into();
        program.inverses = shared
            .inverses
            .iter()
            .map(|(id, inverse)| match self.inverses.iter().find(|(_, to)| **to == id) {
                Some((from, _)) => self.old_inverse(old.inverses.at(*from)),
                None => Inverse { name: hidden(&inverse.name), ..inverse.clone() },
            })
            .collect::<Vec<_>>()
            .into();
        program.effects = shared
            .effects
            .iter()
            .map(|(id, effect)| match self.effects.iter().find(|(_, to)| **to == id) {
                Some((from, _)) => old.effects.at(*from).clone(),
                None => Effect { name: hidden(&effect.name), ..effect.clone() },
            })
            .collect::<Vec<_>>()
            .into();
        self.renumber(old, &mut program);
        program
    }

    fn own_entities(&self, old: &Program, shared: &Program) -> Table<EntityId, Entity> {
        let all = shared.entities.iter().map(|(id, entity)| {
            let (fields, inverses) = (entity.fields.clone(), entity.inverses.clone());
            match self.entities.iter().find(|(_, to)| **to == id).map(|(from, _)| old.entities.at(*from)) {
                Some(own) => Entity { extent: self.extent(&own.extent), fields, inverses, ..own.clone() },
                None => Entity { fields, inverses, ..hidden_entity(entity, entity.extent.clone()) },
            }
        });
        all.collect::<Vec<_>>().into()
    }

    fn own_enums(&self, old: &Program, shared: &Program) -> Table<EnumId, Enum> {
        let all = shared.enums.iter().map(|(id, declared)| {
            let from = self.enums.iter().find(|(_, to)| **to == id).map(|(from, _)| *from);
            let Some(from) = from else {
                return Enum { name: hidden(&declared.name), ..declared.clone() };
            };
            let own = old.enums.at(from);
            let name = |index: usize, shown: &Name| {
                let of = |value: &u16| {
                    own.value(*value).filter(|_| usize::from(self.choice(from, *value)) == index)
                };
                let values = 0..u16::try_from(own.values.len()).unwrap_or(u16::MAX);
                let found = values.into_iter().find_map(|value| of(&value).cloned());
                found.unwrap_or_else(|| hidden(shown))
            };
            let values =
                declared.values.iter().enumerate().map(|(index, shown)| name(index, shown)).collect();
            Enum { values, ..own.clone() }
        });
        all.collect::<Vec<_>>().into()
    }

    /// Puts the numbers of the common vocabulary into rules and nodes.
    fn renumber(&self, old: &Program, program: &mut Program) {
        for id in old.nodes.ids() {
            let before = old.nodes.at(id);
            let node = program.nodes.at_mut(id);
            node.ty = self.ty(before.ty);
            match &mut node.op {
                Op::Constant(value) => *value = self.value(before.ty, value),
                Op::Among(of, values) => {
                    let ty = old.nodes.at(*of).ty;
                    values.iter_mut().for_each(|value| *value = self.value(ty, value));
                }
                Op::Singleton(entity) | Op::Rows(entity) => *entity = self.entity(*entity),
                Op::Item(entity, key) => {
                    if let Extent::List { keyed_by: Some(keys), .. } = &old.entities.at(*entity).extent {
                        *key = self.choice(*keys, *key);
                    }
                    *entity = self.entity(*entity);
                }
                Op::Field(_, field) | Op::LedgerEntry(_, field, _) => *field = self.field(*field),
                Op::Inverse(_, inverse) => {
                    *inverse = self.inverses.get(inverse).copied().unwrap_or(*inverse);
                }
                _ => (),
            }
        }
        for rule in old.rules.ids() {
            let rule = program.rules.at_mut(rule);
            rule.subject = self.entity(rule.subject);
            match &mut rule.kind {
                RuleKind::Derived { field, .. } => *field = self.field(*field),
                RuleKind::Norm(norm) => {
                    for used in &mut norm.effects {
                        used.effect = self.effects.get(&used.effect).copied().unwrap_or(used.effect);
                    }
                }
                _ => (),
            }
        }
    }
}

/// The entity that a reference points to.
fn target(ty: Type) -> Option<EntityId> {
    match ty {
        Type::Entity(id) | Type::Entities(id) => Some(id),
        _ => None,
    }
}

type Choices = (BTreeMap<(EnumId, u16), u16>, BTreeMap<EnumId, Vec<u16>>);

/// Old values by their number in the common enum, and the values without a partner, by common enum.
fn choices(old: &Program, new: &Program, pairs: &Pairs, enums: &BTreeMap<EnumId, EnumId>) -> Choices {
    let (mut map, mut lone) = (BTreeMap::new(), BTreeMap::<EnumId, Vec<u16>>::new());
    for (id, declared) in old.enums.iter() {
        let Some(to) = enums.get(&id) else { continue };
        let taken = new.enums.get(*to).map_or(0, |declared| declared.values.len());
        for index in 0..u16::try_from(declared.values.len()).unwrap_or(u16::MAX) {
            let found = pairs.choice(Side::Old, id, index).unwrap_or_else(|| {
                let lone = lone.entry(*to).or_default();
                lone.push(index);
                u16::try_from(taken + lone.len() - 1).unwrap_or(u16::MAX)
            });
            map.insert((id, index), found);
        }
    }
    (map, lone)
}

/// A name that no plan can write.
fn hidden(name: &Name) -> Name {
    let mark =
        |text: &str| if text.starts_with(HIDDEN) { text.to_string() } else { format!("{HIDDEN}{text}") };
    Name { id: mark(&name.id), label: Words::new(mark(&name.label.zh), mark(&name.label.en)) }
}

/// What stands before the names that only the other version has: a sign that is no part of a name.
const HIDDEN: char = '\u{1}';

/// Whether only the other version has what goes by this name.
pub fn is_hidden(name: &Name) -> bool {
    name.id.starts_with(HIDDEN)
}

fn hidden_entity(entity: &Entity, extent: Extent) -> Entity {
    let extent = match extent {
        Extent::List { key, within, keyed_by } => {
            Extent::List { key: format!("{HIDDEN}{key}"), within, keyed_by }
        }
        Extent::Single => Extent::Single,
    };
    Entity { name: hidden(&entity.name), extent, ..entity.clone() }
}

/// A field of the other version: a fact that nothing stands in for.
fn silent(field: &Field) -> Field {
    Field {
        name: hidden(&field.name),
        presumed: None,
        derived: None,
        judged_by: None,
        awaits: None,
        evidenced: false,
        ..field.clone()
    }
}

fn append(program: &mut Program, field: Field) {
    let entity = field.entity;
    let column = program.entities.at(entity).fields.len();
    let number = program.fields.push(Field { column, ..field });
    program.entities.at_mut(entity).fields.push(number);
}
