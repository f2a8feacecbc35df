//! Devices that meet in a folder: in any order, half-way, or not at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use tripos::store::{self, Store, Synced};

use crate::{
    keeping::{answer, at, device, entries, known, opened},
    stories::{stderr, stdout, tripos, tripos_with},
};

fn meet(store: &mut Store, folder: &Path) -> Synced {
    store::sync(store, folder, "default").unwrap()
}

/// The files of devices in a sync folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder.join("default")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|it| it.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn three_devices_in_random_order_come_to_the_same() {
    let rounds = if std::env::var_os("TRIPOS_SOAK").is_some() { 40 } else { 1 };
    let facts = if rounds > 1 { 200 } else { 6 };
    for seed in 0..rounds {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut devices: Vec<Store> =
            (0..3).map(|n| device(&folder.join(format!("{n}.db")), facts, seed * 3 + n)).collect();
        let (mut sizes, mut more) = (Vec::new(), 0);
        for _ in 0..6 {
            let which = rng.random_range(0..3);
            if rng.random_bool(0.4) {
                devices[which].record(answer(5, true), at(rng.random_range(0..90_000))).unwrap();
                more += 1;
            }
            assert_eq!(meet(&mut devices[which], folder).notes, [""; 0]);
            // Files only grow, each by one device.
            let now: Vec<Vec<u8>> = files(folder).iter().map(|it| fs::read(it).unwrap()).collect();
            assert!(sizes.iter().all(|was: &Vec<u8>| now.iter().any(|it| it.starts_with(was))));
            sizes = now;
        }
        for _ in 0..2 {
            for device in &mut devices {
                meet(device, folder);
            }
        }
        let all = entries(&devices[0]);
        assert_eq!(all.len(), 3 * facts + more);
        for device in &mut devices {
            let quiet = meet(device, folder);
            assert_eq!((quiet.taken, quiet.given), (0, 0), "nothing is left to exchange");
            assert_eq!(entries(device), all);
            assert_eq!(device.differences().unwrap(), Vec::<String>::new());
        }
        assert_eq!(known(&devices[0]), known(&devices[1]));
        assert_eq!(known(&devices[0]), known(&devices[2]));
    }
    println!("figure: sync = {rounds} rounds of three devices in random order, the same tables");
}

#[test]
fn what_is_half_written_damaged_or_newer_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut one = device(&folder.join("one.db"), 12, 1);
    meet(&mut one, folder);
    let [file] = files(folder).try_into().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 13, "a head and the facts");
    let hurt = text.replacen("\"seq\":3,", "\"seq\":33,", 1);
    let newer = text.replacen("{\"tripos\":1}", "{\"tripos\":9}", 1);
    let half = &text[..text.len() - 40];
    let table = [
        ("whole", text.as_str(), 12, ""),
        ("half", half, 11, ""),
        ("damaged", &hurt, 11, "1 damaged lines"),
        ("newer", &newer, 0, "newer Tripos"),
        ("empty", "", 0, ""),
        ("nothing of ours", "hello\n", 0, "1 damaged lines"),
    ];
    for (what, there, taken, told) in table {
        fs::write(&file, there).unwrap();
        let mut other = opened(&folder.join(format!("{what}.db")));
        let synced = meet(&mut other, folder);
        assert_eq!(synced.taken, taken, "{what}");
        assert_eq!(synced.notes.is_empty(), told.is_empty(), "{what}: {synced:?}");
        assert!(synced.notes.concat().contains(told), "{what}: {synced:?}");
    }
    // Half a line in one's own file: what it said is written once more.
    fs::write(&file, half).unwrap();
    assert_eq!(meet(&mut one, folder), Synced { given: 1, ..Synced::default() });
    assert!(fs::read_to_string(&file).unwrap().starts_with(half), "only ever at its end");
    let synced = meet(&mut opened(&folder.join("late.db")), folder);
    assert_eq!((synced.taken, synced.notes.len()), (12, 0), "{synced:?}");
}

#[test]
fn a_copied_folder_is_noticed_and_takes_a_name_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = folder.join("one.db");
    device(&path, 10, 1).close().unwrap();
    fs::copy(&path, folder.join("two.db")).unwrap();
    let (mut one, mut two) = (opened(&path), opened(&folder.join("two.db")));
    one.record(answer(1, true), at(900_000)).unwrap();
    two.record(answer(2, false), at(900_001)).unwrap();
    meet(&mut one, folder);
    let synced = meet(&mut two, folder);
    assert!(synced.notes.concat().contains("copied?"), "{synced:?}");
    two.record(answer(3, true), at(900_002)).unwrap();
    meet(&mut two, folder);
    meet(&mut one, folder);
    let is_in = |store: &Store, at: i64| entries(store).iter().any(|it| it.moment.at.0 == at);
    assert!(is_in(&one, at(900_002).at.0), "from now on they exchange");
    assert_eq!(entries(&one).len(), 12);
    assert_eq!(entries(&two).len(), 12, "nothing of its own is lost");
    assert_eq!(two.differences().unwrap(), Vec::<String>::new());
}

#[test]
fn sessions_exchange_by_themselves_and_a_missing_stick_stops_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    let stick = folder.path().join("stick");
    let name = stick.to_str().unwrap();
    let sync = |data: &Path| tripos(data, &["progress", "sync"]);
    assert!(stderr(&sync(&here)).contains("set sync-dir FOLDER"));
    assert!(stderr(&tripos(&here, &["set", "sync-dir", name])).contains("make it first"));
    fs::create_dir(&stick).unwrap();
    for data in [&here, &there] {
        assert!(tripos(data, &["set", "sync-dir", name]).status.success());
    }
    assert!(
        tripos(&here, &["set", "minutes-a-day", "35", "--pack", "tests/packs/kinds"])
            .status
            .success()
    );
    let session =
        |data: &Path| tripos_with(data, &["--plain", "--pack", "tests/packs/kinds"], ":quit\n");
    assert_eq!(stderr(&session(&here)), "");
    assert_eq!(stderr(&session(&there)), "");
    assert_eq!(
        stdout(&tripos(&there, &["set", "minutes-a-day", "--pack", "tests/packs/kinds"])),
        "35\n"
    );
    fs::remove_dir_all(&stick).unwrap();
    let output = session(&there);
    assert!(output.status.success() && stderr(&output).contains("is not there"), "{output:?}");
    assert!(!stick.exists(), "no folder is made where a stick belongs");
    assert_eq!(
        stdout(&tripos(&there, &["set", "minutes-a-day", "--pack", "tests/packs/kinds"])),
        "35\n"
    );
}
