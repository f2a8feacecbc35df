//! Forms, for any pack and blueprint.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use proptest::{prelude::*, test_runner::Config};
use tripos::{
    item::{
        Domains, Id, Item, ItemId, Kind, ObjectiveId, Outcome, ScenarioId, Seed, recall::Recall,
    },
    pack::{self, Domain, Exam, Files, Pack, Scale},
    study::{
        First, Millis, Moment, Offset, Progress, Recalls, Tally,
        exam::{Draw, Wish, draw, offer, scaled, share_out},
    },
    text::{Clean, Markdown},
};

/// A question of the bank: its domain, scenario and objective, by number.
#[derive(Clone, Debug)]
struct Sort {
    domain: usize,
    scenario: Option<u8>,
    objective: Option<u8>,
    asked: bool,
}

fn sort(domains: usize) -> impl Strategy<Value = Sort> {
    let scenario = prop::option::weighted(0.25, 0..5_u8);
    let objective = prop::option::weighted(0.6, 0..30_u8);
    (0..domains, scenario, objective, prop::bool::weighted(0.9)).prop_map(
        |(domain, scenario, objective, asked)| Sort { domain, scenario, objective, asked },
    )
}

fn bank() -> impl Strategy<Value = (Vec<u32>, Vec<Sort>)> {
    prop::collection::vec(1..40_u32, 1..5).prop_flat_map(|weights| {
        let domains = weights.len();
        (Just(weights), prop::collection::vec(sort(domains), 0..120))
    })
}

fn exam(weights: &[u32]) -> Exam {
    let domain = |(at, weight): (usize, &u32)| Domain {
        id: Id::new(&format!("d{at}")).unwrap(),
        title: Clean::new(&format!("Domain {at}")),
        weight: *weight,
    };
    Exam {
        code: Id::new("EX").unwrap(),
        from: None,
        until: None,
        questions: 40,
        unscored: 8,
        minutes: 80,
        scale: Scale { min: 100, max: 1000, pass: 720 },
        kinds: Vec::new(),
        domains: weights.iter().enumerate().map(domain).collect(),
    }
}

fn pack(sorts: &[Sort]) -> Pack {
    let (mut pack, _) = pack::load(&Files::Folder("tests/packs/small".into()));
    let model = pack.items[0].clone();
    let item = |(at, sort): (usize, &Sort)| {
        let mut item: Item = (*model).clone();
        item.id = ItemId::new(&format!("q{at}")).unwrap();
        item.was = [].into();
        item.domain = Domains::Everywhere(Id::new(&format!("d{}", sort.domain)).unwrap());
        // A scenario of one domain: what stands together is asked by one part.
        item.scenario =
            sort.scenario.map(|it| ScenarioId::new(&format!("s{}-{it}", sort.domain)).unwrap());
        item.objective = sort.objective.map(|it| ObjectiveId::new(&format!("o{it}")).unwrap());
        if !sort.asked {
            item.kind = Kind::Recall(Recall { answer: Markdown("x".to_owned()) });
        }
        Arc::new(item)
    };
    pack.items = sorts.iter().enumerate().map(item).collect();
    pack
}

fn drawn(pack: &Pack, exam: &Exam, seed: u64, blind: bool) -> Draw {
    drawn_by(&Progress::default(), pack, exam, seed, blind)
}

/// A learner who answered questions so often.
fn learner(answered: &[u8]) -> Progress {
    let at = Moment { at: Millis(1), offset: Offset(0) };
    let tally = |times: u8| Tally {
        answered: times.into(),
        right: 0,
        last: Outcome::Wrong,
        guessed: false,
        seen: at,
        first: First { right: false, at: at.at },
        recalls: Recalls::default(),
    };
    let answered = answered.iter().enumerate().filter(|(_, times)| **times > 0);
    let tallies =
        answered.map(|(at, times)| (ItemId::new(&format!("q{at}")).unwrap(), tally(*times)));
    Progress { tallies: tallies.collect(), ..Progress::default() }
}

fn drawn_by(learner: &Progress, pack: &Pack, exam: &Exam, seed: u64, blind: bool) -> Draw {
    let wish = Wish {
        exam,
        questions: exam.questions,
        unscored: exam.unscored,
        domains: Vec::new(),
        only: None,
        seed: Seed(seed),
        blind,
    };
    draw(pack, learner, &wish)
}

/// The largest sum of some sizes that is not above `most`, by trying all.
fn nearest(sizes: &[u32], singles: u32, most: u32) -> u32 {
    let mut sums: BTreeSet<u32> = [0].into();
    for size in sizes {
        sums.extend(sums.clone().iter().map(|sum| sum + size).filter(|sum| *sum <= most));
    }
    sums.iter().map(|sum| (sum + singles).min(most)).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_form_is_as_the_blueprint_wants_or_as_near_as_the_bank_allows(
        (weights, sorts) in bank(), seed in any::<u64>(),
    ) {
        let (exam, pack) = (exam(&weights), pack(&sorts));
        let draw = drawn(&pack, &exam, seed, false);
        let sort = |id: &ItemId| &sorts[id[1..].parse::<usize>().unwrap()];
        let distinct: HashSet<&ItemId> = draw.questions.iter().collect();
        prop_assert_eq!(distinct.len(), draw.questions.len(), "no question twice");
        prop_assert!(draw.questions.iter().all(|id| sort(id).asked), "kinds of the exam only");
        prop_assert!(draw.unscored.iter().all(|id| draw.questions.contains(id)));
        let wanted = share_out(&weights, exam.questions - exam.unscored);
        for (at, wanted) in wanted.iter().enumerate() {
            let scored = draw.questions.iter().filter(|id| !draw.unscored.contains(*id));
            let got = scored.filter(|id| sort(id).domain == at).count() as u32;
            let own = || sorts.iter().filter(|it| it.domain == at && it.asked);
            let singles = own().filter(|it| it.scenario.is_none()).count() as u32;
            let mut scenarios: BTreeMap<u8, u32> = BTreeMap::new();
            own().filter_map(|it| it.scenario).for_each(|it| *scenarios.entry(it).or_default() += 1);
            let sizes: Vec<u32> = scenarios.into_values().collect();
            prop_assert_eq!(got, nearest(&sizes, singles, *wanted), "domain {}", at);
            let told = draw.missed.iter().find(|it| *it.domain == *format!("Domain {at}"));
            prop_assert_eq!(told.map(|it| (it.wanted, it.got)), (got != *wanted).then_some((*wanted, got)));
        }
        let rest = share_out(&weights, exam.unscored);
        for (at, most) in rest.iter().enumerate() {
            let got = draw.unscored.iter().filter(|id| sort(id).domain == at).count() as u32;
            prop_assert!(got <= *most, "unscored ones by the same weights");
        }
    }

    #[test]
    fn a_scenario_stands_together_and_whole(
        (weights, sorts) in bank(), seed in any::<u64>(),
    ) {
        let (exam, pack) = (exam(&weights), pack(&sorts));
        let draw = drawn(&pack, &exam, seed, false);
        let scenario = |id: &ItemId| {
            pack.items.iter().find(|it| it.id == *id).and_then(|it| it.scenario.clone())
        };
        let mut seen: HashSet<ScenarioId> = HashSet::new();
        for group in draw.questions.chunk_by(|a, b| scenario(a).is_some() && scenario(a) == scenario(b)) {
            let Some(id) = scenario(&group[0]) else { continue };
            prop_assert!(seen.insert(id.clone()), "{:?} stands apart", id);
            let all = pack.items.iter().filter(|it| it.scenario.as_ref() == Some(&id));
            let all = all.filter(|it| !matches!(it.kind, Kind::Recall(_))).count();
            prop_assert_eq!(group.len(), all);
            let unscored = group.iter().filter(|id| draw.unscored.contains(*id)).count();
            prop_assert!(unscored == 0 || unscored == group.len());
        }
    }

    #[test]
    fn variants_come_only_when_nothing_else_is_left(
        (weights, sorts) in bank(), seed in any::<u64>(),
    ) {
        // Without scenarios it can be seen question by question.
        let sorts: Vec<Sort> = sorts.into_iter().map(|it| Sort { scenario: None, ..it }).collect();
        let (exam, pack) = (exam(&weights), pack(&sorts));
        let draw = drawn(&pack, &exam, seed, false);
        let sort = |id: &ItemId| &sorts[id[1..].parse::<usize>().unwrap()];
        let objective = |id: &ItemId| sort(id).objective;
        let used: HashSet<u8> = draw.questions.iter().filter_map(objective).collect();
        let scored: Vec<&ItemId> =
            draw.questions.iter().filter(|id| !draw.unscored.contains(*id)).collect();
        for (at, _) in weights.iter().enumerate() {
            let own: Vec<u8> = scored
                .iter()
                .filter(|id| sort(id).domain == at)
                .filter_map(|id| objective(id))
                .collect();
            let twice = own.len() > own.iter().collect::<HashSet<_>>().len();
            let left = sorts.iter().enumerate().filter(|(place, it)| {
                it.asked
                    && it.domain == at
                    && !draw.questions.contains(&ItemId::new(&format!("q{place}")).unwrap())
                    && it.objective.is_none_or(|it| !used.contains(&it))
            });
            prop_assert!(!twice || left.count() == 0, "domain {}", at);
        }
    }

    #[test]
    fn the_same_seed_is_the_same_form_and_another_is_another(
        (weights, sorts) in bank(), seed in any::<u64>(),
    ) {
        let (exam, pack) = (exam(&weights), pack(&sorts));
        prop_assert_eq!(drawn(&pack, &exam, seed, false), drawn(&pack, &exam, seed, false));
        prop_assert_eq!(drawn(&pack, &exam, seed, true), drawn(&pack, &exam, seed, true));
        let forms: HashSet<Vec<ItemId>> =
            (0..4).map(|by| drawn(&pack, &exam, seed.wrapping_add(by), true).questions).collect();
        prop_assert!(forms.len() > 1 || forms.iter().all(|it| it.len() < 8));
    }

    #[test]
    fn what_was_seen_least_comes_first_unless_a_class_gets_one_form(
        (weights, sorts) in bank(), seed in any::<u64>(),
        answered in prop::collection::vec(0..4_u8, 120),
    ) {
        // Without scenarios and variants it can be seen question by question.
        let alone = |it: Sort| Sort { scenario: None, objective: None, ..it };
        let sorts: Vec<Sort> = sorts.into_iter().map(alone).collect();
        let (exam, pack) = (exam(&weights), pack(&sorts));
        let learner = learner(&answered[..sorts.len()]);
        let draw = drawn_by(&learner, &pack, &exam, seed, false);
        prop_assert_eq!(&draw, &drawn_by(&learner, &pack, &exam, seed, false));
        let id = |at: usize| ItemId::new(&format!("q{at}")).unwrap();
        for domain in 0..weights.len() {
            let own = || (0..sorts.len()).filter(|at| sorts[*at].domain == domain && sorts[*at].asked);
            let most = own().filter(|at| draw.questions.contains(&id(*at))).map(|at| answered[at]).max();
            let least = own().filter(|at| !draw.questions.contains(&id(*at))).map(|at| answered[at]).min();
            prop_assert!(most.zip(least).is_none_or(|(most, least)| most <= least), "domain {}", domain);
        }
        let class = drawn_by(&learner, &pack, &exam, seed, true);
        prop_assert_eq!(class, drawn(&pack, &exam, seed, true), "history is ignored");
    }

    #[test]
    fn a_form_that_is_offered_can_be_drawn((weights, sorts) in bank(), seed in any::<u64>()) {
        let sorts: Vec<Sort> = sorts.into_iter().map(|it| Sort { scenario: None, ..it }).collect();
        let (exam, pack) = (exam(&weights), pack(&sorts));
        let wish = Wish {
            exam: &exam,
            questions: exam.questions,
            unscored: exam.unscored,
            domains: Vec::new(),
            only: None,
            seed: Seed(seed),
            blind: false,
        };
        let Some(offered) = offer(&pack, &Progress::default(), &wish, exam.minutes) else {
            return Ok(());
        };
        let wish = Wish { questions: offered.questions, unscored: offered.unscored, ..wish };
        let draw = draw(&pack, &Progress::default(), &wish);
        prop_assert_eq!(draw.questions.len() as u32, offered.questions);
        prop_assert!(draw.missed.is_empty());
        prop_assert!(offered.minutes <= exam.minutes && offered.minutes >= offered.questions * 2);
    }

    #[test]
    fn more_right_is_never_less(min in 0..500_u32, range in 1..2000_u32, of in 1..200_u32) {
        let scale = Scale { min, max: min + range, pass: min + range / 2 };
        let scores: Vec<u32> = (0..=of).map(|right| scaled(scale, right, of)).collect();
        prop_assert!(scores.is_sorted());
        prop_assert_eq!((scores[0], scores[of as usize]), (min, min + range));
    }
}
