//! Whole stories, played on the real program in a real terminal.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use tripos::{
    item::{Id, PackId},
    store::Store,
    study::{Fact, Progress},
};

use crate::{
    kinds,
    learner::MORNING,
    oracle::{Coming, Oracle},
    pty::{Session, Start, is_restored},
    soak::{figure, full},
};

const NOW: &str = "2026-11-22T09:00:00Z";
const LATER: &str = "2026-11-25T09:00:00Z";
/// Where what is in the pack does not matter: one that is quickly read.
const SMALL: &[&str] = &["--now", NOW, "--pack", "tests/packs/small"];
/// Practice of questions with options, in a pack that is quickly read.
const PRACTISE: &[&str] =
    &["practise", "--kind", "choice", "--now", NOW, "--pack", "tests/packs/kinds", "--seed"];

/// Runs the program without a terminal.
pub fn tripos(data: &Path, args: &[&str]) -> Output {
    tripos_with(data, args, "")
}

/// Runs the program with lines to read.
pub fn tripos_with(data: &Path, args: &[&str], input: &str) -> Output {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_tripos"))
        .args(args)
        .env("TRIPOS_DATA_DIR", data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that has said all it wants may not read on.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The figures of `stats --json`.
pub fn stats(data: &Path, now: &str) -> serde_json::Value {
    stats_of("aws-dva", data, now)
}

/// The same for a pack.
pub fn stats_of(pack: &str, data: &Path, now: &str) -> serde_json::Value {
    let output = tripos(data, &["stats", "--json", "--now", now, "--pack", pack]);
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn answered(data: &Path) -> serde_json::Value {
    stats_of("tests/packs/kinds", data, NOW)["answered"].clone()
}

fn progress(data: &Path, pack: &str) -> Progress {
    let store = Store::open(&data.join("profiles/default/progress.db")).unwrap();
    store.progress(&PackId::new(pack).unwrap()).unwrap()
}

/// A data folder whose learner was asked the two questions of a first start.
pub fn desk() -> tempfile::TempDir {
    desk_in(tempfile::tempdir().unwrap())
}

/// The same in a folder that is there.
pub fn desk_in(folder: tempfile::TempDir) -> tempfile::TempDir {
    let mut store = Store::open(&folder.path().join("profiles/default/progress.db")).unwrap();
    store.record(Fact::MinutesADay { minutes: Some(30) }, MORNING).unwrap();
    drop(store);
    folder
}

/// Answers a question on the screen and sees the feedback.
#[track_caller]
fn answer(session: &mut Session, coming: &Coming, right: bool) {
    session.sees(&coming.stem(76));
    session.types(&coming.keys(right)).types("\r");
    session.sees(if right { "✓ Right" } else { "✗ Not yet" });
}

#[test]
fn a_chapter_is_studied_and_comes_back_when_due() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let oracle = Oracle::new(11);
    let coming = oracle.practice(&Progress::default(), MORNING);

    let mut session = Session::start(data, &["--now", NOW, "--seed", "11"]);
    session.sees("Welcome to Tripos").types("2026-12-26\r");
    session.sees("in 34 days").types("30\r");
    session.sees("exam in 34 days").types("l");
    session.sees("Amazon RDS").types("\r");
    session.sees("%");
    while !session.text().contains('┌') {
        let before = session.text();
        session.types("\x1b[6~").until("another page", |screen| screen != before);
        session.settles();
    }
    session.types("q").sees("read").types("q").sees("Practise").types("P");
    session.sees("match").types("jjj\x1b[C").sees("choice").types("\r");
    for (index, coming) in coming.iter().take(10).enumerate() {
        answer(&mut session, coming, index % 3 != 0);
        session.types("\r");
    }
    session.sees("11 of").types("q").sees("6 of 10 right").types("q").sees("Today").types("q");
    let (status, screen) = session.ends();
    assert_eq!(status.exit_code(), 0);
    is_restored(screen.screen());

    let figures = stats(data, NOW);
    assert_eq!((&figures["answered"], &figures["correct"]), (&10.into(), &6.into()));
    assert_eq!(figures["due"], 0);
    let figures = stats(data, LATER);
    let known = progress(data, "aws-dva");
    let due = oracle.review(&known, later());
    assert!(due.len() >= 4, "the four that were wrong are due: {due:?}");
    assert_eq!(figures["due"], due.len());

    let mut session = Session::start(data, &["review", "--now", LATER, "--seed", "11"]);
    for (index, coming) in due.iter().enumerate() {
        session.sees(&format!("{} of {}", index + 1, due.len()));
        answer(&mut session, coming, true);
        session.types("\r");
    }
    session.sees(&format!("{0} of {0} right", due.len()));
    session.types("\x03");
    assert_eq!(session.ends().0.exit_code(), 0);
    assert_eq!(stats(data, LATER)["due"], 0);
    let (answered, due) = (10, due.len());
    figure(
        "the RDS chapter in a terminal",
        &format!("{answered} answered and counted, {due} due 3 days later, exactly those reviewed"),
    );
}

fn later() -> tripos::study::Moment {
    let at = tripos::study::Millis(MORNING.at.0 + 3 * 86_400_000);
    tripos::study::Moment { at, ..MORNING }
}

#[test]
fn three_answers_survive_the_plug() {
    let folder = desk();
    let coming = Oracle::of(kinds::kinds(), 3).practice(&Progress::default(), MORNING);
    let mut session = Session::start(folder.path(), &[PRACTISE, &["3"]].concat());
    for (index, coming) in coming.iter().take(3).enumerate() {
        answer(&mut session, coming, true);
        if index < 2 {
            session.types("\r");
        }
    }
    session.kill("KILL");
    session.ends();
    assert_eq!(answered(folder.path()), 3);
    figure("kill -9 after the third feedback", "3 answers there on the next start");
}

/// Kills the program at random moments; nothing whose feedback was seen is lost.
#[test]
fn nothing_seen_is_lost_however_often_it_is_killed() {
    let kills = full(200, 10) as u64;
    let folder = desk();
    let data = folder.path();
    let mut least = 0;
    for kill in 0..kills {
        let known = progress(data, "kinds");
        let seed = 100 + kill;
        let coming = Oracle::of(kinds::kinds(), seed).practice(&known, MORNING);
        let text = seed.to_string();
        let args = [PRACTISE, &[&text]].concat();
        let mut session = Session::start(data, &args);
        let answers = (kill % 4) as usize;
        for coming in coming.iter().take(answers) {
            answer(&mut session, coming, kill % 2 == 0);
            least += 1;
            session.types("\r");
        }
        // One more answer is on its way when the plug is pulled.
        session.sees(&coming[answers].stem(76));
        session.types(&coming[answers].keys(true)).types("\r");
        std::thread::sleep(Duration::from_micros((kill * 7919) % 6000));
        session.kill("KILL");
        session.ends();
        let kept = answered(data).as_u64().unwrap();
        assert!(kept >= least, "{kept} kept, {least} seen, after kill {kill}");
        assert!(kept <= least + 1, "{kept} kept, {least} seen, after kill {kill}");
        least = kept;
        let path = data.join("profiles/default/progress.db");
        let db = rusqlite::Connection::open(path).unwrap();
        let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok");
    }
    figure(
        "kill -9 at random moments",
        &format!("{kills} kills, {least} answers kept, none seen lost, integrity ok"),
    );
}

/// However many answers, each is brought to the disk by one sync of its own.
#[test]
fn an_answer_takes_one_sync() {
    let syncs = |answers: usize| {
        let folder = tempfile::tempdir().unwrap();
        let coming = Oracle::of(kinds::kinds(), 3).practice(&Progress::default(), MORNING);
        let lines = coming.iter().take(answers).map(|it| it.line(true) + "\n");
        let (input, traced) = (folder.path().join("lines"), folder.path().join("traced"));
        fs::write(&input, lines.collect::<String>()).unwrap();
        let status = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=fsync,fdatasync,msync,sync,syncfs", "-o"])
            .arg(&traced)
            .arg(env!("CARGO_BIN_EXE_tripos"))
            .args(PRACTISE)
            .args(["3", "--plain"])
            .env("TRIPOS_DATA_DIR", folder.path())
            .stdin(fs::File::open(input).unwrap())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        // Not everywhere can a program be watched.
        let is_watched = status.is_ok_and(|status| status.success());
        let traced = fs::read_to_string(traced).ok().filter(|_| is_watched)?;
        assert_eq!(answered(folder.path()), answers);
        Some(traced.lines().count())
    };
    let (Some(one), Some(six)) = (syncs(1), syncs(6)) else {
        return figure("syncs", "not seen: there is no strace here");
    };
    assert!(six - one <= 5, "{} syncs for 5 answers more", six - one);
    figure("syncs of 5 answers", &(six - one).to_string());
}

#[test]
fn the_terminal_is_left_as_it_was_whatever_ends_the_program() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let folder = desk();
        let mut session = Session::start(folder.path(), SMALL);
        session.sees("Today");
        session.kill(signal);
        let (status, screen) = session.ends();
        is_restored(screen.screen());
        assert_eq!(status.exit_code(), code, "{signal}");
    }
}

#[test]
fn put_aside_and_brought_back() {
    let folder = desk();
    let mut session = Session::start(folder.path(), SMALL);
    session.sees("Today").types("\x1a");
    wait_for_state(&session, "T");
    session.rest(Duration::from_millis(50));
    is_restored(session.screen.screen());
    session.kill("CONT");
    session.sees("Today").types("s").sees("Statistics");
    assert!(session.screen.screen().alternate_screen());
    session.types("\x03");
    assert_eq!(session.ends().0.exit_code(), 0);
}

/// Waits until the program is in a state as `ps` writes it.
pub fn wait_for_state(session: &Session, wanted: &str) {
    for _ in 0..500 {
        let pid = session.pid().to_string();
        let output = Command::new("ps").args(["-o", "stat=", "-p", &pid]).output().unwrap();
        if stdout(&output).starts_with(wanted) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never in state {wanted}");
}

#[test]
fn it_follows_the_window() {
    let folder = desk();
    let mut session = Session::start(folder.path(), SMALL);
    session.sees("So far");
    session.resize(40, 12);
    session.until("a narrow home", |screen| screen.contains("Today") && !screen.contains("So far"));
    session.resize(20, 5);
    session.sees("Tripos needs");
    session.resize(120, 40);
    session.sees("So far").types("q");
    assert_eq!(session.ends().0.exit_code(), 0);
}

#[test]
fn while_nothing_happens_nothing_is_written() {
    let folder = desk();
    let mut session = Session::start(folder.path(), SMALL);
    session.sees("So far").rest(Duration::from_millis(300));
    let (written, cpu) = (session.written, cpu(&session));
    session.rest(Duration::from_millis(700));
    assert_eq!(session.written, written);
    figure("idle", &format!("{} bytes written", session.written - written));
    if let (Some(before), Some(after)) = (cpu, self::cpu(&session)) {
        assert_eq!(after, before, "it is busy doing nothing");
    }
    session.types("q");
    session.ends();
}

/// Ticks of processor time used, where the system tells.
fn cpu(session: &Session) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", session.pid())).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

#[test]
fn two_at_once_lose_nothing() {
    let folder = desk();
    let data = folder.path();
    let coming = Oracle::of(kinds::kinds(), 5).practice(&Progress::default(), MORNING);
    let args = [PRACTISE, &["5"]].concat();
    let mut first = Session::start(data, &args);
    let mut second = Session::start(data, &args);
    for session in [&mut first, &mut second] {
        session.sees(&coming[0].stem(76));
    }
    for coming in coming.iter().take(4) {
        answer(&mut first, coming, true);
        answer(&mut second, coming, false);
        first.types("\r");
        second.types("\r");
    }
    for mut session in [first, second] {
        session.types("\x03");
        assert_eq!(session.ends().0.exit_code(), 0);
    }
    let figures = stats_of("tests/packs/kinds", data, NOW);
    assert_eq!((&figures["answered"], &figures["correct"]), (&8.into(), &4.into()));
}

#[test]
fn no_color_means_none_and_light_is_another_set() {
    let folder = desk();
    let coloured = |start: Start| {
        let mut session = start.run();
        session.sees("So far");
        let screen = session.screen.screen();
        let cells = (0..24).flat_map(|row| (0..80).filter_map(move |col| screen.cell(row, col)));
        let colours: Vec<vt100::Color> = cells.map(vt100::Cell::fgcolor).collect();
        session.types("q");
        session.ends();
        colours
    };
    let plain = vt100::Color::Default;
    let data = folder.path();
    let dark = coloured(Start::new(data, SMALL));
    assert!(dark.iter().any(|colour| *colour != plain));
    for start in [
        Start::new(data, SMALL).env("NO_COLOR", "1"),
        Start::new(data, &[SMALL, &["--no-color"]].concat()),
        Start::new(data, &[SMALL, &["--theme", "mono"]].concat()),
    ] {
        assert!(coloured(start).iter().all(|colour| *colour == plain));
    }
    assert_ne!(coloured(Start::new(data, &[SMALL, &["--theme", "light"]].concat())), dark);
}

#[test]
fn a_wheel_scrolls() {
    let folder = desk();
    let mut session = Start::new(folder.path(), &["--now", NOW]).size(80, 24).run();
    session.sees("Today").types("l").sees("Amazon RDS").types("\r").sees("%");
    let before = session.text();
    session.types("\x1b[<65;10;10M");
    session.until("another place", |screen| screen != before);
    session.types("\x03");
    session.ends();
}

/// What was answered and reported can be handed to an instructor, without what
/// is the learner's own.
#[test]
fn reports_are_exported_for_the_instructor() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let lines = ":report The key is outdated.\n:note mine alone\n1\n";
    let args = ["practise", "--pack", "tests/packs/small", "--kind", "choice", "--seed", "1"];
    assert!(tripos_with(data, &args, lines).status.success());
    let all = stdout(&tripos(data, &["progress", "export"]));
    assert!(all.contains("The key is outdated.") && all.contains("mine alone"), "{all}");
    let told = stdout(&tripos(data, &["progress", "export", "--anonymous"]));
    assert!(told.contains("The key is outdated."), "{told}");
    assert!(!told.contains("mine alone") && !told.contains("device"), "{told}");
    for line in told.lines().chain(all.lines()) {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(entry["kind"].is_string() && entry["body"].is_object());
    }
}
