//! What diagnostics look like.

use tripos::pack::{self, Diagnostic, Files};

fn found() -> Vec<Diagnostic> {
    let bank = "sources: [https://x.y]\nquestions:\n  - id: one\n    stem: What? \u{202e}\n    options:\n      - text: A\n        corect: true\n        why: Yes.\n      - text: ä: ö\n        why: No.\n    rationale: Because.\n    hint: none\n";
    let files = Files::held([
        ("pack.yaml", "format: 1\nid: look\ntitle: Look\n"),
        ("content/a.md", "---\ntitle: A\n---\nsome\ttext \u{202e} [link](b.md)\n"),
        ("quizzes/a.yaml", bank),
    ]);
    pack::load(&files).1
}

#[test]
fn as_a_compiler_shows_them() {
    let shown: Vec<String> = found().iter().map(Diagnostic::render).collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn as_json() {
    let shown: Vec<String> = found().iter().map(Diagnostic::to_json).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn as_github_shows_them() {
    let shown: Vec<String> = found().iter().map(Diagnostic::to_github).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn the_look_of_the_design() {
    let mut bank = "# \n".repeat(35);
    bank += "questions:\n- id: x\n  stem: x\n  options:\n      - text: x\n        corect: true\n";
    let files = Files::held([
        ("pack.yaml", "format: 1\nid: look\ntitle: Look\n"),
        ("quizzes/dynamodb.yaml", &bank),
    ]);
    let (_, found) = pack::load(&files);
    let it = found.iter().find(|it| it.is_error()).unwrap();
    assert_eq!(
        it.render(),
        "error[E012]: unknown key `corect`; did you mean `correct`?
  --> quizzes/dynamodb.yaml:41:9
   |
41 |         corect: true
   |         ^^^^^^"
    );
}

#[test]
fn enormous_lines_are_not_shown() {
    let bank = format!("questions: [{}]\nfoo: bar\n", "{a: 1}, ".repeat(5_000));
    let files = Files::held([("quizzes/a.yaml", &*bank)]);
    let (_, found) = pack::load(&files);
    assert!(found.iter().all(|it| it.render().len() < 1_000));
}
