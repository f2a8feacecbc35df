//! What the figures of a question say an instructor should do.

use super::figures::Item;

/// What is wrong with a question, as far as answers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Those who know more pick something else.
    KeyWrong,
    /// Those who know more are split between the key and another option.
    TwoRight,
    /// Learners said it is faulty.
    Reported,
    /// Whether it is right has little to do with knowing more.
    Flat,
    /// Everybody is right.
    TooEasy,
    /// Hardly anybody is right.
    TooHard,
    /// An option that nobody picks.
    Idle,
}

/// From this facility on a question tells nobody apart.
pub const EASY: f64 = 0.95;
/// And below this one.
pub const HARD: f64 = 0.15;
/// Discrimination below this is none.
pub const FLAT: f64 = 0.1;
/// The part of the upper third that an option needs to be a second key.
const SECOND: f64 = 0.3;

impl Verdict {
    /// What the figures say first of all.
    pub fn of(it: &Item) -> Option<Self> {
        let r = it.discrimination.unwrap_or(0.0);
        let upper: usize = it.picks.iter().filter(|it| it.correct).map(|it| it.thirds[2]).sum();
        let rival = it.picks.iter().filter(|it| !it.correct).max_by_key(|it| it.thirds[2]);
        let size = f64::from(it.answers as u32) / 3.0;
        let strong = rival.filter(|it| f64::from(it.thirds[2] as u32) >= SECOND * size);
        let rises = |it: &&super::Pick| it.thirds[2] >= it.thirds[0];
        match strong {
            Some(rival) if (r < 0.0 || it.right == 0) && rival.thirds[2] > upper => {
                return Some(Self::KeyWrong);
            }
            Some(rival) if rises(&rival) && it.facility < EASY => return Some(Self::TwoRight),
            _ => (),
        }
        if it.reported > 0 {
            return Some(Self::Reported);
        }
        match it.facility {
            share if share >= EASY => Some(Self::TooEasy),
            share if share <= HARD => Some(Self::TooHard),
            _ if r < FLAT => Some(Self::Flat),
            _ if it.picks.iter().any(|it| it.thirds == [0; 3]) => Some(Self::Idle),
            _ => None,
        }
    }

    /// The more urgent, the higher.
    pub fn rank(self) -> u8 {
        match self {
            Self::KeyWrong => 7,
            Self::TwoRight => 6,
            Self::TooEasy => 5,
            Self::Reported => 4,
            Self::TooHard => 3,
            Self::Flat => 2,
            Self::Idle => 1,
        }
    }

    /// In a word, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyWrong => "key wrong?",
            Self::TwoRight => "two right?",
            Self::Reported => "reported",
            Self::Flat => "tells nothing",
            Self::TooEasy => "too easy",
            Self::TooHard => "too hard",
            Self::Idle => "idle option",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::KeyWrong => {
                "those who know more pick another option more often than the key: look whether \
                 the key is right"
            }
            Self::TwoRight => {
                "those who know more are split between the key and another option: look whether \
                 that is right too, or say in the stem what rules it out"
            }
            Self::Reported => "learners report it as faulty: read what they say",
            Self::Flat => {
                "whether it is right has little to do with knowing more: look whether the stem \
                 can be misread, or the key guessed"
            }
            Self::TooEasy => "nearly all are right: make the wrong options more likely, or drop it",
            Self::TooHard => {
                "hardly anybody is right: look whether it is taught, and the key right"
            }
            Self::Idle => "an option that nobody picks: replace it by a mistake people make",
        }
    }
}
