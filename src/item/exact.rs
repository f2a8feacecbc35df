//! Numbers without rounding: fractions of whole numbers.
//!
//! Neither binary floating point (0.1 + 0.2 is not 0.3) nor decimals (a third
//! of 90 is not 30) can say whether a calculated answer was hit. Fractions can,
//! and whatever a learner types is one.

use std::{fmt, str::FromStr};

use num_rational::Ratio;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A number, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<i128>);

/// Neither part of a fraction is larger: far from where `i128` overflows.
const MOST: i128 = 10_i128.pow(36);
/// Decimals shown.
const DECIMALS: u32 = 6;

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(Ratio::from_integer(number.into()))
    }

    /// A fraction, unless it is beyond what can be handled.
    fn of(upper: i128, lower: i128) -> Option<Self> {
        let is_sound = |part: i128| (-MOST..=MOST).contains(&part);
        (lower != 0 && is_sound(upper) && is_sound(lower)).then(|| Self(Ratio::new(upper, lower)))
    }

    fn parts(self) -> (i128, i128) {
        (*self.0.numer(), *self.0.denom())
    }

    /// The sum, unless it is beyond what can be handled.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        let upper = a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?;
        Self::of(upper, b.checked_mul(d)?)
    }

    /// The difference, unless it is beyond what can be handled.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative())
    }

    /// The product, unless it is beyond what can be handled.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::of(a.checked_mul(c)?, b.checked_mul(d)?)
    }

    /// The quotient, unless the other is zero or it is beyond what can be handled.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::of(a.checked_mul(d)?, b.checked_mul(c)?)
    }

    /// The same on the other side of zero.
    #[must_use]
    pub fn negative(self) -> Self {
        Self(-self.0)
    }

    /// How far from zero.
    #[must_use]
    pub fn size(self) -> Self {
        if self < Self::ZERO { self.negative() } else { self }
    }

    /// The next whole number not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        Self(self.0.floor())
    }

    /// The next whole number not below it.
    #[must_use]
    pub fn ceil(self) -> Self {
        self.negative().floor().negative()
    }

    /// With so many decimals, a half away from zero.
    #[must_use]
    pub fn round(self, decimals: u32) -> Option<Self> {
        let scale = Self::of(10_i128.checked_pow(decimals)?, 1)?;
        let half = Self(Ratio::new_raw(1, 2));
        let size = self.size().times(scale)?.plus(half)?.floor().over(scale)?;
        Some(if self < Self::ZERO { size.negative() } else { size })
    }

    /// The number as a whole one, if it is whole.
    pub fn to_whole(self) -> Option<i128> {
        self.0.is_integer().then(|| self.0.to_integer())
    }

    /// Written with exactly so many decimals.
    pub fn fixed(self, decimals: u32) -> Option<String> {
        let rounded = self.round(decimals)?;
        let scale = 10_i128.checked_pow(decimals)?;
        let digits = rounded.size().times(Self::of(scale, 1)?)?.to_whole()?;
        let sign = if rounded < Self::ZERO { "-" } else { "" };
        let point = if decimals > 0 { "." } else { "" };
        let width = decimals as usize;
        let rest = if decimals > 0 { format!("{:0width$}", digits % scale) } else { String::new() };
        Some(format!("{sign}{}{point}{rest}", digits / scale))
    }

    /// Written so that the same number is read back: `1.5`, `1/3`.
    pub fn exactly(self) -> String {
        let text = self.to_string();
        if text.parse() == Ok(self) {
            return text;
        }
        let (upper, lower) = self.parts();
        format!("{upper}/{lower}")
    }

    /// Digits with at most one point and perhaps an exponent: `12.50`, `1e3`.
    pub fn plain(text: &str) -> Option<Self> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match rest.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent_of(exponent)?),
            None => (rest, 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{part}");
        let all = if all.len() > 1 { all.trim_start_matches('0') } else { &all };
        let sound = digits.bytes().any(|byte| byte.is_ascii_digit())
            && all.bytes().all(|byte| byte.is_ascii_digit());
        let upper: i128 = if all.is_empty() { 0 } else { all.parse().ok()? };
        let places = exponent - i32::try_from(part.len()).ok()?;
        let power = 10_i128.checked_pow(places.unsigned_abs())?;
        let number = if places < 0 {
            Self::of(sign * upper, power)
        } else {
            Self::of(sign * upper.checked_mul(power)?, 1)
        };
        number.filter(|_| sound)
    }
}

/// A whole number of a few digits.
fn exponent_of(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sound = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| sound)
}

impl fmt::Display for Exact {
    /// Whole numbers without a point, others with six decimals at most.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fixed(DECIMALS) {
            Some(text) => f.write_str(text.trim_end_matches('0').trim_end_matches('.')),
            // Too large for six decimals, so they do not matter.
            None => write!(f, "{}", self.0.to_integer()),
        }
    }
}

impl FromStr for Exact {
    type Err = ();

    /// A plain number, or a fraction of two whole ones: `1/3`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let number = match text.split_once('/') {
            Some((upper, lower)) => upper.parse().ok().zip(lower.parse().ok()),
            None => return Self::plain(text).ok_or(()),
        };
        number.and_then(|(upper, lower)| Self::of(upper, lower)).ok_or(())
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.exactly())
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| D::Error::custom("not a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::plain(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn nothing_is_rounded_until_it_is_shown() {
        assert_eq!(exact("0.1").plus(exact("0.2")), Some(exact("0.3")));
        let third = exact("100").over(exact("3")).unwrap();
        assert_eq!(third.times(exact("3")), Some(exact("100")));
        assert_eq!(third.to_string(), "33.333333");
        assert_eq!(exact("1").over(Exact::ZERO), None);
        assert_eq!(exact("1e36").times(exact("10")), None);
    }

    #[test]
    fn numbers_are_shown_without_what_says_nothing() {
        for (text, shown) in [
            ("1.50", "1.5"),
            ("100", "100"),
            ("-0.0000004", "0"),
            ("1e3", "1000"),
            ("2.5e-3", "0.0025"),
            ("0", "0"),
            ("-7", "-7"),
            ("99.9999999", "100"),
            (".5", "0.5"),
            ("5.", "5"),
        ] {
            assert_eq!(exact(text).to_string(), shown, "{text}");
        }
        for text in ["", ".", "-", "e3", "1e", "1e9999", "1.2.3", "1 000", "1e99", "٣", "--1", "+"]
        {
            assert_eq!(Exact::plain(text), None, "{text}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (text, decimals, wanted) in
            [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.005", 2, "1.01"), ("0.04", 1, "0.0")]
        {
            assert_eq!(exact(text).fixed(decimals).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(exact("-0.5").ceil(), Exact::ZERO);
        assert_eq!(exact("-0.5").floor(), exact("-1"));
        assert_eq!(exact("12").fixed(2).as_deref(), Some("12.00"));
    }

    #[test]
    fn what_is_kept_is_read_back_as_the_same() {
        for number in [exact("1.5"), exact("-3"), exact("1").over(exact("3")).unwrap()] {
            let kept = serde_json::to_string(&number).unwrap();
            assert_eq!(serde_json::from_str::<Exact>(&kept).unwrap(), number, "{kept}");
        }
    }
}
