//! Where schemas are: printed, in packs, and in our own.

use std::{fs, path::Path};

use tripos::pack::{self, Files};

use super::files;
use crate::stories::tripos;

#[test]
fn our_own_schemas_and_lines_are_current() {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files(".") {
        let place = root.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    for name in fs::read_dir(".schema").unwrap() {
        let from = name.unwrap().path();
        fs::create_dir_all(root.path().join(".schema")).unwrap();
        fs::copy(&from, root.path().join(&from)).unwrap();
    }
    let written = pack::schema::write(root.path()).unwrap();
    assert!(written.is_empty(), "not current; run `cargo run -- schema --write .`: {written:?}");
}

fn says(args: &[&str]) -> (String, i32) {
    let data = tempfile::tempdir().unwrap();
    let out = tripos(data.path(), args);
    let all = [out.stdout, out.stderr].concat();
    (String::from_utf8(all).unwrap(), out.status.code().unwrap())
}

#[test]
fn the_program_prints_every_schema_and_nothing_else() {
    for schema in pack::schema::SCHEMAS {
        assert_eq!(says(&["schema", schema.name]), (schema.text(), 0));
        assert!(says(&["schema", "--help"]).0.contains(schema.about));
    }
    for args in [&["schema"][..], &["schema", "bnak"], &["schema", "bank", "--write", "."]] {
        let (told, code) = says(args);
        assert!(code == 2 && told.starts_with("tripos: ") && told.lines().count() == 1, "{told}");
    }
    assert!(says(&["schema", "bnak"]).0.contains("'bank'"));
}

/// A pack that was there before there were schemas gets them, once.
#[test]
fn schemas_are_put_into_a_pack_and_renewed() {
    let root = tempfile::tempdir().unwrap();
    let name = root.path().to_str().unwrap();
    let bank = "# Mine\r\nquestions: []\r\n";
    fs::create_dir_all(root.path().join("quizzes/more")).unwrap();
    fs::write(root.path().join("pack.yaml"), "format: 1\nid: tea\ntitle: Tea\n").unwrap();
    fs::write(root.path().join("quizzes/more/a.yml"), bank).unwrap();
    fs::write(root.path().join("quizzes/latin.yaml"), b"questions: [] # \xe9\n").unwrap();
    let (told, code) = says(&["schema", "--write", name]);
    let lines = [".schema/bank.json", ".schema/pack.json", "pack.yaml", "quizzes/more/a.yml"];
    assert_eq!((told, code), (lines.map(|it| format!("written: {it}\n")).concat(), 0));
    let read = |path: &str| fs::read_to_string(root.path().join(path)).unwrap();
    let line = "# yaml-language-server: $schema=../../.schema/bank.json\r\n";
    assert_eq!(read("quizzes/more/a.yml"), format!("{line}{bank}"));
    let (told, _) = says(&["schema", "--write", name]);
    assert_eq!(told, "all schemas are there and current\n");
    fs::write(root.path().join(".schema/pack.json"), "{}").unwrap();
    let (told, _) = says(&["schema", "--write", root.path().join("quizzes").to_str().unwrap()]);
    assert_eq!(told, "written: .schema/pack.json\n");
    // They are no part of the pack, and do not travel with it.
    let (pack, found) = pack::load(&Files::Folder(root.path().to_owned()));
    assert!(pack.items.is_empty() && found.len() == 1, "{found:?}");
    let held = pack::archive::gather(&Files::Folder(root.path().join("."))).unwrap_err();
    assert!(held.contains("latin.yaml"), "{held}");
    fs::remove_file(root.path().join("quizzes/latin.yaml")).unwrap();
    let held = pack::archive::gather(&Files::Folder(root.path().to_owned())).unwrap();
    assert_eq!(held.keys().collect::<Vec<_>>(), ["pack.yaml", "quizzes/more/a.yml"]);
}

#[test]
fn schemas_go_nowhere_else() {
    let root = tempfile::tempdir().unwrap();
    let (told, code) = says(&["schema", "--write", root.path().to_str().unwrap()]);
    assert!(code == 2 && told.contains("no `pack.yaml` at or above it"), "{told}");
    let (pack, out) = (root.path().join("pack"), root.path().join("out"));
    fs::create_dir(&pack).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(pack.join("pack.yaml"), "format: 1\nid: tea\ntitle: Tea\n").unwrap();
    std::os::unix::fs::symlink(&out, pack.join(".schema")).unwrap();
    let (told, code) = says(&["schema", "--write", pack.to_str().unwrap()]);
    assert!(
        code == 2 && told.contains(".schema/pack.json") && told.contains("leads out"),
        "{told}"
    );
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

/// Packs that we make name their schemas, and have them.
#[test]
fn new_and_imported_packs_have_schemas() {
    let root = tempfile::tempdir().unwrap();
    let bank = root.path().join("bank.txt");
    fs::write(&bank, "What is it?\nA) Tea\nB) Milk\nANSWER: A\n").unwrap();
    let (new, imported) = (root.path().join("new"), root.path().join("imported"));
    let (new, imported) = (new.to_str().unwrap(), imported.to_str().unwrap());
    assert_eq!(says(&["new", new]).1, 0);
    assert_eq!(says(&["import", "aiken", bank.to_str().unwrap(), "-o", imported]).1, 0);
    for folder in [new, imported] {
        let (told, _) = says(&["schema", "--write", folder]);
        assert_eq!(told, "all schemas are there and current\n");
        assert!(Path::new(folder).join(".schema/bank.json").is_file());
        assert_eq!(says(&["check", folder]).1, 0);
    }
}
