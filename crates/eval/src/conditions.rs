//! Conditions: conjunction, disjunction, and the atoms that compare values.
//!
//! An atom on something behind a reference to none is false, before any `not` around it. A reference to none equals
//! nothing, not even another: two parcels without a village are not in one village.

use guiju_ir::{CompareOp, NodeId, Reference, RowId, Truth, Value};

use crate::pass::{Pass, Seen, Switches};
use crate::record::Record;
use crate::unknown::same;

impl<R: Record> Pass<'_, R> {
    /// `All` with false deciding, `Any` with true: the first operand that decides does so by itself.
    pub fn connective(&mut self, nodes: &[NodeId], deciding: Truth) -> Seen {
        let mut decided: Option<Switches> = None;
        let (mut rest, mut switches) = (!deciding, 0);
        for node in nodes {
            let (truth, met) = self.truth(*node);
            if truth == deciding && decided.is_none() {
                decided = Some(met);
                if !R::EXHAUSTIVE {
                    break;
                }
            }
            if truth == Truth::Unknown {
                rest = Truth::Unknown;
            }
            switches |= met;
        }
        match decided {
            Some(met) => Seen::truth(deciding, met),
            None => Seen::truth(rest, switches),
        }
    }

    pub fn compare(&mut self, op: CompareOp, left: Seen, right: NodeId) -> Seen {
        let right = self.node(right);
        let truth = match (&left.value, &right.value) {
            (Value::Absent, _) | (_, Value::Absent) => Truth::False,
            (Value::Quantity(left), Value::Quantity(right)) => match op {
                CompareOp::Equal => left.equals(right),
                CompareOp::Less => left.less(right),
                CompareOp::AtMost => left.at_most(right),
                CompareOp::Greater => right.less(left),
                CompareOp::AtLeast => right.at_most(left),
            },
            (left, right) => equal(left, right),
        };
        Seen::atom(truth, left.switches | right.switches, left.may_be_absent || right.may_be_absent)
    }

    pub fn among(&mut self, of: Seen, values: &[Value]) -> Seen {
        let truth = match &of.value {
            Value::Absent => Truth::False,
            value => values.iter().fold(Truth::False, |truth, listed| truth.or(equal(value, listed))),
        };
        Seen::atom(truth, of.switches, of.may_be_absent)
    }

    pub fn member(&mut self, of: Seen, set: NodeId) -> Seen {
        let set = self.node(set);
        let truth = is_member(&of.value, &set.value);
        Seen::atom(truth, of.switches | set.switches, of.may_be_absent || set.may_be_absent)
    }

    pub fn is_none(&mut self, of: &Seen) -> Seen {
        let truth = match of.value {
            Value::Entity(Reference::None) => Truth::True,
            Value::Entity(Reference::Unknown) => Truth::Unknown,
            _ => Truth::False,
        };
        Seen::truth(truth, of.switches)
    }
}

fn equal(left: &Value, right: &Value) -> Truth {
    match (left, right) {
        (Value::Entity(Reference::None), _) | (_, Value::Entity(Reference::None)) => Truth::False,
        _ => same(left, right),
    }
}

fn is_member(item: &Value, set: &Value) -> Truth {
    match (item, set) {
        (Value::Entity(item), Value::Entities(list)) => {
            let among = |rows: &[RowId], row: &RowId| rows.contains(row);
            let closed = list.complete && list.possible.is_empty();
            match item {
                Reference::One(row) => {
                    Truth::decided(among(&list.known, row), list.complete && !among(&list.possible, row))
                }
                Reference::None => Truth::False,
                Reference::Unknown => Truth::decided(false, closed && list.known.is_empty()),
            }
        }
        (Value::Choice(item), Value::Choices(set)) => listed(item.as_ref(), &set.known, set.complete),
        (Value::Text(item), Value::Texts(set)) => listed(item.as_ref(), &set.known, set.complete),
        // One of them lies behind a reference to none.
        _ => Truth::False,
    }
}

fn listed<T: PartialEq>(item: Option<&T>, known: &[T], complete: bool) -> Truth {
    match item {
        Some(item) => Truth::decided(known.contains(item), complete),
        None => Truth::decided(false, complete && known.is_empty()),
    }
}
