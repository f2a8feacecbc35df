//! Broken arts, each with its exact fault at its line and column.

use tripos::diagram::{Art, FaultKind};

use crate::soak::full;

/// Faults as a compiler tells them: line and column from 1, and the characters meant.
fn told(source: &str) -> Vec<(usize, usize, &str, FaultKind)> {
    let told = |fault: &tripos::diagram::Fault| {
        let (before, what) = (&source[..fault.span.start], &source[fault.span.clone()]);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (line, column, what, fault.what)
    };
    Art::parse(source).1.iter().map(told).collect()
}

/// An art, and its one fault: line, column, what it points at, and what it is.
type Case<'a> = (&'a str, usize, usize, &'a str, FaultKind);

#[track_caller]
fn check(cases: &[Case]) {
    for (art, line, column, what, kind) in cases {
        assert_eq!(told(art), [(*line, *column, *what, *kind)], "\n{art}");
    }
}

#[test]
fn boxes_that_do_not_close() {
    use FaultKind::OpenBox;
    check(&[
        ("┌───┐\n│ A │\n└── ┘", 3, 3, "─", OpenBox),
        ("┌───┐\n│ A │\n", 2, 1, "│", OpenBox),
        ("┌───┐\n│ A  │\n└───┘", 1, 5, "┐", OpenBox),
        ("┌───────┐\n│ A long name │\n└───────┘", 1, 9, "┐", OpenBox),
        ("┌───┐\n│ A │\n├───┘", 3, 1, "├", OpenBox),
        ("┌──────┐\n│ A     │\n└──────┘", 1, 8, "┐", OpenBox),
        ("+---+\n| A  \n+---+", 1, 5, "+", OpenBox),
        ("+---+\n| A |\n+-- +", 3, 3, "-", OpenBox),
        (
            "┌ Zone ───────┐\n│ ┌───┐      │\n│ │ A │      │\n│ └───┘      │\n└────────────┘",
            1,
            15,
            "┐",
            OpenBox,
        ),
        (
            "┌ Zone ──────┐\n│ ┌───┐      │\n│ │ A │\n│ └───┘      │\n└────────────┘",
            2,
            14,
            "│",
            OpenBox,
        ),
        ("╔═══╗\n║ A ║\n╚═══", 2, 5, "║", OpenBox),
        // Connectors to boxes that do not close are not told too.
        ("┌───┐    ┌───┐\n│ A ├───►│ B\n└───┘    └───┘", 1, 14, "┐", OpenBox),
        ("┌───┐    ┌───┐\n│ A ├───►  B │\n└───┘    └───┘", 1, 10, "┌", OpenBox),
        (
            "┌ Zone ────\n│ ┌───┐   │   ┌───┐\n│ │ A ├───┼──►│ B │\n│ └───┘   │   └───┘\n└─────────┘",
            1,
            11,
            "─",
            OpenBox,
        ),
    ]);
}

#[test]
fn connectors_to_nowhere() {
    use FaultKind::{LooseConnector, LooseHead, NoJunction, ShortConnector};
    check(&[
        ("+---+        +---+\n| A | -----> | B |\n+---+        +---+", 2, 12, ">", ShortConnector),
        ("┌───┐\n│ A │\n└───┘\n\n  │\n  ▼\n\n┌───┐\n│ B │\n└───┘", 6, 3, "▼", ShortConnector),
        ("┌───┐\n│ A ├────\n└───┘", 2, 9, "─", LooseConnector),
        ("┌───┐\n│ A ├\n└───┘", 2, 5, "├", LooseConnector),
        ("┌───┐\n│ A ├──────► the world\n└───┘", 2, 12, "►", LooseHead),
        ("+---+\n| A |----->\n+---+", 2, 11, ">", LooseHead),
        ("+---+\n| A |---+\n+---+   |\n        |\n", 4, 9, "|", LooseConnector),
        ("┌───┐\n│ A ├──┐\n└───┘  │\n", 3, 8, "│", LooseConnector),
        ("┌───┐      ┌───┐\n│ A ├────► │ B │\n└───┘      └───┘", 2, 10, "►", ShortConnector),
        (
            "┌───┐          ┌───┐\n│ A ├───    ──►│ B │\n└───┘          └───┘",
            2,
            8,
            "─",
            LooseConnector,
        ),
        (
            "┌───┐\n│ A ├──┐\n└───┘   │\n      ┌─▼─┐\n      │ B │\n      └───┘",
            2,
            8,
            "┐",
            LooseConnector,
        ),
        (
            "┌───┐   ┌───┐\n│ A ├──►│ B │\n└───┘ │ └───┘\n    ┌─▼─┐\n    │ C │\n    └───┘",
            3,
            7,
            "│",
            NoJunction,
        ),
        (
            "┌ Zone ──────┐\n│ ┌───┐      │\n│ │ A ├──────┼\n│ └───┘      │\n└────────────┘",
            3,
            14,
            "┼",
            LooseConnector,
        ),
    ]);
}

#[test]
fn names_and_characters() {
    use FaultKind::{Combining, Control, Emoji, SameName, Tab, WideLine};
    check(&[
        ("┌───┐ ┌───┐\n│ A │ │ A │\n└───┘ └───┘", 2, 9, "A", SameName),
        (
            "┌ Zone ───────────┐\n│ ┌─────┐ ┌─────┐ │\n│ │ the │ │ the │ │\n│ │ web │ │ web │ │\n│ └─────┘ └─────┘ │\n└─────────────────┘",
            3,
            13,
            "the",
            SameName,
        ),
        (
            "┌ Z ───┐ ┌ Z ───┐\n│ ┌──┐ │ │ ┌──┐ │\n│ │a │ │ │ │a │ │\n│ └──┘ │ │ └──┘ │\n└──────┘ └──────┘",
            1,
            12,
            "Z",
            SameName,
        ),
        ("┌───┐\n│\tA │\n└───┘", 2, 2, "\t", Tab),
        ("┌───┐\n│ e\u{301} │\n└───┘", 2, 3, "e\u{301}", Combining),
        ("┌────┐\n│ 🚀 │\n└────┘", 2, 3, "🚀", Emoji),
        ("┌───┐\n│ A │\n└───┘\n⚠\u{fe0f} mind", 4, 1, "⚠\u{fe0f}", Emoji),
        ("＋－－－＋", 1, 1, "＋－－－＋", WideLine),
        ("┌───┐\n│ A │\n└───┘\u{202e}", 3, 6, "\u{202e}", Control),
        ("a \u{1b} b", 1, 3, "\u{1b}", Control),
    ]);
}

#[test]
fn sizes() {
    use FaultKind::{TooLarge, TooWide};
    let wide = format!("┌{}┐\n│{}│\n└{}┘", "─".repeat(80), " ".repeat(80), "─".repeat(80));
    let deep = "│\n".repeat(401);
    check(&[
        (wide.as_str(), 1, 77, "─────┐", TooWide { columns: 82 }),
        (deep.as_str(), 401, 1, "│", TooLarge),
    ]);
}

#[test]
fn several_faults_are_all_told() {
    let art = "\
┌───┐       ┌───┐
│ A ├─────  │ A │
└─┬─┘       └───┘
  │\tx
┌───┐
│ B │
└── ┘";
    let faults = told(art);
    let kinds: Vec<_> =
        faults.iter().map(|(line, column, _, kind)| (*line, *column, *kind)).collect();
    assert_eq!(
        kinds,
        [
            (2, 10, FaultKind::ShortConnector),
            (2, 15, FaultKind::SameName),
            (4, 4, FaultKind::Tab),
            (7, 3, FaultKind::OpenBox),
        ]
    );
}

#[test]
fn sound_art_has_no_fault() {
    for art in [
        "",
        "\n\n",
        "A plain sentence - with a hyphen; a + b, c | d, v > w < x ^ 2.",
        "  ──► writes\n  ╌╌► reads\n",
        "──────────────\n Heading\n══════════════",
        "| Key | Value |\n|-----|-------|\n| a   | 1     |",
        "src\n├── main.rs\n│   └── lib.rs\n└── tests",
        "-->  <-- ^ v + - |",
        "┌┐└┘",
        "+",
        "(a) --- (b)",
        "┌───┐\n│   │\n└───┘\n┌───┐\n│   │\n└───┘",
        "┌───┐\n│ A │ v1 > v0\n└───┘ - a note\n  | a bar",
        "┌ C++ ──┐\n│ i++   │\n│ a->b  │\n│ <tag> │\n└───────┘",
        "┌──────┐\n│ 主库 │ 一つの図\n└──────┘",
        "┌───┐  ┌───┐\n│ A │◄►│ B │\n└───┘  └───┘",
        "┌───┐\n│ A ├─┐\n└─▲─┘ │\n  └───┘",
    ] {
        assert_eq!(told(art), [], "\n{art}");
    }
}

#[test]
fn large_art_takes_no_time() {
    for art in [
        "+".repeat(full(10_000_000, 200_000)),
        "+\n".repeat(5000),
        format!("{}\n", "┼".repeat(full(5000, 1000))).repeat(full(5000, 500)),
        format!("{}\n", "+".repeat(200)).repeat(full(90, 20)),
        format!("{}\n", "┼".repeat(200)).repeat(full(400, 60)),
        format!("{}\n", "─ ".repeat(100)).repeat(full(90, 20)),
        format!("{}\n", "┌┐".repeat(100)).repeat(full(90, 20)),
        format!(
            "{}\n{}\n{}\n{}\n",
            "┌─┐".repeat(66),
            "│ ├".repeat(66),
            "└┬┘".repeat(66),
            " │ ".repeat(66)
        )
        .repeat(full(25, 6)),
        "\t".repeat(full(10_000_000, 200_000)) + "x",
        "\u{301}".repeat(full(5_000_000, 100_000)),
        "\n".repeat(full(10_000_000, 200_000)) + "+",
    ] {
        let (art, faults) = Art::parse(&art);
        assert!(art.width() <= 200 && art.height() <= 400);
        assert!(!faults.is_empty() && faults.len() <= 100, "{}", faults.len());
    }
}
