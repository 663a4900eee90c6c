//! Conditions and formulas in words, from labels alone: `坡度 ≤ 坡度上限 25 度`, `已建设：否`.
//!
//! Told of the rule, not of a plan: a reading goes by its chosen arm, a parameter by its value on the day.

use guiju_base::{Lang, Words};
use guiju_ir::{
    ArithmeticOp, CompareOp, Dimension, ExtremeOp, Interval, NodeId, Op, OverOp, Program, Question, Type,
    Value,
};

use crate::origin::Polarity;

/// How a quantity of a dimension is printed.
pub type Figures = fn(Lang, Dimension, &Interval) -> String;

/// The most constants of a list that are named.
const MOST: usize = 3;

/// A program told under one question.
#[derive(Clone, Copy)]
pub(crate) struct Naming<'p> {
    pub program: &'p Program,
    pub question: &'p Question,
    pub figures: Figures,
}

/// One of two phrases.
pub(crate) fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A phrase in both languages.
pub(crate) fn both(phrase: impl Fn(Lang) -> String) -> Words {
    Words { zh: phrase(Lang::Zh), en: phrase(Lang::En) }
}

/// Words in the brackets of the language.
pub(crate) fn bracketed(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Zh => format!("（{text}）"),
        Lang::En => format!(" ({text})"),
    }
}

impl Naming<'_> {
    /// A condition as it is asked for.
    pub(crate) fn condition(&self, node: NodeId, polarity: Polarity) -> Words {
        both(|lang| self.claim(node, polarity, lang))
    }

    /// A value in words.
    pub(crate) fn formula(&self, node: NodeId) -> Words {
        both(|lang| self.name(node, lang))
    }

    fn claim(&self, node: NodeId, polarity: Polarity, lang: Lang) -> String {
        let denied = polarity == Polarity::Denied;
        match &self.program.nodes.at(node).op {
            Op::Not(of) => self.claim(*of, polarity.flipped(), lang),
            Op::Constant(Value::Truth(guiju_ir::Truth::True)) => match polarity {
                Polarity::Plain => say(lang, "无附加条件", "no further condition").into(),
                Polarity::Denied => say(lang, "一律不成立", "never holds").into(),
            },
            Op::Constant(Value::Truth(_)) => match polarity {
                Polarity::Plain => say(lang, "一律不成立", "never holds").into(),
                Polarity::Denied => say(lang, "无附加条件", "no further condition").into(),
            },
            Op::Compare(op, left, right) => self.compare(*op, *left, *right, polarity, lang),
            Op::Among(of, values) => {
                let relation = if denied {
                    say(lang, "不属于", "is none of")
                } else {
                    say(lang, "属于", "is one of")
                };
                format!("{} {relation} {}", self.name(*of, lang), self.constants(*of, values, lang))
            }
            Op::Member(of, set) => {
                let relation = if denied {
                    say(lang, "不含", "does not contain")
                } else {
                    say(lang, "含", "contains")
                };
                format!("{} {relation} {}", self.name(*set, lang), self.name(*of, lang))
            }
            Op::IsNone(of) => format!(
                "{} {} {}",
                self.name(*of, lang),
                if denied { say(lang, "不为", "is not") } else { say(lang, "为", "is") },
                say(lang, "无", "none")
            ),
            Op::All(parts) => self.joined(parts, say(lang, "，且", " and "), polarity, lang),
            Op::Any(parts) => self.joined(parts, say(lang, "，或", " or "), polarity, lang),
            Op::Reading(..) => self.claim(self.arm(node), polarity, lang),
            Op::Over { op: OverOp::Every | OverOp::Some, .. } if denied => {
                format!("{}{}", say(lang, "并非：", "not: "), self.name(node, lang))
            }
            _ if denied => format!("{}{}", self.name(node, lang), say(lang, "：否", ": no")),
            _ => self.name(node, lang),
        }
    }

    fn compare(&self, op: CompareOp, left: NodeId, right: NodeId, polarity: Polarity, lang: Lang) -> String {
        let (name, bound) = (self.name(left, lang), self.name(right, lang));
        let denied = polarity == Polarity::Denied;
        let relation = match self.program.nodes.at(left).ty {
            Type::Quantity(_) => sign(op, polarity),
            _ if denied => say(lang, "不为", "is not"),
            _ => say(lang, "为", "is"),
        };
        format!("{name} {relation} {bound}")
    }

    fn joined(&self, parts: &[NodeId], glue: &str, polarity: Polarity, lang: Lang) -> String {
        let names: Vec<String> = parts.iter().map(|part| self.claim(*part, Polarity::Plain, lang)).collect();
        match polarity {
            Polarity::Plain => names.join(glue),
            Polarity::Denied => {
                format!("{}{}", say(lang, "并非", "not"), bracketed(lang, &names.join(glue)))
            }
        }
    }

    fn name(&self, node: NodeId, lang: Lang) -> String {
        let program = self.program;
        let found = program.nodes.at(node);
        match &found.op {
            Op::Constant(value) => self.constant(&found.ty, value, lang),
            Op::Param(param) => {
                let param = program.params.at(*param);
                let value = param.on(self.question.as_of).map(|value| format!(" {}", value.written));
                format!("{}{}", param.name.label.get(lang), value.unwrap_or_default())
            }
            Op::Variable(_) => self.entity(&found.ty, lang),
            Op::Singleton(entity) | Op::Rows(entity) => {
                program.entities.at(*entity).name.label.get(lang).into()
            }
            Op::Item(entity, key) => {
                let entity = program.entities.at(*entity);
                let keys = match &entity.extent {
                    guiju_ir::Extent::List { keyed_by: Some(keys), .. } => {
                        program.enums.at(*keys).value(*key)
                    }
                    _ => None,
                };
                keys.unwrap_or(&entity.name).label.get(lang).into()
            }
            Op::Field(of, field) => self.owned(*of, program.fields.at(*field).name.label.get(lang), lang),
            Op::LedgerEntry(of, field, entry) => {
                let label = format!("{} {entry}", program.fields.at(*field).name.label.get(lang));
                self.owned(*of, &label, lang)
            }
            Op::Inverse(_, inverse) => program.inverses.at(*inverse).name.label.get(lang).into(),
            Op::Call(rule, _) => program.rules.at(*rule).name.label.get(lang).into(),
            Op::Arithmetic(op, left, right) => {
                format!("{} {} {}", self.side(*left, lang), arithmetic(*op), self.side(*right, lang))
            }
            Op::Negative(of) => format!("−{}", self.side(*of, lang)),
            Op::Extreme(op, of) => {
                let names: Vec<String> = of.iter().map(|of| self.name(*of, lang)).collect();
                extreme(*op, &names.join(say(lang, " 与 ", ", ")), lang)
            }
            Op::Round(_, of, _) => match lang {
                Lang::Zh => format!("{}取整", self.side(*of, lang)),
                Lang::En => format!("{} rounded", self.side(*of, lang)),
            },
            Op::Over { op, list, filter, body, .. } => self.over(*op, *list, *filter, *body, lang),
            Op::Reading(..) => self.name(self.arm(node), lang),
            Op::Defeasible { base, .. } => self.name(*base, lang),
            _ => self.claim(node, Polarity::Plain, lang),
        }
    }

    /// The arm that the question takes of a reading; the node itself when it is none.
    pub(crate) fn arm(&self, node: NodeId) -> NodeId {
        match &self.program.nodes.at(node).op {
            Op::Reading(switch, arms) => {
                let chosen = arms.get(self.question.readings.chosen(*switch)).or(arms.first());
                chosen.copied().unwrap_or(node)
            }
            _ => node,
        }
    }

    /// A fact behind a reference says behind which.
    fn owned(&self, of: NodeId, label: &str, lang: Lang) -> String {
        let reference = match &self.program.nodes.at(of).op {
            Op::Field(..) => Some(self.name(of, lang)),
            _ => None,
        };
        match (reference, lang) {
            (Some(owner), Lang::Zh) => format!("{owner}的{label}"),
            (Some(owner), Lang::En) => format!("{label} of {owner}"),
            (None, _) => label.to_string(),
        }
    }

    fn over(
        &self,
        op: OverOp,
        list: NodeId,
        filter: Option<NodeId>,
        body: Option<NodeId>,
        lang: Lang,
    ) -> String {
        let items = self.items(list, filter, lang);
        let body = body.map(|body| self.claim(body, Polarity::Plain, lang)).unwrap_or_default();
        match (lang, op) {
            (Lang::Zh, OverOp::Every) => format!("每一{items}：{body}"),
            (Lang::Zh, OverOp::Some) => format!("至少一{items}：{body}"),
            (Lang::Zh, OverOp::Count) => format!("{items}个数"),
            (Lang::Zh, OverOp::Sum) => format!("{items}的{body}合计"),
            (Lang::Zh, OverOp::Extreme(op)) => format!("{items}的{}", extreme(op, &body, lang)),
            (Lang::En, OverOp::Every) => format!("every one of {items}: {body}"),
            (Lang::En, OverOp::Some) => format!("some one of {items}: {body}"),
            (Lang::En, OverOp::Count) => format!("number of {items}"),
            (Lang::En, OverOp::Sum) => format!("sum of {body} over {items}"),
            (Lang::En, OverOp::Extreme(op)) => format!("{} over {items}", extreme(op, &body, lang)),
        }
    }

    /// The items of a list, and which of them count.
    pub(crate) fn items(&self, list: NodeId, filter: Option<NodeId>, lang: Lang) -> String {
        let label = self.name(list, lang);
        match filter.map(|filter| self.claim(filter, Polarity::Plain, lang)) {
            Some(filter) => format!("{label}{}", bracketed(lang, &filter)),
            None => label,
        }
    }

    fn constants(&self, of: NodeId, values: &[Value], lang: Lang) -> String {
        let ty = &self.program.nodes.at(of).ty;
        let names: Vec<String> = values.iter().map(|value| self.constant(ty, value, lang)).collect();
        let shown = names.get(..MOST).unwrap_or(&names).join(say(lang, "、", ", "));
        match (names.len() > MOST, lang) {
            (true, Lang::Zh) => format!("{shown}等 {} 项", names.len()),
            (true, Lang::En) => format!("{shown} and {} more", names.len() - MOST),
            (false, _) => shown,
        }
    }

    pub(crate) fn constant(&self, ty: &Type, value: &Value, lang: Lang) -> String {
        match (value, ty) {
            (Value::Truth(truth), _) => truth_word(*truth, lang).into(),
            (Value::Quantity(interval), Type::Quantity(dimension)) => {
                let shown = (self.figures)(lang, *dimension, interval);
                // What an area is in other units would crowd a box.
                shown.split(['（', '(']).next().unwrap_or_default().trim_end().into()
            }
            (Value::Choice(Some(index)), Type::Choice(of) | Type::Choices(of) | Type::Ledger(of)) => self
                .program
                .enums
                .at(*of)
                .value(*index)
                .map_or_else(String::new, |name| name.label.get(lang).into()),
            (Value::Text(Some(text)), _) => text.to_string(),
            (Value::Absent, _) => say(lang, "无此对象", "no such item").into(),
            _ => say(lang, "未知", "unknown").into(),
        }
    }

    fn entity(&self, ty: &Type, lang: Lang) -> String {
        match ty {
            Type::Entity(entity) => self.program.entities.at(*entity).name.label.get(lang).into(),
            _ => String::new(),
        }
    }

    fn side(&self, node: NodeId, lang: Lang) -> String {
        let name = self.name(node, lang);
        match &self.program.nodes.at(node).op {
            Op::Arithmetic(..) => bracketed(lang, &name).trim_start().to_string(),
            _ => name,
        }
    }
}

/// The word for a truth as a value.
pub(crate) fn truth_word(truth: guiju_ir::Truth, lang: Lang) -> &'static str {
    match truth {
        guiju_ir::Truth::True => say(lang, "是", "yes"),
        guiju_ir::Truth::False => say(lang, "否", "no"),
        guiju_ir::Truth::Unknown => say(lang, "未知", "unknown"),
    }
}

fn extreme(op: ExtremeOp, names: &str, lang: Lang) -> String {
    match (lang, op) {
        (Lang::Zh, ExtremeOp::Min) => format!("{names} 的较小者"),
        (Lang::Zh, ExtremeOp::Max) => format!("{names} 的较大者"),
        (Lang::En, ExtremeOp::Min) => format!("least of {names}"),
        (Lang::En, ExtremeOp::Max) => format!("greatest of {names}"),
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

fn sign(op: CompareOp, polarity: Polarity) -> &'static str {
    match (op, polarity) {
        (CompareOp::Equal, Polarity::Plain) => "=",
        (CompareOp::Equal, Polarity::Denied) => "≠",
        (CompareOp::Less, Polarity::Plain) | (CompareOp::AtLeast, Polarity::Denied) => "<",
        (CompareOp::AtMost, Polarity::Plain) | (CompareOp::Greater, Polarity::Denied) => "≤",
        (CompareOp::Greater, Polarity::Plain) | (CompareOp::AtMost, Polarity::Denied) => ">",
        (CompareOp::AtLeast, Polarity::Plain) | (CompareOp::Less, Polarity::Denied) => "≥",
    }
}
