//! Single values: truths, quantities and dates, each with the advice that its usual mistakes need.

use guiju_base::{Span, Words};
use guiju_ir::{DateError, Day, Dimension, FieldId, Interval, Rat, Unit, day_parse};

use super::{Converter, field_words, is_plain};
use crate::diagnostics::{
    bare_number, crossed_range, malformed_date, malformed_number, negative, no_such_day, not_a_truth,
    not_whole, out_of_range, unknown_unit, wrong_unit,
};
use crate::node::Node;
use crate::quantity::{self, Fault, example, printed, symbols};
use crate::sink::Sink;
use crate::text::is_unknown;

/// Reads a date.
pub(crate) fn date(text: &str, span: Span, sink: &mut Sink) -> Option<Day> {
    match day_parse(text.trim()) {
        Ok(day) => return Some(day),
        Err(DateError::Malformed) => sink.push(malformed_date(span, text)),
        Err(DateError::NoSuchDay) => sink.push(no_such_day(span, text)),
    }
    None
}

impl Converter<'_, '_> {
    /// True or false; nothing when a diagnostic says why not.
    pub(crate) fn truth(&mut self, node: &Node<'_>) -> Option<bool> {
        let text = self.scalar(node, || Words::new("是或否", "true or false"))?;
        match text.trim() {
            "true" | "是" => return Some(true),
            "false" | "否" => return Some(false),
            _ => {}
        }
        let meant = match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "对" | "有" | "√" => Some("true"),
            "false" | "no" | "off" | "n" | "不是" | "没有" | "无" | "×" => Some("false"),
            _ => None,
        };
        self.sink.push(not_a_truth(node.span, text, meant));
        None
    }

    /// A date that may be unknown.
    pub(super) fn known_date(&mut self, node: &Node<'_>) -> Option<Day> {
        let text = self.scalar(node, || Words::new("日期", "a date"))?;
        if is_unknown(text, is_plain(node)) {
            return None;
        }
        date(text, node.span, self.sink)
    }

    /// A quantity within the range of its field; nothing when a diagnostic says why not.
    pub(super) fn quantity(
        &mut self,
        field: FieldId,
        dimension: Dimension,
        node: &Node<'_>,
    ) -> Option<Interval> {
        let (en, zh) = dimension.names();
        let text = self.scalar(node, || Words::new(format!("数量（{zh}）"), format!("a quantity ({en})")))?;
        match quantity::read(text, dimension) {
            Ok(interval) => self.within(field, dimension, interval, text, node.span),
            Err(fault) => {
                self.fault(fault, dimension, text, node);
                None
            }
        }
    }

    fn within(
        &mut self,
        field: FieldId,
        dimension: Dimension,
        stated: Interval,
        text: &str,
        span: Span,
    ) -> Option<Interval> {
        let below_zero = |end: &Option<Rat>| end.as_ref().is_some_and(|end| *end < Rat::ZERO);
        if dimension.is_non_negative() && (below_zero(&stated.low) || below_zero(&stated.high)) {
            self.sink.push(negative(span, text, &kind(dimension)));
            return None;
        }
        let field = self.vocabulary.program.fields.at(field);
        let allowed = match dimension.is_non_negative() {
            true => field.range.meet(&Interval::NON_NEGATIVE),
            false => field.range.clone(),
        };
        let inside = |end: &Option<Rat>| {
            end.as_ref().is_none_or(|end| {
                allowed.low.as_ref().is_none_or(|low| low <= end)
                    && allowed.high.as_ref().is_none_or(|high| end <= high)
            })
        };
        if !inside(&stated.low) || !inside(&stated.high) {
            let words = field_words(&field.name.label, &field.name.id);
            self.sink.push(out_of_range(span, text, &words, &range_words(&allowed, dimension)));
            return None;
        }
        Some(stated.meet(&allowed))
    }

    fn fault(&mut self, fault: Fault, dimension: Dimension, text: &str, node: &Node<'_>) {
        let span = node.span;
        let units = symbols(dimension);
        let diagnostic = match fault {
            Fault::Malformed(why) => malformed_number(span, text, why, example(dimension)),
            Fault::Bare => {
                let unit = Unit::base(dimension);
                let fixed = format!("{} {unit}", text.trim());
                // In JSON a quantity is a string, and a number written there has no quotes.
                let fixed = if self.json || !is_plain(node) { format!("\"{fixed}\"") } else { fixed };
                bare_number(span, text, unit, fixed)
            }
            Fault::UnknownUnit(unit) => unknown_unit(span, &unit, &units),
            Fault::WrongUnit(unit) => wrong_unit(span, unit.symbol, unit.dimension, dimension, &units),
            Fault::Fraction => not_whole(span, text, &kind(dimension)),
            Fault::Crossed => crossed_range(span, text),
            Fault::Date(DateError::Malformed) => malformed_date(span, text),
            Fault::Date(DateError::NoSuchDay) => no_such_day(span, text),
        };
        self.sink.push(diagnostic);
    }
}

fn kind(dimension: Dimension) -> Words {
    let (en, zh) = dimension.names();
    Words::new(zh, en)
}

/// A range as messages show it: `0 度..90 度`, `0 公顷 以上`.
pub(crate) fn range_words(range: &Interval, dimension: Dimension) -> Words {
    let end = |end: &Option<Rat>| end.as_ref().map(|end| printed(end, dimension));
    match (end(&range.low), end(&range.high)) {
        (Some(low), Some(high)) => Words::same(format!("{low}..{high}")),
        (Some(low), None) => Words::same(format!(">= {low}")),
        (None, Some(high)) => Words::same(format!("<= {high}")),
        (None, None) => Words::new("不限", "any"),
    }
}
