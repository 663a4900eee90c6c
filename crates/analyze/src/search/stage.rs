//! Items to vary facts about: those that rules can reach, simplest first, and nothing stated of them.
//!
//! References are facts like others: the search links the items. What a stage fixes is how many there are of each entity,
//! and that every list which the rules can reach is complete.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use guiju_base::{Id, SourceId, Span};
use guiju_ir::{
    Completeness, EntityId, EntityRows, Extent, FactRef, Facts, NodeId, Op, OverOp, Program, Rat, Reference,
    RowId, RuleId, Subject, Type, Value,
};

use super::bench::{Bench, relist};
use super::{Goal, Settings};

/// Items to vary facts about.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The items; nothing is stated.
    pub facts: Facts,
    /// The one that is asked about.
    pub subject: Subject,
    /// How many items there are of each entity with a list that is given.
    pub items: BTreeMap<EntityId, usize>,
}

impl Stage {
    /// The plan with these settings: what a search found.
    pub fn plan(&self, program: &Program, settings: &Settings) -> Facts {
        Bench::new(program, &self.facts).silent(&settings.0).into_facts()
    }

    /// The same plan without the lists that it can do without: what a person would write.
    pub fn smallest(&self, program: &Program, settings: &Settings, goal: &mut dyn Goal) -> Facts {
        let mut plan = self.plan(program, settings);
        let look = goal.look(&plan);
        let named = |value: &Value, entity| {
            let refers = matches!(value, Value::Entity(Reference::One(_)) | Value::Entities(_));
            refers.then_some(entity)
        };
        let target = |fact: &FactRef| match program.fields.at(fact.field).ty {
            Type::Entity(entity) | Type::Entities(entity) => Some(entity),
            _ => None,
        };
        let mut needed: BTreeSet<EntityId> = BTreeSet::from([self.subject.entity]);
        for (fact, value) in &settings.0 {
            needed.insert(fact.subject.entity);
            needed.extend(target(fact).and_then(|entity| named(value, entity)));
        }
        for entity in self.items.keys().filter(|entity| !needed.contains(entity)) {
            let before = plan.clone();
            let columns = program.entities.at(*entity).fields.len();
            *plan.rows.at_mut(*entity) = EntityRows::new(columns, Completeness::Absent);
            for (inverse, _) in program.inverses.iter() {
                relist(program, &mut plan, inverse);
            }
            if discriminant(&goal.look(&plan)) != discriminant(&look) || !goal.stands(&plan) {
                plan = before;
            }
        }
        plan
    }
}

/// The most items of one entity.
const MOST: usize = 20;

/// Stages for rules of programs with one vocabulary, which together decide what is asked: one item of each entity that
/// they reach, all keys of a keyed list; two of each entity over which they quantify, and as many as a limit on a count
/// asks for; none of each list that they read whole. The subject is the first item of the subject of the first rule.
pub fn stages(programs: &[(&Program, RuleId)], source: SourceId) -> Vec<Stage> {
    let Some((program, rule)) = programs.first() else { return Vec::new() };
    let mut reach = Reach::default();
    for (program, rule) in programs {
        reach.rule(program, *rule);
    }
    let subject = program.rules.at(*rule).subject;
    let ones: BTreeMap<EntityId, usize> = reach.entities.iter().map(|entity| (*entity, 1)).collect();
    let mut counts = vec![ones.clone()];
    if !reach.listed.is_empty() {
        for many in std::iter::once(2).chain(reach.counts.iter().copied().filter(|many| *many > 2)) {
            let of = |entity: &EntityId| if reach.listed.contains(entity) { many } else { 1 };
            counts.push(ones.keys().map(|entity| (*entity, of(entity))).collect());
        }
    }
    for whole in reach.whole.iter().filter(|entity| **entity != subject) {
        let mut without = ones.clone();
        without.insert(*whole, 0);
        counts.push(without);
    }
    counts.into_iter().filter_map(|items| stage(program, subject, items, source)).collect()
}

fn stage(
    program: &Program,
    subject: EntityId,
    items: BTreeMap<EntityId, usize>,
    source: SourceId,
) -> Option<Stage> {
    let mut facts = Facts::none(program, source);
    for (entity, count) in &items {
        let rows = facts.rows.at_mut(*entity);
        rows.completeness = Completeness::Complete;
        for id in ids(program, *entity, *count) {
            rows.add(id.as_str().into(), Span::new(source, 0, 0));
        }
    }
    for (inverse, _) in program.inverses.iter() {
        relist(program, &mut facts, inverse);
    }
    let subject = Subject { entity: subject, row: RowId::new(0) };
    (!facts.rows.at(subject.entity).is_empty()).then_some(Stage { facts, subject, items })
}

/// The ids of so many items: keys where the list is keyed, else the entity's name with a number.
fn ids(program: &Program, entity: EntityId, count: usize) -> Vec<String> {
    let declared = program.entities.at(entity);
    match &declared.extent {
        Extent::Single => Vec::new(),
        Extent::List { keyed_by: Some(_), .. } if count == 0 => Vec::new(),
        Extent::List { keyed_by: Some(keys), .. } => {
            program.enums.at(*keys).values.iter().map(|key| key.id.clone()).collect()
        }
        Extent::List { .. } => (1..=count).map(|number| format!("{}-{number}", declared.name.id)).collect(),
    }
}

/// What rules can reach.
#[derive(Default)]
struct Reach {
    /// Entities with lists, any item of which may be met.
    entities: BTreeSet<EntityId>,
    /// Those of which some list is met.
    listed: BTreeSet<EntityId>,
    /// Those whose whole list is read, or an item of it by its key.
    whole: BTreeSet<EntityId>,
    /// Numbers of items at which a limit on a count is reached or passed.
    counts: BTreeSet<usize>,
}

impl Reach {
    fn rule(&mut self, program: &Program, rule: RuleId) {
        self.entity(program, program.rules.at(rule).subject);
        for (_, node) in program.nodes_below(roots(program, rule)) {
            match node.ty {
                Type::Entity(entity) => self.entity(program, entity),
                Type::Entities(entity) => {
                    self.entity(program, entity);
                    self.listed.insert(entity);
                }
                _ => {}
            }
            match node.op {
                Op::Rows(entity) | Op::Item(entity, _) => drop(self.whole.insert(entity)),
                Op::Compare(_, left, right) => {
                    self.count(program, left, right);
                    self.count(program, right, left);
                }
                _ => {}
            }
        }
    }

    fn count(&mut self, program: &Program, count: NodeId, limit: NodeId) {
        if !matches!(program.nodes.at(count).op, Op::Over { op: OverOp::Count, .. }) {
            return;
        }
        let limits: Vec<Rat> = match &program.nodes.at(limit).op {
            Op::Constant(Value::Quantity(limit)) => limit.as_point().cloned().into_iter().collect(),
            Op::Param(param) => program.params.at(*param).values.iter().map(|on| on.value.clone()).collect(),
            _ => Vec::new(),
        };
        let whole = limits.iter().filter_map(Rat::to_whole).filter_map(|limit| usize::try_from(limit).ok());
        self.counts.extend(whole.flat_map(|limit| [limit, limit + 1]).filter(|items| *items <= MOST));
    }

    fn entity(&mut self, program: &Program, entity: EntityId) {
        if !program.entities.at(entity).is_single() {
            self.entities.insert(entity);
        }
    }
}

/// The nodes that say what a rule comes to: those that decide it, and of a norm its duties and what its effects hang on.
pub(crate) fn roots(program: &Program, rule: RuleId) -> Vec<NodeId> {
    let declared = program.rules.at(rule);
    let mut roots = declared.deciding();
    if let Some(norm) = declared.norm() {
        roots.extend(norm.duties.iter().map(|duty| duty.holds));
        roots.extend(norm.effects.iter().filter_map(|effect| effect.when));
    }
    roots
}
