//! Diagrams as authors write them: every step drawn.

use std::collections::BTreeMap;

use tripos::{
    diagram::{Art, Cell, Diagram, NameFault, PartId, Step, View},
    text::{Clean, Look, Markdown, Role},
};

const RDS: &str = "
                 ┌ Availability Zone 1 ───────────┐
┌─────────────┐  │                    ┌─────────┐ │
│ Application ├──┼───────────────────►│ Primary │ │
└──────┬──────┘  │                    └────┬────┘ │
       │         └─────────────────────────┼──────┘
       │         ┌ Availability Zone 2 ────┼──────┐
       │         │                    ┌────▼────┐ │
       └─────────┼───────────────────►│ Standby │ │
                 │                    └─────────┘ │
                 └────────────────────────────────┘
";

/// A diagram of art, told in steps as in a file: `flow A, B; fail C`.
fn diagram(art: &str, steps: &[&str]) -> Diagram {
    let (art, faults) = Art::parse(art.trim_start_matches('\n'));
    assert_eq!(faults, [], "sound art");
    let steps = steps.iter().map(|step| told(&art, step)).collect();
    Diagram { title: Clean::new("A drawing"), about: BTreeMap::new(), steps, art }
}

fn told(art: &Art, told: &str) -> Step {
    let mut step = Step { say: Markdown(told.to_owned()), ..Step::default() };
    for clause in told.split("; ") {
        let (verb, names) = clause.split_once(' ').unwrap();
        if verb == "note" {
            let (name, note) = names.split_once(": ").unwrap();
            step.note.insert(art.part(name).unwrap(), Clean::new(note));
            continue;
        }
        let parts: Vec<PartId> = names.split(", ").map(|name| art.part(name).unwrap()).collect();
        match verb {
            "flow" => step.flow = parts,
            "fail" => step.fail = parts,
            "hide" => step.hide = parts,
            "show" => step.show = parts,
            _ => panic!("no such verb: {verb}"),
        }
    }
    step
}

/// A picture as a reader without colours sees it.
fn drawn(diagram: &Diagram, view: impl Into<View>) -> String {
    let lines = diagram.picture(view);
    let rows: Vec<_> = lines.iter().map(ToString::to_string).collect();
    (rows.join("\n") + "\n").trim_start_matches('\n').to_owned()
}

fn sample() -> Diagram {
    diagram(
        RDS,
        &[
            "flow Application, Primary",
            "flow Primary, Standby",
            "fail Availability Zone 1",
            "flow Application, Standby",
        ],
    )
}

#[test]
fn the_sample_at_rest() {
    let rds = sample();
    assert_eq!(drawn(&rds, 0), RDS.trim_start_matches('\n'));
}

#[test]
fn the_sample_flows() {
    insta::assert_snapshot!(drawn(&sample(), 1), @"
                     ┌ Availability Zone 1 ───────────┐
    ┌─────────────┐  │                    ┌─────────┐ │
    │ Application ┝━━┿━━━━━━━━━━━━━━━━━━━►│ Primary │ │
    └──────┬──────┘  │                    └────┬────┘ │
           │         └─────────────────────────┼──────┘
           │         ┌ Availability Zone 2 ────┼──────┐
           │         │                    ┌────▼────┐ │
           └─────────┼───────────────────►│ Standby │ │
                     │                    └─────────┘ │
                     └────────────────────────────────┘
    ");
    insta::assert_snapshot!(drawn(&sample(), 2), @"
                     ┌ Availability Zone 1 ───────────┐
    ┌─────────────┐  │                    ┌─────────┐ │
    │ Application ├──┼───────────────────►│ Primary │ │
    └──────┬──────┘  │                    └────┰────┘ │
           │         └─────────────────────────╂──────┘
           │         ┌ Availability Zone 2 ────╂──────┐
           │         │                    ┌────▼────┐ │
           └─────────┼───────────────────►│ Standby │ │
                     │                    └─────────┘ │
                     └────────────────────────────────┘
    ");
}

#[test]
fn the_sample_fails_over() {
    insta::assert_snapshot!(drawn(&sample(), 3), @"
                     ┌ Availability Zone 1 ✗──────────┐
    ┌─────────────┐  │                    ┌─────────┐ │
    │ Application ├╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌►│ Primary✗│ │
    └──────┬──────┘  │                    └────┬────┘ │
           │         └─────────────────────────┼──────┘
           │         ┌ Availability Zone 2 ────┼──────┐
           │         │                    ┌────▼────┐ │
           └─────────┼───────────────────►│ Standby │ │
                     │                    └─────────┘ │
                     └────────────────────────────────┘
    ");
    insta::assert_snapshot!(drawn(&sample(), 4), @"
                     ┌ Availability Zone 1 ✗──────────┐
    ┌─────────────┐  │                    ┌─────────┐ │
    │ Application ├╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌►│ Primary✗│ │
    └──────┰──────┘  │                    └────┬────┘ │
           ┃         └─────────────────────────┼──────┘
           ┃         ┌ Availability Zone 2 ────┼──────┐
           ┃         │                    ┌────▼────┐ │
           ┗━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━►│ Standby │ │
                     │                    └─────────┘ │
                     └────────────────────────────────┘
    ");
}

#[test]
fn the_sample_in_ascii() {
    let view = View { ascii: true, ..View::from(4) };
    insta::assert_snapshot!(drawn(&sample(), view), @"
                     + Availability Zone 1 X----------+
    +-------------+  |                    +---------+ |
    | Application +--+------------------->| PrimaryX| |
    +------#------+  |                    +----+----+ |
           #         +-------------------------+------+
           #         + Availability Zone 2 ----+------+
           #         |                    +----v----+ |
           ##############################>| Standby | |
                     |                    +---------+ |
                     +--------------------------------+
    ");
}

#[test]
fn a_mark_moves_along_the_flow() {
    let rds = sample();
    let beats = rds.beats(2);
    let at = |beat| {
        let picture = drawn(&rds, View { beat: Some(beat), ..View::from(2) });
        let (row, line) = picture.lines().enumerate().find(|(_, line)| line.contains('●')).unwrap();
        (row, line.chars().take_while(|c| *c != '●').count())
    };
    assert_eq!(
        (0..=beats).map(at).collect::<Vec<_>>(),
        [(3, 43), (4, 43), (5, 43), (6, 43), (3, 43)]
    );
    assert_eq!(rds.beats(0), 0);
    assert_eq!(drawn(&rds, View { beat: Some(3), ..View::from(3) }), drawn(&rds, 3));
}

#[test]
fn a_selected_part_is_framed() {
    let rds = sample();
    let zone = View { selected: rds.art.part("Availability Zone 1").ok(), ..View::from(1) };
    insta::assert_snapshot!(drawn(&rds, zone), @"
                     ╔ Availability Zone 1 ═══════════╗
    ┌─────────────┐  ║                    ┌─────────┐ ║
    │ Application ┝━━┿━━━━━━━━━━━━━━━━━━━►│ Primary │ ║
    └──────┬──────┘  ║                    └────┬────┘ ║
           │         ╚═════════════════════════╪══════╝
           │         ┌ Availability Zone 2 ────┼──────┐
           │         │                    ┌────▼────┐ │
           └─────────┼───────────────────►│ Standby │ │
                     │                    └─────────┘ │
                     └────────────────────────────────┘
    ");
    let part = View { selected: rds.art.part("Standby").ok(), ..View::default() };
    insta::assert_snapshot!(drawn(&rds, part), @"
                     ┌ Availability Zone 1 ───────────┐
    ┌─────────────┐  │                    ┌─────────┐ │
    │ Application ├──┼───────────────────►│ Primary │ │
    └──────┬──────┘  │                    └────┬────┘ │
           │         └─────────────────────────┼──────┘
           │         ┌ Availability Zone 2 ────┼──────┐
           │         │                    ╔════▼════╗ │
           └─────────┼───────────────────►║ Standby ║ │
                     │                    ╚═════════╝ │
                     └────────────────────────────────┘
    ");
    insta::assert_snapshot!(drawn(&rds, View { ascii: true, ..part }), @"
                     + Availability Zone 1 -----------+
    +-------------+  |                    +---------+ |
    | Application +--+------------------->| Primary | |
    +------+------+  |                    +----+----+ |
           |         +-------------------------+------+
           |         + Availability Zone 2 ----+------+
           |         |                    *****v***** |
           +---------+------------------->* Standby * |
                     |                    *********** |
                     +--------------------------------+
    ");
}

#[test]
fn roles_are_told_with_signs() {
    let rds = sample();
    let mut view = View::from(4);
    view.selected = rds.art.part("Standby").ok();
    let looks: Vec<_> = rds.picture(view).iter().flat_map(|line| line.0.clone()).collect();
    let look = |text: &str| looks.iter().find(|span| span.text.contains(text)).unwrap().look;
    assert_eq!(look("Primary"), Look { role: Role::Bad, struck: true, ..Look::default() });
    assert_eq!(look("✗"), Look { role: Role::Bad, strong: true, ..Look::default() });
    assert_eq!(look("Standby"), Look { role: Role::Accent, strong: true, ..Look::default() });
    assert_eq!(look("╌").role, Role::Faint);
    assert_eq!(look("━").role, Role::Accent);
    assert_eq!(look("Application"), Look::default());
}

#[test]
fn the_sample_in_words() {
    let rds = sample();
    insta::assert_snapshot!(said(&rds, 0), @"
    Availability Zone 1: Primary
    Availability Zone 2: Standby
    in no zone: Availability Zone 1, Application, Availability Zone 2
    Application is connected to: Primary, Standby
    Primary is connected to: Application, Standby
    Standby is connected to: Application, Primary
    ");
    insta::assert_snapshot!(said(&rds, 4), @"
    flow Application, Standby
    flows: Application → Standby
    failed: Availability Zone 1
    ");
}

fn said(diagram: &Diagram, step: usize) -> String {
    let lines: Vec<_> = diagram.words(step).iter().map(ToString::to_string).collect();
    lines.join("\n")
}

const ENCRYPT: &str = "
┌─────────────┐   before   ┌──────────────┐             ┌────────────────┐
│ Application ├───────────►│ Old instance ├────────────►│    Snapshot    │
└──────┬──────┘            └──────────────┘   snapshot  └───────┬────────┘
       │                                                        │
       │                                                        │ copy
       │                                                        │
       │                   ┌──────────────┐             ┌───────▼────────┐
       └──────────────────►│ New instance │◄────────────┤ Encrypted copy │
           after           └──────────────┘   restore   └───────▲────────┘
                                                                │
                                                                │ encrypts
                                                        ┌───────┴────────┐
                                                        │    KMS key     │
                                                        └────────────────┘
";

#[test]
fn parts_are_hidden_with_their_connectors_and_labels() {
    let encrypt = diagram(
        ENCRYPT,
        &[
            "hide Snapshot, KMS key, Encrypted copy, New instance; flow Application, Old instance",
            "show Snapshot; flow Old instance, Snapshot; note Snapshot: not encrypted",
            "show KMS key, Encrypted copy; flow Snapshot, Encrypted copy",
            "show New instance; hide Old instance, Snapshot; note New instance: new endpoint",
        ],
    );
    insta::assert_snapshot!(drawn(&encrypt, 1), @"
    ┌─────────────┐   before   ┌──────────────┐
    │ Application ┝━━━━━━━━━━━►│ Old instance │
    └─────────────┘            └──────────────┘
    ");
    insta::assert_snapshot!(drawn(&encrypt, 2), @"
    ┌─────────────┐   before   ┌──────────────┐             ┌────────────────┐
    │ Application ├───────────►│ Old instance ┝━━━━━━━━━━━━►│    Snapshot    │
    └─────────────┘            └──────────────┘   snapshot  └────────────────┘












    Snapshot: not encrypted
    ");
    insta::assert_snapshot!(drawn(&encrypt, 3), @"
    ┌─────────────┐   before   ┌──────────────┐             ┌────────────────┐
    │ Application ├───────────►│ Old instance ├────────────►│    Snapshot    │
    └─────────────┘            └──────────────┘   snapshot  └───────┰────────┘
                                                                    ┃
                                                                    ┃ copy
                                                                    ┃
                                                            ┌───────▼────────┐
                                                            │ Encrypted copy │
                                                            └───────▲────────┘
                                                                    │
                                                                    │ encrypts
                                                            ┌───────┴────────┐
                                                            │    KMS key     │
                                                            └────────────────┘
    ");
    insta::assert_snapshot!(drawn(&encrypt, 4), @"
    ┌─────────────┐
    │ Application │
    └──────┬──────┘
           │
           │
           │
           │                   ┌──────────────┐             ┌────────────────┐
           └──────────────────►│ New instance │◄────────────┤ Encrypted copy │
               after           └──────────────┘   restore   └───────▲────────┘
                                                                    │
                                                                    │ encrypts
                                                            ┌───────┴────────┐
                                                            │    KMS key     │
                                                            └────────────────┘

    New instance: new endpoint
    ");
    insta::assert_snapshot!(said(&encrypt, 2), @"
    show Snapshot; flow Old instance, Snapshot; note Snapshot: not encrypted
    flows: Old instance → Snapshot
    hidden: New instance, Encrypted copy, KMS key
    note on Snapshot: not encrypted
    ");
}

const REPLICA: &str = "
                       ┌ Availability Zone 1 ──────────┐
┌─────────────┐ writes │             ┌──────────────┐  │
│ Application ├────────┼────────────►│   Primary    ├──┼─────┐
└───┬─────┬───┘        │             └─────────┬────┘  │     │
    │     │            └───────────────────────┼───────┘     │
    │     │                        synchronous │             │
    │     │            ┌ Availability Zone 2 ──┼───────┐     │
    │     │ failover   │             ┌─────────▼────┐  │     │
    │     └────────────┼────────────►│   Standby    │  │     │ asynchronous
    │                  │             └──────────────┘  │     │
    │                  └───────────────────────────────┘     │
    │                                                        │
    │                  ┌ Availability Zone 3 ──────────┐     │
    │ reads            │             ┌──────────────┐  │     │
    └──────────────────┼────────────►│ Read replica │◄─┼─────┘
                       │             └──────────────┘  │
                       └───────────────────────────────┘
";

#[test]
fn zones_are_hidden_with_what_is_inside() {
    let replica = diagram(
        REPLICA,
        &[
            "hide Availability Zone 3",
            "show Availability Zone 3; fail Availability Zone 1",
            "hide Availability Zone 1; show Read replica",
        ],
    );
    insta::assert_snapshot!(drawn(&replica, 1), @"
                           ┌ Availability Zone 1 ──────────┐
    ┌─────────────┐ writes │             ┌──────────────┐  │
    │ Application ├────────┼────────────►│   Primary    │  │
    └─────────┬───┘        │             └─────────┬────┘  │
              │            └───────────────────────┼───────┘
              │                        synchronous │
              │            ┌ Availability Zone 2 ──┼───────┐
              │ failover   │             ┌─────────▼────┐  │
              └────────────┼────────────►│   Standby    │  │
                           │             └──────────────┘  │
                           └───────────────────────────────┘
    ");
    insta::assert_snapshot!(drawn(&replica, 2), @"
                           ┌ Availability Zone 1 ✗─────────┐
    ┌─────────────┐ writes │             ┌──────────────┐  │
    │ Application ├╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌►│   Primary ✗  ├╌╌┼╌╌╌╌╌┐
    └───┬─────┬───┘        │             └─────────┬────┘  │     ╎
        │     │            └───────────────────────┼───────┘     ╎
        │     │                        synchronous ╎             ╎
        │     │            ┌ Availability Zone 2 ──┼───────┐     ╎
        │     │ failover   │             ┌─────────▼────┐  │     ╎
        │     └────────────┼────────────►│   Standby    │  │     ╎ asynchronous
        │                  │             └──────────────┘  │     ╎
        │                  └───────────────────────────────┘     ╎
        │                                                        ╎
        │                  ┌ Availability Zone 3 ──────────┐     ╎
        │ reads            │             ┌──────────────┐  │     ╎
        └──────────────────┼────────────►│ Read replica │◄╌┼╌╌╌╌╌┘
                           │             └──────────────┘  │
                           └───────────────────────────────┘
    ");
    insta::assert_snapshot!(drawn(&replica, 3), @"
    ┌─────────────┐
    │ Application │
    └───┬─────┬───┘
        │     │
        │     │
        │     │            ┌ Availability Zone 2 ──────────┐
        │     │ failover   │             ┌──────────────┐  │
        │     └────────────┼────────────►│   Standby    │  │
        │                  │             └──────────────┘  │
        │                  └───────────────────────────────┘
        │
        │                  ┌ Availability Zone 3 ──────────┐
        │ reads            │             ┌──────────────┐  │
        └──────────────────┼────────────►│ Read replica │  │
                           │             └──────────────┘  │
                           └───────────────────────────────┘
    ");
}

const QUEUE: &str = "
+ us-east-1 ------------------------------+
|  +----------+      +-----+   +--------+ |
|  | Producer |--+-->| SQS |-->| Lambda | |
|  |          |  |   +-----+   |        | |
|  |          |  |   +-----+   |        | |
|  +----------+  +-->| SNS |-->+--------+ |
|                    +-----+              |
+-----------------------------------------+
";

#[test]
fn ascii_art_lives_too() {
    let queue = diagram(
        QUEUE,
        &[
            "flow Producer, SQS, Lambda; note Producer: at work; note SQS: buffers",
            "fail SNS, Lambda",
            "hide SNS",
        ],
    );
    insta::assert_snapshot!(drawn(&queue, 1), @"
    + us-east-1 ------------------------------+
    |  +----------+      +-----+   +--------+ |
    |  | Producer |#####>| SQS |##>| Lambda | |
    |  | at work  |  |   +-----+   |        | |
    |  |          |  |   +-----+   |        | |
    |  +----------+  +-->| SNS |-->+--------+ |
    |                    +-----+              |
    +-----------------------------------------+

    SQS: buffers
    ");
    insta::assert_snapshot!(drawn(&queue, 2), @"
    + us-east-1 ------------------------------+
    |  +----------+      +-----+   +--------+ |
    |  | Producer |--+-->| SQS |..>| Lambda✗| |
    |  |          |  :   +-----+   |        | |
    |  |          |  :   +-----+   |        | |
    |  +----------+  +..>| SNS✗|..>+--------+ |
    |                    +-----+              |
    +-----------------------------------------+
    ");
    insta::assert_snapshot!(drawn(&queue, 3), @"
    + us-east-1 ------------------------------+
    |  +----------+      +-----+   +--------+ |
    |  | Producer |----->| SQS |..>| Lambda✗| |
    |  |          |      +-----+   |        | |
    |  |          |                |        | |
    |  +----------+                +--------+ |
    |                                         |
    +-----------------------------------------+
    ");
}

const WIDE: &str = "
╔ 可用区 一 ══════════════╗
║ ┏━━━━━━┓ 複製 ┏━━━━━━┓  ║
║ ┃ 主库 ┠─────►┃ 备库 ┃  ║
║ ┗━━━━━━┛      ┗━━━━━━┛  ║
╚═════════════════════════╝
";

#[test]
fn wide_letters_and_double_lines_live_too() {
    let wide =
        diagram(WIDE, &["flow 主库, 备库; fail 可用区 一; note 备库: 読み取り不可", "hide 主库"]);
    let selected = wide.art.part("可用区 一").ok();
    insta::assert_snapshot!(drawn(&wide, View { selected, ..View::from(1) }), @"
    ┏ 可用区 一 ✗━━━━━━━━━━━━━┓
    ┃ ┏━━━━━━┓ 複製 ┏━━━━━━┓  ┃
    ┃ ┃ 主库✗┣━━━━━►┃ 备库✗┃  ┃
    ┃ ┗━━━━━━┛      ┗━━━━━━┛  ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━┛

    备库: 読み取り不可
    ");
    insta::assert_snapshot!(drawn(&wide, 2), @"
    ╔ 可用区 一 ✗═════════════╗
    ║               ┏━━━━━━┓  ║
    ║               ┃ 备库✗┃  ║
    ║               ┗━━━━━━┛  ║
    ╚═════════════════════════╝
    ");
    insta::assert_snapshot!(drawn(&wide, View { selected, ascii: true, ..View::from(1) }), @"
    * 可用区 一 X**************
    * +------+ 複製 +------+  *
    * | 主库X######>| 备库X|  *
    * +------+      +------+  *
    ***************************

    备库: 読み取り不可
    ");
}

#[test]
fn names_are_found() {
    let art = diagram(REPLICA, &[]).art;
    for (name, found) in [
        ("Primary", Ok("Primary")),
        ("  Read   replica ", Ok("Read replica")),
        ("Availability Zone 2/Standby", Ok("Standby")),
        ("Primery", Err(NameFault::Unknown(Some("Primary".into())))),
        ("read replica", Err(NameFault::Unknown(Some("Read replica".into())))),
        (
            "Availability Zone 1/Standby",
            Err(NameFault::Unknown(Some("Availability Zone 2/Standby".into()))),
        ),
        ("Aurora Serverless", Err(NameFault::Unknown(None))),
        ("", Err(NameFault::Unknown(None))),
    ] {
        assert_eq!(art.part(name).map(|id| art.name(id)), found, "{name}");
    }
}

#[test]
fn names_of_several_parts_are_told_apart() {
    let art = "
┌ Zone 1 ─┐  ┌ Zone 2 ─┐
│ ┌─────┐ │  │ ┌─────┐ │  ┌─────┐  ┌─────┐
│ │ Web │ │  │ │ Web │ │  │ App │  │ TCP │
│ └─────┘ │  │ └─────┘ │  └─────┘  │ /IP │
│ ┌─────┐ │  └─────────┘           └─────┘
│ │ App │ │
│ └─────┘ │
└─────────┘
";
    let art = diagram(art, &[]).art;
    let both = NameFault::Ambiguous(vec!["Zone 1/Web".into(), "Zone 2/Web".into()]);
    assert_eq!(art.part("Web"), Err(both));
    for (name, full) in [
        ("Zone 2/Web", "Zone 2/Web"),
        ("App", "App"),
        ("Zone 1/App", "Zone 1/App"),
        ("TCP /IP", "TCP /IP"),
    ] {
        assert_eq!(art.part(name).map(|id| art.full_name(id)), Ok(full.into()), "{name}");
    }
    assert_eq!(art.called(art.part("Zone 1/Web").unwrap()), "Zone 1/Web");
    assert_eq!(art.called(art.part("Zone 1").unwrap()), "Zone 1");
}

#[test]
fn parts_are_met_in_reading_order() {
    let art = sample().art;
    let names: Vec<_> = art.parts().map(|part| part.name).collect();
    assert_eq!(
        names,
        ["Availability Zone 1", "Application", "Primary", "Availability Zone 2", "Standby"]
    );
    let at = |row, col| art.part_at(Cell { row, col }).map(|id| art.name(id));
    assert_eq!(at(2, 42), Some("Primary"));
    assert_eq!(at(2, 30), Some("Availability Zone 1"));
    assert_eq!(at(4, 10), None);
    assert_eq!(at(400, 10), None);
}

#[test]
fn routes_are_the_shortest() {
    let art = diagram(REPLICA, &[]).art;
    let route = |from: &str, to: &str| {
        let ends = (art.part(from).unwrap(), art.part(to).unwrap());
        art.route(ends.0, ends.1)
            .map(|path| (path.first().copied(), path.last().copied(), path.len()))
    };
    let cell = |row, col| Some(Cell { row, col });
    assert_eq!(route("Application", "Primary"), Some((cell(2, 14), cell(2, 36), 23)));
    assert_eq!(route("Primary", "Application"), Some((cell(2, 36), cell(2, 14), 23)));
    assert_eq!(route("Standby", "Primary"), Some((cell(7, 47), cell(3, 47), 5)));
    assert_eq!(route("Standby", "Read replica"), None);
    assert_eq!(route("Application", "Availability Zone 1"), None);
}

const CLOUD: &str = "
            ╔ AWS Cloud ═══════════════════════════════════╗
            ║ ┌ VPC ─────────────────────────────────────┐ ║
┌────────┐  ║ │ ╭ Public subnet ────────╮                │ ║
│ Client ├──╫─┼─┼──►┌─────────┐         │                │ ║
└────────┘  ║ │ │   │   ALB   ├───┐     │                │ ║
            ║ │ │   └─────────┘   │     │                │ ║
            ║ │ ╰─────────────────┼─────╯                │ ║
            ║ │ ╭ Private subnet ─┼─────╮                │ ║
            ║ │ │   ┌─────────┐   │     │   ┏━━━━━━━━┓   │ ║
            ║ │ │   │  Task   │◄──┘     │   ┃ Aurora ┃   │ ║
            ║ │ │   │         ├─────────┼──►┃        ┃   │ ║
            ║ │ │   └─────────┘         │   ┗━━━━━━━━┛   │ ║
            ║ │ ╰───────────────────────╯                │ ║
            ║ └──────────────────────────────────────────┘ ║
            ╚══════════════════════════════════════════════╝
";

#[test]
fn a_flow_crosses_many_borders() {
    let cloud = diagram(
        CLOUD,
        &[
            "flow Client, ALB, Task, Aurora; note Task: at work; note Aurora: replicated",
            "fail VPC/Private subnet; hide Aurora",
        ],
    );
    insta::assert_snapshot!(drawn(&cloud, 1), @"
                ╔ AWS Cloud ═══════════════════════════════════╗
                ║ ┌ VPC ─────────────────────────────────────┐ ║
    ┌────────┐  ║ │ ╭ Public subnet ────────╮                │ ║
    │ Client ┝━━╫━┿━┿━━►┌─────────┐         │                │ ║
    └────────┘  ║ │ │   │   ALB   ┝━━━┓     │                │ ║
                ║ │ │   └─────────┘   ┃     │                │ ║
                ║ │ ╰─────────────────╂─────╯                │ ║
                ║ │ ╭ Private subnet ─╂─────╮                │ ║
                ║ │ │   ┌─────────┐   ┃     │   ┏━━━━━━━━┓   │ ║
                ║ │ │   │  Task   │◄━━┛     │   ┃ Aurora ┃   │ ║
                ║ │ │   │ at work ┝━━━━━━━━━┿━━►┃        ┃   │ ║
                ║ │ │   └─────────┘         │   ┗━━━━━━━━┛   │ ║
                ║ │ ╰───────────────────────╯                │ ║
                ║ └──────────────────────────────────────────┘ ║
                ╚══════════════════════════════════════════════╝

    Aurora: replicated
    ");
    insta::assert_snapshot!(drawn(&cloud, 2), @"
                ╔ AWS Cloud ═══════════════════════════════════╗
                ║ ┌ VPC ─────────────────────────────────────┐ ║
    ┌────────┐  ║ │ ╭ Public subnet ────────╮                │ ║
    │ Client ├──╫─┼─┼──►┌─────────┐         │                │ ║
    └────────┘  ║ │ │   │   ALB   ├╌╌╌┐     │                │ ║
                ║ │ │   └─────────┘   ╎     │                │ ║
                ║ │ ╰─────────────────┼─────╯                │ ║
                ║ │ ╭ Private subnet ✗┼─────╮                │ ║
                ║ │ │   ┌─────────┐   ╎     │                │ ║
                ║ │ │   │  Task ✗ │◄╌╌┘     │                │ ║
                ║ │ │   │         │         │                │ ║
                ║ │ │   └─────────┘         │                │ ║
                ║ │ ╰───────────────────────╯                │ ║
                ║ └──────────────────────────────────────────┘ ║
                ╚══════════════════════════════════════════════╝
    ");
    insta::assert_snapshot!(said(&cloud, 1), @"
    flow Client, ALB, Task, Aurora; note Task: at work; note Aurora: replicated
    flows: Client → ALB → Task → Aurora
    note on Task: at work
    note on Aurora: replicated
    ");
}

const TREE: &str = "
              ┌────────────────┐
              │ Relational?    │
              └───┬────────┬───┘
                 yes       no
          ┌───────┘        └───────┐
          ▼                        ▼
   ┌─────────────┐          ┌─────────────┐
   │ > 64 TiB?   │          │  DynamoDB   │
   └──┬───────┬──┘          └─────────────┘
  yes │       │ no
 ┌────▼───┐ ┌─▼────┐
 │ Aurora │ │ RDS  │
 └────────┘ └──────┘
";

#[test]
fn a_decision_is_taken_along_its_labels() {
    let tree = diagram(TREE, &["flow Relational?, > 64 TiB?, RDS; hide DynamoDB"]);
    insta::assert_snapshot!(drawn(&tree, 1), @"
                 ┌────────────────┐
                 │ Relational?    │
                 └───┰────────────┘
                    yes
             ┏━━━━━━━┛
             ▼
      ┌─────────────┐
      │ > 64 TiB?   │
      └──┬───────┰──┘
     yes │       ┃ no
    ┌────▼───┐ ┌─▼────┐
    │ Aurora │ │ RDS  │
    └────────┘ └──────┘
    ");
}
