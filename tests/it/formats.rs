//! Formats that come in alone, and what no format may do.

use std::{collections::BTreeMap, fs};

use proptest::prelude::*;
use tripos::{
    exchange::{Body, Draft, FORMATS, Format},
    pack::{self, Files},
};

use crate::{
    exchange::{NOW, cases, drafts, made, plainly, read},
    soak::{figure, full},
    stories::{stdout, tripos},
};

fn sample(path: &str) -> Vec<u8> {
    fs::read(format!("tests/fixtures/{path}")).unwrap()
}

/// Counted by hand: questions, and what was lost by line.
#[test]
fn the_report_of_a_sample_is_right() {
    for (format, file, questions, lines) in [
        // The line of the error of a program.
        ("mdbook-quiz", "exchange/mdbook-quiz-example.toml", 3, vec![26]),
        // Title and description; what is said to right and to wrong answers; an
        // essay without an answer; an upload.
        ("text2qti", "exchange/basic.txt", 4, vec![1, 2, 4, 4, 25, 28]),
        // Time limits.
        ("kahoot", "exchange/kahoot-template.xlsx", 2, vec![9, 10]),
    ] {
        let brought = read(format, &sample(file));
        assert_eq!(brought.drafts.len(), questions, "{file}");
        let told: Vec<usize> = brought.losses.iter().filter_map(|loss| loss.line).collect();
        assert_eq!(told, lines, "{:#?}", brought.losses);
        let (pack, found) = made(&brought);
        let errors: Vec<_> = found.iter().filter(|it| it.is_error()).collect();
        assert!(errors.is_empty(), "{file}: {errors:?}");
        assert_eq!(pack.items.len(), questions, "{file}");
    }
}

#[test]
fn what_the_samples_say_is_kept() {
    let book = read("mdbook-quiz", &sample("exchange/mdbook-quiz-example.toml"));
    assert_eq!(book.drafts[0].id, "18ea4c61-c7c3-433f-add5-d3d3156e3e71");
    let Body::Choice { options, .. } = &book.drafts[0].body else { panic!() };
    assert!(options[0].correct && options[0].text.starts_with("`x` cannot be changed"));
    let short = Body::Text { accept: vec!["mut".to_owned()], pattern: None, exact: false };
    assert_eq!(book.drafts[1].body, short);
    assert!(book.drafts[2].stem.ends_with("Does this program compile?"));
    let text = read("text2qti", &sample("exchange/basic.txt"));
    assert_eq!(text.drafts[0].rationale.as_deref(), Some("General feedback."));
    let Body::Choice { options, .. } = &text.drafts[0].body else { panic!() };
    assert_eq!((options[2].correct, options[0].why.as_deref()), (true, Some("fb for a")));
    let number =
        Body::Number { answer: "3.14".to_owned(), tolerance: Some("0.01".to_owned()), unit: None };
    assert_eq!(text.drafts[3].body, number);
    let kahoot = read("kahoot", &sample("exchange/kahoot-template.xlsx"));
    let Body::Choice { options, .. } = &kahoot.drafts[1].body else { panic!() };
    let right: Vec<&str> =
        options.iter().filter(|option| option.correct).map(|option| &*option.text).collect();
    assert_eq!(right, ["S3", "EFS"]);
}

/// What help says there is, there is, and nothing more.
#[test]
fn help_names_every_format() {
    let data = tempfile::tempdir().unwrap();
    for (verb, has) in [
        ("import", (|it: &Format| it.read.is_some()) as fn(&Format) -> bool),
        ("export", |it| it.write.is_some()),
    ] {
        let help = stdout(&tripos(data.path(), &[verb, "--help"]));
        let said = help.split("Formats:\n").nth(1).unwrap();
        let said: Vec<&str> =
            said.lines().filter_map(|line| line.split_whitespace().next()).collect();
        let all: Vec<&str> = FORMATS.iter().filter(|it| has(it)).map(|it| it.name).collect();
        assert_eq!(said, all, "{help}");
    }
}

/// What the built-in pack asks reads the same after a journey: paragraphs,
/// lists, code and tables too.
#[test]
fn the_built_in_pack_goes_out_and_comes_back() {
    let (mut pack, _) = pack::load(&Files::built_in());
    let step = full(1, 12);
    pack.items = pack.items.into_iter().step_by(step).collect();
    let same = |one: &Draft, other: &Draft| {
        std::mem::discriminant(&one.body) == std::mem::discriminant(&other.body)
    };
    for format in ["gift", "anki", "moodle", "qti"] {
        let sent = (Format::named(format).unwrap().write.unwrap())(&pack, NOW);
        let back = read(format, &sent.bytes);
        assert_eq!(back.drafts.len(), sent.questions, "{format}");
        let back: BTreeMap<String, Draft> =
            back.drafts.into_iter().map(|it| (it.id.clone(), it)).collect();
        let mut kept = 0;
        for ours in drafts(&pack) {
            let Some(theirs) = back.get(&ours.id).filter(|it| same(it, &ours)) else { continue };
            let (ours, theirs) = (plainly(ours), plainly(theirs.clone()));
            assert_eq!(theirs.stem, ours.stem, "{format}");
            if !matches!(ours.body, Body::Recall { .. }) {
                assert_eq!(theirs.rationale, ours.rationale, "{format}: {}", ours.id);
            }
            assert_eq!(theirs.sources, ours.sources, "{format}: {}", ours.id);
            kept += 1;
        }
        figure(
            &format!("{format}, questions of the built-in pack there and back"),
            &kept.to_string(),
        );
        assert!(kept * 100 >= pack.items.len() * 80, "{format}: {kept}");
    }
}

const SAMPLES: &[(&str, &str)] = &[
    ("anki", "anki/exam-legacy.apkg"),
    ("anki", "anki/ours.apkg"),
    ("kahoot", "exchange/kahoot-template.xlsx"),
    ("mdbook-quiz", "exchange/mdbook-quiz-example.toml"),
    ("moodle", "moodle/bank.xml"),
    ("qti", "qti/feedback_quiz_1.2.xml"),
    ("qti", "qti/items_2.1-match.xml"),
    ("qti", "qti/items_2.1-text_entry.xml"),
    ("text2qti", "exchange/basic.txt"),
];

proptest! {
    #![proptest_config(cases(24))]

    /// No damage makes a reader panic, and what it makes can be read.
    #[test]
    fn damaged_files_are_read_or_refused(
        which in 0..SAMPLES.len(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let (format, file) = SAMPLES[which];
        let mut bytes = sample(file);
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(brought) = (Format::named(format).unwrap().read.unwrap())(&bytes) {
            let (pack, found) = made(&brought);
            let errors: Vec<_> = found.iter().filter(|it| it.is_error()).collect();
            prop_assert!(errors.is_empty() || brought.drafts.is_empty(), "{file}: {errors:?}");
            prop_assert_eq!(pack.items.len(), brought.drafts.len());
        }
    }
}
