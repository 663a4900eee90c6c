//! Representative values: for each field what the rules distinguish of it, read off the nodes of one or several programs.
//!
//! | type | values |
//! | --- | --- |
//! | truth | both |
//! | one of an enum | each value that a node names, and one that none names; all, where two facts are compared |
//! | set of an enum | none; every combination of the named values where they are few, else each alone and all together |
//! | text, list of texts | each that a node names, another one, and for a list none |
//! | reference, list of items | each item, none, all |
//! | quantity | each limit, just below and just above it, and one value in each gap; likewise where it turns something |
//!
//! *Just* is the least step in which a quantity is stated: one where it is counted, else the fourth decimal in the base unit,
//! as plans state hectares. Round values come first, for a reader's sake.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use guiju_base::Id;
use guiju_ir::{
    Choices, Day, Dimension, FactRef, Facts, Field, FieldId, Interval, List, Node, NodeId, Op, Program, Rat,
    Reference, RowId, RuleId, Texts, Truth, Type, Value, units,
};

use super::stage::roots;

/// The most named values of a set of which every combination is tried.
const COMBINED: usize = 4;

/// Why a search over representative values shows nothing of all plans.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Doubt {
    /// The rules look at lists, which may be longer than those tried.
    Lists,
    /// The rules reach one entity in several ways, which may be several items.
    References,
    /// A quantity is compared with other facts, or calculated with.
    Arithmetic,
    /// A fact is derived, and a plan may state it too.
    Derived,
    /// A set or text is compared in a way of which not every case was tried.
    Sets,
    /// A fact that matters had no value to try.
    Untried,
    /// The search was cut off.
    Budget,
}

/// The least step in which a quantity is stated, in the base unit.
pub fn step_of(dimension: Dimension) -> Rat {
    if dimension.is_whole() { Rat::ONE } else { Rat::ratio(1, 10_000).unwrap_or(Rat::ONE) }
}

/// What rules distinguish of a field.
#[derive(Clone, Debug, Default)]
struct Distinguished {
    limits: BTreeSet<Rat>,
    choices: BTreeSet<u16>,
    every_choice: bool,
    texts: BTreeSet<Arc<str>>,
}

/// Representative values for the facts of programs with one vocabulary.
#[derive(Clone, Debug)]
pub struct Domain {
    fields: BTreeMap<FieldId, Distinguished>,
    declared: Vec<Field>,
    enums: Vec<usize>,
    doubts: BTreeSet<Doubt>,
}

impl Domain {
    /// What these rules, each of its program, distinguish on a day.
    pub fn of(programs: &[(&Program, RuleId)], day: Day) -> Domain {
        let vocabulary = programs.first().map(|(program, _)| *program);
        let declared = vocabulary.map(|p| p.fields.values().cloned().collect()).unwrap_or_default();
        let enums =
            vocabulary.map(|p| p.enums.values().map(|e| e.values.len()).collect()).unwrap_or_default();
        let mut domain = Domain { fields: BTreeMap::new(), declared, enums, doubts: BTreeSet::new() };
        for (program, rule) in programs {
            let mut gathering = Gathering { program, day, domain: &mut domain };
            gathering.rule(*rule);
        }
        domain
    }

    /// Why representatives do not stand for all plans; none when they do.
    pub fn doubts(&self) -> Vec<Doubt> {
        self.doubts.iter().copied().collect()
    }

    /// The values to try of a fact, round ones first; of a quantity also those around the points at which it turns something.
    pub fn values(&self, facts: &Facts, fact: &FactRef, turning: Vec<Rat>) -> Vec<Value> {
        let Some(field) = self.declared.get(fact.field.index()) else { return Vec::new() };
        let fallback = Distinguished::default();
        let seen = self.fields.get(&fact.field).unwrap_or(&fallback);
        let mut values = match field.ty {
            Type::Truth => vec![Value::Truth(Truth::True), Value::Truth(Truth::False)],
            Type::Choice(of) | Type::Ledger(of) => {
                self.choices(seen, of.index()).into_iter().map(|one| Value::Choice(Some(one))).collect()
            }
            Type::Choices(of) => self.sets(seen, of.index()),
            Type::Text => texts(seen).into_iter().map(|text| Value::Text(Some(text))).collect(),
            Type::Texts => text_lists(&texts(seen)),
            Type::Quantity(dimension) => {
                let limits = seen.limits.iter().cloned().chain(turning).collect();
                quantities(dimension, &field.range, limits)
            }
            Type::Entity(of) => references(facts.rows.at(of).len()),
            Type::Entities(of) => lists(facts.rows.at(of).len()),
        };
        if let Some(presumed) = &field.presumed {
            values.sort_by_key(|value| value != presumed);
        }
        values
    }

    fn choices(&self, seen: &Distinguished, of: usize) -> Vec<u16> {
        let count = self.enums.get(of).map_or(0, |count| u16::try_from(*count).unwrap_or(u16::MAX));
        if seen.every_choice {
            return (0..count).collect();
        }
        let other = (0..count).find(|value| !seen.choices.contains(value));
        seen.choices.iter().copied().chain(other).collect()
    }

    fn sets(&self, seen: &Distinguished, of: usize) -> Vec<Value> {
        let set = |known: Vec<u16>| Value::Choices(Choices { known: known.into(), complete: true });
        let single = self.choices(seen, of);
        let mut sets: Vec<Vec<u16>> = single.iter().map(|value| vec![*value]).collect();
        sets.push(Vec::new());
        let named: Vec<u16> = seen.choices.iter().copied().collect();
        if named.len() <= COMBINED {
            let combined = (0..1_u32 << named.len()).map(|mask| {
                let chosen = named.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
                chosen.map(|(_, value)| *value).collect::<Vec<u16>>()
            });
            sets.extend(combined.filter(|set| set.len() > 1));
        } else {
            sets.push(named);
        }
        sets.into_iter().map(set).collect()
    }
}

fn texts(seen: &Distinguished) -> Vec<Arc<str>> {
    let other = std::iter::successors(Some(Arc::from("其他")), |text: &Arc<str>| {
        Some(Arc::from(format!("{text}*")))
    });
    let other = other.into_iter().find(|text| !seen.texts.contains(text));
    seen.texts.iter().cloned().chain(other).collect()
}

fn text_lists(texts: &[Arc<str>]) -> Vec<Value> {
    let list = |known: Vec<Arc<str>>| Value::Texts(Texts { known: known.into(), complete: true });
    let mut lists: Vec<Value> = texts.iter().map(|text| list(vec![text.clone()])).collect();
    lists.push(list(Vec::new()));
    if texts.len() > 1 {
        lists.push(list(texts.to_vec()));
    }
    lists
}

fn references(items: usize) -> Vec<Value> {
    let ones = (0..items).map(|row| Value::Entity(Reference::One(RowId::new(row))));
    ones.chain([Value::Entity(Reference::None)]).collect()
}

fn lists(items: usize) -> Vec<Value> {
    let list =
        |rows: Vec<RowId>| Value::Entities(List { known: rows.into(), possible: [].into(), complete: true });
    let all: Vec<RowId> = (0..items).map(RowId::new).collect();
    let mut lists = vec![list(all.clone())];
    if items > 1 {
        lists.extend(all.iter().map(|row| list(vec![*row])));
    }
    if items > 0 {
        lists.push(list(Vec::new()));
    }
    lists
}

/// Each limit, just beside it, and one value in each gap; the roundest first.
fn quantities(dimension: Dimension, range: &Interval, limits: BTreeSet<Rat>) -> Vec<Value> {
    let step = step_of(dimension);
    let inside = |value: &Rat| {
        range.low.as_ref().is_none_or(|low| low <= value)
            && range.high.as_ref().is_none_or(|high| value <= high)
            && is_statable(dimension, value)
    };
    let mut points: BTreeSet<Rat> = limits.iter().cloned().collect();
    points.extend([&range.low, &range.high].into_iter().flatten().cloned());
    if points.is_empty() {
        points.insert(Rat::ZERO);
    }
    let ends: Vec<Rat> = points.iter().cloned().collect();
    let mut found: BTreeSet<Rat> = points.clone();
    for limit in &limits {
        // Between two steps there is the step on either side.
        let low = limit.round(&step, guiju_ir::Rounding::Down).unwrap_or_else(|| limit.clone());
        let high = limit.round(&step, guiju_ir::Rounding::Up).unwrap_or_else(|| limit.clone());
        let exact = low == *limit;
        found.insert(if exact { limit.sub(&step) } else { low });
        found.insert(if exact { limit.add(&step) } else { high });
    }
    for pair in ends.windows(2) {
        if let [low, high] = pair {
            found.extend(between(low, high));
        }
    }
    if let (Some(first), Some(last)) = (ends.first(), ends.last()) {
        found.extend([1, 3].map(|by| last.add(&Rat::whole(by))));
        found.insert(first.sub(&Rat::ONE));
    }
    found.retain(inside);
    let mut values: Vec<Rat> = found.into_iter().collect();
    values.sort_by_key(|value| (roughness(value), !limits.contains(value)));
    values.into_iter().map(|value| Value::Quantity(Interval::point(value))).collect()
}

/// Whether a plan can state the value: as a decimal in some unit.
fn is_statable(dimension: Dimension, value: &Rat) -> bool {
    if dimension.is_whole() {
        return value.to_whole().is_some();
    }
    let mut of_dimension = units().iter().filter(|unit| unit.dimension == dimension);
    of_dimension.any(|unit| value.div(&unit.factor()).is_some_and(|number| number.is_finite_decimal()))
}

/// The roundest value strictly between two.
fn between(low: &Rat, high: &Rat) -> Option<Rat> {
    let middle = low.add(high).div(&Rat::whole(2))?;
    let steps = [(100, 1), (10, 1), (1, 1), (1, 10), (1, 100), (1, 1_000), (1, 10_000)];
    let round =
        steps.into_iter().filter_map(|(n, d)| middle.round(&Rat::ratio(n, d)?, guiju_ir::Rounding::Nearest));
    let mut round = round.filter(|value| low < value && value < high);
    Some(round.next().unwrap_or(middle))
}

/// How many decimals a value takes to write; fractions that are no decimals come last.
fn roughness(value: &Rat) -> usize {
    if !value.is_finite_decimal() {
        return usize::MAX;
    }
    let text = value.to_string();
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Goes through the nodes of one rule.
struct Gathering<'a> {
    program: &'a Program,
    day: Day,
    domain: &'a mut Domain,
}

impl Gathering<'_> {
    fn rule(&mut self, rule: RuleId) {
        let roots = roots(self.program, rule);
        let below: Vec<(NodeId, &Node)> = self.program.nodes_below(roots.iter().copied()).collect();
        let mut ways: BTreeMap<guiju_ir::EntityId, BTreeSet<String>> = BTreeMap::new();
        let subject = self.program.rules.at(rule).subject;
        ways.entry(subject).or_default().insert("subject".to_string());
        for (_, node) in &below {
            self.node(node);
            let way = match (&node.op, node.ty) {
                (Op::Field(_, field), Type::Entity(_)) => format!("field {}", field.index()),
                (Op::Item(_, key), Type::Entity(_)) => format!("key {key}"),
                _ => continue,
            };
            if let Type::Entity(entity) = node.ty {
                let keyed = matches!(node.op, Op::Item(..));
                // Items with different keys are different items on every stage.
                ways.entry(entity).or_default().insert(if keyed { "key".to_string() } else { way });
            }
        }
        if ways.values().any(|ways| ways.len() > 1) {
            self.domain.doubts.insert(Doubt::References);
        }
        self.roots_that_are_facts(&below, &roots);
    }

    /// A quantity that a rule hands on as its value is used elsewhere, in whatever way.
    fn roots_that_are_facts(&mut self, below: &[(NodeId, &Node)], roots: &[NodeId]) {
        let called = below.iter().filter_map(|(_, node)| match &node.op {
            Op::Call(rule, _) => Some(self.program.rules.at(*rule).deciding()),
            _ => None,
        });
        let mut values: Vec<NodeId> = called.flatten().chain(roots.iter().copied()).collect();
        values.retain(|value| matches!(self.program.nodes.at(*value).ty, Type::Quantity(_)));
        if !values.is_empty() {
            self.domain.doubts.insert(Doubt::Arithmetic);
        }
    }

    fn node(&mut self, node: &Node) {
        match &node.op {
            Op::Compare(_, left, right) => {
                self.compared(*left, *right);
                self.compared(*right, *left);
            }
            Op::Among(of, values) => {
                for value in values {
                    self.with_constant(*of, value);
                }
            }
            Op::Member(item, set) => self.member(*item, *set),
            Op::Arithmetic(..) | Op::Negative(_) | Op::Extreme(..) | Op::Round(..) => {
                self.domain.doubts.insert(Doubt::Arithmetic);
            }
            Op::Over { .. } | Op::Rows(_) | Op::Inverse(..) => {
                self.domain.doubts.insert(Doubt::Lists);
            }
            Op::Field(_, field) => {
                let field = self.program.fields.at(*field);
                if field.derived.is_some() {
                    self.domain.doubts.insert(Doubt::Derived);
                }
                if matches!(field.ty, Type::Entities(_)) {
                    self.domain.doubts.insert(Doubt::Lists);
                }
            }
            _ => {}
        }
    }

    fn seen(&mut self, field: FieldId) -> &mut Distinguished {
        self.domain.fields.entry(field).or_default()
    }

    fn field(&self, node: NodeId) -> Option<FieldId> {
        match self.program.nodes.at(node).op {
            Op::Field(_, field) | Op::LedgerEntry(_, field, _) => Some(field),
            _ => None,
        }
    }

    fn constant(&self, node: NodeId) -> Option<Value> {
        match &self.program.nodes.at(node).op {
            Op::Constant(value) => Some(value.clone()),
            Op::Param(param) => {
                let value = self.program.params.at(*param).on(self.day)?;
                Some(Value::Quantity(Interval::point(value.value.clone())))
            }
            _ => None,
        }
    }

    fn compared(&mut self, of: NodeId, with: NodeId) {
        if let Some(constant) = self.constant(with) {
            return self.with_constant(of, &constant);
        }
        let doubt = match self.program.nodes.at(of).ty {
            Type::Quantity(_) => Doubt::Arithmetic,
            Type::Text => Doubt::Sets,
            Type::Entity(_) => Doubt::References,
            _ => {
                if let Some(field) = self.field(of) {
                    self.seen(field).every_choice = true;
                }
                return;
            }
        };
        if self.constant(of).is_none() {
            self.domain.doubts.insert(doubt);
        }
    }

    fn with_constant(&mut self, of: NodeId, constant: &Value) {
        let Some(field) = self.field(of) else { return };
        let seen = self.seen(field);
        match constant {
            Value::Quantity(limit) => seen.limits.extend(limit.as_point().cloned()),
            Value::Choice(Some(choice)) => drop(seen.choices.insert(*choice)),
            Value::Text(Some(text)) => drop(seen.texts.insert(text.clone())),
            _ => {}
        }
    }

    fn member(&mut self, item: NodeId, set: NodeId) {
        match (self.constant(item), self.field(set)) {
            (Some(constant), Some(_)) => self.with_constant(set, &constant),
            _ => {
                for field in [self.field(item), self.field(set)].into_iter().flatten() {
                    self.seen(field).every_choice = true;
                }
                self.domain.doubts.insert(Doubt::Sets);
            }
        }
        let named =
            self.field(set).and_then(|field| self.domain.fields.get(&field)).map(|seen| seen.choices.len());
        if named.is_some_and(|named| named > COMBINED) {
            self.domain.doubts.insert(Doubt::Sets);
        }
        if self.program.nodes.at(set).ty == Type::Texts {
            self.domain.doubts.insert(Doubt::Sets);
        }
    }
}
