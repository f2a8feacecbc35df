//! Left sides by number, right sides by letter: `1b 2a`.

use std::io;

use crate::{
    item::{Match, Response, pairs::Choices},
    plain::Shell,
    study::Asked,
};

/// Says both sides.
pub fn ask(pairs: &Match, asked: &Asked, shell: &mut Shell<'_>) -> io::Result<()> {
    shell.say("Choose a right side for each.")?;
    shell.gap()?;
    let lefts = asked.order.iter().filter_map(|left| pairs.pairs.get(*left));
    for (place, pair) in lefts.enumerate() {
        shell.begin(&format!("{}. ", place + 1), &pair.left)?;
    }
    shell.gap()?;
    let rights = asked.rights.iter().filter_map(|right| pairs.right(*right));
    for (place, right) in rights.enumerate() {
        shell.begin(&format!("{}. ", letters(place)), right)?;
    }
    shell.gap()
}

/// The prompt.
pub fn prompt() -> String {
    "Your pairs, such as 1b 2a:".to_owned()
}

/// Reads pairs as shown into choices as authored.
pub fn read(pairs: &Match, asked: &Asked, line: &str) -> Result<Response, String> {
    let mut choices: Choices = vec![None; pairs.pairs.len()];
    for (number, letter) in split(line)? {
        let pair = format!("{number}{letter}");
        let place = number.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
        let left = place.and_then(|place| asked.order.get(place)).copied();
        let left = left.and_then(|left| choices.get_mut(left));
        let left = left.ok_or_else(|| format!("`{pair}`: no left side has that number."))?;
        let right = (0..asked.rights.len()).find(|place| letters(*place) == letter);
        let right = right.and_then(|place| asked.rights.get(place).copied());
        let right = right.ok_or_else(|| format!("`{pair}`: no right side has that letter."))?;
        if left.replace(right).is_some() {
            return Err(format!("`{pair}`: {number} is there twice."));
        }
    }
    match choices.iter().filter(|choice| choice.is_none()).count() {
        0 => Ok(Response::Match(choices)),
        _ => Err(format!("Write {} pairs, such as 1b 2a.", choices.len())),
    }
}

/// Numbers and the letters after them, however they are set apart.
fn split(line: &str) -> Result<Vec<(String, String)>, String> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut fresh = true;
    for c in line.to_lowercase().chars() {
        match (c, found.last_mut()) {
            (c, Some((number, letter))) if c.is_ascii_digit() && letter.is_empty() && !fresh => {
                number.push(c);
            }
            (c, Some((_, letter))) if c.is_ascii_lowercase() => letter.push(c),
            (c, _) if c.is_ascii_digit() => found.push((c.to_string(), String::new())),
            (c, _) if c.is_whitespace() || ",;:-=".contains(c) => {
                fresh = true;
                continue;
            }
            (c, _) => return Err(format!("`{c}` is no part of a pair such as 1b.")),
        }
        fresh = false;
    }
    Ok(found)
}

/// `a` to `z`, then `aa`.
fn letters(place: usize) -> String {
    let letter = char::from(b'a' + (place % 26) as u8);
    if place < 26 { letter.to_string() } else { letters(place / 26 - 1) + &letter.to_string() }
}

/// Says each left side with its own right side, and what was chosen instead.
pub fn tell(
    pairs: &Match,
    order: &[usize],
    choices: &Choices,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let right = pairs.parts_right(choices);
    for (place, left) in order.iter().enumerate() {
        let Some(pair) = pairs.pairs.get(*left) else { continue };
        let is_right = right.get(*left) == Some(&true);
        let verdict = super::word(is_right);
        shell.begin(&format!("{}. {verdict}: ", place + 1), &pair.left)?;
        shell.begin("   Belongs to it: ", &pair.right)?;
        let chosen = choices.get(*left).copied().flatten().and_then(|right| pairs.right(right));
        if let Some(chosen) = chosen.filter(|_| !is_right) {
            shell.begin("   You chose: ", chosen)?;
        }
    }
    shell.gap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_people_write_them() {
        let pairs = |line| {
            split(line).map(|all| {
                all.into_iter()
                    .map(|(number, letter)| number + &letter)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        for (line, read) in [
            ("1b 2a", "1b 2a"),
            ("1B,2A", "1b 2a"),
            ("1b2a", "1b 2a"),
            ("1 b 2 a", "1b 2a"),
            ("1-b, 12: ab", "1b 12ab"),
            ("1 2b", "1 2b"),
            ("", ""),
        ] {
            assert_eq!(pairs(line).as_deref(), Ok(read), "{line}");
        }
        assert!(pairs("1é").is_err() && pairs("b1").is_err());
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letters), ["a", "z", "aa", "az", "ba"]);
    }
}
