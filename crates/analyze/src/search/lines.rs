//! Where a quantity turns something: the values at which two quantities that are compared come to be equal.
//!
//! Above the fact, each quantity of a derivation is a straight line in it, `slope × fact + rest`, the rest as it stands in
//! the plan; where one of several operands may come to be the value, each gives a line. Steps come after their inputs.

use std::collections::HashMap;

use guiju_ir::{ArithmeticOp, Derivation, FactRef, Op, OverOp, Program, Rat, Reading, StepId, Type, Value};

/// The most lines that are followed for one step.
const MOST: usize = 6;

#[derive(Clone, PartialEq, Eq)]
struct Line {
    slope: Rat,
    rest: Rat,
}

impl Line {
    fn flat(rest: Rat) -> Line {
        Line { slope: Rat::ZERO, rest }
    }

    fn plus(&self, other: &Line) -> Line {
        Line { slope: self.slope.add(&other.slope), rest: self.rest.add(&other.rest) }
    }

    fn times(&self, factor: &Rat) -> Line {
        Line { slope: self.slope.mul(factor), rest: self.rest.mul(factor) }
    }

    /// Where two lines meet.
    fn meets(&self, other: &Line) -> Option<Rat> {
        other.rest.sub(&self.rest).div(&self.slope.sub(&other.slope))
    }
}

/// The values of `fact` at which the two sides of some comparison, or two operands of a least or greatest, are equal.
pub(crate) fn turning_points(program: &Program, derivation: &Derivation, fact: &FactRef) -> Vec<Rat> {
    let mut lines = Lines { program, derivation, found: HashMap::new() };
    let mut points = Vec::new();
    for (id, step) in derivation.steps.iter() {
        if reads(&step.reading, fact) {
            lines.found.insert(id, vec![Line { slope: Rat::ONE, rest: Rat::ZERO }]);
            continue;
        }
        if !step.inputs.iter().any(|input| lines.found.contains_key(input)) {
            continue;
        }
        let compares = matches!(
            program.nodes.at(step.node).op,
            Op::Compare(..) | Op::Extreme(..) | Op::Over { op: OverOp::Extreme(_), .. }
        );
        if compares {
            points.extend(lines.meetings(&step.inputs));
        }
        let mut own = lines.of_step(id);
        own.dedup();
        own.truncate(MOST);
        if !own.is_empty() {
            lines.found.insert(id, own);
        }
    }
    points.sort();
    points.dedup();
    points
}

fn reads(reading: &Option<Reading>, fact: &FactRef) -> bool {
    matches!(reading, Some(Reading::Stated(read) | Reading::Presumed(read) | Reading::Missing(read)) if read == fact)
}

struct Lines<'a> {
    program: &'a Program,
    derivation: &'a Derivation,
    found: HashMap<StepId, Vec<Line>>,
}

impl Lines<'_> {
    fn is_quantity(&self, id: StepId) -> bool {
        matches!(self.program.nodes.at(self.derivation.steps.at(id).node).ty, Type::Quantity(_))
    }

    /// The lines of an operand; one that does not hang on the fact lies flat at both ends of what is known of it.
    fn operand(&self, id: StepId) -> Vec<Line> {
        if let Some(lines) = self.found.get(&id) {
            return lines.clone();
        }
        let Value::Quantity(known) = &self.derivation.steps.at(id).value else { return Vec::new() };
        let mut ends: Vec<Rat> = known.low.iter().chain(&known.high).cloned().collect();
        ends.dedup();
        ends.into_iter().map(Line::flat).collect()
    }

    fn meetings(&self, inputs: &[StepId]) -> Vec<Rat> {
        let quantities: Vec<StepId> = inputs.iter().copied().filter(|id| self.is_quantity(*id)).collect();
        let mut points = Vec::new();
        for (index, first) in quantities.iter().enumerate() {
            for second in quantities.iter().skip(index + 1) {
                for line in self.operand(*first) {
                    points.extend(self.operand(*second).iter().filter_map(|other| line.meets(other)));
                }
            }
        }
        points
    }

    fn of_step(&self, id: StepId) -> Vec<Line> {
        if !self.is_quantity(id) {
            return Vec::new();
        }
        let step = self.derivation.steps.at(id);
        let quantities = || step.inputs.iter().copied().filter(|input| self.is_quantity(*input));
        match &self.program.nodes.at(step.node).op {
            Op::Arithmetic(op, left, right) => self.arithmetic(*op, id, (*left, *right)),
            Op::Negative(_) => {
                quantities().flat_map(|of| self.operand(of)).map(|line| line.times(&Rat::whole(-1))).collect()
            }
            Op::Over { op: OverOp::Sum, body, .. } => {
                let of_items =
                    quantities().filter(|item| Some(self.derivation.steps.at(*item).node) == *body);
                let first = |item: StepId| self.operand(item).into_iter().next();
                let sum = of_items.filter_map(first).reduce(|sum, line| sum.plus(&line));
                sum.into_iter().collect()
            }
            Op::Over { op: OverOp::Count | OverOp::Every | OverOp::Some, .. } => Vec::new(),
            _ => quantities().flat_map(|of| self.operand(of)).collect(),
        }
    }

    /// A product of two lines that both rise, or a quotient by one that does, is no line.
    fn arithmetic(
        &self,
        op: ArithmeticOp,
        id: StepId,
        (left, right): (guiju_ir::NodeId, guiju_ir::NodeId),
    ) -> Vec<Line> {
        let dimension = |node| match self.program.nodes.at(node).ty {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        };
        let scale = dimension(left).zip(dimension(right)).map_or(Rat::ONE, |(l, r)| op.scale(l, r));
        let inputs = &self.derivation.steps.at(id).inputs;
        let side = |node| {
            let input = inputs.iter().copied().find(|input| self.derivation.steps.at(*input).node == node);
            input.map(|input| self.operand(input)).unwrap_or_default()
        };
        let join = |left: &Line, right: &Line| match op {
            ArithmeticOp::Add => Some(left.plus(right)),
            ArithmeticOp::Subtract => Some(left.plus(&right.times(&Rat::whole(-1)))),
            ArithmeticOp::Multiply if right.slope.is_zero() => Some(left.times(&right.rest).times(&scale)),
            ArithmeticOp::Multiply if left.slope.is_zero() => Some(right.times(&left.rest).times(&scale)),
            ArithmeticOp::Divide if right.slope.is_zero() => {
                Rat::ONE.div(&right.rest).map(|inverse| left.times(&inverse).times(&scale))
            }
            ArithmeticOp::Multiply | ArithmeticOp::Divide => None,
        };
        let rights = side(right);
        side(left)
            .iter()
            .flat_map(|line| rights.iter().filter_map(|other| join(line, other)).collect::<Vec<_>>())
            .collect()
    }
}
