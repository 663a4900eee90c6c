//! What things are called: facts, terms, formulas and values, in one language.
//!
//! A fact of the subject itself, or of a singleton, goes by its label; a fact of another item says whose it is.

use guiju_base::Lang;
use guiju_ir::{
    ArithmeticOp, Dimension, EntityId, ExtremeOp, FactRef, NodeId, NormKind, Op, OverOp, ParamId, Reference,
    StepId, Subject, Truth, Type, Value,
};
use unicode_width::UnicodeWidthChar;

use crate::claim::told_truth;
use crate::quantity::{Precision, quantity};
use crate::telling::Telling;
use crate::trail::Trail;
use crate::values::Teller;
use crate::words::{beside, bracketed, list, quoted, say};

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
                self.owned(step, *of, self.entry(label, entry))
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
                self.extreme(*op, &names)
            }
            Op::Round(_, of, _) => match self.lang {
                Lang::Zh => format!("{}取整", inner(*of)),
                Lang::En => format!("{} rounded", inner(*of)),
            },
            Op::Over { op, list, body, .. } => self.over(*op, (*list, &inner(*list)), *body),
            Op::Reading(_, arms) => self.arm(arms, step),
            Op::Defeasible { base, .. } => inner(*base),
            Op::Not(of) => self.denied(*of, &inner(*of)),
            Op::All(nodes) => self.joined(nodes, step, say(self.lang, "，且", " and ")),
            Op::Any(nodes) => self.joined(nodes, step, say(self.lang, "，或", " or ")),
            Op::Compare(op, left, right) => {
                let sign = match self.trail.case.program.nodes.at(*left).ty {
                    Type::Quantity(_) => crate::words::sign(*op, crate::words::Negation::No),
                    _ => say(self.lang, "为", "is"),
                };
                self.related(&inner(*left), sign, &inner(*right))
            }
            Op::Among(of, values) => self.among(*of, inner(*of), values),
            Op::Member(of, set) => {
                let item = self.this(*of, inner(*of));
                match self.lang {
                    Lang::Zh => self.related(&inner(*set), "含", &item),
                    Lang::En => format!("{item} among {}", uncapital(&inner(*set))),
                }
            }
            Op::IsNone(of) => {
                self.related(&inner(*of), say(self.lang, "为", "is"), say(self.lang, "无", "none"))
            }
        }
    }

    /// A value in words.
    pub(crate) fn value(&self, ty: &Type, value: &Value, precision: Precision) -> String {
        self.teller().value(ty, value, precision)
    }

    /// An item with the label of its entity.
    pub(crate) fn item(&self, subject: Subject) -> String {
        Telling { case: self.trail.case, lang: self.lang }.item(subject)
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
        let named = fact.entry.as_ref().map(|entry| self.entry(label, entry));
        self.of(fact.subject, named.unwrap_or_else(|| label.to_string()))
    }

    /// An entry of a ledger: `义务履行（8.1a）`, `Duty under 8.1a`.
    fn entry(&self, label: &str, entry: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{label}{}", bracketed(self.lang, entry)),
            Lang::En => format!("{label} {entry}"),
        }
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
        self.related(&name, say(self.lang, "属于", "is one of"), &set)
    }

    /// What is denied, by its name.
    pub(crate) fn denied(&self, of: NodeId, name: &str) -> String {
        let program = self.trail.case.program;
        match (&program.nodes.at(of).op, self.lang) {
            (Op::Field(_, field) | Op::LedgerEntry(_, field, _), lang) => {
                told_truth(lang, name, program.fields.at(*field).name.label.get(lang), Truth::False)
            }
            (_, Lang::Zh) => format!("并非{name}"),
            (_, Lang::En) => format!("not {name}"),
        }
    }

    /// `利用方式为就地利用`, `Mode of use is in place`
    pub(crate) fn related(&self, name: &str, relation: &str, of: &str) -> String {
        match self.lang {
            Lang::Zh => beside(&beside(name, relation), of),
            Lang::En => format!("{name} {relation} {of}"),
        }
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
        match named.map(|step| self.name(of, Some(step))) {
            Some(name) => self.of_item(&name, &label),
            None => label,
        }
    }

    /// `子项目 S1 的乡村建设项目`, `Rural construction project (Sub-project S1)`
    pub(crate) fn of_item(&self, item: &str, label: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{item}{}的{label}", gap(item)),
            Lang::En => format!("{label} ({item})"),
        }
    }

    /// Whose fact, list or term a node speaks of, where its name says so.
    pub(crate) fn owner_in_words(&self, node: NodeId, step: Option<StepId>) -> Option<String> {
        let (Op::Field(of, _) | Op::LedgerEntry(of, ..) | Op::Inverse(of, _) | Op::Call(_, of)) =
            self.trail.case.program.nodes.at(node).op
        else {
            return None;
        };
        let owner = self.owner(step?, of)?;
        let single = self.trail.case.program.entities.at(owner.entity).is_single();
        (owner != self.trail.derivation.subject && !single).then(|| self.item(owner))
    }

    /// A name without the owner that was just named.
    pub(crate) fn without_owner(&self, name: String, owner: &str) -> String {
        match self.lang {
            Lang::Zh => name.strip_prefix(&format!("{owner}{}的", gap(owner))).map(str::to_string),
            Lang::En => Some(name.replacen(&format!(" ({owner})"), "", 1)),
        }
        .unwrap_or(name)
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
        self.of_item(&self.item(subject), &label)
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

    fn extreme(&self, op: ExtremeOp, names: &[String]) -> String {
        let (zh, en) = match op {
            ExtremeOp::Min => ("最小", "the least"),
            ExtremeOp::Max => ("最大", "the greatest"),
        };
        match self.lang {
            Lang::Zh => format!("{}之中{zh}的", names.join(" 与 ")),
            Lang::En => format!("{en} of {}", names.join(" and ")),
        }
    }

    fn over(&self, op: OverOp, (list, name): (NodeId, &str), body: Option<NodeId>) -> String {
        let of = body.map_or_else(String::new, |body| self.name(body, None));
        let (zh, en) = match op {
            OverOp::Every | OverOp::Some => {
                let words = quantified(self, (list, None), op, Truth::True);
                return format!("{words}{}{of}", say(self.lang, "：", ": "));
            }
            OverOp::Count if self.lang == Lang::Zh => return format!("{name}个数"),
            OverOp::Count => {
                let name = uncapital(name);
                return match self.is_singular(list) {
                    true => format!("Number of items{}", bracketed(self.lang, &name)),
                    false => format!("Number of {name}"),
                };
            }
            OverOp::Sum => ("合计", "Sum"),
            OverOp::Extreme(ExtremeOp::Min) => ("最小值", "Least"),
            OverOp::Extreme(ExtremeOp::Max) => ("最大值", "Greatest"),
        };
        let over = match (op, self.is_singular(list)) {
            (OverOp::Sum, true) => "over every",
            (_, true) => "of any",
            (_, false) => "over",
        };
        let each = if op == OverOp::Sum { " of" } else { "" };
        match self.lang {
            Lang::Zh => format!("{name}{of}{zh}"),
            Lang::En => format!("{en}{each} {} {over} {}", uncapital(&of), uncapital(name)),
        }
    }

    /// Whether a list goes by the label of its entity, which is one item; any other has a label for them all.
    pub(crate) fn is_singular(&self, list: NodeId) -> bool {
        matches!(self.trail.case.program.nodes.at(list).op, Op::Rows(_))
    }

    /// The name of an item; one that has none before any plan is this one of its kind.
    pub(crate) fn this(&self, node: NodeId, name: String) -> String {
        match self.trail.case.program.nodes.at(node).ty {
            Type::Entity(entity) if name.is_empty() => {
                let label = self.entity(entity);
                match self.lang {
                    Lang::Zh => format!("该{label}"),
                    Lang::En => format!("this {}", uncapital(&label)),
                }
            }
            _ => name,
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

/// The blank between a name and a Chinese word: none behind a Chinese one.
fn gap(name: &str) -> &'static str {
    let wide = |sign: char| sign.width() == Some(2);
    if name.chars().next_back().is_some_and(wide) { "" } else { " " }
}

/// A quoted rule label.
pub(crate) fn rule_label(speech: &Speech, rule: guiju_ir::RuleId) -> String {
    quoted(speech.lang, speech.trail.case.program.rules.at(rule).name.label.get(speech.lang))
}

/// What a called rule comes to as a condition: `「缓坡」成立`, `「占用红线」未触碰`. A duty that does not arise is not broken either.
pub(crate) fn called(speech: &Speech, rule: guiju_ir::RuleId, truth: Truth) -> String {
    let norm = speech.trail.case.program.rules.at(rule).norm();
    let arises = norm.is_none_or(|norm| norm.concerns.is_none());
    let (zh, en) = match (norm.map(|norm| norm.kind), truth) {
        (_, Truth::Unknown) => ("未定", "is open"),
        (Some(NormKind::Oblige), Truth::True) if arises => ("已落实", "is met"),
        (Some(NormKind::Oblige), Truth::True) => ("已落实或不涉及", "is met or does not arise"),
        (Some(NormKind::Oblige), Truth::False) => ("未落实", "is not met"),
        (Some(NormKind::Advise), Truth::True) if arises => ("已体现", "is followed"),
        (Some(NormKind::Advise), Truth::True) => ("已体现或不涉及", "is followed or does not arise"),
        (Some(NormKind::Advise), Truth::False) => ("未体现", "is not followed"),
        (Some(NormKind::Forbid), Truth::True) => ("未触碰", "is not breached"),
        (Some(NormKind::Forbid), Truth::False) => ("触碰", "is breached"),
        (Some(NormKind::Exempt), Truth::True) => ("可免", "applies"),
        (Some(NormKind::Exempt), Truth::False) => ("不可免", "does not apply"),
        (Some(NormKind::Delegate), Truth::True) => ("符合条件", "applies"),
        (Some(NormKind::Delegate), Truth::False) => ("不符合条件", "does not apply"),
        (Some(NormKind::Permit), Truth::True) => ("成立", "applies"),
        (Some(NormKind::Permit), Truth::False) => ("不成立", "does not apply"),
        (None, Truth::True) => ("成立", "holds"),
        (None, Truth::False) => ("不成立", "does not hold"),
    };
    format!("{}{}", rule_label(speech, rule), say(speech.lang, zh, &format!(" {en}")))
}

/// What is so of the items of a list: `有地块满足`, `not every parcel`.
pub(crate) fn quantified(
    speech: &Speech,
    (list, step): (NodeId, Option<StepId>),
    op: OverOp,
    truth: Truth,
) -> String {
    let name = speech.name(list, step);
    match (speech.lang, op, truth) {
        (Lang::Zh, OverOp::Every, Truth::True) => format!("每一{name}都满足"),
        (Lang::Zh, OverOp::Every, Truth::False) => format!("{name}中有不满足的"),
        (Lang::Zh, OverOp::Every, Truth::Unknown) => format!("每一{name}是否都满足，未定"),
        (Lang::Zh, _, Truth::True) => format!("有{name}满足"),
        (Lang::Zh, _, Truth::False) => format!("没有{name}满足"),
        (Lang::Zh, _, Truth::Unknown) => format!("是否有{name}满足，未定"),
        (Lang::En, ..) => {
            let of = |one: &str, of_many: &str| match speech.is_singular(list) {
                true => format!("{one} {}", uncapital(&name)),
                false => format!("{of_many} the {}", uncapital(&name)),
            };
            match (op, truth) {
                (OverOp::Every, Truth::True) => of("every", "every one of"),
                (OverOp::Every, Truth::False) => of("not every", "not every one of"),
                (OverOp::Every, Truth::Unknown) => of("open whether every", "open whether every one of"),
                (_, Truth::True) => of("some", "some of"),
                (_, Truth::False) => of("no", "none of"),
                (_, Truth::Unknown) => of("open whether some", "open whether some of"),
            }
        }
    }
}

/// An English label inside a sentence: its first letter small, unless it is a word of capitals.
pub(crate) fn uncapital(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => label.to_string(),
    }
}
