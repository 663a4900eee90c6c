//! Nodes of a program to forms.
//!
//! Rules are either named where they are called, so that a change in one is no change in those that call it, or followed,
//! so that a form says all that decides. A subject that a singleton has is the singleton; a call for the subject itself, or
//! for an item that is surely there, is what the rule says of it; any other is kept as a call, since an absent item makes
//! the call false as a whole.

use std::collections::HashMap;

use guiju_ir::{
    ArithmeticOp, CompareOp, DefeasibleArm, Extent, NodeId, Norm, Op, OverOp, ParamId, Program, RuleId,
    RuleKind, Type, Value,
};

use super::form::{Form, FormId, Forms, NormForm};
use super::symbol::{Symbol, Thing};

/// Whether called rules and figures are named or followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// A form says what one declaration says.
    Named,
    /// A form says all that decides.
    Followed,
}

/// A program on its way into forms.
pub(super) struct Normal<'a> {
    pub forms: &'a mut Forms,
    pub program: &'a Program,
    pub symbol: &'a dyn Fn(Thing) -> Symbol,
    pub depth: Depth,
    /// By rule: what it says of its own subject.
    rules: HashMap<RuleId, FormId>,
    /// By rule, argument and quantifiers around: what it says of the argument.
    called: HashMap<(RuleId, FormId, u8), FormId>,
    /// How many calls are being followed.
    followed: usize,
}

/// How many calls are followed into each other; what lies further is kept as a call.
const FURTHEST: usize = 64;

/// Where a call stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Condition,
    Value,
}

/// What the slots of a rule are bound to, and how many quantifiers are around.
#[derive(Clone)]
struct Scope {
    slots: Vec<FormId>,
    bound: u8,
}

impl<'a> Normal<'a> {
    pub fn new(
        forms: &'a mut Forms,
        program: &'a Program,
        symbol: &'a dyn Fn(Thing) -> Symbol,
        depth: Depth,
    ) -> Self {
        Normal { forms, program, symbol, depth, rules: HashMap::new(), called: HashMap::new(), followed: 0 }
    }

    /// The form of a node of a rule, for the rule's own subject.
    pub fn node(&mut self, rule: RuleId, node: NodeId) -> FormId {
        let scope = self.own_scope(rule);
        self.value(node, &scope)
    }

    /// The form of a node of a rule as a condition.
    pub fn holds(&mut self, rule: RuleId, node: NodeId) -> FormId {
        let scope = self.own_scope(rule);
        self.condition(node, &scope)
    }

    /// All that decides a rule, for its own subject. Called with followed depth.
    pub fn decides(&mut self, rule: RuleId) -> FormId {
        if let Some(known) = self.rules.get(&rule) {
            return *known;
        }
        let declared = self.program.rules.at(rule);
        let form = match &declared.kind {
            RuleKind::Norm(norm) => self.norm(rule, norm),
            RuleKind::Term { value } | RuleKind::Derived { value, .. } => {
                if self.program.nodes.at(*value).ty == Type::Truth {
                    self.holds(rule, *value)
                } else {
                    self.node(rule, *value)
                }
            }
            RuleKind::Exception { holds, .. } | RuleKind::Bar { holds } => self.holds(rule, *holds),
            RuleKind::Check(check) => self.holds(rule, check.holds),
        };
        self.rules.insert(rule, form);
        form
    }

    fn norm(&mut self, rule: RuleId, norm: &Norm) -> FormId {
        let concerns = match norm.concerns {
            Some(node) => self.holds(rule, node),
            None => self.forms.truth(true),
        };
        let conditions = self.holds(rule, norm.conditions);
        let bars: Vec<FormId> = norm.bars.iter().map(|bar| self.holds(rule, bar.holds)).collect();
        let exceptions: Vec<FormId> = norm.exceptions.iter().map(|one| self.holds(rule, one.holds)).collect();
        let form = NormForm {
            kind: norm.kind,
            subject: (self.symbol)(Thing::Entity(self.program.rules.at(rule).subject)),
            concerns,
            conditions,
            bar: self.forms.any(bars),
            exception: self.forms.any(exceptions),
            valid_from: norm.valid_from,
            valid_to: norm.valid_to,
        };
        self.forms.put(Form::Norm(form))
    }

    fn own_scope(&mut self, rule: RuleId) -> Scope {
        let entity = self.program.rules.at(rule).subject;
        let subject = match self.program.entities.at(entity).extent {
            Extent::Single => Form::Singleton((self.symbol)(Thing::Entity(entity))),
            Extent::List { .. } => Form::Variable(0),
        };
        Scope { slots: vec![self.forms.put(subject)], bound: 0 }
    }

    /// A node where it is a condition.
    fn condition(&mut self, id: NodeId, scope: &Scope) -> FormId {
        let program = self.program;
        match &program.nodes.at(id).op {
            Op::Not(of) => {
                let of = self.condition(*of, scope);
                self.forms.not(of)
            }
            Op::All(parts) => {
                let parts = parts.iter().map(|part| self.condition(*part, scope)).collect();
                self.forms.all(parts)
            }
            Op::Any(parts) => {
                let parts = parts.iter().map(|part| self.condition(*part, scope)).collect();
                self.forms.any(parts)
            }
            Op::Compare(op, left, right) => self.compare(*op, *left, *right, scope),
            Op::Reading(switch, arms) => {
                let arms: Vec<(Symbol, FormId)> = arms
                    .iter()
                    .enumerate()
                    .map(|(index, arm)| {
                        ((self.symbol)(Thing::Option(*switch, index)), self.condition(*arm, scope))
                    })
                    .collect();
                self.forms.reading((self.symbol)(Thing::Switch(*switch)), arms)
            }
            Op::Over { op: OverOp::Every | OverOp::Some, .. } => self.over(id, scope),
            Op::Call(rule, of) => self.call(*rule, *of, scope, Place::Condition),
            _ => self.plain(id, scope),
        }
    }

    /// A node where it is a value: a condition is wrapped, for its simplest form may be absent where it is not.
    fn value(&mut self, id: NodeId, scope: &Scope) -> FormId {
        let program = self.program;
        let node = program.nodes.at(id);
        match &node.op {
            Op::Not(_) | Op::All(_) | Op::Any(_) => {
                let condition = self.condition(id, scope);
                self.forms.truthful(condition)
            }
            Op::Over { .. } => self.over(id, scope),
            Op::Reading(switch, arms) => {
                let arms: Vec<(Symbol, FormId)> = arms
                    .iter()
                    .enumerate()
                    .map(|(index, arm)| {
                        ((self.symbol)(Thing::Option(*switch, index)), self.value(*arm, scope))
                    })
                    .collect();
                self.forms.reading((self.symbol)(Thing::Switch(*switch)), arms)
            }
            Op::Call(rule, of) => self.call(*rule, *of, scope, Place::Value),
            Op::Compare(op, left, right) => self.compare(*op, *left, *right, scope),
            _ => self.plain(id, scope),
        }
    }

    /// A node that is the same as a value and as a condition.
    fn plain(&mut self, id: NodeId, scope: &Scope) -> FormId {
        let program = self.program;
        let node = program.nodes.at(id);
        let symbol = self.symbol;
        let form = match &node.op {
            Op::Constant(value) => self.constant(value, node.ty),
            Op::Param(param) => self.param(*param),
            Op::Variable(slot) => {
                let bound = scope.slots.get(usize::from(*slot)).copied();
                return bound.unwrap_or_else(|| self.forms.put(Form::Variable(*slot)));
            }
            Op::Singleton(entity) => Form::Singleton(symbol(Thing::Entity(*entity))),
            Op::Rows(entity) => Form::Rows(symbol(Thing::Entity(*entity))),
            Op::Item(entity, key) => self.item(*entity, *key),
            Op::Field(of, field) => {
                let of = self.value(*of, scope);
                let name = symbol(Thing::Field(*field));
                match program.fields.at(*field).derived.filter(|_| self.depth == Depth::Followed) {
                    Some(rule) => Form::Derived(of, name, self.decides(rule)),
                    None => Form::Field(of, name),
                }
            }
            Op::Inverse(of, inverse) => {
                let field = program.inverses.at(*inverse).field;
                Form::Inverse(self.value(*of, scope), symbol(Thing::Field(field)))
            }
            Op::LedgerEntry(of, field, clause) => {
                Form::Ledger(self.value(*of, scope), symbol(Thing::Field(*field)), clause.clone())
            }
            Op::Among(of, values) => {
                let ty = program.nodes.at(*of).ty;
                let of = self.value(*of, scope);
                let values = values.iter().map(|value| self.constant(value, ty)).collect::<Vec<_>>();
                let values = values.into_iter().map(|value| self.forms.put(value)).collect();
                return self.forms.among(of, values);
            }
            Op::Member(of, set) => Form::Member(self.value(*of, scope), self.value(*set, scope)),
            Op::IsNone(of) => Form::IsNone(self.value(*of, scope)),
            Op::Negative(of) => {
                let of = self.value(*of, scope);
                return self.forms.negative(of);
            }
            Op::Arithmetic(op, left, right) => return self.arithmetic(*op, *left, *right, scope),
            Op::Extreme(op, of) => {
                let mut of: Vec<FormId> = of.iter().map(|of| self.value(*of, scope)).collect();
                of.sort_unstable();
                of.dedup();
                Form::Extreme(*op, of)
            }
            Op::Round(rounding, of, step) => {
                Form::Round(*rounding, self.value(*of, scope), self.value(*step, scope))
            }
            Op::Defeasible { base, exceptions } => return self.defeasible(*base, exceptions, scope),
            Op::Not(_)
            | Op::All(_)
            | Op::Any(_)
            | Op::Compare(..)
            | Op::Reading(..)
            | Op::Over { .. }
            | Op::Call(..) => {
                return self.condition(id, scope);
            }
        };
        self.forms.put(form)
    }

    fn constant(&mut self, value: &Value, ty: Type) -> Form {
        match (value, ty) {
            (Value::Choice(Some(index)), Type::Choice(id)) => {
                Form::Choice((self.symbol)(Thing::Choice(id, *index)))
            }
            _ => Form::Constant(value.clone()),
        }
    }

    /// A figure by its name; or by its values, one that holds always being a constant.
    fn param(&mut self, id: ParamId) -> Form {
        if self.depth == Depth::Named {
            return Form::Param((self.symbol)(Thing::Param(id)));
        }
        let values = &self.program.params.at(id).values;
        match values.as_slice() {
            [only] if only.from.is_none() && only.to.is_none() => {
                Form::Constant(Value::Quantity(guiju_ir::Interval::point(only.value.clone())))
            }
            _ => {
                let mut dated: Vec<_> =
                    values.iter().map(|value| (value.from, value.to, value.value.clone())).collect();
                dated.sort_by_key(|(from, to, _)| (*from, *to));
                Form::Dated(dated)
            }
        }
    }

    fn item(&mut self, entity: guiju_ir::EntityId, key: u16) -> Form {
        let name = (self.symbol)(Thing::Entity(entity));
        match self.program.entities.at(entity).extent {
            Extent::List { keyed_by: Some(keys), .. } => {
                Form::Item(name, (self.symbol)(Thing::Choice(keys, key)))
            }
            _ => Form::Rows(name),
        }
    }

    fn compare(&mut self, op: CompareOp, left: NodeId, right: NodeId, scope: &Scope) -> FormId {
        let ty = self.program.nodes.at(left).ty;
        let (a, b) = (self.value(left, scope), self.value(right, scope));
        match op {
            CompareOp::Less => self.forms.less(a, b),
            CompareOp::Greater => self.forms.less(b, a),
            CompareOp::AtMost => self.forms.at_most(a, b),
            CompareOp::AtLeast => self.forms.at_most(b, a),
            CompareOp::Equal => {
                let (constant, other) = match (self.is_constant(a), self.is_constant(b)) {
                    (true, false) => (a, b),
                    (false, true) => (b, a),
                    _ => {
                        let (first, second) = (a.min(b), a.max(b));
                        return self.forms.put(Form::Equal(first, second));
                    }
                };
                let node = if other == a { left } else { right };
                match (ty, self.forms.at(constant)) {
                    // `x is true` is `x`: what is absent satisfies neither. `x is false` is `not x` only of what is there.
                    (Type::Truth, Form::Constant(Value::Truth(guiju_ir::Truth::True))) => {
                        self.condition(node, scope)
                    }
                    (Type::Truth, Form::Constant(Value::Truth(guiju_ir::Truth::False)))
                        if self.forms.never_absent(other) =>
                    {
                        let condition = self.condition(node, scope);
                        self.forms.not(condition)
                    }
                    (Type::Choice(_) | Type::Text, _) => self.forms.among(other, vec![constant]),
                    _ => {
                        let (first, second) = (a.min(b), a.max(b));
                        self.forms.put(Form::Equal(first, second))
                    }
                }
            }
        }
    }

    fn is_constant(&self, form: FormId) -> bool {
        matches!(self.forms.at(form), Form::Constant(_) | Form::Choice(_))
    }

    fn arithmetic(&mut self, op: ArithmeticOp, left: NodeId, right: NodeId, scope: &Scope) -> FormId {
        let dimension = |node: NodeId| match self.program.nodes.at(node).ty {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        };
        let scale = dimension(left)
            .zip(dimension(right))
            .map_or(guiju_ir::Rat::ONE, |(left, right)| op.scale(left, right));
        let (a, b) = (self.value(left, scope), self.value(right, scope));
        match op {
            ArithmeticOp::Add => self.forms.sum(vec![a, b]),
            ArithmeticOp::Subtract => {
                let b = self.forms.negative(b);
                self.forms.sum(vec![a, b])
            }
            ArithmeticOp::Multiply => self.forms.put(Form::Product([a.min(b), a.max(b)], scale)),
            ArithmeticOp::Divide => self.forms.put(Form::Quotient(a, b, scale)),
        }
    }

    fn over(&mut self, id: NodeId, scope: &Scope) -> FormId {
        let Op::Over { op, slot, list, filter, body, otherwise } = &self.program.nodes.at(id).op else {
            return self.plain(id, scope);
        };
        let list = self.value(*list, scope);
        let mut inner = scope.clone();
        inner.bound = inner.bound.saturating_add(1);
        let bound = self.forms.put(Form::Variable(inner.bound));
        inner.slots.resize(usize::from(*slot) + 1, bound);
        if let Some(place) = inner.slots.get_mut(usize::from(*slot)) {
            *place = bound;
        }
        let filter = filter.map(|filter| self.condition(filter, &inner));
        let body = body.map(|body| match op {
            OverOp::Every | OverOp::Some => self.condition(body, &inner),
            OverOp::Count | OverOp::Sum | OverOp::Extreme(_) => self.value(body, &inner),
        });
        let otherwise = otherwise.map(|otherwise| self.value(otherwise, scope));
        self.quantified(*op, list, filter, body, otherwise)
    }

    /// A filter of a quantifier is a part of its body: `every x where c: d` is `every x: not c or d`.
    fn quantified(
        &mut self,
        op: OverOp,
        list: FormId,
        filter: Option<FormId>,
        body: Option<FormId>,
        otherwise: Option<FormId>,
    ) -> FormId {
        let (filter, body) = match (op, filter, body) {
            (OverOp::Every, Some(filter), Some(body)) => {
                let passes = self.forms.not(filter);
                (None, Some(self.forms.any(vec![passes, body])))
            }
            (OverOp::Some, Some(filter), Some(body)) => (None, Some(self.forms.all(vec![filter, body]))),
            (_, filter, body) => (filter, body),
        };
        self.forms.put(Form::Over { op, list, filter, body, otherwise })
    }

    fn call(&mut self, rule: RuleId, of: NodeId, scope: &Scope, place: Place) -> FormId {
        let argument = self.value(of, scope);
        if self.depth == Depth::Named {
            let name = (self.symbol)(Thing::Rule(rule));
            return self.forms.put(Form::Call(name, argument));
        }
        match self.program.rules.at(rule).value() {
            Some(value) if self.may_follow(value, argument, place) => {
                let key = (rule, argument, scope.bound);
                if let Some(known) = self.called.get(&key) {
                    return *known;
                }
                self.followed += 1;
                let inner = Scope { slots: vec![argument], bound: scope.bound };
                let said = match place {
                    Place::Condition => self.condition(value, &inner),
                    Place::Value => self.value(value, &inner),
                };
                self.followed -= 1;
                self.called.insert(key, said);
                said
            }
            _ => {
                let decided = self.decides(rule);
                self.forms.put(Form::Apply(decided, argument))
            }
        }
    }

    /// Whether a call is what the rule says of the argument: the argument is there, and the truth of the rule is asked for
    /// as a condition, since as a value it may be absent.
    fn may_follow(&self, value: NodeId, argument: FormId, place: Place) -> bool {
        let is_there = matches!(self.forms.at(argument), Form::Variable(_) | Form::Singleton(_));
        let is_truth = self.program.nodes.at(value).ty == Type::Truth;
        is_there && is_truth == (place == Place::Condition) && self.followed < FURTHEST
    }

    fn defeasible(&mut self, base: NodeId, exceptions: &[DefeasibleArm], scope: &Scope) -> FormId {
        let base = self.value(base, scope);
        if self.depth == Depth::Named {
            return base;
        }
        let mut arms: Vec<(FormId, FormId)> = exceptions
            .iter()
            .map(|arm| (self.condition(arm.holds, scope), self.value(arm.value, scope)))
            .collect();
        arms.sort_unstable();
        arms.dedup();
        self.forms.put(Form::Defeasible(base, arms))
    }
}
