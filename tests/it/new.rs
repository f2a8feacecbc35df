//! `tripos new`: an author's first minute.

use std::{fs, path::Path};

use tripos::pack::{self, Files, KINDS};

use crate::stories::{tripos, tripos_with};

fn stdout(data: &Path, args: &[&str], input: &str) -> (String, Option<i32>) {
    let out = tripos_with(data, args, input);
    let all = [out.stdout, out.stderr].concat();
    (String::from_utf8(all).unwrap(), out.status.code())
}

#[test]
fn a_new_pack_checks_clean_and_has_every_kind() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("My First_pack");
    let name = folder.to_str().unwrap();
    let (told, code) = stdout(data.path(), &["new", name], "");
    assert!(code == Some(0) && told.contains("`my-first-pack`"), "{told}");
    let (told, code) = stdout(data.path(), &["check", "--deny", "warnings", name], "");
    assert_eq!((told.as_str(), code), ("no faults\n", Some(0)));
    let (pack, _) = pack::load(&Files::Folder(folder.clone()));
    assert_eq!(&*pack.manifest.title, "My First pack");
    for kind in KINDS {
        assert!(pack.items.iter().any(|it| it.kind.name() == kind.name), "{}", kind.name);
    }
    assert!(pack.items.iter().any(|it| it.template.is_some()), "a template");
    assert!(pack.diagrams.values().any(|it| !it.steps.is_empty()), "a diagram with steps");
    // It can be studied and sat at once.
    let (told, _) = stdout(data.path(), &["--pack", name, "practise"], ":quit\n");
    assert!(told.contains("question 1 of 10"), "{told}");
    let (told, _) = stdout(data.path(), &["--pack", name, "exam"], ":quit\n");
    assert!(told.contains("TRIAL: 6 questions, 12 min."), "{told}");
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("there");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("mine.txt"), "mine").unwrap();
    let out = tripos(data.path(), &["new", folder.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("is not empty"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    // An empty one will do.
    let empty = data.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(tripos(data.path(), &["new", empty.to_str().unwrap()]).status.code(), Some(0));
}
