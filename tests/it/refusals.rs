//! What cannot be done is told in one line, and nothing is touched.

use std::{fs, path::Path, process::Command};

use crate::stories::{stderr, stdout, tripos};

/// The program ends with 2 and one line that says all of this.
#[track_caller]
pub fn refuses(output: &std::process::Output, says: &[&str]) {
    let told = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("tripos: "), "{told}");
    for word in says {
        assert!(told.contains(word), "no `{word}` in {told}");
    }
    assert_eq!(stdout(output), "");
}

#[test]
fn filters_that_nothing_in_the_pack_has() {
    let folder = tempfile::tempdir().unwrap();
    for (filter, wrong, says) in [
        ("--topic", "te", "no topic `te`; did you mean `tea`?"),
        ("--topic", "submarines", "no topic `submarines`; there are tea"),
        ("--domain", "craftt", "no domain `craftt`; did you mean `craft`?"),
        ("--objective", "watr", "no objective `watr`; did you mean `water`?"),
        ("--kind", "choise", "no kind `choise`; did you mean `choice`?"),
        ("--kind", "riddle", "choice, order, match, number, text, cloze, place, recall"),
        ("--topic", "A B", "`A B` cannot name a topic"),
    ] {
        for verb in ["practise", "review"] {
            let args = [verb, "--pack", "tests/packs/small", filter, wrong];
            refuses(&tripos(folder.path(), &args), &[says]);
        }
    }
    assert!(!folder.path().join("profiles").exists(), "nothing is made for that");
}

fn without_home(args: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tripos"));
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TRIPOS_DATA_DIR"] {
        command.env_remove(name);
    }
    command.args(args).output().unwrap()
}

#[test]
fn no_home() {
    refuses(&without_home(&["stats"]), &["HOME", "--data-dir"]);
    refuses(&without_home(&["practise"]), &["HOME", "--data-dir"]);
}

#[test]
fn a_data_folder_that_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    refuses(&tripos(&file, &["stats"]), &["file", "--data-dir"]);
}

#[test]
fn a_database_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("profiles/default/progress.db");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "my diary").unwrap();
    refuses(&tripos(folder.path(), &["stats"]), &["progress.db", "not a Tripos database"]);
    refuses(&tripos(folder.path(), &[]), &["progress.db", "not a Tripos database"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "my diary");
}

#[test]
fn words_that_mean_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    refuses(&tripos(data, &["reviw"]), &["`reviw`", "did you mean `review`?"]);
    refuses(&tripos(data, &["aws-dav"]), &["did you mean `aws-dva`?"]);
    refuses(&tripos(data, &["--colour"]), &["--colour", "tripos --help"]);
    refuses(&tripos(data, &["stats", "--now", "soon"]), &["`soon`", "2026-11-22T09:00:00"]);
    refuses(&tripos(data, &["stats", "--profile", "../x"]), &["../x", "profile"]);
    refuses(&tripos(data, &["set", "exam-day"]), &["did you mean `exam-date`?"]);
    refuses(&tripos(data, &["set", "exam-date", "soon"]), &["`soon`", "2026-12-20"]);
    for value in ["0.5", "1", "often", "-0.9"] {
        refuses(&tripos(data, &["set", "--", "retention", value]), &[value, "0.70 to 0.99"]);
    }
    refuses(&tripos(data, &["set", "new-a-day", "many"]), &["`many`", "9999"]);
    refuses(&tripos(data, &["set", "theme", "pink"]), &["pink", "dark, light"]);
    refuses(&tripos(data, &["check", "no/such/place"]), &["no/such/place"]);
    refuses(&tripos(data, &["practise", "--topic", "No Topic"]), &["No Topic"]);
}

#[test]
fn a_folder_that_is_no_pack() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    refuses(&tripos(folder.path(), &[empty.to_str().unwrap()]), &["pack.yaml"]);
}

#[test]
fn settings_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("settings.yaml"), "theme: [").unwrap();
    refuses(&tripos(folder.path(), &[]), &["settings.yaml"]);
}

/// A full disk: `/dev/full` stands for none, so a small file system is needed;
/// where none can be mounted the test says so and passes over.
#[cfg(target_os = "linux")]
#[test]
fn a_full_or_read_only_disk() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    if !mount(&disk, "size=64k") {
        eprintln!("skipped: no file system can be mounted here");
        return;
    }
    let full = tripos(&disk, &["stats"]);
    mount(&disk, "remount,size=8m");
    let made = tripos(&disk, &["stats"]);
    mount(&disk, "remount,ro");
    let read_only = tripos(&disk, &["stats"]);
    let bytes = fs::read(disk.join("profiles/default/progress.db"));
    Command::new("umount").arg(&disk).status().unwrap();
    refuses(&full, &["full"]);
    assert!(made.status.success(), "{}", stderr(&made));
    refuses(&read_only, &["read-only", "--data-dir"]);
    assert!(bytes.unwrap().starts_with(b"SQLite format 3"));
}

#[cfg(target_os = "linux")]
fn mount(at: &Path, options: &str) -> bool {
    let mut command = Command::new("mount");
    command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
    command.output().is_ok_and(|output| output.status.success())
}
