//! A fault of the program itself must not leave the terminal in disorder.

use std::{cell::Cell, env, sync::Arc, time::Duration};

use tripos::{
    item::Seed,
    pack::{self, Files},
    store::{Motion, Store},
    study::Cards,
    tui::{Keymap, Loaded, Route, Start, Theme, run},
};

use crate::{
    learner::MORNING,
    pty::{Session, is_restored},
};

const ROLE: &str = "TRIPOS_TEST_PANICS";

/// Run by the test below in a terminal: a program whose clock fails in the end.
#[test]
fn a_program_that_panics() {
    let Some(data) = env::var_os(ROLE) else { return };
    let files = Files::Folder("tests/packs/small".into());
    let ticks = Cell::new(0);
    let clock = || {
        ticks.set(ticks.get() + 1);
        assert!(ticks.get() < 6, "the clock fails");
        MORNING
    };
    let load = move || {
        let (pack, _) = pack::load(&Files::Folder("tests/packs/small".into()));
        let path = std::path::Path::new(&data).join("progress.db");
        let mut store = Store::open(&path).map_err(|error| error.to_string())?;
        store.turn_to(&pack.manifest.id, Cards::of(&pack)).map_err(|error| error.to_string())?;
        Ok((store, Loaded { pack: pack.into(), faults: 0, progress: Arc::default(), notice: None }))
    };
    let start = Start {
        keymap: Keymap::default(),
        offers: Vec::new(),
        turn: &|_| Err("there is no other".into()),
        manifest: pack::manifest(&files).0,
        folder: None,
        theme: Theme::default(),
        seed: Seed(1),
        motion: Motion::Full,
        route: Route::Lessons,
        load: Box::new(load),
        saves: None,
        clock: &clock,
    };
    run(start).unwrap();
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let program = env::current_exe().unwrap();
    let args = ["panic::a_program_that_panics", "--exact", "--nocapture", "--test-threads=1"];
    let data = folder.path().to_str().unwrap().to_owned();
    let mut session = Session::of(&program, &args, &[(ROLE, data), ("RUST_BACKTRACE", "0".into())]);
    session.sees("Leaves");
    for _ in 0..8 {
        session.types("j").rest(Duration::from_millis(20));
    }
    let (status, screen) = session.ends();
    assert_ne!(status.exit_code(), 0);
    is_restored(screen.screen());
    let told = screen.screen().contents();
    assert!(told.contains("the clock fails"), "{told}");
}
