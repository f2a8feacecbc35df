//! Progress that nobody can lose: backups, merges, damage.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proptest::{prelude::*, sample::Index};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use tripos::{
    item::{Id, ItemId, Outcome, PackId, Response, Seed, Values},
    store::{self, Store, Written},
    study::{
        Answered, Cards, EntryId, Fact, Millis, Moment, Occasion, Offset, Progress, memory::Rating,
    },
};

use crate::{
    refusals::refuses,
    stories::{stderr, stdout, tripos},
};

const START: i64 = 1_795_000_000_000;

pub fn pack() -> PackId {
    PackId::new("p").unwrap()
}

pub fn answer(question: usize, right: bool) -> Fact {
    Fact::Answered(Box::new(Answered {
        pack: pack(),
        version: "1".into(),
        question: ItemId::new(&format!("q{question}")).unwrap(),
        response: Response::Choice([0].into()),
        outcome: if right { Outcome::Right } else { Outcome::Wrong },
        sure: None,
        rating: if right { Rating::Good } else { Rating::Again },
        took: Millis(9_000),
        words: 30,
        seed: Seed(1),
        values: Values::default(),
        occasion: Occasion::Practice,
        drawn: None,
    }))
}

pub fn at(minute: i64) -> Moment {
    Moment { at: Millis(START + minute * 60_000), offset: Offset(60) }
}

pub fn opened(path: &Path) -> Store {
    let mut store = Store::open(path).unwrap();
    store.turn_to(&pack(), Cards::default()).unwrap();
    store
}

pub fn entries(store: &Store) -> Vec<Written> {
    let mut all = Vec::new();
    store.written(&mut |written| all.push(written)).unwrap();
    all
}

/// A device that answers, and sometimes takes the latest answer back.
pub fn device(path: &Path, facts: usize, seed: u64) -> Store {
    let mut store = opened(path);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut minute = rng.random_range(0..100);
    let mut latest: Option<EntryId> = None;
    for _ in 0..facts {
        minute += rng.random_range(1..3_000);
        let fact = match latest.take().filter(|_| rng.random_bool(0.1)) {
            Some(entry) => Fact::Undone { entry },
            None => answer(rng.random_range(0..12), rng.random_bool(0.7)),
        };
        let is_answer = matches!(fact, Fact::Answered(_));
        let id = store.record(fact, at(minute)).unwrap().entry.id;
        latest = Some(id).filter(|_| is_answer);
    }
    store
}

/// What is known, days without answers and the pace apart: they say nothing.
pub fn known(store: &Store) -> Progress {
    let mut progress = store.progress(&pack()).unwrap();
    progress.days.retain(|_, day| day.answered > 0);
    progress.pace = tripos::study::Pace::default();
    progress
}

#[test]
fn devices_agree_in_whatever_order_they_meet() {
    let facts = if std::env::var_os("TRIPOS_SOAK").is_some() { 1_000 } else { 40 };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let devices: Vec<Vec<Written>> =
        (0..3).map(|seed| entries(&device(&path(&format!("d{seed}.db")), facts, seed))).collect();
    let mut seen: Option<(Vec<Written>, Progress)> = None;
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut store = opened(&path(&format!("{order:?}.db")));
        for from in order {
            let taken = store.take_in(&devices[from]).unwrap();
            assert_eq!((taken.added, taken.refused), (facts, 0));
            assert_eq!(store.take_in(&devices[from]).unwrap().known, facts);
        }
        assert_eq!(store.differences().unwrap(), Vec::<String>::new());
        let outcome = (entries(&store), known(&store));
        assert!(seen.as_ref().is_none_or(|seen| *seen == outcome), "{order:?}");
        seen = Some(outcome);
    }
    // A device goes on after it has taken in later facts of others.
    let mut store = opened(&path("d0.db"));
    store.take_in(&devices[1]).unwrap();
    for minute in 0..5 {
        store.record(answer(3, true), at(minute)).unwrap();
    }
    assert_eq!(store.differences().unwrap(), Vec::<String>::new());
    println!("figure: three devices = {facts} facts each, the same tables in all six orders");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(6) })]

    /// Any parts in any order come to the same.
    #[test]
    fn merging_is_a_union(parts in prop::collection::vec(prop::collection::vec(any::<Index>(), 1..8), 1..5)) {
        let folder = tempfile::tempdir().unwrap();
        let all = entries(&device(&folder.path().join("a.db"), 20, 7));
        let parts: Vec<Vec<Written>> = parts
            .iter()
            .map(|part| part.iter().map(|at| at.get(&all).clone()).collect())
            .collect();
        let merged = |name: &str, parts: &mut dyn Iterator<Item = &Vec<Written>>| {
            let mut store = opened(&folder.path().join(name));
            for part in parts {
                store.take_in(part).unwrap();
            }
            (entries(&store), known(&store))
        };
        let forth = merged("b.db", &mut parts.iter());
        let back = merged("c.db", &mut parts.iter().rev());
        prop_assert_eq!(&forth, &back);
        let whole: Vec<Written> = parts.concat();
        prop_assert_eq!(forth, merged("d.db", &mut [whole.clone(), whole].iter()));
    }
}

/// One fault of a disk: bytes, a cut, or pages in each other's place.
fn damage(bytes: &mut Vec<u8>, rng: &mut ChaCha8Rng) {
    let pages = bytes.len() / 4096;
    match rng.random_range(0..3) {
        0 => {
            for _ in 0..rng.random_range(1..40) {
                let at = rng.random_range(0..bytes.len());
                bytes[at] ^= rng.random_range(1..=255_u8);
            }
        }
        1 => bytes.truncate(rng.random_range(4096..bytes.len())),
        _ => {
            let (one, other) = (rng.random_range(0..pages), rng.random_range(0..pages));
            for at in 0..4096 {
                bytes.swap(one * 4096 + at, other * 4096 + at);
            }
        }
    }
}

#[test]
fn damage_is_noticed_and_what_holds_is_saved() {
    let rounds = if std::env::var_os("TRIPOS_SOAK").is_some() { 200 } else { 16 };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound.db");
    let store = device(&path, 120, 3);
    let written: BTreeSet<String> = entries(&store).iter().map(|it| format!("{it:?}")).collect();
    store.close().unwrap();
    let sound = fs::read(&path).unwrap();
    assert_eq!(store::examine(&path).unwrap().faults, Vec::<String>::new());
    let (mut noticed, mut saved) = (0, 0);
    for round in 0..rounds {
        let mut rng = ChaCha8Rng::seed_from_u64(round);
        let mut bytes = sound.clone();
        damage(&mut bytes, &mut rng);
        let hurt = folder.path().join(format!("hurt-{round}.db"));
        fs::write(&hurt, &bytes).unwrap();
        let report = store::examine(&hurt).unwrap();
        let facts = store::salvaged(&hurt).unwrap();
        for fact in &facts {
            assert!(written.contains(&format!("{fact:?}")), "round {round}: {fact:?}");
        }
        // What the engine reads without a fault is what was written.
        let is_whole = report.facts == written.len();
        assert!(is_whole || !report.faults.is_empty(), "round {round} was not noticed");
        assert!(facts.len() >= report.facts.min(written.len()), "round {round}");
        noticed += usize::from(!report.faults.is_empty());
        if facts.is_empty() {
            continue;
        }
        let repaired = store::repair(&hurt).unwrap();
        assert_eq!(repaired.facts, facts.len());
        assert!(repaired.old.is_file());
        saved += facts.len();
        let store = Store::open(&hurt).unwrap();
        assert_eq!(entries(&store), facts);
        assert_eq!(store.differences().unwrap(), Vec::<String>::new());
    }
    println!(
        "figure: damage = {rounds} damaged files, {noticed} noticed, none invented a fact, {} of \
         {} facts saved on average",
        saved / rounds as usize,
        written.len()
    );
}

fn run(data: &Path, args: &[&str]) -> String {
    let output = tripos(data, args);
    assert!(output.status.success(), "{args:?}: {output:?}");
    stdout(&output)
}

fn answered(data: &Path) -> u64 {
    let stats: serde_json::Value = serde_json::from_str(&run(data, &["stats", "--json"])).unwrap();
    stats["answered"].as_u64().unwrap()
}

fn database(data: &Path) -> PathBuf {
    data.join("profiles/default/progress.db")
}

fn filled(data: &Path, facts: usize, seed: u64) {
    let path = database(data);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut store = Store::open(&path).unwrap();
    for question in 0..facts {
        let mut fact = answer(question, true);
        if let Fact::Answered(it) = &mut fact {
            it.pack = PackId::new("aws-dva").unwrap();
        }
        store.record(fact, at(seed.cast_signed() * 1_000 + question.cast_signed() as i64)).unwrap();
    }
    store.close().unwrap();
}

#[test]
fn a_backup_brings_everything_back() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    filled(data, 5, 1);
    let backup = data.join("mine.db");
    let name = backup.to_str().unwrap();
    assert!(run(data, &["progress", "backup", name]).contains("mine.db"));
    let untouched = fs::read(&backup).unwrap();
    refuses(&tripos(data, &["progress", "backup", name]), &["mine.db", "already"]);
    refuses(&tripos(data, &["progress", "reset"]), &["--yes"]);
    assert_eq!(answered(data), 5);
    assert!(run(data, &["progress", "reset", "--yes"]).contains("before-reset"));
    assert_eq!(answered(data), 0);
    assert!(run(data, &["progress", "restore", name, "--yes"]).contains("5 facts"));
    assert_eq!(answered(data), 5);
    assert!(run(data, &["progress", "doctor"]).contains("5 facts, all in order"));
    let beside = |name: &str| data.join(name).exists();
    assert!(!beside("mine.lock") && !beside("mine.db-wal") && !beside("mine.db-shm"));
    assert_eq!(fs::read(&backup).unwrap(), untouched, "a backup is only read");
    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes.truncate(middle);
    fs::write(&backup, bytes).unwrap();
    refuses(
        &tripos(data, &["progress", "restore", name, "--yes"]),
        &["mine.db", "nothing was changed"],
    );
    assert_eq!(answered(data), 5);
}

#[test]
fn two_devices_become_one() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (here, there) = (here.path(), there.path());
    filled(here, 3, 1);
    filled(there, 4, 2);
    let export = there.join("export.jsonl");
    fs::write(&export, run(there, &["progress", "export"])).unwrap();
    let (database, export) = (database(there), export.to_str().unwrap().to_owned());
    let database = database.to_str().unwrap();
    assert!(run(here, &["progress", "merge", database]).contains("4 new facts"));
    assert!(run(here, &["progress", "merge", &export]).contains("0 new facts, 4 known"));
    assert_eq!(answered(here), 7);
    assert!(run(here, &["progress", "doctor"]).contains("7 facts, all in order"));
    assert_eq!(run(here, &["progress", "export", "--csv"]).lines().count(), 8);
    let broken = there.join("broken.jsonl");
    fs::write(&broken, "{}\nnonsense\n").unwrap();
    let broken = broken.to_str().unwrap();
    refuses(
        &tripos(here, &["progress", "merge", &export, broken]),
        &["broken.jsonl, line 1", "nothing was changed"],
    );
    let anonymous = there.join("anonymous.jsonl");
    fs::write(&anonymous, run(there, &["progress", "export", "--anonymous"])).unwrap();
    refuses(
        &tripos(here, &["progress", "merge", anonymous.to_str().unwrap()]),
        &["line 1", "names no devices"],
    );
}

#[test]
fn a_damaged_journal_is_repaired_and_kept() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    filled(data, 60, 1);
    let path = database(data);
    let mut bytes = fs::read(&path).unwrap();
    let hole = bytes.len() / 2;
    bytes[hole..hole + 4096].fill(0);
    fs::write(&path, bytes).unwrap();
    let output = tripos(data, &["progress", "doctor"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(stdout(&output).contains("--repair"), "{}", stdout(&output));
    let told = run(data, &["progress", "doctor", "--repair"]);
    assert!(told.contains("the old one is kept"), "{told}");
    assert!(run(data, &["progress", "doctor"]).contains("all in order"));
    assert!(answered(data) > 30);
}

#[test]
fn learners_share_a_machine() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    filled(data, 2, 1);
    assert!(run(data, &["profile", "new", "ana"]).contains("--profile ana"));
    refuses(&tripos(data, &["profile", "new", "ana"]), &["ana", "already"]);
    assert_eq!(run(data, &["profile", "list"]), "  ana\n* default\n");
    run(data, &["profile", "rename", "ana", "eva"]);
    refuses(&tripos(data, &["profile", "rename", "ana", "x"]), &["no profile `ana`"]);
    refuses(&tripos(data, &["profile", "delete", "default"]), &["--yes"]);
    let told = run(data, &["profile", "delete", "default", "--yes"]);
    let kept = told.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(run(data, &["profile", "list"]), "  eva\n");
    run(data, &["progress", "restore", &kept, "--yes"]);
    assert_eq!(answered(data), 2);
    refuses(&tripos(data, &["profile", "new", "a/b"]), &["a/b"]);
}

#[test]
fn a_journal_damaged_at_the_start_is_made_anew_and_the_learner_is_told() {
    type Hurt = fn(&mut Vec<u8>);
    let table: [(&str, bool, Hurt); 4] = [
        ("its beginning is lost", true, |bytes| bytes[..100].fill(7)),
        ("it is cut short", true, |bytes| bytes.truncate(bytes.len() / 2)),
        ("all pages but the first are lost", true, |bytes| bytes[4096..].fill(0)),
        ("it is something else", false, |bytes| *bytes = vec![b'x'; 9000]),
    ];
    let folder = tempfile::tempdir().unwrap();
    let (path, backups) = (folder.path().join("progress.db"), folder.path().join("backups"));
    let store = device(&path, 30, 4);
    let facts = entries(&store);
    store::automatic(&store, &backups, at(0)).unwrap();
    store.close().unwrap();
    let sound = fs::read(&path).unwrap();
    for (what, is_mended, hurt) in table {
        let mut bytes = sound.clone();
        hurt(&mut bytes);
        fs::write(&path, &bytes).unwrap();
        let opened = store::open_sound(&path, &backups);
        if !is_mended {
            assert!(opened.unwrap_err().to_string().contains("is not a Tripos database"), "{what}");
            assert_eq!(fs::read(&path).unwrap(), bytes, "{what}: it is left as it was");
            continue;
        }
        // What shows only when it is read is mended by the same means.
        let recovered = match opened.unwrap() {
            (_, Some(recovered)) => recovered,
            (store, None) => {
                let error = store.progress(&pack()).unwrap_err();
                store::recover(&path, &backups, error).unwrap()
            }
        };
        assert!(recovered.to_string().contains("your journal was damaged"), "{recovered}");
        assert_eq!(fs::read(&recovered.old).unwrap(), bytes, "{what}: the old file is kept");
        let (store, again) = store::open_sound(&path, &backups).unwrap();
        assert_eq!((entries(&store), again), (facts.clone(), None), "{what}");
        assert_eq!(store.differences().unwrap(), Vec::<String>::new(), "{what}");
    }
}

/// On a disk with room for so many blocks of 512 bytes more.
#[cfg(unix)]
fn cramped(data: &Path, blocks: usize, args: &[&str]) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_tripos")).args(args);
    command.env("TRIPOS_DATA_DIR", data).output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_half_way_leaves_everything_as_it_was() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (here, there) = (here.path(), there.path());
    filled(here, 90, 1);
    filled(there, 90, 2);
    let (mine, theirs) = (database(here), database(there));
    let sound = entries(&Store::open(&mine).unwrap());
    let theirs = theirs.to_str().unwrap();
    let table: [&[&str]; 3] = [
        &["progress", "backup", "new.db"],
        &["progress", "restore", theirs, "--yes"],
        &["progress", "merge", theirs],
    ];
    for args in table {
        let copy = here.join("new.db");
        let args: Vec<&str> = args
            .iter()
            .map(|it| if *it == "new.db" { copy.to_str().unwrap() } else { it })
            .collect();
        let output = cramped(here, 40, &args);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {output:?}");
        assert_eq!(told.lines().count(), 1, "{args:?}: {told}");
        assert!(told.contains("disk") || told.contains("large"), "{args:?}: {told}");
        assert!(!copy.exists(), "no half of a backup");
        assert_eq!(entries(&Store::open(&mine).unwrap()), sound, "{args:?}");
        assert_eq!(store::examine(&mine).unwrap().faults, Vec::<String>::new(), "{args:?}");
    }
}
