//! The inverse lists of a reference that is stated anew: as they would be had the plan said so from the start.
//!
//! A list keeps its rows in order; lists that shared one slice of possible members share one afterwards too.

use std::collections::HashMap;
use std::sync::Arc;

use guiju_base::{Id, Table};

use crate::facts::{FactRef, InverseIndex, RowId};
use crate::program::{InverseId, Program};
use crate::types::Type;
use crate::value::{Reference, Value};

/// Moves an item from the lists in which it stood under `before` to those in which it stands under `after`; no value
/// where the plan is silent.
pub(crate) fn restate(
    program: &Program,
    inverses: &mut Table<InverseId, InverseIndex>,
    fact: &FactRef,
    before: Option<&Value>,
    after: Option<&Value>,
) {
    let declared = program.fields.at(fact.field);
    if !matches!(declared.ty, Type::Entity(_) | Type::Entities(_)) {
        return;
    }
    let presumed = declared.presumed.as_ref();
    let (old, new) = (Standing::of(before.or(presumed)), Standing::of(after.or(presumed)));
    for (id, _) in program.inverses.iter().filter(|(_, inverse)| inverse.field == fact.field) {
        let Some(index) = inverses.get_mut(id) else { continue };
        let mut shared: HashMap<(*const RowId, bool), Arc<[RowId]>> = HashMap::new();
        for (at, list) in index.lists.iter_mut().enumerate() {
            let target = RowId::new(at);
            if old.is_known_to(target) != new.is_known_to(target) {
                list.known = moved(&list.known, fact.subject.row, new.is_known_to(target));
            }
            if old.is_possible_for(target) != new.is_possible_for(target) {
                let stays = new.is_possible_for(target);
                let slice = (list.possible.as_ptr(), stays);
                let make = || moved(&list.possible, fact.subject.row, stays);
                list.possible = shared.entry(slice).or_insert_with(make).clone();
            }
        }
    }
}

/// Where a value puts the item that has it.
struct Standing {
    /// In the lists of these.
    known: Vec<RowId>,
    /// Perhaps in those of all others.
    open: bool,
}

impl Standing {
    fn of(value: Option<&Value>) -> Standing {
        match value {
            Some(Value::Entity(Reference::One(target))) => Standing { known: vec![*target], open: false },
            Some(Value::Entity(Reference::None)) => Standing { known: Vec::new(), open: false },
            Some(Value::Entities(list)) => Standing { known: list.known.to_vec(), open: !list.complete },
            _ => Standing { known: Vec::new(), open: true },
        }
    }

    fn is_known_to(&self, target: RowId) -> bool {
        self.known.contains(&target)
    }

    fn is_possible_for(&self, target: RowId) -> bool {
        self.open && !self.is_known_to(target)
    }
}

/// The rows with this one among them, or without it.
fn moved(rows: &[RowId], row: RowId, stays: bool) -> Arc<[RowId]> {
    let others = rows.iter().copied().filter(|other| *other != row);
    if !stays {
        return others.collect();
    }
    let mut with: Vec<RowId> = others.collect();
    let at = with.partition_point(|other| *other < row);
    with.insert(at, row);
    with.into()
}
