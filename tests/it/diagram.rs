//! Diagrams as authors write them: every step drawn.

use std::collections::BTreeMap;

use tripos::{
    diagram::{Art, Diagram, PartId, Step, View},
    text::{Clean, Markdown},
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
    format!("\n{}\n", rows.join("\n"))
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
fn the_sample_is_drawn_at_every_step() {
    let rds = sample();
    for step in 0..5 {
        println!("{}", drawn(&rds, step));
    }
    for part in rds.art.parts() {
        println!("{part:?}");
    }
    println!(
        "{}",
        drawn(&rds, View { step: 1, beat: Some(5), selected: Some(PartId(0)), ascii: false })
    );
    println!(
        "{}",
        drawn(&rds, View { step: 1, beat: Some(5), selected: Some(PartId(0)), ascii: true })
    );
    for i in 0..=4 {
        for l in rds.words(i) {
            println!("{l}");
        }
    }
}
