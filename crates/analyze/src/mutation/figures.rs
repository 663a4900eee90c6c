//! Mutants of figures and of arithmetic: limits moved, units slipped, operations inverted.

use guiju_ir::{
    ArithmeticOp, Dimension, ExtremeOp, Interval, NodeId, Op, OverOp, ParamId, Rat, Rounding, Type, Unit,
    Value,
};

use super::owned::Owned;
use super::text::Face;
use super::{Changed, Edit, Kind, Maker, Words};
use crate::encoding::Declaration;
use crate::search::step_of;

/// Units that are mistaken for each other, either way.
const MISTAKEN: [(&str, &str); 8] = [
    ("公顷", "亩"),
    ("万亩", "亩"),
    ("平方米", "公顷"),
    ("平方公里", "公顷"),
    ("元", "万元"),
    ("亿元", "万元"),
    ("米", "公里"),
    ("%", "倍"),
];

/// A figure as it is written: so many of a unit.
struct Written<'w> {
    dimension: Dimension,
    /// In the base unit.
    value: &'w Rat,
    /// What one of the unit is in the base unit.
    factor: Rat,
    /// What stands between the number and the unit.
    gap: &'static str,
    unit: &'w str,
}

impl<'w> Written<'w> {
    fn of(dimension: Dimension, value: &'w Rat, written: &'w str) -> Self {
        let number = |sign: char| sign.is_numeric() || "+-.＋－−．".contains(sign);
        let unit = written.trim().trim_start_matches(number);
        let gap = if unit.starts_with(char::is_whitespace) { " " } else { "" };
        let known = Unit::find(unit.trim()).filter(|unit| unit.dimension == dimension);
        let unit = known.map_or("", |unit| unit.symbol);
        Written { dimension, value, factor: known.map_or(Rat::ONE, Unit::factor), gap, unit }
    }

    /// A value in the author's unit.
    fn say(&self, value: &Rat) -> String {
        if self.dimension == Dimension::Date {
            let day = value.to_whole().and_then(|day| i32::try_from(day).ok());
            return day.map(guiju_ir::day_to_string).unwrap_or_default();
        }
        let number = value.div(&self.factor).unwrap_or_else(|| value.clone());
        format!("{number}{}{}", self.gap, self.unit)
    }

    /// The values that it may have by mistake, with their words.
    fn mistaken(&self) -> Vec<(Kind, Rat, String)> {
        let step = step_of(self.dimension);
        let mut moved = vec![
            (Kind::LimitUp, self.value.add(&self.factor)),
            (Kind::LimitDown, self.value.sub(&self.factor)),
        ];
        if step != self.factor {
            moved.push((Kind::StepUp, self.value.add(&step)));
            moved.push((Kind::StepDown, self.value.sub(&step)));
            // Below zero the smallest step says all that a whole unit would.
            moved.retain(|(kind, value)| {
                *kind != Kind::LimitDown || *value >= Rat::ZERO || !self.dimension.is_non_negative()
            });
        }
        let mut found: Vec<_> =
            moved.into_iter().map(|(kind, value)| (kind, self.say(&value), value)).collect();
        for (one, other) in MISTAKEN.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
            let (Some(one), Some(other)) = (Unit::find(one), Unit::find(other)) else { continue };
            let is_own =
                one.dimension == self.dimension && one.factor() == self.factor && !self.unit.is_empty();
            let Some(slipped) = self.value.mul(&other.factor()).div(&self.factor) else { continue };
            if is_own && slipped != *self.value {
                let number = self.value.div(&self.factor).unwrap_or(Rat::ZERO);
                found.push((Kind::UnitSlipped, format!("{number}{}{}", self.gap, other.symbol), slipped));
            }
        }
        found.into_iter().map(|(kind, words, value)| (kind, value, words)).collect()
    }
}

impl Maker<'_> {
    pub(super) fn figures(&mut self, owned: Owned) {
        let node = self.program.nodes.at(owned.node);
        match &node.op {
            Op::Constant(Value::Quantity(interval)) => {
                if let (Some(value), Type::Quantity(dimension)) = (interval.as_point(), node.ty) {
                    self.constant(owned, dimension, value);
                }
            }
            Op::Arithmetic(op, left, right) => self.operation(owned, *op, *left, *right),
            Op::Extreme(op, parts) => {
                let (op, words) = (other_extreme(*op), self.extreme_words(owned, *op));
                self.edit(owned, Kind::Extreme, Op::Extreme(op, parts.clone()), words);
            }
            Op::Over { op: OverOp::Extreme(op), .. } => {
                let words = self.extreme_words(owned, *op);
                let mut over = node.op.clone();
                if let Op::Over { op, .. } = &mut over
                    && let OverOp::Extreme(extreme) = op
                {
                    *extreme = other_extreme(*extreme);
                }
                self.edit(owned, Kind::Extreme, over, words);
            }
            Op::Negative(of) => {
                // The least of one number is the number.
                let words = self.instead(owned.node, self.text.node(*of));
                self.edit(owned, Kind::Operation, Op::Extreme(ExtremeOp::Min, vec![*of]), words);
            }
            Op::Round(rounding, of, step) => self.rounding(owned, *rounding, *of, *step),
            _ => {}
        }
    }

    fn constant(&mut self, owned: Owned, dimension: Dimension, value: &Rat) {
        let text = self.text.node(owned.node);
        let within = self.users.get(&owned.node).map(|user| self.text.node(*user)).unwrap_or_default();
        for (kind, moved, after) in Written::of(dimension, value, &text).mistaken() {
            let words = self.instead(owned.node, after).within(within.clone());
            self.edit(owned, kind, Op::Constant(Value::Quantity(Interval::point(moved))), words);
        }
    }

    /// The figures of the text, by period.
    pub(super) fn param(&mut self, param: ParamId) {
        let declared = self.program.params.at(param);
        let Type::Quantity(dimension) = declared.ty else { return };
        let reach = self.dependents.rules(&[Declaration::Param(param)]);
        for (index, figure) in declared.values.iter().enumerate() {
            for (kind, moved, after) in Written::of(dimension, &figure.value, &figure.written).mistaken() {
                let words = Words::new(figure.span, figure.written.clone(), after);
                let edit = Edit::Figure(param, index, moved);
                self.push(Changed::Param(param), kind, declared.clauses.clone(), edit, words, reach.clone());
            }
        }
    }

    fn operation(&mut self, owned: Owned, op: ArithmeticOp, left: NodeId, right: NodeId) {
        let (inverse, signs, sign) = match op {
            ArithmeticOp::Add => (ArithmeticOp::Subtract, ['+', '＋', '+'], "-"),
            ArithmeticOp::Subtract => (ArithmeticOp::Add, ['-', '－', '−'], "+"),
            ArithmeticOp::Multiply => (ArithmeticOp::Divide, ['*', '＊', '×'], "/"),
            ArithmeticOp::Divide => (ArithmeticOp::Multiply, ['/', '／', '÷'], "*"),
        };
        let dimension = |node: NodeId| match self.program.nodes.at(node).ty {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        };
        let (Some(one), Some(two)) = (dimension(left), dimension(right)) else { return };
        let node = self.program.nodes.at(owned.node);
        if inverse.signature(one, two).map(Type::Quantity) != Some(node.ty) {
            return;
        }
        let between = guiju_base::Span {
            start: self.program.nodes.at(left).span.end,
            end: self.program.nodes.at(right).span.start,
            ..node.span
        };
        let gap = self.text.sources.slice(between).replace(signs, sign);
        let after = self.text.replaced(node.span, between, &gap);
        let words = self.instead(owned.node, after);
        self.edit(owned, Kind::Operation, Op::Arithmetic(inverse, left, right), words);
    }

    fn extreme_words(&self, owned: Owned, op: ExtremeOp) -> Words {
        let (least, greatest) = (("最小", "min"), ("最大", "max"));
        let (from, to) = if op == ExtremeOp::Min { (least, greatest) } else { (greatest, least) };
        let written = self.text.node(owned.node);
        let face = Face::of(&written);
        let after = written.replacen(face.pick(from.0, from.1), face.pick(to.0, to.1), 1);
        self.instead(owned.node, after)
    }

    fn rounding(&mut self, owned: Owned, rounding: Rounding, of: NodeId, step: NodeId) {
        let written = self.text.node(owned.node);
        let face = Face::of(&written);
        let word = |rounding: Rounding| match rounding {
            Rounding::Nearest => face.pick("四舍五入", "round"),
            Rounding::Up => face.pick("进位", "round_up"),
            Rounding::Down => face.pick("舍去", "round_down"),
        };
        let all = [Rounding::Nearest, Rounding::Up, Rounding::Down];
        for other in all.into_iter().filter(|other| *other != rounding) {
            let after = written.replacen(word(rounding), word(other), 1);
            let words = self.instead(owned.node, after);
            self.edit(owned, Kind::Rounding, Op::Round(other, of, step), words);
        }
    }
}

fn other_extreme(op: ExtremeOp) -> ExtremeOp {
    match op {
        ExtremeOp::Min => ExtremeOp::Max,
        ExtremeOp::Max => ExtremeOp::Min,
    }
}
