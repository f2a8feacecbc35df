//! The program beside an editor: a save, and what is on the screen then.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use tripos::{
    pack::{self, Files},
    tui::{Route, Saved, Theme},
};

use crate::{
    learner::{Learner, folder, is_clean},
    pty::{Session, is_restored},
};

const BANK: &str = "quizzes/tea.yaml";
const LESSON: &str = "content/01-leaves.md";

/// A pack being written, in a folder of its own, and the program that shows it.
struct Workshop {
    root: PathBuf,
    session: Session,
    _folder: tempfile::TempDir,
}

impl Workshop {
    fn new() -> Self {
        let folder = folder();
        let root = folder.path().join("tea");
        copy(Path::new("tests/packs/small"), &root);
        let data = folder.path().join("data");
        let args = ["preview", root.to_str().unwrap()];
        let mut session = Session::start(&data, &args);
        session.sees("no faults");
        Self { root, session, _folder: folder }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    /// Writes another text in the place of one, as most editors do.
    fn edit(&self, file: &str, old: &str, new: &str) {
        fs::write(self.path(file), self.with(file, old, new)).unwrap();
    }

    fn with(&self, file: &str, old: &str, new: &str) -> String {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(old), "no `{old}` in {file}");
        text.replacen(old, new, 1)
    }

    #[track_caller]
    fn sees(&mut self, text: &str) -> &mut Session {
        self.session.sees(text)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|it| (it.path(), it.file_name())).unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn a_save_shows_the_question_just_edited() {
    let mut shop = Workshop::new();
    shop.edit(BANK, "What saves the most time?", "What saves most of the time?");
    shop.sees("What saves most of the time?").sees("A guest arrives");
    shop.sees("file saved: quizzes/tea.yaml");
    // It is answered as a learner does, and changed again.
    shop.session.types("1\r");
    shop.sees("Time goes into heating.");
    shop.edit(BANK, "Time goes into heating.", "Heating takes the time.");
    shop.session.until("the question again", |screen| !screen.contains("Time goes"));
    shop.session.types("1\r");
    shop.sees("Heating takes the time.");
    // A new question is one that was edited.
    let added = fs::read_to_string(shop.path(BANK)).unwrap()
        + "\n  - id: new\n    kind: recall\n    stem: What is new?\n    answer: This.\n    \
           rationale: It was added.\n";
    fs::write(shop.path(BANK), added).unwrap();
    shop.sees("What is new?").types("\x03");
    let (status, screen) = shop.session.ends();
    assert!(status.success());
    is_restored(screen.screen());
}

#[test]
fn a_save_shows_lesson_diagram_and_pack() {
    let mut shop = Workshop::new();
    shop.edit("pack.yaml", "A Small Pack", "A Smaller Pack");
    shop.sees("A Smaller Pack");
    shop.edit("assets/cup.diagram", "title: ", "title: New ");
    shop.sees("file saved: assets/cup.diagram").sees("New ");
    shop.edit(LESSON, "Leaves:", "Leaves again:");
    shop.sees("Leaves again").sees("file saved: content/01-leaves.md");
    // Far below, in a section longer than the window.
    let long = (0..60).map(|n| format!("Paragraph {n}.")).collect::<Vec<_>>().join("\n\n");
    let text = fs::read_to_string(shop.path(LESSON)).unwrap();
    fs::write(shop.path(LESSON), format!("{text}\n## At the end\n\n{long}\n")).unwrap();
    shop.sees("At the end").sees("Paragraph 3.");
    shop.edit(LESSON, "Paragraph 40.", "Paragraph forty.");
    shop.sees("Paragraph forty.");
}

#[test]
fn a_broken_file_leaves_the_screen_and_is_told_until_it_is_mended() {
    let mut shop = Workshop::new();
    shop.edit(BANK, "bitter", "very bitter");
    shop.sees("tastes very bitter");
    shop.edit(BANK, "questions:", "questions: [");
    shop.sees("▏error: ").sees("tastes very bitter").types("\x0f");
    shop.sees("To be mended").sees("questions: [");
    shop.edit(BANK, "questions: [", "questions:");
    shop.sees("no faults");
    shop.edit(BANK, "very bitter", "really bitter");
    shop.sees("tastes really bitter");
    // Not even text, then nothing at all.
    let text = fs::read(shop.path(BANK)).unwrap();
    fs::write(shop.path(BANK), b"\xff\xfe\0\x1b[2J").unwrap();
    shop.sees("is not UTF-8").sees("tastes really bitter");
    fs::write(shop.path(BANK), "").unwrap();
    shop.sees("this bank is empty").sees("tastes really bitter");
    fs::write(shop.path(BANK), text).unwrap();
    shop.sees("no faults");
}

#[test]
fn however_an_editor_saves() {
    let mut shop = Workshop::new();
    // A new file in the place of the old one.
    let text = shop.with(BANK, "bitter", "by rename");
    fs::write(shop.path("quizzes/.tea.new"), text).unwrap();
    fs::rename(shop.path("quizzes/.tea.new"), shop.path(BANK)).unwrap();
    shop.sees("tastes by rename");
    // The old one put aside first.
    let text = shop.with(BANK, "by rename", "by backup");
    fs::rename(shop.path(BANK), shop.path("quizzes/tea.yaml~")).unwrap();
    fs::write(shop.path(BANK), text).unwrap();
    shop.sees("tastes by backup");
    // Emptied, then written piece by piece.
    let text = shop.with(BANK, "by backup", "in pieces");
    let mut file = fs::File::create(shop.path(BANK)).unwrap();
    for piece in text.as_bytes().chunks(400) {
        file.write_all(piece).unwrap();
        file.sync_all().unwrap();
    }
    shop.sees("tastes in pieces").sees("no faults");
}

#[test]
fn many_files_at_once() {
    let mut shop = Workshop::new();
    shop.edit(BANK, "bitter", "first");
    shop.sees("tastes first");
    shop.edit(LESSON, "Leaves:", "Other leaves:");
    shop.edit("pack.yaml", "A Small Pack", "Another Pack");
    shop.edit(BANK, "first", "second");
    shop.sees("tastes second").types("\x1b");
    shop.sees("Another Pack").types("l");
    shop.sees("Other leaves");
}

#[test]
fn a_folder_may_go_and_come_back() {
    let mut shop = Workshop::new();
    shop.edit(BANK, "bitter", "flat");
    shop.sees("tastes flat");
    let aside = shop.root.with_extension("aside");
    fs::rename(&shop.root, &aside).unwrap();
    shop.sees("the folder is gone").sees("tastes flat");
    fs::rename(&aside, &shop.root).unwrap();
    shop.sees("the folder is back");
    shop.edit(BANK, "flat", "round");
    shop.sees("tastes round");
    // Removed for good, and another in its place.
    copy(&shop.root, &aside);
    fs::remove_dir_all(&shop.root).unwrap();
    shop.sees("the folder is gone");
    copy(&aside, &shop.root);
    shop.sees("no faults");
    shop.edit(BANK, "round", "sharp");
    shop.sees("tastes sharp");
    // A part of it.
    fs::remove_dir_all(shop.path("quizzes")).unwrap();
    shop.sees("▏error: ");
    copy(&aside.join("quizzes"), &shop.path("quizzes"));
    shop.sees("no faults");
    shop.edit(BANK, "round", "clear");
    shop.sees("tastes clear");
}

#[test]
fn answers_in_a_preview_are_nobodys() {
    let mut shop = Workshop::new();
    shop.edit(BANK, "bitter", "flat");
    shop.sees("tastes flat").types("1\r");
    shop.sees("Green tea wants").types("\x03");
    let data = shop.root.with_file_name("data");
    assert!(shop.session.ends().0.success());
    let kept = fs::read_dir(&data).map_or(0, Iterator::count);
    assert_eq!(kept, 0, "something was kept in {}", data.display());
}

/// A pack with faults, as it is shown after a save.
fn faulty() -> Saved {
    let text = |file: &str| fs::read_to_string(Path::new("tests/packs/small").join(file)).unwrap();
    let bank = text(BANK).replace("rationale: The kind", "rationle: The kind");
    let bank = bank.replace("    rationale: Green tea wants about 75 °C.\n", "");
    let bank = bank.replace("scenario: guest", "scenery: guest");
    let files = ["pack.yaml", "assets/cup.diagram", "content/02-brewing.md", LESSON];
    let told = |line: &&str| !line.starts_with("# tripos: allow");
    let bare = |text: String| text.split_inclusive('\n').filter(told).collect::<String>();
    let files = files.map(|file| (file, bare(text(file))));
    let (pack, found) = pack::audit(&Files::held(files.into_iter().chain([(BANK, bank)])));
    Saved {
        pack: Arc::new(pack),
        found: found.into(),
        files: vec![BANK.to_owned()],
        told: format!("file saved: {BANK}"),
        spot: None,
    }
}

fn author(width: u16, height: u16) -> Learner {
    let size = (width, height);
    let mut author = Learner::new("tests/packs/small", Route::Home, size, Theme::default(), true);
    author.update(&tripos::tui::Msg::Saved(Box::new(faulty())));
    author
}

#[test]
fn faults_are_told_below_the_screen() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut author = author(width, height);
        for (name, keys) in [("panel", ""), ("whole", "ctrl-o"), ("next", "ctrl-n")] {
            let picture = author.does(keys).sees();
            is_clean(&picture);
            insta::assert_snapshot!(format!("preview-{name}-{width}x{height}"), picture);
        }
    }
}

#[test]
fn one_jumps_through_faults_wherever_one_is() {
    let mut author = author(80, 24);
    let count = faulty().found.len();
    assert!(count > 2, "{:?}", faulty().found);
    // The first error of the file just saved, though a warning stands above it.
    assert!(author.sees().contains(&format!("2 of {count}")));
    assert!(author.does("ctrl-r ctrl-r").sees().contains(&format!("{count} of {count}")));
    assert!(author.does("ctrl-n ctrl-n").sees().contains(&format!("2 of {count}")));
    // In a field too.
    author.does("esc ,");
    assert!(author.sees().contains("Minutes a day"));
    assert!(author.does("ctrl-n").sees().contains(&format!("3 of {count}")));
    // In full, they go by one key.
    assert!(author.does("ctrl-o n").sees().contains("To be mended"));
    // One goes there, if it can be shown.
    for _ in 0..count {
        let told = author.sees();
        let told = if told.contains("warning[") { "1 of 1" } else { "mend it, and it will" };
        let there = author.does("enter").sees();
        assert!(there.contains(told), "{there}");
        author.does("ctrl-o n");
    }
}

#[test]
fn without_a_terminal_saves_are_told_in_lines() {
    let folder = folder();
    let root = folder.path().join("tea");
    copy(Path::new("tests/packs/small"), &root);
    let mut child = Command::new(env!("CARGO_BIN_EXE_tripos"))
        .args(["preview", root.to_str().unwrap()])
        .env("TRIPOS_DATA_DIR", folder.path().join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line == "no faults"));
    let text = fs::read_to_string(root.join(BANK)).unwrap();
    fs::write(root.join(BANK), text.replacen("rationale", "rationle", 1)).unwrap();
    assert!(lines.any(|line| line == "file saved: quizzes/tea.yaml"));
    assert!(lines.any(|line| line.contains("did you mean `rationale`?")));
    let sum = lines.find(|line| line.contains(" error,"));
    // Nothing is told of what its author allows.
    assert_eq!(sum.as_deref(), Some("1 error, 0 warnings"));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_cannot_be_previewed_is_told() {
    let folder = folder();
    for (path, wanted) in [
        ("nowhere".to_owned(), "no folder nowhere; preview shows the folder of a pack"),
        (folder.path().to_str().unwrap().to_owned(), "a pack is a folder with a pack.yaml"),
    ] {
        let done = Command::new(env!("CARGO_BIN_EXE_tripos")).args(["preview", &path]).output();
        let done = done.unwrap();
        assert_eq!(done.status.code(), Some(2));
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(told.contains(wanted), "{told}");
    }
}
