//! Packs on disk: what is read, what is not, and what is said about it.

use std::{fs, path::Path};

use tempfile::TempDir;
use tripos::pack::{self, CheckError, Checked, Code, Files};

const MANIFEST: &str = "format: 1\nid: test\ntitle: Test\n";

fn question(id: &str) -> String {
    format!(
        "sources: [https://x.y]\nquestions:\n  - id: {id}\n    stem: What?\n    options:\n      - {{text: A, correct: true, why: Yes.}}\n      - {{text: B, why: No.}}\n    rationale: Because.\n"
    )
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn told(checked: &Checked) -> Vec<String> {
    let line = |it: &pack::Diagnostic| {
        format!("{}:{} {} {}", it.source.path, it.start(), it.code, it.message)
    };
    checked.found.iter().map(line).collect()
}

fn check(path: &Path) -> Vec<String> {
    told(&pack::check(path).unwrap())
}

#[test]
fn files_come_in_natural_order_and_drafts_do_not() {
    let bank = |id: &str| question(id).into_bytes();
    let pack = folder(&[
        ("pack.yaml", MANIFEST.as_bytes()),
        ("quizzes/10-last.yaml", &bank("last")),
        ("quizzes/2-second.yaml", &bank("second")),
        ("quizzes/1-first/b.yml", &bank("b")),
        ("quizzes/1-first/a.yaml", &bank("a")),
        ("quizzes/_draft.yaml", b"not: a bank"),
        ("quizzes/.hidden.yaml", b"not: a bank"),
        ("quizzes/_drafts/x.yaml", b"not: a bank"),
        ("quizzes/notes.txt", b"not a bank"),
        ("other/x.yaml", b"not: a bank"),
    ]);
    let (pack, found) = pack::load(&Files::Folder(pack.path().to_owned()));
    assert_eq!(found, []);
    let ids: Vec<&str> = pack.items.iter().map(|item| &*item.id).collect();
    assert_eq!(ids, ["a", "b", "second", "last"]);
    assert!(pack.items.iter().all(|item| pack.item(&item.id) == Some(item)));
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let marked = ["\u{feff}".as_bytes(), question("marked").as_bytes()].concat();
    let large = "# x\n".repeat((8 << 20) / 4 + 1);
    let pack = folder(&[
        ("pack.yaml", MANIFEST.as_bytes()),
        ("content/latin.md", b"---\ntitle: Gr\xf6\xdfe\n---\n"),
        ("quizzes/large.yaml", large.as_bytes()),
        ("quizzes/marked.yaml", &marked),
    ]);
    assert_eq!(
        check(pack.path()),
        [
            "content/latin.md:2:10 E002 byte 14 of this file, 0xF6, is not UTF-8",
            "quizzes/large.yaml:1:1 E003 this file is larger than 8 MB; split it",
        ]
    );
}

#[test]
fn the_largest_file_is_read() {
    let mut bank = question("one");
    bank.push_str(&"# padding of a bank\n".repeat(((8 << 20) - bank.len()) / 20));
    let pack = folder(&[("pack.yaml", MANIFEST.as_bytes()), ("quizzes/a.yaml", bank.as_bytes())]);
    assert_eq!(check(pack.path()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_pack_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", b"---\ntitle: Secret\n---\n")]);
    let pack = folder(&[
        ("pack.yaml", MANIFEST.as_bytes()),
        ("content/real.md", b"---\ntitle: Real\n---\n"),
        ("content/x/y.md", b"---\ntitle: Y\n---\n"),
    ]);
    let content = pack.path().join("content");
    symlink(outside.path().join("secret.md"), content.join("file.md")).unwrap();
    symlink(outside.path(), content.join("folder")).unwrap();
    symlink(outside.path().join("gone"), content.join("gone.md")).unwrap();
    symlink("real.md", content.join("alias.md")).unwrap();
    symlink("..", content.join("x/ring")).unwrap();
    let (loaded, found) = pack::load(&Files::Folder(pack.path().to_owned()));
    let out: Vec<_> = found.iter().filter(|it| it.code == Code::LinkOut).collect();
    let paths: Vec<&str> = out.iter().map(|it| &*it.source.path).collect();
    assert_eq!(paths, ["content/file.md", "content/folder"]);
    assert!(loaded.lessons.iter().all(|lesson| &*lesson.title != "Secret"));
    let ids: Vec<&str> = loaded.lessons.iter().map(|lesson| &*lesson.file).collect();
    assert!(ids.starts_with(&["content/alias.md", "content/real.md"]), "{ids:?}");
    assert!(found.iter().any(|it| it.source.path == "content/gone.md"));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let pack = folder(&[("pack.yaml", MANIFEST.as_bytes()), ("content/a.md/b", b"")]);
    assert_eq!(check(pack.path()), [""; 0]);
}

#[test]
fn a_part_of_a_pack_tells_its_own_faults() {
    let pack = folder(&[
        ("pack.yaml", b"format: 1\nid: test\n"),
        ("content/a.md", b"---\ntitle: A\n---\n[x](gone.md)\n"),
        ("content/sub/b.md", b"---\ntitel: B\n---\n[a](../a.md)\n"),
        ("quizzes/_draft.yaml", b"questions: []\n"),
        ("README.md", b"# Read me\n"),
    ]);
    let whole = [
        "content/a.md:4:5 E024 there is no file `content/gone.md`",
        "content/sub/b.md:2:1 E012 unknown key `titel`; did you mean `title`?",
        "pack.yaml:1:1 E013 pack `test` has no `title`",
    ];
    let at = |path: &str| pack.path().join(path);
    assert_eq!(check(pack.path()), whole);
    assert_eq!(check(&at("pack.yaml")).len(), 1);
    assert_eq!(check(&at("content/sub")), whole[1..2]);
    assert_eq!(check(&at("content/sub/b.md")), whole[1..2]);
    assert_eq!(check(&at("content")).len(), 2);
    for path in ["quizzes/_draft.yaml", "README.md"] {
        assert!(matches!(pack::check(&at(path)), Err(CheckError::NoPart(_))), "{path}");
    }
    let gone = pack::check(&at("gone.yaml")).unwrap_err();
    assert!(matches!(gone, CheckError::Unreadable { .. }), "{gone}");
}

#[test]
fn a_file_by_itself_is_checked_as_far_as_it_goes() {
    let text = "topic: t\ndomain: d\nlesson: x.md#y\nsources: [https://x.y]\nquestions:\n  - id: a\n    scenario: s\n    objective: o\n    facts: [F-1]\n    stem: \"[x](../content/y.md) ![z](z.diagram)\"\n    options:\n      - {text: A, corect: true, why: Yes.}\n      - {text: B, why: No.}\n    rationale: Because.\n";
    let lone = folder(&[
        ("bank.yaml", text.as_bytes()),
        ("lesson.md", b"---\ntitle: A\ntopic: t\nfacts: [X]\n---\n[x](y.md) [z](#gone)\n"),
        ("notes.txt", b""),
    ]);
    let bank = pack::check(&lone.path().join("bank.yaml")).unwrap();
    assert_eq!(told(&bank), ["bank.yaml:12:19 E012 unknown key `corect`; did you mean `correct`?"]);
    assert!(bank.note.is_some_and(|note| note.contains("pack.yaml")));
    assert_eq!(
        check(&lone.path().join("lesson.md")),
        ["lesson.md:6:16 E023 there is no heading `gone`"]
    );
    let notes = pack::check(&lone.path().join("notes.txt"));
    assert!(matches!(notes, Err(CheckError::NoPart(_))));
}

#[test]
fn a_folder_without_a_manifest_still_opens() {
    let parent = folder(&[("My Pack/quizzes/a.yaml", question("one").as_bytes())]);
    let files = Files::Folder(parent.path().join("My Pack"));
    let (pack, found) = pack::load(&files);
    assert_eq!((&*pack.manifest.id, &*pack.manifest.title), ("my-pack", "My Pack"));
    assert_eq!(pack.items.len(), 1);
    assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::NoManifest]);
    let (manifest, found) = pack::manifest(&files);
    assert_eq!((&*manifest.title, found.len()), ("My Pack", 1));
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let (pack, found) = pack::load(&Files::Folder("no/such/folder".into()));
    assert!(pack.items.is_empty());
    assert!(found.iter().any(|it| it.code == Code::Unreadable));
}

#[test]
fn the_built_in_pack_is_sound() {
    let (pack, found) = pack::load(&Files::built_in());
    assert_eq!(found.iter().map(pack::Diagnostic::render).collect::<Vec<_>>(), [""; 0]);
    assert!(!pack.lessons.is_empty());
}

#[test]
fn no_more_faults_are_told_than_can_be_read() {
    let options = "      - {corect: true}\n".repeat(500);
    let bank = format!("questions:\n  - id: a\n    stem: x\n    options:\n{options}");
    let files = Files::held([("pack.yaml", MANIFEST), ("quizzes/a.yaml", &bank)]);
    let (_, found) = pack::load(&files);
    assert_eq!(found.len(), 201);
    assert_eq!(found.iter().filter(|it| it.code == Code::TooMany).count(), 1);
    assert_eq!(found.iter().filter(|it| it.is_error()).count(), 200);
}
