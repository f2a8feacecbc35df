//! The clock: the only place that asks what time it is.

use std::time::Instant;

use jiff::{Zoned, fmt::temporal::Pieces};

use super::Error;
use crate::study::{Millis, Moment, Offset};

/// A clock that runs on from where it was started.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Started there, at that instant; or the system's.
    start: Option<(Moment, Instant)>,
}

impl Clock {
    /// The system's clock, or one started at a time as in RFC 3339. Its offset
    /// from UTC is the learner's.
    ///
    /// # Errors
    /// If that is no time.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn new(start: Option<&str>) -> Result<Self, Error> {
        let Some(text) = start else { return Ok(Self { start: None }) };
        let moment = read(text).ok_or_else(|| {
            Error::Usage(format!("`{text}` is no time; write it like 2026-11-22T09:00:00+01:00"))
        })?;
        Ok(Self { start: Some((moment, Instant::now())) })
    }

    /// Now.
    pub fn now(&self) -> Moment {
        match self.start {
            Some((moment, since)) => {
                let run = i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX);
                Moment { at: Millis(moment.at.0.saturating_add(run)), ..moment }
            }
            None => system(),
        }
    }
}

fn system() -> Moment {
    let now = Zoned::now();
    let offset = Offset((now.offset().seconds() / 60) as i16);
    Moment { at: Millis(now.timestamp().as_millisecond()), offset }
}

fn read(text: &str) -> Option<Moment> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    let at = offset.to_timestamp(local).ok()?;
    Some(Moment { at: Millis(at.as_millisecond()), offset: Offset((offset.seconds() / 60) as i16) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_written_is_the_learners() {
        let moment = read("2026-11-22T09:00:00+01:00").unwrap();
        assert_eq!(moment.offset, Offset(60));
        assert_eq!(moment.hour(), 9);
        assert_eq!(read("2026-11-22T08:00:00Z").unwrap().at, moment.at);
        for text in ["", "now", "2026-11-22", "2026-11-22T09:00:00", "2026-13-01T00:00:00Z"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
