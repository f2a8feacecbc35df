//! Moodle XML, in and out.

use std::fs;

use proptest::prelude::*;
use tripos::{
    exchange::{Body, Brought, Draft, Format},
    pack::Diagnostic,
};

use crate::{
    exchange::{NOW, cases, draft, drafts, made, read},
    refusals::refuses,
    stories::{stdout, tripos},
};

const BANK: &str = "tests/fixtures/moodle/bank.xml";

/// Counted by hand: ten questions of thirteen; what was lost, by line.
#[test]
fn the_report_of_a_sample_is_right() {
    let brought = read("moodle", &fs::read(BANK).unwrap());
    let kinds: Vec<(&str, &str)> = brought
        .drafts
        .iter()
        .map(|draft| {
            let kind = match &draft.body {
                Body::Choice { .. } => "choice",
                Body::Order { .. } => "order",
                Body::Match { .. } => "match",
                Body::Number { .. } => "number",
                Body::Text { .. } => "text",
                Body::Cloze => "cloze",
                Body::Recall { .. } => "recall",
                Body::Place { .. } => "place",
            };
            (&*draft.id, kind)
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("rds-az", "choice"),
            ("two-of-four", "choice"),
            ("tf", "choice"),
            ("short", "text"),
            ("number", "number"),
            ("match", "match"),
            ("cloze", "cloze"),
            ("order", "order"),
            ("select", "cloze"),
            ("essay", "recall"),
        ]
    );
    let lines: Vec<usize> = brought.losses.iter().filter_map(|loss| loss.line).collect();
    let wanted = [
        // The category's path.
        vec![4],
        // The image in the text, an answer worth half, a tag, feedback to wrong
        // answers, the image's file.
        vec![8; 5],
        // An answer worth 30 %, a hint.
        vec![51; 2],
        // The second unit.
        vec![60],
        // What its gaps weigh; half an answer, picking, a range.
        vec![73; 4],
        // What there was to select.
        vec![85],
        // The description and what is calculated.
        vec![97, 101],
    ];
    assert_eq!(lines, wanted.concat(), "{:#?}", brought.losses);
    let (pack, found) = made(&brought);
    let errors: Vec<_> = found.iter().filter(|it| it.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(pack.items.len(), 10);
}

#[test]
fn what_a_sample_says_is_kept() {
    let brought = read("moodle", &fs::read(BANK).unwrap());
    let az = &brought.drafts[0];
    assert_eq!(az.stem, "What does **Multi-AZ** give? (two zones)");
    assert_eq!(az.rationale.as_deref(), Some("See the [guide](<https://docs.example.org/az>)."));
    assert_eq!((az.topic.as_deref(), az.difficulty), (Some("databases"), Some(2)));
    let Body::Choice { options, .. } = &az.body else { panic!() };
    assert_eq!(options[1].text, "Durability \\<of data>");
    assert_eq!(options[0].why.as_deref(), Some("Yes."));
    let Body::Choice { options, shuffle } = &brought.drafts[1].body else { panic!() };
    assert_eq!(options.iter().filter(|it| it.correct).count(), 2);
    assert_eq!(*shuffle, Some(false));
    let Body::Text { accept, exact, .. } = &brought.drafts[3].body else { panic!() };
    assert_eq!((accept.join("|"), *exact), ("S3|Amazon S3".to_owned(), true));
    let number = Body::Number {
        answer: "24".to_owned(),
        tolerance: Some("0.5".to_owned()),
        unit: Some("h".to_owned()),
    };
    assert_eq!(brought.drafts[4].body, number);
    let Body::Match { pairs, extra } = &brought.drafts[5].body else { panic!() };
    assert_eq!((pairs.len(), extra.join("")), (2, "SQS".to_owned()));
    let cloze = "The capital is [[Berlin]], a [[city]], with [[3.7]] million \\& more {not a gap}.";
    assert_eq!(brought.drafts[6].stem, cloze);
    let said = "**Berlin**: Right\n\n**Bonn**: It was\n\nSee a map.";
    assert_eq!(brought.drafts[6].rationale.as_deref(), Some(said));
    let Body::Order { steps, .. } = &brought.drafts[7].body else { panic!() };
    assert_eq!(steps.join(" "), "KB MB GB");
    assert_eq!(brought.drafts[8].stem, "[[one]] comes before [[two]].");
    assert_eq!(brought.drafts[9].body, Body::Recall { answer: "Replicas agree later.".to_owned() });
    assert_eq!(brought.drafts[9].rationale.as_deref(), Some("Think of caches."));
}

proptest! {
    #![proptest_config(cases(12))]

    /// pack → Moodle → pack keeps what Moodle can hold.
    #[test]
    fn moodle_goes_out_and_comes_back(mut all in prop::collection::vec(draft(), 1..6)) {
        let steps = vec!["one *bold*".to_owned(), "`two ]]>`".to_owned(), "three".to_owned()];
        let order = Body::Order { steps, extra: Vec::new() };
        all.push(Draft { body: order, stem: "Put".to_owned(), ..Draft::default() });
        let stem = "a [[4 KB|4~KB]] b\\*c [[x*}#y|\\[z\\]]] {1: no}".to_owned();
        all.push(Draft { body: Body::Cloze, stem, ..Draft::default() });
        for (at, draft) in all.iter_mut().enumerate() {
            draft.id = format!("q{at}");
            draft.topic = (at > 1).then(|| "t-1".to_owned());
        }
        let (pack, found) = made(&Brought { drafts: all, ..Brought::default() });
        prop_assert!(!found.iter().any(Diagnostic::is_error), "{:?}", found);
        let sent = (Format::named("moodle").unwrap().write.unwrap())(&pack, NOW);
        prop_assert_eq!(&sent.losses, &[]);
        let back = read("moodle", &sent.bytes);
        prop_assert_eq!(&back.losses, &[]);
        let (again, _) = made(&back);
        prop_assert_eq!(drafts(&again), drafts(&pack));
    }
}

#[test]
fn half_a_file_is_kept_if_asked_for() {
    let data = tempfile::tempdir().unwrap();
    let path = |name: &str| data.path().join(name).to_str().unwrap().to_owned();
    let bank = fs::read_to_string(BANK).unwrap();
    fs::write(path("half.xml"), &bank[..bank.find("<usecase>").unwrap()]).unwrap();
    let import = ["import", "moodle", &path("half.xml"), "-o", &path("pack")];
    refuses(
        &tripos(data.path(), &import),
        &["line 54: the file ends within <question>", "3 questions before that", "--keep"],
    );
    assert!(!data.path().join("pack").exists());
    let told = stdout(&tripos(data.path(), &[&import[..], &["--keep"]].concat()));
    assert!(told.contains("line 54: the file ends within <question>; what follows is missing"));
    assert!(told.contains("3 questions in"), "{told}");
    fs::write(path("dtd.xml"), "<!DOCTYPE quiz [<!ENTITY x SYSTEM \"/etc/passwd\">]>\n<quiz/>")
        .unwrap();
    let import = ["import", "moodle", &path("dtd.xml"), "-o", &path("none")];
    refuses(&tripos(data.path(), &import), &["line 1: it declares entities"]);
}
