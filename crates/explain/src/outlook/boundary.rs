//! Where a quantity turns something: the points at which it makes the two sides of a comparison equal.
//!
//! Each quantity above the fact is seen as `slope · x + rest`, the rest as it stands in the plan; least and greatest give one
//! such form per operand. Steps are met in the order of their ids, operands first.

use std::collections::HashMap;

use guiju_ir::{ArithmeticOp, FactRef, Op, OverOp, Rat, StepId, Truth, Type, Value};

use crate::trail::{Item, Trail};

/// Ways in which a quantity hangs on the fact; more are not followed.
const MOST: usize = 8;

/// `slope · x + rest`
#[derive(Clone, PartialEq, Eq)]
struct Form {
    slope: Rat,
    rest: Rat,
}

/// The points at which a fact makes two compared quantities equal.
pub(crate) fn boundaries(trail: &Trail, fact: &FactRef) -> Vec<Rat> {
    let mut forms: HashMap<StepId, Vec<Form>> = HashMap::new();
    let mut points = Vec::new();
    for (id, step) in trail.derivation.steps.iter() {
        if trail.fact(id) == Some(fact) {
            forms.insert(id, vec![Form { slope: Rat::ONE, rest: Rat::ZERO }]);
            continue;
        }
        if !step.inputs.iter().any(|input| forms.contains_key(input)) {
            continue;
        }
        let hanging = Hanging { trail: *trail, forms: &forms };
        if let Op::Compare(_, left, right) = &trail.node(id).op {
            points.extend(hanging.crossings(trail.input(id, *left), trail.input(id, *right)));
        }
        let mut found = hanging.forms_of(id);
        found.dedup();
        found.truncate(MOST);
        if !found.is_empty() {
            forms.insert(id, found);
        }
    }
    points.sort();
    points.dedup();
    points
}

struct Hanging<'a> {
    trail: Trail<'a>,
    forms: &'a HashMap<StepId, Vec<Form>>,
}

impl Hanging<'_> {
    /// The forms of an operand: those found, or its own value at both ends.
    fn operand(&self, step: StepId) -> Vec<Form> {
        if let Some(forms) = self.forms.get(&step) {
            return forms.clone();
        }
        let Value::Quantity(known) = &self.trail.step(step).value else { return Vec::new() };
        let mut ends: Vec<Rat> = known.low.iter().chain(&known.high).cloned().collect();
        ends.dedup();
        ends.into_iter().map(|rest| Form { slope: Rat::ZERO, rest }).collect()
    }

    fn crossings(&self, left: Option<StepId>, right: Option<StepId>) -> Vec<Rat> {
        let (Some(left), Some(right)) = (left, right) else { return Vec::new() };
        let mut points = Vec::new();
        for one in self.operand(left) {
            for other in self.operand(right) {
                points.extend(other.rest.sub(&one.rest).div(&one.slope.sub(&other.slope)));
            }
        }
        points
    }

    fn forms_of(&self, id: StepId) -> Vec<Form> {
        let inputs = &self.trail.step(id).inputs;
        let quantities = || inputs.iter().copied().filter(|input| self.is_quantity(*input));
        if !self.is_quantity(id) {
            return Vec::new();
        }
        match &self.trail.node(id).op {
            Op::Arithmetic(op, left, right) => {
                let scale = match (self.dimension(*left), self.dimension(*right)) {
                    (Some(left), Some(right)) => op.scale(left, right),
                    _ => Rat::ONE,
                };
                let side = |of| self.trail.input(id, of).map(|step| self.operand(step)).unwrap_or_default();
                // Both sides may be one node, and so one step.
                pairs(&side(*left), &side(*right), |left, right| computed(*op, left, right, &scale))
            }
            Op::Negative(_) => {
                let turned = |form: Form| Form { slope: form.slope.neg(), rest: form.rest.neg() };
                quantities().flat_map(|input| self.operand(input)).map(turned).collect()
            }
            Op::Over { op: OverOp::Sum, .. } => self.sum(id),
            Op::Over { op: OverOp::Count | OverOp::Every | OverOp::Some, .. } | Op::Round(..) => Vec::new(),
            // Any of the operands may come to be the value: least, greatest, exceptions, readings, calls, formulas.
            _ => quantities().flat_map(|input| self.operand(input)).collect(),
        }
    }

    /// The items that count, added up: at least and at most, where some may count or not. Of a long list only some are recorded:
    /// then the sum itself tells the rest.
    fn sum(&self, id: StepId) -> Vec<Form> {
        let (mut low, mut high) = (Rat::ZERO, Rat::ZERO);
        let mut hanging: Vec<(StepId, Form, Truth)> = Vec::new();
        for item in self.trail.items(id) {
            let counts = self.counts(id, &item);
            let Some(body) = item.body.filter(|_| counts != Truth::False) else { continue };
            let forms = self.operand(body);
            let (Some(least), Some(most)) = (forms.first(), forms.last()) else { return Vec::new() };
            if !least.slope.is_zero() {
                hanging.push((body, least.clone(), counts));
            } else {
                let may = counts == Truth::Unknown;
                let (least, most) = (least.rest.clone(), most.rest.clone());
                low = low.add(&if may { least.min(Rat::ZERO) } else { least });
                high = high.add(&if may { most.max(Rat::ZERO) } else { most });
            }
        }
        // With the plan's own value of the one item that hangs on the fact, the sum must come to what it came to.
        let mut rest = vec![low, high];
        if let ([(body, _, counts)], Value::Quantity(total)) =
            (hanging.as_slice(), &self.trail.step(id).value)
            && let Some(value) = self.point(*body)
        {
            let least = total.low.as_ref().filter(|_| *counts == Truth::True);
            rest = least.into_iter().chain(&total.high).map(|end| end.sub(&value)).collect();
        }
        rest.dedup();
        let whole = |rest: Rat| {
            hanging.iter().fold(Form { slope: Rat::ZERO, rest }, |whole, (_, form, _)| Form {
                slope: whole.slope.add(&form.slope),
                rest: whole.rest.add(&form.rest),
            })
        };
        rest.into_iter().map(whole).collect()
    }

    /// Whether an item of a sum counts.
    fn counts(&self, sum: StepId, item: &Item) -> Truth {
        let Op::Over { list, .. } = &self.trail.node(sum).op else { return Truth::False };
        let listed = self.trail.input(sum, *list).map(|listed| &self.trail.step(listed).value);
        let may = match (listed, item.subject) {
            (Some(Value::Entities(list)), Some(subject)) => list.possible.contains(&subject.row),
            _ => false,
        };
        let asked = item.filter.map_or(Truth::True, |filter| self.trail.truth(filter));
        if may && asked == Truth::True { Truth::Unknown } else { asked }
    }

    fn point(&self, step: StepId) -> Option<Rat> {
        match &self.trail.step(step).value {
            Value::Quantity(known) => known.as_point().cloned(),
            _ => None,
        }
    }

    fn is_quantity(&self, step: StepId) -> bool {
        matches!(self.trail.node(step).ty, Type::Quantity(_))
    }

    fn dimension(&self, node: guiju_ir::NodeId) -> Option<guiju_ir::Dimension> {
        match self.trail.case.program.nodes.at(node).ty {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        }
    }
}

fn pairs(left: &[Form], right: &[Form], join: impl Fn(&Form, &Form) -> Option<Form>) -> Vec<Form> {
    left.iter()
        .flat_map(|one| right.iter().filter_map(|other| join(one, other)).collect::<Vec<_>>())
        .collect()
}

/// Nothing where the result is no such form: a product of two that hang on the fact, a quotient by one.
fn computed(op: ArithmeticOp, left: &Form, right: &Form, scale: &Rat) -> Option<Form> {
    let times = |form: &Form, by: &Rat| Form { slope: form.slope.mul(by), rest: form.rest.mul(by) };
    let form = match op {
        ArithmeticOp::Add => Form { slope: left.slope.add(&right.slope), rest: left.rest.add(&right.rest) },
        ArithmeticOp::Subtract => {
            Form { slope: left.slope.sub(&right.slope), rest: left.rest.sub(&right.rest) }
        }
        ArithmeticOp::Multiply if right.slope.is_zero() => times(left, &right.rest),
        ArithmeticOp::Multiply if left.slope.is_zero() => times(right, &left.rest),
        ArithmeticOp::Divide if right.slope.is_zero() => times(left, &Rat::ONE.div(&right.rest)?),
        _ => return None,
    };
    Some(times(&form, scale))
}
