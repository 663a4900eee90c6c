//! A derivation with one truth in it forced: what the norm would have come to if that alone were otherwise.
//!
//! Values are passed up from the forced step, from inputs to users; whatever does not hang on it stays as it was recorded. A
//! step is passed up only where the same operation on what was recorded gives what was recorded; else the flip stops there,
//! so that a condition may be found not to decide where it does, never the other way round.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use guiju_base::Id;
use guiju_ir::{
    ArithmeticOp, CompareOp, Derivation, ExtremeOp, GroundStep, Interval, List, Norm, Op, Outcome, OverOp,
    Program, Rat, Reading, StepId, Truth, Type, Value, outcome_of,
};

/// What a norm comes to, with its duties and effects, by their places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Standing {
    pub outcome: Outcome,
    pub duties: Vec<Truth>,
    pub effects: Vec<Truth>,
}

/// What a flip comes to.
pub(super) struct Force {
    pub standing: Standing,
    /// Steps that keep their value though they hang on the flip, and are not settled: further facts may let it through.
    pub waiting: Vec<StepId>,
    /// Steps whose value is another one.
    pub changed: BTreeSet<StepId>,
}

/// One derivation to be replayed again and again.
pub(super) struct Replay<'d> {
    program: &'d Program,
    derivation: &'d Derivation,
    norm: &'d Norm,
    /// By step: whether the operation on what was recorded gives what was recorded.
    trusted: RefCell<BTreeMap<StepId, bool>>,
}

impl<'d> Replay<'d> {
    /// Nothing when `derivation` is of no norm, or the norm was not in force.
    pub(super) fn of(program: &'d Program, derivation: &'d Derivation) -> Option<Self> {
        let norm = program.rules.at(derivation.norm).norm().filter(|_| derivation.in_force)?;
        Some(Replay { program, derivation, norm, trusted: RefCell::new(BTreeMap::new()) })
    }

    /// What it came to.
    pub(super) fn recorded(&self) -> Standing {
        self.standing(&BTreeMap::new())
    }

    /// What it would come to if a step had another truth.
    pub(super) fn force(&self, step: StepId, truth: Truth) -> Force {
        let mut changed = BTreeMap::from([(step, Value::Truth(truth))]);
        let mut waiting = Vec::new();
        for index in step.index() + 1..self.derivation.steps.len() {
            let id = StepId::new(index);
            let user = self.derivation.steps.at(id);
            if !user.inputs.iter().any(|input| changed.contains_key(input)) {
                continue;
            }
            let value = if self.is_trusted(id) { self.value(id, &|input| changed.get(&input)) } else { None };
            match value {
                Some(value) if value != user.value => drop(changed.insert(id, value)),
                _ if !user.value.is_settled() => waiting.push(id),
                _ => {}
            }
        }
        waiting.extend(self.open_parts(&changed));
        Force { standing: self.standing(&changed), waiting, changed: changed.into_keys().collect() }
    }

    /// Parts of the norm that are open while others hang on the flip: settling them may let it through.
    fn open_parts(&self, changed: &BTreeMap<StepId, Value>) -> Vec<StepId> {
        let d = self.derivation;
        let grounds = d.bars.iter().chain(&d.exceptions).map(|ground| ground.step);
        let parts: Vec<StepId> = d.concerns.into_iter().chain(grounds).chain(d.conditions).collect();
        if !parts.iter().any(|part| changed.contains_key(part)) {
            return Vec::new();
        }
        parts.into_iter().filter(|part| !d.steps.at(*part).value.is_settled()).collect()
    }

    fn is_trusted(&self, id: StepId) -> bool {
        if let Some(known) = self.trusted.borrow().get(&id) {
            return *known;
        }
        let again = self.value(id, &|_| None);
        let trusted = again.as_ref() == Some(&self.derivation.steps.at(id).value);
        self.trusted.borrow_mut().insert(id, trusted);
        trusted
    }

    fn standing(&self, changed: &BTreeMap<StepId, Value>) -> Standing {
        let truth =
            |step: StepId| as_truth(changed.get(&step).unwrap_or(&self.derivation.steps.at(step).value));
        let any = |grounds: &[GroundStep]| {
            grounds.iter().fold(Truth::False, |any, ground| any.or(truth(ground.step)))
        };
        let d = self.derivation;
        let outcome = outcome_of(
            self.norm.kind,
            d.concerns.map_or(Truth::True, truth),
            any(&d.bars),
            d.conditions.map_or(Truth::True, truth),
            any(&d.exceptions),
        );
        let duties = d.duties.iter().map(|duty| truth(duty.step)).collect();
        let effects = d.effects.iter().map(|effect| effect.step.map_or(Truth::True, truth)).collect();
        Standing { outcome, duties, effects }
    }

    /// The value of a step from those of its inputs; nothing when the operation is not one of those known here.
    fn value<'v>(&'v self, id: StepId, changed: &dyn Fn(StepId) -> Option<&'v Value>) -> Option<Value> {
        let step = self.derivation.steps.at(id);
        let value = |input: StepId| changed(input).unwrap_or(&self.derivation.steps.at(input).value);
        let values: Vec<&Value> = step.inputs.iter().map(|input| value(*input)).collect();
        let truths = || values.iter().map(|value| as_truth(value));
        match &self.program.nodes.at(step.node).op {
            Op::Not(_) => Some(Value::Truth(!as_truth(values.first()?))),
            Op::All(_) => Some(Value::Truth(truths().fold(Truth::True, Truth::and))),
            Op::Any(_) => Some(Value::Truth(truths().fold(Truth::False, Truth::or))),
            Op::Compare(op, ..) => compared(*op, values.first()?, values.get(1)?).map(Value::Truth),
            Op::Reading(..) => values.last().map(|value| (*value).clone()),
            Op::Field(..) if matches!(step.reading, Some(Reading::Derived(_))) => {
                values.get(1).map(|value| (*value).clone())
            }
            Op::Call(rule, _) => match self.program.rules.at(*rule).norm() {
                Some(norm) => called(norm, values.get(1..)?).map(Value::Truth),
                None if self.program.nodes.at(step.node).ty == Type::Truth => {
                    values.get(1).map(|root| Value::Truth(as_truth(root)))
                }
                None => values.get(1).map(|root| (*root).clone()),
            },
            Op::Arithmetic(op, left, right) => {
                let scale = match (self.program.nodes.at(*left).ty, self.program.nodes.at(*right).ty) {
                    (Type::Quantity(left), Type::Quantity(right)) => op.scale(left, right),
                    _ => Rat::ONE,
                };
                arithmetic(*op, values.first()?, values.last()?, scale)
            }
            Op::Negative(_) => quantity(values.first()?).map(|known| Value::Quantity(known.neg())),
            Op::Extreme(op, _) => {
                let known: Option<Vec<&Interval>> = values.iter().map(|value| quantity(value)).collect();
                let joined = known?.into_iter().cloned().reduce(|one, two| match op {
                    ExtremeOp::Min => one.min(&two),
                    ExtremeOp::Max => one.max(&two),
                });
                joined.map(Value::Quantity)
            }
            Op::Over { .. } => self.over(id, &value),
            Op::Defeasible { exceptions, .. } => defeasible(exceptions.len(), &values),
            _ => None,
        }
    }

    fn over<'v>(&'v self, id: StepId, value: &dyn Fn(StepId) -> &'v Value) -> Option<Value> {
        let step = self.derivation.steps.at(id);
        let Op::Over { op, slot, filter, body, .. } = &self.program.nodes.at(step.node).op else {
            return None;
        };
        let (list, items) = step.inputs.split_first()?;
        let Value::Entities(list) = value(*list) else { return None };
        let mut entries: Vec<Entry> = Vec::new();
        for input in items {
            let inner = self.derivation.steps.at(*input);
            let item = inner.bindings.get(usize::from(*slot))?;
            let is_new = entries.last().is_none_or(|entry| entry.row != item.row);
            if is_new {
                let listed = if list.known.contains(&item.row) { Truth::True } else { Truth::Unknown };
                entries.push(Entry { row: item.row, counts: listed, body: None });
            }
            let entry = entries.last_mut()?;
            if Some(inner.node) == *filter && is_new {
                entry.counts = entry.counts.and(as_truth(value(*input)));
            } else if Some(inner.node) == *body {
                entry.body = Some(value(*input).clone());
            } else {
                return None;
            }
        }
        match op {
            OverOp::Every => quantified(&entries, list, Truth::False),
            OverOp::Some => quantified(&entries, list, Truth::True),
            OverOp::Count if body.is_none() && filter.is_some() => counted(&entries, list),
            OverOp::Sum => summed(&entries, list),
            OverOp::Count | OverOp::Extreme(_) => None,
        }
    }
}

/// One item of a list.
struct Entry {
    row: guiju_ir::RowId,
    /// Whether it counts: in the list, and past the filter.
    counts: Truth,
    body: Option<Value>,
}

/// A value as a condition.
pub(super) fn as_truth(value: &Value) -> Truth {
    match value {
        Value::Truth(truth) => *truth,
        _ => Truth::False,
    }
}

fn quantity(value: &Value) -> Option<&Interval> {
    match value {
        Value::Quantity(known) => Some(known),
        _ => None,
    }
}

fn compared(op: CompareOp, left: &Value, right: &Value) -> Option<Truth> {
    match (left, right) {
        (Value::Quantity(left), Value::Quantity(right)) => Some(match op {
            CompareOp::Equal => left.equals(right),
            CompareOp::Less => left.less(right),
            CompareOp::AtMost => left.at_most(right),
            CompareOp::Greater => right.less(left),
            CompareOp::AtLeast => right.at_most(left),
        }),
        (Value::Truth(left), Value::Truth(right)) => {
            let known = *left != Truth::Unknown && *right != Truth::Unknown;
            Some(if known { Truth::from(left == right) } else { Truth::Unknown })
        }
        _ => None,
    }
}

/// The truth of a norm that is used as a condition, from its parts in their order.
fn called(norm: &Norm, parts: &[&Value]) -> Option<Truth> {
    let mut parts = parts.iter().map(|part| as_truth(part));
    let concerns = match norm.concerns {
        Some(_) => parts.next()?,
        None => Truth::True,
    };
    let conditions = parts.next()?;
    let mut any = |count: usize| -> Option<Truth> {
        (0..count).try_fold(Truth::False, |any, _| parts.next().map(|part| any.or(part)))
    };
    let (bar, exception) = (any(norm.bars.len())?, any(norm.exceptions.len())?);
    Some(outcome_of(norm.kind, concerns, bar, conditions, exception).truth(norm.kind))
}

fn arithmetic(op: ArithmeticOp, left: &Value, right: &Value, scale: Rat) -> Option<Value> {
    let (left, right) = (quantity(left)?, quantity(right)?);
    let result = match op {
        ArithmeticOp::Add => left.add(right),
        ArithmeticOp::Subtract => left.sub(right),
        ArithmeticOp::Multiply => left.mul(right),
        ArithmeticOp::Divide => left.div(right),
    };
    Some(Value::Quantity(if scale == Rat::ONE { result } else { result.mul(&Interval::point(scale)) }))
}

/// `Every` with false deciding, `Some` with true. An item that comes to count, and of which the body was not evaluated,
/// leaves the whole to nobody's knowledge.
fn quantified(entries: &[Entry], list: &List, deciding: Truth) -> Option<Value> {
    let mut whole = if list.complete { !deciding } else { Truth::Unknown };
    for entry in entries {
        let body = match (&entry.body, entry.counts) {
            (_, Truth::False) => Truth::Unknown,
            (Some(body), _) => as_truth(body),
            (None, _) => return None,
        };
        let says = if deciding == Truth::True { entry.counts.and(body) } else { (!entry.counts).or(body) };
        whole = if deciding == Truth::True { whole.or(says) } else { whole.and(says) };
    }
    Some(Value::Truth(whole))
}

fn counted(entries: &[Entry], list: &List) -> Option<Value> {
    let all = entries.len() == list.known.len() + list.possible.len();
    if !all {
        return None;
    }
    let number = |count: usize| i64::try_from(count).ok().map(Rat::whole);
    let least = entries.iter().filter(|entry| entry.counts == Truth::True).count();
    let most = entries.iter().filter(|entry| entry.counts != Truth::False).count();
    let high = if list.complete { Some(number(most)?) } else { None };
    Some(Value::Quantity(Interval { low: Some(number(least)?), high }))
}

fn summed(entries: &[Entry], list: &List) -> Option<Value> {
    if !list.complete || entries.len() != list.known.len() + list.possible.len() {
        return None;
    }
    let zero = Interval::point(Rat::ZERO);
    let mut sum = zero.clone();
    for entry in entries {
        let body = match (&entry.body, entry.counts) {
            (_, Truth::False) => continue,
            (Some(Value::Quantity(body)), _) => body,
            (Some(_), _) => continue,
            (None, _) => return None,
        };
        sum = sum.add(&if entry.counts == Truth::True { body.clone() } else { body.hull(&zero) });
    }
    Some(Value::Quantity(sum))
}

/// The base where no exception holds, else the value of the only one that does.
fn defeasible(exceptions: usize, values: &[&Value]) -> Option<Value> {
    let (base, mut rest) = values.split_first()?;
    let mut value = (*base).clone();
    let mut holding = 0;
    for _ in 0..exceptions {
        let (holds, behind) = rest.split_first()?;
        rest = behind;
        match as_truth(holds) {
            Truth::False => {}
            Truth::True => {
                let (own, behind) = rest.split_first()?;
                value = (*own).clone();
                rest = behind;
                holding += 1;
            }
            Truth::Unknown => return None,
        }
    }
    (holding <= 1 && rest.is_empty()).then_some(value)
}
