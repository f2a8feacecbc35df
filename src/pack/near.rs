//! Did you mean?

/// The nearest of the names, if at most a third of its letters are wrong.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(written);
    let distance = |name: &str| strsim::damerau_levenshtein(&folded, &fold(name));
    let length = folded.chars().count();
    let near = names
        .into_iter()
        .filter(|name| name.len().abs_diff(written.len()) <= 8)
        .filter(|name| !are_numbered(written, name))
        .map(|name| (distance(name), name))
        .filter(|(far, name)| *far <= length.max(name.chars().count()) / 3);
    near.min_by_key(|(far, _)| *far).map(|(_, name)| name)
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
