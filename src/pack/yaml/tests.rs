use std::sync::Arc;

use super::*;
use crate::pack::{Diagnostic, sink::Sink, source::Source};

/// A tree on one line, and what was told.
fn reading(text: &str) -> (String, Vec<String>) {
    let source = Arc::new(Source::new("x.yaml", text));
    let mut sink = Sink::new(Arc::clone(&source));
    let node = read(&source.text, 0..text.len(), &mut sink);
    let told = |it: Diagnostic| format!("{} {} {}", it.start(), it.code, it.message);
    (show(&node), sink.into_found().into_iter().map(told).collect())
}

fn show(node: &Node) -> String {
    let all = |parts: Vec<String>| parts.join(" ");
    match &node.value {
        Value::Broken => "?".to_owned(),
        Value::Scalar(scalar) if scalar.style == Style::Absent => "nothing".to_owned(),
        Value::Scalar(scalar) => format!("{:?}", scalar.text),
        Value::List(nodes) => format!("[{}]", all(nodes.iter().map(show).collect())),
        Value::Map(entries) => {
            let entry = |entry: &Entry| format!("{}={}", entry.key.text, show(&entry.value));
            format!("{{{}}}", all(entries.iter().map(entry).collect()))
        }
    }
}

#[test]
fn what_is_sound_is_read_as_typed() {
    for (text, tree) in [
        (
            "a: no\nb: 1.10\nc: 2026-11-30\nd:\ne: ~\n",
            r#"{a="no" b="1.10" c="2026-11-30" d=nothing e="~"}"#,
        ),
        ("- x\n- [y, {z: 1}]\n", r#"["x" ["y" {z="1"}]]"#),
        ("a: |\n  one\n    two\n", r#"{a="one\n  two\n"}"#),
        ("", "nothing"),
        ("---\na: b\n...\n", r#"{a="b"}"#),
        ("a: b\r\nc: |\r\n  d\r\n", r#"{a="b" c="d\n"}"#),
    ] {
        assert_eq!(reading(text), (tree.to_owned(), vec![]), "{text:?}");
    }
}

/// Text, tree, faults.
type Case = (&'static str, &'static str, &'static [&'static str]);

const FAULTY: &[Case] = &[
    (
        "q:\n  - id: a\n    o:\n      - t: x\n       - t: y\n  - id: b\n",
        r#"{q=[{id="a" o=[{t="x"} {t="y" =?}]} {id="b"}]}"#,
        &["5:8 E008 this `-` stands in column 8; all items of a list begin in one column"],
    ),
    (
        "q:\n  - id: a\n     s: x\n    t: z\n",
        r#"{q=[{id="a" =? t="z"}]}"#,
        &["3:6 E008 this line begins in column 6; what belongs together begins in one column"],
    ),
    (
        "q:\n  - id: a\n   s: x\n    t: z\n",
        r#"{q=[{id="a" =? s="x" t="z"}]}"#,
        &["3:4 E008 this line begins in column 4, its neighbours in column 5"],
    ),
    (
        "q:\n  - id: a\n\ts: x\n\tr: x\n    t: z\n",
        r#"{q=[{id="a" =? t="z"}]}"#,
        &["3:1 E006 a tab cannot indent a line in YAML"],
    ),
    (
        "q:\n  - s: \"open\n    t: \"z\"\n  - s: [a, b\n    t: 'it's'\n",
        r#"{q=[{s=? t="z"} {s=? t=?}]}"#,
        &[
            "2:8 E007 this `\"` is never closed",
            "4:8 E007 this `[` is never closed",
            "5:12 E009 text goes on after the closing `'`; quote all of it, and write `''` for a `'` inside",
        ],
    ),
    (
        "- s: a: b\n- s: @x\n- s: `x` y\n- s: \"\\q\"\n- s: *b* c\n- s: {a} b\n- s: ok\n",
        r#"[{s=?} {s=?} {s=?} {s=?} {s=?} {s=?} {s="ok"}]"#,
        &[
            "1:7 E009 `: ` inside a value starts a mapping; quote the value",
            "2:6 E009 a value that starts with `@` needs quotes",
            "3:6 E009 a value that starts with a backtick needs quotes",
            "4:7 E010 `\\q` means nothing in double quotes; write `\\\\` for a backslash, or use single quotes",
            "5:6 E009 a value that starts with `*` needs quotes",
            "6:6 E009 a value that starts with `{` needs quotes",
        ],
    ),
    (
        "s: {{ x }}\nt: &a b\nu: *a\nv: !t w\n<<: *a\n",
        "{s=? t=? u=? v=? <<=?}",
        &[
            "1:4 E071 a value that starts with `{{` needs quotes: `\"{{ … }}\"`",
            "2:4 E009 a value that starts with `&` needs quotes",
            "3:4 E011 `*a`: packs have no aliases; write the value out",
            "4:4 E009 a value that starts with `!` needs quotes",
            "5:1 E011 packs have no merge keys; write the keys out",
        ],
    ),
    ("a: 1\na: 2\n", r#"{a="1" a=?}"#, &["2:1 E014 the key `a` is written twice"]),
    (
        "a: 1\n---\nb: 2\n",
        r#"{a="1"}"#,
        &["2:1 E011 a second document begins here; a file holds one"],
    ),
    (
        "a: 1\nb\nc: 3\n",
        r#"{a="1" =? c="3"}"#,
        &["2:1 E005 this line has no `:` between a key and its value"],
    ),
];

#[test]
fn each_fault_is_told_once_and_the_rest_is_read() {
    for (text, tree, told) in FAULTY {
        let (read, found) = reading(text);
        assert_eq!(found, *told, "{text}");
        assert_eq!(read, *tree, "{text}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, levels: usize| reading(&open.repeat(levels)).1;
    let fine = "[".repeat(64) + &"]".repeat(64);
    assert_eq!(reading(&fine).1, Vec::<String>::new());
    let over = "[".repeat(65) + &"]".repeat(65);
    assert_eq!(reading(&over).1, ["1:65 E003 more than 64 levels of lists and mappings"]);
    assert_eq!(deep("{a: ", 100_000).len(), 1);
    assert_eq!(deep("- ", 100_000).len(), 1);
    assert_eq!(deep("[", 1_000_000).len(), 1);
}

#[test]
fn width_is_bounded() {
    let keys: Vec<String> = (0..257).map(|key| format!("k{key}: v\n")).collect();
    let keys = keys.concat();
    assert_eq!(reading(&keys).1, ["257:1 E003 more than 256 keys in a mapping"]);
}

#[test]
fn control_characters_are_told() {
    for (text, told) in [
        ("a: b\u{1b}[31m c", "1:5 E005 YAML does not take the character U+001B; delete it"),
        ("a: \u{0}b", "1:4 E005 YAML does not take the character U+0000; delete it"),
        ("a: \"b\u{7}\"\n", "1:6 E005 YAML does not take the character U+0007; delete it"),
    ] {
        assert_eq!(reading(text).1, [told], "{text:?}");
    }
}

#[test]
fn a_place_in_a_text_is_found_in_the_file() {
    for text in [
        "a: see HERE now\n",
        "a: 'it''s HERE'\n",
        "a: \"\\u00e4\\t\\\"HERE\"\n",
        "a: |\n  one\n\n    two HERE\n  three\n",
        "a: |\r\n  one\r\n  HERE\r\n",
        "a: |\n\n  HERE\n",
        "- - a: |-\n      HERE",
    ] {
        let source = Arc::new(Source::new("x", text));
        let mut sink = Sink::new(Arc::clone(&source));
        let tree = read(&source.text, 0..text.len(), &mut sink);
        let inner = tree.list().first().and_then(|node| node.list().first());
        let node = inner.unwrap_or(&tree).get("a").unwrap();
        let at = node.text().unwrap().find("HERE").unwrap();
        let span = Places::of(text, node).at(&(at..at + 4));
        assert_eq!(&text[span], "HERE", "{text:?}");
    }
    let folded = "a: >\n  one\n  HERE\n";
    let source = Arc::new(Source::new("x", folded));
    let tree = read(&source.text, 0..folded.len(), &mut Sink::new(Arc::clone(&source)));
    let node = tree.get("a").unwrap();
    assert_eq!(Places::of(folded, node).at(&(4..8)), node.span);
}
