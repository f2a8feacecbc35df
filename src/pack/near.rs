//! Did you mean?

/// The nearest of the names, if at most a third of its letters are wrong.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(written);
    let length = folded.chars().count();
    let far = |name: &str| {
        let other = fold(name);
        let allowed = length.max(other.chars().count()) / 3;
        let apart = least(&folded, &other);
        let apart = if apart > allowed { apart } else { strsim::osa_distance(&folded, &other) };
        (apart <= allowed).then_some(apart)
    };
    let near = names
        .into_iter()
        .filter(|name| !are_numbered(written, name))
        .filter_map(|name| Some((far(name)?, name)));
    near.min().map(|(_, name)| name)
}

/// Two texts are at least so many slips apart, by the letters they have: quick
/// to tell, and nearly always enough.
fn least(one: &str, other: &str) -> usize {
    if !one.is_ascii() || !other.is_ascii() {
        return 0;
    }
    let mut counts = [0_i32; 128];
    let letters = one.bytes().map(|byte| (byte, 1)).chain(other.bytes().map(|byte| (byte, -1)));
    for (byte, one) in letters {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += one;
        }
    }
    let more: i32 = counts.iter().filter(|count| **count > 0).sum();
    let less: i32 = counts.iter().filter(|count| **count < 0).sum();
    more.max(-less).unsigned_abs() as usize
}

/// Whether two names differ in their numbers alone: then neither is a slip.
fn are_numbered(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String { name.chars().filter(|c| !c.is_numeric()).collect() };
    one != other && letters(one) == letters(other)
}

/// With its article.
pub(super) fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The nearest of the names, if no other is as near.
pub(super) fn only_near<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let near = nearest(written, names.iter().copied())?;
    let distance = |name: &str| strsim::osa_distance(&fold(written), &fold(name));
    let rivals = names.iter().filter(|name| distance(name) <= distance(near)).count();
    (rivals == 1).then_some(near)
}

/// How a question mark is added to a message.
pub(super) fn did_you_mean<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(written, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// Capitals, `_` and ` ` are the commonest slips.
fn fold(text: &str) -> String {
    text.chars().take(80).flat_map(char::to_lowercase).map(dash).collect()
}

fn dash(c: char) -> char {
    if matches!(c, '_' | ' ') { '-' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_near() {
        let names = ["correct", "text", "why", "pin"];
        for (written, meant) in
            [("corect", "correct"), ("Correct", "correct"), ("txet", "text"), ("whi", "why")]
        {
            assert_eq!(nearest(written, names), Some(meant));
        }
        for written in ["answer", "", "x", "explanation"] {
            assert_eq!(nearest(written, names), None, "{written}");
        }
        assert_eq!(nearest("RDS-12", ["RDS-11"]), None);
    }
}
