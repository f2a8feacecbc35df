//! Keys that the learner changed in `settings.yaml`.

use std::{fs, path::Path};

use crate::{
    pty::Start,
    stories::{stderr, stdout, tripos},
};

fn with_keys(keys: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data: &Path = folder.path();
    assert!(tripos(data, &["set", "minutes-a-day", "30"]).status.success());
    fs::write(data.join("settings.yaml"), format!("keys:\n{keys}")).unwrap();
    folder
}

#[test]
fn a_key_that_was_changed_works_and_is_told_everywhere() {
    let folder = with_keys("  home:\n    s: S\n  statistics:\n    Tab: n\n");
    let told = tripos(folder.path(), &["keys"]);
    assert_eq!(stderr(&told), "");
    assert!(stdout(&told).contains("  S              statistics"), "{}", stdout(&told));
    let mut session = Start::new(folder.path(), &[]).run();
    session.sees("Statistics                        S");
    session.types("S");
    session.sees("▸Days");
    session.sees("n next page");
    session.types("n");
    session.sees("▸Exam");
    session.types("?");
    session.sees("the next page");
    session.types("\u{3}");
    assert!(session.ends().0.success());
}

#[test]
fn a_clash_is_told_at_the_start_and_the_usual_keys_hold() {
    let folder = with_keys("  home:\n    s: p\n");
    let told = tripos(folder.path(), &["keys"]);
    let says = "settings.yaml, keys: home: `p` would mean two things; the usual keys hold there";
    assert!(stderr(&told).contains(says), "{}", stderr(&told));
    assert!(stdout(&told).contains("  s              statistics"));
    let mut session = Start::new(folder.path(), &[]).run();
    session.sees("`p` would mean two things");
    session.types("s");
    session.sees("▸Days");
    session.types("\u{3}");
    assert!(session.ends().0.success());
}
