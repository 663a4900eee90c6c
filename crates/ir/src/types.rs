//! The types of the language, the dimensions of quantities, and the signatures of the operators.
//!
//! An operator's signature stands here once; what it does is written afresh in each engine.

use crate::number::Rat;
use crate::program::{EntityId, EnumId};

/// What a quantity measures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dimension {
    /// 面积, in 公顷.
    Area,
    /// 角度, in degrees.
    Angle,
    /// 长度, in metres.
    Length,
    /// 金额, in yuan.
    Money,
    /// 比例, as a multiple.
    Ratio,
    /// 户数.
    Households,
    /// 个数; a number multiplies like a ratio.
    Number,
    /// 年度.
    Year,
    /// 日期, in days since 1970-01-01.
    Date,
    /// 期限, in days.
    Duration,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 10] = [
        Dimension::Area,
        Dimension::Angle,
        Dimension::Length,
        Dimension::Money,
        Dimension::Ratio,
        Dimension::Households,
        Dimension::Number,
        Dimension::Year,
        Dimension::Date,
        Dimension::Duration,
    ];

    /// Whether a value can never be below zero.
    pub fn is_non_negative(self) -> bool {
        matches!(self, Dimension::Area | Dimension::Length | Dimension::Households | Dimension::Number)
    }

    /// Whether a value is a whole number.
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Dimension::Households
                | Dimension::Number
                | Dimension::Year
                | Dimension::Date
                | Dimension::Duration
        )
    }

    /// The keyword of the type, in English and Chinese.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Dimension::Area => ("area", "面积"),
            Dimension::Angle => ("angle", "角度"),
            Dimension::Length => ("length", "长度"),
            Dimension::Money => ("money", "金额"),
            Dimension::Ratio => ("ratio", "比例"),
            Dimension::Households => ("households", "户数"),
            Dimension::Number => ("number", "个数"),
            Dimension::Year => ("year", "年度"),
            Dimension::Date => ("date", "日期"),
            Dimension::Duration => ("duration", "期限"),
        }
    }
}

/// The type of a field, a term or a node.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// 是否
    Truth,
    /// A number with a dimension.
    Quantity(Dimension),
    /// One value of an enum.
    Choice(EnumId),
    /// 文本
    Text,
    /// A reference to an item of an entity, or to none.
    Entity(EntityId),
    /// A list of items of an entity.
    Entities(EntityId),
    /// A set of values of an enum.
    Choices(EnumId),
    /// A list of texts.
    Texts,
    /// A map from clause ids to values of an enum.
    Ledger(EnumId),
}

/// The four operations.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ArithmeticOp {
    /// +
    Add,
    /// −
    Subtract,
    /// ×
    Multiply,
    /// ÷
    Divide,
}

/// The comparisons. Their negations are `Not` around them, never another operator: behind a `none` both would fail.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CompareOp {
    /// Equal, for every type that can be compared.
    Equal,
    /// Below, for quantities.
    Less,
    /// Not above, for quantities.
    AtMost,
    /// Above, for quantities.
    Greater,
    /// Not below, for quantities.
    AtLeast,
}

/// The least or the greatest.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExtremeOp {
    /// The least.
    Min,
    /// The greatest.
    Max,
}

impl ArithmeticOp {
    /// The dimension of the result, or nothing when the operands do not fit.
    pub fn signature(self, left: Dimension, right: Dimension) -> Option<Dimension> {
        use Dimension::{Area, Date, Duration, Length, Number, Ratio, Year};
        let factor = |dimension| matches!(dimension, Ratio | Number);
        match (self, left, right) {
            (ArithmeticOp::Add, Date, Duration) | (ArithmeticOp::Add, Duration, Date) => Some(Date),
            (ArithmeticOp::Subtract, Date, Duration) => Some(Date),
            (ArithmeticOp::Subtract, Date, Date) => Some(Duration),
            (ArithmeticOp::Subtract, Year, Year) => Some(Number),
            (ArithmeticOp::Add | ArithmeticOp::Subtract, Date | Year, _) => None,
            (ArithmeticOp::Add | ArithmeticOp::Subtract, _, _) => (left == right).then_some(left),
            (_, Date | Year, _) | (_, _, Date | Year) => None,
            (ArithmeticOp::Multiply, Length, Length) => Some(Area),
            (ArithmeticOp::Multiply, Number, Ratio) | (ArithmeticOp::Multiply, Ratio, Number) => Some(Ratio),
            (ArithmeticOp::Multiply, _, _) if factor(right) => Some(left),
            (ArithmeticOp::Multiply, _, _) if factor(left) => Some(right),
            (ArithmeticOp::Multiply, _, _) => None,
            (ArithmeticOp::Divide, Area, Length) => Some(Length),
            (ArithmeticOp::Divide, _, _) if left == right => Some(Ratio),
            (ArithmeticOp::Divide, Number, Ratio) => Some(Ratio),
            (ArithmeticOp::Divide, _, _) if factor(right) => Some(left),
            (ArithmeticOp::Divide, _, _) => None,
        }
    }
}

impl ArithmeticOp {
    /// What the result of two numbers in base units is multiplied by to be in its own: 米 × 米 is 1/10,000 公顷.
    pub fn scale(self, left: Dimension, right: Dimension) -> Rat {
        let square_metres = 10_000;
        let scale = match (self, left, right) {
            (ArithmeticOp::Multiply, Dimension::Length, Dimension::Length) => Rat::ratio(1, square_metres),
            (ArithmeticOp::Divide, Dimension::Area, Dimension::Length) => Some(Rat::whole(square_metres)),
            _ => None,
        };
        scale.unwrap_or(Rat::ONE)
    }
}

impl CompareOp {
    /// Whether two values of these types can be compared so.
    pub fn accepts(self, left: &Type, right: &Type) -> bool {
        let comparable = match left {
            Type::Quantity(_) => true,
            Type::Truth | Type::Choice(_) | Type::Text | Type::Entity(_) => self == CompareOp::Equal,
            Type::Entities(_) | Type::Choices(_) | Type::Texts | Type::Ledger(_) => false,
        };
        comparable && left == right
    }
}
