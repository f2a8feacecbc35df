//! How reviews are spread: easy days, learning steps, leeches, new questions.

use crate::{cli::Error, study::Mix};

/// Weekdays as they are written.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Minutes of a learning step at most: no session lasts longer.
const LONGEST: u16 = 600;

/// Shares of weekdays, as in `sat=50,sun=0`; the others have 100.
pub fn easy_days(value: &str) -> Result<Option<[u8; 7]>, Error> {
    if value == "none" {
        return Ok(None);
    }
    let mut shares = [100; 7];
    for part in value.split(',') {
        let read = part.split_once('=').and_then(|(day, share)| {
            let day = day.trim().to_lowercase();
            let at = DAYS.iter().position(|it| day.starts_with(it))?;
            let share = share.trim().trim_end_matches('%').parse::<u8>().ok();
            Some((at, share.filter(|share| *share <= 100)?))
        });
        let place = read.and_then(|(at, share)| Some((shares.get_mut(at)?, share)));
        let Some((place, share)) = place else {
            return Err(Error::Usage(format!(
                "`{part}` is no easy day; write the share of a weekday from 0 to 100, as in \
                 `tripos set easy-days sat=50,sun=0`, or `none`"
            )));
        };
        *place = share;
    }
    Ok(Some(shares).filter(|shares| shares.iter().any(|share| *share < 100)))
}

/// The easy days in force.
pub fn told_days(shares: Option<[u8; 7]>) -> String {
    let shares = shares.unwrap_or([100; 7]);
    let easy = DAYS.iter().zip(shares).filter(|(_, share)| *share < 100);
    let easy: Vec<String> = easy.map(|(day, share)| format!("{day}={share}")).collect();
    if easy.is_empty() { "none".to_owned() } else { easy.join(",") }
}

/// Learning steps in minutes: one or two, as in `1,10`.
pub fn steps(value: &str) -> Result<Option<[u16; 2]>, Error> {
    if value == "none" {
        return Ok(None);
    }
    let read = |part: &str| {
        let minutes = part.trim().trim_end_matches('m').parse::<u16>().ok();
        minutes.filter(|it| (1..=LONGEST).contains(it))
    };
    let parts: Option<Vec<u16>> = value.split([',', ' ']).map(read).collect();
    match parts.as_deref() {
        Some([first]) => Ok(Some([*first, 0])),
        Some([first, second]) => Ok(Some([*first, *second])),
        _ => Err(Error::Usage(format!(
            "`{value}` are no learning steps; write one or two numbers of minutes from 1 to \
             {LONGEST}, as in `tripos set learning-steps 1,10`, or `none` for the usual 1,10"
        ))),
    }
}

/// The steps in force.
pub fn told_steps([first, second]: [u16; 2]) -> String {
    if second == 0 { first.to_string() } else { format!("{first},{second}") }
}

/// Where new questions stand in a review.
const MIXES: [(&str, Mix); 4] =
    [("apart", Mix::Apart), ("mixed", Mix::Mixed), ("after", Mix::After), ("before", Mix::Before)];

/// Where today's new questions stand in a review: `apart`, `mixed`, `after`,
/// `before`.
pub fn mix(value: &str) -> Result<Mix, Error> {
    let known = MIXES.iter().find(|(name, _)| *name == value).map(|it| it.1);
    known.or((value == "none").then_some(Mix::Apart)).ok_or_else(|| {
        Error::Usage(format!(
            "`{value}` is no place for new questions; write `mixed`, `after` or `before` to have \
             today's in the review, or `apart` to have them in practice"
        ))
    })
}

/// The same in a word.
pub fn told_mix(mix: Mix) -> &'static str {
    MIXES.iter().find(|(_, it)| *it == mix).map_or("apart", |it| it.0)
}

/// What becomes of leeches: `tell` or `suspend`.
pub fn leeches(value: &str) -> Result<bool, Error> {
    match value {
        "tell" | "none" => Ok(false),
        "suspend" => Ok(true),
        _ => Err(Error::Usage(format!(
            "`{value}` is nothing to do with leeches; write `tell` or `suspend`"
        ))),
    }
}

/// The same in words.
pub fn told_leeches(suspends: bool) -> &'static str {
    if suspends { "suspend" } else { "tell" }
}
