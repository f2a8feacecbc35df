//! Diagrams of packs: what is found in them, every step, played on the real
//! program; and what their authors are told.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use tripos::{
    diagram::{Diagram, View},
    pack::{self, Files},
    text::Line,
    tui::{Msg, Route, Theme},
};

use crate::{
    learner::{Learner, is_clean},
    pty::Session,
    soak::{figure, full},
    stories::{stdout, tripos},
};

fn built_in() -> Vec<(String, Diagram)> {
    let (pack, _) = pack::load(&Files::Folder(".".into()));
    assert!(!pack.diagrams.is_empty());
    pack.diagrams.iter().map(|(path, it)| (path.clone(), Diagram::clone(it))).collect()
}

/// The name of a diagram's file, without folder and ending.
fn name(path: &str) -> &str {
    path.trim_start_matches("assets/").trim_end_matches(".diagram")
}

#[test]
fn parts_and_connectors_of_the_built_in_diagrams() {
    for (path, diagram) in built_in() {
        let art = &diagram.art;
        let mut told = String::new();
        for part in art.parts() {
            let joined: Vec<_> = art.neighbours(part.id).iter().map(|id| art.called(*id)).collect();
            let sort = if part.is_zone { "zone" } else { "box" };
            let within = part.zone.map(|zone| format!(" in {}", art.called(zone)));
            let within = within.unwrap_or_default();
            writeln!(told, "{sort} {}{within}: {}", art.called(part.id), joined.join(", "))
                .unwrap();
        }
        insta::assert_snapshot!(format!("parts-{}", name(&path)), told);
    }
}

#[test]
fn every_step_of_the_built_in_diagrams() {
    for (path, diagram) in built_in() {
        let mut told = String::new();
        for step in 0..=diagram.steps.len() {
            let picture = diagram.picture(View { step, ..View::default() });
            let lines: Vec<_> = picture.iter().map(Line::to_string).collect();
            let said = diagram.step(step).map_or("", |step| &step.say.0);
            writeln!(told, "== {step} {said}\n{}", lines.join("\n")).unwrap();
        }
        is_clean(&told);
        insta::assert_snapshot!(format!("steps-{}", name(&path)), told);
    }
}

/// A flow names only parts that are to be seen when it flows.
#[test]
fn nothing_flows_through_what_is_hidden() {
    for (path, diagram) in built_in() {
        for (number, step) in (1..).zip(&diagram.steps) {
            let hidden: BTreeSet<_> = diagram.state(number).hidden;
            for part in &step.flow {
                let name = diagram.art.called(*part);
                assert!(!hidden.contains(part), "{path} step {number}: {name} is hidden");
            }
        }
    }
}

/// Each is opened from the list and stepped through with keys, played to its
/// end, and a part is asked about.
#[test]
fn the_built_in_diagrams_are_played_in_a_terminal() {
    let data = tempfile::tempdir().unwrap();
    tripos(data.path(), &["set", "minutes-a-day", "30"]);
    let mut session = Session::start(data.path(), &[]);
    session.sees("Today").types("d").sees("Diagrams");
    let diagrams = built_in();
    let each = full(1, 3);
    for (index, (_, diagram)) in diagrams.iter().enumerate().step_by(each) {
        let steps = diagram.steps.len();
        session.types(&"j".repeat(index)).types("\r").sees(&format!("{steps} steps"));
        for (number, step) in (1..).zip(&diagram.steps) {
            let first: Vec<_> = step.say.0.split_whitespace().take(4).collect();
            session.types("\x1b[C").sees(&format!("step {number} of {steps}"));
            session.sees(&first.join(" "));
        }
        session.types("\x1b[D").sees(&format!("step {} of {steps}", steps - 1));
        session.types("0").sees(&format!("{steps} steps"));
        session.types("p").sees("playing").types("p");
        session.until("it stops", |screen| !screen.contains("playing"));
        let part = diagram.art.parts().next().unwrap();
        session.types("0\t").sees("Enter tells about it").types("\r");
        session.until("it is told", |screen| !screen.contains("Enter tells"));
        session.sees(&diagram.art.called(part.id));
        let told = |screen: &str| screen.contains("connected to") || screen.contains("holds ");
        session.types("\x1b").until("it is let go", |screen| !told(screen));
        session.types("\x1b").sees("Diagrams").types("g");
    }
    let played = diagrams.len().div_ceil(each);
    figure("diagrams played in a terminal", &format!("{played}, every step"));
    session.types("\x1b").sees("Today").types("q");
    assert!(session.ends().0.success());
}

fn cup() -> Learner {
    let route = Route::Diagram("assets/cup.diagram".to_owned());
    Learner::new("tests/packs/small", route, (80, 24), Theme::default(), true)
}

fn ticks(learner: &mut Learner, count: usize) {
    for _ in 0..count {
        learner.update(&Msg::Tick);
    }
}

#[test]
fn a_step_moves_once_and_comes_to_rest() {
    let mut learner = cup();
    assert!(!learner.app.is_moving());
    let first = learner.does("right").sees();
    assert!(learner.app.is_moving() && first.contains('●'), "{first}");
    ticks(&mut learner, 1);
    assert_ne!(learner.sees(), first);
    ticks(&mut learner, 50);
    assert!(!learner.app.is_moving() && !learner.sees().contains('●'));
    // Going back moves nothing.
    learner.does("right left");
    assert!(!learner.app.is_moving());
}

#[test]
fn playing_goes_through_all_steps_and_stops() {
    let mut learner = cup();
    assert!(learner.does("p").sees().contains("playing · step 1 of 2"));
    ticks(&mut learner, 60);
    assert!(learner.sees().contains("playing · step 2 of 2"), "{}", learner.sees());
    ticks(&mut learner, 120);
    assert!(!learner.app.is_moving() && !learner.sees().contains("playing"));
    // From its end it begins anew; a key of one's own stops it.
    assert!(learner.does("p").sees().contains("playing · step 1 of 2"));
    assert!(!learner.does("right").sees().contains("playing"));
}

#[test]
fn with_reduced_motion_nothing_moves() {
    let mut learner = cup();
    learner.reduce_motion();
    let step = learner.does("right").sees();
    assert!(!learner.app.is_moving() && !step.contains('●'), "{step}");
    assert!(step.contains('━'), "{step}");
    // Playing still turns the pages.
    learner.does("0 p");
    ticks(&mut learner, 60);
    assert!(learner.sees().contains("step 2 of 2") && !learner.sees().contains('●'));
}

#[test]
fn parts_are_selected_round_and_round() {
    let mut learner = cup();
    for name in ["Kettle", "Pot", "Cup", "Kettle"] {
        let picture = learner.does("tab").sees();
        assert!(picture.contains(&format!("{name}  Enter tells about it")), "{picture}");
    }
    assert!(learner.does("backtab").sees().contains("Cup  Enter"));
    let told = learner.does("tab tab enter").sees();
    assert!(
        told.contains("Where it draws.") && told.contains("connected to Kettle, Cup"),
        "{told}"
    );
}

const GOOD: &str = "---
title: A good one
parts:
  Web: Answers.
steps:
  - say: It asks.
    flow: [Web, App]
  - say: It fails.
    fail: [Data]
    note: {App: alone}
---
┌ Zone ───────────────┐
│ ┌─────┐     ┌─────┐ │   ┌──────┐
│ │ Web ├────►│ App ├─┼──►│ Data │
│ └─────┘     └─────┘ │   └──────┘
└─────────────────────┘
┌─────┐  ┌─────┐
│ One │  │ Two │
└─────┘  └─────┘
";

/// What is written in place of what, and what is told where: line, column, code.
const BROKEN: &[(&str, &str, (usize, usize, &str))] = &[
    ("flow: [Web, App]", "flow: [Web, Ap]", (7, 17, "E051")),
    ("flow: [Web, App]", "flow: [Web, One]", (7, 17, "E053")),
    ("fail: [Data]", "fail: [Date]", (9, 12, "E051")),
    ("note: {App: alone}", "note: {Apt: alone}", (10, 12, "E051")),
    ("  Web: Answers.", "  Wep: Answers.", (4, 3, "E051")),
    ("  - say: It asks.\n    flow", "  - flow", (6, 5, "E013")),
    ("    fail: [Data]", "    fails: [Data]", (9, 5, "E012")),
    ("    fail: [Data]", "    fail: Data", (9, 11, "E016")),
    ("title: A good one\n", "", (2, 1, "E013")),
    ("│ └─────┘     └─────┘ │", "│ └─────┘     └──── ┘ │", (15, 19, "E050")),
    ("└─────────────────────┘\n", "\n", (15, 1, "E050")),
    ("├─┼──►│ Data │", "├─┼──►  Data │", (13, 27, "E050")),
    ("├─┼──►│ Data │", "├─┼─  │ Data │", (14, 24, "E050")),
    ("│ Web ├────►│", "│ Web ├──►  │", (14, 12, "E050")),
    ("│ Two │", "│ One │", (18, 12, "E054")),
    ("│ Two │", "│ Two\u{301} │", (18, 14, "E056")),
    ("│ One │", "│ 🚀e │", (18, 3, "E056")),
    ("└─────┘  └─────┘\n", "└─────┘  └─────┘\tx\n", (19, 17, "E056")),
    (
        "└─────────────────────┘\n",
        "└─────────────────────┘                                                       note\n",
        (16, 77, "E055"),
    ),
    ("say: It asks.", "say: See [there](../content/none.md).", (6, 22, "E024")),
];

/// Twenty broken diagrams are twenty faults, each where it is, and no other.
#[test]
fn twenty_broken_diagrams_are_twenty_exact_diagnostics() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir_all(pack.join("assets")).unwrap();
    fs::write(pack.join("pack.yaml"), "format: 1\nid: broken\ntitle: Broken\n").unwrap();
    fs::write(pack.join("assets/00.diagram"), GOOD).unwrap();
    let mut wanted = Vec::new();
    for (index, (right, wrong, (line, column, code))) in (1..).zip(BROKEN) {
        assert!(GOOD.contains(right), "no `{right}`");
        let file = format!("assets/{index:02}.diagram");
        fs::write(pack.join(&file), GOOD.replacen(right, wrong, 1)).unwrap();
        wanted.push(format!("{file}:{line}:{column} {code}"));
    }
    let args = ["check", "--format", "json", pack.to_str().unwrap()];
    let output = tripos(folder.path(), &args);
    assert_eq!(output.status.code(), Some(1));
    let told = stdout(&output);
    let told = told.lines().map(|line| {
        let it: serde_json::Value = serde_json::from_str(line).unwrap();
        let code = it["code"].as_str().unwrap();
        format!("{}:{}:{} {code}", it["file"].as_str().unwrap(), it["line"], it["column"])
    });
    assert_eq!(told.collect::<Vec<_>>(), wanted);
    figure("broken diagrams", &format!("{} told, each at its line and column", wanted.len()));
}
