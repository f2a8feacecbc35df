//! Packages of Anki, in and out.

use std::{collections::BTreeMap, fs, path::Path, process::Command, sync::Arc};

use proptest::prelude::*;
use tripos::{
    exchange::{Body, Brought, Draft, Fault, Format, Opt},
    pack::{self, Diagnostic, Files},
    study::{Millis, Moment, memory::Rating},
    text::Markdown,
};

use crate::{
    exchange::{NOW, cases, draft, drafts, made, plainly, read},
    refusals::refuses,
    stories::{stdout, tripos},
};

const SAMPLES: &str = "tests/fixtures/anki";

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(SAMPLES).join(name)).unwrap()
}

/// Counted by hand: questions, what was lost, and reviews of each file.
#[test]
fn the_report_of_a_sample_is_right() {
    for (file, questions, losses, reviews) in [
        // A note of one card and one of two gaps; two tags; the deck `IAM` as topic.
        ("anki26-legacy.apkg", 3, 3, 0),
        ("anki26-modern.apkg", 3, 3, 0),
        ("anki26.colpkg", 3, 3, 0),
        ("genanki.apkg", 1, 1, 0),
        // A tag on each of three; the deck.
        ("ours.apkg", 3, 4, 0),
        // The file of media, a deck two deep, an image, a sound, a tag, a gap in
        // code, a hint of a choice, and two reviews of choices in one line.
        ("exam.apkg", 10, 8, 4),
        ("exam-legacy.apkg", 10, 8, 4),
    ] {
        let brought = read("anki", &sample(file));
        assert_eq!(brought.drafts.len(), questions, "{file}");
        assert_eq!(brought.losses.len(), losses, "{file}: {:#?}", brought.losses);
        assert_eq!(brought.reviews.len(), reviews, "{file}");
        let (pack, found) = made(&brought);
        let errors: Vec<String> =
            found.iter().filter(|it| it.is_error()).map(Diagnostic::to_json).collect();
        assert!(errors.is_empty(), "{file}: {errors:?}");
        assert_eq!(pack.items.len(), questions, "{file}");
    }
}

#[test]
fn both_schemas_say_the_same() {
    let (old, new) =
        (read("anki", &sample("exam-legacy.apkg")), read("anki", &sample("exam.apkg")));
    assert_eq!(old, new);
    let kinds: Vec<&str> = new
        .drafts
        .iter()
        .map(|draft| match draft.body {
            Body::Choice { .. } => "choice",
            Body::Text { .. } => "text",
            Body::Cloze => "cloze",
            Body::Recall { .. } => "recall",
            _ => "other",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "recall", "recall", "recall", "recall", "text", "cloze", "cloze", "recall", "choice",
            "choice"
        ]
    );
    let rds = &new.drafts[0];
    assert_eq!(rds.stem, "What is **RDS**? (image)");
    assert_eq!(rds.body, Body::Recall { answer: "A managed database".to_owned() });
    assert_eq!((rds.topic.as_deref(), rds.difficulty), (Some("rds"), Some(2)));
    let stem = |at: usize| &*new.drafts[at].stem;
    assert_eq!((stem(1), stem(2)), ("S3", "object storage"));
    let both =
        "A VPC spans [[a region]] (what?); a subnet lies in one AZ. Both hold [[addresses]].";
    assert_eq!(stem(5), both);
    assert_eq!(new.drafts[5].rationale.as_deref(), Some("See the guide."));
    assert!(stem(6).contains("spans a region; a subnet lies in [[one AZ]]. Both hold addresses."));
    assert_eq!(stem(7), "`[…]` lists buckets.");
    let Body::Choice { options, .. } = &new.drafts[9].body else { panic!() };
    assert_eq!(options.iter().map(|it| it.correct).collect::<Vec<_>>(), [false, false, true]);
    let ratings: Vec<Rating> = new.reviews.iter().map(|review| review.rating).collect();
    assert_eq!(ratings, [Rating::Good, Rating::Good, Rating::Again, Rating::Easy]);
    assert_eq!(new.reviews[0].question, rds.id);
}

#[test]
fn what_is_no_package_is_told() {
    let fault = |bytes: &[u8]| {
        (Format::named("anki").unwrap().read.unwrap())(bytes).unwrap_err().to_string()
    };
    let zip = |files: &[(&str, &[u8])]| {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    assert_eq!(fault(b"notes"), Fault::NoZip.to_string());
    let whole = sample("exam.apkg");
    for part in [5, whole.len() / 2, whole.len() - 1] {
        assert_eq!(fault(&whole[..part]), Fault::Half.to_string());
    }
    let decoy = [("meta", &[8, 3][..]), ("collection.anki2", b"SQLite format 3\0")];
    assert!(fault(&zip(&decoy)).contains("stand-in for old versions"));
    assert!(fault(&zip(&[("media", b"{}")])).contains("no collection"));
    assert!(fault(&zip(&[("collection.anki2", b"hello")])).contains("no database of Anki"));
    assert!(fault(&zip(&[("collection.anki21b", b"hello")])).contains("cannot be unpacked"));
    let empty = b"SQLite format 3\0 and no more";
    assert!(fault(&zip(&[("collection.anki2", empty)])).contains("collection cannot be read"));
    // A frame that says 128 KB of zeros in 4 bytes, again and again: 6 GB.
    let mut bomb = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for _ in 0..48_000 {
        bomb.extend([0x02, 0x00, 0x10, 0x00]);
    }
    assert!(fault(&zip(&[("collection.anki21b", &bomb)])).contains("unpacks to more than 512 MB"));
}

proptest! {
    #![proptest_config(cases(8))]

    /// pack → Anki → pack keeps what Anki can hold.
    #[test]
    fn anki_goes_out_and_comes_back(mut all in prop::collection::vec(draft(), 1..6)) {
        for (at, draft) in all.iter_mut().enumerate() {
            draft.id = format!("q{at}");
            draft.topic = (at % 2 == 0).then(|| "even".to_owned());
        }
        all.retain(|draft| !matches!(draft.body, Body::Match { .. }));
        let cloze = Draft {
            id: "gap".to_owned(),
            body: Body::Cloze,
            stem: "a [[4 KB|four: 4|x]] b\\*c [[x::y}} &amp; \\[z\\]]]".to_owned(),
            ..Draft::default()
        };
        all.push(cloze);
        let letter = |text: &str| Opt { text: text.to_owned(), correct: text == "A", ..Opt::default() };
        let options = ["B", "A", "C", "1"].map(letter).into();
        let body = Body::Choice { options, shuffle: None };
        all.push(Draft { id: "abc".to_owned(), body, stem: "Which?".to_owned(), ..Draft::default() });
        let (pack, found) = made(&Brought { drafts: all, ..Brought::default() });
        prop_assert!(!found.iter().any(Diagnostic::is_error), "{:?}", found);
        let sent = (Format::named("anki").unwrap().write.unwrap())(&pack, NOW);
        prop_assert_eq!(&sent.losses, &[]);
        let back = read("anki", &sent.bytes);
        prop_assert_eq!(&back.losses, &[]);
        let (again, _) = made(&back);
        let by_id = |all: Vec<Draft>| -> BTreeMap<String, Draft> {
            // Anki shows one order, which must tell nothing.
            let sorted = |mut it: Draft| {
                if let Body::Choice { options, .. } = &mut it.body {
                    options.sort_by(|left, right| left.text.cmp(&right.text));
                }
                it
            };
            all.into_iter().map(|it| (it.id.clone(), sorted(plainly(it)))).collect()
        };
        prop_assert_eq!(by_id(drafts(&again)), by_id(drafts(&pack)));
    }
}

/// Anki's own library takes what is written, and a second time adds nothing.
#[test]
fn anki_accepts_what_is_written() {
    let python = |args: &[&str]| Command::new("python3").args(args).output();
    if !python(&["-c", "from anki.collection import Collection"])
        .is_ok_and(|it| it.status.success())
    {
        eprintln!("skipped: Python's package `anki` is not installed");
        return;
    }
    let (mut pack, _) = pack::load(&Files::Folder("tests/packs/kinds".into()));
    let write = Format::named("anki").unwrap().write.unwrap();
    let sent = write(&pack, NOW);
    Arc::make_mut(&mut pack.items[0]).stem = Markdown("Something else?".to_owned());
    let later = Moment { at: Millis(NOW.at.0 + 60_000), ..NOW };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("one.apkg"), &sent.bytes).unwrap();
    fs::write(path("two.apkg"), write(&pack, later).bytes).unwrap();
    let script = format!("{SAMPLES}/take_in.py");
    let output = python(&[&script, &path("one.apkg"), &path("two.apkg")]).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["first"]["new"], sent.questions, "{told}");
    assert_eq!(told["second"]["new"], 0, "{told}");
    assert_eq!(told["newer"]["new"], 0, "{told}");
    let faces = told["faces"].as_array().unwrap();
    let renewed = |it: &&serde_json::Value| it[0].as_str().unwrap().contains("Something else?");
    assert_eq!(faces.iter().filter(renewed).count(), 1, "{told}");
    assert_eq!(told["cards"], sent.questions, "{told}");
    assert_eq!(told["sums"], 0, "every note has its checksum: {told}");
}

#[test]
fn history_is_taken_in_once() {
    let data = tempfile::tempdir().unwrap();
    let path = |name: &str| data.path().join(name).to_str().unwrap().to_owned();
    let exam = format!("{SAMPLES}/exam.apkg");
    let answered = || {
        let output = tripos(data.path(), &["stats", "--json", "--pack", &path("one")]);
        let stats: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (stats["answered"].clone(), stats["correct"].clone())
    };
    let told = stdout(&tripos(data.path(), &["import", "anki", &exam, "-o", &path("one")]));
    assert!(told.contains("10 questions in"), "{told}");
    assert!(told.contains("4 reviews in it; `--history` takes them"), "{told}");
    assert_eq!(answered(), (0.into(), 0.into()));
    for (folder, said) in [("two", "4 reviews taken"), ("three", "0 reviews taken")] {
        let import = ["import", "anki", &exam, "-o", &path(folder), "--history"];
        let told = stdout(&tripos(data.path(), &import));
        assert!(told.contains(said), "{told}");
        assert_eq!(answered(), (4.into(), 3.into()));
    }
    let doctor = tripos(data.path(), &["progress", "doctor"]);
    assert!(doctor.status.success(), "{}", stdout(&doctor));
    refuses(
        &tripos(data.path(), &["import", "anki", "Cargo.toml", "-o", &path("four")]),
        &["Cargo.toml", "no zip file"],
    );
}
