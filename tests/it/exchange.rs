//! Banks of other programs, in and out.

use std::{fs, path::Path};

use proptest::prelude::*;
use serde_json::{Value, json};
use tripos::{
    exchange::{
        Body, Brought, Draft, Format, Opt, Pair, folder,
        gift::{Answers, Block, Choice, Feedback, Kind, Piece, Quantity, Question, parse},
    },
    item::Exact,
    pack::{self, Diagnostic, Files, Pack},
    study::{Millis, Moment, Offset},
    text::{self, Frame, Markdown},
};

use crate::{
    refusals::refuses,
    soak::full,
    stories::{stdout, tripos},
};

const GIFT: &str = "tests/fixtures/gift";

/// When tests write files.
pub const NOW: Moment = Moment { at: Millis(1_795_000_000_000), offset: Offset(0) };

/// What the reader of the samples' authors says of each file.
#[test]
fn gift_is_read_as_its_oracle_reads_it() {
    let mut files = 0;
    for entry in fs::read_dir(GIFT).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "gift") {
            continue;
        }
        let oracle = fs::read_to_string(path.with_extension("json")).unwrap();
        let oracle: Value = serde_json::from_str(&oracle).unwrap();
        let blocks = parse(&fs::read_to_string(&path).unwrap());
        let ours: Vec<Value> = blocks.iter().map(block).collect();
        assert_eq!(plain(Value::from(ours)), plain(oracle), "{}", path.display());
        files += 1;
    }
    assert_eq!(files, 24);
}

/// Numbers as floats, and blanks of any sort as one blank: markup is read later.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(all) => all.into_iter().map(plain).collect(),
        Value::Object(all) => all.into_iter().map(|(key, it)| (key, plain(it))).collect(),
        Value::String(text) => json!(text),
        other => other,
    }
}

fn block(block: &Block) -> Value {
    match &block.kind {
        Kind::Category(title) => json!({"type": "Category", "title": title}),
        Kind::Question(question) => of_question(question),
        Kind::Faulty(why) => panic!("line {}: {why}", block.line),
    }
}

fn of_question(it: &Question) -> Value {
    let mut value = json!({
        "id": it.id, "tags": Some(&it.tags).filter(|tags| !tags.is_empty()), "title": it.title,
        "stem": piece(&it.stem), "hasEmbeddedAnswers": it.amid,
    });
    let (kind, more) = match &it.answers {
        Answers::Description => ("Description", json!({})),
        Answers::Essay => ("Essay", json!({})),
        Answers::Truth { is_true, of_true, of_false } => (
            "TF",
            json!({"isTrue": is_true, "trueFeedback": said(of_true), "falseFeedback": said(of_false)}),
        ),
        Answers::Pick(all) => ("MC", json!({"choices": choices(all, piece)})),
        Answers::Short(all) => ("Short", json!({"choices": choices(all, piece)})),
        Answers::Match(pairs) => {
            let pair = |it: &tripos::exchange::gift::Pair| json!({"subquestion": piece(&it.left), "subanswer": it.right});
            ("Matching", json!({"matchPairs": pairs.iter().map(pair).collect::<Vec<_>>()}))
        }
        Answers::Number { choices: all, alone: true } => {
            ("Numerical", json!({"choices": quantity(&all[0].what)}))
        }
        Answers::Number { choices: all, alone: false } => {
            ("Numerical", json!({"choices": choices(all, quantity)}))
        }
    };
    value["type"] = json!(kind);
    for (key, it) in more.as_object().unwrap() {
        value[key] = it.clone();
    }
    if kind != "Description" {
        value["globalFeedback"] = said(&it.general);
    }
    value
}

fn piece(piece: &Piece) -> Value {
    json!({"format": piece.format, "text": piece.text})
}

fn said(feedback: &Feedback) -> Value {
    feedback.as_ref().map_or(Value::Null, piece)
}

fn choices<T>(all: &[Choice<T>], what: fn(&T) -> Value) -> Value {
    let one = |it: &Choice<T>| {
        json!({
            "isCorrect": it.correct, "weight": it.weight, "text": what(&it.what),
            "feedback": said(&it.feedback),
        })
    };
    all.iter().map(one).collect()
}

fn quantity(quantity: &Quantity) -> Value {
    let number = |it: &Exact| it.to_string().parse::<f64>().unwrap();
    match quantity {
        Quantity::Just(it) => json!({"type": "simple", "number": number(it)}),
        Quantity::About(it, by) => {
            json!({"type": "range", "number": number(it), "range": number(by)})
        }
        Quantity::Between(low, high) => {
            json!({"type": "high-low", "numberHigh": number(high), "numberLow": number(low)})
        }
    }
}

pub fn read(format: &str, bytes: &[u8]) -> Brought {
    (Format::named(format).unwrap().read.unwrap())(bytes).unwrap()
}

/// The pack that is made of what was read, and what there is to say against it.
pub fn made(brought: &Brought) -> (Pack, Vec<Diagnostic>) {
    let files = folder("bank", brought).unwrap();
    pack::load(&Files::held(files))
}

pub fn drafts(pack: &Pack) -> Vec<Draft> {
    pack.items.iter().map(|item| Draft::of(item, pack.scenario(item))).collect()
}

/// So many cases of a property, many more in full.
pub fn cases(short: usize) -> ProptestConfig {
    let cases = u32::try_from(full(1000, short)).unwrap();
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

/// A question with its markup read: the words that Markdown shows.
pub fn plainly(mut draft: Draft) -> Draft {
    let words = |markdown: &mut String| {
        let doc = text::parse(&Markdown(markdown.clone()));
        let width = u16::try_from(markdown.len()).unwrap().max(80);
        let frame = Frame { width, embed: &|_, _| None, figure: None };
        let page = text::layout(&doc, &frame);
        *markdown = page.lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    };
    words(&mut draft.stem);
    draft.rationale.as_mut().map(words);
    match &mut draft.body {
        Body::Choice { options, .. } => {
            for option in options {
                words(&mut option.text);
                option.why.as_mut().map(words);
            }
        }
        Body::Recall { answer } => words(answer),
        Body::Order { steps, extra } => steps.iter_mut().chain(extra).for_each(words),
        Body::Match { pairs, extra } => {
            for pair in pairs {
                words(&mut pair.left);
                words(&mut pair.right);
            }
            extra.iter_mut().for_each(words);
        }
        _ => (),
    }
    draft
}

/// Counted by hand: questions and what was lost of each file.
#[test]
fn the_report_of_a_sample_is_right() {
    for (file, questions, losses) in [
        ("TFTwoFeedback", 3, 0),
        ("categorySpecialCharacter", 0, 1),
        ("descriptionTitleEscapedColon", 1, 1),
        ("escapeAll", 1, 0),
        ("markdown", 0, 4),
        ("mc4", 1, 0),
        ("multipleAnswersFloat", 1, 0),
        // One answer worth half, and one list of three with two worth nothing.
        ("numerical1", 10, 1),
        ("shortAnswer1", 2, 0),
        ("symbolsAll", 1, 0),
        // An essay without an answer.
        ("tag_id_and_two_tags", 0, 1),
        ("totara_moodle_match", 1, 0),
        ("totara_moodle_multichoice_multi", 1, 0),
        // A cat that was half right.
        ("totara_moodle_shortanswer_general_feedback", 1, 1),
    ] {
        let brought = read("gift", &fs::read(format!("{GIFT}/{file}.gift")).unwrap());
        assert_eq!(brought.drafts.len(), questions, "{file}");
        assert_eq!(brought.losses.len(), losses, "{file}: {:?}", brought.losses);
        let (pack, found) = made(&brought);
        let errors: Vec<String> =
            found.iter().filter(|it| it.is_error()).map(Diagnostic::to_json).collect();
        assert!(errors.is_empty() || questions == 0, "{file}: {errors:?}");
        assert_eq!(pack.items.len(), questions, "{file}");
    }
}

fn text() -> impl Strategy<Value = String> {
    // Words and what formats take for their own, never blank at an end.
    prop::collection::vec("[a-zäß€1-9]{1,6}|[~=#{}:<>&|;,\"'`%*_!-]{1,2}|->|\\[\\[|//|\\$", 1..5)
        .prop_map(|words| format!("x {}", words.join(" ")))
}

/// Markdown that means this text.
fn marked() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        text.chars().fold(String::new(), |all, c| {
            if c.is_ascii_punctuation() { format!("{all}\\{c}") } else { format!("{all}{c}") }
        })
    })
}

fn body() -> impl Strategy<Value = Body> {
    let option = (marked(), prop::option::of(marked())).prop_map(|(text, why)| Opt {
        text,
        why,
        ..Opt::default()
    });
    let choice = (prop::collection::vec(option, 2..6), prop::collection::vec(any::<bool>(), 6))
        .prop_map(|(mut options, right)| {
            for (at, option) in options.iter_mut().enumerate() {
                option.text = format!("{at} {}", option.text);
                option.correct = right[at];
            }
            options[0].correct = true;
            options[1].correct = false;
            Body::Choice { options, shuffle: None }
        });
    let pairs = prop::collection::vec(("[a-z]{1,8}", "[a-z]{1,8}"), 2..5).prop_map(|pairs| {
        let pairs = pairs.into_iter().enumerate();
        let pair = |(at, (left, right))| Pair { left: format!("{left} {at}"), right };
        Body::Match { pairs: pairs.map(pair).collect(), extra: vec!["zz more".to_owned()] }
    });
    let number = (-9999_i32..9999, prop::option::of(1_u32..50)).prop_map(|(answer, by)| {
        let tolerance = by.map(|by| by.to_string());
        Body::Number { answer: answer.to_string(), tolerance, unit: None }
    });
    let short = prop::collection::vec("[a-z]{1,8}( [a-z*]{1,4})?", 1..4).prop_map(|mut accept| {
        // What is accepted twice is accepted.
        accept.sort();
        accept.dedup();
        Body::Text { accept, pattern: None, exact: false }
    });
    let recall = marked().prop_map(|answer| Body::Recall { answer });
    prop_oneof![choice, pairs, number, short, recall]
}

pub fn draft() -> impl Strategy<Value = Draft> {
    let source = "https://example\\.org/[a-z]{1,5}(_[a-z])?";
    let sources = prop::collection::vec(source, 0..3);
    let more = (prop::option::of(marked()), prop::option::of(1_u8..=3), sources);
    (marked(), body(), more).prop_map(|(stem, body, (rationale, difficulty, sources))| {
        let rationale = rationale.filter(|_| !matches!(body, Body::Recall { .. }));
        Draft { stem, body, rationale, difficulty, sources, ..Draft::default() }
    })
}

proptest! {
    #![proptest_config(cases(24))]

    /// pack → GIFT → pack keeps what GIFT can hold.
    #[test]
    fn gift_goes_out_and_comes_back(mut all in prop::collection::vec(draft(), 1..6)) {
        for (at, draft) in all.iter_mut().enumerate() {
            draft.id = format!("q{at}");
        }
        let (pack, found) = made(&Brought { drafts: all, ..Brought::default() });
        prop_assert!(!found.iter().any(Diagnostic::is_error), "{:?}", found);
        let sent = (Format::named("gift").unwrap().write.unwrap())(&pack, NOW);
        prop_assert_eq!(&sent.losses, &[]);
        let back = read("gift", &sent.bytes);
        prop_assert_eq!(&back.losses, &[]);
        let (again, _) = made(&back);
        prop_assert_eq!(drafts(&again), drafts(&pack));
    }

    /// pack → CSV → pack keeps what a row can hold, whatever options look like.
    #[test]
    fn csv_goes_out_and_comes_back(
        mut all in prop::collection::vec(draft(), 1..6),
        marks in prop::collection::vec("[1-3A-C]( [1-3])?", 5),
        right in prop::collection::vec(any::<bool>(), 5),
    ) {
        let options: std::collections::BTreeSet<String> = marks.into_iter().collect();
        if options.len() > 1 {
            let option = |(at, text): (usize, String)| {
                let correct = at == 0 || right[at] && at + 1 < options.len();
                Opt { text, correct, ..Opt::default() }
            };
            let options = options.clone().into_iter().enumerate().map(option).collect();
            let body = Body::Choice { options, shuffle: None };
            all.push(Draft { body, stem: "Which?".to_owned(), ..Draft::default() });
        }
        all.retain(|draft| matches!(draft.body, Body::Choice { .. } | Body::Recall { .. }));
        for (at, draft) in all.iter_mut().enumerate() {
            draft.id = format!("q{at}");
            draft.topic = (at > 0).then(|| "t".to_owned());
        }
        prop_assume!(!all.is_empty());
        let (pack, found) = made(&Brought { drafts: all, ..Brought::default() });
        prop_assert!(!found.iter().any(Diagnostic::is_error), "{:?}", found);
        let sent = (Format::named("csv").unwrap().write.unwrap())(&pack, NOW);
        prop_assert_eq!(&sent.losses, &[]);
        let back = read("csv", &sent.bytes);
        prop_assert_eq!(&back.losses, &[]);
        let (again, _) = made(&back);
        let plain = |all: Vec<Draft>| all.into_iter().map(plainly).collect::<Vec<_>>();
        prop_assert_eq!(plain(drafts(&again)), plain(drafts(&pack)));
    }

    /// No bytes make a reader panic, and what it makes can be read.
    #[test]
    fn any_text_is_read(text in "([~=#{}:%>\\-\\n A-D.)TF]|ANSWER: |::|####|\\PC){0,80}") {
        for format in ["gift", "aiken", "csv", "text2qti", "mdbook-quiz"] {
            if let Ok(brought) = (Format::named(format).unwrap().read.unwrap())(text.as_bytes()) {
                let (pack, found) = made(&brought);
                let errors: Vec<_> = found.iter().filter(|it| it.is_error()).collect();
                prop_assert!(errors.is_empty() || brought.drafts.is_empty(), "{format}: {errors:?}");
                prop_assert_eq!(pack.items.len(), brought.drafts.len());
            }
        }
    }
}

#[test]
fn a_bank_is_brought_in_and_sent_out() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("class.gift");
    fs::write(&file, "::one::Two \\= {=2 ~3}\n\n::two:: Broken {~a =b\n\n$CATEGORY: RDS\n\nX{}\n")
        .unwrap();
    let pack = data.path().join("pack");
    let run = |args: &[&str]| tripos(data.path(), args);
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let import = ["import", "gift", &path(&file), "-o", &path(&pack)];
    let output = run(&import);
    assert!(output.status.success(), "{output:?}");
    let told = stdout(&output);
    for word in ["line 3: ", "not closed", "1 question in"] {
        assert!(told.contains(word), "no `{word}` in {told}");
    }
    let bank = fs::read_to_string(pack.join("quizzes/class.yaml")).unwrap();
    assert!(bank.lines().nth(1).is_some_and(|line| line.starts_with("# line 3: ")), "{bank}");
    refuses(&run(&import), &["pack", "not empty"]);
    refuses(&run(&["import", "gfit", "x", "-o", "y"]), &["gfit", "did you mean `gift`?"]);
    let out = data.path().join("out.csv");
    let output = run(&["--pack", &path(&pack), "export", "csv", "-o", &path(&out)]);
    assert!(output.status.success(), "{output:?}");
    assert!(fs::read_to_string(&out).unwrap().contains("one,,,Two =,2,2,3,"));
    refuses(&run(&["export", "csv", "-o", &path(&out)]), &["out.csv", "already"]);
    refuses(&run(&["export", "aiken", "-o", "x"]), &["aiken", "import"]);
}

/// Ten thousand questions in one file become banks that can be read.
#[test]
fn ten_thousand_questions_come_in() {
    let count = full(10_000, 2_500);
    let blocks: Vec<String> = (0..count).map(|at| format!("::q{at}::{at}?{{={at} ~no}}")).collect();
    let brought = read("gift", blocks.join("\n\n").as_bytes());
    assert_eq!((brought.drafts.len(), brought.losses.len()), (count, 0));
    let files = folder("bank", &brought).unwrap();
    let banks = files.iter().filter(|(path, _)| path.starts_with("quizzes/")).count();
    assert_eq!(banks, count.div_ceil(1000));
    assert!(files.iter().all(|(_, text)| text.len() < 8 << 20));
    let (pack, _) = pack::load(&Files::held(files.into_iter().take(3)));
    assert_eq!(pack.items.len(), 2000);
}
