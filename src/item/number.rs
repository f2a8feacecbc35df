//! Type a number.

use serde::{Deserialize, Serialize};

use super::Exact;
use crate::text::{Clean, is_forbidden};

/// A number to be typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// The number that is right.
    pub answer: Exact,
    /// How far off is still right.
    pub tolerance: Tolerance,
    /// What it counts; may be typed too.
    pub unit: Option<Clean>,
}

/// How far off is still right, both ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tolerance {
    /// By so much.
    Absolute(Exact),
    /// By so many hundredths of the answer.
    Percent(Exact),
}

/// What a typed text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A number.
    Number(Exact),
    /// One of two, by how a comma is meant: to be asked back, never guessed.
    Ambiguous {
        /// If it is where decimals begin.
        decimal: Exact,
        /// If it groups thousands.
        group: Exact,
    },
    /// No number, or one that is too long.
    NotANumber,
}

impl Tolerance {
    /// Reads `5` or `5%`.
    pub fn read(text: &str) -> Option<Self> {
        let (digits, kind): (&str, fn(Exact) -> Self) = match text.trim().strip_suffix('%') {
            Some(digits) => (digits, Self::Percent),
            None => (text, Self::Absolute),
        };
        written(digits).filter(|it| *it >= Exact::ZERO).map(kind)
    }

    /// How far off an answer may be.
    fn of(self, answer: Exact) -> Option<Exact> {
        match self {
            Self::Absolute(by) => Some(by),
            Self::Percent(by) => by.times(answer.size())?.over(Exact::whole(100)),
        }
    }
}

impl Number {
    /// Whether a number is near enough.
    pub fn accepts(&self, number: Exact) -> bool {
        let off = number.minus(self.answer).map(Exact::size);
        off.zip(self.tolerance.of(self.answer)).is_some_and(|(off, may)| off <= may)
    }

    /// A number with what it counts.
    pub fn with_unit(&self, number: Exact) -> String {
        match self.unit.as_deref() {
            Some(unit @ ("$" | "€" | "£" | "¥")) => format!("{unit}{number}"),
            Some(unit) => format!("{number} {unit}"),
            None => number.to_string(),
        }
    }

    /// The right number, and how far off is still right.
    pub fn shown(&self) -> String {
        let right = self.with_unit(self.answer);
        match self.tolerance {
            Tolerance::Absolute(by) | Tolerance::Percent(by) if by == Exact::ZERO => right,
            Tolerance::Absolute(by) => format!("{right}, give or take {by}"),
            Tolerance::Percent(by) => format!("{right}, give or take {by} %"),
        }
    }

    /// Reads what a learner typed: `1,000`, `1 000`, `1e3`, with its unit or
    /// without.
    pub fn read(&self, typed: &str) -> Reading {
        let typed: String = typed.chars().filter(|c| !is_forbidden(*c)).map(plain).collect();
        read(without_unit(typed.trim(), self.unit.as_deref()))
    }
}

/// A number as an author writes it, in a bank or in what a template gives.
pub fn written(text: &str) -> Option<Exact> {
    match read(text.trim()) {
        Reading::Number(number) => Some(number),
        Reading::Ambiguous { .. } | Reading::NotANumber => None,
    }
}

/// Signs that keyboards and other programs put in the place of plain ones.
fn plain(c: char) -> char {
    match c {
        '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Drops a unit at the end, whatever its case; a sign such as `$` in front too.
fn without_unit<'t>(typed: &'t str, unit: Option<&str>) -> &'t str {
    let Some(unit) = unit.map(str::trim).filter(|unit| !unit.is_empty()) else { return typed };
    let same = |part: &str| part.to_lowercase() == unit.to_lowercase();
    let starts = typed.char_indices().map(|(at, _)| at);
    let rest = starts
        .filter_map(|at| typed.split_at_checked(at))
        .find_map(|(before, end)| same(end).then(|| before.trim_end()));
    let sign = || typed.strip_prefix(unit).filter(|_| !unit.contains(char::is_alphanumeric));
    rest.or_else(sign).map_or(typed, str::trim)
}

fn read(typed: &str) -> Reading {
    let number = |text: &str| Exact::plain(text).map_or(Reading::NotANumber, Reading::Number);
    let sign = typed.len() - typed.trim_start_matches(['-', '+']).len();
    let (sign, rest) = typed.split_at(sign);
    let rest = rest.trim_start();
    if sign.len() > 1 {
        return Reading::NotANumber;
    }
    match rest.find([',', ' ']).and_then(|at| rest.get(at..=at)) {
        None => number(&format!("{sign}{rest}")),
        Some(mark) => match ungrouped(rest, mark) {
            Some(digits) => number(&format!("{sign}{digits}")),
            None if mark == "," => ambiguous(sign, rest),
            None => Reading::NotANumber,
        },
    }
}

/// Digits without the marks between groups of three, if they are such marks.
fn ungrouped(text: &str, mark: &str) -> Option<String> {
    let end = text.find(['.', 'e', 'E']).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let groups: Vec<&str> = whole.split(mark).collect();
    let (first, others) = groups.split_first()?;
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let sound = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && others.iter().all(|group| group.len() == 3)
        && groups.iter().all(digits);
    (sound && !rest.contains([',', ' '])).then(|| groups.concat() + rest)
}

/// One comma that may be a decimal one.
fn ambiguous(sign: &str, text: &str) -> Reading {
    let number = |with: &str| Exact::plain(&format!("{sign}{}", text.replace(',', with)));
    let digits = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let single = text.split_once(',').is_some_and(|(one, other)| digits(one) && digits(other));
    match number(".").zip(number("")).filter(|_| single && !text.contains('.')) {
        Some((decimal, group)) => Reading::Ambiguous { decimal, group },
        None => Reading::NotANumber,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::plain(text).unwrap_or_else(|| panic!("{text}"))
    }

    fn number(answer: &str, tolerance: &str, unit: Option<&str>) -> Number {
        Number {
            answer: exact(answer),
            tolerance: Tolerance::read(tolerance).unwrap_or_else(|| panic!("{tolerance}")),
            unit: unit.map(Clean::new),
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let plain = number("0", "0", None);
        for (typed, wanted) in [
            ("1,000", "1000"),
            ("1 000", "1000"),
            ("1\u{202f}000\u{a0}000", "1000000"),
            ("1e3", "1000"),
            ("1E+3", "1000"),
            ("1.5e-1", "0.15"),
            (" 42 ", "42"),
            ("+7", "7"),
            ("-1,234,567.25", "-1234567.25"),
            ("\u{2212}3", "-3"),
            ("- 3", "-3"),
            (".5", "0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("1,000e2", "100000"),
            ("1.000", "1"),
        ] {
            assert_eq!(plain.read(typed), Reading::Number(exact(wanted)), "{typed}");
        }
        for typed in [
            "", "x", "1,2,3", "1,00,000", "1.2.3", "1 00", "12 34", "4 KB", "--1", "1e", "e3",
            ",5", "1.000,5", "1, 000", "NaN", "inf", "0x10", "1/2", "1e400", "½", ",", " ,", "1,",
        ] {
            assert!(
                matches!(plain.read(typed), Reading::NotANumber),
                "{typed:?} {:?}",
                plain.read(typed)
            );
        }
    }

    #[test]
    fn a_comma_that_may_be_a_point_is_asked_back() {
        let plain = number("0", "0", None);
        for (typed, decimal, group) in [
            ("1,5", "1.5", "15"),
            ("12,50", "12.5", "1250"),
            ("-1,5", "-1.5", "-15"),
            ("0,125", "0.125", "125"),
        ] {
            let wanted = Reading::Ambiguous { decimal: exact(decimal), group: exact(group) };
            assert_eq!(plain.read(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn units_may_be_typed() {
        for (unit, typed) in [
            ("KB", "4 KB"),
            ("KB", "4kb"),
            ("RCU", "4 rcu"),
            ("%", "4%"),
            ("$", "$4"),
            ("€", "4 €"),
            ("requests a second", "4 requests a second"),
            ("e", "4e"),
        ] {
            let it = number("4", "0", Some(unit));
            assert_eq!(it.read(typed), Reading::Number(exact("4")), "{typed}");
        }
        let it = number("4", "0", Some("KB"));
        assert_eq!(it.read("4 MB"), Reading::NotANumber);
        assert_eq!(it.read("KB"), Reading::NotANumber);
    }

    #[test]
    fn near_enough_is_right_both_ends_in() {
        for (answer, tolerance, right, wrong) in [
            ("10", "0", ["10", "10.0"], ["10.0001", "9"]),
            ("10", "0.5", ["9.5", "10.5"], ["9.49", "10.51"]),
            ("200", "5%", ["190", "210"], ["189.999", "210.001"]),
            ("-200", "5%", ["-190", "-210"], ["-189", "190"]),
            ("0.3", "0", ["0.3", "0.30"], ["0.30000000000000004", "0.29"]),
            ("0", "5%", ["0", "-0"], ["0.1", "1"]),
        ] {
            let it = number(answer, tolerance, None);
            for text in right {
                assert!(it.accepts(exact(text)), "{answer} ± {tolerance}: {text}");
            }
            for text in wrong {
                assert!(!it.accepts(exact(text)), "{answer} ± {tolerance}: {text}");
            }
        }
        for text in ["", "x", "-1", "5%%", "%", "five"] {
            assert_eq!(Tolerance::read(text), None, "{text}");
        }
    }
}
