//! The lists that items get from references of others.

use std::sync::Arc;

use guiju_base::Id;
use guiju_ir::{
    Cell, EntityId, FactRef, Facts, InverseId, InverseIndex, List, Reference, RowId, Subject, Type, Value,
};
use proptest::prelude::*;

use crate::support::{World, plan};

fn inverse<'f>(world: &World, facts: &'f guiju_ir::Facts, label: &str) -> &'f InverseIndex {
    let (id, _) = world.program.inverses.iter().find(|(_, inverse)| inverse.name.is(label)).unwrap();
    facts.inverses.at(id)
}

fn show(world: &World, facts: &guiju_ir::Facts, items: &str, list: &List) -> (String, String, bool) {
    let known = world.ids(facts, items, &list.known).join(" ");
    (known, world.ids(facts, items, &list.possible).join(" "), list.complete)
}

#[test]
fn unknown_references_are_possible_everywhere_and_share_one_slice() {
    let world = World::new();
    let facts = world.facts(&plan(
        "areas: [{ id: A1 }, { id: A2 }]\nparcels: [{ id: X1, area: A1 }, { id: X2 }, \
         { id: X3, area: none }, { id: X4, area: A1 }, { id: X5, area: 未知 }]",
    ));
    let lists = &inverse(&world, &facts, "区域内地块").lists;
    let list = |index: usize| show(&world, &facts, "parcels", &lists[index]);
    assert_eq!(list(0), ("X1 X4".into(), "X2 X5".into(), true));
    assert_eq!(list(1), (String::new(), "X2 X5".into(), true));
    assert!(Arc::ptr_eq(&lists[0].possible, &lists[1].possible));
}

#[test]
fn an_inverse_is_as_partial_as_its_list() {
    let world = World::new();
    for (parcels, complete) in
        [("", false), ("parcels: []", true), ("parcels: { partial: true, items: [] }", false)]
    {
        let facts = world.facts(&plan(&format!("areas: [{{ id: A1 }}]\n{parcels}")));
        assert_eq!(inverse(&world, &facts, "区域内地块").lists[0].complete, complete);
    }
}

#[test]
fn partial_lists_of_references_are_possible_where_they_are_not_known() {
    let world = World::new();
    let facts = world.facts(&plan(
        "subprojects: [{ id: S1 }, { id: S2 }]\nmerge_groups: [{ id: G1, subprojects: [S1] }, \
         { id: G2, subprojects: { partial: true, items: [S2] } }, { id: G3 }]",
    ));
    let lists = &inverse(&world, &facts, "所在合并组").lists;
    let list = |index: usize| show(&world, &facts, "merge_groups", &lists[index]);
    assert_eq!(list(0), ("G1".into(), "G2 G3".into(), true));
    assert_eq!(list(1), ("G2".into(), "G3".into(), true));
}

/// What a plan says of two references, and what it could say otherwise: stated anew, the lists are those of a plan that
/// said so from the start.
#[test]
fn a_reference_stated_anew_moves_its_item_as_a_loader_would_put_it() {
    let world = World::new();
    let areas = ["A1", "A2", "none", "未知"];
    let members = ["[S1]", "[S1, S2]", "[]", "{ partial: true, items: [S2] }", "未知"];
    let text = |area: &str, members: &str| {
        plan(&format!(
            "areas: [{{ id: A1 }}, {{ id: A2 }}]\nparcels: [{{ id: X1, area: A1 }}, {{ id: X2, area: {area} }}, \
             {{ id: X3 }}, {{ id: X4, area: A2 }}]\nsubprojects: [{{ id: S1 }}, {{ id: S2 }}]\n\
             merge_groups: [{{ id: G1, subprojects: [S2] }}, {{ id: G2, subprojects: {members} }}, {{ id: G3 }}]",
        ))
    };
    let shown = |facts: &guiju_ir::Facts| {
        let lists = |label, items| {
            let lists = inverse(&world, facts, label).lists.iter();
            lists.map(|list| show(&world, facts, items, list)).collect::<Vec<_>>()
        };
        (lists("区域内地块", "parcels"), lists("所在合并组", "merge_groups"))
    };
    let fact = |facts: &guiju_ir::Facts, entity: &str, id: &str, field: &str| {
        let entity = world.program.entity_named(entity).unwrap();
        let subject = guiju_ir::Subject { entity, row: facts.rows.at(entity).row(id).unwrap() };
        let field = world.program.field_named(entity, field).unwrap();
        guiju_ir::FactRef { subject, field, entry: None }
    };
    for from in areas.iter().zip(members) {
        for to in areas.iter().flat_map(|area| members.map(|members| (area, members))) {
            let mut facts = world.facts(&text(from.0, from.1));
            let before = shown(&facts);
            let wanted = world.facts(&text(to.0, to.1));
            let asked =
                [fact(&facts, "parcels", "X2", "area"), fact(&facts, "merge_groups", "G2", "subprojects")];
            let cells: Vec<_> = asked
                .iter()
                .map(|fact| {
                    let cell = wanted.stated(&world.program, fact).cloned();
                    facts.state(&world.program, fact, cell)
                })
                .collect();
            assert_eq!(shown(&facts), shown(&wanted), "{from:?} to {to:?}");
            let lists = &inverse(&world, &facts, "区域内地块").lists;
            assert!(Arc::ptr_eq(&lists[0].possible, &lists[1].possible) || lists[0].possible.is_empty());
            for (fact, cell) in asked.iter().zip(cells) {
                facts.state(&world.program, fact, cell);
            }
            assert_eq!(shown(&facts), before);
        }
    }
}

/// A reference or list of references, as a choice says.
fn some_reference(facts: &Facts, ty: Type, choice: u8) -> Option<Value> {
    let rows = |of: EntityId| facts.rows.at(of).ids.ids().collect::<Vec<RowId>>();
    match ty {
        _ if choice.is_multiple_of(7) => None,
        Type::Entity(of) => {
            let rows = rows(of);
            let target = rows.get(usize::from(choice) % (rows.len() + 1));
            Some(Value::Entity(target.map_or(Reference::None, |row| Reference::One(*row))))
        }
        Type::Entities(of) => {
            let chosen = |(at, row): (usize, RowId)| (choice >> at & 1 == 1).then_some(row);
            let known = rows(of).into_iter().enumerate().filter_map(chosen).collect();
            Some(Value::Entities(List { known, possible: [].into(), complete: !choice.is_multiple_of(3) }))
        }
        _ => unreachable!("a reference"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is stated anew, one after the other, and taken back: the lists are those that a loader makes of the same plan.
    #[test]
    fn lists_after_any_statements_are_those_of_a_plan_that_says_so(
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 1..20),
        heads in prop::collection::vec(0_usize..3, 3),
    ) {
        let world = World::new();
        let open = |at: usize| ["", "partial: true, "][heads[at] % 2];
        let list = |key: &str, at: usize, items: &str| format!("{key}: {{ {}items: [{items}] }}\n", open(at));
        let text = [
            list("areas", 0, "{ id: A1 }, { id: A2 }, { id: A3 }"),
            list("parcels", 1, "{ id: X1, area: A1 }, { id: X2 }, { id: X3, area: none }, { id: X4, area: A1 }"),
            list("subprojects", 2, "{ id: S1 }, { id: S2 }, { id: S3 }"),
            "merge_groups: [{ id: G1, subprojects: [S1] }, { id: G2 }, { id: G3, subprojects: [] }]".to_string(),
        ];
        let mut facts = world.facts(&plan(&text.concat()));
        let before = facts.inverses.clone();
        let program = &world.program;
        let mut undo = Vec::new();
        for (which, row, choice) in steps {
            let inverse = program.inverses.at(InverseId::new(usize::from(which) % program.inverses.len()));
            let field = program.fields.at(inverse.field);
            let rows = facts.rows.at(field.entity).len();
            if rows == 0 {
                continue;
            }
            let subject = Subject { entity: field.entity, row: RowId::new(usize::from(row) % rows) };
            let fact = FactRef { subject, field: inverse.field, entry: None };
            let span = *facts.rows.at(field.entity).spans.at(subject.row);
            let cell = some_reference(&facts, field.ty, choice).map(|value| Cell { value, span });
            undo.push((fact.clone(), facts.state(program, &fact, cell)));
            let anew = world.facts(&guiju_facts::write(program, &facts).unwrap());
            for (id, index) in facts.inverses.iter() {
                let same = index.lists == anew.inverses.at(id).lists;
                prop_assert!(same, "{:?}\n{:?}", index.lists, anew.inverses.at(id).lists);
            }
        }
        for (fact, cell) in undo.into_iter().rev() {
            facts.state(program, &fact, cell);
        }
        for (id, index) in before.iter() {
            prop_assert_eq!(&index.lists, &facts.inverses.at(id).lists);
        }
    }
}
