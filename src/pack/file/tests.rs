use super::*;

#[test]
fn a_file_is_what_its_place_says() {
    for (path, sort) in [
        ("pack.yaml", Some(Sort::Manifest)),
        ("facts.yaml", Some(Sort::Facts)),
        ("content/a/b.md", Some(Sort::Lesson)),
        ("quizzes/a.yml", Some(Sort::Bank)),
        ("assets/x.diagram", Some(Sort::Diagram)),
        ("content/pack.yaml", None),
        ("content/.hidden/b.md", None),
        ("quizzes/_a.yaml", None),
        ("quizzes/a.json", None),
        ("pack.yml", None),
        ("README.md", None),
    ] {
        assert_eq!(Sort::of(path), sort, "{path}");
    }
}

#[test]
fn paths_are_in_natural_order() {
    let mut paths = ["b/1", "a-b/1", "a/10", "a/2", "a/2-x/1", "A/1", "a/02"];
    paths.sort_by(|one, other| natural(one, other));
    assert_eq!(paths, ["A/1", "a/02", "a/2", "a/2-x/1", "a/10", "a-b/1", "b/1"]);
}
