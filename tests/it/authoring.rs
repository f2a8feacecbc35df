//! `docs/authoring.md` to the letter: its files are written, its commands are
//! carried out, and what they say is what the page says.

use std::{fs, path::Path, process::Command};

const PAGE: &str = include_str!("../../docs/authoring.md");

/// What the page asks for, in order.
#[derive(Debug)]
enum Step {
    /// A file with this text.
    Write(String, String),
    /// A command, and what it says.
    Run(String, Vec<String>),
}

fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = PAGE.lines().peekable();
    let mut file: Option<String> = None;
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix('`').and_then(|it| it.strip_suffix("`:")) {
            file = Some(name.to_owned());
            continue;
        }
        let ticks = line.chars().take_while(|c| *c == '`').count();
        if ticks < 3 {
            continue;
        }
        let (fence, word) = line.split_at(ticks);
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        match (word, file.take()) {
            ("console", None) => steps.extend(commands(&block)),
            (_, Some(file)) => steps.push(Step::Write(file, block.join("\n") + "\n")),
            (_, None) => (),
        }
    }
    steps
}

fn commands(block: &[&str]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in block {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step::Run(command.to_owned(), Vec::new())),
            (None, Some(Step::Run(_, says))) => says.push((*line).to_owned()),
            (None, _) => panic!("no command before {line}"),
        }
    }
    steps
}

/// Whether what was said is what the page says: a line `…` stands for any lines,
/// and `…` in a line for any text.
fn says(said: &[&str], wanted: &[String]) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return said.is_empty() };
    if first == "…" {
        return (0..=said.len()).any(|skip| says(&said[skip..], rest));
    }
    let like = |line: &str| match first.split_once('…') {
        Some((before, after)) => line.starts_with(before) && line.ends_with(after),
        None => line == first,
    };
    said.split_first().is_some_and(|(line, others)| like(line) && says(others, rest))
}

fn run(folder: &Path, command: &str) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_tripos")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let home = folder.join("home");
    let mut shell = Command::new("sh");
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "TRIPOS_DATA_DIR"] {
        shell.env_remove(name);
    }
    let output = shell
        .args(["-c", &format!("{command}\n")])
        .env("HOME", home)
        .env("PATH", path)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), said)
}

#[test]
fn a_pack_is_made_by_following_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let (mut files, mut commands) = (0, 0);
    for step in steps() {
        match step {
            Step::Write(name, text) => {
                fs::write(folder.path().join(&name), text).unwrap();
                files += 1;
            }
            Step::Run(command, wanted) => {
                let (code, said) = run(folder.path(), &command);
                let exits = i32::from(command.ends_with("# exits with 1"));
                assert_eq!(code, exits, "{command}\n{said}");
                let lines: Vec<&str> = said.lines().collect();
                assert!(says(&lines, &wanted), "{command}\n{said}\nbut the page has {wanted:#?}");
                commands += 1;
            }
        }
    }
    assert!(files >= 6 && commands >= 15, "{files} files, {commands} commands");
}
