//! The results of all rules, one column per rule, one row per item of its subject.
//!
//! Columns are filled callees first. Those of another reading start as the same columns; only rows whose value that
//! reading can change are decided again.

use std::sync::Arc;

use guiju_base::{Id, Table};
use guiju_ir::{Outcome, Readings, RowId, RuleId, Subject, SwitchId, Value};

use crate::pass::{Pass, Seen, Switches};
use crate::record::Silent;
use crate::world::{Budget, World, decided_for_all};

/// The result of one rule for one item.
#[derive(Clone)]
pub(crate) struct Known {
    /// The value; of a norm, its truth as a condition.
    pub seen: Seen,
    /// Of a norm, its outcome.
    pub outcome: Option<Outcome>,
}

/// Two value exceptions of a term that hold for one item and differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub term: RuleId,
    pub subject: Subject,
    pub first: RuleId,
    pub second: RuleId,
}

/// Where a pass looks up what other rules came to.
pub(crate) trait Results {
    fn get(&self, rule: RuleId, row: RowId) -> Option<&Known>;

    /// Notes a result that was looked up and is not there; false when such a thing must not be.
    fn miss(&self, _: RuleId, _: RowId) -> bool {
        false
    }
}

/// The results of one rule.
#[derive(Default)]
struct Column {
    rows: Vec<Known>,
    /// All switches that any row met.
    switches: Switches,
}

/// The results of all rules; a rule that is not yet decided, or not for all items, has an empty column.
#[derive(Clone)]
pub(crate) struct Columns(Table<RuleId, Arc<Column>>);

impl Columns {
    /// Nothing is decided yet.
    pub fn none(world: &World<'_>) -> Self {
        Columns(Table::filled(world.program.rules.len(), Arc::new(Column::default())))
    }

    /// The results of one rule, by row.
    pub fn of(&self, rule: RuleId) -> &[Known] {
        self.0.get(rule).map_or(&[], |column| &column.rows)
    }

    /// Whether both hold the very same results of a rule.
    pub fn shares(&self, other: &Columns, rule: RuleId) -> bool {
        Arc::ptr_eq(self.0.at(rule), other.0.at(rule))
    }

    fn set(&mut self, rule: RuleId, rows: Vec<Known>) {
        let switches = rows.iter().fold(0, |switches, known| switches | known.seen.switches);
        *self.0.at_mut(rule) = Arc::new(Column { rows, switches });
    }
}

impl Results for Columns {
    fn get(&self, rule: RuleId, row: RowId) -> Option<&Known> {
        self.0.get(rule)?.rows.get(row.index())
    }
}

/// Decides every rule that is reported or called, for every item. A spent budget leaves the columns unusable and names
/// the rule at which it ran out.
pub(crate) fn decide_all(
    world: &World<'_>,
    readings: &Readings,
    budget: &Budget,
    conflicts: &mut Vec<Conflict>,
) -> (Columns, Option<RuleId>) {
    let mut columns = Columns::none(world);
    for (rule, wanted) in decided_for_all(world.program).iter() {
        if !wanted {
            continue;
        }
        let mut pass = Pass::new(world, readings, &columns, budget, rule, Silent);
        let rows = (0..world.subjects(rule)).map(|row| decide(&mut pass, rule, RowId::new(row))).collect();
        conflicts.append(&mut pass.conflicts);
        columns.set(rule, rows);
        if budget.is_spent() {
            return (columns, Some(rule));
        }
    }
    (columns, None)
}

/// The columns when one switch is read otherwise.
pub(crate) fn decide_otherwise(
    world: &World<'_>,
    base: &Columns,
    readings: &Readings,
    switch: SwitchId,
    budget: &Budget,
) -> (Columns, Option<RuleId>) {
    let mut columns = base.clone();
    let bit = switch_bit(switch);
    for (rule, column) in base.0.iter().filter(|(_, column)| column.switches & bit != 0) {
        let mut pass = Pass::new(world, readings, &columns, budget, rule, Silent);
        let again = |(row, known): (usize, &Known)| match known.seen.switches & bit {
            0 => known.clone(),
            _ => decide(&mut pass, rule, RowId::new(row)),
        };
        let rows = column.rows.iter().enumerate().map(again).collect();
        columns.set(rule, rows);
        if budget.is_spent() {
            return (columns, Some(rule));
        }
    }
    (columns, None)
}

/// The value of a rule for one item, also of one that is not decided for all.
pub(crate) fn value(
    world: &World<'_>,
    readings: &Readings,
    columns: &Columns,
    rule: RuleId,
    subject: Subject,
) -> Option<Value> {
    if let Some(known) = columns.get(rule, subject.row) {
        return Some(known.seen.value.clone());
    }
    let budget = world.budget();
    let known = decide(&mut Pass::new(world, readings, columns, &budget, rule, Silent), rule, subject.row);
    (!budget.is_spent()).then_some(known.seen.value)
}

/// The bit of a switch in [`Switches`].
pub(crate) fn switch_bit(switch: SwitchId) -> Switches {
    u32::try_from(switch.index()).ok().and_then(|index| 1u64.checked_shl(index)).unwrap_or(0)
}

pub(crate) fn decide(pass: &mut Pass<'_, Silent>, rule: RuleId, row: RowId) -> Known {
    let entity = pass.world.program.rules.at(rule).subject;
    pass.bind(0, Subject { entity, row });
    pass.decide()
}
