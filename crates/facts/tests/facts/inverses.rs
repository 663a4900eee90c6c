//! The lists that items get from references of others.

use guiju_ir::{InverseIndex, List};

use crate::support::{World, plan};
use std::sync::Arc;

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
