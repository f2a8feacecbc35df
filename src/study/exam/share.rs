//! Whole questions by weight.

use std::cmp::Reverse;

/// Shares `count` out by weight: each gets its whole part, and the largest
/// remainders one more, the earlier first. They sum to `count` unless there is
/// no weight at all.
pub fn share_out(weights: &[u32], count: u32) -> Vec<u32> {
    let sum: u64 = weights.iter().map(|it| u64::from(*it)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let part = |weight: &u32| u64::from(*weight) * u64::from(count);
    let mut shares: Vec<u32> = weights.iter().map(|it| (part(it) / sum) as u32).collect();
    let mut order: Vec<(Reverse<u64>, usize)> =
        weights.iter().enumerate().map(|(at, it)| (Reverse(part(it) % sum), at)).collect();
    order.sort_unstable();
    let missing = count.saturating_sub(shares.iter().sum());
    for (_, at) in order.into_iter().take(missing as usize) {
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_remainders_are_rounded_up() {
        for (weights, count, shares) in [
            (&[32, 26, 24, 18][..], 50, &[16, 13, 12, 9][..]),
            (&[32, 26, 24, 18], 15, &[5, 4, 3, 3]),
            (&[1, 1, 1], 2, &[1, 1, 0]),
            (&[26], 20, &[20]),
            (&[], 20, &[]),
            (&[0, 0], 3, &[0, 0]),
        ] {
            assert_eq!(share_out(weights, count), shares);
        }
    }
}
