//! Options, by their numbers.

use std::io;

use crate::{
    item::{Choice, Response, choice::Picks},
    plain::Shell,
};

/// Says the options.
pub fn ask(choice: &Choice, order: &[usize], shell: &mut Shell<'_>) -> io::Result<()> {
    if choice.needed() > 1 {
        shell.say(&format!("Choose {}.", choice.needed()))?;
        shell.gap()?;
    }
    for (place, option) in order.iter().filter_map(|index| choice.options.get(*index)).enumerate() {
        shell.begin(&format!("{}. ", place + 1), &option.text)?;
    }
    shell.gap()
}

/// The prompt.
pub fn prompt(choice: &Choice) -> String {
    let last = choice.options.len();
    match choice.needed() {
        1 => format!("Your answer, 1 to {last}:"),
        needed => format!("Your answer, {needed} numbers from 1 to {last}:"),
    }
}

/// Reads numbers as shown into picks as authored.
pub fn read(choice: &Choice, order: &[usize], line: &str) -> Result<Response, String> {
    let last = order.len();
    let mut picks = Picks::new();
    for word in line.split(|c: char| c.is_whitespace() || c == ',').filter(|it| !it.is_empty()) {
        let place = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let pick = place.and_then(|place| order.get(place));
        picks.insert(*pick.ok_or_else(|| format!("`{word}` is not a number from 1 to {last}."))?);
    }
    let needed = choice.needed();
    if picks.len() == needed {
        return Ok(Response::Choice(picks));
    }
    Err(if needed == 1 {
        format!("Write one number from 1 to {last}.")
    } else {
        format!("Choose {needed}: write {needed} numbers from 1 to {last}.")
    })
}

/// Says what was right, and why.
pub fn tell(
    choice: &Choice,
    order: &[usize],
    picks: &Picks,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    for (place, index) in order.iter().enumerate() {
        let Some(option) = choice.options.get(*index) else { continue };
        let verdict = match (option.correct, picks.contains(index)) {
            (true, true) => "right, your answer",
            (true, false) => "right",
            (false, true) => "wrong, your answer",
            (false, false) => "wrong",
        };
        let why = option.why.clone().unwrap_or_default();
        shell.begin(&format!("{}. {verdict}: ", place + 1), &option.text)?;
        if !why.0.is_empty() {
            shell.markdown(&why)?;
        }
    }
    shell.gap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{item::choice::Opt, text::Markdown};

    fn choice(key: &[bool]) -> Choice {
        let option = |correct: &bool| Opt {
            text: Markdown("x".into()),
            correct: *correct,
            why: None,
            pin: false,
        };
        Choice { options: key.iter().map(option).collect(), shuffle: true }
    }

    #[test]
    fn numbers_are_read_as_shown() {
        let one = choice(&[true, false, false]);
        assert_eq!(read(&one, &[2, 0, 1], "1"), Ok(Response::Choice([2].into())));
        assert_eq!(read(&one, &[2, 0, 1], " 2 "), Ok(Response::Choice([0].into())));
        for line in ["", "0", "4", "x", "1 2", "-1"] {
            assert!(read(&one, &[2, 0, 1], line).is_err(), "{line:?}");
        }
        let two = choice(&[true, true, false]);
        assert_eq!(read(&two, &[2, 0, 1], "3 1"), Ok(Response::Choice([1, 2].into())));
        assert_eq!(read(&two, &[2, 0, 1], "1,2"), Ok(Response::Choice([0, 2].into())));
        assert!(read(&two, &[2, 0, 1], "1 1").is_err());
    }
}
