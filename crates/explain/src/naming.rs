//! What things are called: facts, terms, formulas and values, in one language.
//!
//! A fact of the subject itself, or of a singleton, goes by its label; a fact of another item says whose it is.

use guiju_base::Lang;
use guiju_ir::{
    ArithmeticOp, Dimension, EntityId, ExtremeOp, FactRef, NodeId, Op, OverOp, ParamId, Reference, StepId,
    Subject, Type, Value,
};

use crate::quantity::{Precision, quantity};
use crate::trail::Trail;
use crate::values::Teller;
use crate::words::{bracketed, list, quoted, say};

/// A derivation told in one language.
#[derive(Clone, Copy)]
pub(crate) struct Speech<'a> {
    pub trail: Trail<'a>,
    pub lang: Lang,
}

impl<'a> Speech<'a> {
    /// What a node stands for; `step` is its evaluation, where there is one, and tells whose facts it speaks of.
    pub(crate) fn name(&self, node: NodeId, step: Option<StepId>) -> String {
        let program = self.trail.case.program;
        let inner = |of: NodeId| self.name(of, step.and_then(|step| self.trail.input(step, of)));
        match &program.nodes.at(node).op {
            Op::Constant(value) => self.value(&program.nodes.at(node).ty, value, Precision::Marked),
            Op::Param(_) => self.param(node),
            Op::Variable(_) => step.map_or_else(String::new, |step| self.referred(step)),
            Op::Singleton(entity) => self.entity(*entity),
            Op::Rows(entity) => self.entity(*entity),
            Op::Item(entity, key) => format!("{} {}", self.entity(*entity), self.key(*entity, *key)),
            Op::Field(of, field) => {
                let label = program.fields.at(*field).name.label.get(self.lang).to_string();
                self.owned(step, *of, label)
            }
            Op::LedgerEntry(of, field, entry) => {
                let label = program.fields.at(*field).name.label.get(self.lang);
                self.owned(step, *of, format!("{label} {entry}"))
            }
            Op::Inverse(of, inverse) => {
                let label = program.inverses.at(*inverse).name.label.get(self.lang).to_string();
                self.owned(step, *of, label)
            }
            Op::Call(rule, of) => {
                let label = program.rules.at(*rule).name.label.get(self.lang).to_string();
                self.owned(step, *of, label)
            }
            Op::Arithmetic(op, left, right) => {
                let side = |of: &NodeId| self.grouped(*of, inner(*of));
                format!("{} {} {}", side(left), arithmetic(*op), side(right))
            }
            Op::Negative(of) => format!("−{}", self.grouped(*of, inner(*of))),
            Op::Extreme(op, of) => {
                let names: Vec<String> = of.iter().map(|of| inner(*of)).collect();
                self.extreme(*op, &list(self.lang, &names))
            }
            Op::Round(_, of, _) => match self.lang {
                Lang::Zh => format!("{}取整", inner(*of)),
                Lang::En => format!("{} rounded", inner(*of)),
            },
            Op::Over { op, list, body, .. } => self.over(*op, &inner(*list), *body),
            Op::Reading(_, arms) => self.arm(arms, step),
            Op::Defeasible { base, .. } => inner(*base),
            Op::Not(of) => match self.lang {
                Lang::Zh => format!("并非{}", inner(*of)),
                Lang::En => format!("not {}", inner(*of)),
            },
            Op::All(nodes) => self.joined(nodes, step, say(self.lang, "，且", " and ")),
            Op::Any(nodes) => self.joined(nodes, step, say(self.lang, "，或", " or ")),
            Op::Compare(op, left, right) => {
                let sign = match self.trail.case.program.nodes.at(*left).ty {
                    Type::Quantity(_) => crate::words::sign(*op, crate::words::Negation::No),
                    _ => say(self.lang, "为", "is"),
                };
                format!("{} {sign} {}", inner(*left), inner(*right))
            }
            Op::Among(of, values) => self.among(*of, inner(*of), values),
            Op::Member(of, set) => match self.lang {
                Lang::Zh => format!("{}含{}", inner(*set), inner(*of)),
                Lang::En => format!("{} contains {}", inner(*set), inner(*of)),
            },
            Op::IsNone(of) => format!("{} {}", inner(*of), say(self.lang, "为 无", "is none")),
        }
    }

    /// A value in words.
    pub(crate) fn value(&self, ty: &Type, value: &Value, precision: Precision) -> String {
        self.teller().value(ty, value, precision)
    }

    /// An item with the label of its entity.
    pub(crate) fn item(&self, subject: Subject) -> String {
        self.teller().item(subject)
    }

    /// An item with its name too.
    pub(crate) fn titled(&self, subject: Subject) -> String {
        self.teller().titled(subject)
    }

    fn teller(&self) -> Teller<'a> {
        Teller { case: self.trail.case, lang: self.lang }
    }

    /// A fact with its owner where that is not plain.
    pub(crate) fn fact(&self, fact: &FactRef) -> String {
        let label = self.trail.case.program.fields.at(fact.field).name.label.get(self.lang);
        let entry = fact.entry.as_ref().map(|entry| format!(" {entry}")).unwrap_or_default();
        self.of(fact.subject, format!("{label}{entry}"))
    }

    /// The dimension of a node's quantity.
    pub(crate) fn dimension(&self, node: NodeId) -> Option<Dimension> {
        match self.trail.case.program.nodes.at(node).ty {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        }
    }

    pub(crate) fn among(&self, of: NodeId, name: String, values: &[Value]) -> String {
        let set = self.constants(of, values);
        format!("{name} {} {set}", say(self.lang, "属于", "is one of"))
    }

    /// The constants of a list of values, of the type of `of`.
    pub(crate) fn constants(&self, of: NodeId, values: &[Value]) -> String {
        let ty = &self.trail.case.program.nodes.at(of).ty;
        let names: Vec<String> = values.iter().map(|value| self.value(ty, value, Precision::Plain)).collect();
        list(self.lang, &names)
    }

    pub(crate) fn entity(&self, entity: EntityId) -> String {
        self.trail.case.program.entities.at(entity).name.label.get(self.lang).to_string()
    }

    /// `25 度（陡坡界限，8.1b）`
    fn param(&self, node: NodeId) -> String {
        let program = self.trail.case.program;
        let Op::Param(id) = &program.nodes.at(node).op else { return String::new() };
        let param = program.params.at(*id);
        let mut notes = vec![param.name.label.get(self.lang).to_string()];
        notes.extend(program.clause_ids(&param.clauses));
        let notes = bracketed(self.lang, &notes.join(say(self.lang, "，", ", ")));
        match self.figure(*id) {
            Some(figure) => format!("{figure}{notes}"),
            None => param.name.label.get(self.lang).to_string(),
        }
    }

    /// The figure of a parameter on the day.
    pub(crate) fn figure(&self, id: ParamId) -> Option<String> {
        let param = self.trail.case.program.params.at(id);
        let (value, Type::Quantity(dimension)) = (param.on(self.trail.case.question.as_of)?, param.ty) else {
            return None;
        };
        let point = guiju_ir::Interval::point(value.value.clone());
        Some(match dimension {
            // The author's own words, without the conversion that a measured area gets.
            Dimension::Area if self.lang == Lang::Zh => value.written.clone(),
            _ => quantity(self.lang, dimension, &point, Precision::Plain),
        })
    }

    /// A reading goes by what its chosen arm says.
    fn arm(&self, arms: &[NodeId], step: Option<StepId>) -> String {
        let chosen = step.and_then(|step| self.trail.step(step).inputs.last().copied());
        match (chosen, arms.first()) {
            (Some(arm), _) => self.name(self.trail.step(arm).node, Some(arm)),
            (None, Some(first)) => self.name(*first, None),
            (None, None) => String::new(),
        }
    }

    fn owned(&self, step: Option<StepId>, of: NodeId, label: String) -> String {
        let owner = step.and_then(|step| self.owner(step, of));
        match owner {
            Some(subject) => self.of(subject, label),
            None => self.behind(step, of, label),
        }
    }

    /// A fact behind a reference that leads to no item goes by the name of the reference.
    fn behind(&self, step: Option<StepId>, of: NodeId, label: String) -> String {
        let reference = step.and_then(|step| self.trail.input(step, of));
        let named = reference.filter(|_| matches!(self.trail.case.program.nodes.at(of).op, Op::Field(..)));
        match (named.map(|step| self.name(of, Some(step))), self.lang) {
            (Some(name), Lang::Zh) => format!("{name} 的{label}"),
            (Some(name), Lang::En) => format!("{label} of {name}"),
            (None, _) => label,
        }
    }

    /// The item whose fact, list or term a step speaks of.
    fn owner(&self, step: StepId, of: NodeId) -> Option<Subject> {
        if let Some(fact) = self.trail.fact(step) {
            return Some(fact.subject);
        }
        let Type::Entity(entity) = self.trail.case.program.nodes.at(of).ty else { return None };
        match self.trail.step(self.trail.input(step, of)?).value {
            Value::Entity(Reference::One(row)) => Some(Subject { entity, row }),
            _ => None,
        }
    }

    fn of(&self, subject: Subject, label: String) -> String {
        let single = self.trail.case.program.entities.at(subject.entity).is_single();
        if subject == self.trail.derivation.subject || single {
            return label;
        }
        match self.lang {
            Lang::Zh => format!("{} 的{label}", self.item(subject)),
            Lang::En => format!("{label} of {}", self.item(subject)),
        }
    }

    fn referred(&self, step: StepId) -> String {
        let step = self.trail.step(step);
        let ty = self.trail.case.program.nodes.at(step.node).ty;
        self.value(&ty, &step.value, Precision::Plain)
    }

    fn key(&self, entity: EntityId, key: u16) -> String {
        let program = self.trail.case.program;
        match &program.entities.at(entity).extent {
            guiju_ir::Extent::List { keyed_by: Some(keys), .. } => program
                .enums
                .at(*keys)
                .value(key)
                .map_or_else(String::new, |name| name.label.get(self.lang).to_string()),
            _ => String::new(),
        }
    }

    fn grouped(&self, node: NodeId, name: String) -> String {
        match &self.trail.case.program.nodes.at(node).op {
            Op::Arithmetic(..) => bracketed(self.lang, &name).trim_start().to_string(),
            _ => name,
        }
    }

    fn extreme(&self, op: ExtremeOp, names: &str) -> String {
        let name = match op {
            ExtremeOp::Min => say(self.lang, "其中较小者", "the least of"),
            ExtremeOp::Max => say(self.lang, "其中较大者", "the greatest of"),
        };
        match self.lang {
            Lang::Zh => format!("{names}{name}"),
            Lang::En => format!("{name} {names}"),
        }
    }

    fn over(&self, op: OverOp, list: &str, body: Option<NodeId>) -> String {
        let body = body.map_or_else(String::new, |body| self.name(body, None));
        match (self.lang, op) {
            (Lang::Zh, OverOp::Every) => format!("每一{list}：{body}"),
            (Lang::Zh, OverOp::Some) => format!("至少一{list}：{body}"),
            (Lang::Zh, OverOp::Count) => format!("{list}个数"),
            (Lang::Zh, OverOp::Sum) => format!("{list}{body}合计"),
            (Lang::Zh, OverOp::Extreme(ExtremeOp::Min)) => format!("{list}{body}最小值"),
            (Lang::Zh, OverOp::Extreme(ExtremeOp::Max)) => format!("{list}{body}最大值"),
            (Lang::En, OverOp::Every) => format!("every one of {list}: {body}"),
            (Lang::En, OverOp::Some) => format!("some one of {list}: {body}"),
            (Lang::En, OverOp::Count) => format!("number of {list}"),
            (Lang::En, OverOp::Sum) => format!("sum of {body} over {list}"),
            (Lang::En, OverOp::Extreme(ExtremeOp::Min)) => format!("least {body} over {list}"),
            (Lang::En, OverOp::Extreme(ExtremeOp::Max)) => format!("greatest {body} over {list}"),
        }
    }

    fn joined(&self, nodes: &[NodeId], step: Option<StepId>, glue: &str) -> String {
        let names: Vec<String> = nodes
            .iter()
            .map(|node| self.name(*node, step.and_then(|step| self.trail.input(step, *node))))
            .collect();
        names.join(glue)
    }
}

fn arithmetic(op: ArithmeticOp) -> &'static str {
    match op {
        ArithmeticOp::Add => "+",
        ArithmeticOp::Subtract => "−",
        ArithmeticOp::Multiply => "×",
        ArithmeticOp::Divide => "÷",
    }
}

/// A quoted rule label.
pub(crate) fn rule_label(speech: &Speech, rule: guiju_ir::RuleId) -> String {
    quoted(speech.lang, speech.trail.case.program.rules.at(rule).name.label.get(speech.lang))
}
