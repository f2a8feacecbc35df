//! The scaled score.

use crate::pack::Scale;

/// The score on the exam's scale. The vendor's scaling is not public; this one
/// is even: nothing right is the least, all right the most, and it is rounded
/// down, so that nobody passes by rounding.
pub fn scaled(scale: Scale, right: u32, of: u32) -> u32 {
    let range = u64::from(scale.max.saturating_sub(scale.min));
    let right = u64::from(right.min(of));
    scale.min + (range * right / u64::from(of.max(1))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { min: 100, max: 1000, pass: 720 };

    #[test]
    fn all_is_the_most_nothing_the_least_and_more_is_never_less() {
        assert_eq!([scaled(SCALE, 0, 50), scaled(SCALE, 50, 50)], [100, 1000]);
        assert_eq!([scaled(SCALE, 34, 50), scaled(SCALE, 35, 50)], [712, 730]);
        assert_eq!(scaled(SCALE, 0, 0), 100);
        for of in 1..=80 {
            let scores: Vec<u32> = (0..=of).map(|right| scaled(SCALE, right, of)).collect();
            assert!(scores.is_sorted(), "{scores:?}");
        }
    }
}
