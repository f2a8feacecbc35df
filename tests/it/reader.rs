//! The reader, as the learner sees it: keys in, picture out.

use tripos::{
    item::{Id, LessonId, Place, Slug},
    study::Mark,
    tui::{Route, Theme},
};

use crate::learner::{Learner, is_clean};

fn lesson(slug: Option<&str>) -> Route {
    let slug = slug.and_then(Slug::new);
    Route::Lesson(Place { lesson: LessonId::new("leaves").unwrap(), slug })
}

/// Draws a lesson after some keys, at both sizes.
#[track_caller]
fn pictures(name: &str, route: &Route, keys: &str) {
    for (width, height) in [(80, 24), (40, 12)] {
        let picture = Learner::at(route.clone(), width, height).does(keys).sees();
        is_clean(&picture);
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), picture);
    }
}

#[test]
fn an_outline_leads_to_headings() {
    pictures("outline", &lesson(None), "t");
    let mut learner = Learner::at(lesson(None), 80, 12);
    assert!(learner.does("t").sees().contains("Six kinds"));
    let there = learner.does("/ esc t j j enter").sees();
    let first = there.lines().nth(1).unwrap();
    assert!(first.contains("Six kinds") || there.contains("Six kinds"), "{there}");
}

#[test]
fn words_are_found_counted_and_gone_through() {
    pictures("find", &lesson(None), "/ leaf");
    let mut learner = Learner::at(lesson(None), 80, 12);
    assert!(learner.does("/ water").sees().contains("match 1 of"));
    assert!(learner.does("enter n").sees().contains("match 2 of"));
    assert!(learner.does("N").sees().contains("match 1 of"));
    assert!(learner.does("N").sees().contains("match 5 of 5"), "{}", learner.sees());
    assert!(!learner.does("esc").sees().contains("match"));
    assert!(learner.does("n").sees().contains("nothing is being looked for"));
    assert!(learner.does("/ zebra").sees().contains("not found"));
}

#[test]
fn leaving_the_search_leads_back_to_where_it_began() {
    let mut learner = Learner::at(lesson(None), 80, 12);
    let before = learner.sees();
    assert_ne!(learner.does("/ steamed").sees(), before);
    assert_eq!(learner.does("esc").sees(), before);
}

#[test]
fn a_link_to_another_lesson_opens_it_and_esc_comes_back() {
    let mut learner = Learner::at(lesson(None), 80, 24);
    let brewing = learner.does("tab tab enter").sees();
    assert!(brewing.contains("Three minutes"), "{brewing}");
    assert!(learner.does("esc").sees().contains("Leaves: what tea is made of"));
}

#[test]
fn a_link_to_a_heading_goes_there_and_esc_comes_back() {
    let mut learner =
        Learner::new("tests/packs/small", lesson(None), (60, 12), Theme::default(), true);
    let before = learner.does("tab").sees();
    let there = learner.does("enter").sees();
    assert_ne!(there, before);
    assert!(there.lines().nth(1).unwrap().contains("Water"), "{there}");
    assert_eq!(learner.does("esc").sees(), learner.does("g").sees());
}

#[test]
fn a_diagram_is_stepped_through_in_its_place() {
    let mut learner = Learner::at(lesson(Some("six-kinds")), 80, 24);
    assert!(learner.does("tab enter").sees().contains("2 steps"), "{}", learner.sees());
    pictures_of(&mut learner, "diagram-in-place", "right");
    assert!(learner.sees().contains("step 1 of"));
    let told = learner.does("tab enter").sees();
    assert!(told.contains("connected to"), "{told}");
    // The first Esc lets the part go, the second gives the keys back.
    assert!(learner.does("esc").sees().contains("step 1 of"));
    assert!(!learner.does("esc").sees().contains("step 1 of"));
}

fn pictures_of(learner: &mut Learner, name: &str, keys: &str) {
    insta::assert_snapshot!(name.to_owned(), learner.does(keys).sees());
}

#[test]
fn a_checkpoint_is_answered_in_its_place() {
    let mut learner = Learner::at(lesson(None), 80, 24);
    assert!(learner.does("G tab tab enter").sees().contains("▾ Checkpoint"), "{}", learner.sees());
    insta::assert_snapshot!("checkpoint-asked", learner.sees());
    learner.does("1 enter");
    insta::assert_snapshot!("checkpoint-told", learner.sees());
    let after = learner.does("esc").sees();
    assert!(after.contains("Checkpoint  ") && after.contains("right the last time"), "{after}");
    let id = tripos::pack::manifest(&tripos::pack::Files::Folder("tests/packs/small".into())).0.id;
    assert_eq!(learner.store.progress(&id).unwrap().answered_in_all(), 1);
}

#[test]
fn bookmarks_and_notes_are_kept_with_the_section() {
    let mut learner = Learner::at(lesson(Some("six-kinds")), 80, 24);
    assert!(learner.does("m").sees().contains("bookmarked: Six kinds"));
    learner.does("a").types("green is steamed").does("enter");
    insta::assert_snapshot!("note", learner.sees());
    let outline = learner.does("t").sees();
    assert!(outline.contains("Six kinds  ★  note"), "{outline}");
    let id = tripos::pack::manifest(&tripos::pack::Files::Folder("tests/packs/small".into())).0.id;
    let marks = learner.store.progress(&id).unwrap().marks;
    let slug = Slug::new("six-kinds");
    let mark = Mark::Section(Place { lesson: LessonId::new("leaves").unwrap(), slug });
    assert!(marks.bookmarks.contains(&mark));
    assert_eq!(marks.notes.get(&mark).map(String::as_str), Some("green is steamed"));
    // An empty note is none.
    learner.does("esc a").does(&"backspace ".repeat(20)).does("enter");
    assert!(learner.store.progress(&id).unwrap().marks.notes.is_empty());
    assert!(learner.does("m").sees().contains("no longer bookmarked"));
}

#[test]
fn a_link_out_of_the_pack_is_shown_whole_and_copied_when_asked() {
    let place = Place { lesson: LessonId::new("brewing").unwrap(), slug: None };
    let mut learner = Learner::at(Route::Lesson(place), 40, 14);
    learner.does("tab enter");
    insta::assert_snapshot!("link-out", learner.sees());
    let strip = learner.sees();
    let shown: String =
        strip.split("out of the pack:").nth(1).unwrap().split_whitespace().collect();
    assert!(shown.contains("https://example.com/"), "{strip}");
    assert!(learner.copied.is_empty());
    assert!(learner.does("enter").sees().contains("clipboard"));
    assert!(learner.copied[0].starts_with("https://example.com/"));
}

#[test]
fn a_lesson_opens_where_it_was_left() {
    let mut learner = Learner::at(Route::Lessons, 60, 12);
    let left = learner.does("enter pgdn down").sees();
    let back = learner.does("esc enter").sees();
    let body = |picture: &str| picture.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&back), body(&left));
    assert!(back.contains("where you left off"), "{back}");
    assert!(!learner.does("down").sees().contains("where you left off"));
    // Leaving the program from inside keeps the place, too.
    let left = learner.does("down").sees();
    let id = tripos::pack::manifest(&tripos::pack::Files::Folder("tests/packs/small".into())).0.id;
    learner.does("ctrl-c");
    let reached = learner.store.progress(&id).unwrap().marks.reached;
    let reached = &reached[&LessonId::new("leaves").unwrap()];
    assert!(left.contains(&format!("{} %", reached.part)), "{reached:?} {left}");
}

#[test]
fn marks_are_found_again() {
    let mut learner = Learner::at(Route::Lessons, 80, 24);
    learner.does("enter t j enter m a").types("steamed, not fired").does("enter down down esc");
    assert!(learner.sees().contains("% so far"), "{}", learner.sees());
    let palette = learner.does("ctrl-p fired").sees();
    assert!(palette.contains("note") && palette.contains("steamed, not fired"), "{palette}");
    assert!(learner.does("enter").sees().contains("Six kinds"));
    assert!(learner.does("ctrl-p bookmark esc ctrl-p sixkinds").sees().contains("bookmark"));
}

#[test]
fn a_mermaid_figure_is_gone_into() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let talk = "sequenceDiagram\n  Web->>Data: SELECT 1\n  Data-->>Web: one\n";
    std::fs::write(&path, format!("# A\n\n```mermaid\n{talk}```\n")).unwrap();
    let reading = tripos::pack::reading(&path).unwrap();
    let place = Place { lesson: reading.lesson, slug: None };
    let mut learner = Learner::with_pack(reading.pack, Route::Lesson(place), (60, 24));
    assert!(learner.sees().contains("SELECT 1"));
    assert!(learner.does("tab enter").sees().contains("2 steps"));
    insta::assert_snapshot!("mermaid-step", learner.does("right").sees());
}

#[test]
fn a_lesson_read_to_its_end_begins_anew() {
    let mut learner = Learner::at(Route::Lessons, 80, 24);
    let begin = learner.does("enter").sees();
    let again = learner.does("G esc enter").sees();
    assert_eq!(again, begin);
}

/// The words at the top stay at the top, whatever the widths between.
#[test]
fn a_resize_keeps_the_place() {
    for downs in [5, 9, 14, 20] {
        let mut learner = Learner::at(lesson(None), 60, 12);
        learner.does(&"down ".repeat(downs));
        let first = |learner: &mut Learner| learner.sees().lines().nth(1).unwrap().to_owned();
        let before = first(&mut learner);
        learner.resize(110, 12).sees();
        learner.resize(43, 12).sees();
        learner.resize(60, 12);
        let seen = learner.sees();
        let word = before.split_whitespace().next().unwrap_or_default();
        let near: Vec<_> = seen.lines().take(4).collect();
        assert!(near.iter().any(|line| line.contains(word)), "{before}\n{seen}");
    }
}

#[test]
fn a_click_goes_to_what_stands_there() {
    let mut learner = Learner::at(lesson(None), 80, 24);
    let picture = learner.does("tab").sees();
    let at = picture.lines().enumerate().find_map(|(y, line)| Some((line.find("brewing")?, y)));
    let (x, y) = at.unwrap_or_else(|| panic!("{picture}"));
    let x = picture.lines().nth(y).unwrap()[..x].chars().count();
    learner.click(x as u16, y as u16);
    assert!(learner.sees().contains("Three minutes"), "{}", learner.sees());
}

#[test]
fn a_long_lesson_shows_its_beginning_and_then_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: String| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("pack.yaml", "format: 1\nid: long\ntitle: Long\n".into());
    let part = |n: usize| format!("## Part {n}\n\n{}\n\n", "many words in a line ".repeat(40));
    let text: String = (0..400).map(part).collect();
    write("content/long.md", format!("---\ntitle: Long\n---\n{text}"));
    let place = Place { lesson: LessonId::new("long").unwrap(), slug: None };
    let path = folder.path().to_str().unwrap();
    let route = Route::Lesson(place);
    let mut learner = Learner::new(path, route, (80, 24), Theme::default(), true);
    assert!(learner.sees().contains("Part 0"));
    assert!(learner.does("G").sees().contains("100 %"));
    assert!(learner.does("t").sees().contains("400 headings"));
}

/// A lesson of a pack with a glossary.
fn with_glossary() -> (tempfile::TempDir, Route) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    write("pack.yaml", "format: 1\nid: words\ntitle: Words\n");
    std::fs::create_dir(folder.path().join("content")).unwrap();
    write(
        "content/a.md",
        "---\ntitle: Copies\n---\nAn AZ may fail. Then a [copy](glossary.md#read-replica) in \
         another\n[zone](#zones) answers, with some lag.\n\n## Zones\n\nThat is all.\n",
    );
    write(
        "content/glossary.md",
        "---\nid: glossary\ntitle: Glossary\n---\n## A–Z\n\n### Availability Zone (AZ)\n\nOne or \
         more data centres of a Region, with power and network of their own.\n\n### Lag\n\nHow \
         far a copy is behind.\n\n### Read replica\n\nA copy that answers reads alone.\n",
    );
    let place = Place { lesson: LessonId::new("a").unwrap(), slug: None };
    (folder, Route::Lesson(place))
}

#[test]
fn the_glossary_tells_the_words_on_the_screen() {
    let (folder, route) = with_glossary();
    let path = folder.path().to_str().unwrap();
    let mut learner = Learner::new(path, route, (60, 16), Theme::default(), true);
    insta::assert_snapshot!("word", learner.does("w").sees());
    assert!(learner.does("w").sees().contains("Availability Zone (AZ)  2 of 3"));
    assert!(learner.does("tab").sees().contains("Lag  3 of 3"));
    learner.resize(40, 12);
    assert!(learner.sees().contains("Lag  3 of 3"), "{}", learner.sees());
    assert!(learner.does("w").sees().contains("Read replica  1 of 3"));
    let glossary = learner.does("w w enter").sees();
    assert!(glossary.contains("Glossary") && glossary.contains("How far a copy"), "{glossary}");
    assert!(learner.does("w").sees().contains("this is the glossary"));
    assert!(learner.does("esc").sees().contains("An AZ may fail"));
    let mut learner = Learner::at(lesson(None), 80, 24);
    assert!(learner.does("w").sees().contains("this pack has no glossary"));
}
