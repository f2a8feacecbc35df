//! Markdown on lines: no text is lost, no line is too wide, no sign does harm.

mod check;

use std::{env, fs, path::PathBuf};

use check::{check, laid_out};
use proptest::prelude::*;

use crate::soak::{figure, full};

/// The examples of a specification.
fn examples(spec: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let mut examples = vec![];
    let mut lines = spec.lines();
    while lines.by_ref().any(|line| line.starts_with(&format!("{fence} example"))) {
        let source = lines.by_ref().take_while(|line| *line != ".");
        examples.push(source.map(|line| line.replace('→', "\t") + "\n").collect());
    }
    examples
}

#[test]
fn every_example_of_the_specifications_is_drawn() {
    let commonmark = examples(include_str!("../fixtures/markdown/commonmark.txt"));
    let gfm = examples(include_str!("../fixtures/markdown/gfm.txt"));
    assert_eq!((commonmark.len(), gfm.len()), (652, 672));
    for example in commonmark.iter().chain(&gfm) {
        for width in [1, 2, 7, 20, 40, 80, 120] {
            check(example, width);
        }
    }
}

#[test]
fn the_specifications_themselves_are_drawn() {
    for width in [20, 40, 80, 120] {
        check(include_str!("../fixtures/markdown/commonmark.txt"), width);
        check(include_str!("../fixtures/markdown/gfm.txt"), width);
    }
}

#[test]
fn huge_input_takes_bounded_time() {
    let wide = |columns: usize| "|x".repeat(columns) + "\n" + &"|-".repeat(columns) + "\n";
    let cases = [
        "word ".repeat(full(2_000_000, 100_000)),
        "x".repeat(full(10_000_000, 500_000)),
        "日".repeat(full(1_000_000, 100_000)),
        "e\u{301}\u{301}".repeat(full(500_000, 50_000)),
        "\u{600}".repeat(full(100_000, 20_000)),
        ">".repeat(10_000) + "x",
        "[".repeat(10_000) + "x",
        "![".repeat(10_000) + "x",
        "*x ".repeat(10_000),
        (0..full(2_000, 500)).map(|depth| " ".repeat(depth * 2) + "- x\n").collect(),
        wide(5_000) + &"|y|z\n".repeat(50),
        wide(3) + &"|y|z\n".repeat(full(20_000, 4_000)),
        "http://".repeat(full(100_000, 20_000)),
        "www.a.b".repeat(full(100_000, 20_000)),
        "http://a.b".to_owned() + &";".repeat(full(500_000, 50_000)),
        "a@".repeat(full(200_000, 20_000)),
        "# x\n".repeat(full(20_000, 4_000)),
        "[^a]".repeat(10_000) + "\n\n[^a]: x",
        format!("```rust\n{}\n```", "\"'".repeat(full(200_000, 20_000))),
        format!("```c\n{}\n```", "\t".repeat(full(1_000_000, 100_000))),
    ];
    for case in &cases {
        laid_out(case, 80);
    }
}

#[test]
fn what_is_cut_is_told() {
    let wide = "|x".repeat(150) + "\n" + &"|-".repeat(150) + "\n" + &"|y\n".repeat(60);
    let drawn = check::drawn(&laid_out(&wide, 80));
    assert!(drawn.contains("[table cut: 100 of 150 columns shown]"));
    assert!(drawn.contains("[table cut: 49 of 60 rows shown]"));
    let deep = check::drawn(&laid_out(&(">".repeat(50) + "x"), 120));
    assert!(deep.contains("[nested too deep: shown flat from here]"));
    assert!(deep.contains('x'));
}

/// Every Markdown file below the folder that `TRIPOS_SOAK` names; in short, our own.
#[test]
fn every_file_of_a_folder_is_drawn() {
    let folder = env::var_os("TRIPOS_SOAK").unwrap_or_else(|| "content".into());
    let mut folders = vec![PathBuf::from(folder)];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|file| file.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let source =
                    String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned();
                for width in [20, 40, 80, 120] {
                    check(&source, width);
                }
                files += 1;
            }
        }
    }
    let text = format!("{files} files at 4 widths, no line too wide, no text lost");
    figure("Markdown of a folder drawn", &text);
}

/// Beginnings of everything Markdown has.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    " ",
    "  ",
    "    ",
    "\t",
    "# ",
    "## ",
    "> ",
    ">",
    "- ",
    "1. ",
    "12) ",
    "- [x] ",
    "* * *\n",
    "---\n",
    "===\n",
    "`",
    "``",
    "```\n",
    "```rust\n",
    "```quiz\n",
    "~~~\n",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "](a.diagram)",
    "[^a]",
    "[^a]: ",
    "[a]: /b\n",
    "|",
    "| a | b |\n|---|:-:|\n",
    "|-|\n",
    ": ",
    "<b>",
    "<!-- ",
    "-->",
    "<div>\n",
    "&amp;",
    "&#27;",
    "&#x301;",
    "&#x200d;",
    "https://a.example/b",
    "www.b.example",
    "a@b.example",
    "[!TIP]\n",
    "> [!WARNING]\n> ",
    "word",
    "another",
    "averyveryverylongwordindeed",
    "日本語",
    "。",
    "é",
    "e\u{301}",
    "👩\u{200d}💻",
    "👍🏽",
    "❤\u{fe0f}",
    "\u{200b}",
    "\u{202e}",
    "\u{1b}[31m",
    "\u{301}",
    "\u{200d}",
    "🇩🇪",
    "क्षि",
    "لا",
    "ᄀ",
    "\r",
    "\0",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: full(20_000, 500) as u32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_at_any_width_keeps_its_text(source in markdown(), width in 1_u16..=120) {
        check(&source, width);
    }
}
