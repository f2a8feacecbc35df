//! What each module may use. `docs/architecture.md` says why.

use std::{fs, path::Path};

/// A module, and the modules of ours it may name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &["text"]),
    ("diagram", &["diagram", "text"]),
    ("item", &["diagram", "item", "text"]),
    ("pack", &["diagram", "item", "pack", "text"]),
    ("study", &["item", "pack", "study", "text"]),
    ("store", &["item", "store", "study"]),
    ("exchange", &["exchange", "item", "pack", "study", "text"]),
    ("tui", &["diagram", "item", "pack", "store", "study", "text", "tui"]),
    ("plain", &["diagram", "exchange", "item", "pack", "plain", "store", "study", "text"]),
    (
        "cli",
        &["cli", "diagram", "exchange", "item", "pack", "plain", "store", "study", "text", "tui"],
    ),
];

/// Words that may stand only in the named files and folders.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("fs::", &["src/pack/file", "src/pack/archive/", "src/store/", "src/cli/file.rs"]),
    ("File::", &["src/pack/file", "src/pack/archive/", "src/store/", "src/cli/file.rs"]),
    ("SystemTime", &["src/cli/clock.rs"]),
    ("Instant", &["src/cli/clock.rs"]),
    ("Zoned::now", &["src/cli/clock.rs"]),
    ("Timestamp::now", &["src/cli/clock.rs"]),
    ("Color::", &["src/tui/theme"]),
    ("ratatui", &["src/tui", "src/tui.rs"]),
    ("rusqlite", &["src/exchange/anki/", "src/store/"]),
    ("notify", &["src/cli/preview/"]),
    ("granit_parser", &["src/pack/yaml"]),
    (
        "stdin",
        &[
            "src/cli/ask.rs",
            "src/cli/file.rs",
            "src/cli/open.rs",
            "src/cli/preview.rs",
            "src/cli/read.rs",
            "src/cli/select.rs",
            "src/plain",
        ],
    ),
    ("rand::random", &["src/cli/select.rs", "src/store/"]),
    ("Rc<RefCell", &[]),
    ("async ", &[]),
];

#[test]
fn modules_use_only_the_layers_below() {
    for (path, source) in sources(Path::new("src")) {
        let module = module(&path);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else { continue };
        for used in uses(&source) {
            assert!(allowed.contains(&used.as_str()), "{path} uses `{used}`");
        }
    }
}

#[test]
fn every_module_has_a_layer() {
    for (path, _) in sources(Path::new("src")) {
        let module = module(&path);
        let known = MAY_USE.iter().any(|(name, _)| *name == module);
        assert!(known || matches!(module.as_str(), "lib" | "main"), "{path} has no layer");
    }
}

#[test]
fn the_world_is_touched_in_few_places() {
    for (path, source) in sources(Path::new("src")) {
        for line in code(&path, &source) {
            for (word, homes) in ONLY_IN {
                let at_home = homes.iter().any(|home| path.starts_with(home));
                assert!(at_home || !says(line, word), "{path} says `{word}`: {line}");
            }
        }
    }
}

/// Files stay readable: no more than 500 lines without their tests.
#[test]
fn files_are_short() {
    for (path, source) in sources(Path::new("src")) {
        let lines = source.lines().take_while(|line| !line.contains("#[cfg(test)]")).count();
        assert!(lines <= 500 || path.ends_with("tests.rs"), "{path} has {lines} lines");
    }
}

/// Whether a line has the word, not as the end of a longer one.
fn says(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(part))
}

/// Lines that are neither comments nor tests.
fn code<'a>(path: &str, source: &'a str) -> impl Iterator<Item = &'a str> {
    let tests = path.ends_with("tests.rs");
    source
        .lines()
        .take_while(move |line| !tests && !line.contains("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn module(path: &str) -> String {
    let rest = path.trim_start_matches("src/");
    rest.split(['/', '.']).next().unwrap_or_default().to_owned()
}

/// The first name of every path that starts with `crate::`, braces included.
fn uses(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, prefix) in source.match_indices("crate::") {
        let rest = &source[start + prefix.len()..];
        match rest.strip_prefix('{') {
            None => found.push(name(rest)),
            Some(group) => found.extend(heads(group)),
        }
    }
    found
}

/// The first names in a group of paths, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let (mut heads, mut depth, mut fresh) = (Vec::new(), 0, true);
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && c.is_alphabetic() => {
                heads.push(name(&group[index..]));
                fresh = false;
            }
            _ => (),
        }
    }
    heads
}

fn name(source: &str) -> String {
    source.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            let source = fs::read_to_string(&path).unwrap();
            found.push((path.to_string_lossy().replace('\\', "/"), source));
        }
    }
    found
}

#[test]
fn uses_are_found() {
    assert_eq!(uses("use crate::{a::{B, C}, d, e::F};\ncrate::g::h()"), ["a", "d", "e", "g"]);
}

/// The built-in pack and the program must stay small enough to know all of it.
#[test]
fn there_are_few_packages() {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let packages = lock.lines().filter(|line| *line == "[[package]]").count();
    assert!(packages < 300, "{packages} packages in Cargo.lock");
}
