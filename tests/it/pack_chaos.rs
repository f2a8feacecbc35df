//! Packs that nobody means to write: whatever stands in a file, reading it
//! ends, and every diagnostic points into its file.

use proptest::prelude::*;
use tripos::pack::{self, Diagnostic, Files};

use crate::soak::full;

const BANK: &str = include_str!("pack/chaos/bank.yaml");
const LESSON: &str = include_str!("pack/chaos/lesson.md");
const DRAWING: &str = include_str!("pack/chaos/a.diagram");
const MANIFEST: &str = include_str!("pack/chaos/pack.yaml");

/// Pieces that mean something to YAML or Markdown.
const PIECES: &[&str] = &[
    "\n",
    " ",
    "  ",
    "    ",
    "\t",
    ":",
    ": ",
    "- ",
    "-",
    "#",
    " #",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "|",
    ">",
    "&a",
    "*a",
    "!t",
    "!!str",
    "<<",
    "---",
    "...",
    "%",
    "@",
    "`",
    "```",
    "\\",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[31m",
    "ä",
    "🦀",
    "id",
    "stem: ",
    "options:",
    "correct: true",
    "text",
    "0",
    "99999999999",
    "~",
    "?",
    "? ",
    "[x](y.md#z)",
    "![x](y.diagram)",
    "<",
    "null",
];

/// One change to a text.
#[derive(Clone, Debug)]
pub enum Change {
    Insert(usize, &'static str),
    Delete(usize, usize),
    Copy(usize, usize, usize),
    Indent(usize, usize),
}

pub fn change() -> impl Strategy<Value = Change> {
    let at = || any::<usize>();
    prop_oneof![
        (at(), prop::sample::select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (at(), 1..40_usize).prop_map(|(at, length)| Change::Delete(at, length)),
        (at(), 1..80_usize, at()).prop_map(|(at, length, to)| Change::Copy(at, length, to)),
        (at(), 0..12_usize).prop_map(|(line, indent)| Change::Indent(line, indent)),
    ]
}

pub fn changed(text: &str, changes: &[Change]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for change in changes {
        let size = chars.len() + 1;
        let end = |at: usize, length: usize| (at % size + length).min(size - 1);
        match *change {
            Change::Insert(at, piece) => drop(chars.splice(at % size..at % size, piece.chars())),
            Change::Delete(at, length) => drop(chars.drain(at % size..end(at, length))),
            Change::Copy(at, length, to) => {
                let part = chars[at % size..end(at, length)].to_vec();
                chars.splice(to % size..to % size, part);
            }
            Change::Indent(line, indent) => chars = indented(&chars, line, indent),
        }
    }
    chars.into_iter().collect()
}

fn indented(chars: &[char], line: usize, indent: usize) -> Vec<char> {
    let text: String = chars.iter().collect();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let at = line % lines.len();
    lines[at] = " ".repeat(indent) + lines[at].trim_start();
    lines.join("\n").chars().collect()
}

pub fn sound(found: &[Diagnostic]) {
    for it in found {
        assert!(it.source.text.get(it.span.clone()).is_some(), "{it:?}");
        let shown = it.render();
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
        assert!(!it.to_json().contains('\n'));
        assert!(!it.to_github().contains('\n'));
        assert!(it.start() <= it.end());
    }
    let mut places: Vec<_> =
        found.iter().map(|it| (&it.source.path, it.start(), it.code, &it.message)).collect();
    places.sort();
    for pair in places.windows(2) {
        assert_ne!(pair[0], pair[1], "told twice");
    }
}

fn try_pack(bank: &str, lesson: &str, drawing: &str, manifest: &str) {
    let files = Files::held([
        ("pack.yaml", manifest),
        ("quizzes/a.yaml", bank),
        ("content/lesson.md", lesson),
        ("assets/a.diagram", drawing),
        ("facts.yaml", "- {id: F-1, say: One., source: https://x.y}\n"),
    ]);
    sound(&pack::audit(&files).1);
}

#[test]
fn what_is_changed_at_random_is_sound_at_first() {
    let files = Files::held([
        ("pack.yaml", MANIFEST),
        ("quizzes/a.yaml", BANK),
        ("content/lesson.md", LESSON),
        ("assets/a.diagram", DRAWING),
        ("facts.yaml", "- {id: F-1, say: One., source: https://x.y}\n"),
    ]);
    let (pack, found) = pack::audit(&files);
    assert_eq!(found, []);
    assert_eq!((pack.items.len(), pack.lessons.len(), pack.diagrams.len()), (2, 1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: full(1000, 60) as u32, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_bank_is_read(changes in prop::collection::vec(change(), 1..6)) {
        try_pack(&changed(BANK, &changes), LESSON, DRAWING, MANIFEST);
    }

    #[test]
    fn changed_files_are_read(changes in prop::collection::vec(change(), 1..6)) {
        let change = |text: &str| changed(text, &changes);
        try_pack(BANK, &change(LESSON), &change(DRAWING), &change(MANIFEST));
    }

    #[test]
    fn pieces_of_yaml_are_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        try_pack(&text, &text, &text, &text);
    }

    #[test]
    fn bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let all = ["pack.yaml", "quizzes/a.yaml", "content/a.md", "assets/a.diagram", "facts.yaml"];
        let files = Files::held(all.map(|path| (path, bytes.clone())));
        sound(&pack::audit(&files).1);
    }
}
