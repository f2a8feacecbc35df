//! `tripos read`: in a pipe, and on a terminal.

use std::{fs, path::Path, process::Output};

use unicode_width::UnicodeWidthStr;

use crate::{
    pty::{Session, Start},
    refusals::refuses,
    soak::{figure, full},
    stories::{stderr, stdout, tripos, tripos_with},
};

fn read(args: &[&str]) -> Output {
    let data = tempfile::tempdir().unwrap();
    let args: Vec<_> = ["read"].iter().chain(args).copied().collect();
    tripos(data.path(), &args)
}

/// What it says, with nothing that steers a terminal.
#[track_caller]
fn text(args: &[&str]) -> String {
    let output = read(args);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

const LEAVES: &str = "tests/packs/small/content/01-leaves.md";

#[test]
fn a_file_of_a_pack_is_text_in_a_pipe() {
    insta::assert_snapshot!("read-leaves", text(&[LEAVES]));
    insta::assert_snapshot!("read-leaves-40", text(&[LEAVES, "--width", "40"]));
    let section = text(&[&format!("{LEAVES}#water")]);
    assert!(section.starts_with("Water\n─────\n") && !section.contains("Oolong"), "{section}");
}

#[test]
fn a_lesson_is_found_by_its_id_or_its_file() {
    let by_id = text(&["leaves", "--pack", "tests/packs/small"]);
    for name in ["01-leaves.md", "content/01-leaves.md"] {
        assert_eq!(text(&[name, "--pack", "tests/packs/small"]), by_id);
    }
    assert!(text(&["rds"]).contains("Multi-AZ"));
}

#[test]
fn no_line_is_wider_than_asked_for() {
    let widths = ["1", "7", "20", "40", "76", "120", "400"];
    let all = widths.map(|width| (LEAVES, width)).into_iter().chain([("rds", "20"), ("rds", "76")]);
    for (lesson, width) in all {
        for line in text(&[lesson, "--width", width]).lines() {
            let most: usize = width.parse().unwrap();
            assert!(line.width() <= most.max(1), "{width}: {line}");
        }
    }
}

#[test]
fn colours_come_when_asked_for() {
    assert!(!text(&[LEAVES]).contains('\x1b'));
    assert!(!text(&[LEAVES, "--color", "never"]).contains('\x1b'));
    let coloured = text(&[LEAVES, "--color", "always"]);
    assert!(coloured.contains("\x1b["));
    let plain: String = strip(&coloured);
    assert_eq!(plain, text(&[LEAVES]));
    assert!(text(&[LEAVES, "--ascii"]).chars().all(|c| c.is_ascii() || c == '°'));
}

/// Text without the sequences that colour it.
fn strip(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once('m').map_or("", |(_, rest)| rest));
    let joined = first + &rest.collect::<String>();
    joined.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn any_file_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(path("Read Me.txt"), "# Hello\r\n\r\n* one\r\n* two\r\n").unwrap();
    assert_eq!(
        text(&[&path("Read Me.txt")]),
        format!("Hello\n{}\n\n• one\n• two\n", "─".repeat(80))
    );
    fs::write(path("bytes"), b"\xff\xfe\x00\x1b]52;c;AAAA\x07 \x9b31m ok \xe2\x80\xae x").unwrap();
    let shown = text(&[&path("bytes")]);
    assert!(shown.contains("ok") && shown.contains("U+202E"), "{shown}");
    let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!shown.contains(hidden), "{shown:?}");
    fs::write(path("front.md"), "---\ntitle: T\nanything: [goes]\n---\nBody.\n").unwrap();
    assert_eq!(text(&[&path("front.md")]), "Body.\n");
    fs::write(path("rule.md"), "---\n\nAfter a rule.\n").unwrap();
    assert!(text(&[&path("rule.md")]).contains("After a rule."));
    fs::write(path("empty.md"), "").unwrap();
    assert_eq!(text(&[&path("empty.md")]), "");
    fs::copy("tests/packs/small/assets/cup.diagram", path("sub/cup.diagram")).unwrap();
    fs::write(path("drawn.md"), "![From leaf to cup](sub/cup.diagram)\n").unwrap();
    assert!(text(&[&path("drawn.md")]).contains("│ Kettle ├──►│ Pot ├──►│ Cup │"));
}

#[test]
fn addresses_are_told_where_no_key_can_follow_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("links.md");
    let links = "[One](https://a.example/1), [again](https://a.example/1), <https://b.example>, \
                 [here](#x) and [two](mailto:x@c.example).\n\n# X\n";
    fs::write(&path, links).unwrap();
    let name = path.to_str().unwrap();
    let told = "\n────────\nhttps://a.example/1\nmailto:x@c.example\n";
    assert!(text(&[name]).ends_with(told), "{}", text(&[name]));
    assert!(!text(&[&format!("{name}#x")]).contains("a.example"));
}

#[test]
fn standard_input_is_read_too() {
    let data = tempfile::tempdir().unwrap();
    let output = tripos_with(data.path(), &["read", "-", "--width", "30"], "Some *text* here.\n");
    assert_eq!(stdout(&output), "Some text here.\n");
}

#[test]
fn what_cannot_be_read_is_told() {
    refuses(&read(&["leafs", "--pack", "tests/packs/small"]), &["did you mean `leaves`?"]);
    refuses(&read(&["no/such.md"]), &["`no/such.md` is neither a file nor a lesson"]);
    refuses(&read(&["tests"]), &["tests", "directory"]);
    refuses(&read(&[&format!("{LEAVES}#watter")]), &["did you mean `#water`?"]);
    refuses(&read(&[LEAVES, "--width", "wide"]), &["--width"]);
}

/// A reader that stops early is no fault.
#[test]
fn a_pipe_may_break() {
    let data = tempfile::tempdir().unwrap();
    let command = format!("{} read rds | head -n 1", env!("CARGO_BIN_EXE_tripos"));
    let output = std::process::Command::new("sh")
        .args(["-c", &command])
        .env("TRIPOS_DATA_DIR", data.path())
        .output()
        .unwrap();
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_file_is_read_in_the_reader() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("one.md"), "# One\n\nSee [the other](two.md#there).\n").unwrap();
    let filler = "line\n\n".repeat(40);
    fs::write(path("two.md"), format!("# Two\n\n{filler}\n## There\n\nArrived.\n")).unwrap();
    let mut session = Session::start(data.path(), &["read", &path("one.md")]);
    session.sees("See the other").types("\t\r").sees("Arrived.");
    session.types("\x1b").sees("See the other").types("q");
    assert!(session.ends().0.success());
    // The place is kept for the next time.
    let mut session = Session::start(data.path(), &["read", &path("two.md")]);
    session.sees("Two").types("\x1b[6~").types("\x1b[6~");
    session.until("it has moved", |screen| !screen.contains("Two"));
    session.types("q");
    assert!(session.ends().0.success());
    let mut session = Session::start(data.path(), &["read", &path("two.md")]);
    session.sees("where you left off").types("g").sees("Two").types("q");
    assert!(session.ends().0.success());
}

#[test]
fn a_lesson_lives_in_a_terminal() {
    let data = tempfile::tempdir().unwrap();
    let mut session = Session::start(data.path(), &["read", "rds"]);
    session.sees("After this chapter").types("t").sees("30 headings");
    session.types("\x1b").sees("After this chapter").types("/standby");
    session.sees("match 1 of").types("\r").types("n").sees("match 2 of").types("\x1b");
    session.until("nothing is looked for", |screen| !screen.contains("match"));
    session.types("m").sees("bookmarked").types("aMine alone\r").sees("▏ Mine alone");
    session.types("q");
    assert!(session.ends().0.success());
    let mut session = Session::start(data.path(), &["read", "rds"]);
    session.sees("where you left off").sees("▏ Mine alone").types("\x03");
    assert!(session.ends().0.success());
}

/// A link is handed to the clipboard only when the learner asks for it.
#[test]
fn a_link_is_copied_on_request() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "[x](https://example.com/a)\n").unwrap();
    let mut session = Session::start(data.path(), &["read", file.to_str().unwrap()]);
    session.sees("100 %").types("\t\r").sees("https://example.com/a");
    let copies = |bytes: &[u8]| bytes.windows(5).any(|it| it == b"\x1b]52;");
    assert!(!copies(&session.start));
    session.types("\r").sees("clipboard");
    assert!(copies(&session.start));
    // The address in base64.
    let encoded = b"aHR0cHM6Ly9leGFtcGxlLmNvbS9h";
    assert!(session.start.windows(encoded.len()).any(|it| it == encoded));
    session.types("q");
    assert!(session.ends().0.success());
}

/// Sizes no author means: time and memory stay within bounds, and where
/// something was cut, that is said.
#[test]
fn monsters_are_read_in_bounds() {
    let size = full(10_000_000, 200_000);
    let nested = full(10_000, 2_000);
    let columns = full(5_000, 1_000);
    let folder = tempfile::tempdir().unwrap();
    let monsters = [
        ("a line of words", "word ".repeat(size / 5)),
        ("a line of emphasis", "*a* ".repeat(size / 4)),
        ("a line without a space", "x".repeat(size)),
        ("nested quotes", ">".repeat(nested) + " deep\n"),
        ("nested lists", (0..nested).map(|n| " ".repeat(n * 2) + "- x\n").collect()),
        ("open brackets", "[".repeat(size / 10)),
        (
            "a wide table",
            format!(
                "{}\n{}\n{}\n",
                "|a".repeat(columns),
                "|-".repeat(columns),
                "|b".repeat(columns)
            ),
        ),
        ("combining marks", format!("e{}", "\u{301}".repeat(size / 4))),
    ];
    for (name, source) in monsters {
        let path = folder.path().join("monster.md");
        fs::write(&path, &source).unwrap();
        let (seconds, memory) = measured(&path);
        figure(name, &format!("{} KB read in {seconds:.1} s, {memory} MB", source.len() / 1000));
        assert!(seconds < 20.0, "{name}: {seconds} s");
        assert!(memory < 600, "{name}: {memory} MB");
    }
}

/// Seconds of processor time and megabytes at most of reading a file.
fn measured(path: &Path) -> (f64, u64) {
    let script = format!(
        "ulimit -t 60; {} read '{}' >/dev/null & pid=$!; most=0; \
         while kill -0 $pid 2>/dev/null; do \
           now=$(sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$pid/status 2>/dev/null); \
           [ \"${{now:-0}}\" -gt $most ] && most=$now; sleep 0.02; done; \
         wait $pid || echo failed; echo $most; times",
        env!("CARGO_BIN_EXE_tripos"),
        path.display()
    );
    let data = tempfile::tempdir().unwrap();
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .env("TRIPOS_DATA_DIR", data.path())
        .output()
        .unwrap();
    let told = stdout(&output);
    assert!(!told.contains("failed"), "{told} {}", stderr(&output));
    let mut lines = told.lines();
    let memory: u64 = lines.next().unwrap().parse().unwrap();
    // The last line is of the children: `0m0.120s 0m0.010s`.
    let user = told.lines().last().unwrap().split_whitespace().next().unwrap();
    let (minutes, seconds) = user.trim_end_matches('s').split_once('m').unwrap();
    let seconds = minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap();
    (seconds, memory / 1024)
}

#[test]
fn a_dumb_terminal_gets_text() {
    let data = tempfile::tempdir().unwrap();
    let session = Start::new(data.path(), &["read", LEAVES]).env("TERM", "dumb").size(50, 24).run();
    let (status, screen) = session.ends();
    assert!(status.success());
    assert!(screen.screen().contents().contains("Checkpoint"), "{}", screen.screen().contents());
}
