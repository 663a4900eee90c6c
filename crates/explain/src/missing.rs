//! What is missing for an open outcome, and whose it is to give.
//!
//! Only what matters is named: a false operand settles its `All` whatever its neighbours are, a true one its `Any`, an
//! item that a filter leaves out its quantifier; what lies behind such a settled step is never asked for.

use std::collections::HashSet;

use guiju_base::{Id, Words};
use guiju_ir::{
    Change, EntityId, Extent, FactRef, FieldId, Op, Outcome, OverOp, Program, Reading, Reference, StepId,
    Subject, Truth, Value,
};

use crate::case::Case;
use crate::trail::Trail;

/// What settles a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Needs {
    /// A fact that the plan should state.
    Fact,
    /// The judgement of a body.
    Determination,
    /// A step of procedure of a body. In results it is a fact with its body.
    Approval,
}

impl Needs {
    /// The word for it in results.
    pub fn id(self) -> &'static str {
        match self {
            Needs::Fact | Needs::Approval => "fact",
            Needs::Determination => "determination",
        }
    }
}

/// Something that an open outcome waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// Where it belongs in the plan: `parcels[X1].built`, or the key of a list.
    pub path: String,
    /// The entity and field; nothing for a list.
    pub fact: Option<(EntityId, FieldId)>,
    /// What it is called.
    pub label: Words,
    /// What settles it.
    pub needs: Needs,
    /// Who gives it, where the vocabulary says.
    pub by: Option<Words>,
}

/// A gap as the walk finds it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Gap {
    Fact(FactRef),
    List(String),
}

impl Gap {
    /// The gap in full.
    pub(crate) fn missing(&self, case: &Case) -> Missing {
        match self {
            Gap::Fact(fact) => {
                let (needs, by) = whose(case, fact.field);
                Missing {
                    path: case.facts.path(case.program, fact),
                    fact: Some((fact.subject.entity, fact.field)),
                    label: case.program.fields.at(fact.field).name.label.clone(),
                    needs,
                    by,
                }
            }
            Gap::List(key) => {
                let label = list_label(case.program, key);
                Missing { path: key.clone(), fact: None, label, needs: Needs::Fact, by: None }
            }
        }
    }
}

/// What a list is called that goes by its key, its owner before it: `parcels`, `programme.reserve_banks`; of a set
/// that an item has, what the fact is called.
fn list_label(program: &Program, key: &str) -> Words {
    let (owner, name) = key.rsplit_once('.').unwrap_or(("", key));
    let owner = program.entity_named(owner.split('[').next().unwrap_or(owner));
    let list = program.entities.values().find(|entity| match &entity.extent {
        Extent::Single => false,
        Extent::List { key, within, .. } => key == name && *within == owner,
    });
    let field = || owner.and_then(|owner| program.field_named(owner, name));
    let label = list
        .map(|entity| &entity.name.label)
        .or_else(|| field().map(|field| &program.fields.at(field).name.label));
    label.cloned().unwrap_or_else(|| Words::same(key))
}

/// What settles a fact, and who gives it.
pub(crate) fn whose(case: &Case, field: FieldId) -> (Needs, Option<Words>) {
    let field = case.program.fields.at(field);
    if let Some(body) = &field.judged_by {
        return (Needs::Determination, Some(body.clone()));
    }
    if let Some(step) = &field.awaits {
        return (Needs::Approval, Some(step.body.clone()));
    }
    match &field.change {
        Change::By(whom) => (Needs::Fact, Some(whom.clone())),
        Change::Fixed | Change::Unstated => (Needs::Fact, None),
    }
}

/// The gaps that keep an outcome open, in reading order; none when it is settled.
pub(crate) fn gaps(trail: &Trail) -> Vec<Gap> {
    let derivation = trail.derivation;
    if derivation.outcome != Outcome::Undetermined {
        return Vec::new();
    }
    let mut walk = Walk { trail: *trail, seen: HashSet::new(), found: HashSet::new(), gaps: Vec::new() };
    let grants = trail.norm().is_some_and(|norm| norm.kind.grants());
    let bars = derivation.bars.iter().map(|bar| bar.step).filter(|_| grants);
    let exceptions = derivation.exceptions.iter().map(|exception| exception.step);
    let roots: Vec<StepId> = derivation
        .concerns
        .into_iter()
        .chain(bars)
        .chain(derivation.conditions)
        .chain(exceptions)
        .filter(|root| trail.truth(*root) == Truth::Unknown)
        .collect();
    roots.into_iter().for_each(|root| walk.open(root));
    walk.gaps
}

/// Items that may be in a list are named one by one up to this many; beyond, the list itself is what is unclear.
const POSSIBLE: usize = 20;

struct Walk<'a> {
    trail: Trail<'a>,
    seen: HashSet<StepId>,
    found: HashSet<Gap>,
    gaps: Vec<Gap>,
}

impl Walk<'_> {
    fn open(&mut self, id: StepId) {
        if self.trail.is_settled(id) || !self.seen.insert(id) {
            return;
        }
        let before = self.gaps.len();
        self.possible_items(id);
        let step = self.trail.step(id);
        match &step.reading {
            Some(Reading::Missing(fact) | Reading::Stated(fact) | Reading::Presumed(fact)) => {
                self.push(Gap::Fact(fact.clone()));
            }
            Some(Reading::MissingList(key)) => {
                let gap = self.set_of_item(id).map_or_else(|| Gap::List(key.clone()), Gap::Fact);
                self.push(gap);
            }
            Some(Reading::Derived(fact)) => {
                self.inputs(id);
                if self.gaps.len() == before {
                    self.push(Gap::Fact(fact.clone()));
                }
            }
            None => self.operands(id),
        }
    }

    fn operands(&mut self, id: StepId) {
        match &self.trail.node(id).op {
            Op::Call(rule, of) => match self.trail.case.program.rules.at(*rule).norm() {
                Some(norm) => {
                    if let Some(of) = self.trail.input(id, *of) {
                        self.open(of);
                    }
                    let called = self.trail.called_norm(id, norm);
                    let bars = called.bars.into_iter().filter(|_| norm.kind.grants());
                    let parts = called.concerns.into_iter().chain(bars).chain(called.conditions);
                    let parts: Vec<StepId> = parts.chain(called.exceptions).collect();
                    parts.into_iter().for_each(|part| self.open(part));
                }
                None => self.inputs(id),
            },
            Op::Over { op, .. } => self.over(id, *op),
            _ => self.inputs(id),
        }
    }

    fn over(&mut self, id: StepId, op: OverOp) {
        if let Some(list) = self.trail.step(id).inputs.first() {
            self.open(*list);
        }
        for item in self.trail.items(id) {
            let settled = match op {
                OverOp::Every | OverOp::Some => self.trail.item_truth(op, &item) != Truth::Unknown,
                _ => item.filter.is_some_and(|filter| self.trail.truth(filter) == Truth::False),
            };
            if settled {
                continue;
            }
            item.filter.into_iter().chain(item.body).for_each(|part| self.open(part));
        }
    }

    fn inputs(&mut self, id: StepId) {
        let trail = self.trail;
        trail.step(id).inputs.iter().for_each(|input| self.open(*input));
    }

    /// The fact that a step reads when what is known in part is the set or list of an item, not a list of the plan.
    fn set_of_item(&self, id: StepId) -> Option<FactRef> {
        let Op::Field(of, field) = self.trail.node(id).op else { return None };
        let entity = self.trail.case.program.fields.at(field).entity;
        match self.trail.step(self.trail.input(id, of)?).value {
            Value::Entity(Reference::One(row)) => {
                Some(FactRef { subject: Subject { entity, row }, field, entry: None })
            }
            _ => None,
        }
    }

    /// Items whose own reference is unknown may be in an inverse list: their references are what is missing.
    fn possible_items(&mut self, id: StepId) {
        let Value::Entities(list) = &self.trail.step(id).value else { return };
        let Op::Inverse(_, inverse) = &self.trail.node(id).op else { return };
        let inverse = self.trail.case.program.inverses.at(*inverse);
        for row in list.possible.iter().take(POSSIBLE) {
            let subject = Subject { entity: inverse.items, row: *row };
            self.push(Gap::Fact(FactRef { subject, field: inverse.field, entry: None }));
        }
    }

    fn push(&mut self, gap: Gap) {
        if self.found.insert(gap.clone()) {
            self.gaps.push(gap);
        }
    }
}

/// Facts read for an outcome that rest on nothing, presumptions that stood in, and what was assumed on top of the plan.
#[derive(Clone, Default, Debug)]
pub(crate) struct Grounds {
    pub ungrounded: Vec<FactRef>,
    pub presumed: Vec<FactRef>,
    pub assumed: Vec<FactRef>,
}

/// Reads off a derivation which facts lack their evidence, and which were presumed or assumed.
pub(crate) fn grounds(trail: &Trail) -> Grounds {
    let mut grounds = Grounds::default();
    let mut seen: HashSet<&FactRef> = HashSet::new();
    for step in trail.derivation.steps.values() {
        match &step.reading {
            Some(Reading::Stated(fact) | Reading::Missing(fact))
                if trail.case.facts.is_assumed(fact) && seen.insert(fact) =>
            {
                grounds.assumed.push(fact.clone());
            }
            Some(Reading::Presumed(fact)) if seen.insert(fact) => grounds.presumed.push(fact.clone()),
            Some(Reading::Stated(fact)) if is_ungrounded(&trail.case, fact) && seen.insert(fact) => {
                grounds.ungrounded.push(fact.clone());
            }
            _ => {}
        }
    }
    grounds
}

/// Whether a fact rests on an outside act that took place, and names no document for it.
fn is_ungrounded(case: &Case, fact: &FactRef) -> bool {
    let field = case.program.fields.at(fact.field);
    if !field.evidenced {
        return false;
    }
    let document =
        case.facts.evidence(fact.subject, fact.field).is_some_and(|evidence| evidence.evidence.is_some());
    let Some(cell) = case.facts.cell(case.program, fact.subject, fact.field) else { return false };
    let pending = field.awaits.as_ref().is_some_and(|step| step.pending == cell.value);
    !document && !pending && says_something(&cell.value)
}

/// Whether a value says that something took place: a denial and an empty list do not.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Truth(truth) => *truth == Truth::True,
        Value::Choices(set) => !set.known.is_empty(),
        Value::Texts(texts) => !texts.known.is_empty(),
        Value::Entities(list) => !list.known.is_empty(),
        Value::Entity(reference) => matches!(reference, Reference::One(_)),
        Value::Choice(choice) => choice.is_some(),
        Value::Text(text) => text.is_some(),
        Value::Quantity(_) => true,
        Value::Absent => false,
    }
}

/// A sort key that puts facts in the order of the vocabulary.
pub(crate) fn vocabulary_order(fact: Option<(EntityId, FieldId)>) -> (usize, usize) {
    fact.map_or((usize::MAX, usize::MAX), |(entity, field)| (entity.index(), field.index()))
}
