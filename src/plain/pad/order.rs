//! Steps, by their numbers in the right order.

use std::io;

use super::{places, word};
use crate::{
    item::{Order, Response},
    plain::Shell,
};

/// Says what is to be put in order.
pub fn ask(order: &Order, shown: &[usize], shell: &mut Shell<'_>) -> io::Result<()> {
    let (steps, extra) = (order.steps.len(), order.extra.len());
    shell.say(&match extra {
        0 => "Put these in order.".to_owned(),
        1 => format!("Put {steps} of these in order; one does not belong to them."),
        extra => format!("Put {steps} of these in order; {extra} do not belong to them."),
    })?;
    shell.gap()?;
    for (place, piece) in shown.iter().filter_map(|piece| order.piece(*piece)).enumerate() {
        shell.begin(&format!("{}. ", place + 1), piece)?;
    }
    shell.gap()
}

/// The prompt.
pub fn prompt(order: &Order) -> String {
    format!("Your order, {} numbers such as 3 1 2:", order.steps.len())
}

/// Reads numbers as shown into pieces as authored.
pub fn read(order: &Order, shown: &[usize], line: &str) -> Result<Response, String> {
    let steps = order.steps.len();
    let places = places(line, shown.len())?;
    if places.len() != steps {
        return Err(format!("Write {steps} numbers, the first step first."));
    }
    let pieces = places.into_iter().filter_map(|place| shown.get(place).copied());
    Ok(Response::Order(pieces.collect()))
}

/// Says the right order, and what was put elsewhere.
pub fn tell(order: &Order, arranged: &[usize], shell: &mut Shell<'_>) -> io::Result<()> {
    let right = order.parts_right(arranged);
    for (place, step) in order.steps.iter().enumerate() {
        let is_right = right.get(place) == Some(&true);
        let verdict = if is_right { "right" } else { "wrong, here belongs" };
        shell.begin(&format!("{}. {verdict}: ", place + 1), step)?;
        let put = arranged.get(place).and_then(|piece| order.piece(*piece));
        if let Some(put) = put.filter(|_| !is_right) {
            shell.begin("   You put: ", put)?;
        }
    }
    for extra in &order.extra {
        let verdict = word(!arranged.iter().any(|piece| order.piece(*piece) == Some(extra)));
        shell.begin(&format!("Left out, {verdict}: "), extra)?;
    }
    shell.gap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Markdown;

    #[test]
    fn numbers_are_read_in_order() {
        let texts = |all: &[&str]| all.iter().map(|it| Markdown((*it).to_owned())).collect();
        let order = Order { steps: texts(&["a", "b"]), extra: texts(&["x"]) };
        assert_eq!(read(&order, &[2, 0, 1], "2 3"), Ok(Response::Order(vec![0, 1])));
        assert_eq!(read(&order, &[2, 0, 1], "1,2"), Ok(Response::Order(vec![2, 0])));
        for line in ["", "1", "1 2 3", "1 1", "0 1", "4 1", "a b", "1 -2"] {
            assert!(read(&order, &[2, 0, 1], line).is_err(), "{line:?}");
        }
    }
}
