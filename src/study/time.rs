//! Moments and the learner's days.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// Milliseconds; as a point in time, since 1970 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// Minutes that local time is ahead of UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Offset(pub i16);

/// A point in time as the learner's clock showed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// When.
    pub at: Millis,
    /// Where on the globe, as far as clocks go.
    pub offset: Offset,
}

/// A day of study, counted from 1970. It begins at four in the morning, so an
/// evening that runs late is still one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// When a day of study begins: 04:00 local.
const DAWN: i64 = 4 * 60 * MINUTE;

impl Offset {
    fn millis(self) -> i64 {
        i64::from(self.0) * MINUTE
    }
}

impl Moment {
    /// The day of study it falls on.
    pub fn day(self) -> Day {
        Day((self.at.0 + self.offset.millis() - DAWN).div_euclid(DAY))
    }

    /// As RFC 3339 writes it, to the second: `2026-11-22T09:00:00+00:00`.
    pub fn rfc3339(self) -> String {
        let (hours, minutes) = (self.offset.0.abs() / 60, self.offset.0.abs() % 60);
        let sign = if self.offset.0 < 0 { '-' } else { '+' };
        let local = self.local().strftime("%Y-%m-%dT%H:%M:%S");
        format!("{local}{sign}{hours:02}:{minutes:02}")
    }

    /// For people: `Sun 22 Nov 2026, 09:00`.
    pub fn in_words(self) -> String {
        self.local().strftime("%a %-d %b %Y, %H:%M").to_string()
    }

    /// What the learner's clock and calendar show.
    fn local(self) -> DateTime {
        let seconds = (self.at.0 + self.offset.millis()).div_euclid(1000);
        let epoch = DateTime::from_parts(EPOCH, jiff::civil::Time::midnight());
        let passed = jiff::Span::new().try_seconds(seconds);
        passed.and_then(|passed| epoch.checked_add(passed)).unwrap_or(epoch)
    }

    /// The hour of the local day, 0 to 23.
    pub fn hour(self) -> i64 {
        (self.at.0 + self.offset.millis()).rem_euclid(DAY) / (60 * MINUTE)
    }
}

impl Day {
    /// The day that many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from an earlier day to this one; never negative.
    pub fn since(self, earlier: Self) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// The moment it begins where clocks are ahead of UTC by `offset`.
    pub fn dawn(self, offset: Offset) -> Millis {
        Millis(self.0.saturating_mul(DAY).saturating_add(DAWN - offset.millis()))
    }

    /// The date on the calendar.
    pub fn date(self) -> Date {
        let days = jiff::Span::new().try_days(self.0);
        days.and_then(|days| EPOCH.checked_add(days)).unwrap_or(EPOCH)
    }

    /// The day of a date.
    pub fn of(date: Date) -> Self {
        let since = EPOCH.until(date).map_or(0, |span| span.get_days());
        Self(i64::from(since))
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, offset: i16) -> Moment {
        let at: jiff::Timestamp = text.parse().unwrap();
        Moment { at: Millis(at.as_millisecond()), offset: Offset(offset) }
    }

    #[test]
    fn a_day_begins_at_four_local_time() {
        let day = |text, offset| moment(text, offset).day().date().to_string();
        assert_eq!(day("2026-11-22T03:59:59Z", 0), "2026-11-21");
        assert_eq!(day("2026-11-22T04:00:00Z", 0), "2026-11-22");
        assert_eq!(day("2026-11-22T02:30:00Z", 60), "2026-11-21");
        assert_eq!(day("2026-11-22T03:00:00Z", 60), "2026-11-22");
        assert_eq!(day("2026-11-22T11:00:00Z", -480), "2026-11-21");
    }

    #[test]
    fn dawn_is_the_first_moment_of_a_day() {
        for offset in [-720, -300, 0, 60, 345, 840] {
            let day = moment("2026-11-22T12:00:00Z", offset).day();
            let dawn = Moment { at: day.dawn(Offset(offset)), offset: Offset(offset) };
            let before = Moment { at: Millis(dawn.at.0 - 1), ..dawn };
            assert_eq!((before.day().plus(1), dawn.day()), (day, day), "{offset}");
        }
    }

    #[test]
    fn days_and_dates_agree() {
        let date = Date::constant(2026, 12, 20);
        assert_eq!(Day::of(date).date(), date);
        assert_eq!(Day::of(date).since(Day::of(Date::constant(2026, 11, 22))), 28);
        assert_eq!(Day(0).since(Day(3)), 0);
    }
}
