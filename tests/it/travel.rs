//! Packs travel: built, installed, renewed, taken away, and refused.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::pty::Start;
use crate::stories::{tripos, tripos_with};

/// What the program says, and its exit code.
fn says(data: &Path, args: &[&str]) -> (String, i32) {
    let out = tripos(data, args);
    let all = [out.stdout, out.stderr].concat();
    (String::from_utf8(all).unwrap(), out.status.code().unwrap())
}

/// A new pack of a version, in a folder called `tea`.
fn pack(data: &Path) -> PathBuf {
    let folder = data.join("tea");
    assert_eq!(says(data, &["new", folder.to_str().unwrap()]).1, 0);
    folder
}

fn sum(told: &str) -> String {
    told.split("sum ").nth(1).unwrap()[..64].to_owned()
}

#[test]
fn a_pack_is_handed_out_installed_studied_renewed_and_taken_away() {
    let data = tempfile::tempdir().unwrap();
    let (data, at) = (data.path(), |name: &str| data.path().join(name).display().to_string());
    let folder = pack(data);
    let (one, two) = (at("one.tripos"), at("two.tripos"));
    let (told, code) = says(data, &["pack", "build", folder.to_str().unwrap(), "-o", &one]);
    assert_eq!(code, 0, "{told}");
    let built = sum(&told);
    says(data, &["pack", "build", folder.to_str().unwrap(), "-o", &two]);
    assert_eq!(fs::read(&one).unwrap(), fs::read(&two).unwrap(), "the same bytes");
    assert_eq!(says(data, &["pack", "build", folder.to_str().unwrap(), "-o", &one]).1, 2);

    let (told, _) = says(data, &["pack", "install", &one]);
    assert!(told.contains("installed as `tea`") && sum(&told) == built, "{told}");
    let out = tripos_with(data, &["--pack", "tea", "practise", "--seed", "1"], "1\n:quit\n");
    assert!(String::from_utf8_lossy(&out.stdout).contains("question 1 of 10"));
    let (told, code) = says(data, &["pack", "install", &one]);
    assert!(code == 2 && told.contains("there is a pack `tea` already"), "{told}");
    let (told, _) = says(data, &["pack", "install", &one, "--as", "green-tea"]);
    assert!(told.contains("installed as `green-tea`"), "{told}");
    let (told, _) = says(data, &["pack", "list"]);
    assert!(told.contains("aws-dva") && told.matches(&built).count() == 2, "{told}");

    let bank = folder.join("quizzes/first.yaml");
    let text = fs::read_to_string(&bank).unwrap();
    let text = text.replace("id: who-answers ", "id: who-is-it\n    was: [who-answers] ");
    let text = text.replace("answer: 60", "answer: 60 ").replace("Check it before", "Look before");
    let text = text.replace("forbids keeping.", "forbids it.").replace("[resolver, a", "[a");
    fs::write(&bank, text).unwrap();
    let lesson = folder.join("content/1-first.md");
    let text = fs::read_to_string(&lesson).unwrap();
    fs::write(&lesson, text + "\nThat is all.\n").unwrap();
    let (told, code) = says(data, &["pack", "update", "tea", folder.to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    for line in [
        "1 renamed question: who-answers → who-is-it",
        "3 changed questions: headers (key), may-be-kept (reasons), who-knows-addresses (key)",
        "1 changed lesson: How a page reaches you",
    ] {
        assert!(told.contains(line), "no {line} in {told}");
    }
    let stats = |pack: &str| says(data, &["--pack", pack, "stats", "--json"]).0;
    assert!(stats("tea").contains("\"answered\": 1"), "progress is kept");
    assert!(stats("green-tea").contains("\"answered\": 0"), "another id, another progress");

    let (told, _) = says(data, &["--pack", "te", "stats"]);
    assert!(told.contains("did you mean `tea`?"), "{told}");
    assert_eq!(says(data, &["pack", "remove", "tea", "--yes"]).1, 0);
    let (told, code) = says(data, &["pack", "remove", "tea", "--yes"]);
    assert!(code == 2 && told.contains("no pack `tea` is installed"), "{told}");
    says(data, &["pack", "install", &one]);
    assert!(stats("tea").contains("\"answered\": 1"), "progress outlasts the pack");
}

#[test]
fn what_a_killed_update_left_is_put_right() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let folder = pack(data);
    says(data, &["pack", "install", folder.to_str().unwrap()]);
    let packs = data.join("packs");
    fs::rename(packs.join("tea"), packs.join(".old-tea")).unwrap();
    fs::create_dir(packs.join(".new-tea")).unwrap();
    let (told, _) = says(data, &["pack", "list"]);
    assert!(told.contains("tea  0.1.0"), "{told}");
    let mut names: Vec<_> =
        fs::read_dir(&packs).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".lock", "tea"]);
}

type Entry<'a> = (&'a str, &'a [u8], u32);

/// A file as `pack build` makes it, with whatever in it.
fn zip(entries: &[Entry<'_>], sums: Option<&str>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let lines: Vec<String> = entries.iter().map(|(name, bytes, _)| line(name, bytes)).collect();
    let right = lines.concat();
    let sums = sums.unwrap_or(&right);
    let all = entries.iter().copied().chain([("SHA256SUMS", sums.as_bytes(), 0o100_644)]);
    for (name, bytes, mode) in all {
        let options = SimpleFileOptions::default();
        if mode & 0o170_000 == 0o120_000 {
            zip.add_symlink(name, "/etc/passwd", options).unwrap();
        } else {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

const PLAIN: u32 = 0o100_644;
const LINK: u32 = 0o120_777;

#[test]
fn files_that_could_do_harm_are_refused_with_a_clear_line() {
    let manifest: Entry<'_> = ("pack.yaml", b"format: 1\nid: tea\ntitle: Tea\n", PLAIN);
    let big = vec![0_u8; (16 << 20) + 1];
    let many: Vec<String> = (0..5_001).map(|at| format!("content/{at}.md")).collect();
    let many: Vec<Entry<'_>> = many.iter().map(|it| (it.as_str(), &b"x"[..], PLAIN)).collect();
    let good = zip(&[manifest], None);
    let twice = {
        // The writer makes no such file: a second name is changed by hand.
        let two =
            zip(&[manifest, ("content/a.md", b"a", PLAIN), ("content/b.md", b"a", PLAIN)], None);
        let mut bytes = two;
        let mut from = 0;
        while let Some(at) = bytes[from..].windows(12).position(|it| it == b"content/b.md") {
            bytes[from + at + 8] = b'a';
            from += at + 12;
        }
        bytes
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("up", zip(&[manifest, ("../x.md", b"x", PLAIN)], None), "outside of the pack"),
        ("deep", zip(&[manifest, ("content/../../x", b"x", PLAIN)], None), "outside of the pack"),
        ("absolute", zip(&[manifest, ("/etc/x", b"x", PLAIN)], None), "outside of the pack"),
        ("drive", zip(&[manifest, ("C:/x", b"x", PLAIN)], None), "outside of the pack"),
        ("backslash", zip(&[manifest, ("..\\x", b"x", PLAIN)], None), "outside of the pack"),
        ("link", zip(&[manifest, ("content/l.md", b"", LINK)], None), "not a plain file"),
        (
            "case",
            zip(&[manifest, ("content/A.md", b"a", PLAIN), ("content/a.md", b"a", PLAIN)], None),
            "in it twice",
        ),
        ("twice", twice, "twice"),
        ("bomb", zip(&[manifest, ("content/b.md", &big, PLAIN)], None), "more than 16 MB a file"),
        ("many", zip(&many, None), "more than 5,000 files"),
        ("sum", zip(&[manifest], Some("00  pack.yaml\n")), "was changed or damaged"),
        ("gone", zip(&[manifest], Some(&sums(&[manifest], "content/z.md"))), "`content/z.md`"),
        ("no manifest", zip(&[("content/a.md", b"a", PLAIN)], None), "no pack.yaml"),
        ("half", good[..good.len() / 2].to_vec(), "fetch it once more"),
        ("text", b"hello".to_vec(), "fetch it once more"),
        ("faulty", zip(&[("pack.yaml", b"format: 1\nid: tea\n", PLAIN)], None), "errors"),
    ];
    for (name, bytes, wanted) in cases {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("it.tripos");
        fs::write(&file, bytes).unwrap();
        let (told, code) = says(data.path(), &["pack", "install", file.to_str().unwrap()]);
        assert!(code == 2 && told.contains(wanted), "{name}: {told}");
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
        assert!(!data.path().join("packs/tea").exists(), "{name}");
    }
    let data = tempfile::tempdir().unwrap();
    let (told, code) = says(data.path(), &["pack", "install", "nowhere.tripos"]);
    assert!(code == 2 && told.contains("no such file or folder"), "{told}");
}

/// A line of a list of sums.
fn line(name: &str, bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect();
    format!("{}  {name}\n", digits.concat())
}

fn sums(entries: &[Entry<'_>], more: &str) -> String {
    let lines: Vec<String> = entries.iter().map(|(name, bytes, _)| line(name, bytes)).collect();
    lines.concat() + &format!("00  {more}\n")
}

#[test]
fn the_pack_opened_last_opens_again() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let folder = pack(data);
    let home = |args: &[&str]| {
        let out = tripos_with(data, args, ":quit\n");
        let all = [out.stdout, out.stderr].concat();
        (String::from_utf8(all).unwrap(), out.status.code())
    };
    assert!(home(&[]).0.contains("AWS Certified Developer"));
    let told = home(&[folder.to_str().unwrap()]).0;
    assert!(told.starts_with("Tea\nfrom the folder "), "{told}");
    assert!(told.contains("progress is kept under `tea`"), "{told}");
    assert!(home(&[]).0.starts_with("Tea\n"), "the folder opened last");
    let stats = tripos(data, &["stats", "--json"]);
    assert!(String::from_utf8_lossy(&stats.stdout).contains("\"pack\": \"tea\""), "every verb");
    says(data, &["pack", "install", folder.to_str().unwrap(), "--as", "green"]);
    home(&["green"]);
    says(data, &["pack", "remove", "green", "--yes"]);
    let (told, code) = home(&[]);
    assert!(told.contains("opened last is not there any more"), "{told}");
    assert!(told.contains("AWS Certified Developer") && code == Some(0), "{told}");
}

#[test]
fn a_list_beside_an_install_takes_nothing_away() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let folder = pack(data);
    for at in 0..150 {
        fs::write(
            folder.join(format!("content/{at}.md")),
            format!("---\nid: l{at}\ntitle: Lesson\n---\n\n# Lesson\n"),
        )
        .unwrap();
    }
    let (folder, all) = (folder.to_str().unwrap(), 154);
    std::thread::scope(|scope| {
        let install = scope.spawn(|| says(data, &["pack", "install", folder]));
        while !install.is_finished() {
            says(data, &["pack", "list"]);
        }
        let (told, code) = install.join().unwrap();
        assert_eq!(code, 0, "{told}");
    });
    let count = |folder: &str| fs::read_dir(data.join("packs/tea").join(folder)).unwrap().count();
    // The manifest, the lessons, the bank, the diagram.
    assert_eq!(1 + count("content") + count("quizzes") + count("assets"), all);
}

#[test]
fn another_id_is_really_another_or_refused() {
    let manifests = [
        ("id: tea\ntitle: Tea\nformat: 1\n", true),
        ("format: 1\n\"id\": tea\ntitle: Tea\n", true),
        ("format: 1\nid : tea\ntitle: Tea\n", true),
        ("{format: 1, id: tea, title: Tea}\n", false),
    ];
    for (manifest, can) in manifests {
        let data = tempfile::tempdir().unwrap();
        let data = data.path();
        let folder = data.join("tea");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("pack.yaml"), manifest).unwrap();
        let folder = folder.to_str().unwrap();
        let (told, code) = says(data, &["pack", "install", folder, "--as", "green"]);
        assert_eq!(code, if can { 0 } else { 2 }, "{manifest}: {told}");
        let (told, _) = says(data, &["--pack", "green", "stats", "--json"]);
        assert_eq!(told.contains("\"pack\": \"green\""), can, "{manifest}: {told}");
        for taken in ["aws-dva", "review"] {
            let (told, code) = says(data, &["pack", "install", folder, "--as", taken]);
            assert!(code == 2 && told.contains("could not be opened"), "{taken}: {told}");
        }
    }
}

#[test]
fn a_pack_is_renewed_by_itself_alone() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let tea = pack(data);
    says(data, &["pack", "install", tea.to_str().unwrap(), "--as", "green"]);
    let coffee = data.join("coffee");
    says(data, &["new", coffee.to_str().unwrap()]);
    let (told, code) = says(data, &["pack", "update", "green", coffee.to_str().unwrap()]);
    assert!(code == 2 && told.contains("is the pack `coffee`, not `tea`"), "{told}");
    let (told, code) = says(data, &["pack", "update", "green"]);
    assert!(code == 0 && told.contains("nothing else changed"), "{told}");
    let (told, code) = says(data, &["pack", "remove", "green"]);
    assert!(code == 2 && told.contains("say yes with --yes"), "{told}");
}

#[test]
fn from_one_pack_to_another_without_leaving() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let folder = pack(data);
    says(data, &["set", "minutes-a-day", "30"]);
    says(data, &["pack", "install", folder.to_str().unwrap()]);
    let mut session = Start::new(data, &[]).run();
    session.sees("AWS Certified Developer").sees("q quit").types("o").sees("2 packs");
    session.types("j").sees("tea · installed from").sees("sum ").types("\r");
    session.sees("1 lesson read").types("s").sees("▸Days").types("q");
    session.sees("q quit").types("o").sees("✓ Tea").types("q").sees("q quit").types("q");
    assert!(session.ends().0.success());
    let stats = tripos(data, &["stats", "--json"]);
    assert!(String::from_utf8_lossy(&stats.stdout).contains("\"pack\": \"tea\""));
}
