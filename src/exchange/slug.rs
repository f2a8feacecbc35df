//! Ids for questions that come without one that will do.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

/// Characters of an id that is made of a title or a stem.
const LONG: usize = 40;

/// Makes ids, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    /// An id made of the first text that has letters or digits in it.
    pub(super) fn next<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> String {
        let made = texts.into_iter().map(id).find(|id| !id.is_empty());
        let base = made.unwrap_or_else(|| "question".to_owned());
        let mut id = base.clone();
        let mut count = 1;
        while !self.0.insert(id.clone()) {
            count += 1;
            id = format!("{base}-{count}");
        }
        id
    }
}

/// A text as an id: what already is one stays as it is.
pub(super) fn id(text: &str) -> String {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_sound = text.starts_with(is_letter)
        && text.len() <= 60
        && text.chars().all(|c| is_letter(c) || matches!(c, '.' | '_' | '-'));
    if is_sound {
        return text.to_owned();
    }
    let mut id = String::new();
    for c in text.chars().flat_map(char::to_lowercase).map(plain) {
        if id.len() >= LONG && c == '-' {
            break;
        }
        if id.len() < LONG + 12 && (c != '-' || !id.is_empty() && !id.ends_with('-')) {
            id.push(c);
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// An id made of a name that is none, the same for the same name.
pub(super) fn hashed(prefix: &str, name: &str) -> String {
    let sum = Sha256::digest(name.as_bytes());
    let number = sum.iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte));
    format!("{prefix}{number:012x}")
}

/// The letter of the ids that is nearest, or a hyphen.
fn plain(c: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    let first = c.nfkd().next().unwrap_or(c);
    if first.is_ascii_lowercase() || first.is_ascii_digit() { first } else { '-' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sound_and_told_apart() {
        for (text, made) in [
            ("ddb-index.later_1", "ddb-index.later_1"),
            ("Who's buried in Grant's tomb?", "who-s-buried-in-grant-s-tomb"),
            ("¿En qué supuestos?", "en-que-supuestos"),
            ("_____ is the largest", "is-the-largest"),
            ("東京", ""),
        ] {
            assert_eq!(id(text), made);
        }
        let mut ids = Ids::default();
        assert_eq!(ids.next(["", "Q 1"]), "q-1");
        assert_eq!(ids.next(["Q 1"]), "q-1-2");
        assert_eq!(ids.next(["東京"]), "question");
    }
}
