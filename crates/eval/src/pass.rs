//! One pass over the body of one rule for one item: the value of every node with its variables bound.
//!
//! Results of other rules are looked up, never computed here. Chains such as `a + b + …` and `a.b.c…` lean to the left
//! and may have ten thousand links, so the leftmost operand is found in a loop; recursion is left for right operands,
//! lists of operands and quantifiers, which nest no deeper than brackets may.

use guiju_ir::{Node, NodeId, Op, Readings, Reference, RowId, RuleId, Subject, SwitchId, Truth, Type, Value};

use crate::columns::{Conflict, Results, switch_bit};
use crate::record::Record;
use crate::unknown::unknown;
use crate::world::{Budget, World, only_row};

/// The switches of which another option could change a value; one bit each (a program has at most 64).
pub(crate) type Switches = u64;

/// What a node comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Seen {
    pub value: Value,
    /// Invariant: while the readings of these switches stay, the value stays.
    pub switches: Switches,
    /// Whether the value lies behind an unknown reference, which may prove to be none: then an atom on it would be
    /// false, so none on it can be true yet, not even where its range alone would decide.
    pub may_be_absent: bool,
}

impl Seen {
    pub fn plain(value: Value) -> Self {
        Seen { value, switches: 0, may_be_absent: false }
    }

    pub fn truth(truth: Truth, switches: Switches) -> Self {
        Seen { value: Value::Truth(truth), switches, may_be_absent: false }
    }

    /// The result of an atom.
    pub fn atom(truth: Truth, switches: Switches, may_be_absent: bool) -> Self {
        let truth = if may_be_absent && truth == Truth::True { Truth::Unknown } else { truth };
        Seen::truth(truth, switches)
    }

    /// As a condition: a fact behind `none` is false.
    pub fn as_truth(&self) -> Truth {
        match self.value {
            Value::Truth(truth) => truth,
            _ => Truth::False,
        }
    }
}

/// A pass under some readings.
pub(crate) struct Pass<'a, R> {
    pub world: &'a World<'a>,
    pub readings: &'a Readings,
    /// The results of the rules before.
    pub results: &'a dyn Results,
    pub budget: &'a Budget,
    pub recorder: R,
    /// The rule whose body this is.
    pub rule: RuleId,
    /// Value exceptions that contradict each other.
    pub conflicts: Vec<Conflict>,
    /// By slot.
    bindings: Vec<Subject>,
    /// Nodes whose first operand is being evaluated.
    leaning: Vec<NodeId>,
}

impl<'a, R: Record> Pass<'a, R> {
    pub fn new(
        world: &'a World<'a>,
        readings: &'a Readings,
        results: &'a dyn Results,
        budget: &'a Budget,
        rule: RuleId,
        recorder: R,
    ) -> Self {
        Pass {
            world,
            readings,
            results,
            budget,
            recorder,
            rule,
            conflicts: Vec::new(),
            bindings: Vec::new(),
            leaning: Vec::new(),
        }
    }

    /// Binds the variable at `slot`; those of the quantifiers inside are free again.
    pub fn bind(&mut self, slot: usize, subject: Subject) {
        self.bindings.truncate(slot);
        self.bindings.push(subject);
    }

    /// Frees the variables from `slot` on.
    pub fn release(&mut self, slot: usize) {
        self.bindings.truncate(slot);
    }

    /// The item that the rule is decided for.
    pub fn subject(&self) -> Option<Subject> {
        self.bindings.first().copied()
    }

    /// The truth of a condition.
    pub fn truth(&mut self, id: NodeId) -> (Truth, Switches) {
        let seen = self.node(id);
        (seen.as_truth(), seen.switches)
    }

    /// The value of a node.
    pub fn node(&mut self, id: NodeId) -> Seen {
        let program = self.world.program;
        let outer = self.leaning.len();
        let mut id = id;
        self.recorder.open();
        while let Some(first) = first_operand(&program.nodes.at(id).op) {
            self.leaning.push(id);
            self.recorder.open();
            id = first;
        }
        let mut seen = self.unaided(id, program.nodes.at(id));
        self.recorder.close(id, &self.bindings, &seen.value);
        while self.leaning.len() > outer {
            let Some(id) = self.leaning.pop() else { break };
            seen = self.upon(id, program.nodes.at(id), seen);
            self.recorder.close(id, &self.bindings, &seen.value);
        }
        seen
    }

    /// Nodes without a first operand on which they rest.
    fn unaided(&mut self, id: NodeId, node: &'a Node) -> Seen {
        match &node.op {
            Op::Constant(value) => Seen::plain(value.clone()),
            Op::Param(param) => self.param(id, *param),
            Op::Variable(slot) => {
                let bound = self.bindings.get(usize::from(*slot));
                Seen::plain(Value::Entity(bound.map_or(Reference::Unknown, |item| Reference::One(item.row))))
            }
            Op::Singleton(_) => Seen::plain(Value::Entity(Reference::One(only_row()))),
            Op::Rows(entity) => self.rows(*entity),
            Op::Item(entity, key) => self.keyed_item(*entity, *key),
            Op::All(nodes) => self.connective(nodes, Truth::False),
            Op::Any(nodes) => self.connective(nodes, Truth::True),
            Op::Extreme(op, nodes) => self.extreme(id, *op, nodes),
            Op::Over { op, slot, list, filter, body, otherwise } => {
                let over = crate::over::Over {
                    slot: usize::from(*slot),
                    list: *list,
                    filter: *filter,
                    body: *body,
                    otherwise: *otherwise,
                };
                self.over(id, *op, &over)
            }
            Op::Reading(switch, arms) => self.reading(id, *switch, arms),
            Op::Defeasible { base, exceptions } => self.defeasible(id, *base, exceptions),
            // The operations of `first_operand`.
            _ => Seen::plain(self.unknown(id)),
        }
    }

    /// Nodes that do something with their first operand.
    fn upon(&mut self, id: NodeId, node: &'a Node, first: Seen) -> Seen {
        match &node.op {
            Op::Field(_, field) => self.field(first, *field),
            Op::Inverse(_, inverse) => self.inverse(first, *inverse),
            Op::LedgerEntry(_, field, entry) => self.ledger_entry(first, *field, entry),
            Op::Not(_) => Seen::truth(!first.as_truth(), first.switches),
            Op::Compare(op, _, right) => self.compare(*op, first, *right),
            Op::Among(_, values) => self.among(first, values),
            Op::Member(_, set) => self.member(first, *set),
            Op::IsNone(_) => self.is_none(&first),
            Op::Arithmetic(op, left, right) => self.arithmetic(id, *op, (*left, first), *right),
            Op::Negative(_) => self.negative(first),
            Op::Round(rounding, _, step) => self.round(id, *rounding, first, *step),
            Op::Call(rule, _) => self.call(id, *rule, first),
            // The operations of `unaided`.
            _ => first,
        }
    }

    /// The result of a rule for the item that `of` points at; of none, a truth is false and any other value absent.
    fn call(&mut self, id: NodeId, rule: RuleId, of: Seen) -> Seen {
        match of.value {
            Value::Entity(Reference::One(row)) => {
                self.recorder.called(rule, row);
                let result = self.result(id, rule, row);
                Seen { switches: of.switches | result.switches, ..result }
            }
            Value::Entity(Reference::Unknown) => {
                Seen { value: self.unknown(id), switches: of.switches, may_be_absent: true }
            }
            _ if self.world.program.nodes.at(id).ty == Type::Truth => Seen::truth(Truth::False, of.switches),
            _ => Seen { value: Value::Absent, ..of },
        }
    }

    /// Invariant: rules stand in the program after those that they call, and are decided in that order; or what is missed
    /// here is noted, and the pass is made once more with it.
    pub fn result(&self, id: NodeId, rule: RuleId, row: RowId) -> Seen {
        let result = self.results.get(rule, row);
        if result.is_none() {
            let noted = self.results.miss(rule, row);
            debug_assert!(noted || self.budget.is_spent(), "a rule is decided before its callers");
        }
        result.map_or_else(|| Seen::plain(self.unknown(id)), |result| result.seen.clone())
    }

    fn reading(&mut self, id: NodeId, switch: SwitchId, arms: &[NodeId]) -> Seen {
        let Some(arm) = arms.get(self.readings.chosen(switch)) else { return Seen::plain(self.unknown(id)) };
        let seen = self.node(*arm);
        Seen { switches: seen.switches | switch_bit(switch), ..seen }
    }

    /// A value of the type of a node of which nothing is known.
    pub fn unknown(&self, id: NodeId) -> Value {
        unknown(&self.world.program.nodes.at(id).ty, &self.world.range(id))
    }
}

/// The operand on which a node rests and which is evaluated first.
fn first_operand(op: &Op) -> Option<NodeId> {
    match op {
        Op::Field(of, _)
        | Op::Inverse(of, _)
        | Op::LedgerEntry(of, ..)
        | Op::Call(_, of)
        | Op::Not(of)
        | Op::IsNone(of)
        | Op::Negative(of)
        | Op::Among(of, _)
        | Op::Compare(_, of, _)
        | Op::Member(of, _)
        | Op::Arithmetic(_, of, _)
        | Op::Round(_, of, _) => Some(*of),
        _ => None,
    }
}
