//! A pack larger than any there is.

use std::{fmt::Write, fs, path::Path};

use tripos::pack::{self, Files};

use crate::soak::{figure, full};

const EACH: usize = 100;

fn write(folder: &Path, files: usize) {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("pack.yaml", "format: 1\nid: large\ntitle: Large\ntopics: [{id: t, title: T}]\n");
    put("content/one.md", "---\ntitle: One\nobjectives: [o]\n---\n## Storage\n");
    for file in 0..files {
        let head = "topic: t\nsources: [https://x.y]\nquestions:\n".to_owned();
        let bank = (0..EACH).fold(head, |bank, at| bank + &question(file, at));
        put(&format!("quizzes/{}/{file}.yaml", file % 10), &bank);
    }
}

fn question(file: usize, at: usize) -> String {
    let words = "a team moves its orders to a managed database and asks for what it needs on the second day in another zone";
    let mut text =
        format!("  - id: q-{file}-{at}\n    stem: |\n      {words}with `{at}`?\n    options:\n");
    for option in 0..4 {
        let correct = if option == at % 4 { "        correct: true\n" } else { "" };
        write!(text, "      - text: {words} {option}\n{correct}        why: {words}\n").unwrap();
    }
    text + &format!(
        "    rationale: |\n      {words}\n    objective: o\n    lesson: one.md#storage\n"
    )
}

/// The times are `cargo bench`'s to tell.
#[test]
fn a_hundred_thousand_questions_are_read() {
    let (files, folder) = (full(1_000, 20), tempfile::tempdir().unwrap());
    write(folder.path(), files);
    let (pack, found) = pack::load(&Files::Folder(folder.path().to_owned()));
    assert_eq!((pack.items.len(), found.len()), (files * EACH, 0));
    let some = &pack.items[files * EACH * 7 / 9];
    assert_eq!(pack.item(&some.id).map(|item| &item.id), Some(&some.id));
    let text = format!("{} questions read, every one found by its id", files * EACH);
    figure("a large pack", &text);
}
