//! A pack with one question of each kind, built by hand.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use tripos::{
    diagram::{Art, Diagram},
    item::{
        Choice, Cloze, Content, Domains, Exact, Id, Item, ItemId, Kind, LessonId, Match, Number,
        Order, PartName, Parts, Place, Recall, Text, choice::Opt, number::Tolerance, pairs::Pair,
        text::Accept,
    },
    pack::{self, Files, Pack},
    study::{Filter, Occasion},
    text::{Clean, Markdown},
    tui::Route,
};

/// The questions, by the name of their kind.
pub const KINDS: &[&str] =
    &["choice", "order", "match", "number", "text", "cloze", "place", "recall"];

const ART: &str = "\
┌ VPC ─────────────────────────────────────────────┐
│                                                  │
│  ┌ Zone A ──────────┐      ┌ Zone B ──────────┐  │
│  │  ┌────────────┐  │      │  ┌────────────┐  │  │
│  │  │  Primary   ├──┼─────►│  │  Standby   │  │  │
│  │  └─────▲──────┘  │      │  └────────────┘  │  │
│  └────────┼─────────┘      └──────────────────┘  │
│           │                                      │
│    ┌──────┴──────┐         ┌────────────┐        │
│    │ Application ├────────►│   Cache    │        │
│    └─────────────┘         └────────────┘        │
└──────────────────────────────────────────────────┘
";

fn markdown(text: &str) -> Markdown {
    Markdown(text.to_owned())
}

fn texts(all: &[&str]) -> Vec<Markdown> {
    all.iter().map(|text| markdown(text)).collect()
}

/// A question with nothing beside what is asked.
pub fn item(id: &str, stem: &str, kind: Kind) -> Arc<Item> {
    Arc::new(Item {
        id: ItemId::new(id).unwrap(),
        was: [].into(),
        topic: None,
        domain: Domains::default(),
        difficulty: None,
        scenario: None,
        template: None,
        objective: None,
        lesson: None,
        sources: vec![].into(),
        content: Content {
            situation: None,
            stem: markdown(stem),
            kind,
            rationale: Some(markdown("So it says in the *guide*.")),
            facts: vec![],
        }
        .into(),
    })
}

fn choice() -> Arc<Item> {
    let option = |text: &str, correct| Opt {
        text: markdown(text),
        correct,
        why: Some(markdown("That is what it is for.")),
        pin: false,
    };
    let options = vec![option("A queue", true), option("A topic", false), option("A table", false)];
    item("choice", "What keeps work?", Kind::Choice(Choice { options, shuffle: true }))
}

fn order() -> Arc<Item> {
    let steps = texts(&[
        "Take a **snapshot** of the instance",
        "Copy the snapshot, with encryption on, to the account in which it is to be used",
        "Restore a new instance from the copy",
        "Point the application to its endpoint",
    ]);
    let extra = texts(&["Turn encryption on in the instance that runs"]);
    let stem =
        "An instance of Amazon RDS is not encrypted. How is its data brought into one that is?";
    item("order", stem, Kind::Order(Order { steps, extra }))
}

fn pairs() -> Arc<Item> {
    let pair = |(left, right): (&str, &str)| Pair { left: markdown(left), right: markdown(right) };
    let pairs = [
        ("Multi-AZ", "A standby in another zone takes over when the instance fails"),
        ("Read replica", "Copies answer reads"),
        ("`RDS Proxy`", "Connections are pooled and shared"),
    ];
    let it = Match {
        pairs: pairs.into_iter().map(pair).collect(),
        extra: texts(&["Data at rest is encrypted"]),
    };
    item("match", "What is each of these for?", Kind::Match(it))
}

fn number() -> Arc<Item> {
    let number = Number {
        answer: Exact::plain("4.5").unwrap(),
        tolerance: Tolerance::read("10%").unwrap(),
        unit: Some(Clean::new("RCU")),
    };
    item("number", "How many units does that take a second?", Kind::Number(number))
}

fn text() -> Arc<Item> {
    let accept = Accept::OneOf(vec!["Query".into(), "dynamodb:Query".into()]);
    let stem = "Which operation reads the items that share a partition key?";
    item("text", stem, Kind::Text(Text { accept, exact: false }))
}

fn cloze() -> Arc<Item> {
    let stem = "In DynamoDB an item holds at most [[400 KB|400KB]], and a `Query` gives back at most [[1 MB|1MB]] at once. Then `[[LastEvaluatedKey]]` says where to go on.";
    let cloze = Cloze::read(stem).unwrap();
    let blank = cloze.blank();
    item("cloze", &blank.0, Kind::Cloze(cloze))
}

fn diagram() -> Diagram {
    let (art, faults) = Art::parse(ART);
    assert_eq!(faults, []);
    Diagram { title: "A failover".into(), about: BTreeMap::new(), steps: vec![], art }
}

fn place(art: &Art) -> Arc<Item> {
    let name = |name: &str| PartName::of(art, art.part(name).unwrap());
    let parts = Parts {
        diagram: "assets/failover.diagram".to_owned(),
        answer: [name("Standby"), name("Zone B")].into(),
        any: false,
        among: art.parts().count(),
    };
    item("place", "What takes over when zone A fails, and where is it?", Kind::Place(parts))
}

fn recall() -> Arc<Item> {
    let answer = "A partition that takes far more reads or writes than the others.\n\nIt is throttled though the table as a whole has capacity left.";
    let recall = Recall { answer: markdown(answer) };
    item("recall", "What is a *hot partition*?", Kind::Recall(recall))
}

/// The pack.
pub fn every_kind() -> Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(built);
    PACK.clone()
}

fn built() -> Pack {
    let (small, _) = pack::load(&Files::Folder("tests/packs/small".into()));
    let diagram = diagram();
    let items =
        vec![choice(), order(), pairs(), number(), text(), cloze(), place(&diagram.art), recall()];
    let diagrams = BTreeMap::from([("assets/failover.diagram".to_owned(), Arc::new(diagram))]);
    Pack::new(small.manifest, vec![], items, BTreeMap::new(), diagrams, BTreeMap::new())
}

/// The same with a lesson that asks the question of a kind.
pub fn with_checkpoint(kind: &str) -> Pack {
    let (small, _) = pack::load(&Files::Folder("tests/packs/small".into()));
    let Pack { manifest, items, scenarios, diagrams, facts, .. } = every_kind();
    let mut lesson = small.lessons[0].clone();
    lesson.body = Markdown(format!("# Work\n\nA text.\n\n```quiz\n{kind}\n```\n\nThe end.\n"));
    Pack::new(manifest, vec![lesson], items, scenarios, diagrams, facts)
}

/// That lesson.
pub fn lesson() -> Route {
    Route::Lesson(Place { lesson: LessonId::new("leaves").unwrap(), slug: None })
}

/// Practice of the questions of these kinds.
pub fn only(kinds: &[&str]) -> Filter {
    let only = kinds.iter().map(|kind| ItemId::new(kind).unwrap()).collect();
    Filter { only: Some(only), ..Filter::default() }
}

/// Practice of the question of one kind.
pub fn practise(kind: &str) -> Route {
    Route::Session(Occasion::Practice, only(&[kind]), 20)
}
