//! A pack larger than any there is.

use std::{fmt::Write, fs, path::Path};

use tripos::pack::{self, Files};

const FILES: usize = 1_000;
const EACH: usize = 100;

fn write(folder: &Path) {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("pack.yaml", "format: 1\nid: large\ntitle: Large\ntopics: [{id: t, title: T}]\n");
    put("content/one.md", "---\ntitle: One\nobjectives: [o]\n---\n## Storage\n");
    for file in 0..FILES {
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

#[test]
#[ignore = "takes its time without optimisation; .ci/soak runs it with"]
#[expect(clippy::disallowed_methods, reason = "it is time that is measured")]
fn a_hundred_thousand_questions_are_read_in_time() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let files = Files::Folder(folder.path().to_owned());
    let start = std::time::Instant::now();
    let (pack, found) = pack::load(&files);
    let taken = start.elapsed();
    assert_eq!((pack.items.len(), found.len()), (FILES * EACH, 0));
    assert!(pack.item(&pack.items[77_777].id).is_some());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    println!("figure: {} questions read in {taken:.1?}, at most {}", FILES * EACH, peak.trim());
}
