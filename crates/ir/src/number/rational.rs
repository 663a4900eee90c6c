//! An exact rational: a pair of `i64` while it fits, a big rational when it does not.
//!
//! Invariant: the denominator is positive and the fraction is in lowest terms; `Big` holds only what `Small` cannot.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact rational number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rat(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Small(i64, i64),
    Big(Box<BigRational>),
}

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberError {
    /// It is not `[+-]digits[.digits]`.
    Malformed,
    /// It has more digits than are read (1,000).
    TooLong,
}

/// How to round to a step.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rounding {
    /// To the nearest, half away from zero (四舍五入).
    Nearest,
    /// Towards positive infinity (进位).
    Up,
    /// Towards negative infinity (舍去).
    Down,
}

/// A rational as text: a finite decimal, or a fraction where there is none.
pub type Decimal = String;

const LONGEST: usize = 1000;

impl Rat {
    /// Zero.
    pub const ZERO: Rat = Rat(Form::Small(0, 1));
    /// One.
    pub const ONE: Rat = Rat(Form::Small(1, 1));

    /// The whole number `value`.
    pub const fn whole(value: i64) -> Self {
        Rat(Form::Small(value, 1))
    }

    /// `numerator / denominator`; nothing when the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Rat::from_i128(i128::from(numerator), i128::from(denominator)))
    }

    /// Reads `[+-]digits[.digits]`; full-width digits and signs are read as their half-width forms.
    ///
    /// # Errors
    /// Any other text, exponents and thousands marks included, and more than 1,000 digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if text.len() > LONGEST * 3 {
            return Err(NumberError::TooLong);
        }
        let text: String = text.chars().map(half_width).collect();
        if text.len() > LONGEST {
            return Err(NumberError::TooLong);
        }
        let (negative, digits) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (text.starts_with('-'), rest),
            None => (false, text.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(NumberError::Malformed);
        }
        let fraction = if digits.contains('.') { fraction } else { "" };
        let joined = format!("{whole}{fraction}");
        let scale = fraction.len();
        let value =
            match (joined.parse::<i64>(), u32::try_from(scale).ok().and_then(|s| 10i64.checked_pow(s))) {
                (Ok(number), Some(power)) => Rat::from_i128(i128::from(number), i128::from(power)),
                _ => {
                    let number = joined.parse::<BigInt>().map_err(|_| NumberError::Malformed)?;
                    let power = num_traits::pow(BigInt::from(10), scale);
                    Rat::from_big(BigRational::new(number, power))
                }
            };
        Ok(if negative { value.neg() } else { value })
    }

    /// The sum.
    pub fn add(&self, other: &Rat) -> Rat {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            if b == d {
                return Rat::from_i128(i128::from(*a) + i128::from(*c), i128::from(*b));
            }
            let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
            // Each product is below 2^126, so the sum is below 2^127.
            return Rat::from_i128(a * d + c * b, b * d);
        }
        Rat::from_big(self.big() + other.big())
    }

    /// The difference.
    pub fn sub(&self, other: &Rat) -> Rat {
        self.add(&other.neg())
    }

    /// The product.
    pub fn mul(&self, other: &Rat) -> Rat {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            return Rat::from_i128(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d));
        }
        Rat::from_big(self.big() * other.big())
    }

    /// The quotient; nothing when `other` is zero.
    pub fn div(&self, other: &Rat) -> Option<Rat> {
        if other.is_zero() {
            return None;
        }
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            return Some(Rat::from_i128(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c)));
        }
        Some(Rat::from_big(self.big() / other.big()))
    }

    /// The number with the other sign.
    pub fn neg(&self) -> Rat {
        match &self.0 {
            Form::Small(a, b) => Rat::from_i128(-i128::from(*a), i128::from(*b)),
            Form::Big(big) => Rat::from_big(-(**big).clone()),
        }
    }

    /// The multiple of `step` that rounding gives; nothing when the step is not above zero.
    pub fn round(&self, step: &Rat, rounding: Rounding) -> Option<Rat> {
        if *step <= Rat::ZERO {
            return None;
        }
        let steps = self.div(step)?.big();
        let whole = match rounding {
            Rounding::Nearest => steps.round(),
            Rounding::Up => steps.ceil(),
            Rounding::Down => steps.floor(),
        };
        Some(Rat::from_big(whole).mul(step))
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small(0, _))
    }

    /// How large it is written: the words of 64 bits in numerator and denominator. Operations take time by its square.
    pub fn words(&self) -> u64 {
        match &self.0 {
            Form::Small(..) => 2,
            Form::Big(big) => 2 + (big.numer().bits() + big.denom().bits()) / 64,
        }
    }

    /// The whole number that it is, if it is one that fits.
    pub fn to_whole(&self) -> Option<i64> {
        match self.0 {
            Form::Small(value, 1) => Some(value),
            _ => None,
        }
    }

    /// A decimal of `places` digits, rounded half away from zero, trailing zeros kept: for display only.
    pub fn rounded(&self, places: usize) -> Decimal {
        let power = num_traits::pow(BigInt::from(10), places);
        let scaled = (self.big() * BigRational::from_integer(power)).round().to_integer();
        digits(&scaled, places)
    }

    /// Whether a finite decimal says it exactly.
    pub fn is_finite_decimal(&self) -> bool {
        self.decimal_places().is_some()
    }

    fn decimal_places(&self) -> Option<usize> {
        let mut rest = self.big().denom().clone();
        let (mut twos, mut fives) = (0usize, 0usize);
        while (&rest % 2u8).is_zero() {
            rest /= 2u8;
            twos += 1;
        }
        while (&rest % 5u8).is_zero() {
            rest /= 5u8;
            fives += 1;
        }
        rest.is_one().then_some(twos.max(fives))
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            // Already in lowest terms with a positive denominator.
            Form::Small(a, b) => BigRational::new_raw(BigInt::from(*a), BigInt::from(*b)),
            Form::Big(big) => (**big).clone(),
        }
    }

    fn from_big(big: BigRational) -> Rat {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(a), Some(b)) => Rat(Form::Small(a, b)),
            _ => Rat(Form::Big(Box::new(big))),
        }
    }

    /// The denominator is not zero.
    fn from_i128(numerator: i128, denominator: i128) -> Rat {
        let divisor = num_integer::gcd(numerator, denominator).max(1);
        let sign = if denominator < 0 { -1 } else { 1 };
        let (a, b) = (sign * (numerator / divisor), sign * (denominator / divisor));
        match (i64::try_from(a), i64::try_from(b)) {
            (Ok(a), Ok(b)) => Rat(Form::Small(a, b)),
            _ => Rat(Form::Big(Box::new(BigRational::new_raw(BigInt::from(a), BigInt::from(b))))),
        }
    }
}

fn half_width(sign: char) -> char {
    match sign {
        '０'..='９' => char::from_u32(sign as u32 - '０' as u32 + '0' as u32).unwrap_or(sign),
        '．' => '.',
        '－' | '−' => '-',
        '＋' => '+',
        _ => sign,
    }
}

fn digits(scaled: &BigInt, places: usize) -> String {
    let text = scaled.abs().to_string();
    let padded = format!("{text:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let sign = if scaled.is_negative() { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

impl Ord for Rat {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Rat {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A finite decimal as such, else a fraction: `0.3`, `-2/3`.
impl fmt::Display for Rat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let big = self.big();
        match self.decimal_places() {
            Some(places) => {
                let power = num_traits::pow(BigInt::from(10), places);
                out.write_str(&digits(&(big * BigRational::from_integer(power)).to_integer(), places))
            }
            None => write!(out, "{}/{}", big.numer(), big.denom()),
        }
    }
}

impl fmt::Debug for Rat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}
