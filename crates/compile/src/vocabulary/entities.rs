//! Entities with their extents, and their fields with their types and inverses; attributes come later.
//!
//! An inverse belongs to the entity that is referred to, and is a member of it like its own fields.

use guiju_base::{Diagnostic, Id, Table, Words};
use guiju_ir::{Change, Entity, EntityId, Extent, Field, FieldId, Interval, Inverse, Type};
use guiju_syntax::tree::{self, AttributeKind, TypeRef};

use super::{Member, TypeName, Vocabulary};
use crate::declarations::Declarations;
use crate::diagnostics::{ledger_in_list, not_single, second_ledger, unfit_attribute, unfit_type};
use crate::names::{Namespace, name};

/// Takes in all entities and fields.
pub(super) fn take<'t>(
    vocabulary: &mut Vocabulary<'t>,
    declarations: &Declarations<'t>,
    report: &mut Vec<Diagnostic>,
) {
    for tree in &declarations.entities {
        let extent = extent(vocabulary, declarations, tree, report);
        vocabulary.entities.push(Entity {
            name: name(&tree.heading),
            extent,
            fields: Vec::new(),
            inverses: Vec::new(),
            span: tree.heading.name.span,
        });
    }
    vocabulary.members = Table::filled(vocabulary.entities.len(), Namespace::default());
    for (index, tree) in declarations.entities.iter().enumerate() {
        let entity = EntityId::new(index);
        for (column, field) in tree.fields.iter().enumerate() {
            take_field(vocabulary, entity, column, field, report);
        }
    }
    // Behind all fields, so that a clash is told of the inverse, which can be renamed freely.
    let fields = declarations.entities.iter().flat_map(|entity| &entity.fields);
    for (index, field) in fields.enumerate() {
        take_inverse(vocabulary, FieldId::new(index), field, report);
    }
}

fn extent(
    vocabulary: &Vocabulary,
    declarations: &Declarations,
    tree: &tree::Entity,
    report: &mut Vec<Diagnostic>,
) -> Extent {
    let tree::Extent::List { key, within, keyed_by } = &tree.extent else { return Extent::Single };
    let within = within.as_ref().and_then(|word| {
        let id = vocabulary.entity(word, report)?;
        let outer = declarations.entities.get(id.index())?;
        if outer.extent == tree::Extent::Single {
            return Some(id);
        }
        report.push(not_single(&word.value, word.span, outer.heading.name.span));
        None
    });
    let keyed_by = keyed_by.as_ref().and_then(|word| match vocabulary.type_name(word, report)? {
        TypeName::Enum(id) => Some(id),
        _ => {
            report.push(unfit_type(&Words::new("编号", "an id"), word.span));
            None
        }
    });
    Extent::List { key: key.value.clone(), within, keyed_by }
}

fn take_field<'t>(
    vocabulary: &mut Vocabulary<'t>,
    entity: EntityId,
    column: usize,
    tree: &'t tree::Field,
    report: &mut Vec<Diagnostic>,
) {
    let ty = field_type(vocabulary, &tree.ty, report);
    let field = vocabulary.fields.push(Field {
        name: name(&tree.heading),
        entity,
        column,
        ty: ty.unwrap_or(Type::Truth),
        range: range(ty),
        presumed: None,
        judged_by: None,
        awaits: None,
        change: Change::Unstated,
        evidenced: false,
        derived: None,
        description: None,
        span: tree.heading.name.span,
    });
    vocabulary.field_types.push(ty);
    vocabulary.entities.at_mut(entity).fields.push(field);
    vocabulary.members.at_mut(entity).declare(&tree.heading, Member::Field(field), report);
    if matches!(ty, Some(Type::Ledger(_))) {
        take_ledger(vocabulary, entity, field, tree, report);
    }
}

fn take_ledger(
    vocabulary: &mut Vocabulary,
    entity: EntityId,
    field: FieldId,
    tree: &tree::Field,
    report: &mut Vec<Diagnostic>,
) {
    let span = tree.heading.name.span;
    if !vocabulary.entities.at(entity).is_single() {
        report.push(ledger_in_list(span));
        return;
    }
    match vocabulary.ledger {
        Some((_, _, first)) => report.push(second_ledger(span, first)),
        None => vocabulary.ledger = Some((entity, field, span)),
    }
}

/// What an unknown quantity of this type lies in, unless the field says more.
fn range(ty: Option<Type>) -> Interval {
    match ty {
        Some(Type::Quantity(dimension)) if dimension.is_non_negative() => Interval::NON_NEGATIVE,
        _ => Interval::ANY,
    }
}

fn field_type(vocabulary: &Vocabulary, ty: &TypeRef, report: &mut Vec<Diagnostic>) -> Option<Type> {
    let word = ty.word();
    let found = match (ty, vocabulary.type_name(word, report)?) {
        (TypeRef::Name(_), TypeName::Truth) => Some(Type::Truth),
        (TypeRef::Name(_), TypeName::Text) => Some(Type::Text),
        (TypeRef::Name(_), TypeName::Quantity(dimension)) => Some(Type::Quantity(dimension)),
        (TypeRef::Name(_), TypeName::Enum(id)) => Some(Type::Choice(id)),
        (TypeRef::Name(_), TypeName::Entity(id)) => Some(Type::Entity(id)),
        (TypeRef::List(_), TypeName::Entity(id)) => Some(Type::Entities(id)),
        (TypeRef::List(_), TypeName::Text) => Some(Type::Texts),
        (TypeRef::Set(_), TypeName::Enum(id)) => Some(Type::Choices(id)),
        (TypeRef::Ledger(_), TypeName::Enum(id)) => Some(Type::Ledger(id)),
        _ => None,
    };
    if found.is_none() {
        let what = match ty {
            TypeRef::List(_) => Words::new("清单里的项", "an item of a list"),
            TypeRef::Set(_) => Words::new("集合里的值", "a value of a set"),
            _ => Words::new("台账的值", "an entry of a ledger"),
        };
        report.push(unfit_type(&what, word.span));
    }
    found
}

fn take_inverse<'t>(
    vocabulary: &mut Vocabulary<'t>,
    field: FieldId,
    tree: &'t tree::Field,
    report: &mut Vec<Diagnostic>,
) {
    for attribute in &tree.attributes {
        let AttributeKind::Inverse(heading) = &attribute.kind else { continue };
        match vocabulary.field_types.at(field) {
            Some(Type::Entity(of)) => {
                let of = *of;
                let inverse = vocabulary.inverses.push(Inverse {
                    name: name(heading),
                    field,
                    of,
                    items: vocabulary.fields.at(field).entity,
                    span: heading.name.span,
                });
                vocabulary.entities.at_mut(of).inverses.push(inverse);
                vocabulary.members.at_mut(of).declare(heading, Member::Inverse(inverse), report);
            }
            Some(_) => report.push(unfit_attribute(
                attribute.span,
                Words::new("只有指向一个对象的事实才有反向", "only a reference to one entity has an inverse"),
            )),
            None => {}
        }
    }
}
