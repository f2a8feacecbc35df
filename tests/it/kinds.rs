//! Every kind of question and every template: what holds for all of them.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use proptest::prelude::*;
use tripos::{
    item::{
        Cloze, Exact, Item, Kind, Number, Outcome, Reading, Recalled, Response, Seed,
        number::Tolerance,
        template::{self, Text},
        text::{Accept, Pattern},
    },
    pack::{self, Files, Pack},
    study::{Given, Millis, Occasion, Progress, Session, Stage, memory::Rating},
};

use crate::learner::MORNING;
use crate::{
    pack_chaos::{change, changed, sound},
    soak::{figure, full},
};

const KINDS: &str = include_str!("../packs/kinds/quizzes/1-kinds.yaml");
const TEMPLATES: &str = include_str!("../packs/kinds/quizzes/2-templates.yaml");
const CUP: &str = include_str!("../packs/kinds/assets/cup.diagram");

fn files() -> Files {
    Files::Folder("tests/packs/kinds".into())
}

/// The pack, read once.
pub fn kinds() -> Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| pack::load(&files()).0);
    PACK.clone()
}

/// A response that is right.
pub fn right(item: &Item) -> Response {
    match &item.kind {
        Kind::Choice(it) => Response::Choice(it.key()),
        Kind::Order(it) => Response::Order((0..it.steps.len()).collect()),
        Kind::Match(it) => Response::Match((0..it.pairs.len()).map(Some).collect()),
        Kind::Number(it) => Response::Number(it.answer),
        Kind::Text(it) => Response::Text(match &it.accept {
            Accept::OneOf(_) => it.shown().unwrap().to_string(),
            Accept::Pattern(_) => "100 °C".to_owned(),
        }),
        Kind::Cloze(it) => {
            Response::Cloze(it.gaps().iter().map(|gap| gap.shown().to_string()).collect())
        }
        Kind::Place(it) => Response::Place(it.answer.iter().take(it.needed()).cloned().collect()),
        Kind::Recall(_) => Response::Recall(Recalled::Good),
    }
}

/// How many of all responses that could be given by picking are right, texts
/// that say the same counted once.
fn right_ones(item: &Item) -> usize {
    match &item.kind {
        Kind::Choice(it) => {
            let all = 0..1_u32 << it.options.len();
            let picks = |set: u32| (0..it.options.len()).filter(|at| set >> at & 1 == 1).collect();
            let right: BTreeSet<Vec<&str>> = all
                .map(picks)
                .filter(|picks: &BTreeSet<usize>| picks.len() == it.needed() && it.accepts(picks))
                .map(|picks| picks.iter().map(|at| it.options[*at].text.0.as_str()).collect())
                .collect();
            let texts: BTreeSet<&str> = it.options.iter().map(|it| it.text.0.as_str()).collect();
            assert_eq!(texts.len(), it.options.len(), "{}: {texts:?}", item.id);
            right.len()
        }
        _ => usize::from(item.kind.grade(&right(item)) == Some(Outcome::Right)),
    }
}

#[test]
fn the_pack_of_kinds_has_each_kind_and_twenty_templates() {
    let (pack, found) = pack::audit(&files());
    assert_eq!(found, [], "the pack is sound");
    let names: BTreeSet<&str> = pack.items.iter().map(|item| item.kind.name()).collect();
    let all: BTreeSet<&str> = pack::KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(names, all);
    let templates = pack.items.iter().filter(|item| item.template.is_some()).count();
    assert_eq!(templates, 20);
}

/// So many templates, and so many draws of them, each with one right answer.
fn draws(pack: &Pack) -> (usize, usize) {
    let (mut templates, mut seen) = (0, 0);
    for item in &pack.items {
        let Some(template) = &item.template else { continue };
        // All of them if they can be counted, in short some of them from all over.
        let all = template.count().min(full(20_000, 2_000) as u64);
        let counted = (0..all).step_by(full(1, 23)).filter_map(|n| template.numbered(n).unwrap());
        let by_chance = (0..full(2_000, 40) as u64).map(|seed| template.draw(Seed(seed)).unwrap());
        for draw in counted.chain(by_chance) {
            let drawn = item.filled(&draw).unwrap();
            assert_eq!(right_ones(&drawn), 1, "{}: {}", item.id, template.words(&draw));
            assert!(!drawn.stem.0.contains("{{") || &*item.id == "t-braces", "{}", drawn.stem.0);
            seen += 1;
        }
        templates += 1;
    }
    (templates, seen)
}

#[test]
fn every_draw_has_exactly_one_right_answer() {
    let (built_in, _) = pack::load(&Files::built_in());
    for (name, pack, least) in [("test", kinds(), 20), ("built-in", built_in, 5)] {
        let (templates, draws) = draws(&pack);
        assert!(templates >= least, "{name}: {templates}");
        let shown = format!("{draws} of {templates} templates, exactly one right answer in each");
        figure(&format!("draws in the {name} pack"), &shown);
    }
}

#[test]
fn a_template_is_exact() {
    let pack = kinds();
    let answers = |id: &str| -> BTreeSet<String> {
        let item = pack.items.iter().find(|item| &*item.id == id).unwrap();
        (0..200)
            .map(|seed| match &item.drawn(Seed(seed)).0.kind {
                Kind::Number(it) => it.answer.to_string(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let tenths = answers("t-decimals");
    assert!(tenths.contains("0.3") && tenths.len() == 9, "{tenths:?}");
    let wholes = answers("t-thirds");
    assert!(wholes.iter().all(|answer| !answer.contains('.')), "{wholes:?}");
}

#[test]
fn the_same_seed_asks_the_same_and_values_bring_it_back() {
    for item in &kinds().items {
        for seed in (0..50).map(Seed) {
            let (drawn, values) = item.drawn(seed);
            assert_eq!(item.drawn(seed), (Arc::clone(&drawn), values.clone()));
            assert_eq!(values.is_empty(), item.template.is_none());
            assert_eq!(item.again(&values), Some(Arc::clone(&drawn)), "{}", item.id);
            // What was drawn can be drawn again: a session repeats what was missed.
            assert_eq!(drawn.drawn(Seed(7)).0, item.drawn(Seed(7)).0);
            let kept = serde_json::to_string(&values).unwrap();
            assert_eq!(serde_json::from_str::<tripos::item::Values>(&kept).unwrap(), values);
        }
    }
}

#[test]
fn a_scenario_is_filled_in() {
    let pack = kinds();
    let item = pack.items.iter().find(|item| &*item.id == "t-scenario").unwrap();
    let (drawn, _) = item.drawn(Seed(3));
    let text = &pack.scenario(&drawn).unwrap().0;
    assert!(text.starts_with("Each of ") && !text.contains('{'), "{text}");
    let shared = pack.items.iter().find(|item| &*item.id == "choice").unwrap();
    assert_eq!(pack.scenario(shared).unwrap().0, "Six guests are coming for tea.");
}

#[test]
fn a_session_asks_what_was_drawn_and_keeps_the_values() {
    let pack = kinds();
    let item = pack.items.iter().find(|item| &*item.id == "t-ceil").unwrap();
    let progress = Progress::default();
    let mut session = Session::new(Occasion::Practice, vec![Arc::clone(item)], Seed(5));
    let mut met = BTreeSet::new();
    for entry in 1..=8_u128 {
        let asked = session.asked().unwrap().clone();
        met.insert(asked.item.stem.0.clone());
        let response = Response::Number(Exact::whole(-1));
        let given = Given { response, sure: None, took: Millis(1000) };
        let answered = session.answer(given, &progress, &pack.manifest, MORNING).unwrap();
        assert_eq!(answered.values, asked.values);
        assert_eq!(item.again(&answered.values).unwrap().stem, asked.item.stem);
        // As facts were before there were templates.
        let mut old = serde_json::to_value(&answered).unwrap();
        old.as_object_mut().unwrap().remove("values");
        let old: tripos::study::Answered = serde_json::from_value(old).unwrap();
        assert!(old.values.is_empty());
        session.saved(tripos::study::EntryId::from_u128(entry), &progress, MORNING);
        session.next(MORNING.at);
    }
    assert!(met.len() > 4, "missed again, asked with other values: {met:?}");
}

#[test]
fn what_is_recalled_is_rated_by_the_learner_alone() {
    let pack = kinds();
    let item = pack.items.iter().find(|item| &*item.id == "recall").unwrap();
    for (recalled, rating, outcome) in [
        (Recalled::Again, Rating::Again, Outcome::Wrong),
        (Recalled::Hard, Rating::Hard, Outcome::Right),
        (Recalled::Good, Rating::Good, Outcome::Right),
        (Recalled::Easy, Rating::Easy, Outcome::Right),
    ] {
        let mut session = Session::new(Occasion::Practice, vec![Arc::clone(item)], Seed(5));
        let response = Response::Recall(recalled);
        let given = Given { response, sure: None, took: Millis(80_000) };
        let answered =
            session.answer(given, &Progress::default(), &pack.manifest, MORNING).unwrap();
        assert_eq!((answered.rating, answered.outcome), (rating, outcome));
        assert!(matches!(session.stage(), Stage::Saving(..)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: full(1000, 30) as u32, ..ProptestConfig::default() })]

    /// Whatever is picked by its place as shown is graded as it is authored.
    #[test]
    fn grading_does_not_depend_on_the_order_shown(one in any::<u64>(), other in any::<u64>(), picked in any::<u32>()) {
        for item in &kinds().items {
            let (item, _) = item.drawn(Seed(one));
            for seed in [one, other] {
                let mut order = item.kind.order(Seed(seed));
                prop_assert_eq!(item.kind.grade(&right(&item)), Some(Outcome::Right));
                if let Kind::Choice(choice) = &item.kind {
                    let places = |order: &[usize]| -> BTreeSet<usize> {
                        order.iter().filter(|at| picked >> **at & 1 == 1).copied().collect()
                    };
                    let wanted = choice.accepts(&places(&(0..choice.options.len()).collect::<Vec<_>>()));
                    prop_assert_eq!(choice.accepts(&places(&order)), wanted);
                }
                order.sort_unstable();
                prop_assert!(order.windows(2).all(|pair| pair[0] + 1 == pair[1]));
            }
        }
    }

    #[test]
    fn numbers_are_read_back(whole in any::<i32>(), part in 0..10_000_u32, places in 0..5_usize) {
        let part = format!("{part:04}");
        let part = &part[..places.min(4)];
        let point = if part.is_empty() { "" } else { "." };
        let text = format!("{whole}{point}{part}");
        let number = Number {
            answer: Exact::plain(&text).unwrap(),
            tolerance: Tolerance::Absolute(Exact::ZERO),
            unit: Some("KB".into()),
        };
        let shown = number.answer.to_string();
        let whole = shown.trim_start_matches('-').split('.').next().unwrap();
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let grouped = shown.replacen(whole, &grouped, 1);
        for typed in [text.clone(), shown.clone(), grouped.clone(), grouped.replace(',', " "), format!("{shown} KB"), format!("{shown}e0")] {
            prop_assert_eq!(number.read(&typed), Reading::Number(number.answer), "{}", typed);
        }
        prop_assert!(number.accepts(number.answer));
    }

    #[test]
    fn any_answer_can_be_written_into_a_gap(answer in "[a-z |\\[\\]\\\\ä]{1,12}", other in "[a-z]{1,4}") {
        let escaped: String = answer.chars().flat_map(|c| {
            let is_special = matches!(c, '|' | '[' | ']' | '\\');
            is_special.then_some('\\').into_iter().chain([c])
        }).collect();
        prop_assume!(!answer.trim().is_empty());
        let cloze = Cloze::read(&format!("so [[{escaped}|{other}]] it is")).unwrap();
        prop_assert_eq!(&*cloze.gaps()[0].shown(), answer.trim());
        prop_assert!(cloze.accepts(std::slice::from_ref(&answer)) && cloze.accepts(&[other]));
    }

    #[test]
    fn any_text_can_be_read(text in "(\\{\\{|\\}\\}|\\[\\[|\\]\\]|[-+*/%~|.,()'\"\\\\ a-c0-9e^$`\n]|\\PC){0,40}") {
        let names = ["a".to_owned(), "b".to_owned()];
        drop(template::parse(&text, &names));
        drop(Text::parse(&text, &names));
        drop(Cloze::read(&text));
        drop(Pattern::new(&text, false));
        let _ = Tolerance::read(&text);
        let number = Number { answer: Exact::ZERO, tolerance: Tolerance::Absolute(Exact::ZERO), unit: Some("e".into()) };
        number.read(&text);
    }

    #[test]
    fn changed_banks_of_all_kinds_are_read(changes in prop::collection::vec(change(), 1..6)) {
        let files = Files::held([
            ("pack.yaml", "format: 1\nid: kinds\ntitle: Kinds\n".to_owned()),
            ("quizzes/a.yaml", changed(KINDS, &changes)),
            ("quizzes/b.yaml", changed(TEMPLATES, &changes)),
            ("assets/cup.diagram", CUP.to_owned()),
        ]);
        let (pack, found) = pack::load(&files);
        sound(&found);
        for item in &pack.items {
            let (drawn, _) = item.drawn(Seed(1));
            drawn.kind.order(Seed(1));
            drawn.kind.grade(&right(&drawn));
        }
    }
}
