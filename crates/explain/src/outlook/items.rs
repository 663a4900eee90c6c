//! The items that a reference or list could hold instead: of those that a norm cannot tell apart only the first is tried.
//!
//! Two items are alike when the plan says the same of every fact of theirs that the norm reads. Where it asks which item
//! it is, or which others refer to it, none are alike.

use guiju_ir::{
    EntityId, FactRef, Facts, FieldId, List, Op, Program, Reference, RowId, Subject, Type, Value,
};

use crate::outlook::subsets::{Known, near};
use crate::outlook::values::Purpose;
use crate::rule::asked::fields;
use crate::trail::Trail;

/// The most items that are tried for one fact.
const MOST: usize = 16;

/// What a fact could hold instead, and whether some of it was left out.
#[derive(Default)]
pub(crate) struct Others {
    pub values: Vec<Value>,
    pub cut: bool,
}

/// Other items, one of each kind, and none.
pub(crate) fn references(trail: &Trail, entity: EntityId, from: Option<&Value>) -> Others {
    let now = match from {
        Some(Value::Entity(Reference::One(row))) => Some(*row),
        _ => None,
    };
    let kinds = Kinds::of(trail, entity);
    let (rows, cut) = kinds.first_of_each(trail.case.facts, now);
    let rows = rows.into_iter().map(Reference::One);
    Others { values: rows.chain([Reference::None]).map(Value::Entity).collect(), cut }
}

/// Items that the norm cannot tell from `row`, beside it.
pub(crate) fn alike(trail: &Trail, entity: EntityId, row: RowId) -> Vec<RowId> {
    let kinds = Kinds::of(trail, entity);
    let facts = trail.case.facts;
    let kind = kinds.kind(facts, row);
    let rows = facts.rows.at(entity).ids.ids();
    rows.filter(|other| *other != row && kinds.kind(facts, *other) == kind).collect()
}

/// The lists near the one that is stated; of an unknown one, none and some of its possible items.
pub(crate) fn lists(trail: &Trail, entity: EntityId, from: Option<&Value>, purpose: Purpose) -> Others {
    let (known, is_whole): (&[RowId], bool) = match from {
        Some(Value::Entities(list)) => (&list.known, list.complete),
        _ => (&[], false),
    };
    let known = Known { known, is_whole, stays: purpose == Purpose::Answer };
    let near = near(known, trail.case.facts.rows.at(entity).ids.ids(), MOST);
    let list =
        |rows: Vec<RowId>| Value::Entities(List { known: rows.into(), possible: [].into(), complete: true });
    Others { values: near.sets.into_iter().map(list).collect(), cut: near.cut }
}

/// How a norm tells items of an entity apart.
struct Kinds<'a> {
    program: &'a Program,
    entity: EntityId,
    /// By these facts; none where it asks which item it is.
    by: Option<Vec<FieldId>>,
}

impl<'a> Kinds<'a> {
    fn of(trail: &Trail<'a>, entity: EntityId) -> Kinds<'a> {
        let program = trail.case.program;
        let roots = program.rules.at(trail.derivation.norm).deciding();
        let is_of =
            |node| matches!(program.nodes.at(node).ty, Type::Entity(of) | Type::Entities(of) if of == entity);
        let by_item = program.nodes_below(roots.iter().copied()).any(|(_, node)| match &node.op {
            Op::Inverse(of, _) | Op::Compare(_, of, _) | Op::Member(of, _) => is_of(*of),
            _ => false,
        });
        let own =
            fields(program, &roots).into_iter().filter(|field| program.fields.at(*field).entity == entity);
        Kinds { program, entity, by: (!by_item).then(|| own.collect()) }
    }

    /// What the plan says of the facts that tell an item apart, and the item where it is asked for.
    fn kind<'f>(&self, facts: &'f Facts, row: RowId) -> (Option<RowId>, Vec<Option<&'f Value>>) {
        let subject = Subject { entity: self.entity, row };
        let said = |field: &FieldId| {
            let fact = FactRef { subject, field: *field, entry: None };
            facts.stated(self.program, &fact).map(|cell| &cell.value)
        };
        match &self.by {
            Some(fields) => (None, fields.iter().map(said).collect()),
            None => (Some(row), Vec::new()),
        }
    }

    /// The first item of each kind but for that of `now`, and whether there are more.
    fn first_of_each(&self, facts: &Facts, now: Option<RowId>) -> (Vec<RowId>, bool) {
        let mut kinds: Vec<_> = now.map(|row| self.kind(facts, row)).into_iter().collect();
        let mut rows = Vec::new();
        for row in facts.rows.at(self.entity).ids.ids().filter(|row| Some(*row) != now) {
            let kind = self.kind(facts, row);
            if kinds.contains(&kind) {
                continue;
            }
            if rows.len() == MOST {
                return (rows, true);
            }
            kinds.push(kind);
            rows.push(row);
        }
        (rows, false)
    }
}
