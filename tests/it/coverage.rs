//! What the built-in pack teaches and asks, kept in `docs/coverage.md`. With
//! `TRIPOS_BLESS=1` it is written anew.

use std::{collections::BTreeMap, env, fmt::Write, fs};

use tripos::pack::{self, Files, Pack};

use crate::stories::{stdout, tripos};

const FILE: &str = "docs/coverage.md";

/// Rows of `facts.yaml` that no question asks or no lesson teaches, each with
/// its reason.
const REASONS: [(&str, &str); 24] = [
    ("AUR-12", "the list of versions was read second-hand only, so nobody is graded by it"),
    ("AUR-15", "a figure without a source; the lesson says so, a question would spread it"),
    ("AUR-16", "a claim from benchmarks; taught as a claim, not asked"),
    ("AUR-18", "a figure without a source; the lesson says so"),
    ("AUR-22", "a change of name; nothing is decided by it"),
    ("DDB-12", "prices are not asked"),
    ("DDB-14", "prices are not asked"),
    ("EC-10", "a habit of good code, shown in the sample; asked for RDS in `security`"),
    ("EXAM-01", "names the exam; nothing to ask"),
    ("EXAM-07", "the weights stand in a table; to know them by heart helps nobody"),
    ("EXAM-08", "tells the scope; nothing to ask"),
    ("EXAM-12", "the weights stand in a table; to know them by heart helps nobody"),
    ("EXAM-13", "the same as for the exam before it"),
    ("EXAM-14", "AI services are outside this course"),
    ("EXAM-15", "tells how the exam is cut, not what is right"),
    ("GEN-01", "names other databases; the course does not teach them"),
    ("OPEN-01", "not settled"),
    ("OPEN-02", "not settled"),
    ("OPEN-05", "not settled"),
    ("OPEN-06", "not settled"),
    ("OPEN-09", "not settled"),
    ("X-28", "sizes of keys; rarely decide anything, told in the lesson"),
    ("X-54", "PartiQL is told in the lesson; the exam asks for the costs behind it"),
    ("X-55", "follows from last writer wins, which is asked"),
];

fn built_in() -> Pack {
    pack::load(&Files::Folder(".".into())).0
}

fn reason(fact: &str) -> Option<&'static str> {
    REASONS.iter().find(|(id, _)| *id == fact).map(|(_, reason)| *reason)
}

/// Facts with the lessons that teach and the questions that ask them.
fn facts(pack: &Pack) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let mut all: BTreeMap<String, (Vec<String>, Vec<String>)> =
        pack.facts.keys().map(|id| (id.to_string(), Default::default())).collect();
    for lesson in &pack.lessons {
        for fact in &lesson.facts {
            all.get_mut(&**fact).unwrap().0.push(lesson.id.to_string());
        }
    }
    for item in &pack.items {
        for fact in &item.facts {
            all.get_mut(&**fact).unwrap().1.push(item.id.to_string());
        }
    }
    all
}

fn document(pack: &Pack) -> String {
    let coverage = pack.coverage();
    let mut told = format!(
        "# What the built-in pack teaches and asks\n\nGenerated: \
         `TRIPOS_BLESS=1 cargo test coverage`.\n\n## Objectives and exams\n\n\
         Of DVA-C03 only its comparison with DVA-C02 was read, not its list of tasks: the domains \
         of\nquestions in it are our own assignment. Questions on the form of the exam itself \
         have none.\n\n{}\n## Facts\n\n| Fact | Taught in | Asked by |\n| --- | --- | --- |\n",
        coverage.tables
    );
    for (id, (taught, asked)) in facts(pack) {
        let cell = |all: &[String]| match (all.is_empty(), reason(&id)) {
            (false, _) => all.join(", "),
            (true, Some(reason)) => format!("— {reason}"),
            (true, None) => "—".to_owned(),
        };
        writeln!(told, "| {id} | {} | {} |", cell(&taught), cell(&asked)).unwrap();
    }
    told
}

#[test]
fn the_coverage_in_the_docs_is_current() {
    let told = document(&built_in());
    if env::var_os("TRIPOS_BLESS").is_some() {
        fs::write(FILE, &told).unwrap();
    }
    let kept = fs::read_to_string(FILE).unwrap_or_default();
    assert!(kept == told, "write it anew: TRIPOS_BLESS=1 cargo test coverage");
}

#[test]
fn every_fact_is_taught_and_asked_or_says_why_not() {
    let facts = facts(&built_in());
    for (id, (taught, asked)) in &facts {
        assert!(reason(id).is_some() || !taught.is_empty(), "{id}: taught nowhere");
        assert!(reason(id).is_some() || !asked.is_empty(), "{id}: asked nowhere");
    }
    for (id, _) in REASONS {
        let (taught, asked) = &facts[id];
        assert!(taught.is_empty() || asked.is_empty(), "{id}: needs no reason any more");
    }
}

#[test]
fn what_is_not_settled_is_not_asked() {
    let pack = built_in();
    let settled = |id: &_| pack.facts.get(id).is_some_and(|claim| claim.settled);
    for item in &pack.items {
        assert!(item.facts.iter().any(settled) || item.facts.is_empty(), "{}", item.id);
    }
}

#[test]
fn the_built_in_pack_has_no_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let out = tripos(folder.path(), &["check", "--coverage", "--deny", "warnings", "."]);
    assert!(out.status.success(), "{}", stdout(&out));
    let told = stdout(&out);
    assert!(told.contains("| Lesson") && told.contains("DVA-C03"), "{told}");
    assert!(told.ends_with("no gaps\n"), "{told}");
}

#[test]
fn gaps_are_told_and_can_be_denied() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file("pack.yaml", "format: 1\nid: p\ntitle: P\n");
    file("content/a.md", "---\nobjectives: [one]\n---\n# A\n");
    let path = folder.path().to_str().unwrap();
    let check = |args: &[&str]| tripos(folder.path(), &[&["check", "--coverage"], args].concat());
    let out = check(&[path]);
    assert!(out.status.success());
    let told = stdout(&out);
    assert!(told.contains("gap: objective `one` has 0 of 3 questions\n"), "{told}");
    assert!(told.ends_with("2 gaps\n"), "{told}");
    let out = check(&["--deny", "warnings", path]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(check(&["nowhere"]).status.code(), Some(2));
}
