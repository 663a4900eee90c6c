//! Exact arithmetic on what is known of quantities.
//!
//! What rests on a fact behind a reference to none is absent itself.

use guiju_ir::{ArithmeticOp, ExtremeOp, Interval, NodeId, ParamId, Rat, Rounding, Type, Value};

use crate::pass::{Pass, Seen};
use crate::record::Record;

impl<R: Record> Pass<'_, R> {
    /// A parameter without a value on the day is reported, and no outcome with it.
    pub fn param(&mut self, id: NodeId, param: ParamId) -> Seen {
        let value = self.world.program.params.at(param).on(self.world.as_of);
        Seen::plain(match value {
            Some(value) => Value::Quantity(Interval::point(value.value.clone())),
            None => self.unknown(id),
        })
    }

    pub fn arithmetic(&mut self, id: NodeId, op: ArithmeticOp, left: (NodeId, Seen), right: NodeId) -> Seen {
        let scale = self.scale(op, left.0, right);
        let right = self.node(right);
        let range = || self.world.range(id);
        self.binary(left.1, right, |left, right| {
            let result = match op {
                ArithmeticOp::Add => left.add(right),
                ArithmeticOp::Subtract => left.sub(right),
                ArithmeticOp::Multiply => left.mul(right),
                // By what may be zero, nothing is known but the sign.
                ArithmeticOp::Divide => left.div(right).meet(&range()),
            };
            if scale == Rat::ONE { result } else { result.mul(&Interval::point(scale.clone())) }
        })
    }

    /// What brings the result of base units to the base unit of its own dimension.
    fn scale(&self, op: ArithmeticOp, left: NodeId, right: NodeId) -> Rat {
        match (self.world.program.nodes.at(left).ty, self.world.program.nodes.at(right).ty) {
            (Type::Quantity(left), Type::Quantity(right)) => op.scale(left, right),
            _ => Rat::ONE,
        }
    }

    pub fn negative(&mut self, of: Seen) -> Seen {
        match of.value {
            Value::Quantity(interval) => Seen { value: Value::Quantity(interval.neg()), ..of },
            _ => of,
        }
    }

    pub fn extreme(&mut self, id: NodeId, op: ExtremeOp, nodes: &[NodeId]) -> Seen {
        let mut extreme: Option<Seen> = None;
        for node in nodes {
            let next = self.node(*node);
            extreme = Some(match extreme {
                Some(so_far) => self.binary(so_far, next, |left, right| match op {
                    ExtremeOp::Min => left.min(right),
                    ExtremeOp::Max => left.max(right),
                }),
                None => next,
            });
        }
        extreme.unwrap_or_else(|| Seen::plain(self.unknown(id)))
    }

    /// A step that is not known, or not above zero, leaves the result unknown.
    pub fn round(&mut self, id: NodeId, rounding: Rounding, of: Seen, step: NodeId) -> Seen {
        let step = self.node(step);
        let range = self.world.range(id);
        self.binary(of, step, |of, step| {
            step.as_point().and_then(|step| of.round(step, rounding)).unwrap_or(range)
        })
    }

    /// Past the limit nothing is computed: the numbers may be too large for it, and the plan is refused.
    fn binary(
        &self,
        left: Seen,
        right: Seen,
        operation: impl FnOnce(&Interval, &Interval) -> Interval,
    ) -> Seen {
        let value = match (&left.value, &right.value) {
            (Value::Quantity(left), Value::Quantity(right)) => {
                let affordable = self.budget.take_operation(left, right);
                Value::Quantity(if affordable { operation(left, right) } else { Interval::ANY })
            }
            _ => Value::Absent,
        };
        Seen {
            value,
            switches: left.switches | right.switches,
            may_be_absent: left.may_be_absent || right.may_be_absent,
        }
    }
}
