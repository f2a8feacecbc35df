//! `tripos search`.

use serde_json::Value;

use crate::stories::tripos;

fn search(args: &[&str]) -> (String, Option<i32>) {
    let data = tempfile::tempdir().unwrap();
    let out = tripos(data.path(), &[&["search"], args].concat());
    let all = [out.stdout, out.stderr].concat();
    (String::from_utf8(all).unwrap(), out.status.code())
}

#[test]
fn all_words_are_found_wherever_they_stand() {
    let kinds = ["--pack", "tests/packs/kinds"];
    for (query, wanted) in [
        ("KETTLE", "diagram   assets/cup.diagram"),
        ("sieve holes", "question  choices"),
        ("guests", "question  choice"),
        ("mak tea", "question  order"),
    ] {
        let (told, code) = search(&[&kinds[..], &query.split(' ').collect::<Vec<_>>()].concat());
        assert!(code == Some(0) && told.contains(wanted), "{query}: {told}");
    }
    let (told, code) = search(&[&kinds[..], &["zebra"]].concat());
    assert!(
        code == Some(1) && told.contains("nothing in Every kind of question has all of `zebra`")
    );
    let (told, code) = search(&[&kinds[..], &[" "]].concat());
    assert!(code == Some(2) && told.contains("say what to search for"), "{told}");
}

#[test]
fn a_section_of_a_lesson_is_a_place_of_its_own_and_the_best_comes_first() {
    let (told, _) = search(&["multi-az", "standby", "--json"]);
    let hits: Vec<Value> = serde_json::from_str(&told).unwrap();
    let scores: Vec<u64> = hits.iter().map(|it| it["score"].as_u64().unwrap()).collect();
    assert!(scores.len() > 3 && scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert!(
        hits.iter().any(|it| it["sort"] == "lesson" && it["place"].as_str().unwrap().contains('#'))
    );
    assert!(hits.iter().all(|it| it["snippet"].as_str().unwrap().chars().count() <= 100));
}
