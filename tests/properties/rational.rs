//! `Rat` against `BigRational`, the same operations on both: nothing wraps, nothing rounds, one number has one form.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use guiju_ir::{NumberError, Rat, Rounding};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use proptest::prelude::*;

use super::cases;

/// One number in both arithmetics.
#[derive(Clone, Debug)]
pub struct Twin {
    pub rat: Rat,
    pub big: BigRational,
}

impl Twin {
    fn ratio(numerator: i64, denominator: i64) -> Option<Twin> {
        let big = || BigRational::new(BigInt::from(numerator), BigInt::from(denominator));
        Rat::ratio(numerator, denominator).map(|rat| Twin { rat, big: big() })
    }
}

/// Whole numbers, many of them where an `i64` ends.
fn whole() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -1000i64..=1000,
        2 => any::<i64>(),
        1 => prop::sample::select(vec![
            i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 1, 0, 1, -1, 1 << 32, -(1 << 32), 3_037_000_500,
        ]),
    ]
}

fn fraction() -> impl Strategy<Value = Twin> {
    (whole(), whole()).prop_filter_map("a denominator of zero", |(a, b)| Twin::ratio(a, b))
}

/// Fractions, and products of them that no `i64` holds.
pub fn twin() -> impl Strategy<Value = Twin> {
    prop_oneof![
        4 => fraction(),
        1 => (fraction(), fraction()).prop_map(|(a, b)| Twin { rat: a.rat.mul(&b.rat), big: a.big * b.big }),
        1 => (fraction(), fraction(), fraction()).prop_map(|(a, b, c)| Twin {
            rat: a.rat.mul(&b.rat).add(&c.rat),
            big: a.big * b.big + c.big,
        }),
    ]
}

/// What a number prints as, read by another reader.
fn read(text: &str) -> BigRational {
    let whole = |digits: &str| digits.parse::<BigInt>().unwrap();
    if let Some((numerator, denominator)) = text.split_once('/') {
        return BigRational::new(whole(numerator), whole(denominator));
    }
    let (digits, places) = match text.split_once('.') {
        Some((before, after)) => (format!("{before}{after}"), after.len()),
        None => (text.to_string(), 0),
    };
    BigRational::new(whole(&digits), num_traits::pow(BigInt::from(10), places))
}

fn hash(rat: &Rat) -> u64 {
    let mut hasher = DefaultHasher::new();
    rat.hash(&mut hasher);
    hasher.finish()
}

fn same(rat: &Rat, big: &BigRational) -> Result<(), TestCaseError> {
    prop_assert_eq!(&read(&rat.to_string()), big, "{} is not {}", rat, big);
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_four_operations_are_exact(a in twin(), b in twin()) {
        same(&a.rat.add(&b.rat), &(&a.big + &b.big))?;
        same(&a.rat.sub(&b.rat), &(&a.big - &b.big))?;
        same(&a.rat.mul(&b.rat), &(&a.big * &b.big))?;
        same(&a.rat.neg(), &(-&a.big))?;
        match a.rat.div(&b.rat) {
            Some(quotient) => same(&quotient, &(&a.big / &b.big))?,
            None => prop_assert!(b.big.is_zero()),
        }
    }

    #[test]
    fn a_field(a in twin(), b in twin(), c in twin()) {
        let (a, b, c) = (a.rat, b.rat, c.rat);
        prop_assert_eq!(a.add(&b), b.add(&a));
        prop_assert_eq!(a.mul(&b), b.mul(&a));
        prop_assert_eq!(a.add(&b).add(&c), a.add(&b.add(&c)));
        prop_assert_eq!(a.mul(&b).mul(&c), a.mul(&b.mul(&c)));
        prop_assert_eq!(a.mul(&b.add(&c)), a.mul(&b).add(&a.mul(&c)));
        prop_assert_eq!(a.add(&Rat::ZERO), a.clone());
        prop_assert_eq!(a.mul(&Rat::ONE), a.clone());
        prop_assert!(a.sub(&a).is_zero());
        if !b.is_zero() {
            prop_assert_eq!(a.div(&b).unwrap().mul(&b), a);
        }
    }

    #[test]
    fn one_number_has_one_form(a in twin(), b in twin()) {
        let back = a.rat.add(&b.rat).sub(&b.rat);
        prop_assert_eq!(&back, &a.rat);
        prop_assert_eq!(hash(&back), hash(&a.rat));
        prop_assert_eq!(back.to_whole(), a.rat.to_whole());
    }

    #[test]
    fn the_order_is_that_of_numbers(a in twin(), b in twin()) {
        prop_assert_eq!(a.rat.cmp(&b.rat), a.big.cmp(&b.big));
        prop_assert_eq!(a.rat == b.rat, a.big == b.big);
        let sum = (a.rat.add(&b.rat), &a.big + &b.big);
        prop_assert_eq!(sum.0.cmp(&a.rat), sum.1.cmp(&a.big));
    }

    #[test]
    fn rounding_takes_the_multiple_that_it_names(a in twin(), step in twin()) {
        for rounding in [Rounding::Nearest, Rounding::Up, Rounding::Down] {
            let Some(rounded) = a.rat.round(&step.rat, rounding) else {
                prop_assert!(!step.big.is_positive());
                continue;
            };
            let rounded = read(&rounded.to_string());
            prop_assert!((&rounded / &step.big).is_integer());
            let over = &rounded - &a.big;
            let two = BigRational::from_integer(BigInt::from(2));
            match rounding {
                Rounding::Up => prop_assert!(!over.is_negative() && over < step.big),
                Rounding::Down => prop_assert!(!over.is_positive() && -over < step.big),
                Rounding::Nearest => {
                    let twice = over.abs() * two;
                    prop_assert!(twice < step.big || twice == step.big && rounded.abs() > a.big.abs());
                }
            }
        }
    }

    #[test]
    fn a_finite_decimal_prints_as_it_reads(whole in "[0-9]{1,25}", after in "[0-9]{0,25}", sign in "[-+]?") {
        let text = if after.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{after}") };
        let rat = Rat::parse(&text).unwrap();
        prop_assert!(rat.is_finite_decimal());
        same(&rat, &read(text.trim_start_matches('+')))?;
        prop_assert_eq!(Rat::parse(&rat.to_string()), Ok(rat));
    }

    #[test]
    fn full_width_digits_are_digits(text in "[0-9]{1,12}(\\.[0-9]{1,9})?") {
        let wide: String = text.chars().map(|sign| char::from_u32(sign as u32 + 0xFEE0).unwrap()).collect();
        prop_assert_eq!(Rat::parse(&wide), Rat::parse(&text));
    }

    #[test]
    fn only_plain_decimals_are_numbers(text in "[-+0-9.eE, _/xX]{0,8}") {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
        let (whole, after) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        prop_assert_eq!(Rat::parse(&text).is_ok(), plain(whole) && plain(after), "{}", text);
    }

    #[test]
    fn display_rounds_half_away_from_zero(a in twin(), places in 0usize..6) {
        let shown = read(&a.rat.rounded(places));
        let step = BigRational::new(BigInt::from(1), num_traits::pow(BigInt::from(10), places));
        let twice = (&shown - &a.big).abs() * BigRational::from_integer(BigInt::from(2));
        prop_assert!(twice < step || twice == step && shown.abs() > a.big.abs());
        prop_assert_eq!(a.rat.rounded(places).split_once('.').map_or(0, |(_, after)| after.len()), places);
    }
}

#[test]
fn nothing_wraps_where_an_i64_ends() {
    let (least, most) = (Rat::whole(i64::MIN), Rat::whole(i64::MAX));
    assert_eq!(most.add(&Rat::ONE).to_string(), "9223372036854775808");
    assert_eq!(least.neg().to_string(), "9223372036854775808");
    assert_eq!(least.sub(&Rat::ONE).to_string(), "-9223372036854775809");
    assert_eq!(least.mul(&least).to_string(), "85070591730234615865843651857942052864");
    assert_eq!(least.div(&Rat::whole(-1)).unwrap().to_string(), "9223372036854775808");
    assert_eq!(Rat::ratio(i64::MIN, i64::MIN), Some(Rat::ONE));
    assert_eq!(Rat::ratio(1, i64::MIN).unwrap().mul(&least), Rat::ONE);
    assert_eq!(Rat::ratio(1, 0), None);
    assert_eq!(most.add(&Rat::ONE).sub(&Rat::ONE), most);
    assert_eq!(most.add(&Rat::ONE).to_whole(), None);
    assert!(least < most && most < most.add(&Rat::ONE) && least.sub(&Rat::ONE) < least);
}

#[test]
fn a_fraction_without_a_finite_decimal_prints_as_a_fraction() {
    for (numerator, denominator, shown) in [
        (2, 3, "2/3"),
        (-2, 3, "-2/3"),
        (1, 8, "0.125"),
        (-7, 4, "-1.75"),
        (30, 10, "3"),
        (0, 7, "0"),
        (1, 15, "1/15"),
    ] {
        assert_eq!(Rat::ratio(numerator, denominator).unwrap().to_string(), shown);
    }
}

#[test]
fn a_number_of_a_thousand_digits_is_read_and_one_more_is_not() {
    assert!(Rat::parse(&"9".repeat(1000)).is_ok());
    assert_eq!(Rat::parse(&"9".repeat(1001)), Err(NumberError::TooLong));
    assert_eq!(Rat::parse(&"9".repeat(10_000_000)), Err(NumberError::TooLong));
    for malformed in
        ["", "-", "+", ".", "1.", ".5", "1e5", "1,000", "1_000", "0x10", "--1", "1 ", "½", "十", "NaN", "inf"]
    {
        assert_eq!(Rat::parse(malformed), Err(NumberError::Malformed), "{malformed}");
    }
}
