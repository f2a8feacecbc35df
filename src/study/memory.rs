//! Memory by FSRS-6: how well a thing is remembered, and when to ask again.
//!
//! The formulas are those of open-spaced-repetition (research.md §1; the wiki of
//! its repository fsrs4anki, "The Algorithm"), in double precision:
//! `tests/it/reference.rs` holds them against the Python reference. The `fsrs`
//! crate, which fits the parameters ([`super::fit`]), schedules in single
//! precision and hides the exponent of its curve.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Days until recall falls to 90 %.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stability(pub f64);

/// How hard a card is, 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Difficulty(pub f64);

/// The chance of recall now, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Retrievability(pub f64);

/// The chance of recall at which a card is due, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Retention(pub f64);

/// How fast recall fades: the exponent of the curve, `w20` of FSRS-6.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Decay(pub f64);

/// How a recall went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Not recalled.
    Again,
    /// With effort.
    Hard,
    /// Recalled.
    Good,
    /// At once.
    Easy,
}

/// What FSRS knows about one card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// How long it lasts.
    pub stability: Stability,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Along which curve it fades.
    pub decay: Decay,
}

/// FSRS-6 with its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    w: Parameters,
}

/// The parameters of FSRS-6, `w0` to `w20`.
pub type Parameters = [f64; 21];

/// Parameters that fit most people: those of the Python reference, 6.3.2.
pub const DEFAULT: Parameters = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// No interval is longer: a hundred years.
const LONGEST: i32 = 36_500;
/// Nothing is forgotten faster.
const LEAST: f64 = 0.001;
/// Due when recall has fallen to this.
pub const RETENTION: Retention = Retention(0.9);

impl Default for Model {
    fn default() -> Self {
        Self { w: DEFAULT }
    }
}

impl Rating {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// 1 to 4.
    fn grade(self) -> f64 {
        match self {
            Self::Again => 1.0,
            Self::Hard => 2.0,
            Self::Good => 3.0,
            Self::Easy => 4.0,
        }
    }
}

impl Model {
    /// With 21 parameters; nothing if they are no such.
    pub fn with(parameters: &[f64]) -> Option<Self> {
        let w: Parameters = parameters.try_into().ok()?;
        let sound = w.iter().all(|it| it.is_finite()) && w[..4].iter().all(|it| *it > 0.0);
        (sound && w[20] > 0.0).then_some(Self { w })
    }

    /// The parameters.
    pub fn parameters(&self) -> &Parameters {
        &self.w
    }

    /// How fast recall fades.
    pub fn decay(&self) -> Decay {
        Decay(self.w[20])
    }

    /// Memory after a review, `elapsed` days of study after the one before.
    pub fn after(&self, memory: Option<Memory>, elapsed: u32, rating: Rating) -> Memory {
        let Some(before) = memory.map(|memory| Memory { decay: self.decay(), ..memory }) else {
            return self.first(rating);
        };
        let stability = match (elapsed, rating) {
            (0, _) => self.same_day(before, rating),
            (_, Rating::Again) => self.forgotten(before, elapsed),
            _ => self.recalled(before, elapsed, rating),
        };
        self.memory(stability, self.harder(before.difficulty.0, rating))
    }

    /// Whole days until recall falls to 90 %, at least one.
    pub fn interval(&self, memory: Memory) -> u32 {
        whole(Memory { decay: self.decay(), ..memory }.lasts(RETENTION))
    }

    fn memory(&self, stability: f64, difficulty: f64) -> Memory {
        Memory {
            stability: Stability(stability.max(LEAST)),
            difficulty: Difficulty(difficulty.clamp(1.0, 10.0)),
            decay: self.decay(),
        }
    }

    fn first(&self, rating: Rating) -> Memory {
        self.memory(self.w[rating as usize], self.difficulty(rating))
    }

    /// Difficulty after the first review, not clamped.
    fn difficulty(&self, rating: Rating) -> f64 {
        self.w[4] - (self.w[5] * (rating.grade() - 1.0)).exp() + 1.0
    }

    fn harder(&self, difficulty: f64, rating: Rating) -> f64 {
        let moved = difficulty - self.w[6] * (rating.grade() - 3.0) * (10.0 - difficulty) / 9.0;
        self.w[7] * self.difficulty(Rating::Easy) + (1.0 - self.w[7]) * moved
    }

    fn same_day(&self, Memory { stability: Stability(s), .. }: Memory, rating: Rating) -> f64 {
        let w = &self.w;
        let grows = (w[17] * (rating.grade() - 3.0 + w[18])).exp() * s.powf(-w[19]);
        s * if rating == Rating::Again { grows } else { grows.max(1.0) }
    }

    fn recalled(&self, memory: Memory, elapsed: u32, rating: Rating) -> f64 {
        let w = &self.w;
        let Memory { stability: Stability(s), difficulty: Difficulty(d), .. } = memory;
        let forgotten = 1.0 - memory.retrievability(elapsed).0;
        let extra = match rating {
            Rating::Hard => w[15],
            Rating::Easy => w[16],
            Rating::Again | Rating::Good => 1.0,
        };
        let grows = w[8].exp() * (11.0 - d) * s.powf(-w[9]) * (forgotten * w[10]).exp_m1();
        s * (1.0 + grows * extra)
    }

    fn forgotten(&self, memory: Memory, elapsed: u32) -> f64 {
        let w = &self.w;
        let Memory { stability: Stability(s), difficulty: Difficulty(d), .. } = memory;
        let forgotten = 1.0 - memory.retrievability(elapsed).0;
        let left =
            w[11] * d.powf(-w[12]) * ((s + 1.0).powf(w[13]) - 1.0) * (forgotten * w[14]).exp();
        left.min(s / (w[17] * w[18]).exp())
    }
}

impl Memory {
    /// The chance of recall after that many days.
    pub fn retrievability(self, elapsed: u32) -> Retrievability {
        let (power, factor) = self.curve();
        Retrievability((1.0 + factor * f64::from(elapsed) / self.stability.0).powf(power))
    }

    /// Days until recall falls to `retention`.
    pub fn lasts(self, retention: Retention) -> f64 {
        let (power, factor) = self.curve();
        self.stability.0 / factor * (retention.0.powf(1.0 / power) - 1.0)
    }

    /// Exponent and factor: recall is 90 % after the stability.
    fn curve(self) -> (f64, f64) {
        let power = -self.decay.0;
        (power, RETENTION.0.powf(1.0 / power) - 1.0)
    }
}

fn whole(days: f64) -> u32 {
    (days.round() as i32).clamp(1, LONGEST).unsigned_abs()
}

/// The days on one of which a review may fall that is to come after so many:
/// some more or less (research.md §1). Nothing for short times, which stay.
pub fn window(days: f64) -> Option<RangeInclusive<u32>> {
    if days < 2.5 {
        return None;
    }
    let part = |from: f64, to: f64| (days.min(to) - from).max(0.0);
    let spread =
        1.0 + 0.15 * part(2.5, 7.0) + 0.1 * part(7.0, 20.0) + 0.05 * part(20.0, f64::INFINITY);
    Some(whole(days - spread).max(2)..=whole(days + spread))
}

/// Whole days, so that what was learned together does not stay together: one of
/// those of [`window`] by the number `drawn`, each as likely as its `share` in
/// percent.
pub fn fuzzed(days: f64, drawn: u64, share: impl Fn(u32) -> u8) -> u32 {
    let Some((least, most)) = window(days).map(RangeInclusive::into_inner) else {
        return whole(days);
    };
    let shares = (least..=most).map(|days| u64::from(share(days)));
    let all: u64 = shares.clone().sum();
    if all == 0 || all == 100 * u64::from(most - least + 1) {
        return least + (drawn % u64::from(most - least + 1)) as u32;
    }
    let place = drawn % all;
    let before = |sum: &mut u64, share: u64| {
        *sum += share;
        Some(*sum)
    };
    least + shares.scan(0, before).take_while(|sum| *sum <= place).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(days: f64) -> Memory {
        Model::default().memory(days, 5.0)
    }

    #[test]
    fn first_reviews_are_those_of_the_reference() {
        let model = Model::default();
        let table = [
            (Rating::Again, 0.212, 6.4133, 1),
            (Rating::Hard, 1.2931, 5.112_170_7, 1),
            (Rating::Good, 2.3065, 2.118_104, 2),
            (Rating::Easy, 8.2956, 1.0, 8),
        ];
        for (rating, stability, difficulty, days) in table {
            let memory = model.after(None, 0, rating);
            assert!((memory.stability.0 - stability).abs() < 1e-4, "{rating:?} {memory:?}");
            assert!((memory.difficulty.0 - difficulty).abs() < 1e-4, "{rating:?} {memory:?}");
            assert_eq!(model.interval(memory), days, "{rating:?}");
        }
    }

    #[test]
    fn fuzz_keeps_to_its_range_and_uses_it() {
        for (days, least, most) in
            [(1.0, 1, 1), (2.4, 2, 2), (3.0, 2, 4), (10.0, 8, 12), (40_000.0, 34_003, 36_500)]
        {
            let drawn: Vec<u32> = (0..4000).map(|seed| fuzzed(days, seed, |_| 100)).collect();
            let told = (drawn.iter().min().copied(), drawn.iter().max().copied());
            if days < 30_000.0 {
                assert_eq!(told, (Some(least), Some(most)), "{days}");
            }
            assert!(drawn.iter().all(|it| (least..=most).contains(it)), "{days}");
        }
    }

    #[test]
    fn days_come_as_often_as_their_shares() {
        let share = |days: u32| {
            if days == 9 {
                0
            } else if days == 10 {
                50
            } else {
                100
            }
        };
        let mut counts = [0_u32; 13];
        for seed in 0..7000 {
            counts[fuzzed(10.0, seed, share) as usize] += 1;
        }
        assert_eq!((counts[7], counts[9]), (0, 0), "{counts:?}");
        assert!((900..1100).contains(&counts[10]), "{counts:?}");
        assert!((1850..2150).contains(&counts[8]), "{counts:?}");
    }

    #[test]
    fn a_card_lasts_longer_where_less_is_wanted() {
        let memory = known(10.0);
        assert!((memory.lasts(RETENTION) - 10.0).abs() < 1e-3);
        for percent in [70_u8, 80, 95, 99] {
            let wanted = Retention(f64::from(percent) / 100.0);
            let days = memory.lasts(wanted);
            assert_eq!(days > 10.0, wanted.0 < 0.9, "{percent}");
            let then = memory.retrievability((days.round() as i32).unsigned_abs());
            assert!((then.0 - wanted.0).abs() < 0.03, "{percent} {then:?}");
        }
    }

    #[test]
    fn recall_falls_to_ninety_percent_after_the_stability() {
        let memory = known(10.0);
        assert!((memory.retrievability(10).0 - 0.9).abs() < 1e-4);
        assert!(memory.retrievability(0).0 > 0.999);
        assert!(memory.retrievability(100).0 < 0.8);
    }
}
