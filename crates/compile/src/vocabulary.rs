//! The vocabulary: entities, fields, enums, effects, parameters and switches, each with its names and its type.
//!
//! Resolved in three rounds, as each needs the one before: names, then types, then fixed values. A field or parameter
//! whose type is broken keeps its name, with no type, so that its uses are not reported a second time.
//!
//! Invariant: ids are places in `Declarations`; every table of names runs parallel to the table of what it names.

mod attributes;
mod bodies;
mod entities;
mod params;
mod switches;

use guiju_base::{Diagnostic, Id, Sources, Span, Table, Words};
use guiju_ir::{
    ClauseId, Dimension, Effect, EffectId, Entity, EntityId, Enum, EnumId, Field, FieldId, Inverse,
    InverseId, Param, ParamId, Switch, SwitchId, Type,
};
use guiju_syntax::tree::{TypeRef, Word};

use crate::clauses::Clauses;
use crate::declarations::Declarations;
use crate::diagnostics::{unfit_type, unknown_type};
use crate::names::{Namespace, name};

/// What a word is where a type is due.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum TypeName {
    Truth,
    Text,
    Quantity(Dimension),
    Enum(EnumId),
    Entity(EntityId),
}

/// What a word is in an expression, besides variables and values of enums.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum ValueName {
    Singleton(EntityId),
    List(EntityId),
    Param(ParamId),
}

/// What a word is behind the dot of a path.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Member {
    Field(FieldId),
    Inverse(InverseId),
}

/// All that rules may speak of.
#[derive(Default)]
pub(crate) struct Vocabulary<'t> {
    pub entities: Table<EntityId, Entity>,
    pub fields: Table<FieldId, Field>,
    /// The types of fields; none where the declaration is broken.
    pub field_types: Table<FieldId, Option<Type>>,
    pub inverses: Table<InverseId, Inverse>,
    pub enums: Table<EnumId, Enum>,
    /// The clauses that list the values of each enum.
    pub enum_clauses: Table<EnumId, Vec<ClauseId>>,
    pub effects: Table<EffectId, Effect>,
    pub params: Table<ParamId, Param>,
    /// The types of parameters; none where the declaration is broken.
    pub param_types: Table<ParamId, Option<Type>>,
    pub switches: Table<SwitchId, Switch>,
    /// The one ledger, and where it is declared.
    pub ledger: Option<(EntityId, FieldId, Span)>,
    pub types: Namespace<'t, TypeName>,
    pub values: Namespace<'t, ValueName>,
    pub members: Table<EntityId, Namespace<'t, Member>>,
    pub choices: Table<EnumId, Namespace<'t, u16>>,
    pub effect_names: Namespace<'t, EffectId>,
    pub switch_names: Namespace<'t, SwitchId>,
    pub options: Table<SwitchId, Namespace<'t, usize>>,
}

/// Resolves all declarations but the rules.
pub(crate) fn resolve<'t>(
    sources: &Sources,
    declarations: &Declarations<'t>,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) -> Vocabulary<'t> {
    let mut vocabulary = Vocabulary::default();
    vocabulary.name_types(declarations, report);
    vocabulary.name_values(declarations, report);
    vocabulary.take_enums(declarations, clauses, report);
    vocabulary.take_effects(declarations, report);
    switches::take(&mut vocabulary, declarations, clauses, report);
    entities::take(&mut vocabulary, declarations, report);
    params::take(&mut vocabulary, sources, declarations, clauses, report);
    attributes::take(&mut vocabulary, declarations, report);
    bodies::name(&mut vocabulary, declarations, report);
    vocabulary
}

impl<'t> Vocabulary<'t> {
    fn name_types(&mut self, declarations: &Declarations<'t>, report: &mut Vec<Diagnostic>) {
        self.types.build_in("truth", TypeName::Truth);
        self.types.build_in("是否", TypeName::Truth);
        self.types.build_in("text", TypeName::Text);
        self.types.build_in("文本", TypeName::Text);
        for dimension in Dimension::ALL {
            let (en, zh) = dimension.names();
            self.types.build_in(en, TypeName::Quantity(dimension));
            self.types.build_in(zh, TypeName::Quantity(dimension));
        }
        for (index, tree) in declarations.entities.iter().enumerate() {
            self.types.declare(&tree.heading, TypeName::Entity(EntityId::new(index)), report);
        }
        for (index, tree) in declarations.enums.iter().enumerate() {
            self.types.declare(&tree.heading, TypeName::Enum(EnumId::new(index)), report);
        }
    }

    /// Singletons, lists and parameters: all that a bare word can be in any rule.
    fn name_values(&mut self, declarations: &Declarations<'t>, report: &mut Vec<Diagnostic>) {
        // A clash of two entities has been reported among the types.
        let mut told = Vec::new();
        for (index, tree) in declarations.entities.iter().enumerate() {
            let id = EntityId::new(index);
            match &tree.extent {
                guiju_syntax::tree::Extent::Single => {
                    self.values.declare(&tree.heading, ValueName::Singleton(id), &mut told);
                }
                guiju_syntax::tree::Extent::List { key, .. } => {
                    self.values.declare(&tree.heading, ValueName::List(id), &mut told);
                    self.values.declare_word(key, ValueName::List(id), report);
                }
            }
        }
        for (index, tree) in declarations.params.iter().enumerate() {
            self.values.declare(&tree.heading, ValueName::Param(ParamId::new(index)), report);
        }
    }

    fn take_enums(
        &mut self,
        declarations: &Declarations<'t>,
        clauses: &mut Clauses,
        report: &mut Vec<Diagnostic>,
    ) {
        for tree in &declarations.enums {
            self.enum_clauses.push(clauses.cite(&tree.heading.name.value, &tree.cites, report));
            let mut names = Namespace::default();
            for (index, value) in tree.values.iter().enumerate() {
                names.declare(value, u16::try_from(index).unwrap_or(u16::MAX), report);
            }
            self.choices.push(names);
            self.enums.push(Enum {
                name: name(&tree.heading),
                open: tree.open.is_some(),
                values: tree.values.iter().map(name).collect(),
                span: tree.heading.name.span,
            });
        }
    }

    fn take_effects(&mut self, declarations: &Declarations<'t>, report: &mut Vec<Diagnostic>) {
        for tree in &declarations.effects {
            let effect = Effect { name: name(&tree.heading), span: tree.heading.name.span };
            let id = self.effects.push(effect);
            self.effect_names.declare(&tree.heading, id, report);
        }
    }

    /// What the word of a type names; an unknown one is reported.
    pub fn type_name(&self, word: &Word, report: &mut Vec<Diagnostic>) -> Option<TypeName> {
        let found = self.types.find(&word.value);
        if found.is_none() {
            report.push(unknown_type(&word.value, word.span, self.types.nearest(&word.value)));
        }
        found
    }

    /// The entity called `word`, as the subject of a rule and the like; anything else is reported.
    pub fn entity(&self, word: &Word, report: &mut Vec<Diagnostic>) -> Option<EntityId> {
        match self.type_name(word, report)? {
            TypeName::Entity(id) => Some(id),
            _ => {
                report.push(unfit_type(&Words::new("规则的对象", "the subject of a rule"), word.span));
                None
            }
        }
    }

    /// The type of a term or parameter: a truth value or a quantity.
    pub fn plain_type(&self, what: &Words, ty: &TypeRef, report: &mut Vec<Diagnostic>) -> Option<Type> {
        let found = match ty {
            TypeRef::Name(word) => self.type_name(word, report)?,
            _ => {
                report.push(unfit_type(what, ty.word().span));
                return None;
            }
        };
        match found {
            TypeName::Truth => Some(Type::Truth),
            TypeName::Quantity(dimension) => Some(Type::Quantity(dimension)),
            TypeName::Text | TypeName::Enum(_) | TypeName::Entity(_) => {
                report.push(unfit_type(what, ty.word().span));
                None
            }
        }
    }
}
