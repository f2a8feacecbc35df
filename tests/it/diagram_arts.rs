//! Arts of every sort: what is found in them.

use tripos::diagram::Art;

/// Parts with their zones and neighbours, and what is wrong.
fn understood(source: &str) -> String {
    let source = source.trim_start_matches('\n');
    let (art, faults) = Art::parse(source);
    let mut told = String::new();
    for part in art.parts() {
        let joined: Vec<_> = art.neighbours(part.id).iter().map(|id| art.called(*id)).collect();
        let zone = if part.is_zone { "zone " } else { "" };
        let joined = [" — ", &joined.join(", ")].concat();
        let joined = joined.strip_suffix(" — ").unwrap_or(&joined);
        told.extend([zone, &art.full_name(part.id), joined, "\n"]);
    }
    for fault in faults {
        let before = &source[..fault.span.start];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        told.extend([format!("{line}:{column} {}\n", fault.what)]);
    }
    told
}

#[test]
fn the_design_sample() {
    insta::assert_snapshot!(understood("
                 ┌ Availability Zone 1 ───────────┐
┌─────────────┐  │                    ┌─────────┐ │
│ Application ├──┼───────────────────►│ Primary │ │
└──────┬──────┘  │                    └────┬────┘ │
       │         └─────────────────────────┼──────┘
       │         ┌ Availability Zone 2 ────┼──────┐
       │         │                    ┌────▼────┐ │
       └─────────┼───────────────────►│ Standby │ │
                 │                    └─────────┘ │
                 └────────────────────────────────┘"), @"
    zone Availability Zone 1
    Application — Primary, Standby
    Availability Zone 1/Primary — Application, Standby
    zone Availability Zone 2
    Availability Zone 2/Standby — Application, Primary
    ");
}

#[test]
fn the_sample_in_ascii() {
    insta::assert_snapshot!(understood("
                 + Availability Zone 1 -----------+
+-------------+  |                    +---------+ |
| Application +--+------------------->| Primary | |
+------+------+  |                    +----+----+ |
       |         +-------------------------+------+
       |         + Availability Zone 2 ----+------+
       |         |                    +----v----+ |
       +---------+------------------->| Standby | |
                 |                    +---------+ |
                 +--------------------------------+"), @"
    zone Availability Zone 1
    Application — Primary, Standby
    Availability Zone 1/Primary — Application, Standby
    zone Availability Zone 2
    Availability Zone 2/Standby — Application, Primary
    ");
}

#[test]
fn ascii_that_crosses_with_bare_strokes() {
    insta::assert_snapshot!(understood("
               +-- us-east-1 --------------------+
+---------+    |    +---------+      +---------+ |
|  Users  |----|--->|   ALB   |----->|   EC2   | |
+---------+    |    +---------+      +---------+ |
     |         |         |                ^      |
     |         +---------|----------------|------+
     |                   v                |
     |              +---------+           |
     +------------->|   S3    |-----------+
                    +---------+"), @"
    zone us-east-1
    Users — ALB, S3
    us-east-1/ALB — Users, EC2, S3
    us-east-1/EC2 — ALB, S3
    S3 — Users, ALB, EC2
    ");
}

#[test]
fn zones_three_deep_and_a_connector_across_two_borders() {
    insta::assert_snapshot!(understood("
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
            ╚══════════════════════════════════════════════╝"), @"
    zone AWS Cloud
    zone AWS Cloud/VPC
    Client — ALB
    zone AWS Cloud/VPC/Public subnet
    AWS Cloud/VPC/Public subnet/ALB — Client, Task
    zone AWS Cloud/VPC/Private subnet
    AWS Cloud/VPC/Private subnet/Task — ALB, Aurora
    AWS Cloud/VPC/Aurora — Task
    ");
}

#[test]
fn a_junction_with_three_branches() {
    insta::assert_snapshot!(understood("
                ┌───────┐
            ┌──►│ One   │
┌───────┐   │   └───────┘
│  ALB  ├───┤   ┌───────┐
└───────┘   ├──►│ Two   │
            │   └───────┘
            │   ┌───────┐
            └──►│ Three │
                └───────┘"), @"
    One — ALB, Two, Three
    ALB — One, Two, Three
    Two — One, ALB, Three
    Three — One, ALB, Two
    ");
}

#[test]
fn a_branching_drawn_as_a_cross() {
    insta::assert_snapshot!(understood("
              ┌───────┐
          ┌──►│ One   │
          │   └───────┘
┌─────┐   │   ┌───────┐
│ ALB ├───┼──►│ Two   │
└─────┘   │   └───────┘
          │   ┌───────┐
          └──►│ Three │
              └───────┘"), @"
    One — ALB, Two, Three
    ALB — One, Two, Three
    Two — One, ALB, Three
    Three — One, ALB, Two
    ");
}

#[test]
fn connectors_that_cross_do_not_join() {
    insta::assert_snapshot!(understood("
┌───┐      ┌───┐
│ A ├──┐ ┌─┤ B │
└───┘  │ │ └───┘
       └─┼─────┐
┌───┐    │   ┌─▼─┐
│ C │◄───┘   │ D │
└───┘        └───┘"), @"
    A — D
    B — C
    C — B
    D — A
    ");
}

#[test]
fn connectors_that_cross_in_ascii() {
    insta::assert_snapshot!(understood("
          +---+
          | A |
          +---+
            |
+---+       |       +---+
| B |-------+------>| C |
+---+       |       +---+
            v
          +---+
          | D |
          +---+"), @"
    A — D
    B — C
    C — B
    D — A
    ");
}

#[test]
fn boxes_one_above_the_other() {
    insta::assert_snapshot!(understood("
┌──────────┐
│ Route 53 │
└────┬─────┘
     │
┌────▼─────┐
│   ALB    │
└──────────┘
     ▼
┌──────────┐
│   EC2    │
└──────────┘
     │
     │
┌──────────┐
│   RDS    │
└──────────┘"), @"
    Route 53 — ALB
    ALB — Route 53, EC2
    EC2 — ALB, RDS
    RDS — EC2
    ");
}

#[test]
fn labels_in_and_beside_connectors() {
    insta::assert_snapshot!(understood("
┌─────────────────────────────────────────────────┐
│ Amazon SQS              sends a                 │
│ ┌──────────┐ puts ┌───┐ message ┌─────┐  ┌───┐  │
│ │ Producer ├─────►│ Q ├────────►│ one ├─►│ R │  │
│ │ in a VPC │      └─┬─┘         └─────┘  └─┬─┘  │
│ └──────────┘        │                      │ or │
│                  polls it            in 30 │ it │
│                     │                days  │ is │
│ ┌─────────┐      ┌──▼───────┐            ┌─▼─┐  │
│ │ Archive │◄─────┤ Consumer │            │ X │  │
│ └─────────┘      └──────────┘            └───┘  │
└─────────────────────────────────────────────────┘"), @"
    zone Amazon SQS
    Amazon SQS/Producer in a VPC — Q
    Amazon SQS/Q — Producer in a VPC, one, Consumer
    Amazon SQS/one — Q, R
    Amazon SQS/R — one, X
    Amazon SQS/Archive — Consumer
    Amazon SQS/Consumer — Q, Archive
    Amazon SQS/X — R
    ");
}

#[test]
fn labels_interrupt_connectors() {
    insta::assert_snapshot!(understood("
┌───┐               ┌───┐
│ A ├─── writes ───►│ B │
└─┬─┘               └───┘
  │
 reads
  │
  ▼
+---+               +---+
| C +-- us-east-1 ->| D |
+---+               +---+"), @"
    A — B, C
    B — A
    C — A, D
    D — C
    ");
}

#[test]
fn a_decision_tree() {
    insta::assert_snapshot!(understood("
              ┌────────────────┐
              │ Relational or  │
              │ key-value?     │
              └───┬────────┬───┘
      relational  │        │  key-value
          ┌───────┘        └───────┐
          ▼                        ▼
   ┌─────────────┐          ┌─────────────┐
   │ > 64 TiB?   │          │  DynamoDB   │
   └──┬───────┬──┘          └─────────────┘
  yes │       │ no
 ┌────▼───┐ ┌─▼────┐
 │ Aurora │ │ RDS  │
 └────────┘ └──────┘"), @"
    Relational or key-value? — > 64 TiB?, DynamoDB
    > 64 TiB? — Relational or key-value?, Aurora, RDS
    DynamoDB — Relational or key-value?
    Aurora — > 64 TiB?
    RDS — > 64 TiB?
    ");
}

#[test]
fn labels_in_wide_letters() {
    insta::assert_snapshot!(understood("
┌ 可用区 一 ──────────┐
│ ┌──────┐   ┌──────┐ │
│ │ 主库 ├──►│ 备库 │ │
│ └──────┘   └──────┘ │
└─────────────────────┘
 図１：同期レプリカ"), @"
    zone 可用区 一
    可用区 一/主库 — 备库
    可用区 一/备库 — 主库
    ");
}

#[test]
fn a_zone_named_within() {
    insta::assert_snapshot!(understood("
+------------------------------+
|  Auto   Scaling              |
|  group                       |
|  +-----+  heartbeat  +-----+ |
|  | one |<----------->| two | |
|  +-----+             +-----+ |
+------------------------------+"), @"
    zone Auto Scaling group
    Auto Scaling group/one — two
    Auto Scaling group/two — one
    ");
}

#[test]
fn names_are_told_apart_by_their_zones() {
    insta::assert_snapshot!(understood("
┌ Zone 1 ─────┐     ┌ Zone 2 ─────┐
│ ┌─────────┐ │     │ ┌─────────┐ │
│ │ Web     ├─┼─────┼─┤ Web     │ │
│ └─────────┘ │     │ └─────────┘ │
└─────────────┘     └─────────────┘
┌─────┐
│ Web │
└─────┘"), @"
    zone Zone 1
    zone Zone 2
    Zone 1/Web — Zone 2/Web
    Zone 2/Web — Zone 1/Web
    Web
    ");
}

#[test]
fn arrowheads_in_borders_and_both_ways() {
    insta::assert_snapshot!(understood("
┌───┐     ┌───┐     ┌───┐
│ A ◄─────► B ├─────▶ C │
└─▲─┘     └─┬─┘     └───┘
  └─────────┘"), @"
    A — B
    B — A, C
    C — B
    ");
}

#[test]
fn a_zone_can_be_an_end() {
    insta::assert_snapshot!(understood("
┌─────┐    ┌ Cluster ──────┐
│ ALB ├───►│ ┌───┐   ┌───┐ │
└─────┘    │ │ a │   │ b │ │
           │ └─┬─┘   └───┘ │
           │   │           │
           └───┴───────────┘
┌─────┐        │
│ Log │◄───────┘
└─────┘"), @"
    ALB — Cluster
    zone Cluster — ALB, a, Log
    Cluster/a — Cluster
    Cluster/b
    Log — Cluster
    ");
}

#[test]
fn a_third_box_is_never_passed() {
    insta::assert_snapshot!(understood("
┌───┐   ┌───┐   ┌───┐
│ A ├──►│ B ├──►│ C │
└───┘   └───┘   └───┘
╔═══╤═══╗
║ D │ E ║───────► and so on
╚═══╧═══╝"), @"
    A — B
    B — A, C
    C — B
    D E
    5:17 connector to nowhere: the arrowhead points at nothing
    ");
}

#[test]
fn text_is_text() {
    insta::assert_snapshot!(understood("
A plain sentence - with a hyphen; a + b, c | d, v > w < x ^ 2.
──────────────────────────
 Legend:  ──► writes   ╌╌► reads   [1] see below   *--*

src                     | Key   | Value |
├── main.rs             |-------|-------|
└── lib.rs              | a     | 1     |
┌─────────┐
│ a + b   │-note
│ x->y|z  │ the box  |
│ - one   │
└─────────┘
  | below it, v too"), @"a + b x->y|z - one");
}

#[test]
fn lines_within_a_box_are_its_own() {
    insta::assert_snapshot!(understood("
┌────────────┐       +-----------+
│ Orders     │       | Customers |
├────────────┤       +-----------+
│ pk  order  ├──────►| pk  id    |
│ sk  date   │       |-----------|
└────────────┘       | name      |
                     +-----------+"), @"
    Orders pk order sk date — Customers pk id name
    Customers pk id name — Orders pk order sk date
    ");
}

#[test]
fn boxes_side_by_side() {
    insta::assert_snapshot!(understood("
┌───┐┌───┐┌───┐
│ A ├┤ B ││ C │
└───┘└───┘└───┘
+---++---+
| D || E |
+---++---+
+---+
| F |
+---+"), @"
    A — B
    B — A
    C
    D
    E
    F
    ");
}

/// A line through a zone from side to side, with boxes on either side of it, is
/// a border of two.
#[test]
fn zones_share_a_border() {
    insta::assert_snapshot!(understood("
┌ Zone 1 ────┬ Zone 2 ────┐
│ ┌───┐      │ ┌───┐      │
│ │ A ├──────┼►│ B │      │
│ └───┘      │ └───┘      │
├ Zone 3 ────┼ Zone 4 ────┤
│ ┌───┐      │ ┌───┐      │
│ │ C │      │ │ D │      │
│ └───┘      │ └─┬─┘      │
└────────────┴───┼────────┘
               ┌─▼─┐
               │ E │
               └───┘"), @"
    zone Zone 1
    zone Zone 2
    Zone 1/A — B
    Zone 2/B — A
    zone Zone 3
    zone Zone 4
    Zone 3/C
    Zone 4/D — E
    E — D
    ");
    insta::assert_snapshot!(understood("
+- one ------+- two ------+
| +---+      | +---+      |
| | A |------+>| B |      |
| +---+      | +---+      |
+------------+------------+"), @"
    zone one
    zone two
    one/A — B
    two/B — A
    ");
}
