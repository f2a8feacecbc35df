//! From an answer to a rating (research.md §2).

use serde::{Deserialize, Serialize};

use super::{memory::Rating, pace::Speed};
use crate::item::{Outcome, Recalled};

/// How sure the learner said to be, before the feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A guess.
    Guess,
    /// Rather sure.
    ThinkSo,
    /// Sure.
    Sure,
}

impl Confidence {
    /// In the learner's words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::ThinkSo => "think so",
            Self::Sure => "sure",
        }
    }

    /// The one after it as a key goes round; nothing comes after the last.
    pub fn next(confidence: Option<Self>) -> Option<Self> {
        match confidence {
            None => Some(Self::Sure),
            Some(Self::Sure) => Some(Self::ThinkSo),
            Some(Self::ThinkSo) => Some(Self::Guess),
            Some(Self::Guess) => None,
        }
    }
}

/// Rates an answer: a wrong one or a lucky one is `again`, whatever else.
pub fn rate(outcome: Outcome, sure: Option<Confidence>, speed: Speed) -> Rating {
    let sure = sure.unwrap_or(match speed {
        Speed::Slow => Confidence::ThinkSo,
        Speed::Usual | Speed::Quick => Confidence::Sure,
    });
    match (outcome, sure) {
        (Outcome::Wrong, _) | (Outcome::Right, Confidence::Guess) => Rating::Again,
        (Outcome::Right, Confidence::ThinkSo) => Rating::Hard,
        (Outcome::Right, Confidence::Sure) if speed == Speed::Quick => Rating::Easy,
        (Outcome::Right, Confidence::Sure) => Rating::Good,
    }
}

impl From<Recalled> for Rating {
    /// What learners say of themselves is their rating: neither confidence nor
    /// speed has a say in it.
    fn from(recalled: Recalled) -> Self {
        match recalled {
            Recalled::Again => Self::Again,
            Recalled::Hard => Self::Hard,
            Recalled::Good => Self::Good,
            Recalled::Easy => Self::Easy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_rated_by_outcome_confidence_and_speed() {
        use Confidence::{Guess, Sure, ThinkSo};
        use Rating::{Again, Easy, Good, Hard};
        use Speed::{Quick, Slow, Usual};
        let table = [
            (Outcome::Wrong, Some(Sure), Quick, Again),
            (Outcome::Wrong, None, Slow, Again),
            (Outcome::Right, Some(Guess), Quick, Again),
            (Outcome::Right, Some(ThinkSo), Quick, Hard),
            (Outcome::Right, Some(Sure), Slow, Good),
            (Outcome::Right, Some(Sure), Usual, Good),
            (Outcome::Right, Some(Sure), Quick, Easy),
            (Outcome::Right, None, Slow, Hard),
            (Outcome::Right, None, Usual, Good),
            (Outcome::Right, None, Quick, Easy),
        ];
        for (outcome, sure, speed, rating) in table {
            assert_eq!(rate(outcome, sure, speed), rating, "{outcome:?} {sure:?} {speed:?}");
        }
    }
}
