//! Mermaid sources, drawn.

use std::fmt::Write as _;

use proptest::prelude::*;
use tripos::{
    diagram::{Art, FaultKind, mermaid},
    pack, text,
};

use crate::soak::full;

/// A source as it is drawn in so many columns.
fn drawn(source: &str, width: usize) -> String {
    match mermaid(source, width) {
        Ok(diagram) => diagram.picture(0).iter().fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{}", line.to_string().trim_end());
            text
        }),
        Err(fault) => format!("{fault}\n"),
    }
}

const CHARTS: &[(&str, &str)] = &[
    ("chain", "graph LR\nA[Client] --> B[Load balancer] --> C[(Database)]"),
    (
        "branch",
        "flowchart TD\nStart --> Q{Is it valid?}\nQ -- yes --> Ok\nQ -- no --> Fix\nFix --> Q\nOk --> End\nStart --> End",
    ),
    ("fan", "graph TD\nA --> B & C & D\nB & C & D --> E\nE --> A"),
    (
        "vpc",
        "graph LR\nA[Client] -->|request| B[Load balancer]\nB --> C[Web 1]\nB --> D[Web 2]\nC --> E[(Database)]\nD --> E\nE -.-> C\nsubgraph vpc [VPC]\nsubgraph az1\nC\nend\nD\nE\nend\n",
    ),
    (
        "strokes",
        "graph LR\nA -- sync --> B\nA -. async .-> C\nA == bulk ==> D\nB --- E\nC --- E\nD <--> E",
    ),
    ("loop", "graph TD\nA[Worker] -->|retry| A\nA --> B\nB --> B"),
    ("loop-lr", "graph LR\nA[Worker] -->|retry| A\nA --> B\nB --> B"),
    (
        "zones",
        "graph TD\nUser --> api\nsubgraph front [Front end]\napi[API Gateway] --> fn[Lambda]\nend\nsubgraph back [Back end]\ndb[(DynamoDB)]\nq[SQS]\nend\nfn --> db\nfn --> q\nq --> w[Worker]\nw --> db",
    ),
    (
        "zone-edge",
        "graph LR\nsubgraph one\nA --> B\nend\nsubgraph two\nC --> D\nend\none --> two\nE --> one",
    ),
    (
        "directions",
        "flowchart LR\nsubgraph one\ndirection TB\nA --> B\nend\nsubgraph two\ndirection BT\nC --> D\nend\none --> two",
    ),
    ("bt", "graph BT\nA --> B\nA --> C\nB -->|up| D\nC --> D"),
    ("rl", "graph RL\nA[First] -->|label| B[Second]\nA --> C[Third]\nB --> D\nC --> D"),
    ("cross", "graph TD\nA --> D\nA --> E\nB --> C\nB --> E\nB --> D\nA --> C"),
    (
        "wide",
        "graph LR\nA[数据库] --> B[\"e\u{301}tude <br> in two lines\"] --> C{\"Is a long label wrapped or not, who knows?\"}\nC -->|yes, it is wrapped| D\nC -->|no| E",
    ),
    (
        "cicd",
        "graph LR\nsubgraph build\ncommit --> test --> package\nend\nsubgraph deploy\nstaging --> approve{Approved?}\napprove -->|yes| prod\napprove -->|no| rollback\nend\npackage --> staging\nrollback --> commit",
    ),
];

const TALKS: &[(&str, &str)] = &[
    (
        "hello",
        "sequenceDiagram\nparticipant A as Alice\nparticipant B as Bob\nA->>B: Hello\nB-->>A: Hi\nA->B: Bye",
    ),
    (
        "three",
        "sequenceDiagram\nautonumber\nactor U as User\nU->>+Web: GET /\nWeb->>+Database: query\nDatabase-->>-Web: rows\nWeb-->>-U: page\nU-)Database: never",
    ),
    ("own", "sequenceDiagram\nA->>A: think about it\nA->>B: go\nB->>B: work"),
    (
        "notes",
        "sequenceDiagram\nA->>B: Hello\nNote over A,B: They know each other\nNote left of A: Alice\nNote right of B: Bob<br/>listens\nNote over A: alone",
    ),
    (
        "loop",
        "sequenceDiagram\nA->>B: start\nloop every minute\nA->>B: ping\nB-->>A: pong\nend\nA->>C: done",
    ),
    (
        "alt",
        "sequenceDiagram\nClient->>Server: login\nalt password is right\nServer-->>Client: token\nelse password is wrong\nServer-->>Client: 401\nopt too often\nServer->>Server: lock\nend\nend",
    ),
    (
        "par",
        "sequenceDiagram\nparticipant L as Load balancer\npar to one\nL->>W1: request\nand to two\nL->>W2: request\nend\nrect rgb(1,2,3)\nW1--xL: fails\nend",
    ),
    (
        "long",
        "sequenceDiagram\nparticipant A as A participant of a long name\nA->>B: A message that is so long that it has to be wrapped somewhere\nB-->>A: short",
    ),
];

#[test]
fn sequences_are_drawn() {
    for (name, source) in TALKS {
        let shown = [76, 40].map(|width| format!("{width}:\n{}", drawn(source, width)));
        insta::assert_snapshot!(
            format!("mermaid_talk_{name}"),
            format!("{source}\n\n{}", shown.join("\n"))
        );
    }
}

const LESSON: &str = "# Drawn

Before.

```mermaid
graph LR
A[Client] -->|asks| B[Server]
```

- In a list:

  ```mermaid
  sequenceDiagram
  Client->>Server: asks
  ```

```mermaid
gantt
title Not drawn
```

```sh
ls
```
";

#[test]
fn blocks_in_a_lesson_are_drawn() {
    let doc = text::parse(&text::Markdown(LESSON.to_owned()));
    let shown = |frame: &text::Frame| {
        let page = text::layout(&doc, frame);
        let figures = page.places.iter().filter(|it| matches!(it.what, text::What::Figure { .. }));
        let lines: Vec<_> = page.lines.iter().map(ToString::to_string).collect();
        (figures.count(), lines.join("\n"))
    };
    let (figures, text) = shown(&pack::framed(60));
    assert_eq!(figures, 2);
    insta::assert_snapshot!("mermaid_lesson", text);
    assert!(shown(&pack::framed(9)).1.contains("too wide"));
    let (figures, text) = shown(&text::Frame::plain(60));
    assert!(figures == 0 && !text.contains("source:"), "{text}");
}

#[test]
fn messages_are_steps() {
    let diagram = mermaid(TALKS[0].1, 76).unwrap();
    let said: Vec<_> = diagram.steps.iter().map(|step| step.say.0.as_str()).collect();
    assert_eq!(said, ["Alice → Bob: Hello", "Bob → Alice: Hi", "Alice → Bob: Bye"]);
    for step in &diagram.steps {
        assert!(diagram.art.is_joined(step.flow[0], step.flow[1]));
    }
    let rows: Vec<_> = (1..=3).map(|step| diagram.state(step).legs[0][0].row).collect();
    assert_eq!(rows, [4, 6, 8]);
}

#[test]
fn what_is_not_understood_is_told() {
    for (source, expected) in [
        ("", "line 1: the block is empty"),
        ("pie title x", "line 1: `pie` is not drawn; flowcharts and sequence diagrams are"),
        (
            "%% c\n\nclassDiagram\nA <|-- B",
            "line 3: `classDiagram` is not drawn; flowcharts and sequence diagrams are",
        ),
        ("graph XY\nA", "line 1: `XY` is not understood here"),
        ("graph TD\nA --> \nB", "line 2: `` is not understood here"),
        ("graph TD\nA[open --> B", "line 2: label is not closed"),
        ("graph TD\nsubgraph x\nA", "line 2: subgraph is not closed"),
        ("graph TD\nA\nend", "line 3: `end` without anything to end"),
        ("graph TD\nA ?? B", "line 2: `?? B` is not understood here"),
        (
            "graph TD\nsubgraph x\nA\nend\nA --> x",
            "line 5: a connector joins a subgraph with what stands in it",
        ),
        ("sequenceDiagram\nA->>B: x\nloop y", "line 3: section is not closed"),
        ("sequenceDiagram\nA says B", "line 2: `A says B` is not understood here"),
        ("sequenceDiagram\nend", "line 2: `end` without anything to end"),
    ] {
        let fault = mermaid(source, 76).unwrap_err();
        assert_eq!(fault.to_string(), expected, "{source:?}");
    }
}

#[test]
fn all_ways_to_write_it_are_read() {
    for source in [
        "graph TD;A-->B;",
        "---\ntitle: T\n---\nflowchart LR\nA-->B",
        "%%{init: {'theme': 'dark'}}%%\ngraph LR\n  A ---> B %% no comment here\n"
            .trim_end_matches("%% no comment here\n"),
        "graph TD\nA((circle))-->B([stadium])\nC[[sub]] --> D{{hex}}\nE>flag] --> F[/par/]\nA --> F(((three)))",
        "graph TD\nclassDef x fill:#fff\nA:::x --> B\nclass A x\nstyle B fill:#f9f\nlinkStyle 0 stroke:#f00\nclick A \"https://x\"",
        "graph TD\nA@{ shape: diam, label: \"Why?\" } --> B\nA ~~~ C",
        "graph TD\nA -- \"quoted -- text\" --> B\nB x--x C\nC o--o D\nD --x E\nE ==>|\"a | b\"| F",
        "graph TD\na-b --> c.d\ne_f-->g1",
    ] {
        let diagram = mermaid(source, 76).unwrap_or_else(|fault| panic!("{fault}\n{source}"));
        assert!(diagram.art.parts().count() >= 2, "{source}");
    }
}

#[test]
fn large_charts_are_refused_or_drawn_in_time() {
    let nodes =
        |count: usize| (0..count).map(move |it| format!("n{it} --> n{}\n", (it * 7 + 3) % count));
    for count in [50, 120, 199, 300] {
        let source = format!("graph TD\n{}", nodes(count).collect::<String>());
        let drawn = mermaid(&source, 76);
        assert!(count < 200 || drawn.is_err());
    }
    assert!(mermaid(&format!("graph TD\n{}", " ".repeat(70_000)), 76).is_err());
    let all = (0..20).map(|it| format!("n{it}")).collect::<Vec<_>>().join(" & ");
    assert!(mermaid(&format!("graph TD\n{all} --> {all}"), 76).is_err());
}

#[test]
fn flowcharts_are_drawn() {
    for (name, source) in CHARTS {
        let shown = [76, 40].map(|width| format!("{width}:\n{}", drawn(source, width)));
        insta::assert_snapshot!(
            format!("mermaid_{name}"),
            format!("{source}\n\n{}", shown.join("\n"))
        );
    }
}

/// A connector of a random chart.
#[derive(Clone, Debug)]
struct Arrow {
    from: usize,
    to: usize,
    link: &'static str,
}

const LINKS: [&str; 7] =
    ["-->", "---", "-.->", "==>", "-->|a label|", "<-->", "-- two<br>rows -->"];

fn arrow(nodes: usize) -> impl Strategy<Value = Arrow> {
    (0..nodes, 0..nodes, 0..LINKS.len()).prop_map(|(from, to, link)| Arrow {
        from,
        to,
        link: LINKS[link],
    })
}

fn chart() -> impl Strategy<Value = (String, usize, Vec<Arrow>)> {
    let way = prop_oneof![Just("TD"), Just("LR"), Just("BT"), Just("RL")];
    (way, 1usize..=12).prop_flat_map(|(way, nodes)| {
        let arrows = prop::collection::vec(arrow(nodes), 0..18);
        let zones = prop::collection::vec(0usize..4, nodes);
        (Just(way), Just(nodes), arrows, zones)
            .prop_map(|(way, nodes, arrows, zones)| (source(way, &zones, &arrows), nodes, arrows))
    })
}

/// Zone 1 stands in zone 2, zone 3 by itself; zone 0 is none.
fn source(way: &str, zones: &[usize], arrows: &[Arrow]) -> String {
    let mut source = format!("flowchart {way}\n");
    let nodes = |zone: usize| {
        let nodes = zones.iter().enumerate().filter(move |(_, it)| **it == zone);
        nodes.fold(String::new(), |text, (node, _)| text + &format!("n{node}[Node {node}]\n"))
    };
    source += &nodes(0);
    let _ = write!(source, "subgraph outer\n{}subgraph inner\n{}end\nend\n", nodes(2), nodes(1));
    let _ = write!(source, "subgraph other [Other one]\n{}end\n", nodes(3));
    for Arrow { from, to, link } in arrows {
        let _ = writeln!(source, "n{from} {link} n{to}");
    }
    source
}

/// Holds that every node is a part and every arrow a connector.
fn is_whole(art: &Art, nodes: usize, arrows: &[Arrow]) {
    let part = |node: usize| {
        let name = format!("Node {node}");
        let mut parts = art.parts().filter(|part| part.name == name);
        let part = parts.next().unwrap_or_else(|| panic!("no part {name}"));
        assert!(!part.is_zone && parts.next().is_none(), "{name} twice");
        part.id
    };
    for node in 0..nodes {
        part(node);
    }
    for Arrow { from, to, .. } in arrows {
        assert!(art.is_joined(part(*from), part(*to)), "{from} and {to}");
        assert!(art.is_joined(part(*to), part(*from)), "{to} and {from}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(full(300, 20) as u32) })]

    #[test]
    fn every_chart_is_understood((source, nodes, arrows) in chart()) {
        let diagram = mermaid(&source, 76).unwrap();
        is_whole(&diagram.art, nodes, &arrows);
        let text = drawn(&source, 76);
        let (art, faults) = Art::parse(&text);
        let size = |fault: &FaultKind| matches!(fault, FaultKind::TooWide { .. } | FaultKind::TooLarge);
        let faults: Vec<_> = faults.into_iter().filter(|fault| !size(&fault.what)).collect();
        prop_assert!(faults.is_empty(), "{faults:?}\n{text}");
        // What crosses what is known to the diagram; the parser has to guess
        // it from arrowheads, so only the boxes are compared.
        if art.width() < 200 && art.height() < 400 {
            is_whole(&art, nodes, &[]);
        }
        for line in diagram.picture(0) {
            prop_assert!(line.width() <= diagram.art.width());
        }
    }

    #[test]
    fn whatever_is_written_is_no_panic(text in ".{0,200}", width in 0usize..100) {
        drawn(&text, width);
        drawn(&format!("graph TD\n{text}"), width);
    }

    #[test]
    fn whatever_is_broken_is_no_panic(
        which in 0..CHARTS.len() + TALKS.len(), cut in 0usize..200, insert in "[-<>=.|\\[\\](){}&;a\"\n]{0,6}", width in 0usize..100,
    ) {
        let source = CHARTS.iter().chain(TALKS).nth(which).unwrap().1;
        let cut = (0..=cut.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap();
        drawn(&format!("{}{insert}{}", &source[..cut], &source[cut..]), width);
        drawn(&format!("{}{insert}", &source[..cut]), width);
    }
}
