//! What a case expects: an outcome with what goes with it, or a quantity.

use guiju_base::Spanned;
use guiju_explain::outcome_words;
use guiju_facts::Node;
use guiju_ir::{Dimension, Interval, NormKind, Outcome, Rat, RuleId, RuleKind, Type, Unit, day_parse};

use super::Reader;
use crate::cases::{Expectation, Expected, ExpectedVerdict};
use crate::commands::target;
use crate::near::nearest;

/// What an expectation is of.
pub(super) struct Target {
    rule: RuleId,
    subject: Option<String>,
    written: Spanned<String>,
    of: Of,
}

#[derive(Clone, Copy)]
enum Of {
    Norm(NormKind),
    Quantity(Dimension),
}

/// Whether a case can expect something of it.
pub fn is_asked(kind: &RuleKind) -> bool {
    matches!(kind, RuleKind::Norm(_) | RuleKind::Term { .. })
}

impl Reader<'_> {
    pub(super) fn expectation(&mut self, key: Spanned<String>, value: &Node<'static>) -> Option<Expectation> {
        let target = self.target(key)?;
        self.expected(&target, value)
    }

    /// `NORM[SUBJECT]`, `TERM`.
    pub(super) fn target(&mut self, key: Spanned<String>) -> Option<Target> {
        let (name, subject) = target(&key.value);
        let asked = || self.program.rules.iter().filter(|(_, rule)| is_asked(&rule.kind));
        let Some((rule, declared)) = asked().find(|(_, rule)| rule.name.is(name)) else {
            let near = nearest(name, asked().map(|(_, rule)| rule.name.id.as_str()));
            self.unknown(key.span, name, near);
            return None;
        };
        let of = match (declared.norm(), declared.value().map(|node| self.program.nodes.at(node).ty)) {
            (Some(norm), _) => Of::Norm(norm.kind),
            (None, Some(Type::Quantity(dimension))) => Of::Quantity(dimension),
            _ => {
                self.form(
                    key.span,
                    "只能期望规则的结论或数量定义的值",
                    "expected a norm or a term that is a quantity",
                );
                return None;
            }
        };
        Some(Target { rule, subject: subject.map(str::to_string), written: key, of })
    }

    pub(super) fn expected(&mut self, target: &Target, value: &Node<'static>) -> Option<Expectation> {
        let result = match target.of {
            Of::Norm(kind) => Expected::Verdict(self.verdict(target.rule, kind, value)?),
            Of::Quantity(dimension) => Expected::Value(self.interval(value, dimension)?),
        };
        Some(Expectation {
            rule: target.rule,
            subject: target.subject.clone(),
            span: target.written.span,
            written: target.written.value.clone(),
            result,
            node: value.clone(),
        })
    }

    fn verdict(&mut self, rule: RuleId, kind: NormKind, node: &Node<'static>) -> Option<ExpectedVerdict> {
        if node.entries().is_none() {
            let outcome = self.outcome(kind, node)?;
            return Some(ExpectedVerdict::only(outcome));
        }
        let known =
            ["outcome", "turned_by", "missing", "blocked_by", "effects", "flags", "duties", "because"];
        self.keys(node, &known);
        let Some(outcome) = node.get("outcome") else {
            self.form(node.span, "要有 outcome", "expected an outcome");
            return None;
        };
        let outcome = self.outcome(kind, outcome)?;
        let turned_by = self.list(node, "turned_by", Self::turn);
        let missing = self.list(node, "missing", |_, word| Some(word.value));
        let blocked_by = self.list(node, "blocked_by", Self::bar);
        let effects = self.list(node, "effects", Self::effect);
        let flags = self.list(node, "flags", Self::flag);
        let duties =
            self.entries(node.get("duties"), |reader, key, value| reader.duty_state(rule, key, value));
        let because = node.get("because").and_then(|node| self.word(node));
        let because = because.map(|word| word.value);
        Some(ExpectedVerdict { outcome, turned_by, missing, blocked_by, effects, flags, duties, because })
    }

    fn list(
        &mut self,
        node: &Node<'static>,
        key: &str,
        mut each: impl FnMut(&mut Self, Spanned<String>) -> Option<String>,
    ) -> Option<Vec<String>> {
        let words = self.words(node.get(key)?);
        Some(words.into_iter().filter_map(|word| each(self, word)).collect())
    }

    fn duty_state(
        &mut self,
        rule: RuleId,
        key: Spanned<String>,
        value: &Node<'static>,
    ) -> Option<(String, Outcome)> {
        let id = self.duty(self.program.rules.at(rule).norm()?, &key)?;
        let known = [Outcome::Met, Outcome::Breached, Outcome::Undetermined];
        Some((id, self.one_of(NormKind::Oblige, &known, value)?))
    }

    /// An outcome of norms of this kind, by its id or its Chinese words.
    fn outcome(&mut self, kind: NormKind, node: &Node<'static>) -> Option<Outcome> {
        self.one_of(kind, Outcome::of(kind), node)
    }

    fn one_of(&mut self, kind: NormKind, known: &[Outcome], node: &Node<'static>) -> Option<Outcome> {
        let text = node.text().unwrap_or_default().trim();
        let found = known.iter().find(|outcome| outcome.id() == text || is_said(kind, **outcome, text));
        if found.is_none() {
            let ids = known.iter().map(|outcome| outcome.id()).collect::<Vec<_>>();
            let said = known
                .iter()
                .map(|outcome| format!("{}（{}）", outcome_words(kind, *outcome).zh, outcome.id()));
            self.form(
                node.span,
                &format!("应为 {}", said.collect::<Vec<_>>().join("、")),
                &format!("expected {}", ids.join(", ")),
            );
        }
        found.copied()
    }

    /// `5 公顷`, `{ low: 0 公顷, high: 5 公顷 }`, or `未知`.
    fn interval(&mut self, node: &Node<'static>, dimension: Dimension) -> Option<Interval> {
        if node.entries().is_none() {
            if matches!(node.text(), Some("未知" | "unknown")) {
                return Some(Interval::ANY);
            }
            return self.quantity(node, dimension).map(Interval::point);
        }
        self.keys(node, &["low", "high"]);
        let mut end = |key: &str| match node.get(key) {
            Some(node) => self.quantity(node, dimension).map(Some),
            None => Some(None),
        };
        let (low, high) = (end("low")?, end("high")?);
        if low.is_none() && high.is_none() {
            self.form(
                node.span,
                "写明 low 或 high；什么都不知道时写 未知",
                "give low or high; write unknown when nothing is known",
            );
            return None;
        }
        let crossed = Interval::new(low, high);
        if crossed.is_none() {
            self.form(node.span, "low 大于 high", "low is above high");
        }
        crossed
    }

    fn quantity(&mut self, node: &Node<'static>, dimension: Dimension) -> Option<Rat> {
        let value = quantity(node.text().unwrap_or_default(), dimension);
        if value.is_none() {
            let example = match dimension {
                Dimension::Date => "2026-03-01".to_string(),
                _ => format!("5 {}", Unit::base(dimension)),
            };
            self.form(
                node.span,
                &format!("应为数量，如 {example}"),
                &format!("expected a quantity such as {example}"),
            );
        }
        value
    }
}

impl ExpectedVerdict {
    /// An outcome and nothing that goes with it.
    fn only(outcome: Outcome) -> Self {
        ExpectedVerdict {
            outcome,
            turned_by: None,
            missing: None,
            blocked_by: None,
            effects: None,
            flags: None,
            duties: Vec::new(),
            because: None,
        }
    }
}

/// Whether a text is the Chinese for an outcome, its proviso in brackets left out or not.
fn is_said(kind: NormKind, outcome: Outcome, text: &str) -> bool {
    let words = outcome_words(kind, outcome).zh;
    let short = words.split('（').next().unwrap_or_default();
    text == words || text == short || (outcome == Outcome::Undetermined && text == "待认定")
}

/// A number and a unit of the dimension, the number a decimal or a fraction; a date for a date.
fn quantity(text: &str, dimension: Dimension) -> Option<Rat> {
    let text = text.trim();
    if dimension == Dimension::Date {
        return day_parse(text).ok().map(|day| Rat::whole(i64::from(day)));
    }
    let is_number = |sign: char| sign.is_numeric() || "+-.＋－．/".contains(sign);
    let split = text.find(|sign| !is_number(sign)).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = Unit::find(unit.trim()).filter(|unit| unit.dimension == dimension)?;
    let (numerator, denominator) = number.trim().split_once('/').unwrap_or((number.trim(), "1"));
    let number = Rat::parse(numerator).ok()?.div(&Rat::parse(denominator).ok()?)?;
    Some(number.mul(&unit.factor()))
}
