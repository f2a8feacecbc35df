//! QTI, in and out.

use std::{fs, io::Write, path::Path};

use proptest::prelude::*;
use tripos::{
    exchange::{Body, Brought, Draft, Format},
    pack::Diagnostic,
};

use crate::exchange::{NOW, cases, draft, drafts, made, plainly, read};

const SAMPLES: &str = "tests/fixtures/qti";

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(SAMPLES).join(name)).unwrap()
}

/// A folder of the samples as the package it was.
fn package(folder: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let root = Path::new(SAMPLES).join(folder);
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&fs::read(path).unwrap()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// Counted by hand: questions, and what was lost.
#[test]
fn the_report_of_a_sample_is_right() {
    for (file, bytes, questions, losses) in [
        // A picture.
        ("2.1 choice", sample("items_2.1-choice.xml"), 1, 1),
        // Which of two stands left.
        ("2.1 match", sample("items_2.1-match.xml"), 1, 1),
        ("2.1 order", sample("items_2.1-order.xml"), 1, 0),
        // An answer worth half.
        ("2.1 text", sample("items_2.1-text_entry.xml"), 1, 1),
        // A picture.
        ("2.2", sample("items_2.2-choice_true_false.xml"), 1, 1),
        ("3.0", sample("choice_3.0.xml"), 1, 0),
        // An essay without a text; what is said to right and to wrong answers.
        ("1.2 feedback", sample("feedback_quiz_1.2.xml"), 2, 3),
        // A formula, and two more numbers.
        ("1.2 numbers", sample("mathml-numeric_1.2.xml"), 2, 3),
        // Twelve questions, of which an upload, a text and a calculation are left
        // out; eight times what is said to right and to wrong answers; feedback
        // on 4 blanks, 2 dropdowns, 2 pairs; a dropdown; two more numbers;
        // six other files; 12 + 5 questions that stand there again.
        ("Canvas", package("canvas_cartridge"), 9, 3 + 16 + 8 + 1 + 2 + 2),
        // What is said to right and to wrong answers, an essay without an answer,
        // an upload, another file.
        ("text2qti", sample("text2qti.zip"), 4, 5),
    ] {
        let brought = read("qti", &bytes);
        let told: Vec<String> = brought.losses.iter().map(ToString::to_string).collect();
        assert_eq!(brought.drafts.len(), questions, "{file}: {told:#?}");
        assert_eq!(brought.losses.len(), losses, "{file}: {told:#?}");
        let (pack, found) = made(&brought);
        let errors: Vec<String> =
            found.iter().filter(|it| it.is_error()).map(Diagnostic::to_json).collect();
        assert!(errors.is_empty(), "{file}: {errors:?}");
        assert_eq!(pack.items.len(), questions, "{file}");
    }
}

#[test]
fn what_the_samples_say_is_kept() {
    let one = |bytes: Vec<u8>| read("qti", &bytes).drafts.remove(0);
    let text = one(sample("items_2.1-text_entry.xml"));
    assert!(text.stem.contains("by this sun of [[York]];"), "{}", text.stem);
    let order = one(sample("items_2.1-order.xml"));
    let Body::Order { steps, extra } = &order.body else { panic!() };
    assert_eq!((&*steps[0], steps.len(), extra.len()), ("Michael Schumacher", 3, 0));
    let pairs = one(sample("items_2.1-match.xml"));
    let Body::Match { pairs, extra } = &pairs.body else { panic!() };
    assert_eq!((&*pairs[0].left, &*pairs[0].right, extra.len()), ("Antonio", "Prospero", 0));
    let queues = one(sample("choice_3.0.xml"));
    assert_eq!((&*queues.id, &*queues.stem), ("queues", "Which are *queues*?"));
    assert_eq!(queues.rationale.as_deref(), Some("SNS tells many."));
    let Body::Choice { options, shuffle } = &queues.body else { panic!() };
    assert_eq!((&*options[0].text, options[0].why.as_deref()), ("SQS", Some("Yes.")));
    let right: Vec<bool> = options.iter().map(|option| option.correct).collect();
    assert_eq!((right, options[2].pin, *shuffle), (vec![true, false, true], true, Some(false)));
    let number = one(sample("mathml-numeric_1.2.xml"));
    assert!(matches!(number.body, Body::Number { answer, .. } if answer == "1234"));
    let truth = read("qti", &sample("feedback_quiz_1.2.xml")).drafts.remove(0);
    assert_eq!(truth.rationale.as_deref(), Some("Neutral"));
    let Body::Choice { options, shuffle } = &truth.body else { panic!() };
    assert_eq!(options[0].why.as_deref(), Some("Answer was True"));
    assert_eq!((options[0].correct, *shuffle), (true, Some(false)));
    let canvas = read("qti", &package("canvas_cartridge"));
    let stem = |id: &str| canvas.drafts.iter().find(|it| it.id == id).unwrap().stem.clone();
    let blanks = stem("i96b7406653b3f47f89e88e4f48cd6198");
    assert!(
        blanks.contains("Fill in [[Multiple|multiple]] [[Blanks|blanks]], Answers"),
        "{blanks}"
    );
    assert!(stem("id6d9e2e46678dd94cfa44670a5b322b4").ends_with("Answers is C: [[C]]"));
}

#[test]
fn what_is_none_is_told() {
    let fault = |bytes: &[u8]| {
        (Format::named("qti").unwrap().read.unwrap())(bytes).unwrap_err().to_string()
    };
    assert!(fault(b"<html/>").contains("<html>, which is none of QTI"));
    assert!(fault(b"PK, but no zip").contains("damaged or only half there"));
    let bomb = b"<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><assessmentItem/>";
    assert!(fault(bomb).contains("line 1: it declares entities"));
    // In a package one bad file does not hide the others.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let whole = sample("items_2.1-order.xml");
    for (name, bytes) in [("a.xml", &bomb[..]), ("b.xml", &whole), ("c.xml", &whole[..900])] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let brought = read("qti", &zip.finish().unwrap().into_inner());
    assert_eq!((brought.drafts.len(), brought.losses.len()), (1, 1));
    assert!(brought.cut.unwrap().starts_with("c.xml, line "));
    let old = sample("feedback_quiz_1.2.xml");
    let half = read("qti", &old[..old.len() / 2]);
    assert_eq!(half.drafts.len(), 0);
    assert!(half.cut.unwrap().starts_with("line "));
}

proptest! {
    #![proptest_config(cases(8))]

    /// pack → QTI → pack keeps what QTI can hold.
    #[test]
    fn qti_goes_out_and_comes_back(mut all in prop::collection::vec(draft(), 1..6)) {
        let steps = vec!["one *bold*".to_owned(), "`two <b>`".to_owned(), "three".to_owned()];
        let order = Body::Order { steps, extra: vec!["four".to_owned()] };
        all.push(Draft { body: order, stem: "Put".to_owned(), ..Draft::default() });
        let stem = "a [[4 KB|4~KB]] b\\*c [[x*}#y|\\[z\\]]]".to_owned();
        all.push(Draft { body: Body::Cloze, stem, ..Draft::default() });
        for (at, draft) in all.iter_mut().enumerate() {
            draft.id = format!("{at:02}.q");
            draft.topic = (at > 1).then(|| "t-1".to_owned());
        }
        let (pack, found) = made(&Brought { drafts: all, ..Brought::default() });
        prop_assert!(!found.iter().any(Diagnostic::is_error), "{:?}", found);
        let sent = (Format::named("qti").unwrap().write.unwrap())(&pack, NOW);
        prop_assert_eq!(&sent.losses, &[]);
        let back = read("qti", &sent.bytes);
        prop_assert_eq!(&back.losses, &[]);
        let (again, _) = made(&back);
        let plain = |all: Vec<Draft>| all.into_iter().map(plainly).collect::<Vec<_>>();
        prop_assert_eq!(plain(drafts(&again)), plain(drafts(&pack)));
    }
}
