//! Paths inside a pack.

/// Where a path leads that is written in a file of the given folder; nothing
/// if it is absolute or leaves the pack.
pub(super) fn resolve(folder: &str, path: &str) -> Option<String> {
    if path.starts_with(['/', '\\']) || path.get(1..2) == Some(":") {
        return None;
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            "" | "." => (),
            ".." => drop(names.pop()?),
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

/// The folder of a file.
pub(super) fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a file.
pub(super) fn name(file: &str) -> &str {
    file.rsplit_once('/').map_or(file, |(_, name)| name)
}

/// Whether a link leads out into the world: `https:`, `mailto:`.
pub fn is_external(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    target.starts_with("//") || scheme.len() > 1 && scheme.chars().all(is_scheme)
}

/// `%20` as it is meant.
pub(super) fn unescape(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_pack() {
        for (folder, path, wanted) in [
            ("content", "a.md", Some("content/a.md")),
            ("content/x", "../../assets/a.diagram", Some("assets/a.diagram")),
            ("content", "./b//c.md", Some("content/b/c.md")),
            ("content", "../../a", None),
            ("content", "/a", None),
            ("", "C:/a", None),
        ] {
            assert_eq!(resolve(folder, path).as_deref(), wanted, "{folder} {path}");
        }
        assert_eq!(unescape("a%20b%zz%"), "a b%zz%");
        assert!(is_external("https://x") && is_external("mailto:x") && !is_external("a.md#b:c"));
    }
}
