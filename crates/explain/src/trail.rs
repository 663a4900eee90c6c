//! A derivation read step by step: truths, operands by role, the facts behind.
//!
//! Roles are told by the node of an input, so the order in which an engine records its inputs does not matter.

use guiju_ir::{
    Change, Derivation, FactRef, Node, NodeId, Norm, Op, OverOp, Reading, Sentence, Step, StepId, Subject,
    Truth, Value,
};

use crate::case::Case;
use crate::words::Negation;

/// A derivation with the case that it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'a> {
    pub case: Case<'a>,
    pub derivation: &'a Derivation,
}

/// A step that carries, defeats or leaves open a conclusion, and whether its denial is what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Mark {
    pub step: StepId,
    pub negated: Negation,
}

/// One item of a quantifier or aggregate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub subject: Option<Subject>,
    pub filter: Option<StepId>,
    pub body: Option<StepId>,
}

impl<'a> Trail<'a> {
    pub(crate) fn step(&self, id: StepId) -> &'a Step {
        self.derivation.steps.at(id)
    }

    pub(crate) fn node(&self, id: StepId) -> &'a Node {
        self.case.program.nodes.at(self.step(id).node)
    }

    pub(crate) fn norm(&self) -> Option<&'a Norm> {
        self.case.program.rules.at(self.derivation.norm).norm()
    }

    /// The truth of a step; behind a reference to none it is false, as a condition there is.
    pub(crate) fn truth(&self, id: StepId) -> Truth {
        match &self.step(id).value {
            Value::Truth(truth) => *truth,
            Value::Absent => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// What the author says of what a step came to.
    pub(crate) fn said(&self, id: StepId) -> Option<&'a Sentence> {
        self.node(id).said(self.truth(id))
    }

    pub(crate) fn is_settled(&self, id: StepId) -> bool {
        self.step(id).value.is_settled()
    }

    /// The input that evaluates `node`.
    pub(crate) fn input(&self, id: StepId, node: NodeId) -> Option<StepId> {
        self.step(id).inputs.iter().copied().find(|input| self.step(*input).node == node)
    }

    /// The roots of the rule that a `Call` calls: its inputs but for the reference to the item.
    pub(crate) fn roots(&self, id: StepId) -> impl Iterator<Item = StepId> + 'a {
        let trail = *self;
        let of = match &trail.node(id).op {
            Op::Call(_, of) => Some(*of),
            _ => None,
        };
        trail.step(id).inputs.iter().copied().filter(move |input| Some(trail.step(*input).node) != of)
    }

    /// The roots of a called norm, by what they are.
    pub(crate) fn called_norm(&self, id: StepId, norm: &Norm) -> CalledNorm {
        let mut called = CalledNorm::default();
        for root in self.roots(id) {
            let node = self.step(root).node;
            if norm.conditions == node {
                called.conditions = Some(root);
            }
            if norm.concerns == Some(node) {
                called.concerns = Some(root);
            }
            if norm.bars.iter().any(|bar| bar.holds == node) {
                called.bars.push(root);
            }
            if norm.exceptions.iter().any(|exception| exception.holds == node) {
                called.exceptions.push(root);
            }
        }
        called
    }

    /// How many items an `Over` looked at.
    pub(crate) fn listed(&self, id: StepId) -> usize {
        let Op::Over { list, .. } = &self.node(id).op else { return 0 };
        match self.input(id, *list).map(|list| &self.step(list).value) {
            Some(Value::Entities(list)) => list.known.len() + list.possible.len(),
            _ => 0,
        }
    }

    /// The items of an `Over`, each with the steps of its filter and body.
    pub(crate) fn items(&self, id: StepId) -> Vec<Item> {
        let Op::Over { slot, filter, body, list, otherwise, .. } = &self.node(id).op else {
            return Vec::new();
        };
        let mut items: Vec<Item> = Vec::new();
        let inputs = self.step(id).inputs.iter().copied();
        // The list's step comes first; a body may be the same node as the default of an empty list, which has no item.
        for input in inputs.skip(1) {
            let step = self.step(input);
            if step.node == *list {
                continue;
            }
            let subject = step.bindings.get(usize::from(*slot)).copied();
            if subject.is_none() && Some(step.node) == *otherwise {
                continue;
            }
            let is_filter = Some(step.node) == *filter;
            let is_body = Some(step.node) == *body;
            let open =
                items.last_mut().filter(|item| item.subject == subject && item.body.is_none() && !is_filter);
            match open {
                Some(item) if is_body => item.body = Some(input),
                _ if is_filter => items.push(Item { subject, filter: Some(input), body: None }),
                _ if is_body => items.push(Item { subject, filter: None, body: Some(input) }),
                _ => {}
            }
        }
        items
    }

    /// The truth of a quantifier's claim for one item: whether it satisfies the body, or is not among those asked.
    pub(crate) fn item_truth(&self, op: OverOp, item: &Item) -> Truth {
        let counts = item.filter.map_or(Truth::True, |filter| self.truth(filter));
        let body = item.body.map_or(Truth::Unknown, |body| self.truth(body));
        match op {
            OverOp::Every => (!counts).or(body),
            _ => counts.and(body),
        }
    }

    /// The fact that a step reads, however it was read.
    pub(crate) fn fact(&self, id: StepId) -> Option<&'a FactRef> {
        match self.step(id).reading.as_ref()? {
            Reading::Stated(fact)
            | Reading::Presumed(fact)
            | Reading::Derived(fact)
            | Reading::Missing(fact) => Some(fact),
            Reading::MissingList(_) => None,
        }
    }

    /// The first fact read at or below a step.
    pub(crate) fn first_fact(&self, id: StepId) -> Option<&'a FactRef> {
        self.fact(id).or_else(|| self.step(id).inputs.iter().find_map(|input| self.first_fact(*input)))
    }

    /// The atoms that make a condition what it is: all that hold, all that fail, or all that are open.
    pub(crate) fn decisive(&self, root: StepId, negated: Negation) -> Vec<Mark> {
        self.atoms(root, negated, Self::parts)
    }

    /// The same where each choice of which no limb holds is told by one: the choice itself where its author named it, else
    /// a limb that was named, else one that someone can change.
    pub(crate) fn told(&self, root: StepId, negated: Negation) -> Vec<Mark> {
        self.atoms(root, negated, Self::told_parts)
    }

    fn atoms(&self, root: StepId, negated: Negation, parts: fn(&Self, StepId) -> Vec<StepId>) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut seen = std::collections::HashSet::new();
        // Depth first, in the order of the text.
        let mut open = vec![Mark { step: root, negated }];
        while let Some(mark) = open.pop() {
            if !seen.insert(mark) {
                continue;
            }
            // What the author has a sentence for is told by it, as a whole.
            let inner = if self.said(mark.step).is_some() { Vec::new() } else { parts(self, mark.step) };
            if inner.is_empty() {
                marks.push(mark);
            }
            let flipped = matches!(self.node(mark.step).op, Op::Not(_));
            let negated = if flipped { mark.negated.flipped() } else { mark.negated };
            open.extend(inner.into_iter().rev().map(|step| Mark { step, negated }));
        }
        marks
    }

    fn told_parts(&self, id: StepId) -> Vec<StepId> {
        let parts = self.parts(id);
        let is_choice = matches!(self.node(id).op, Op::Any(_)) && self.truth(id) == Truth::False;
        if !is_choice || parts.len() < 2 {
            return parts;
        }
        if self.node(id).label.is_some() {
            return Vec::new();
        }
        self.limb(id).into_iter().collect()
    }

    /// The limb by which a choice is told of which no limb holds.
    pub(crate) fn limb(&self, id: StepId) -> Option<StepId> {
        self.parts(id).into_iter().min_by_key(|limb| {
            let leaves = self.decisive(*limb, Negation::No);
            let field =
                |mark: &Mark| self.first_fact(mark.step).map(|fact| self.case.program.fields.at(fact.field));
            let fields: Vec<_> = leaves.iter().filter_map(field).collect();
            let labelled = self.node(*limb).label.is_some();
            let changeable = fields.iter().any(|field| matches!(field.change, Change::By(_)));
            let awaits = fields.iter().any(|field| field.awaits.is_some());
            (awaits, !labelled, !changeable)
        })
    }

    /// The inputs of a step that make its truth what it is; none for an atom.
    pub(crate) fn parts(&self, id: StepId) -> Vec<StepId> {
        let truth = self.truth(id);
        let inputs = &self.step(id).inputs;
        let alike = || inputs.iter().copied().filter(|input| self.truth(*input) == truth).collect::<Vec<_>>();
        match &self.node(id).op {
            Op::Not(_) => inputs.clone(),
            Op::Reading(..) => inputs.last().copied().into_iter().collect(),
            Op::All(_) => alike(),
            Op::Any(_) if truth == Truth::True => alike().into_iter().take(1).collect(),
            Op::Any(_) => alike(),
            Op::Call(rule, _) => match self.case.program.rules.at(*rule).norm() {
                Some(_) if truth == Truth::True => Vec::new(),
                Some(norm) => self.called_norm(id, norm).grounds(self, norm),
                None => self.roots(id).filter(|root| self.truth(*root) == truth).take(1).collect(),
            },
            Op::Defeasible { base, exceptions } => {
                let arm = exceptions
                    .iter()
                    .filter_map(|arm| self.input(id, arm.holds))
                    .find(|holds| self.truth(*holds) == Truth::True);
                arm.or_else(|| self.input(id, *base)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The parts of a norm that is used as a condition.
#[derive(Clone, Default, Debug)]
pub(crate) struct CalledNorm {
    pub concerns: Option<StepId>,
    pub conditions: Option<StepId>,
    pub bars: Vec<StepId>,
    pub exceptions: Vec<StepId>,
}

impl CalledNorm {
    /// Why the norm's answer is no, or open: the first ground that decides, as outcomes are decided.
    fn grounds(&self, trail: &Trail, norm: &Norm) -> Vec<StepId> {
        let is = |step: &StepId, truth| trail.truth(*step) == truth;
        let all = || {
            let parts =
                self.concerns.iter().chain(&self.bars).chain(&self.conditions).chain(&self.exceptions);
            parts.copied().filter(|step| is(step, Truth::Unknown)).collect::<Vec<_>>()
        };
        let bad = if norm.kind == guiju_ir::NormKind::Forbid { Truth::True } else { Truth::False };
        let first = self.concerns.filter(|step| norm.kind.grants() && is(step, Truth::False)).into_iter();
        let grounds: Vec<StepId> = first
            .chain(self.bars.iter().copied().filter(|step| norm.kind.grants() && is(step, Truth::True)))
            .chain(self.conditions.filter(|step| is(step, bad)))
            .chain(self.exceptions.iter().copied().filter(|step| norm.kind.grants() && is(step, Truth::True)))
            .take(1)
            .collect();
        if grounds.is_empty() { all() } else { grounds }
    }
}
