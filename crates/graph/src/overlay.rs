//! A derivation laid over the graph of its norm: what holds, what the plan says, and the path that decided.
//!
//! Invariant: nothing is decided here; a truth is copied from a step, the outcome from the derivation.

use std::collections::HashMap;

use guiju_base::{Table, Words};
use guiju_ir::{
    Derivation, Facts, NodeId, NormKind, Op, Outcome, OverOp, Reading, RuleId, Step, StepId, Subject, Truth,
    Type, Value,
};

use crate::cone::behind;
use crate::context::Context;
use crate::leaning::leanings;
use crate::model::{EdgeKind, Graph, Join, State, VertexId, VertexKind};
use crate::naming::{both, say};
use crate::origin::{Origin, Polarity, Section};
use crate::values::Teller;

/// Lays a derivation over the graph of its norm; `outcome` is the word for what it came to.
pub fn lay_over(
    graph: &mut Graph,
    context: Context,
    facts: &Facts,
    derivation: &Derivation,
    outcome: &Words,
) {
    let overlay = Overlay::new(context, facts, derivation);
    let truths: Vec<Vec<Truth>> =
        graph.vertices.values().map(|vertex| overlay.truths(&vertex.origin)).collect();
    for (id, truths) in graph.vertices.ids().zip(&truths) {
        let origin = graph.vertices.at(id).origin.clone();
        graph.vertices.at_mut(id).state = overlay.state(&origin, truths, outcome);
    }
    leanings(graph, context);
    let mut path = Path { graph, truths: truths.into() };
    path.of(derivation, context);
    graph.decided = true;
    let subject = overlay.teller.item(derivation.subject);
    graph.title = behind(&graph.title, &subject);
    graph.subtitle = both(|lang| {
        let plan = if facts.plan.id.is_empty() { &facts.plan.file } else { &facts.plan.id };
        let day = guiju_ir::day_to_string(context.question.as_of);
        let outcome = outcome.get(lang);
        match lang {
            guiju_base::Lang::Zh => {
                format!("结论：{outcome} · 方案 {plan} · 基准日 {day} · {}", graph.subtitle.get(lang))
            }
            guiju_base::Lang::En => {
                format!("outcome: {outcome} · plan {plan} · as of {day} · {}", graph.subtitle.get(lang))
            }
        }
    });
}

struct Overlay<'a> {
    context: Context<'a>,
    derivation: &'a Derivation,
    teller: Teller<'a>,
    by_node: HashMap<NodeId, Vec<StepId>>,
    by_callee: HashMap<RuleId, Vec<StepId>>,
}

impl<'a> Overlay<'a> {
    fn new(context: Context<'a>, facts: &'a Facts, derivation: &'a Derivation) -> Overlay<'a> {
        let teller = Teller { naming: context.naming(), facts };
        let mut overlay =
            Overlay { context, derivation, teller, by_node: HashMap::new(), by_callee: HashMap::new() };
        for (id, step) in derivation.steps.iter() {
            overlay.by_node.entry(step.node).or_default().push(id);
            if let Op::Call(rule, _) = &context.program.nodes.at(step.node).op {
                overlay.by_callee.entry(*rule).or_default().push(id);
            }
        }
        overlay
    }

    fn step(&self, id: StepId) -> &'a Step {
        self.derivation.steps.at(id)
    }

    /// What the vertex came to, in the order of evaluation: one truth, or one for each item.
    fn truths(&self, origin: &Origin) -> Vec<Truth> {
        let of = |steps: Vec<StepId>| -> Vec<Truth> {
            steps.into_iter().filter_map(|step| truth(self.step(step))).collect()
        };
        let any = |steps: Vec<StepId>| -> Vec<Truth> {
            of(steps).into_iter().reduce(Truth::or).into_iter().collect()
        };
        let derivation = self.derivation;
        match origin {
            Origin::Root(rule) => {
                let norm = self.context.program.rules.at(*rule).norm();
                norm.map(|norm| derivation.outcome.truth(norm.kind)).into_iter().collect()
            }
            Origin::Section(Section::Concerns) => of(derivation.concerns.into_iter().collect()),
            Origin::Section(Section::Conditions) => of(derivation.conditions.into_iter().collect()),
            Origin::Section(Section::Bars) => any(derivation.bars.iter().map(|bar| bar.step).collect()),
            Origin::Section(Section::Exceptions) => {
                any(derivation.exceptions.iter().map(|exception| exception.step).collect())
            }
            Origin::Section(Section::Effects | Section::Duties) => Vec::new(),
            Origin::Condition(_, polarity) => {
                let found = of(self.steps(origin)).into_iter();
                found.map(|truth| if *polarity == Polarity::Denied { !truth } else { truth }).collect()
            }
            Origin::Rule(_) | Origin::Attached(..) => of(self.steps(origin)),
            Origin::Duty(index) => {
                let duties = derivation.duties.iter().filter(|duty| duty.index == *index);
                duties.map(|duty| duty.holds).collect()
            }
            Origin::Effect(index) => {
                let effects = derivation.effects.iter().filter(|effect| effect.index == *index);
                effects.map(|effect| effect.holds).collect()
            }
            Origin::Param(_) | Origin::Fact(..) | Origin::Clause(_) => Vec::new(),
        }
    }

    /// The steps that evaluated what a vertex shows.
    fn steps(&self, origin: &Origin) -> Vec<StepId> {
        let program = self.context.program;
        let node = |node: &NodeId| self.by_node.get(node).cloned().unwrap_or_default();
        match origin {
            Origin::Condition(condition, _) => node(condition),
            Origin::Attached(rule, holds) => {
                let ground = self.derivation.bars.iter().chain(&self.derivation.exceptions);
                let steps: Vec<StepId> =
                    ground.filter(|ground| ground.rule == *rule).map(|ground| ground.step).collect();
                if steps.is_empty() { node(holds) } else { steps }
            }
            Origin::Rule(rule) => match self.by_callee.get(rule) {
                Some(calls) => calls.clone(),
                None => program.rules.at(*rule).value().map(|value| node(&value)).unwrap_or_default(),
            },
            Origin::Fact(field, entry) => {
                let reads = |step: &Step| match &program.nodes.at(step.node).op {
                    Op::Field(_, read) => read == field && entry.is_none(),
                    Op::LedgerEntry(_, read, of) => read == field && entry.as_ref() == Some(of),
                    _ => false,
                };
                self.derivation.steps.iter().filter(|(_, step)| reads(step)).map(|(id, _)| id).collect()
            }
            _ => Vec::new(),
        }
    }

    fn state(&self, origin: &Origin, truths: &[Truth], outcome: &Words) -> Option<State> {
        let steps = self.steps(origin);
        if truths.is_empty() && steps.is_empty() {
            return None;
        }
        let truth = truths.first().copied().filter(|first| truths.iter().all(|truth| truth == first));
        let value = match origin {
            Origin::Root(_) => Some(outcome.clone()),
            _ if truths.len() > 1 && truth.is_none() => Some(counts(truths)),
            Origin::Condition(..) | Origin::Fact(..) => self.value(&steps),
            Origin::Rule(rule) | Origin::Attached(rule, _) => {
                self.value(&steps).or_else(|| self.value(&self.bodies(*rule)))
            }
            _ => None,
        };
        let shown = match origin {
            Origin::Condition(..) | Origin::Fact(..) => steps,
            Origin::Rule(rule) | Origin::Attached(rule, _) => self.bodies(*rule),
            _ => Vec::new(),
        };
        let reads = |which: fn(&Self, &Step) -> bool| shown.iter().any(|step| self.reads(*step, which));
        let truth = match origin {
            Origin::Root(_) if self.derivation.outcome == Outcome::NotEngaged => None,
            _ => truth,
        };
        let (presumed, assumed) = (reads(Self::is_presumed), reads(Self::is_assumed));
        Some(State { truth, value, presumed, assumed, ..State::default() })
    }

    /// The steps of what a rule says in its own box: its value, past readings and groups of one.
    fn bodies(&self, rule: RuleId) -> Vec<StepId> {
        let program = self.context.program;
        let Some(mut node) = program.rules.at(rule).value() else { return Vec::new() };
        loop {
            node = match &program.nodes.at(node).op {
                Op::Reading(..) => self.context.naming().arm(node),
                Op::All(parts) | Op::Any(parts) => match parts.as_slice() {
                    [part] => *part,
                    _ => return Vec::new(),
                },
                Op::Defeasible { base, .. } => *base,
                _ => return self.by_node.get(&node).cloned().unwrap_or_default(),
            };
        }
    }

    /// What the plan says behind a vertex: of one step its values, of several how many.
    fn value(&self, steps: &[StepId]) -> Option<Words> {
        let values: Vec<Words> = steps.iter().filter_map(|step| self.told(*step)).collect();
        let first = values.first()?;
        match values.iter().all(|value| value == first) {
            true => Some(first.clone()),
            false => {
                Some(both(|lang| format!("{} {}", values.len(), say(lang, "项，各不相同", "items differ"))))
            }
        }
    }

    fn told(&self, id: StepId) -> Option<Words> {
        let step = self.step(id);
        let program = self.context.program;
        let input = |node: &NodeId| step.inputs.iter().copied().find(|input| self.step(*input).node == *node);
        let is_given = |node: &NodeId| !matches!(program.nodes.at(*node).op, Op::Constant(_) | Op::Param(_));
        let sides = match &program.nodes.at(step.node).op {
            Op::Not(of) => return input(of).and_then(|of| self.told(of)),
            Op::Compare(_, left, right) => vec![*left, *right],
            Op::Among(of, _) | Op::IsNone(of) => vec![*of],
            Op::Member(_, set) => vec![*set],
            Op::Over { op: OverOp::Every | OverOp::Some, body: Some(body), .. } => {
                return self.items(step, *body);
            }
            _ if program.nodes.at(step.node).ty != Type::Truth => return Some(self.shown(id)),
            _ => return None,
        };
        let sides: Vec<Words> = sides
            .iter()
            .filter(|side| is_given(side))
            .filter_map(input)
            .map(|side| self.shown(side))
            .collect();
        (!sides.is_empty())
            .then(|| both(|lang| sides.iter().map(|side| side.get(lang)).collect::<Vec<_>>().join(" / ")))
    }

    fn items(&self, step: &Step, body: NodeId) -> Option<Words> {
        let bodies = step.inputs.iter().map(|input| self.step(*input)).filter(|input| input.node == body);
        let truths: Vec<Truth> = bodies.filter_map(truth).collect();
        (!truths.is_empty()).then(|| counts(&truths))
    }

    fn shown(&self, id: StepId) -> Words {
        let step = self.step(id);
        // The range that stands in for a fact that is not given is no value of it.
        if matches!(step.reading, Some(Reading::Missing(_))) {
            return Words::new("未知", "unknown");
        }
        let ty = self.context.program.nodes.at(step.node).ty;
        let value = self.teller.value(&ty, &step.value);
        match &step.reading {
            Some(Reading::Stated(fact)) => self.of(fact.subject, value),
            _ => value,
        }
    }

    /// A value of another item says whose it is.
    fn of(&self, subject: Subject, value: Words) -> Words {
        let single = self.context.program.entities.at(subject.entity).is_single();
        if single || subject == self.derivation.subject {
            return value;
        }
        let id = self.teller.facts.id(subject);
        both(|lang| format!("{id} {}", value.get(lang)))
    }

    /// Whether a condition reads a fact of some kind, calls aside.
    fn reads(&self, id: StepId, which: fn(&Self, &Step) -> bool) -> bool {
        let step = self.step(id);
        let is_call = matches!(self.context.program.nodes.at(step.node).op, Op::Call(..));
        which(self, step) || (!is_call && step.inputs.iter().any(|input| self.reads(*input, which)))
    }

    /// Whether a presumption stands in for the fact that a step reads.
    fn is_presumed(&self, step: &Step) -> bool {
        matches!(step.reading, Some(Reading::Presumed(_)))
    }

    /// Whether the fact that a step reads was assumed on top of the plan.
    fn is_assumed(&self, step: &Step) -> bool {
        match &step.reading {
            Some(Reading::Stated(fact) | Reading::Missing(fact)) => self.teller.facts.is_assumed(fact),
            _ => false,
        }
    }
}

/// The truth of a step; behind a reference to none it is false, as a condition there is.
fn truth(step: &Step) -> Option<Truth> {
    match &step.value {
        Value::Truth(truth) => Some(*truth),
        Value::Absent => Some(Truth::False),
        _ => None,
    }
}

/// `3 项：是 2、否 1`
fn counts(truths: &[Truth]) -> Words {
    let count = |wanted: Truth| truths.iter().filter(|truth| **truth == wanted).count();
    let parts = [
        (count(Truth::True), "是", "yes"),
        (count(Truth::False), "否", "no"),
        (count(Truth::Unknown), "未知", "unknown"),
    ];
    both(|lang| {
        let named = parts.iter().filter(|(count, ..)| *count > 0);
        let named: Vec<String> =
            named.map(|(count, zh, en)| format!("{count} {}", say(lang, zh, en))).collect();
        let total = truths.len();
        match lang {
            guiju_base::Lang::Zh => format!("{total} 项：{}", named.join("、")),
            guiju_base::Lang::En => format!("{total} items: {}", named.join(", ")),
        }
    })
}

/// The path that decided, as it is marked.
struct Path<'g> {
    graph: &'g mut Graph,
    truths: Table<VertexId, Vec<Truth>>,
}

impl Path<'_> {
    fn of(&mut self, derivation: &Derivation, context: Context) {
        let Some(norm) = context.program.rules.at(derivation.norm).norm() else { return };
        let Some(root) = self.graph.vertices.ids().next() else { return };
        self.decisive(root);
        let edges: Vec<(VertexId, EdgeKind)> =
            self.graph.leaving(root).map(|edge| (edge.to, edge.kind)).collect();
        for (section, kind) in edges {
            let Some(wanted) = ground(norm.kind, derivation.outcome, kind) else { continue };
            if self.came_to(section, wanted) {
                self.link(root, section);
                self.mark(section, wanted);
            }
        }
    }

    /// Marks a vertex that is as `wanted`, and what made it so.
    fn mark(&mut self, vertex: VertexId, wanted: Truth) {
        if !self.decisive(vertex) {
            return;
        }
        let join = self.graph.vertices.at(vertex).join;
        let edges: Vec<(VertexId, EdgeKind)> =
            self.graph.leaving(vertex).map(|edge| (edge.to, edge.kind)).collect();
        let mut carried = false;
        for (part, kind) in edges {
            if kind == EdgeKind::Uses {
                self.link(vertex, part);
                self.mark(part, wanted);
                continue;
            }
            let wanted = if kind == EdgeKind::Not { !wanted } else { wanted };
            let is_enough = join == Join::Any && wanted == Truth::True && carried;
            if !is_enough && self.came_to(part, wanted) {
                carried = true;
                self.link(vertex, part);
                self.mark(part, wanted);
            }
        }
    }

    fn came_to(&self, vertex: VertexId, wanted: Truth) -> bool {
        self.truths.at(vertex).contains(&wanted)
    }

    fn link(&mut self, from: VertexId, to: VertexId) {
        if let Some(edge) = self.graph.edges.iter_mut().find(|edge| edge.from == from && edge.to == to) {
            edge.decisive = true;
        }
    }

    /// Whether the vertex was not marked before.
    fn decisive(&mut self, vertex: VertexId) -> bool {
        let state = self.graph.vertices.at_mut(vertex).state.get_or_insert_with(State::default);
        !std::mem::replace(&mut state.decisive, true)
    }
}

/// Which truth of a part of the norm speaks for its outcome; none where the part does not.
fn ground(kind: NormKind, outcome: Outcome, part: EdgeKind) -> Option<Truth> {
    use EdgeKind::{Bars, Concerns, Excepts, Requires};
    use Truth::{False, True, Unknown};
    let forbids = kind == NormKind::Forbid;
    match (outcome, part) {
        (Outcome::NotEngaged, Concerns) => Some(False),
        (Outcome::Blocked, Bars) | (Outcome::Applies, Concerns | Requires) => Some(True),
        (Outcome::DoesNotApply, Requires) => Some(False),
        (Outcome::DoesNotApply | Outcome::NotEngaged | Outcome::Clear, Excepts) => Some(True),
        (Outcome::Met | Outcome::Followed, Requires) => Some(True),
        (Outcome::Breached | Outcome::NotFollowed, Requires) => Some(Truth::from(forbids)),
        (Outcome::Breached | Outcome::NotFollowed, Concerns) => Some(True),
        (Outcome::Clear, Requires) => Some(False),
        (Outcome::Undetermined, Concerns | Requires | Bars | Excepts) => Some(Unknown),
        _ => None,
    }
}

/// Whether a vertex is one of those that a plan colours by what holds.
pub(crate) fn is_judged(kind: VertexKind) -> bool {
    !matches!(kind, VertexKind::Param | VertexKind::Fact | VertexKind::Clause)
}
