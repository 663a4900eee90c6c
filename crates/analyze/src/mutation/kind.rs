//! The kinds of mutants and what each is called.

use guiju_base::Words;

/// What was done to the policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A figure is larger by one of the unit in which it is written.
    LimitUp,
    /// A figure is smaller by one of the unit in which it is written.
    LimitDown,
    /// A figure is larger by the smallest step.
    StepUp,
    /// A figure is smaller by the smallest step.
    StepDown,
    /// A figure is written in a unit that is mistaken for its own.
    UnitSlipped,
    /// `<=` for `<`, `>=` for `>`, and the other way round.
    Strictness,
    /// A condition is negated.
    NegationAdded,
    /// A negation is left out.
    NegationDropped,
    /// One of several conditions that must all hold, or of a list that is read as such, is left out.
    ConditionDropped,
    /// One of several alternatives is left out.
    AlternativeDropped,
    /// All for any, and the other way round.
    Junction,
    /// Every for some, and the other way round.
    Quantifier,
    /// The items that count are not narrowed.
    FilterDropped,
    /// A value that a fact may have is left out.
    ValueDropped,
    /// A fact may have one more value.
    ValueAdded,
    /// Another value is looked for.
    ValueReplaced,
    /// An operation of arithmetic is its inverse.
    Operation,
    /// The least for the greatest, and the other way round.
    Extreme,
    /// A figure is rounded another way.
    Rounding,
    /// Two readings are exchanged at one place.
    ArmsExchanged,
    /// Another reading is the default.
    DefaultReading,
    /// An exception does not count.
    ExceptionDropped,
    /// A bar does not stop a norm.
    BarDropped,
    /// An effect does not follow.
    EffectDropped,
    /// A duty is not asked for.
    DutyDropped,
    /// A presumption is the other way round, or is not made.
    Presumption,
    /// A check warns where it refuses, or refuses where it warns.
    CheckAction,
    /// A period begins or ends a day earlier or later.
    Period,
}

impl Kind {
    /// All of them, in the order of reports.
    pub const ALL: [Kind; 28] = [
        Kind::LimitUp,
        Kind::LimitDown,
        Kind::StepUp,
        Kind::StepDown,
        Kind::UnitSlipped,
        Kind::Strictness,
        Kind::NegationAdded,
        Kind::NegationDropped,
        Kind::ConditionDropped,
        Kind::AlternativeDropped,
        Kind::Junction,
        Kind::Quantifier,
        Kind::FilterDropped,
        Kind::ValueDropped,
        Kind::ValueAdded,
        Kind::ValueReplaced,
        Kind::Operation,
        Kind::Extreme,
        Kind::Rounding,
        Kind::ArmsExchanged,
        Kind::DefaultReading,
        Kind::ExceptionDropped,
        Kind::BarDropped,
        Kind::EffectDropped,
        Kind::DutyDropped,
        Kind::Presumption,
        Kind::CheckAction,
        Kind::Period,
    ];

    /// The word for it in results and ids.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// What it is called.
    pub fn words(self) -> Words {
        let (_, zh, en) = self.row();
        Words::new(zh, en)
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Kind::LimitUp => ("limit_up", "数字加一个单位", "figure up by one unit"),
            Kind::LimitDown => ("limit_down", "数字减一个单位", "figure down by one unit"),
            Kind::StepUp => ("step_up", "数字加最小一步", "figure up by the smallest step"),
            Kind::StepDown => ("step_down", "数字减最小一步", "figure down by the smallest step"),
            Kind::UnitSlipped => ("unit_slipped", "单位写错", "unit slipped"),
            Kind::Strictness => ("strictness", "是否包括本数颠倒", "the limit itself counts otherwise"),
            Kind::NegationAdded => ("negation_added", "条件反转", "condition negated"),
            Kind::NegationDropped => ("negation_dropped", "漏写否定", "negation dropped"),
            Kind::ConditionDropped => ("condition_dropped", "漏写条件", "condition dropped"),
            Kind::AlternativeDropped => ("alternative_dropped", "漏写一种情形", "alternative dropped"),
            Kind::Junction => ("junction", "且、或颠倒", "all and any exchanged"),
            Kind::Quantifier => ("quantifier", "每一、至少一颠倒", "every and some exchanged"),
            Kind::FilterDropped => ("filter_dropped", "漏写其中的限定", "filter dropped"),
            Kind::ValueDropped => ("value_dropped", "漏列一项", "value dropped"),
            Kind::ValueAdded => ("value_added", "多列一项", "value added"),
            Kind::ValueReplaced => ("value_replaced", "错写为另一项", "value replaced"),
            Kind::Operation => ("operation", "加减乘除颠倒", "operation inverted"),
            Kind::Extreme => ("extreme", "最大、最小颠倒", "least and greatest exchanged"),
            Kind::Rounding => ("rounding", "取整方式改变", "rounded otherwise"),
            Kind::ArmsExchanged => ("arms_exchanged", "两种口径的内容对调", "readings exchanged"),
            Kind::DefaultReading => ("default_reading", "默认口径改变", "another reading by default"),
            Kind::ExceptionDropped => ("exception_dropped", "漏写除外", "exception dropped"),
            Kind::BarDropped => ("bar_dropped", "漏写不予适用", "bar dropped"),
            Kind::EffectDropped => ("effect_dropped", "漏写效果", "effect dropped"),
            Kind::DutyDropped => ("duty_dropped", "漏写附带义务", "duty dropped"),
            Kind::Presumption => ("presumption", "推定改变", "presumption changed"),
            Kind::CheckAction => ("check_action", "拒收、提示颠倒", "refusing and warning exchanged"),
            Kind::Period => ("period", "期限差一天", "period off by a day"),
        }
    }
}
