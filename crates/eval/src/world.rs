//! What every pass over one plan shares: the program, the facts, the day, and tables made from them once.
//!
//! Knows nothing of readings or results.

use std::cell::Cell;
use std::sync::Arc;

use guiju_base::{Id, Table};
use guiju_ir::{
    ArithmeticOp, Completeness, Day, EntityId, Facts, Interval, List, NodeId, Op, OverOp, Program, Rat,
    RowId, RuleId, RuleKind, Subject, Type, Value,
};

/// How many items the quantifiers and aggregates of one answer may visit, besides [`ITEMS_PER_ROW`].
pub const ITEMS_PER_ANSWER: u64 = 50_000_000;

/// How many more items they may visit for each item of the plan. Lists that are walked once per subject of another
/// entity stay far below; a quantifier over all parcels for each of many parcels does not.
pub const ITEMS_PER_ROW: u64 = 500;

/// An operation on numbers of this many words, squared, takes about as long as a visit to one item.
const WORDS_SQUARED_PER_ITEM: u64 = 100;

/// The most words of 64 bits that the ends of two operands may have together; some 70,000 digits each.
const LONGEST_OPERANDS: u64 = 16_000;

/// What is made once from a program and the items of a plan, whatever their facts.
#[derive(Clone)]
pub(crate) struct Tables {
    /// All items of each entity, as a list.
    rows: Arc<Table<EntityId, List>>,
    /// Whether a quantity can never be below zero, whatever the unknowns turn out to be.
    non_negative: Arc<Table<NodeId, bool>>,
}

impl Tables {
    pub fn new(program: &Program, facts: &Facts) -> Self {
        let rows = facts.rows.values().map(|rows| List {
            known: rows.ids.ids().collect(),
            possible: [].into(),
            complete: rows.completeness == Completeness::Complete,
        });
        let rows: Vec<List> = rows.collect();
        Tables { rows: Arc::new(rows.into()), non_negative: Arc::new(non_negative(program)) }
    }
}

/// What does not change from pass to pass.
pub(crate) struct World<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub as_of: Day,
    tables: Tables,
}

impl<'a> World<'a> {
    pub fn new(program: &'a Program, facts: &'a Facts, as_of: Day) -> Self {
        World::with(program, facts, as_of, &Tables::new(program, facts))
    }

    /// The world of facts about the items from which the tables were made.
    pub fn with(program: &'a Program, facts: &'a Facts, as_of: Day, tables: &Tables) -> Self {
        World { program, facts, as_of, tables: tables.clone() }
    }

    /// All items of an entity, as a list.
    pub fn rows(&self, entity: EntityId) -> &List {
        self.tables.rows.at(entity)
    }

    /// What an unknown result of a node lies in.
    pub fn range(&self, node: NodeId) -> Interval {
        if *self.tables.non_negative.at(node) { Interval::NON_NEGATIVE } else { Interval::ANY }
    }

    /// The number of items that a rule ranges over.
    pub fn subjects(&self, rule: RuleId) -> usize {
        self.facts.rows.at(self.program.rules.at(rule).subject).len()
    }

    /// Whether `subject` is an item that `rule` decides.
    pub fn ranges_over(&self, rule: RuleId, subject: Subject) -> bool {
        let subject_of = self.program.rules.get(rule).map(|rule| rule.subject);
        subject_of == Some(subject.entity) && subject.row.index() < self.subjects(rule)
    }

    /// A fresh budget for one answer or derivation.
    pub fn budget(&self) -> Budget {
        let rows: usize = self.facts.rows.values().map(|rows| rows.len()).sum();
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        Budget(Cell::new(ITEMS_PER_ANSWER.saturating_add(rows.saturating_mul(ITEMS_PER_ROW))))
    }
}

/// How many items may still be visited. Everything but quantifiers, aggregates and the growth of numbers is linear in
/// plan and program.
///
/// Invariant: once it is spent, whatever is computed is thrown away, and the plan is refused.
pub(crate) struct Budget(Cell<u64>);

impl Budget {
    /// Takes `items`; false when there are not so many left.
    pub fn take(&self, items: u64) -> bool {
        let left = self.0.get().checked_sub(items);
        self.0.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Takes what an operation on two quantities costs: nothing for numbers of usual size. Those that grow, such as a sum
    /// of fractions with thousands of denominators, cost as many items as take the same time; past any sense, all.
    pub fn take_operation(&self, left: &Interval, right: &Interval) -> bool {
        let ends = [&left.low, &left.high, &right.low, &right.high];
        let words: u64 = ends.into_iter().flatten().map(Rat::words).sum();
        let cost = if words > LONGEST_OPERANDS { u64::MAX } else { words * words / WORDS_SQUARED_PER_ITEM };
        !self.is_spent() && (cost == 0 || self.take(cost))
    }

    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// The sign of every node, operands first. A type alone does not tell: needs − surplus is an area and may be negative.
fn non_negative(program: &Program) -> Table<NodeId, bool> {
    let mut signs: Table<NodeId, bool> = Table::new();
    for node in program.nodes.values() {
        let sign = matches!(node.ty, Type::Quantity(_)) && is_non_negative(program, &signs, &node.op);
        signs.push(sign);
    }
    signs
}

fn is_non_negative(program: &Program, signs: &Table<NodeId, bool>, op: &Op) -> bool {
    let holds = |node: &NodeId| signs.get(*node).copied().unwrap_or(false);
    let of_rule = |rule: RuleId| program.rules.at(rule).value().is_some_and(|value| holds(&value));
    match op {
        Op::Constant(Value::Quantity(interval)) => interval.low.as_ref().is_some_and(|low| *low >= Rat::ZERO),
        Op::Param(param) => program.params.at(*param).values.iter().all(|value| value.value >= Rat::ZERO),
        Op::Field(_, field) => {
            let field = program.fields.at(*field);
            field.range.low.as_ref().is_some_and(|low| *low >= Rat::ZERO) && field.derived.is_none_or(of_rule)
        }
        Op::Arithmetic(ArithmeticOp::Subtract, ..) | Op::Negative(_) => false,
        Op::Arithmetic(_, left, right) => holds(left) && holds(right),
        Op::Extreme(guiju_ir::ExtremeOp::Max, nodes) => nodes.iter().any(holds),
        Op::Extreme(guiju_ir::ExtremeOp::Min, nodes) | Op::Reading(_, nodes) => nodes.iter().all(holds),
        Op::Round(_, value, _) => holds(value),
        Op::Over { op: OverOp::Count, .. } => true,
        Op::Over { body: Some(body), otherwise, .. } => holds(body) && otherwise.as_ref().is_none_or(holds),
        Op::Call(rule, _) => of_rule(*rule),
        Op::Defeasible { base, exceptions } => holds(base) && exceptions.iter().all(|arm| holds(&arm.value)),
        _ => false,
    }
}

/// Which rules are decided for every subject: those that are reported, and those that others call.
pub(crate) fn decided_for_all(program: &Program) -> Table<RuleId, bool> {
    let reported = |rule: &guiju_ir::Rule| match &rule.kind {
        RuleKind::Norm(_) | RuleKind::Check(_) | RuleKind::Derived { .. } => true,
        RuleKind::Term { value } => matches!(program.nodes.at(*value).ty, Type::Quantity(_)),
        RuleKind::Exception { .. } | RuleKind::Bar { .. } => false,
    };
    let mut decided: Table<RuleId, bool> = program.rules.values().map(reported).collect::<Vec<_>>().into();
    for node in program.nodes.values() {
        if let Op::Call(rule, _) = &node.op {
            *decided.at_mut(*rule) = true;
        }
    }
    decided
}

/// The one item of a singleton.
pub(crate) fn only_row() -> RowId {
    RowId::new(0)
}
