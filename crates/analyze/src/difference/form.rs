//! Normal forms: what a rule says, without its layout, its order, its places and the names of its locals.
//!
//! Forms of two programs stand in one store, so that two rules say the same exactly when their forms have the same number.
//! A form is built by the constructors alone. They keep the meaning in three-valued logic: conjunctions and disjunctions
//! are sets, a negation stands only at an atom, a comparison is `≤` or `=` wherever no side can be absent.

use std::collections::HashMap;

use guiju_base::{Table, id};
use guiju_ir::{Day, ExtremeOp, NormKind, OverOp, Rat, Rounding, Value};

use super::AspectKind;
use super::symbol::Symbol;

id! {
    /// A form in its store.
    FormId;
}

/// What is said; parts are forms of the same store.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Form {
    /// A constant that is no choice.
    Constant(Value),
    /// A value of an enum.
    Choice(Symbol),
    /// A figure, by name.
    Param(Symbol),
    /// A figure, by its periods and values.
    Dated(Vec<(Option<Day>, Option<Day>, Rat)>),
    /// The item at a slot.
    Variable(u8),
    Singleton(Symbol),
    Rows(Symbol),
    Item(Symbol, Symbol),
    Field(FormId, Symbol),
    /// A field with the formula that stands in for it.
    Derived(FormId, Symbol, FormId),
    Inverse(FormId, Symbol),
    Ledger(FormId, Symbol, String),
    Not(FormId),
    /// Sorted, at least two.
    All(Vec<FormId>),
    /// Sorted, at least two.
    Any(Vec<FormId>),
    AtMost(FormId, FormId),
    Less(FormId, FormId),
    /// Sorted.
    Equal(FormId, FormId),
    /// Sorted values.
    Among(FormId, Vec<FormId>),
    Member(FormId, FormId),
    IsNone(FormId),
    /// Sorted terms.
    Sum(Vec<FormId>),
    /// Sorted factors, and what the result is multiplied by.
    Product([FormId; 2], Rat),
    Quotient(FormId, FormId, Rat),
    Negative(FormId),
    /// Sorted.
    Extreme(ExtremeOp, Vec<FormId>),
    Round(Rounding, FormId, FormId),
    Over {
        op: OverOp,
        list: FormId,
        filter: Option<FormId>,
        body: Option<FormId>,
        otherwise: Option<FormId>,
    },
    /// A rule by name, for an item.
    Call(Symbol, FormId),
    /// A rule by what it says, for an item that may be none or unknown.
    Apply(FormId, FormId),
    /// Arms sorted by option.
    Reading(Symbol, Vec<(Symbol, FormId)>),
    /// A value and its exceptions, sorted: when each holds, and what it gives.
    Defeasible(FormId, Vec<(FormId, FormId)>),
    /// A condition where a value is due: never absent.
    Truthful(FormId),
    Norm(NormForm),
    /// The parts of a rule, sorted.
    Together(Vec<(AspectKind, Option<Symbol>, Option<String>, FormId)>),
    /// What is told apart by a word alone.
    Word(String),
    /// What is told apart by whose it is.
    Named(Symbol),
}

/// A norm, by what decides it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct NormForm {
    pub kind: NormKind,
    pub subject: Symbol,
    pub concerns: FormId,
    pub conditions: FormId,
    /// True when any bar is.
    pub bar: FormId,
    /// True when any exception is.
    pub exception: FormId,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
}

/// The forms of both programs.
#[derive(Default)]
pub(super) struct Forms {
    forms: Table<FormId, Form>,
    known: HashMap<Form, FormId>,
}

impl Forms {
    /// The form with this number.
    pub fn at(&self, form: FormId) -> &Form {
        self.forms.at(form)
    }

    /// The number of a form.
    pub fn put(&mut self, form: Form) -> FormId {
        if let Some(known) = self.known.get(&form) {
            return *known;
        }
        let number = self.forms.push(form.clone());
        self.known.insert(form, number);
        number
    }

    /// The condition that always holds, or never.
    pub fn truth(&mut self, truth: impl Into<guiju_ir::Truth>) -> FormId {
        self.put(Form::Constant(Value::Truth(truth.into())))
    }

    fn is_truth(&self, form: FormId, truth: guiju_ir::Truth) -> bool {
        *self.at(form) == Form::Constant(Value::Truth(truth))
    }

    /// The negation of a condition, carried to its atoms.
    pub fn not(&mut self, of: FormId) -> FormId {
        match self.at(of).clone() {
            Form::Not(inner) => inner,
            Form::All(parts) => {
                let parts: Vec<FormId> = parts.into_iter().map(|part| self.not(part)).collect();
                self.any(parts)
            }
            Form::Any(parts) => {
                let parts: Vec<FormId> = parts.into_iter().map(|part| self.not(part)).collect();
                self.all(parts)
            }
            Form::Constant(Value::Truth(truth)) => self.truth(!truth),
            // By its meaning every item passes, or is not asked; behind a reference to none both quantifiers are false.
            Form::Over { op: op @ (OverOp::Every | OverOp::Some), list, filter, body, otherwise }
                if self.never_absent(list) =>
            {
                let op = if op == OverOp::Every { OverOp::Some } else { OverOp::Every };
                let body = body.map(|body| self.not(body));
                self.put(Form::Over { op, list, filter, body, otherwise })
            }
            _ => self.put(Form::Not(of)),
        }
    }

    /// The conjunction of conditions.
    pub fn all(&mut self, parts: Vec<FormId>) -> FormId {
        self.connective(parts, Connective::All)
    }

    /// The disjunction of conditions.
    pub fn any(&mut self, parts: Vec<FormId>) -> FormId {
        self.connective(parts, Connective::Any)
    }

    fn connective(&mut self, parts: Vec<FormId>, op: Connective) -> FormId {
        let mut flat = Vec::new();
        let mut open = parts;
        while let Some(part) = open.pop() {
            match (self.at(part), op) {
                (Form::All(inner), Connective::All) | (Form::Any(inner), Connective::Any) => {
                    open.extend(inner.iter().copied());
                }
                _ => flat.push(part),
            }
        }
        let (neutral, deciding) = op.constants();
        if flat.iter().any(|part| self.is_truth(*part, deciding)) {
            return self.truth(deciding);
        }
        flat.retain(|part| !self.is_truth(*part, neutral));
        let mut flat = self.lists_joined(flat, op);
        flat.sort_unstable();
        flat.dedup();
        // Absorption: `a and (a or b)` is `a`.
        let absorbed = |part: &FormId| {
            let own = self.within(*part, op);
            flat.iter().any(|other| {
                let other = self.within(*other, op);
                other.len() < own.len() && other.iter().all(|one| own.contains(one))
            })
        };
        let kept: Vec<FormId> = flat.iter().copied().filter(|part| !absorbed(part)).collect();
        match kept.as_slice() {
            [] => self.truth(neutral),
            [only] => *only,
            _ if op == Connective::All => self.put(Form::All(kept)),
            _ => self.put(Form::Any(kept)),
        }
    }

    /// The parts of a connective inside one of the other kind; anything else by itself.
    fn within(&self, part: FormId, outer: Connective) -> Vec<FormId> {
        match (self.at(part), outer) {
            (Form::Any(inner), Connective::All) | (Form::All(inner), Connective::Any) => inner.clone(),
            _ => vec![part],
        }
    }

    /// `x in {a} or x in {b}` as `x in {a, b}`, and the same below negations.
    fn lists_joined(&mut self, parts: Vec<FormId>, op: Connective) -> Vec<FormId> {
        let mut lists: Vec<(FormId, Vec<FormId>)> = Vec::new();
        let mut rest = Vec::new();
        for part in parts {
            let asked = match (self.at(part), op) {
                (Form::Among(..), Connective::Any) => Some(part),
                (Form::Not(inner), Connective::All) => Some(*inner),
                _ => None,
            };
            match asked.map(|asked| self.at(asked)) {
                Some(Form::Among(of, values)) => match lists.iter_mut().find(|(known, _)| known == of) {
                    Some((_, known)) => known.extend(values),
                    None => lists.push((*of, values.clone())),
                },
                _ => rest.push(part),
            }
        }
        for (of, values) in lists {
            let among = self.among(of, values);
            rest.push(if op == Connective::Any { among } else { self.put(Form::Not(among)) });
        }
        rest
    }

    /// Whether a value is one of several.
    pub fn among(&mut self, of: FormId, mut values: Vec<FormId>) -> FormId {
        values.sort_unstable();
        values.dedup();
        self.put(Form::Among(of, values))
    }

    /// `left <= right`.
    pub fn at_most(&mut self, left: FormId, right: FormId) -> FormId {
        self.put(Form::AtMost(left, right))
    }

    /// `left < right`: the denial of `right <= left`, unless a side can be absent, for then both fail.
    pub fn less(&mut self, left: FormId, right: FormId) -> FormId {
        if self.never_absent(left) && self.never_absent(right) {
            let denied = self.at_most(right, left);
            return self.put(Form::Not(denied));
        }
        self.put(Form::Less(left, right))
    }

    /// Whether a value can never lie behind a reference to none.
    pub fn never_absent(&self, form: FormId) -> bool {
        match self.at(form) {
            Form::Constant(_)
            | Form::Choice(_)
            | Form::Param(_)
            | Form::Dated(_)
            | Form::Rows(_)
            | Form::Truthful(_) => true,
            // The subject, the item of a quantifier, the one item of a singleton: they are there.
            Form::Field(of, _) | Form::Inverse(of, _) => {
                matches!(self.at(*of), Form::Variable(_) | Form::Singleton(_))
            }
            Form::Sum(parts) | Form::Extreme(_, parts) => parts.iter().all(|part| self.never_absent(*part)),
            Form::Product([left, right], _) => self.never_absent(*left) && self.never_absent(*right),
            Form::Negative(of) => self.never_absent(*of),
            _ => false,
        }
    }

    /// The sum of terms.
    pub fn sum(&mut self, terms: Vec<FormId>) -> FormId {
        let mut flat = Vec::new();
        for term in terms {
            match self.at(term) {
                Form::Sum(inner) => flat.extend(inner.iter().copied()),
                _ => flat.push(term),
            }
        }
        flat.sort_unstable();
        self.put(Form::Sum(flat))
    }

    /// A number with the other sign.
    pub fn negative(&mut self, of: FormId) -> FormId {
        match self.at(of).clone() {
            Form::Negative(inner) => inner,
            Form::Sum(terms) => {
                let terms = terms.into_iter().map(|term| self.negative(term)).collect();
                self.sum(terms)
            }
            _ => self.put(Form::Negative(of)),
        }
    }

    /// The arms of a reading; the one thing that all of them say.
    pub fn reading(&mut self, switch: Symbol, mut arms: Vec<(Symbol, FormId)>) -> FormId {
        arms.sort_unstable();
        match arms.split_first() {
            Some(((_, first), rest)) if rest.iter().all(|(_, arm)| arm == first) => *first,
            _ => self.put(Form::Reading(switch, arms)),
        }
    }

    /// A condition where a value is due.
    pub fn truthful(&mut self, condition: FormId) -> FormId {
        self.put(Form::Truthful(condition))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Connective {
    All,
    Any,
}

impl Connective {
    /// What adds nothing, and what decides alone.
    fn constants(self) -> (guiju_ir::Truth, guiju_ir::Truth) {
        match self {
            Connective::All => (guiju_ir::Truth::True, guiju_ir::Truth::False),
            Connective::Any => (guiju_ir::Truth::False, guiju_ir::Truth::True),
        }
    }
}
