//! For each item, the items that refer to it: built once in time linear in the references, and never scanned for.
//!
//! An item whose reference is unknown is a possible member of every list, so these lists share one slice. An item whose
//! list of references is partial is possible wherever it is not known; where that would take more than [`MOST`]
//! entries, the lists are said to be incomplete instead, which claims less.

use std::sync::Arc;

use guiju_base::{Id, Table};
use guiju_ir::{
    Completeness, EntityRows, FieldId, Inverse, InverseId, InverseIndex, List, Program, Reference, RowId,
    Value,
};

use crate::references::Rows;

/// The most entries of lists of possible members that differ from the shared one.
const MOST: usize = 4_000_000;

/// The inverses of all reference fields.
pub(crate) fn inverses(program: &Program, rows: &Rows) -> Table<InverseId, InverseIndex> {
    program.inverses.values().map(|inverse| index(program, rows, inverse)).collect::<Vec<_>>().into()
}

/// The inverse of `field`, if it has one, and its index.
pub(crate) fn inverse_of(
    program: &Program,
    rows: &Rows,
    field: FieldId,
) -> impl Iterator<Item = (InverseId, InverseIndex)> {
    let of_field = program.inverses.iter().filter(move |(_, inverse)| inverse.field == field);
    of_field.map(|(id, inverse)| (id, index(program, rows, inverse))).collect::<Vec<_>>().into_iter()
}

fn index(program: &Program, rows: &Rows, inverse: &Inverse) -> InverseIndex {
    let targets = rows.at(inverse.of);
    let items = rows.at(inverse.items);
    let field = program.fields.at(inverse.field);
    // What a silent plan is presumed to say of a reference can only be that there is none.
    let presumed_none = field.presumed == Some(Value::Entity(Reference::None));
    let mut members =
        Members { known: vec![Vec::new(); targets.len()], possible: Vec::new(), open: Vec::new() };
    for row in item_rows(items) {
        match items.cell(field.column, row).map(|cell| &cell.value) {
            Some(Value::Entity(Reference::One(target))) => members.add(*target, row),
            Some(Value::Entity(Reference::None)) => {}
            Some(Value::Entities(list)) => {
                for target in list.known.iter() {
                    members.add(*target, row);
                }
                if !list.complete {
                    members.possible.push(row);
                    members.open.push((row, list.known.clone()));
                }
            }
            Some(_) => members.possible.push(row),
            None if presumed_none => {}
            None => members.possible.push(row),
        }
    }
    InverseIndex { lists: members.lists(items.completeness == Completeness::Complete) }
}

/// The rows that can have cells; the one row of a singleton is there from the start.
fn item_rows(items: &EntityRows) -> impl Iterator<Item = RowId> + use<> {
    items.ids.ids()
}

struct Members {
    /// By target.
    known: Vec<Vec<RowId>>,
    /// Those whose references are not all known.
    possible: Vec<RowId>,
    /// Of those, the ones that are known members of these targets.
    open: Vec<(RowId, Arc<[RowId]>)>,
}

impl Members {
    fn add(&mut self, target: RowId, row: RowId) {
        if let Some(known) = self.known.get_mut(target.index()) {
            known.push(row);
        }
    }

    fn lists(self, complete: bool) -> Vec<List> {
        let shared: Arc<[RowId]> = self.possible.into();
        let none: Arc<[RowId]> = [].into();
        let mut excluded: Vec<Vec<RowId>> = vec![Vec::new(); self.known.len()];
        for (row, targets) in &self.open {
            for target in targets.iter() {
                if let Some(rows) = excluded.get_mut(target.index()) {
                    rows.push(*row);
                }
            }
        }
        let mut budget = MOST;
        let list = |(known, excluded): (Vec<RowId>, Vec<RowId>)| {
            let known: Arc<[RowId]> = known.into();
            if excluded.is_empty() {
                return List { known, possible: shared.clone(), complete };
            }
            if shared.len() > budget {
                return List { known, possible: none.clone(), complete: false };
            }
            budget -= shared.len();
            // Both are in the order of rows.
            let possible =
                shared.iter().copied().filter(|row| excluded.binary_search(row).is_err()).collect();
            List { known, possible, complete }
        };
        self.known.into_iter().zip(excluded).map(list).collect()
    }
}
