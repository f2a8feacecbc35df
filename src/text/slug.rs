//! Anchors of headings, as GitHub makes them.

use std::collections::HashMap;

/// Makes the slugs of one document, telling equal headings apart.
#[derive(Clone, Debug, Default)]
pub struct Slugs(HashMap<String, usize>);

impl Slugs {
    /// The slug of the next heading: lower case, spaces to hyphens, all but
    /// letters, digits, `-` and `_` left out; a second one of a name gets `-1`.
    pub fn next(&mut self, title: &str) -> String {
        let lower = title.trim().to_lowercase();
        let kept = lower.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let mut slug: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let base = slug.clone();
        while self.0.contains_key(&slug) {
            let count = self.0.entry(base.clone()).or_default();
            *count += 1;
            slug = format!("{base}-{count}");
        }
        self.0.insert(slug.clone(), 0);
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        let mut slugs = Slugs::default();
        let titles =
            ["Multi-AZ: the standby", "Größe & Preis", "Setup", "Setup", "Setup-1", "Setup"];
        let made: Vec<String> = titles.iter().map(|title| slugs.next(title)).collect();
        assert_eq!(
            made,
            ["multi-az-the-standby", "größe--preis", "setup", "setup-1", "setup-1-1", "setup-2"]
        );
    }
}
